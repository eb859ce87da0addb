import { ALWAYS_AVAILABLE } from '#core/availability';
import { distanceM, type Place } from '#core/geometry';
import type { Responder } from '#core/responder';
import type { ResponseHistory } from '#core/response-history';
import { SECOND_MS } from '#core/units';
import {
  ACCEPT_BETA,
  DECLINE_OF_REST,
  LAST_7_DAYS_MEAN,
  MODES,
  ON_DUTY_MEAN,
  PAST_ALERTS_MEAN,
  RECENT_PATIENT_MS,
  RECENT_PATIENT_SHARE,
  REPLY,
  SHIFTS,
  SPEED_SIGMA_PERSON,
  TURNOUT_DAY,
  WORKS_SHARE,
} from './assumptions';
import { betaQuantiles } from './beta';
import { keyOf, logNormal, normal, poisson, uniform } from './draws';
import { PlaceGrid } from './place-grid';
import type { Region } from './region';

/** A made-up person. The decision sees `responder` and `history`; the rest is the truth. */
export interface Person {
  readonly index: number;
  readonly home: Place;
  readonly work: Place | null;
  readonly shift: { readonly fromHour: number; readonly toHour: number };
  readonly speedMps: number;
  readonly startMs: number;
  /** Chance to say yes. */
  readonly acceptShare: number;
  readonly responder: Responder;
  /** `lastWithPatientAt` is how long ago, not when; the scene makes it a moment. */
  readonly history: ResponseHistory;
}

export interface Population {
  readonly people: readonly Person[];
  /** By homes and places of work, index of the person. */
  readonly grid: PlaceGrid;
  readonly seed: number;
}

const enum Draw {
  Count,
  Home,
  HomeSide,
  Works,
  Work,
  WorkSide,
  Shift,
  Mode,
  Speed,
  Accept,
  Past,
  PastYes,
  Reply,
  Turnout,
  Week,
  Patient,
}

const ACCEPT_SHARES = betaQuantiles(...ACCEPT_BETA);

/**
 * People of a region so that `density` of them are on duty for each built-up km² on average: a
 * Poisson number, at homes by where people live, a part of them at another place by day.
 */
export function makePopulation(region: Region, density: number, seed: number): Population {
  const mean = (density * region.areaKm2) / ON_DUTY_MEAN;
  const count = poisson(seed, Draw.Count, mean);
  const people = Array.from({ length: count }, (_, index) => makePerson(region, index, seed));
  return populationOf(people, seed);
}

/** A population of these people, found by where they live and work. */
export function populationOf(people: readonly Person[], seed: number): Population {
  const grid = new PlaceGrid();
  for (const { index, home, work } of people) {
    grid.add(home, index);
    if (work !== null) grid.add(work, index);
  }
  return { people, grid, seed };
}

/** What a made-up person is given where nothing else is known of them. */
export interface Known {
  readonly id: string;
  readonly home: Place;
  readonly work: Place | null;
  readonly mode: Responder['travelMode'] | null;
  readonly shift: Person['shift'] | null;
  readonly acceptShare: number | null;
  readonly history: ResponseHistory | null;
}

function makePerson(region: Region, index: number, seed: number): Person {
  const key = keyOf(seed, index);
  const home = region.homeAt(uniform(key, Draw.Home), uniform(key, Draw.HomeSide));
  const works = uniform(key, Draw.Works) < WORKS_SHARE;
  const work = works ? region.homeAt(uniform(key, Draw.Work), uniform(key, Draw.WorkSide)) : null;
  const id = `p${String(index).padStart(6, '0')}`;
  const unknown = { mode: null, shift: null, acceptShare: null, history: null };
  return personOf({ id, home, work, ...unknown }, index, seed);
}

/** A person of whom this much is known; the rest is drawn. */
export function personOf(known: Known, index: number, seed: number): Person {
  const key = keyOf(seed, index);
  const acceptShare = known.acceptShare ?? acceptShareAt(uniform(key, Draw.Accept));
  const mode =
    MODES.find((each) => each.mode === known.mode) ?? shareOf(MODES, uniform(key, Draw.Mode));
  const speed = { median: mode.median, sigma: SPEED_SIGMA_PERSON };
  return {
    index,
    home: known.home,
    work: known.work,
    shift: known.shift ?? shareOf(SHIFTS, uniform(key, Draw.Shift)),
    speedMps: logNormal(key, Draw.Speed, speed),
    startMs: mode.startMs,
    acceptShare,
    responder: responderOf(known.id, mode.mode),
    history: known.history ?? historyOf(key, acceptShare),
  };
}

