import type { BookingStatus } from '#core/callout-booking';
import type { MusterPoint } from '#core/callout-needs';
import { contains, type Area, type Place } from '#core/geometry';

/** Somebody with a place of a call-out who is not there yet. */
export interface Comer {
  readonly bookingId: string;
  /** Null for somebody without an account, of whom no position is known. */
  readonly responderId: string | null;
  readonly status: Extract<BookingStatus, 'expected' | 'en-route' | 'held'>;
  readonly musterKey: string | null;
  /** They have set off before: an arrival was told. */
  readonly hasSetOff: boolean;
  /** Newest position; null where none is known. */
  readonly place: Place | null;
}

/** Why somebody must not go on. */
export const HOLD_REASONS = [
  'muster-in-exclusion',
  'in-exclusion',
  'way-through-exclusion',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Somebody to be held, or let go on. */
export interface Hold {
  readonly bookingId: string;
  readonly responderId: string | null;
  readonly to: Comer['status'];
  /** Null where they may go on. */
  readonly reason: HoldReason | null;
}

/**
 * Why somebody on the way to a muster point is in danger by an exclusion: the point lies in it, or
 * they do, or the straight way between the two meets it. The way along streets is not known: one
 * held too many is called and goes on, one too few walks into the flood.
 */
export function whyHeld(
  place: Place | null,
  muster: Place | null,
  exclusions: Area | null,
): HoldReason | null {
  if (exclusions === null) return null;
  if (muster !== null && contains(exclusions, muster)) return 'muster-in-exclusion';
  if (place === null) return null;
  if (contains(exclusions, place)) return 'in-exclusion';
  if (muster === null) return null;
  return wayMeets(exclusions, place, muster) ? 'way-through-exclusion' : null;
}

/**
 * Who of those coming is held from now on, and who may go on. Whoever is not there yet is told to
 * wait, whether they have set off or not.
 */
export function holdsOf(
  comers: readonly Comer[],
  musterPoints: readonly MusterPoint[],
  exclusions: Area | null,
): readonly Hold[] {
  const places = new Map(musterPoints.map(({ musterKey, place }) => [musterKey, place]));
  return comers.flatMap((comer): Hold[] => {
    const muster = comer.musterKey === null ? null : (places.get(comer.musterKey) ?? null);
    const reason = whyHeld(comer.place, muster, exclusions);
    const { bookingId, responderId } = comer;
    const isHeld = comer.status === 'held';
    if (isHeld === (reason !== null)) return [];
    if (!isHeld) return [{ bookingId, responderId, to: 'held', reason }];
    return [{ bookingId, responderId, to: comer.hasSetOff ? 'en-route' : 'expected', reason }];
  });
}

/** Whether the straight way between two places outside an area touches any of its edges. */
export function wayMeets({ polygons }: Area, from: Place, to: Place): boolean {
  return polygons.some(({ outer, holes }) =>
    [outer, ...holes].some((ring) => {
      let last = ring.at(-1);
      return ring.some((point) => {
        const begin = last ?? point;
        last = point;
        return meet([from, to], [begin, point]);
      });
    }),
  );
}

type Piece = readonly [Place, Place];

/** Whether two straight pieces have a point in common. */
function meet([a, b]: Piece, [c, d]: Piece): boolean {
  if (!boxesMeet([a, b], [c, d])) return false;
  const [abc, abd] = [side(a, b, c), side(a, b, d)];
  const [cda, cdb] = [side(c, d, a), side(c, d, b)];
  return abc * abd <= 0 && cda * cdb <= 0;
}

function boxesMeet([a, b]: Piece, [c, d]: Piece): boolean {
  return (
    Math.max(a.lat, b.lat) >= Math.min(c.lat, d.lat) &&
    Math.max(c.lat, d.lat) >= Math.min(a.lat, b.lat) &&
    Math.max(a.lon, b.lon) >= Math.min(c.lon, d.lon) &&
    Math.max(c.lon, d.lon) >= Math.min(a.lon, b.lon)
  );
}

function side(a: Place, b: Place, point: Place): number {
  return Math.sign((b.lon - a.lon) * (point.lat - a.lat) - (b.lat - a.lat) * (point.lon - a.lon));
}
