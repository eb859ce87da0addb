import { isUsable, type Aed } from '#core/aed';
import type { Candidate } from '#core/eligibility';
import { distanceM, type Place } from '#core/geometry';
import type { CompiledHours } from '#core/hours';
import { isNight } from '#core/time-to-arrive';
import { straightLineTravel, type TravelTable } from '#core/travel';
import { DAY_MS, HOUR_MS, SECOND_MS, type Instant } from '#core/units';
import { movedBy } from '../city/rounding';
import {
  type AmbulanceFrom,
  AMBULANCE,
  AS_REGISTERED_SHARE,
  CALL_TO_DISPATCH_MS,
  COLLAPSE_TO_CALL_MS,
  ELSEWHERE_SIGMA_M,
  ETA_ERROR_SIGMA,
  ETA_KNOWN_SHARE,
  LIVE_SHARE,
  NIGHT,
  STRAY_SIGMA_M,
  WORK_HOURS,
} from './assumptions';
import { keyOf, logNormal, normal, numberOf, uniform } from './draws';
import { isOnDuty, type Person, type Population } from './population';
import type { BenchCase, Region } from './region';
import { replyTo } from './replies';
import { TrueWays } from './true-ways';

/** One person as one case finds them. */
export interface Around {
  readonly person: Person;
  /** Key of all draws about this person and this case. */
  readonly key: number;
  readonly candidate: Candidate;
  /** Straight metres from where they are taken to be. */
  readonly seenM: number;
  readonly truePlace: Place;
}

/** Everything about one case that is the same for all policies. */
export interface Scene {
  readonly case: BenchCase;
  readonly key: number;
  readonly collapsedAt: Instant;
  readonly alertedAt: Instant;
  readonly ambulanceAt: Instant;
  /** What control says of it; null where it does not. */
  readonly ambulanceEtaAt: Instant | null;
  readonly isNight: boolean;
  /** Nearest first by where they are taken to be; on duty now. */
  readonly around: readonly Around[];
  readonly aeds: readonly Aed[];
  /** Usable AEDs of the register within so many straight metres. */
  aedsWithin(radiusM: number): readonly Aed[];
  aedOf(id: string): Aed | undefined;
  /** Metres as the decision sees them. */
  readonly table: TravelTable;
  readonly tableMs: number;
  readonly truth: TrueWays;
}

export interface SceneReach {
  readonly ambulanceFrom: AmbulanceFrom;
  /** Widest radius of any policy, and most candidates. */
  readonly radiusM: number;
  readonly candidateMax: number;
  readonly aedRadiusM: number;
  /** Whether anyone is sent by an AED, so that the ways by them matter. */
  readonly aedWays: boolean;
  /** Whether the decision reckons along roads. */
  readonly roads: boolean;
}

const enum Draw {
  Ambulance,
  EtaKnown,
  EtaError,
  Live,
  FixAge,
  Accuracy,
  AsRegistered,
  North,
  East,
}

/** First look around: where few people are, the radius is doubled. */
const FIRST_LOOK_M = 1_000;

/** The scene of one case among these people. */
export function makeScene(task: {
  readonly case: BenchCase;
  readonly region: Region;
  readonly population: Population;
  readonly reach: SceneReach;
}): Scene {
  const { region, population, reach } = task;
  const { calledAt, place, localHour, responseMs } = task.case;
  const key = keyOf(population.seed, numberOf(task.case.ref));
  const response = responseMs ?? logNormal(key, Draw.Ambulance, AMBULANCE);
  const dispatchedAt = calledAt + CALL_TO_DISPATCH_MS;
  const countedFrom = reach.ambulanceFrom === 'call' ? calledAt : dispatchedAt;
  const ambulanceAt = countedFrom + Math.round(response);
  const around = peopleAround(task.case, population, reach);
  const aeds = region
    .aedsFor(calledAt)
    .filter((aed) => isUsable(aed) && distanceM(aed.place, place) <= reach.aedRadiusM);
  const aedById = new Map(aeds.map((aed) => [aed.id, aed]));
  const startedMs = performance.now();
  const table = tableOf(task.case.place, { around, aeds, region, reach });
  return {
    case: task.case,
    key,
    collapsedAt: calledAt - COLLAPSE_TO_CALL_MS,
    alertedAt: dispatchedAt,
    ambulanceAt,
    ambulanceEtaAt:
      uniform(key, Draw.EtaKnown) < ETA_KNOWN_SHARE
        ? countedFrom +
          Math.round(response * Math.exp(ETA_ERROR_SIGMA * normal(key, Draw.EtaError)))
        : null,
    isNight: isNight(localHour, NIGHT),
    around,
    aeds,
    aedsWithin: (radiusM) =>
      radiusM >= reach.aedRadiusM
        ? aeds
        : aeds.filter((aed) => distanceM(aed.place, place) <= radiusM),
    aedOf: (id) => aedById.get(id),
    table,
    tableMs: performance.now() - startedMs,
    // Nobody else ever goes.
    truth: new TrueWays({ patient: place, roads: region.roads, going: around.filter(saysYes) }),
  };
}

