import type { OwnWellbeing } from '#core/after-care';
import { DAY_MS, type Instant } from '#core/units';

/**
 * What somebody is asked beside how they are, each from 0, not at all, to 4, very much: two things
 * each on what comes back, on being on guard, and on keeping away from it. In our own words after
 * the six items of the abridged Impact of Event Scale (IES-6; Thoresen et al., Acta Psychiatrica
 * Scandinavica 2010), which is meant for later weeks: here it only settles who is rung first.
 */
export const CARE_ITEMS = [
  'comes-back',
  'brought-back',
  'on-guard',
  'distracted',
  'left-alone',
  'kept-away',
] as const;
export type CareItem = (typeof CARE_ITEMS)[number];
export const CARE_ITEM_MAX = 4;

/** Mean of the items from which somebody is rung: that of Hosey et al. 2019 for the IES-6. */
const CALL_FROM_MEAN = 1.75;
/** From here on somebody is kept an eye on. Proposed: "a little bit" on the whole. */
const WATCH_FROM_MEAN = 1;

/** How soon somebody is to be rung; proposed. */
export const CARE_DUE_MS = { call: DAY_MS, watch: 3 * DAY_MS } as const;

/** Nothing to do; keep an eye on; ring within a day. It is no diagnosis. */
export const CARE_BANDS = ['none', 'watch', 'call'] as const;
export type CareBand = (typeof CARE_BANDS)[number];

/** What somebody said, as far as it settles how soon they are rung. */
export interface CareAnswers {
  readonly wellbeing: OwnWellbeing | null;
  /** In the order of `CARE_ITEMS`; null where they left them out. */
  readonly scale: readonly number[] | null;
}

export interface CareScore {
  /** Sum of the items, 0 to 24; null where they were left out. */
  readonly sum: number | null;
  readonly band: CareBand;
}

/** How hard it seems to weigh on somebody: by their own word or by the items, whichever is more. */
export function careScore({ wellbeing, scale }: CareAnswers): CareScore {
  const sum = scale === null ? null : scale.reduce((all, one) => all + one, 0);
  const mean = sum === null ? 0 : sum / CARE_ITEMS.length;
  if (wellbeing === 'not-well' || mean >= CALL_FROM_MEAN) return { sum, band: 'call' };
  if (wellbeing === 'mixed' || mean >= WATCH_FROM_MEAN) return { sum, band: 'watch' };
  return { sum, band: 'none' };
}

/**
 * When somebody is to have been rung: within a day where it weighs on them, asked or not, and
 * within three days where they asked for it; null where neither is so.
 */
export function careDueAt(
  answers: CareAnswers & { readonly wantsCall: boolean },
  now: Instant,
): Instant | null {
  if (careScore(answers).band === 'call') return now + CARE_DUE_MS.call;
  return answers.wantsCall ? now + CARE_DUE_MS.watch : null;
}
