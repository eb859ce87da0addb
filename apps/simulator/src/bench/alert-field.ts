import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RedisLocations } from '#adapters/redis/locations';
import type { Place } from '#core/geometry';
import { Random } from '../city/random';
import { registerNation } from './national-register';
import { PeopleGrid, type Placed } from './people-grid';
import { readPeople, WITHIN_M } from './peers/people';

/** Where they live: in a city, and all around it. */
const AROUND: Place = { lat: 52.4, lon: -1.6 };
/** Of all who are registered; the others live in the country. */
const CITY_SHARE = 0.08;
const PHONES_OF_SCENE = 45;
const PUT_AT_ONCE = 5_000;
/** Half the width of the city, degrees. */
const CITY_LAT_DEG = 0.085;
const COUNTRY_LAT_DEG = 1;
const LON_PER_LAT = 1.6;

/** With fewer there is no scene with so many around it. */
export const PEOPLE_MIN = 20_000;

/** Where incidents happen, and whose phones are on the line. */
export interface Field {
  readonly people: Placed;
  readonly scenes: readonly Place[];
  /** Numbers of those whose phones are on the line, in `people`, each once. */
  readonly onTheLine: readonly number[];
}

/** A person of the register by their number there. */
export function personId(organisationId: string, n: number): string {
  const hex = createHash('md5').update(`${organisationId}${n}`).digest('hex');
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((to, i) => hex.slice(cuts[i], to))
    .join('-');
}

/**
 * Registers people up to a number, all of them trained, on duty and in the live index, and says
 * where incidents happen: half of them in the city. Everybody near one has a phone on the line.
 */
export async function layField(
  services: { readonly ownerUrl: string; readonly redis: Redis; readonly organisationId: string },
  size: { readonly from: number; readonly people: number; readonly phones: number },
): Promise<Field> {
  const { ownerUrl, redis, organisationId } = services;
  await registerNation(ownerUrl, {
    ...{ organisationId, around: AROUND, trainedEvery: 1 },
    ...{ peopleCount: size.people, from: size.from },
    insideCount: size.from + Math.round((size.people - size.from) * CITY_SHARE),
  });
  const people = await readPeople(ownerUrl);
  await fillIndex(new RedisLocations(redis), organisationId, people);
  return { people, ...scenesAmong(people, size.phones) };
}

async function fillIndex(
  locations: RedisLocations,
  organisationId: string,
  { ids, lat, lon }: Placed,
): Promise<void> {
  for (let from = 0; from < ids.length; from += PUT_AT_ONCE) {
    const entries = ids.slice(from, from + PUT_AT_ONCE).map((responderId, k) => ({
      responderId,
      credentialKinds: ['cpr' as const],
      fix: {
        place: { lat: lat[from + k] ?? 0, lon: lon[from + k] ?? 0 },
        ...{ at: Date.now(), accuracyM: 10 },
      },
    }));
    await locations.put(organisationId, entries);
  }
  await locations.markFilled();
}

function scenesAmong(people: Placed, phones: number): Pick<Field, 'scenes' | 'onTheLine'> {
  const random = new Random(`alert/${people.ids.length}`);
  const grid = new PeopleGrid(people);
  const onTheLine = new Set<number>();
  const scenes: Place[] = [];
  while (onTheLine.size < phones && scenes.length < phones) {
    const wide = scenes.length % 2 === 0 ? CITY_LAT_DEG : COUNTRY_LAT_DEG;
    const place = {
      lat: AROUND.lat + random.between(-wide, wide),
      lon: AROUND.lon + random.between(-wide, wide) * LON_PER_LAT,
    };
    const near = grid.nearest(place, PHONES_OF_SCENE, WITHIN_M);
    if (near.length < PHONES_OF_SCENE) continue;
    scenes.push(place);
    for (const n of near) onTheLine.add(n);
  }
  return { scenes, onTheLine: [...onTheLine] };
}
