import type { Instant } from '#core/units';

/** When a provider is left alone; durations on the clock that gives the moments. */
export interface BreakerRule {
  /** So many attempts in a row without an answer, and nothing more goes there for a while. */
  readonly failuresMax: number;
  readonly restMs: number;
  /** So many answers in a row that ask to wait concern the account, and not one address of it. */
  readonly pausesMax: number;
  /** While one attempt tries whether it works again, the others ask again after this long. */
  readonly probeMs: number;
}

/** What is remembered of a provider: whether it answers, and until when it is left alone. */
export interface Breaker {
  readonly failuresInARow: number;
  readonly pausesInARow: number;
  /** Null while everything may pass. */
  readonly restsUntil: Instant | null;
  /** When the last failure that counted was noted. */
  readonly failedAt: Instant | null;
  /** Since when one attempt tries whether it works again. */
  readonly probingSince: Instant | null;
  /** When it last gave any answer. */
  readonly answeredAt: Instant | null;
}

export const CLOSED_BREAKER: Breaker = {
  failuresInARow: 0,
  pausesInARow: 0,
  restsUntil: null,
  failedAt: null,
  probingSince: null,
  answeredAt: null,
};

/** How an attempt ended: with any answer, with none, or with the wish to be asked later. */
export type BreakerEvent =
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly begunAt: Instant; readonly isRepeat: boolean }
  | { readonly kind: 'paused'; readonly retryAfterMs: number };

/**
 * Whether an attempt may go to a provider now. After a rest the first to ask may try, and the
 * others wait for what comes of it (Nygard, Release It!, 2007, "Circuit Breaker").
 *
 * @returns the breaker with the attempt noted, and null; or until when nothing may go there
 */
export function askBreaker(
  breaker: Breaker,
  rule: BreakerRule,
  now: Instant,
): { readonly breaker: Breaker; readonly restsUntil: Instant | null } {
  const { restsUntil, probingSince } = breaker;
  if (restsUntil === null) return { breaker, restsUntil: null };
  if (now < restsUntil) return { breaker, restsUntil };
  if (probingSince !== null) return { breaker, restsUntil: now + rule.probeMs };
  return { breaker: { ...breaker, probingSince: now }, restsUntil: null };
}

/**
 * What is remembered after an attempt has ended. Any answer closes the breaker, also a refusal:
 * whoever refuses is there. One wish to be asked later may concern one address only, so that it
 * takes several in a row, or that of the attempt after a rest, to leave the provider alone. Nor is
 * a failure counted where the provider has answered others since that attempt began: it is there,
 * and slow with one address. Nor is that of a repeat, to which the same address has been silent
 * before, unless it is the attempt after a rest; and what was under way together fails together,
 * as when one connection breaks, and counts once. Else a few slow addresses of a crowd, which all
 * fail at their deadlines and so in a row, would keep everybody else from it.
 */
export function afterAttempt(
  breaker: Breaker,
  event: BreakerEvent,
  at: { readonly rule: BreakerRule; readonly now: Instant },
): Breaker {
  if (event.kind === 'answered') return { ...CLOSED_BREAKER, answeredAt: at.now };
  const { answeredAt, failedAt } = breaker;
  const isProbe = breaker.probingSince !== null;
  if (event.kind === 'failed') {
    const answersOthers = answeredAt !== null && answeredAt >= event.begunAt;
    const isCounted = failedAt !== null && failedAt > event.begunAt;
    if (answersOthers || ((event.isRepeat || isCounted) && !isProbe)) return breaker;
  }
  const failed = event.kind === 'failed';
  const failuresInARow = failed ? breaker.failuresInARow + 1 : breaker.failuresInARow;
  const pausesInARow = failed ? breaker.pausesInARow : breaker.pausesInARow + 1;
  const { rule, now } = at;
  const rests =
    isProbe || failuresInARow >= rule.failuresMax || (!failed && pausesInARow >= rule.pausesMax);
  const lastFailedAt = failed ? now : failedAt;
  if (!rests) return { ...breaker, failuresInARow, pausesInARow, failedAt: lastFailedAt };
  const until = now + (failed ? rule.restMs : event.retryAfterMs);
  const restsUntil = Math.max(until, breaker.restsUntil ?? until);
  const counted = { failuresInARow, pausesInARow, failedAt: lastFailedAt };
  return { ...counted, restsUntil, probingSince: null, answeredAt };
}
