import { distanceM } from '#core/geometry';
import type { StreetTravel } from '#adapters/streets/street-travel';
import type { StreetGraph } from '#adapters/streets/street-graph';
import type { Place } from '#core/geometry';
import type { Random } from '../city/random';

/** Pairs nearer than this are neighbours, for whom no street matters. */
export const PAIR_MIN_M = 50;
export const PAIR_MAX_M = 2_000;
/** Upper ends of the bands of straight lines, in metres. */
export const BANDS_M = [250, 500, 1_000, PAIR_MAX_M] as const;

/** The straight line and the way along the streets between two places. */
export interface Pair {
  readonly straightM: number;
  readonly roadM: number;
}

/** How well `detour` times the straight line stands for the way along the streets. */
export interface Fit {
  readonly pairs: number;
  readonly straightOverRoadP50: number;
  /** Of the error's size as a share of the way along the streets. */
  readonly errorP50: number;
  readonly errorP90: number;
  /** Share of pairs whose way is longer than estimated: who is sent arrives late. */
  readonly tooShort: number;
}

/**
 * Draws pairs of places along the streets, each at most `PAIR_MAX_M` apart, uniform by street
 * length, with their way along the streets. Ways too long for a table are
 * drawn again.
 */
export function drawPairs(
  streets: StreetGraph,
  travel: StreetTravel,
  options: { readonly pairs: number; readonly random: Random },
): readonly Pair[] {
  const { random } = options;
  const pairs: Pair[] = [];
  while (pairs.length < options.pairs) {
    const patient = streets.place(streets.nodeAtShare(random.next()));
    const people = Array.from({ length: PEOPLE_PER_PLACE }, (_, n) => ({
      id: String(n),
      place: placeNear(streets, patient, random),
    }));
    const { toPatientM } = travel.tableNow({ patient, people, aeds: [] });
    for (const { id, place } of people) {
      const roadM = toPatientM[id];
      const straightM = distanceM(place, patient);
      if (roadM !== undefined && straightM >= PAIR_MIN_M) pairs.push({ straightM, roadM });
    }
  }
  return pairs.slice(0, options.pairs);
}

/** Few at each place, so that many places count. */
const PEOPLE_PER_PLACE = 5;

/** A place along the streets within the reach of a pair, uniform by street length. */
export function placeNear(streets: StreetGraph, centre: Place, random: Random): Place {
  for (;;) {
    const place = streets.place(streets.nodeAtShare(random.next()));
    // Most draws are far away in latitude alone, which is quicker to see.
    if (Math.abs(place.lat - centre.lat) > REACH_DEG) continue;
    if (distanceM(place, centre) <= PAIR_MAX_M) return place;
  }
}

/** A degree of latitude is 111 km. */
const REACH_DEG = PAIR_MAX_M / 111_000;

/** Fits over all pairs; 0 everywhere where there is none. */
export function fitOf(pairs: readonly Pair[], detour: number): Fit {
  const errors = pairs.map(({ straightM, roadM }) => Math.abs(detour * straightM - roadM) / roadM);
  const tooShort = pairs.filter(({ straightM, roadM }) => roadM > detour * straightM).length;
  return {
    pairs: pairs.length,
    straightOverRoadP50: quantile(
      pairs.map(({ straightM, roadM }) => straightM / roadM),
      0.5,
    ),
    errorP50: quantile(errors, 0.5),
    errorP90: quantile(errors, 0.9),
    tooShort: pairs.length === 0 ? 0 : tooShort / pairs.length,
  };
}

/** The value below which a share of the values lies (nearest rank); 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
