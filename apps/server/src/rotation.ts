import type { FastifyInstance } from 'fastify';
import type { Problem } from '#core/problem';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { World } from './parts';
import { problemDetails, send } from './problem.filter';

/** A machine whose date is further off than this has other troubles too. */
export const CLOCK_OFF_MAX_MS = 30 * SECOND_MS;
/**
 * So long without the database, and phones are hung up on: a copy that has it may hear what they
 * say. A database that is started anew or failed over is back before.
 */
export const HANG_UP_AFTER_MS = 20 * SECOND_MS;
/** So long, and whoever asks is told at once, instead of waiting for an answer that cannot come. */
export const REFUSE_AFTER_MS = 3 * SECOND_MS;
const LOOK_EVERY_MS = SECOND_MS;
const HANG_UP_AGAIN_AFTER_MS = MINUTE_MS;

/** Why this copy is not to be asked, if so. */
export interface Standing {
  readonly status: 'ok' | 'draining' | 'unavailable';
  readonly database: boolean;
  readonly clock: boolean;
}

/** Whether a balancer should send anybody here; and what becomes of those who are here already. */
export class Rotation {
  private timer: NodeJS.Timeout | undefined;
  private hungUpAtMs = -Infinity;

  constructor(
    private readonly world: Pick<World, 'pulse' | 'sockets'>,
    private readonly state: { readonly draining: boolean },
  ) {}

  standing(): Standing {
    const { pulse } = this.world;
    const database = pulse.beats();
    const clock = Math.abs(pulse.skewMs()) <= CLOCK_OFF_MAX_MS;
    const status = this.state.draining ? 'draining' : database && clock ? 'ok' : 'unavailable';
    return { status, database, clock };
  }

  /** Whether the database has been silent for so long that nothing can be asked of it. */
  isCutOff(): boolean {
    return this.world.pulse.silentMs() >= REFUSE_AFTER_MS;
  }

  /** Begins to look after those who are connected here. */
  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    if (this.world.pulse.silentMs() < HANG_UP_AFTER_MS) return;
    if (now - this.hungUpAtMs < HANG_UP_AGAIN_AFTER_MS) return;
    this.hungUpAtMs = now;
    this.world.sockets.hangUp();
  }
}

/** Refuses what needs the database while this copy is cut off from it. */
export function refuseWhileCutOff(
  fastify: FastifyInstance,
  rotation: Pick<Rotation, 'isCutOff'>,
): void {
  fastify.addHook('onRequest', (request, reply, next) => {
    if (rotation.isCutOff() && request.url.startsWith('/v1/')) {
      send(reply, problemDetails(NO_DATABASE, request.id), NO_DATABASE.retryAfterMs);
    } else {
      next();
    }
  });
}

const NO_DATABASE: Problem = {
  code: 'unavailable',
  detail: 'The database does not answer; try again.',
  retryAfterMs: SECOND_MS,
};
