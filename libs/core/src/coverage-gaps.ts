import {
  coverageAt,
  coverageShown,
  COVERAGE_PEOPLE_MIN,
  radiusAt,
  type AedToHave,
  type CellCoverage,
  type CoverageClass,
  type CoverageRule,
  type Expected,
} from '#core/coverage';
import { distanceM, type Box, type Place } from '#core/geometry';
import { middleOf } from '#core/grid-cells';
import { NO_HISTORY } from '#core/response-history';
import { SCHEDULED_UNCERTAINTY_M } from '#core/whereabouts';

/** How many more people are proposed for one place. */
export const MORE_RESPONDERS = 10;
/** Places tried for one more AED, or for more people: the worst gaps. */
export const PLACES_TRIED_MAX = 60;

/** A square with its place in the whole, and how it is covered at one hour. */
export interface CoveredCell extends CellCoverage {
  readonly box: Box;
  /** Share of the arrests to come that is expected here. */
  readonly share: number;
}

/** A square as it may be told. */
export interface Gap {
  readonly box: Box;
  readonly class: CoverageClass;
  readonly probability: number | null;
  readonly share: number;
  /** Share of all arrests to come that happens here and is not reached in time. */
  readonly lack: number;
}

export interface CoverageTotals {
  readonly cells: number;
  readonly byClass: Readonly<Record<CoverageClass, number>>;
  /** Share of the arrests to come that two people and an AED would reach in time; steps of 1 %. */
  readonly reached: number;
}

/**
 * Squares by the arrests that are expected there and not reached, the most first; ties from south
 * to north and west to east. They are ranked by what may be told of them: of a square that few may
 * come to it is not said how few.
 */
export function gapsOf(cells: readonly CoveredCell[], max: number): Gap[] {
  return cells
    .map(({ box, share, ...covered }) => {
      const shown = coverageShown(covered);
      return { box, share, ...shown, lack: share * (1 - (shown.probability ?? 0)) };
    })
    .sort((a, b) => b.lack - a.lack || a.box.south - b.box.south || a.box.west - b.box.west)
    .slice(0, max);
}

/** Everything in a few figures. */
export function coverageTotals(cells: readonly CoveredCell[]): CoverageTotals {
  const byClass: Record<CoverageClass, number> = { few: 0, low: 0, fair: 0, good: 0 };
  let reached = 0;
  for (const cell of cells) {
    byClass[coverageShown(cell).class] += 1;
    reached += cell.share * cell.probability;
  }
  return { cells: cells.length, byClass, reached: Math.round(reached * 100) / 100 };
}

/** What one more thing would add, if it were there. */
export interface Improvement {
  readonly box: Box;
  /** Share of all arrests to come that would be reached beside those that are. */
  readonly gain: number;
}

/** One hour, whole. */
export interface CoveredArea {
  readonly cells: readonly CoveredCell[];
  readonly people: readonly Expected[];
  readonly aeds: readonly AedToHave[];
  readonly rule: CoverageRule;
}

/** What an AED that is always open would add in the middle of that square. */
export function gainOfAed(box: Box, area: CoveredArea): Improvement {
  const { policy } = area.rule;
  const place = middleOf(box);
  const aed = { place, chance: policy.aedModel.worksChance };
  const more = { people: area.people, aeds: [...area.aeds, aed] };
  return { box, gain: gainIn(area, more, { place, radiusM: policy.aedRadiusM }) };
}

/** What ten more people around the middle of that square would add, on foot, as others are. */
export function gainOfPeople(box: Box, area: CoveredArea): Improvement {
  const place = middleOf(box);
  const person: Expected = {
    ...{ place, uncertaintyM: SCHEDULED_UNCERTAINTY_M, mode: 'foot', history: NO_HISTORY },
  };
  const people = [...area.people, ...Array.from({ length: MORE_RESPONDERS }, () => person)];
  const around = { place, radiusM: radiusAt(area.rule) };
  return { box, gain: gainIn(area, { people, aeds: area.aeds }, around) };
}

/**
 * The best of what was tried, the most first; what adds nothing is left out. Gains are told in
 * steps of a thousandth.
 */
export function bestOf(tried: readonly Improvement[], max: number): Improvement[] {
  return tried
    .map(({ box, gain }) => ({ box, gain: Math.round(gain * 1_000) / 1_000 }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.box.south - b.box.south || a.box.west - b.box.west)
    .slice(0, max);
}

/** Only squares that enough people may come to count: a gain elsewhere would tell of those few. */
function gainIn(
  { cells, rule }: CoveredArea,
  more: Pick<CoveredArea, 'people' | 'aeds'>,
  around: { readonly place: Place; readonly radiusM: number },
): number {
  let gain = 0;
  for (const cell of cells) {
    const middle = middleOf(cell.box);
    if (distanceM(middle, around.place) > around.radiusM) continue;
    const after = coverageAt(middle, more, rule);
    const isTold = after.people >= COVERAGE_PEOPLE_MIN;
    if (isTold) gain += cell.share * Math.max(0, after.probability - cell.probability);
  }
  return gain;
}
