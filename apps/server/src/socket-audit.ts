import type { Socket } from 'socket.io';
import type { Caller } from '#flow/ports';
import { accidentOf } from './accident';
import type { ServerParts } from './parts';

/**
 * Writes to the audit who listens, and who tried what is not theirs on a socket. Phones come and go
 * with their network: of them only what they were refused is written, once for each socket.
 */
export class SocketAudit {
  private readonly noted = new WeakSet<Socket>();

  constructor(private readonly parts: ServerParts) {}

  /** A socket of staff or of a control system is let in; rejects where that cannot be kept. */
  async joined(caller: Caller, namespace: string): Promise<void> {
    if (caller.role === 'responder') return;
    await this.keep(caller, { action: 'socket.join', outcome: 'done', namespace });
  }

  /** Somebody known was not let into a namespace. */
  refusedJoin(caller: Caller, namespace: string): void {
    this.note(caller, { action: 'socket.join', outcome: 'refused', namespace });
  }

  /** Somebody sent an event that nobody may send, or not they. */
  refusedEvent(socket: Socket, caller: Caller): void {
    if (this.noted.has(socket)) return;
    this.noted.add(socket);
    const namespace = socket.nsp.name;
    this.note(caller, { action: 'socket.event', outcome: 'refused', namespace });
  }

  private note(caller: Caller, what: What): void {
    this.keep(caller, what).catch((error: unknown) => {
      this.parts.logger.error({ accident: accidentOf(error) }, 'audit entry not written');
    });
  }

  private keep(caller: Caller, { action, outcome, namespace }: What): Promise<void> {
    const id = caller.role === 'responder' ? caller.responderId : caller.keyId;
    const entry = {
      organisationId: caller.organisationId,
      at: this.parts.world.clock.now(),
      actor: { role: caller.role, id },
      subject: null,
      ...{ action, outcome, detail: { namespace } },
    };
    return this.parts.world.auditLog.append([entry]);
  }
}

interface What {
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly namespace: string;
}