function responderOf(id: string, travelMode: Responder['travelMode']): Responder {
  return {
    id,
    organisationId: 'replay',
    externalRef: id,
    displayName: id,
    onDuty: true,
    testPhone: false,
    disabledAt: null,
    travelMode,
    tier: 'home',
    equipment: [],
    language: 'en',
    availability: ALWAYS_AVAILABLE,
    channels: ['live', 'push'],
    credentials: [
      {
        id: `${id}-cpr`,
        kind: 'cpr',
        issuer: 'made up',
        status: 'verified',
        validFrom: 0,
        validTo: null,
      },
    ],
  };
}

/** Past alerts of this person, and what they did, drawn from how they truly are. */
function historyOf(key: number, acceptShare: number): ResponseHistory {
  const alerts = Math.floor(
    Math.log(1 - uniform(key, Draw.Past)) / Math.log(PAST_ALERTS_MEAN / (1 + PAST_ALERTS_MEAN)),
  );
  let [accepts, declines] = [0, 0];
  const past = keyOf(key, Draw.PastYes);
  for (let alert = 0; alert < alerts; alert += 1) {
    const draw = uniform(past, alert);
    if (draw < acceptShare) accepts += 1;
    else if (draw < acceptShare + (1 - acceptShare) * DECLINE_OF_REST) declines += 1;
  }
  const replies = meanOf(REPLY, accepts + declines, normal(key, Draw.Reply));
  const turnouts = meanOf(TURNOUT_DAY, accepts, normal(key, Draw.Turnout));
  const wasThere = uniform(key, Draw.Patient);
  return {
    alerts,
    accepts,
    declines,
    replies,
    turnouts,
    alertsLast7Days: poisson(key, Draw.Week, LAST_7_DAYS_MEAN),
    lastWithPatientAt:
      accepts > 0 && wasThere < RECENT_PATIENT_SHARE
        ? (wasThere / RECENT_PATIENT_SHARE) * RECENT_PATIENT_MS
        : null,
  };
}

/** The mean of so many log-normal delays, which is nearly normal around theirs. */
function meanOf(
  shape: { readonly median: number; readonly sigma: number },
  count: number,
  z: number,
): ResponseHistory['replies'] {
  if (count === 0) return { count: 0, meanMs: 0 };
  const mean = shape.median * Math.exp((shape.sigma * shape.sigma) / 2);
  const deviation = mean * Math.sqrt(Math.exp(shape.sigma * shape.sigma) - 1);
  return { count, meanMs: Math.max(SECOND_MS, mean + (z * deviation) / Math.sqrt(count)) };
}

/** Whether someone with these hours is on duty at a local hour. */
export function isOnDuty({ shift }: Person, localHour: number): boolean {
  const { fromHour, toHour } = shift;
  return fromHour <= toHour
    ? localHour >= fromHour && localHour < toHour
    : localHour >= fromHour || localHour < toHour;
}

/** How many of those who live within so many metres are on duty. */
export function peopleWithin(
  { people, grid }: Population,
  at: { readonly place: Place; readonly localHour: number },
  radiusM: number,
): number {
  let count = 0;
  for (const index of grid.near(at.place, radiusM)) {
    const person = people[index];
    if (person === undefined || !isOnDuty(person, at.localHour)) continue;
    if (distanceM(person.home, at.place) <= radiusM) count += 1;
  }
  return count;
}

/** One of these by its share. */
function shareOf<T extends { readonly share: number }>(from: readonly T[], draw: number): T {
  let left = draw;
  for (const each of from) {
    left -= each.share;
    if (left < 0) return each;
  }
  const last = from.at(-1);
  if (last === undefined) throw new RangeError('nothing to take a share of');
  return last;
}

function acceptShareAt(draw: number): number {
  return ACCEPT_SHARES[Math.floor(draw * ACCEPT_SHARES.length)] ?? 0;
}
