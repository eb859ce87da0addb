import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { distanceM, type Place } from '#core/geometry';
import { CREDENTIAL_KINDS, type CredentialKind } from '#core/responder';
import { MINUTE_MS } from '#core/units';
import type { LiveEntry, Locations } from '#flow/ports';

/** An implementation of the port, and how to take everything out of it from outside. */
export interface LocationsUnderTest {
  readonly locations: Locations;
  empty(): Promise<void>;
  close(): Promise<void>;
}

const NOW = Date.UTC(2026, 4, 1, 12);
const FRESH = NOW - 15 * MINUTE_MS;
const HERE: Place = { lat: 36.8529, lon: -75.978 };
const DEGREES_PER_M = 1 / 111_195;

/** What every implementation of the Locations port promises, as tests. */
export function locationsConformance(name: string, open: () => Promise<LocationsUnderTest>): void {
  describe(`${name} as live index`, () => {
    let index: LocationsUnderTest;
    beforeAll(async () => (index = await open()));
    afterAll(() => index.close());
    const locations = (): Locations => index.locations;

    keepsPositions(locations);
    forgetsPeople(locations);
    keepsKinds(locations);
    findsTheNearest(locations);
    hasPerfectRecall(locations);
    knowsWhetherItIsFilled(() => index);
  });
}

function keepsPositions(locations: () => Locations): void {
  it('gives a position back to the last digit, with its time and accuracy', async () => {
    const organisationId = randomUUID();
    const mine = entry(HERE, { accuracyM: 12.3, at: NOW - 1 });
    await locations().put(organisationId, [mine]);
    const fixes = await locations().fixes(organisationId, [mine.responderId, randomUUID()]);
    expect([...fixes]).toEqual([[mine.responderId, mine.fix]]);
    expect(await nearest(locations(), organisationId)).toEqual([mine.responderId]);
  });

  it('never lets an older fix replace a newer one, in one batch or across batches', async () => {
    const organisationId = randomUUID();
    const newer = entry(HERE);
    const older = { ...newer, fix: { ...newer.fix, place: metresEast(400), at: NOW - 5_000 } };
    await locations().put(organisationId, [older, newer, older]);
    await locations().put(organisationId, [older]);
    const fixes = await locations().fixes(organisationId, [newer.responderId]);
    expect(fixes.get(newer.responderId)).toEqual(newer.fix);
  });

  it('ends with the newest fix when many arrive at once in any order', async () => {
    const organisationId = randomUUID();
    const first = entry(HERE, { at: NOW - 40 });
    const fixes = Array.from({ length: 40 }, (_, i) => ({
      ...first,
      fix: { ...first.fix, at: NOW - 40 + ((i * 17) % 40) + 1, place: metresEast((i * 17) % 40) },
    }));
    await Promise.all(fixes.map((one) => locations().put(organisationId, [one])));
    const stored = await locations().fixes(organisationId, [first.responderId]);
    expect(stored.get(first.responderId)).toMatchObject({ at: NOW, place: metresEast(39) });
  });
}

function forgetsPeople(locations: () => Locations): void {
  it('forgets who is taken out, and lets them come back', async () => {
    const organisationId = randomUUID();
    const [stays, goes] = [entry(metresEast(10)), entry(metresEast(20))];
    await locations().put(organisationId, [stays, goes]);
    await locations().remove(organisationId, [goes.responderId, randomUUID()]);
    expect(await nearest(locations(), organisationId)).toEqual([stays.responderId]);
    expect((await locations().fixes(organisationId, [goes.responderId])).size).toBe(0);
    await locations().put(organisationId, [goes]);
    expect(await nearest(locations(), organisationId)).toHaveLength(2);
  });

  it('keeps organisations apart', async () => {
    const [ours, theirs] = [randomUUID(), randomUUID()];
    const mine = entry(HERE);
    await locations().put(ours, [mine]);
    expect(await nearest(locations(), theirs)).toEqual([]);
    await locations().remove(theirs, [mine.responderId]);
    expect(await nearest(locations(), ours)).toEqual([mine.responderId]);
  });

  it('takes empty lists', async () => {
    await locations().put(randomUUID(), []);
    await locations().remove(randomUUID(), []);
    expect((await locations().fixes(randomUUID(), [])).size).toBe(0);
  });
}

function keepsKinds(locations: () => Locations): void {
  it('finds people by the kinds they hold now: a kind that is lost is lost at once', async () => {
    const organisationId = randomUUID();
    const both = entry(HERE, {}, ['cpr', 'nurse']);
    await locations().put(organisationId, [both]);
    await locations().put(organisationId, [{ ...both, credentialKinds: ['cpr'] }]);
    expect(await nearest(locations(), organisationId, { credentialKinds: ['nurse'] })).toEqual([]);
    expect(await nearest(locations(), organisationId)).toEqual([both.responderId]);
  });

  it('takes changed kinds from an entry whose fix is older, and keeps the newer fix', async () => {
    const organisationId = randomUUID();
    const now = entry(HERE);
    const older = { ...now.fix, at: NOW - 9_000, place: metresEast(5_000) };
    await locations().put(organisationId, [now]);
    await locations().put(organisationId, [{ ...now, fix: older, credentialKinds: ['nurse'] }]);
    expect(await nearest(locations(), organisationId, { credentialKinds: ['nurse'] })).toEqual([
      now.responderId,
    ]);
    expect(await nearest(locations(), organisationId)).toEqual([]);
  });

  it('names someone once who holds several of the kinds', async () => {
    const organisationId = randomUUID();
    const one = entry(HERE, {}, ['cpr', 'nurse', 'doctor']);
    await locations().put(organisationId, [one]);
    const credentialKinds: CredentialKind[] = ['doctor', 'cpr', 'nurse'];
    expect(await nearest(locations(), organisationId, { credentialKinds })).toEqual([
      one.responderId,
    ]);
  });
}

