import { randomUUID } from 'node:crypto';
import type { Place } from '#core/geometry';
import type { CredentialKind } from '#core/responder';
import { MINUTE_MS, type Instant } from '#core/units';
import type { LiveEntry, Locations } from '#flow/ports';
import { Random } from '../city/random';

/** A land of sixty cities, as large and as unevenly lived in as England. */
const LAND = { south: 50.1, north: 55.6, west: -5.0, east: 1.6 };
const CITIES = 60;
const CORE_SHARE = 0.7;
const SUBURB_SHARE = 0.2;
const CORE_SIGMA_DEG = 0.02;
const SUBURB_SIGMA_DEG = 0.12;
const PUT_AT_ONCE = 5_000;

/** Skills of the benches, and how many hold them. */
export const COMMON: CredentialKind = 'nurse';
export const RARE: CredentialKind = 'paramedic';
const COMMON_SHARE = 0.075;
const RARE_SHARE = 0.005;
/** So many have not been heard of for so long that they are nowhere. */
const STALE_SHARE = 0.05;
export const STALE_AFTER_MS = 15 * MINUTE_MS;

export type Surroundings = 'city' | 'mixed' | 'rural';

/** People on duty with their newest positions, in columns. */
export interface LivePeople {
  readonly count: number;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly ids: readonly string[];
  readonly common: Uint8Array;
  readonly rare: Uint8Array;
  readonly stale: Uint8Array;
  readonly cities: readonly Place[];
}

/** The same people for the same seed, but for their ids. */
export function strewPeople(count: number, seed: string): LivePeople {
  const random = new Random(`${seed}/people`);
  const cities = Array.from({ length: CITIES }, () => anywhere(random));
  const people = {
    ...{ count, cities, lat: new Float64Array(count), lon: new Float64Array(count) },
    ids: Array.from({ length: count }, () => randomUUID()),
    ...{ common: new Uint8Array(count), rare: new Uint8Array(count) },
    stale: new Uint8Array(count),
  };
  for (let n = 0; n < count; n += 1) {
    const { lat, lon } = home(random, cities);
    people.lat[n] = lat;
    people.lon[n] = lon;
    people.common[n] = Number(random.chance(COMMON_SHARE));
    people.rare[n] = Number(random.chance(RARE_SHARE));
    people.stale[n] = Number(random.chance(STALE_SHARE));
  }
  return people;
}

/** A place where something happens: in the greatest city, where people live, or anywhere. */
export function sceneIn(
  surroundings: Surroundings,
  random: Random,
  cities: readonly Place[],
): Place {
  const [greatest] = cities;
  if (surroundings === 'city' && greatest !== undefined) {
    return around(random, greatest, CORE_SIGMA_DEG / 2);
  }
  return surroundings === 'mixed' ? home(random, cities) : anywhere(random);
}

/** What the live index keeps of a person; everybody holds `cpr`. */
export function entryOf(people: LivePeople, n: number, now: Instant): LiveEntry {
  const kinds: CredentialKind[] = ['cpr'];
  if (people.common[n] === 1) kinds.push(COMMON);
  if (people.rare[n] === 1) kinds.push(RARE);
  const ageMs = people.stale[n] === 1 ? STALE_AFTER_MS + MINUTE_MS : MINUTE_MS;
  return {
    responderId: people.ids[n] ?? '',
    fix: {
      place: { lat: people.lat[n] ?? 0, lon: people.lon[n] ?? 0 },
      at: now - ageMs,
      accuracyM: 10,
    },
    credentialKinds: kinds,
  };
}

/** Puts everybody into an index. */
export async function fillIndex(
  locations: Locations,
  organisationId: string,
  { people, now }: { readonly people: LivePeople; readonly now: Instant },
): Promise<void> {
  for (let from = 0; from < people.count; from += PUT_AT_ONCE) {
    const length = Math.min(PUT_AT_ONCE, people.count - from);
    const entries = Array.from({ length }, (_, n) => entryOf(people, from + n, now));
    await locations.put(organisationId, entries);
  }
}

function home(random: Random, cities: readonly Place[]): Place {
  const draw = random.next();
  const city = cities[zipf(random, cities.length)];
  if (city === undefined || draw >= CORE_SHARE + SUBURB_SHARE) return anywhere(random);
  return around(random, city, draw < CORE_SHARE ? CORE_SIGMA_DEG : SUBURB_SIGMA_DEG);
}

function anywhere(random: Random): Place {
  const { south, north, west, east } = LAND;
  return { lat: random.between(south, north), lon: random.between(west, east) };
}

function around(random: Random, { lat, lon }: Place, sigmaDeg: number): Place {
  const away = sigmaDeg * Math.sqrt(-2 * Math.log(1 - random.next()));
  const angle = 2 * Math.PI * random.next();
  const perLon = Math.cos((lat * Math.PI) / 180);
  return { lat: lat + away * Math.sin(angle), lon: lon + (away * Math.cos(angle)) / perLon };
}

/** The first city is twice as likely as the second, three times as likely as the third. */
function zipf(random: Random, count: number): number {
  // Continuous inverse of the harmonic sum: near enough for a crowd.
  return Math.min(count - 1, Math.floor(Math.exp(random.next() * Math.log(count + 1)) - 1));
}
