import type { CalloutOrder } from '#core/callout-needs';

/** What decides whose turn it is. */
export interface Turn {
  /** Lower is asked sooner. */
  readonly turn: number;
  /** To the nearest muster point; null without a place. */
  readonly distanceM: number | null;
  readonly responderId: string;
}

/** How far rotation looks back. */
export const ROTATION_DAYS = 90;
const ASKED_MAX = 999;
/** Farther than anybody on earth can be: who has no place comes last. */
const FARTHEST_M = 1e9;

/**
 * The turn of a person. Where speed does not decide, whoever gave their time least lately comes
 * first, then whoever was asked least; otherwise all are alike and distance decides.
 *
 * @param lately questions of call-outs, and yes among them, within `ROTATION_DAYS`
 */
export function turnOf(
  order: CalloutOrder,
  lately: { readonly askedCount: number; readonly yesCount: number },
): number {
  if (order !== 'rotation') return 0;
  return lately.yesCount * (ASKED_MAX + 1) + Math.min(lately.askedCount, ASKED_MAX);
}

/** The order in which people of one wave are asked: by turn, by distance, by id. */
export function byTurn(a: Turn, b: Turn): number {
  return (
    a.turn - b.turn ||
    (a.distanceM ?? FARTHEST_M) - (b.distanceM ?? FARTHEST_M) ||
    (a.responderId < b.responderId ? -1 : 1)
  );
}
