import { leftCount, SHOWN_STATUSES, type BoardEntry, type BoardKind } from '#core/board';
import { distanceM } from '#core/geometry';
import { DAY_MS, type Instant } from '#core/units';

/** How well another entry answers one, and why. */
export interface BoardMatch {
  readonly entryId: string;
  /** 0 to 1; the product of its parts. */
  readonly score: number;
  readonly parts: {
    /** 1 of the same kind, less of one that may do. */
    readonly kind: number;
    /** 1 next door, 0.5 at the end of the way. */
    readonly distance: number;
    /** Share of what is missing that it has. */
    readonly quantity: number;
    /** Share of the time left in which both hold; never less than a day's worth of it. */
    readonly time: number;
  };
  readonly distanceM: number;
  /** Who would have to come. */
  readonly comes: 'offer' | 'need' | 'either';
  /** As much as both have left. */
  readonly quantity: number;
  readonly from: Instant;
  readonly until: Instant;
}

/** Matches shown of one entry. */
export const MATCHES_MAX = 50;
/** Next door is next door, whoever said they would not travel. */
export const AT_HAND_M = 500;
const OTHER_KIND = 0.5;

/** What may do in the place of another. */
const WILL_DO: Readonly<Partial<Record<BoardKind, readonly BoardKind[]>>> = {
  'pet-place': ['livestock-place', 'shelter'],
  'livestock-place': ['forage'],
  pumps: ['equipment'],
  cleaning: ['labour', 'equipment'],
  labour: ['cleaning'],
  storage: ['transport'],
};

/**
 * Entries of the other side that answer this one, best first. One has to have something left, to
 * hold at the same time, and to lie so near that one of the two would come. The same entries give
 * the same order: by score, then distance, then age, then id.
 */
export function matchEntries(
  entry: BoardEntry,
  others: readonly BoardEntry[],
  now: Instant,
): readonly BoardMatch[] {
  const found = others.flatMap((other) => {
    const match = matchOf(entry, other, now);
    return match === null ? [] : [{ match, createdAt: other.createdAt }];
  });
  found.sort(
    (a, b) =>
      b.match.score - a.match.score ||
      a.match.distanceM - b.match.distanceM ||
      a.createdAt - b.createdAt ||
      (a.match.entryId < b.match.entryId ? -1 : 1),
  );
  return found.slice(0, MATCHES_MAX).map(({ match }) => match);
}

/** The farthest from an entry that a match of it may lie, in metres. */
export function matchReachM(entry: BoardEntry, othersTravelMaxM: number): number {
  return Math.max(AT_HAND_M, entry.travelMaxM, othersTravelMaxM);
}

function matchOf(entry: BoardEntry, other: BoardEntry, now: Instant): BoardMatch | null {
  if (other.side === entry.side || other.id === entry.id) return null;
  if (!SHOWN_STATUSES.includes(other.status)) return null;
  const kind = kindPart(entry, other);
  const quantity = Math.min(leftCount(entry), leftCount(other));
  const from = Math.max(now, entry.from, other.from);
  const until = Math.min(entry.until, other.until);
  const away = Math.round(distanceM(entry.place, other.place));
  const reach = matchReachM(entry, other.travelMaxM);
  if (kind === 0 || quantity === 0 || until <= from || away > reach) return null;
  const parts = {
    kind,
    distance: rounded(1 - away / (2 * reach)),
    quantity: rounded(quantity / leftCount(entry)),
    time: timePart({ from, until }, entry, now),
  };
  const score = rounded(parts.kind * parts.distance * parts.quantity * parts.time);
  const comes = whoComes(entry, other, away);
  return { entryId: other.id, score, parts, distanceM: away, comes, quantity, from, until };
}

/** A need is answered by its kind or by one that will do; an offer the other way round. */
function kindPart(entry: BoardEntry, other: BoardEntry): number {
  if (entry.kind === other.kind) return 1;
  const [need, offer] = entry.side === 'need' ? [entry, other] : [other, entry];
  return WILL_DO[need.kind]?.includes(offer.kind) === true ? OTHER_KIND : 0;
}

function timePart(
  both: { readonly from: Instant; readonly until: Instant },
  entry: BoardEntry,
  now: Instant,
): number {
  const left = Math.max(1, entry.until - Math.max(now, entry.from));
  // A bed for tonight is worth most of what a bed for a week is.
  const enough = Math.min(left, DAY_MS);
  const share = (both.until - both.from) / left;
  const day = Math.min(1, (both.until - both.from) / enough);
  return rounded((share + day) / 2);
}

function whoComes(entry: BoardEntry, other: BoardEntry, away: number): BoardMatch['comes'] {
  const [need, offer] = entry.side === 'need' ? [entry, other] : [other, entry];
  const [needComes, offerComes] = [away <= need.travelMaxM, away <= offer.travelMaxM];
  if (needComes === offerComes) return 'either';
  return needComes ? 'need' : 'offer';
}

/** Four decimals: so that two machines agree. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
