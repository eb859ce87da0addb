import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { NOT_NUDGED, type WatchPoint, type WatchReading } from '#core/watch-point';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { suite } from './suite';
import { NOW, type OpenStores, World } from './world';

/** What every store of watch points promises, as tests. */
export function watchPointConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of watch points`, open, (world) => {
    keepsPoints(world);
    keepsReadings(world);
    givesOutDue(world);
  });
}

const PAGE = { cursor: null, limit: 50 };

function pointOf(world: World, fields: Partial<WatchPoint> = {}): WatchPoint {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, pointRef: `p-${randomUUID()}` },
    ...{ name: 'Mill drain', kind: 'drain', place: { lat: 36.8612345, lon: -76.01 } },
    rule: {
      ...{ measure: 'cm', direction: 'above', warnAt: 40, alarmAt: 70, valueMin: 0 },
      ...{ valueMax: 300, jumpPerHour: 60, everyMs: 24 * HOUR_MS, risingEveryMs: HOUR_MS },
    },
    ...{ upstreamRefs: [], templateRef: null, adopterIds: [], createdAt: NOW },
    ...{ state: 'unknown', lastReading: null, trendPerHour: null, nudges: NOT_NUDGED },
    revision: 0,
    ...fields,
  };
}

function readingOf({ id, organisationId }: WatchPoint, responderId: string): WatchReading {
  return {
    ...{ id: randomUUID(), organisationId, pointId: id, responderId, value: 41.5 },
    ...{ seenAt: NOW - MINUTE_MS, receivedAt: NOW, note: 'Leaves', isJump: false },
  };
}

/** A point as it was kept when it was new. */
async function added(
  world: World,
  fields: Partial<WatchPoint> = {},
  reviewAt: number | null = null,
) {
  const point = pointOf(world, fields);
  const input = { point, expectedRevision: null, reviewAt, now: NOW };
  expect(await world.stores.watchPoints.saveWatchPoint(input)).toBe(true);
  return point;
}

function keepsPoints(world: () => World): void {
  it('keeps a point under its reference, with adopters in their order', async () => {
    const { organisationId, stores } = world();
    const store = stores.watchPoints;
    const people = (await world().responders(3)).map(({ id }) => id).reverse();
    const point = await added(world(), { adopterIds: people, upstreamRefs: ['weir'] });
    expect(await store.watchPoint(organisationId, point.pointRef)).toEqual(point);
    const again = { point, expectedRevision: null, reviewAt: null, now: NOW };
    expect(await store.saveWatchPoint(again)).toBe(false);
    const changed: WatchPoint = {
      ...{ ...point, adopterIds: [...people.slice(1), people[0] ?? ''], state: 'warn' },
      ...{ lastReading: { value: 44, seenAt: NOW }, trendPerHour: 1.5, templateRef: 'sandbags' },
      nudges: { steps: 2, lastAt: NOW, escalatedAt: NOW + 1 },
    };
    const save = { point: changed, expectedRevision: 0, reviewAt: NOW, now: NOW };
    expect([await store.saveWatchPoint(save), await store.saveWatchPoint(save)]).toEqual([
      ...[true, false],
    ]);
    const stored = { ...changed, revision: 1 };
    expect(await store.watchPoint(organisationId, point.pointRef)).toEqual(stored);
    expect(await store.watchPointsOf(organisationId, people[2] ?? '')).toEqual([stored]);
    expect(await store.downstreamOf(organisationId, 'weir')).toEqual([stored]);
    expect(await store.watchPointsByRef(organisationId, [point.pointRef])).toEqual([stored]);
    const other = await World.make(stores);
    expect(await store.watchPoint(other.organisationId, point.pointRef)).toBeNull();
  });

  it('lists points by reference in pages and by state, and removes one', async () => {
    const { organisationId, stores } = world();
    const store = stores.watchPoints;
    for (const pointRef of ['c', 'a', 'b']) await added(world(), { pointRef });
    const first = await store.watchPoints(organisationId, { state: null }, { ...PAGE, limit: 2 });
    const next = { cursor: first.nextCursor, limit: 2 };
    const second = await store.watchPoints(organisationId, { state: null }, next);
    expect([...first.items, ...second.items].map((one) => one.pointRef)).toEqual(['a', 'b', 'c']);
    expect((await store.watchPoints(organisationId, { state: 'alarm' }, PAGE)).items).toEqual([]);
    expect(await store.removeWatchPoint(organisationId, 'b')).toBe(true);
    expect(await store.removeWatchPoint(organisationId, 'b')).toBe(false);
    expect(await store.watchPoint(organisationId, 'b')).toBeNull();
  });
}

function keepsReadings(world: () => World): void {
  it('keeps a reading once, newest first, and goes with its point', async () => {
    const { organisationId, stores } = world();
    const store = stores.watchPoints;
    const { id: responderId } = await world().responder();
    const point = await added(world(), { adopterIds: [responderId] });
    const early = readingOf(point, responderId);
    const late = { ...readingOf(point, responderId), seenAt: NOW, note: null, isJump: true };
    for (const reading of [early, late]) expect(await store.addReading(reading)).toBe(true);
    expect(await store.addReading(early)).toBe(false);
    expect(await store.reading(organisationId, early.id)).toEqual(early);
    const photo = { mediaType: 'image/jpeg', file: Uint8Array.of(9) } as const;
    const input = { organisationId, responderId, ofId: late.id, photo, now: NOW };
    expect(await stores.fieldReports.putPhoto(input)).toBe(true);
    expect(await store.readings(organisationId, point.id, 9)).toEqual([
      { ...late, hasPhoto: true },
      { ...early, hasPhoto: false },
    ]);
    await store.removeWatchPoint(organisationId, point.pointRef);
    expect(await store.reading(organisationId, early.id)).toBeNull();
  });
}

function givesOutDue(world: () => World): void {
  it('gives out what is due of all organisations, each for one taker alone', async () => {
    const { stores } = world();
    const other = await World.make(stores);
    const due = [
      await added(world(), {}, NOW - 2 * HOUR_MS),
      await added(other, {}, NOW - 2 * HOUR_MS),
    ];
    const later = await added(world(), {}, NOW + 1);
    await added(world(), {}, null);
    const lease = { now: NOW - HOUR_MS, leaseMs: MINUTE_MS, max: 100 };
    const taken = await Promise.all([1, 2].map(() => stores.watchPoints.takeDuePoints(lease)));
    const ids = taken.flat().map(({ id }) => id);
    expect([...ids].sort()).toEqual(due.map(({ id }) => id).sort());
    const again = { ...lease, now: lease.now + lease.leaseMs };
    expect((await stores.watchPoints.takeDuePoints(again)).map(({ id }) => id).sort()).toEqual(
      due.map(({ id }) => id).sort(),
    );
    expect(ids).not.toContain(later.id);
  });
}
