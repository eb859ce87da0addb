import type { DeliveryChannel } from '#core/delivery';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

/**
 * How often one thing is handed to one channel at most. A repeated push replaces the first on the
 * phone; a repeated SMS or call is a second one.
 */
export const ATTEMPTS_MAX: Readonly<Record<DeliveryChannel, number>> = {
  live: 1,
  push: 20,
  'web-push': 20,
  sms: 5,
  voice: 3,
  email: 10,
};
/** The wait after the first attempt, doubled after each further one. */
export const TRY_AGAIN_MS = SECOND_MS;
export const TRY_AGAIN_MAX_MS = 30 * SECOND_MS;
/** A stand-down or a change that a provider could not deliver within this is dropped by it. */
export const NEWS_TTL_MS = 5 * MINUTE_MS;

/** What decides whether a provider that could not take something is asked once more. */
export interface Again {
  readonly channel: DeliveryChannel;
  /** Of the attempt that ended; 1 for the first. */
  readonly attempt: number;
  readonly now: Instant;
  /** What the provider asked for, on the clock that gives `now`; null where it said nothing. */
  readonly retryAfterMs: number | null;
  /** One second on that clock. */
  readonly secondMs: number;
  /** Trying later than this is of no use; null for no end. */
  readonly expiresAt: Instant | null;
  /** When the next channel is due for the same thing; null where none is left. */
  readonly nextRungAt: Instant | null;
  /** False where the provider was resting and nobody was asked: that was no attempt. */
  readonly wasAsked: boolean;
}

/**
 * When the same channel is tried again; null where that is given up, so that the next rung comes at
 * once: after too many attempts, too late, or not before the next rung would be due anyway. Where
 * no other rung is left the channel is tried for as long as the alert is open.
 */
export function nextTryAt(again: Again): Instant | null {
  const { channel, attempt, now, expiresAt, nextRungAt, wasAsked } = again;
  if (wasAsked && attempt >= ATTEMPTS_MAX[channel]) return null;
  const doubled = Math.min(TRY_AGAIN_MAX_MS, TRY_AGAIN_MS * 2 ** (attempt - 1));
  const backOff = wasAsked ? (doubled / SECOND_MS) * again.secondMs : 0;
  const at = now + Math.max(backOff, again.retryAfterMs ?? 0);
  if (expiresAt !== null && at >= expiresAt) return null;
  return nextRungAt !== null && at >= nextRungAt ? null : at;
}
