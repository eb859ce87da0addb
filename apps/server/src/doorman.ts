import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { may, type Permission } from '#core/caller-roles';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import type { Caller } from '#flow/ports';
import { accidentOf } from './accident';
import { Callers, idsOf, REMEMBERED_FOR_MS } from './auth';
import { certificateFits, certificatesBy, type ClientCertificates } from './client-certificate';
import { PARTS, type ServerParts } from './parts';
import { detailsOf, problemDetails } from './problem.filter';
import { SocketAudit } from './socket-audit';

/** An open socket is asked again who it is at least this often; real time. */
export const RECHECK_EVERY_MS = 30_000;
/** Asked first when what was remembered at the door is forgotten: the phone may have signed out. */
export const FIRST_RECHECK_MS = REMEMBERED_FOR_MS + 100;

/** Who sits at an open socket. */
export interface Guest {
  readonly caller: Caller;
  readonly secret: string;
}

/** A guest whose token may be renewed. */
interface Seat extends Guest {
  caller: Caller;
  secret: string;
  /** When the record was asked, by `performance.now`. */
  askedAt: number;
}

interface Door {
  readonly field: 'token' | 'key';
  /** One of these lets a caller in; what else they may do is asked for each event. */
  readonly permission: Permission | readonly Permission[];
  readonly welcome: (socket: Socket, guest: Guest) => void;
}

/** Lets sockets into a namespace by their secret, and shows out those whose secret ends. */
@Injectable()
export class Doorman implements OnModuleInit, OnApplicationShutdown {
  /** Open sockets of this process by what ends them. */
  private readonly seated = new Map<string, Set<Socket>>();
  private readonly audit: SocketAudit;
  private readonly certificates: ClientCertificates;
  private stopListening: (() => Promise<void>) | null = null;

  constructor(
    @Inject(Callers) private readonly callers: Callers,
    @Inject(PARTS) private readonly parts: ServerParts,
  ) {
    this.audit = new SocketAudit(parts);
    this.certificates = certificatesBy(parts.config.edge);
  }

  async onModuleInit(): Promise<void> {
    const { accessChanges } = this.parts.world;
    this.stopListening = await accessChanges.onChange((ids) => this.changed(ids));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stopListening?.();
  }

  /**
   * Guards a namespace: the secret is `auth[field]`, never part of the address. `welcome` is
   * called for each socket that was let in.
   */
  guard(namespace: Namespace, door: Door): void {
    const guests = new WeakMap<Socket, Seat>();
    namespace.use((socket, next) => {
      this.letIn(socket, door)
        .then((admitted) => {
          if (admitted.ok) guests.set(socket, admitted.value);
          next(admitted.ok ? undefined : this.refusal(admitted.problem));
        })
        .catch((error: unknown) => next(this.broken(error, socket)));
    });
    namespace.on('connection', (socket) => {
      const guest = guests.get(socket);
      if (guest === undefined) {
        socket.disconnect(true);
        return;
      }
      socket.on('error', () => socket.disconnect(true));
      this.seat(socket, guest);
      this.recheckInTime(socket, guest);
      door.welcome(socket, guest);
      if (this.callers.hasChanged(guest.caller, guest.askedAt)) this.showOut(socket, ENDED);
    });
  }

  /** The guest's caller as of now; shows the socket out when the secret no longer holds. */
  async recheck(socket: Socket, guest: Guest): Promise<Result<Caller>> {
    const identified = await this.callers.identify(guest.secret, true);
    if (!identified.ok) this.showOut(socket, identified.problem);
    return identified;
  }

  /** As `recheck`, and the caller's role must have the permission: `forbidden` otherwise. */
  async admit(socket: Socket, guest: Guest, permission: Permission): Promise<Result<Caller>> {
    const checked = await this.recheck(socket, guest);
    return checked.ok ? this.permit(checked.value, permission) : checked;
  }

  /**
   * As `admit` without asking the record: for events that come by the thousand and decide
   * nothing. Whoever was disabled is shown out as soon as that is heard.
   */
  glance(socket: Socket, guest: Guest, permission: Permission): Result<Caller> {
    const unexpired = this.callers.unexpired(guest.caller);
    if (unexpired.ok) return this.permit(unexpired.value, permission);
    this.showOut(socket, unexpired.problem);
    return unexpired;
  }

  /** Takes the next access token of the same session or key; the socket then lives by it. */
  async renew(guest: Guest, key: string): Promise<Result<Caller>> {
    const identified = await this.callers.identify(key);
    if (!identified.ok) return identified;
    const seat = guest as Seat;
    if (identityOf(identified.value) !== identityOf(seat.caller)) {
      return refuse('forbidden', 'This is the token of another session.');
    }
    Object.assign(seat, { caller: identified.value, secret: key, askedAt: performance.now() });
    return identified;
  }

