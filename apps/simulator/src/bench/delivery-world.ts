import { distanceM, type Place } from '#core/geometry';
import type { City } from '../city/city';
import { Random } from '../city/random';
import type { CityResponder, World } from '../city/world-types';
import { makeWorld } from '../city/world';

/** Twenty places where something happens at once, each with people of its own around it. */
export interface DeliveryWorld extends World {
  readonly scenes: readonly Place[];
}

export const SCENES = 20;
const PEOPLE_PER_SCENE = 12;
/** Out of so many made-up people those around the scenes are taken. */
const CITY_PEOPLE = 6_000;
const WITHIN_M = 700;
/** So that nobody is near two scenes. */
const APART_M = 2_500;
const CARD_VALID_DAYS = 365;
const DAY_MS = 86_400_000;

/** The same world for the same seed; throws where the city has no room for the scenes. */
export function makeDeliveryWorld(city: City, seed: string, now: number): DeliveryWorld {
  const counts = { responders: CITY_PEOPLE, aeds: 0, cases: city.arrests.length };
  const world = makeWorld(city, { seed, ...counts, startsAt: now });
  const scenes: Place[] = [];
  const people: CityResponder[] = [];
  for (const { place } of world.incidents) {
    if (scenes.length === SCENES) break;
    if (scenes.some((scene) => distanceM(scene, place) < APART_M)) continue;
    const near = nearest(world.responders, place);
    if (near.length < PEOPLE_PER_SCENE) continue;
    scenes.push(place);
    people.push(...near.map((person) => ready(person, now)));
  }
  if (scenes.length < SCENES) throw new RangeError(`only ${scenes.length} scenes have people`);
  return { ...world, responders: people, scenes };
}

/** How pushes to each phone are treated in a disturbed round. */
export type PushFate = 'fine' | 'dropped' | 'slow';

/** One draw per person and purpose. */
export function fateOf(
  key: string,
  shares: { readonly dropped: number; readonly slow: number },
): PushFate {
  const draw = new Random(key).next();
  if (draw < shares.dropped) return 'dropped';
  return draw < shares.dropped + shares.slow ? 'slow' : 'fine';
}

function nearest(people: readonly CityResponder[], place: Place): readonly CityResponder[] {
  return people
    .map((person) => ({ person, awayM: distanceM(person.home, place) }))
    .filter(({ awayM }) => awayM <= WITHIN_M)
    .sort((a, b) => a.awayM - b.awayM)
    .slice(0, PEOPLE_PER_SCENE)
    .map(({ person }) => person);
}

/** On duty, trained, for any place, and never answering before the round is over. */
function ready(person: CityResponder, now: number): CityResponder {
  const [validFrom, validTo] = [now - DAY_MS, now + CARD_VALID_DAYS * DAY_MS];
  const card = { kind: 'cpr', issuer: 'Tidewater Training', validFrom, validTo } as const;
  return { ...person, onDuty: true, tier: 'home', credentials: [card], registeredPlaces: [] };
}
