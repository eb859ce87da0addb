import type { Instant } from '#core/units';

/** How a phone stands when it signs in: just heard of, and never known to have rung. */
export function freshPhone({ pushToken, now }: SignedIn) {
  return {
    pushToken,
    pushChannel: 'push',
    pushSetAt: pushToken === null ? null : now,
    pushGoneAt: null,
    permission: 'unknown',
    seenAt: now,
    receiptAt: null,
    endedAt: null,
  } as const;
}

interface SignedIn {
  readonly pushToken: string | null;
  readonly now: Instant;
}
