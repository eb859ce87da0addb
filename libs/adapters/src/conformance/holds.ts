import { expect, it } from '@jest/globals';
import type { Callout } from '#core/callout';
import type { Booking } from '#core/callout-booking';
import type { Hold } from '#core/hold-back';
import { first, hands, move, stored, valueOf, yes } from './booking-steps';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const AT = NOW + 60_000;
const PAGE = { cursor: null, limit: 100 };

/** What every store of exclusions, and of people held because of them, promises, as tests. */
export function holdStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of who is held`, open, (world) => {
    changes(world);
    findsComers(world);
    holdsPeople(world);
  });
}

async function booked(world: World, count: number) {
  const people = await world.responders(count);
  const { callout, alerts } = await world.open(people, hands(count));
  const bookings: Booking[] = [];
  for (const alert of alerts) bookings.push(valueOf(await yes(world, alert)).booking);
  const of = { organisationId: world.organisationId, calloutId: callout.id };
  return { callout, bookings, of };
}

function areaChange(callout: Callout, fields: Partial<Callout> = {}) {
  const { area, exclusions, musterPoints, revision } = { ...callout, ...fields };
  return {
    ...{ expectedRevision: revision, area, exclusions, musterPoints, facts: [], now: AT },
  };
}

const LAKE = {
  polygons: [
    {
      outer: [
        { lat: 36.8, lon: -76 },
        { lat: 36.8, lon: -75.9 },
        { lat: 36.9, lon: -75.9123456789012 },
        { lat: 36.8, lon: -76 },
      ],
      holes: [],
    },
  ],
};

function changes(world: () => World): void {
  it('changes what is excluded once, writes it down, and has all looked at anew', async () => {
    const { callout, of } = await booked(world(), 1);
    const { holds, callouts, queue } = world().stores;
    const before = await stored(world(), callout);
    const fact = {
      ...({ kind: 'area-changed', at: AT, actor: 'coordinator', responderId: null } as const),
      detail: { reason: 'The dyke broke.' },
    };
    const moved = before.musterPoints.map((point) => ({ ...point, name: 'South gate' }));
    const change = areaChange(before, { exclusions: LAKE, musterPoints: moved });
    await expect(holds.changeArea(of, { ...change, facts: [fact] })).resolves.toBe(true);
    await expect(holds.changeArea(of, change)).resolves.toBe(false);
    const after = await stored(world(), callout);
    expect(after).toMatchObject({ exclusions: LAKE, revision: before.revision + 1 });
    expect(after.musterPoints).toEqual(moved);
    const lease = { leaseId: of.calloutId, now: AT, leaseMs: 1, max: 1_000 };
    const due = await queue.takeReviews(lease);
    expect(due.map(({ subjectId }) => subjectId)).toContain(callout.id);
    const lift = areaChange(after, { exclusions: null });
    await expect(holds.changeArea(of, lift)).resolves.toBe(true);
    const state = await callouts.loadCallout(of.organisationId, of.calloutId);
    expect(state?.callout.exclusions).toBeNull();
    const other = await World.make(world().stores);
    const foreign = { ...of, organisationId: other.organisationId };
    const now = await stored(world(), callout);
    await expect(holds.changeArea(foreign, areaChange(now))).resolves.toBe(false);
  });
}

function findsComers(world: () => World): void {
  it('names who is to come and not there, with their newest positions, page by page', async () => {
    const { bookings, of } = await booked(world(), 4);
    const { holds, people } = world().stores;
    const [a, b, c] = bookings;
    if (!a || !b || !c) throw new Error('four');
    const place = { lat: 36.81, lon: -75.97 };
    const fix = { place, at: NOW, accuracyM: 10 };
    const { organisationId } = of;
    const responderId = a.responderId ?? '';
    await people.saveLastKnown([{ organisationId, responderId, fix }], NOW);
    await move(world(), b, { to: 'en-route', change: { etaAt: AT } });
    await move(world(), c, { to: 'withdrawn' });
    const page = await holds.comers(of, { ...PAGE, limit: 2 });
    const rest = await holds.comers(of, { cursor: page.nextCursor, limit: 2 });
    expect([page.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    const found = [...page.items, ...rest.items];
    const ofBooking = (id: string) => found.find(({ bookingId }) => bookingId === id);
    expect(ofBooking(a.id)).toEqual({
      ...{ bookingId: a.id, responderId, status: 'expected', musterKey: 'pier' },
      ...{ hasSetOff: false, place },
    });
    expect(ofBooking(b.id)).toMatchObject({ status: 'en-route', hasSetOff: true, place: null });
    expect(ofBooking(c.id)).toBeUndefined();
    const other = await World.make(world().stores);
    const foreign = { ...of, organisationId: other.organisationId };
    await expect(holds.comers(foreign, PAGE)).resolves.toMatchObject({ items: [] });
  });
}

function holdsPeople(world: () => World): void {
  it('holds each once, lets go on whom it held, and says so in the timeline', async () => {
    const { callout, bookings, of } = await booked(world(), 3);
    const { holds } = world().stores;
    const [a, b] = bookings;
    if (!a || !b) throw new Error('three');
    await move(world(), b, { to: 'en-route', change: { etaAt: AT } });
    const hold = ({ id, responderId }: Booking, to: Hold['to']): Hold => ({
      ...{ bookingId: id, responderId, to },
      reason: to === 'held' ? 'in-exclusion' : null,
    });
    const both = [hold(a, 'held'), hold(b, 'held')];
    const isIn = async () =>
      (await holds.calloutsWithDanger()).some(({ calloutId }) => calloutId === callout.id);
    await expect(isIn()).resolves.toBe(false);
    const [done, again] = await Promise.all([holds.hold(of, both, AT), holds.hold(of, both, AT)]);
    expect(done.length + again.length).toBe(2);
    await expect(isIn()).resolves.toBe(true);
    const back = [
      hold(a, 'expected'),
      hold(b, 'en-route'),
      hold(first(bookings.slice(2)), 'expected'),
    ];
    const went = await holds.hold(of, back, AT + 1);
    expect(went.map(({ bookingId }) => bookingId).sort()).toEqual([a.id, b.id].sort());
    const { items } = await holds.comers(of, PAGE);
    const statusOf = (id: string) => items.find(({ bookingId }) => bookingId === id)?.status;
    expect([a, b].map(({ id }) => statusOf(id))).toEqual(['expected', 'en-route']);
    await expect(isIn()).resolves.toBe(false);
    const { fill, acceptedCount } = await stored(world(), callout);
    expect([fill.peopleByMuster, acceptedCount]).toEqual([{ pier: 3 }, 3]);
    const other = await World.make(world().stores);
    const foreign = { ...of, organisationId: other.organisationId };
    await expect(holds.hold(foreign, both, AT)).resolves.toEqual([]);
  });
}
