import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

/**
 * How long after each attempt the next one is made, as Standard Webhooks 1.0 recommends: ten
 * attempts over a good three days.
 */
export const HOOK_PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;
/** A receiver may ask for patience, but not for longer than this. */
export const HOOK_PATIENCE_MAX_MS = DAY_MS;
/** An address that has taken nothing for so long is sent nothing more. */
export const HOOK_FAILS_FOR_MAX_MS = 5 * DAY_MS;
/** While the old secret of a rotated pair still signs as well. */
export const OLD_SECRET_SIGNS_FOR_MS = HOUR_MS;
/** At once to one address; one alone while it fails, so that it costs nobody anything. */
export const HOOK_AT_ONCE_MAX = 4;

/** What came back from one attempt. */
export type HookAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'no-answer'; readonly says: string };

/** What follows from it for this event. */
export type HookOutcome =
  | { readonly status: 'delivered'; readonly httpStatus: number }
  | {
      readonly status: 'queued';
      readonly dueAt: Instant;
      readonly reason: string;
      readonly httpStatus: number | null;
    }
  | { readonly status: 'dead'; readonly reason: string; readonly httpStatus: number | null };

const GONE = 410;

/**
 * Reads what an attempt came to. Only 2xx is success; a redirect is none, since nothing signed for
 * one address goes to another.
 *
 * @param attempt 1 for the first
 * @returns `dead` after the last pause of the schedule, and at once where the address is gone
 */
export function afterHookAttempt(attempt: number, answer: HookAnswer, now: Instant): HookOutcome {
  const httpStatus = answer.kind === 'answer' ? answer.status : null;
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) {
    return { status: 'delivered', httpStatus };
  }
  const reason = answer.kind === 'answer' ? `answered ${answer.status}` : answer.says;
  const pauseMs = HOOK_PAUSES_MS[attempt - 1];
  if (pauseMs === undefined || isGone(answer)) return { status: 'dead', reason, httpStatus };
  const asked = answer.kind === 'answer' ? (answer.retryAfterMs ?? 0) : 0;
  const dueAt = now + Math.max(pauseMs, Math.min(asked, HOOK_PATIENCE_MAX_MS));
  return { status: 'queued', dueAt, reason, httpStatus };
}

/**
 * Why an address is sent nothing more until somebody looks at it; null while it is.
 *
 * @param failingSince when it first failed after it last took something; null if this one was taken
 */
export function whyHookEnds(
  answer: HookAnswer,
  failingSince: Instant | null,
  now: Instant,
): string | null {
  if (isGone(answer)) return 'It answered 410: it is gone.';
  if (failingSince === null || now - failingSince < HOOK_FAILS_FOR_MAX_MS) return null;
  return `It has taken nothing for ${HOOK_FAILS_FOR_MAX_MS / DAY_MS} days.`;
}

function isGone(answer: HookAnswer): boolean {
  return answer.kind === 'answer' && answer.status === GONE;
}
