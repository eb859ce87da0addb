import { acceptChance } from '#core/acceptance';
import type { AlertPolicy } from '#core/alert-policy';
import { distanceM, type Place } from '#core/geometry';
import { chanceWithin } from '#core/log-normal';
import { twoWithAed, type Reach } from '#core/reach-odds';
import type { TravelMode } from '#core/responder';
import type { ResponseHistory } from '#core/response-history';
import { isNight, timeToArrive } from '#core/time-to-arrive';
import { DETOUR_DEFAULT } from '#core/travel';
import { MINUTE_MS, type Instant } from '#core/units';
import { whereaboutsOf, type RegisteredPlace, type Whereabouts } from '#core/whereabouts';
import type { Fix } from '#core/location-fix';

/** Two trained people and an AED within this; a service's own aim in most published programmes. */
export const COVERAGE_LIMIT_MS = 6 * MINUTE_MS;
/**
 * Where fewer people than these may come in time, no figure is given: it would tell where those
 * few live. Proposed, as small numbers are held back in public health figures.
 */
export const COVERAGE_PEOPLE_MIN = 5;
/** Whoever was seen somewhere at another hour is about there, at best. Proposed. */
export const LAST_SEEN_UNCERTAINTY_M = 800;
/** A little less than a degree of latitude is long. */
const METRES_PER_DEGREE_MIN = 110_000;
/** Somebody less likely to come than this is not counted among those who may. */
const MAY_COME_CHANCE = 0.01;

/** How well a square is covered; `few` says no more than that few may come, or none. */
export const COVERAGE_CLASSES = ['few', 'low', 'fair', 'good'] as const;
export type CoverageClass = (typeof COVERAGE_CLASSES)[number];

/** From here on it is fair, and good. Proposed: an even chance, and half of that. */
export const FAIR_FROM = 0.25;
export const GOOD_FROM = 0.5;

/** Somebody to be expected at an hour, and where. */
export interface Expected {
  readonly place: Place;
  readonly uncertaintyM: number;
  readonly mode: TravelMode;
  readonly history: ResponseHistory;
}

/** An AED that may be had at an hour. */
export interface AedToHave {
  readonly place: Place;
  /** That it can be had and works. */
  readonly chance: number;
}

/** By what an hour is reckoned: the organisation's own plan for cardiac arrests. */
export interface CoverageRule {
  readonly policy: Pick<
    AlertPolicy,
    'radiusM' | 'aedRadiusM' | 'alertedAtOnceMax' | 'limits' | 'arrival' | 'acceptance' | 'aedModel'
  >;
  readonly localHour: number;
  readonly limitMs: number;
}

export interface CellCoverage {
  /** That two trained people and an AED are there in time. */
  readonly probability: number;
  /** How many may come in time at all. */
  readonly people: number;
}

/**
 * Where somebody is taken to be at an hour: as a decision would have it, by their position of now
 * where the hour is this one, and by their registered places at any other; where those say nothing,
 * about where they were last seen. Null where nobody can say.
 */
export function whereExpected(
  person: { readonly fix: Fix | null; readonly places: readonly RegisteredPlace[] },
  rule: Parameters<typeof whereaboutsOf>[1],
  hour: { readonly at: Instant; readonly isNow: boolean },
): Pick<Whereabouts, 'place' | 'uncertaintyM'> | null {
  const known = hour.isNow ? person : { ...person, fix: null };
  const found = whereaboutsOf(known, rule, hour.at);
  if (typeof found !== 'string') return found;
  if (person.fix === null) return null;
  return { place: person.fix.place, uncertaintyM: LAST_SEEN_UNCERTAINTY_M };
}

/**
 * The chance that two trained people and an AED are at a place within the limit from the alert, by
 * the decision's own times and chances of a yes.
 *
 * Simplified: people come or stay away independently of each other; all who are asked at once are
 * asked in the first moment, those with the best chance first; ways are straight lines times the
 * usual detour; an AED stays as open as it is at that hour, and may be fetched by several.
 */