function findsTheNearest(locations: () => Locations): void {
  it('never returns a stale fix, however many stand nearer than the fresh ones', async () => {
    const organisationId = randomUUID();
    const stale = Array.from({ length: 300 }, (_, i) => entry(metresEast(i), { at: FRESH - 1 }));
    const fresh = Array.from({ length: 3 }, (_, i) => entry(metresEast(700 + i), { at: FRESH }));
    await locations().put(organisationId, [...stale, ...fresh]);
    expect(await nearest(locations(), organisationId, { max: 2, radiusM: 800 })).toEqual(
      fresh.slice(0, 2).map((one) => one.responderId),
    );
  });

  it('finds people across the 180th meridian', async () => {
    const organisationId = randomUUID();
    const east = entry({ lat: -16.8, lon: 179.9995 });
    await locations().put(organisationId, [east]);
    const place = { lat: -16.8, lon: -179.9995 };
    expect(await nearest(locations(), organisationId, { place })).toEqual([east.responderId]);
  });

  it('finds nobody when nobody is wanted, no kind is asked for or all are too far', async () => {
    const organisationId = randomUUID();
    await locations().put(organisationId, [entry(metresEast(1_005))]);
    expect(await nearest(locations(), organisationId, { max: 0, radiusM: 2_000 })).toEqual([]);
    expect(await nearest(locations(), organisationId, { credentialKinds: [] })).toEqual([]);
    expect(await nearest(locations(), organisationId, { radiusM: 1_000 })).toEqual([]);
  });
}

function hasPerfectRecall(locations: () => Locations): void {
  it('returns exactly the nearest fresh holders a full comparison finds (seeded)', async () => {
    const seed = Number(process.hrtime.bigint() % 1_000_000n);
    const random = seededRandom(seed);
    const organisationId = randomUUID();
    const people = Array.from({ length: 600 }, () => randomPerson(random));
    await locations().put(organisationId, people);
    for (const radiusM of [30, 300, 500, 1_000, 2_500, 20_000]) {
      for (const max of [1, 7, 60]) {
        const place = around(HERE, 2_000 * random(), random);
        const credentialKinds = CREDENTIAL_KINDS.filter(() => random() < 0.4);
        const query = { place, radiusM, max, credentialKinds };
        const found = await nearest(locations(), organisationId, query);
        expect({ seed, query, found }).toEqual({ seed, query, found: byComparison(people, query) });
      }
    }
  });
}

function knowsWhetherItIsFilled(index: () => LocationsUnderTest): void {
  it('is ready once filled, and no longer when it was emptied', async () => {
    const { locations } = index();
    await index().empty();
    expect(await locations.ready()).toBe(false);
    await locations.markFilled();
    expect(await locations.ready()).toBe(true);
    await index().empty();
    expect(await locations.ready()).toBe(false);
  });
}

interface Query {
  readonly place: Place;
  readonly radiusM: number;
  readonly max: number;
  readonly credentialKinds: readonly CredentialKind[];
}

async function nearest(
  locations: Locations,
  organisationId: string,
  query: Partial<Query> = {},
): Promise<string[]> {
  const found = await locations.nearest({
    organisationId,
    place: HERE,
    radiusM: 1_000,
    credentialKinds: ['cpr'],
    freshSince: FRESH,
    max: 60,
    ...query,
  });
  return found.map((one) => one.responderId);
}

function byComparison(people: readonly LiveEntry[], query: Query): string[] {
  return people
    .filter((one) => one.credentialKinds.some((kind) => query.credentialKinds.includes(kind)))
    .filter((one) => one.fix.at >= FRESH)
    .map((one) => ({ id: one.responderId, metres: distanceM(query.place, one.fix.place) }))
    .filter(({ metres }) => metres <= query.radiusM)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, query.max)
    .map(({ id }) => id);
}

function entry(
  place: Place,
  fix: { readonly at?: number; readonly accuracyM?: number } = {},
  credentialKinds: readonly CredentialKind[] = ['cpr'],
): LiveEntry {
  return {
    responderId: randomUUID(),
    fix: { place, at: NOW, accuracyM: 8, ...fix },
    credentialKinds,
  };
}

function randomPerson(random: () => number): LiveEntry {
  const kinds = CREDENTIAL_KINDS.filter(() => random() < 0.3);
  const at = random() < 0.25 ? FRESH - 1 - random() * MINUTE_MS : NOW - random() * 15 * MINUTE_MS;
  return entry(around(HERE, 4_000 * random(), random), { at: Math.floor(at) }, kinds);
}

function around(place: Place, metres: number, random: () => number): Place {
  const angle = random() * 2 * Math.PI;
  return {
    lat: place.lat + metres * DEGREES_PER_M * Math.sin(angle),
    lon:
      place.lon +
      (metres * DEGREES_PER_M * Math.cos(angle)) / Math.cos((place.lat * Math.PI) / 180),
  };
}

function metresEast(metres: number): Place {
  return around(HERE, metres, () => 0);
}

/** Mulberry32: small, and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