  /** The refusal of an event nobody may send; the first of a socket is written to the audit. */
  unknownEvent(socket: Socket, guest: Guest): Result<never> {
    this.audit.refusedEvent(socket, guest.caller);
    return { ok: false, problem: UNKNOWN_EVENT };
  }

  /** Closes a socket for good and says why in the metrics. */
  showOut(socket: Socket, problem: Problem): void {
    this.parts.metrics.refusals.inc({ code: problem.code });
    // After the answer to the event at hand has been written.
    setImmediate(() => socket.disconnect(true));
  }

  /** Logs what broke, with an id; returns what the phone is told. */
  broke(error: unknown, socket: Socket): ReturnType<typeof detailsOf> {
    const requestId = socket.id;
    this.parts.logger.error({ requestId, accident: accidentOf(error) }, 'socket event failed');
    return detailsOf(error, requestId);
  }

  private async letIn(socket: Socket, door: Door): Promise<Result<Seat>> {
    const secret = z.string().safeParse(socket.handshake.auth[door.field]).data ?? null;
    const askedAt = performance.now();
    const identified = await this.callers.identify(secret);
    if (!identified.ok) return identified;
    const caller = identified.value;
    const fits = certificateFits(caller, this.certificates.of(socket.request));
    if (!fits.ok) return fits;
    const permissions = [door.permission].flat();
    if (permissions.some((permission) => may(caller.role, permission))) {
      // Who listens is recorded before they hear anything.
      await this.audit.joined(caller, socket.nsp.name);
      return ok({ caller, secret: secret ?? '', askedAt });
    }
    this.audit.refusedJoin(caller, socket.nsp.name);
    return refuse('forbidden', `A ${caller.role} may not listen here.`);
  }

  private permit(caller: Caller, permission: Permission): Result<Caller> {
    if (may(caller.role, permission)) return ok(caller);
    return refuse('forbidden', `A ${caller.role} may not do this.`);
  }

  /** Somebody's way in changed: what is remembered of them goes, and their sockets close. */
  private changed(ids: readonly string[]): void {
    this.callers.forget(ids);
    for (const id of ids) {
      for (const socket of this.seated.get(id) ?? []) this.showOut(socket, ENDED);
    }
  }

  private seat(socket: Socket, guest: Guest): void {
    const ids = idsOf(guest.caller);
    for (const id of ids) {
      const sockets = this.seated.get(id) ?? new Set();
      this.seated.set(id, sockets.add(socket));
    }
    socket.on('disconnect', () => {
      for (const id of ids) {
        const sockets = this.seated.get(id);
        sockets?.delete(socket);
        if (sockets?.size === 0) this.seated.delete(id);
      }
    });
  }

  private recheckInTime(socket: Socket, guest: Guest): void {
    const next = (atMostMs: number): NodeJS.Timeout =>
      setTimeout(
        () => {
          this.recheck(socket, guest).then(
            (identified) => {
              if (identified.ok && socket.connected) timer = next(RECHECK_EVERY_MS);
            },
            (error: unknown) => {
              // The database is away: nobody loses their socket for that.
              this.parts.logger.warn({ accident: accidentOf(error) }, 'socket not rechecked');
              if (socket.connected) timer = next(RECHECK_EVERY_MS);
            },
          );
        },
        this.recheckAfterMs(guest, atMostMs),
      );
    let timer = next(FIRST_RECHECK_MS);
    socket.on('disconnect', () => clearTimeout(timer));
  }

  /** Real milliseconds until the next look: the end of the token, when that comes first. */
  private recheckAfterMs({ caller }: Guest, atMostMs: number): number {
    if (caller.expiresAt === null) return atMostMs;
    const { clock } = this.parts.world;
    const leftMs = (caller.expiresAt - clock.now()) / clock.stretch(1);
    return Math.max(1, Math.min(atMostMs, Math.ceil(leftMs)));
  }

  private refusal(problem: Problem): Error {
    this.parts.metrics.refusals.inc({ code: problem.code });
    return Object.assign(new Error(problem.code), { data: problemDetails(problem) });
  }

  private broken(error: unknown, socket: Socket): Error {
    const details = this.broke(error, socket);
    return Object.assign(new Error(details.code), { data: details });
  }
}

/** The refusal of an event nobody may send. */
export const UNKNOWN_EVENT: Problem = { code: 'not-found', detail: 'There is no such event.' };

const ENDED: Problem = { code: 'session-over', detail: 'This way in has changed or ended.' };

/** Equal for two tokens that let in the same one in the same way. */
function identityOf(caller: Caller): string {
  return [caller.role, caller.organisationId, ...idsOf(caller)].join(' ');
}
