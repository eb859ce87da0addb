import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { PLACE_HOLDING } from '#core/callout-booking';
import { HOUR_MS } from '#core/units';
import type { Pass } from '#flow/ports';
import {
  AT,
  WHOEVER,
  hands,
  asked,
  said,
  yes,
  move,
  valueOf,
  first,
  roster,
} from './booking-steps';
import { NOW, type World } from './world';

/** Ends, passes, and what is read of a roster. */
export function rosterReads(world: () => World): void {
  endsAll(world);
  letsIn(world);
  reads(world);
}

function endsAll(world: () => World): void {
  it('frees everybody who is not at a muster point, and says who had a place', async () => {
    const { callout, alerts } = await world().open(await world().responders(3), {
      wantedCount: 2,
    });
    const all = await Promise.all(alerts.map((alert) => yes(world(), alert)));
    const placed = all.map(valueOf).filter(({ booking }) => booking.status === 'expected');
    const there = first(placed).booking;
    valueOf(await move(world(), there, { to: 'checked-in' }));
    const { organisationId } = world();
    const end = { organisationId, calloutId: callout.id, reason: 'callout-closed', now: AT };
    const freed = await world().stores.bookings.standDownAll(end);
    const others = placed.flatMap(({ booking }) => booking.responderId ?? []);
    expect([...freed, there.responderId].sort()).toEqual(others.sort());
    const statuses = (await roster(world(), callout)).map(({ booking }) => booking.status);
    expect(statuses.sort()).toEqual(['checked-in', 'stood-down', 'stood-down']);
    await expect(world().stores.bookings.standDownAll(end)).resolves.toEqual([]);
  });
}

function letsIn(world: () => World): void {
  it('lets in as many people as a pass is for, once each, until it is revoked', async () => {
    const { callout } = await world().open([], hands(9));
    const { organisationId, stores } = world();
    const pass: Pass = {
      ...{ id: randomUUID(), organisationId, calloutId: callout.id, label: 'Rowing club' },
      ...{ usesMax: 3, usedCount: 0, validUntil: NOW + HOUR_MS, musterKey: 'pier' },
      ...{ createdAt: NOW, revokedAt: null },
    };
    const code = randomUUID();
    await stores.passes.addPass(pass, code);
    await expect(stores.passes.passByCode(code)).resolves.toEqual(pass);
    await expect(stores.passes.passByCode(`${code}0`)).resolves.toBeNull();
    const guest = { passId: pass.id, displayName: 'Kim', phone: '+15550100' };
    const two = asked(callout, { ...guest, conditions: said({ peopleCount: 2, note: 'by bus' }) });
    const joined = valueOf(await stores.bookings.book({ booking: two, now: AT }));
    expect(valueOf(await stores.bookings.book({ booking: two, now: AT }))).toMatchObject({
      ...{ booking: joined.booking, promoted: [], saved: { facts: [] } },
    });
    const more = () =>
      stores.bookings.book({ booking: asked(callout, { ...two, id: randomUUID() }), now: AT });
    await expect(more()).resolves.toMatchObject({ problem: { code: 'pass-invalid' } });
    await expect(stores.passes.passes(organisationId, callout.id)).resolves.toEqual([
      { ...pass, usedCount: 2 },
    ]);
    const [entry] = await roster(world(), callout);
    expect(entry).toMatchObject({
      ...{ displayName: 'Kim', phone: '+15550100', calledAway: false },
      booking: { ...joined.booking, responderId: null, conditions: { note: 'by bus' } },
    });
    const ended = { organisationId, calloutId: callout.id, passId: pass.id };
    await expect(stores.passes.revokePass({ ...ended, now: AT })).resolves.toMatchObject({
      revokedAt: AT,
    });
    await expect(stores.passes.revokePass({ ...ended, now: AT + 1 })).resolves.toMatchObject({
      revokedAt: AT,
    });
    const one = asked(callout, guest);
    await expect(stores.bookings.book({ booking: one, now: AT })).resolves.toMatchObject({
      problem: { code: 'pass-invalid' },
    });
    const notTheirs = { ...ended, organisationId: randomUUID(), now: AT };
    await expect(stores.passes.revokePass(notTheirs)).resolves.toBeNull();
  });
}

function reads(world: () => World): void {
  it('lists in the order of yes, page by page and by filter, with names', async () => {
    const { callout, alerts } = await world().open(await world().responders(3), {
      wantedCount: 2,
    });
    for (const [index, alert] of alerts.entries()) await yes(world(), alert, { now: AT + index });
    const all = await roster(world(), callout);
    expect(all.map(({ booking }) => booking.alertId)).toEqual(alerts.map(({ id }) => id));
    expect(new Set(all.map(({ displayName }) => displayName))).toEqual(new Set(['Robin']));
    const placed = all.filter(({ booking }) => PLACE_HOLDING.includes(booking.status));
    await expect(roster(world(), callout, { statuses: ['expected'] })).resolves.toEqual(placed);
    await expect(roster(world(), callout, { needKey: 'hands' })).resolves.toEqual(placed);
    await expect(roster(world(), callout, { groupId: randomUUID() })).resolves.toEqual([]);
    const { bookings } = world().stores;
    const of = { organisationId: world().organisationId, calloutId: callout.id, filter: WHOEVER };
    const page = await bookings.bookings(of, { cursor: null, limit: 2 });
    const rest = await bookings.bookings(of, { cursor: page.nextCursor, limit: 2 });
    expect([...page.items, ...rest.items]).toEqual(all);
    expect(rest.nextCursor).toBeNull();
    const foreign = { ...of, organisationId: randomUUID() };
    const none = await bookings.bookings(foreign, { cursor: null, limit: 2 });
    expect(none.items).toEqual([]);
  });

  it('shows people their own bookings until they are over', async () => {
    const person = await world().responder();
    const { callout, alerts } = await world().open([person], { wantedCount: 1 });
    const { booking } = valueOf(await yes(world(), first(alerts)));
    const { organisationId, stores } = world();
    const own = () => stores.bookings.bookingsOf(organisationId, person.id);
    await expect(own()).resolves.toMatchObject([
      { booking, callout: { id: callout.id, title: callout.title, acceptedCount: 1 } },
    ]);
    await expect(stores.bookings.bookingsOf(randomUUID(), person.id)).resolves.toEqual([]);
    valueOf(await move(world(), booking, { to: 'withdrawn', change: { endedReason: 'ill' } }));
    await expect(own()).resolves.toEqual([]);
    const after = await stores.bookings.ownBooking(organisationId, booking.id);
    expect(after?.booking).toMatchObject({ status: 'withdrawn', endedReason: 'ill' });
  });
}
