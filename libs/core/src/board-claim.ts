import { leftCount, SHOWN_STATUSES, type BoardEntry, type BoardKind } from '#core/board';
import { ok, refuse, type Result } from '#core/problem';
import type { StatusTable } from '#core/transition';
import { DAY_MS, HOUR_MS, type Instant } from '#core/units';

/** Whoever takes on part of an entry: a responder, or staff for somebody or for another entry. */
export interface BoardClaim {
  readonly id: string;
  readonly organisationId: string;
  readonly entryId: string;
  /** Null where staff claimed. */
  readonly responderId: string | null;
  /** The other side's own entry, where both are on the board. */
  readonly forEntryId: string | null;
  readonly quantity: number;
  readonly status: ClaimStatus;
  readonly claimedAt: Instant;
  /** Whoever has not come by then has not; what they claimed is free again. */
  readonly expiresAt: Instant;
  readonly remindedAt: Instant | null;
  readonly endedAt: Instant | null;
}

export const CLAIM_STATUSES = ['held', 'done', 'released', 'expired'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export const CLAIM_TABLE: StatusTable<ClaimStatus> = {
  held: ['done', 'released', 'expired'],
  done: [],
  released: [],
  expired: [],
};

/** Nobody claims for later than this: Crisis Cleanup's rule against claims that block others. */
export const CLAIM_AHEAD_MAX_MS = 6 * DAY_MS;
/** They are reminded so long before the end, or half-way where a claim is shorter. */
export const REMIND_BEFORE_MS = 2 * HOUR_MS;
/** Claims one responder may hold at once. */
export const CLAIMS_OF_ONE_MAX = 10;

/** How long a claim holds where nobody says: what spoils or waits in the rain is held shorter. */
export const CLAIM_HOURS: Readonly<Record<BoardKind, number>> = {
  food: 4,
  shelter: 12,
  'pet-place': 12,
  'livestock-place': 24,
  pumps: 12,
  forage: 24,
  transport: 6,
  storage: 48,
  labour: 24,
  clothing: 24,
  cleaning: 48,
  equipment: 24,
  other: 24,
};

/** What somebody wants to claim. */
export interface ClaimWish {
  readonly quantity: number;
  /** Null: as long as the kind is held. */
  readonly hours: number | null;
}

/**
 * Until when a claim would hold, or why it may not be made. A claim takes as many pieces as are
 * left at most; it never outlasts the entry, nor six days.
 *
 * @returns refusals `illegal-step` for an entry that is not shown, `claim-taken` where less is
 *   left than is asked for, `invalid-field` for too long a claim
 */
export function checkClaim(entry: BoardEntry, wish: ClaimWish, now: Instant): Result<Instant> {
  if (!SHOWN_STATUSES.includes(entry.status) || entry.until <= now) {
    return refuse('illegal-step', `This entry is ${entry.status}.`);
  }
  const hours = wish.hours ?? CLAIM_HOURS[entry.kind];
  const begins = Math.max(now, entry.from);
  if (wish.hours !== null && hours * HOUR_MS > CLAIM_AHEAD_MAX_MS) {
    return refuse('invalid-field', 'must be within six days', 'hours');
  }
  if (begins >= now + CLAIM_AHEAD_MAX_MS) {
    return refuse('illegal-step', 'It begins in more than six days; claim it later.');
  }
  const left = leftCount(entry);
  if (wish.quantity > left) return refuse('claim-taken', `${left} of it are left.`, 'quantity');
  return ok(Math.min(begins + hours * HOUR_MS, now + CLAIM_AHEAD_MAX_MS, entry.until));
}

/** When to remind whoever holds a claim. */
export function remindAt(claim: Pick<BoardClaim, 'claimedAt' | 'expiresAt'>): Instant {
  const half = claim.claimedAt + (claim.expiresAt - claim.claimedAt) / 2;
  return Math.max(half, claim.expiresAt - REMIND_BEFORE_MS);
}