function saysYes(around: Around): boolean {
  return replyTo(around).kind === 'accept';
}

function tableOf(
  patient: Place,
  what: {
    readonly around: readonly Around[];
    readonly aeds: readonly Aed[];
    readonly region: Region;
    readonly reach: SceneReach;
  },
): TravelTable {
  const people = what.around.map(({ person, candidate }) => ({
    id: person.responder.id,
    place: candidate.fix?.place ?? candidate.places[0]?.place ?? person.home,
  }));
  const aeds = what.reach.aedWays ? what.aeds.map(({ id, place }) => ({ id, place })) : [];
  const query = { patient, people, aeds };
  const { roads } = what.region;
  return what.reach.roads && roads !== null ? roads.tableNow(query) : straightLineTravel(query);
}

/** The nearest people on duty, by where they are taken to be. */
function peopleAround(
  one: BenchCase,
  population: Population,
  reach: SceneReach,
): readonly Around[] {
  for (let radiusM = Math.min(FIRST_LOOK_M, reach.radiusM); ; radiusM *= 2) {
    const lookM = Math.min(radiusM, reach.radiusM);
    const found = within(one, population, lookM);
    if (found.length >= reach.candidateMax || lookM >= reach.radiusM) {
      return found.slice(0, reach.candidateMax);
    }
  }
}

function within(one: BenchCase, population: Population, radiusM: number): Around[] {
  const found: Around[] = [];
  const incident = numberOf(one.ref);
  // Someone may stand a little off their home or work.
  for (const index of population.grid.near(one.place, radiusM + 3 * STRAY_SIGMA_M)) {
    const person = population.people[index];
    if (person === undefined || !isOnDuty(person, one.localHour)) continue;
    const key = keyOf(population.seed, index, incident);
    const around = aroundOf(person, one, key);
    if (around.seenM <= radiusM) found.push(around);
  }
  return found.sort((a, b) => a.seenM - b.seenM || a.person.index - b.person.index);
}

function aroundOf(person: Person, one: BenchCase, key: number): Around {
  const isWorking =
    one.isWorkday && one.localHour >= WORK_HOURS.fromHour && one.localHour < WORK_HOURS.toHour;
  const base = isWorking && person.work !== null ? person.work : person.home;
  const isLive = uniform(key, Draw.Live) < LIVE_SHARE;
  const isThere = isLive || uniform(key, Draw.AsRegistered) < AS_REGISTERED_SHARE;
  const sigma = isThere ? STRAY_SIGMA_M : ELSEWHERE_SIGMA_M;
  const truePlace = movedBy(base, sigma * normal(key, Draw.North), sigma * normal(key, Draw.East));
  const seen = isLive ? truePlace : base;
  const candidate: Candidate = {
    responder: person.responder,
    fix: isLive ? fixAt(truePlace, one.calledAt, key) : null,
    boundToId: null,
    alertedForId: null,
    places: isLive ? [] : placesOf(person, base, one.calledAt),
    history: historyAt(person, one.calledAt),
  };
  return { person, key, candidate, seenM: distanceM(seen, one.place), truePlace };
}

function fixAt(place: Place, calledAt: Instant, key: number): Candidate['fix'] {
  const at = calledAt - Math.round(120 * SECOND_MS * uniform(key, Draw.FixAge));
  return { place, at, accuracyM: Math.round(5 + 25 * uniform(key, Draw.Accuracy)) };
}

/** Work while they are there by its hours; else home, of which nobody has said when. */
function placesOf(person: Person, base: Place, calledAt: Instant): Candidate['places'] {
  const home = { kind: 'home', place: person.home, hours: { state: 'unknown' } } as const;
  if (person.work === null || base === person.home) return [home];
  return [{ kind: 'work', place: person.work, hours: around(calledAt) }, home];
}

function around(calledAt: Instant): CompiledHours {
  return {
    state: 'intervals',
    intervals: [{ from: calledAt - 4 * HOUR_MS, to: calledAt + 4 * HOUR_MS }],
    compiledFrom: calledAt - DAY_MS,
    compiledUntil: calledAt + DAY_MS,
  };
}

function historyAt({ history }: Person, calledAt: Instant): Candidate['history'] {
  const { lastWithPatientAt } = history;
  return lastWithPatientAt === null
    ? history
    : { ...history, lastWithPatientAt: calledAt - Math.round(lastWithPatientAt) };
}
