import { Inject, Injectable } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import type { Problem, Result } from '#core/problem';
import type { Route } from '#contracts/routes';
import type { Caller } from '#flow/ports';
import { accidentOf } from './accident';
import { Callers, REMEMBERED_FOR_MS } from './auth';
import { PARTS, type ServerParts } from './parts';
import { detailsOf, problemDetails } from './problem.filter';

/** An open socket is asked again who it is at least this often; real time. */
export const RECHECK_EVERY_MS = 30_000;
/** Asked first when what was remembered at the door is forgotten: the phone may have signed out. */
export const FIRST_RECHECK_MS = REMEMBERED_FOR_MS + 100;

/** Who sits at an open socket. */
export interface Guest {
  readonly caller: Caller;
  readonly secret: string;
}

/** Lets sockets into a namespace by their secret, and shows out those whose secret ends. */
@Injectable()
export class Doorman {
  constructor(
    @Inject(Callers) private readonly callers: Callers,
    @Inject(PARTS) private readonly parts: ServerParts,
  ) {}

  /**
   * Guards a namespace: the secret is `auth[field]`, never part of the address. `welcome` is
   * called for each socket that was let in.
   */
  guard(
    namespace: Namespace,
    options: {
      readonly field: 'token' | 'key';
      readonly permission: Route['permission'];
      readonly welcome: (socket: Socket, guest: Guest) => void;
    },
  ): void {
    const guests = new WeakMap<Socket, Guest>();
    namespace.use((socket, next) => {
      const secret = z.string().safeParse(socket.handshake.auth[options.field]).data ?? null;
      this.callers
        .admit(secret, options)
        .then((admitted) => {
          if (!admitted.ok) {
            next(this.refusal(admitted.problem));
            return;
          }
          guests.set(socket, { caller: admitted.value, secret: secret ?? '' });
          next();
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
      this.recheckInTime(socket, guest);
      options.welcome(socket, guest);
    });
  }

  /** The guest's caller as of now; shows the socket out when the secret no longer holds. */
  async recheck(socket: Socket, guest: Guest): Promise<Result<Caller>> {
    const identified = await this.callers.identify(guest.secret);
    if (!identified.ok) this.showOut(socket, identified.problem);
    return identified;
  }

  /**
   * As `recheck` without asking the record: for events that come by the thousand and decide
   * nothing. Whoever was disabled is shown out by the regular recheck.
   */
  glance(socket: Socket, guest: Guest): Result<Caller> {
    const unexpired = this.callers.unexpired(guest.caller);
    if (!unexpired.ok) this.showOut(socket, unexpired.problem);
    return unexpired;
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
