import type { Cell, Place } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import type { StatusTable } from '#core/transition';
import { DAY_MS, HOUR_MS, type Instant } from '#core/units';

/*
 * What people, farms and businesses offer and ask for beside the call-outs: food, a bed, a place
 * for a horse. Nothing is shown before somebody of the organisation has looked at it, nobody's
 * address before both sides have agreed, and nothing stays that nobody says is still so.
 */

export const BOARD_SIDES = ['offer', 'need'] as const;
export type BoardSide = (typeof BOARD_SIDES)[number];

export const BOARD_KINDS = [
  'food',
  'shelter',
  'pet-place',
  'livestock-place',
  'pumps',
  'forage',
  'transport',
  'storage',
  'labour',
  'clothing',
  'cleaning',
  'equipment',
  'other',
] as const;
export type BoardKind = (typeof BOARD_KINDS)[number];

export const BOARD_STATUSES = [
  'pending-proof',
  'pending-vetting',
  'open',
  'claimed',
  'done',
  'closed',
  'expired',
  'done-by-others',
] as const;
export type BoardStatus = (typeof BOARD_STATUSES)[number];

export const BOARD_TABLE: StatusTable<BoardStatus> = {
  'pending-proof': ['pending-vetting', 'closed', 'expired'],
  'pending-vetting': ['open', 'closed', 'expired', 'done-by-others'],
  // Back to vetting where people report that something is wrong with it.
  open: ['claimed', 'done', 'pending-vetting', 'closed', 'expired', 'done-by-others'],
  claimed: ['open', 'done', 'pending-vetting', 'closed', 'expired', 'done-by-others'],
  done: [],
  closed: [],
  expired: [],
  'done-by-others': [],
};

/** Statuses in which an entry is shown to others. */
export const SHOWN_STATUSES: readonly BoardStatus[] = ['open', 'claimed'];
/** Statuses in which it is not over. */
export const LIVE_STATUSES: readonly BoardStatus[] = [
  ...(['pending-proof', 'pending-vetting', 'open', 'claimed'] as const),
];

/** Who put an entry up: a responder, staff for somebody on the telephone, or anybody. */
export const BOARD_SOURCES = ['responder', 'staff', 'public'] as const;
export type BoardSource = (typeof BOARD_SOURCES)[number];

/** What somebody offers or asks for. */
export interface BoardAsk {
  readonly side: BoardSide;
  readonly kind: BoardKind;
  readonly title: string;
  readonly note: string | null;
  /** Beds, meals, pumps: what the title says. */
  readonly quantity: number;
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
  readonly place: Place;
  /** How far whoever put it up comes or brings it; 0: the other side has to. */
  readonly travelMaxM: number;
}

export interface BoardEntry extends BoardAsk {
  readonly id: string;
  readonly organisationId: string;
  readonly source: BoardSource;
  /** Null but for a responder's. */
  readonly responderId: string | null;
  /** All that others see of the place. */
  readonly cell: Cell;
  readonly status: BoardStatus;
  /** Of claims that hold and of those that are done. */
  readonly takenCount: number;
  readonly doneCount: number;
  readonly createdAt: Instant;
  /** When whoever put it up last said that it is still so. */
  readonly confirmedAt: Instant;
  /** When they were last asked; null since they last said so. */
  readonly askedAgainAt: Instant | null;
  readonly vettedAt: Instant | null;
  /** Why it was let through, turned down, or closed. */
  readonly reason: string | null;
  readonly endedAt: Instant | null;
}

/** One lasts at most this long. */
export const ENTRY_VALID_MAX_MS = 90 * DAY_MS;
export const QUANTITY_MAX = 10_000;
/** Nobody says within this time that it is still so: they are asked. */
export const STALE_AFTER_MS = 2 * DAY_MS;
/** Nobody answers within this time: it goes. People chased needs that were met the day before. */
export const ANSWER_WITHIN_MS = DAY_MS;
/** What nobody proves within this time goes. */
export const PROOF_WITHIN_MS = HOUR_MS;
/** Entries one person or address may have that are not over. */
export const ENTRIES_OF_ONE_MAX = 10;
/** So many different people say the same against an entry, and it is acted upon. */
export const REPORTS_TO_ACT = 2;

/** What somebody says of an entry that is not theirs. */
export const REPORT_KINDS = ['wrong', 'done-by-others'] as const;
export type BoardReportKind = (typeof REPORT_KINDS)[number];

/** How much of it nobody has claimed. */
export function leftCount(entry: Pick<BoardEntry, 'quantity' | 'takenCount'>): number {
  return Math.max(0, entry.quantity - entry.takenCount);
}

/** Refuses `invalid-field` for times that are over, the wrong way round or too far ahead. */
export function checkEntryTimes(
  { from, until }: Pick<BoardAsk, 'from' | 'until'>,
  now: Instant,
): Result<null> {
  if (until <= from) return refuse('invalid-field', 'must lie after from', 'until');
  if (until <= now) return refuse('invalid-field', 'must not be over', 'until');
  return until <= now + ENTRY_VALID_MAX_MS
    ? ok(null)
    : refuse('invalid-field', 'must lie within 90 days from now', 'until');
}

/** The status that follows from how much is claimed and done, of an entry that is shown. */
export function statusByClaims(
  entry: Pick<BoardEntry, 'quantity' | 'takenCount' | 'doneCount'>,
): 'open' | 'claimed' | 'done' {
  if (entry.doneCount >= entry.quantity) return 'done';
  return entry.takenCount >= entry.quantity ? 'claimed' : 'open';
}

/** What the passing of time asks for: nothing, a word from whoever put it up, or its end. */
export function dueStep(
  entry: Pick<BoardEntry, 'status' | 'until' | 'confirmedAt' | 'askedAgainAt' | 'createdAt'>,
  now: Instant,
): 'nothing' | 'ask-again' | 'expire' {
  if (!LIVE_STATUSES.includes(entry.status)) return 'nothing';
  const due = dueAt(entry);
  if (now < due) return 'nothing';
  const isAsked = entry.askedAgainAt !== null || entry.status === 'pending-proof';
  return isAsked || entry.until <= now ? 'expire' : 'ask-again';
}

/** When to look at an entry again that is not over. */
export function dueAt(
  entry: Pick<BoardEntry, 'status' | 'until' | 'confirmedAt' | 'askedAgainAt' | 'createdAt'>,
): Instant {
  if (entry.status === 'pending-proof') return entry.createdAt + PROOF_WITHIN_MS;
  const said =
    entry.askedAgainAt === null
      ? entry.confirmedAt + STALE_AFTER_MS
      : entry.askedAgainAt + ANSWER_WITHIN_MS;
  return Math.min(entry.until, said);
}