export function coverageAt(
  place: Place,
  around: { readonly people: readonly Expected[]; readonly aeds: readonly AedToHave[] },
  rule: CoverageRule,
): CellCoverage {
  const { policy } = rule;
  const aeds = around.aeds
    .map((aed) => ({ ...aed, onwardM: distanceM(aed.place, place) * DETOUR_DEFAULT }))
    .filter(({ onwardM }) => onwardM <= policy.aedRadiusM * DETOUR_DEFAULT);
  const radiusM = radiusAt(rule);
  const reaches: Reach[] = [];
  for (const person of around.people) {
    // Most are far away, and most of those by their latitude alone.
    if (Math.abs(person.place.lat - place.lat) * METRES_PER_DEGREE_MIN > radiusM) continue;
    const metres = distanceM(person.place, place);
    if (metres > radiusM) continue;
    const reach = reachOf(person, { wayM: metres * DETOUR_DEFAULT, aeds }, rule);
    if (reach.straight >= MAY_COME_CHANCE) reaches.push(reach);
  }
  reaches.sort((a, b) => b.straight - a.straight);
  const asked = reaches.slice(0, policy.alertedAtOnceMax);
  return { probability: twoWithAed(asked), people: reaches.length };
}

/** What may be told of a square: a class, and a figure in steps of 5 % where enough may come. */
export function coverageShown({ probability, people }: CellCoverage): {
  readonly class: CoverageClass;
  readonly probability: number | null;
} {
  if (people < COVERAGE_PEOPLE_MIN) return { class: 'few', probability: null };
  const rounded = Math.round(probability * 20) / 20;
  const by = rounded >= GOOD_FROM ? 'good' : rounded >= FAIR_FROM ? 'fair' : 'low';
  return { class: by, probability: rounded };
}

/** Metres within which people are asked at that hour. */
export function radiusAt({ policy, localHour }: CoverageRule): number {
  const { quietHours } = policy.limits;
  if (quietHours === null || !isNight(localHour, quietHours)) return policy.radiusM;
  return Math.min(policy.radiusM, quietHours.radiusM);
}

interface Around {
  readonly wayM: number;
  readonly aeds: readonly (AedToHave & { readonly onwardM: number })[];
}

function reachOf(person: Expected, { wayM, aeds }: Around, rule: CoverageRule): Reach {
  const { policy, localHour } = rule;
  const night = isNight(localHour, policy.arrival.night);
  const yes = acceptChance(person.history, { wayM, isNight: night }, policy.acceptance);
  const chance = yes * policy.acceptance.comesChance;
  const straight = chance * inTime(person, { metres: wayM, stopMs: 0 }, rule);
  if (straight < MAY_COME_CHANCE) return { wayM, straight, withAed: 0 };
  let withAed = 0;
  for (const { metres, chance: toHave } of shortestByChance(person, aeds)) {
    const way = { metres, stopMs: policy.aedModel.grabMs };
    withAed = Math.max(withAed, chance * toHave * inTime(person, way, rule));
  }
  return { wayM, straight, withAed };
}

/** Of AEDs that are as likely to be had the one with the shortest way; the others bring less. */
function shortestByChance(
  person: Expected,
  aeds: Around['aeds'],
): readonly { readonly metres: number; readonly chance: number }[] {
  const shortest = new Map<number, number>();
  for (const { place, chance, onwardM } of aeds) {
    const metres = distanceM(person.place, place) * DETOUR_DEFAULT + onwardM;
    if (metres < (shortest.get(chance) ?? Infinity)) shortest.set(chance, metres);
  }
  return [...shortest].map(([chance, metres]) => ({ chance, metres }));
}

function inTime(
  { mode, history, uncertaintyM }: Expected,
  way: { readonly metres: number; readonly stopMs: number },
  { policy, localHour, limitMs }: CoverageRule,
): number {
  const whole = { mode, history, uncertaintyM, state: { step: 'to-be-alerted' }, ...way } as const;
  return chanceWithin(timeToArrive(whole, policy.arrival, localHour), limitMs);
}
