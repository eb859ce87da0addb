import { Inject } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { CONTROL_PERMISSIONS, controlRooms } from '#adapters/live/socket-live';
import { CONTROL_EVENTS, CONTROL_NAMESPACE, type Ack } from '#contracts/live-events';
import { toIso } from '#contracts/shapes';
import { ok, type Result } from '#core/problem';
import { acknowledgementOf } from './acknowledge';
import { Doorman, type Guest } from './doorman';
import { PARTS, type ServerParts } from './parts';
import { problemDetails } from './problem.filter';
import { read } from './validation';

/** Live views for control rooms; they listen, and renew the token they listen by. */
@WebSocketGateway({ namespace: CONTROL_NAMESPACE })
export class ControlGateway implements OnGatewayInit<Namespace> {
  constructor(
    @Inject(Doorman) private readonly doorman: Doorman,
    @Inject(PARTS) private readonly parts: Pick<ServerParts, 'metrics'>,
  ) {}

  afterInit(namespace: Namespace): void {
    this.doorman.guard(namespace, {
      field: 'key',
      // Whoever may have one of the messages may listen, and has those.
      permission: CONTROL_PERMISSIONS,
      welcome: (socket, guest) => this.welcome(socket, guest),
    });
  }

  private welcome(socket: Socket, guest: Guest): void {
    const { metrics } = this.parts;
    const { role, organisationId } = guest.caller;
    metrics.sockets.inc({ namespace: 'control' });
    socket.on('disconnect', () => metrics.sockets.dec({ namespace: 'control' }));
    void socket.join([...controlRooms(organisationId, role)]);
    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = acknowledgementOf(args);
      this.take(socket, guest, { event, message: args[0] })
        .then(ack)
        .catch((error: unknown) => ack({ ok: false, problem: this.doorman.broke(error, socket) }));
    });
  }

  private async take(
    socket: Socket,
    guest: Guest,
    { event, message }: { readonly event: string; readonly message: unknown },
  ): Promise<Ack<unknown>> {
    const result: Result<unknown> = Object.hasOwn(CONTROL_EVENTS, event)
      ? await this.renew(socket, guest, message)
      : this.doorman.unknownEvent(socket, guest);
    if (result.ok) return { ok: true, value: result.value };
    this.parts.metrics.refusals.inc({ code: result.problem.code });
    return { ok: false, problem: problemDetails(result.problem) };
  }

  private async renew(socket: Socket, guest: Guest, message: unknown): Promise<Result<unknown>> {
    const { carries, permission } = CONTROL_EVENTS.renew;
    const admitted = await this.doorman.admit(socket, guest, permission);
    if (!admitted.ok) return admitted;
    const parsed = read(carries, message);
    if (!parsed.ok) return parsed;
    const renewed = await this.doorman.renew(guest, parsed.value.key);
    return renewed.ok ? ok({ expiresAt: toIso(renewed.value.expiresAt) }) : renewed;
  }
}
