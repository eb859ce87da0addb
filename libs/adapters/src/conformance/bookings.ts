import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Result } from '#core/problem';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import type { Booked } from '#flow/ports';
import { rosterReads } from './booking-reads';
import { AT, need, hands, yes, move, valueOf, first, stored } from './booking-steps';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

/** What every store of bookings promises, as tests. */
export function bookingStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as roster of call-outs`, open, (world) => {
    takesPlaces(world);
    keepsReserve(world);
    opensAgain(world);
    refuses(world);
    bindsOnce(world);
    moves(world);
    rosterReads(world);
  });
}

function takesPlaces(world: () => World): void {
  it('counts as many as are wanted of many yes at once; the others are in reserve', async () => {
    const { callout, alerts } = await world().open(await world().responders(12), {
      wantedCount: 5,
    });
    const all = (await Promise.all(alerts.map((alert) => yes(world(), alert)))).map(valueOf);
    const statuses = all.map(({ booking }) => booking.status);
    expect(statuses.filter((status) => status === 'expected')).toHaveLength(5);
    expect(statuses.filter((status) => status === 'reserve')).toHaveLength(7);
    expect(all.filter(({ turned }) => turned === 'filled')).toHaveLength(1);
    expect(await stored(world(), callout)).toMatchObject({
      ...{ status: 'filled', acceptedCount: 5 },
      fill: { peopleByNeed: { hands: 5 }, peopleByMuster: { pier: 5 } },
    });
    const lease = { leaseId: randomUUID(), now: AT, leaseMs: 1, max: 1_000 };
    const due = await world().stores.queue.takeReviews(lease);
    expect(due.map((review) => review.subjectId)).toContain(callout.id);
  });

  it('keeps places for missing boats, counts people, and tells what was stored', async () => {
    const needs = [need({ needKey: 'crews', wantedCount: 4, equipment: { boat: 1 } })];
    const { callout, alerts } = await world().open(await world().responders(4), {
      ...{ needs, wantedCount: 4 },
    });
    const [family, single, boat, late] = alerts;
    if (!family || !single || !boat || !late) throw new Error('four');
    const three = valueOf(await yes(world(), family, { peopleCount: 3 }));
    expect(three).toMatchObject({
      booking: { status: 'expected', needKey: 'crews', musterKey: 'pier' },
      saved: {
        feed: [{ kind: 'alert-answered', seq: 1, responderId: family.responderId }],
        facts: [{ kind: 'booking-made', seq: 2, detail: { peopleCount: 3, needKey: 'crews' } }],
      },
    });
    // The last place is that of the boat.
    expect(valueOf(await yes(world(), single)).booking.status).toBe('reserve');
    const pieces = { boat: 1 };
    expect(valueOf(await yes(world(), boat, { pieces })).turned).toBe('filled');
    expect(valueOf(await yes(world(), late, { pieces })).booking.status).toBe('reserve');
    expect((await stored(world(), callout)).fill).toEqual({
      peopleByNeed: { crews: 4 },
      piecesByNeed: { crews: { boat: 1 } },
      peopleByMuster: { pier: 4 },
    });
  });
}

function keepsReserve(world: () => World): void {
  it('gives a place that is free to the first of the reserve who fits, in one change', async () => {
    const { callout, alerts } = await world().open(await world().responders(4), hands(2));
    const pair = first(alerts);
    const [, family, one, two] = alerts;
    if (!family || !one || !two) throw new Error('four');
    const taken = valueOf(await yes(world(), pair, { peopleCount: 2 })).booking;
    await yes(world(), family, { peopleCount: 3, now: AT + 1 });
    const waiting = valueOf(await yes(world(), one, { now: AT + 2 })).booking;
    await yes(world(), two, { now: AT + 3 });
    const place = await world().stores.bookings.bookingOfAlert(world().organisationId, two.id);
    expect(place).toMatchObject({ reservePosition: 3, booking: { status: 'reserve' } });
    const left = valueOf(await move(world(), taken, { to: 'withdrawn' }));
    expect(left.promoted.map(({ alertId }) => alertId)).toEqual([one.id, two.id]);
    expect(left.saved.facts.map(({ kind }) => kind)).toEqual([
      'booking-promoted',
      'booking-promoted',
    ]);
    expect(left.saved.feed.map(({ alertId }) => alertId)).toEqual([one.id, two.id]);
    expect(left.turned).toBeNull();
    const own = await world().stores.bookings.ownBooking(world().organisationId, waiting.id);
    expect(own).toMatchObject({ reservePosition: null, booking: { status: 'expected' } });
    expect(await stored(world(), callout)).toMatchObject({ status: 'filled', acceptedCount: 2 });
  });
}

function opensAgain(world: () => World): void {
  it('is open again where the reserve has nobody for a place, and promotes if asked', async () => {
    const { callout, alerts } = await world().open(await world().responders(2), {
      wantedCount: 1,
    });
    const [one, two] = alerts;
    if (!one || !two) throw new Error('two');
    const taken = valueOf(await yes(world(), one)).booking;
    valueOf(await yes(world(), two, { peopleCount: 2 }));
    const left = valueOf(await move(world(), taken, { to: 'stood-down' }));
    expect(left).toMatchObject({ promoted: [], turned: 'reopened' });
    expect(await stored(world(), callout)).toMatchObject({ status: 'open', acceptedCount: 0 });
    const of = { organisationId: world().organisationId, calloutId: callout.id, now: AT };
    await expect(world().stores.bookings.promote(of)).resolves.toMatchObject({ promoted: [] });
  });

  it('takes a late yes to a question taken back since the call-out was filled', async () => {
    const { callout, alerts } = await world().open(await world().responders(2), {
      wantedCount: 1,
    });
    const [one, two] = alerts;
    if (!one || !two) throw new Error('two');
    valueOf(await yes(world(), one));
    const { callouts } = world().stores;
    const { revision } = await stored(world(), callout);
    await callouts.saveCallout({
      ...world().calloutChange(callout, revision),
      alertMoves: [{ alertId: two.id, to: 'withdrawn', at: AT, endedReason: 'callout-filled' }],
    });
    const late = valueOf(await yes(world(), two));
    expect(late.booking.status).toBe('reserve');
    expect(late.saved.facts.map(({ kind }) => kind)).toEqual(['booking-reserved']);
  });
}

function refuses(world: () => World): void {
  it('takes one yes of one question, of whom it was asked, in time, while it is open', async () => {
    const { callout, alerts } = await world().open(await world().responders(2), {
      wantedCount: 9,
    });
    const [alert, other] = alerts;
    if (!alert || !other) throw new Error('two');
    valueOf(await yes(world(), alert));
    const codeOf = (result: Result<Booked>) => (result.ok ? null : result.problem.code);
    expect(codeOf(await yes(world(), alert))).toBe('already-answered');
    const stolen = { ...other, responderId: alert.responderId };
    expect(codeOf(await yes(world(), stolen))).toBe('not-found');
    expect(codeOf(await yes(world(), other, { now: NOW + 5 * MINUTE_MS }))).toBe('alert-expired');
    const { revision } = await stored(world(), callout);
    const change = world().calloutChange(callout, revision);
    await world().stores.callouts.saveCallout({ ...change, status: 'cancelled' });
    expect(codeOf(await yes(world(), other))).toBe('callout-over');
  });

  it('moves only from what was seen, along the table, and within what is wanted', async () => {
    const needs = [need({ needKey: 'one' }), need({ needKey: 'two' })];
    const { alerts } = await world().open(await world().responders(2), { needs, wantedCount: 2 });
    const [a, b] = alerts;
    if (!a || !b) throw new Error('two');
    const { booking } = valueOf(await yes(world(), a));
    valueOf(await yes(world(), b));
    const code = async (result: Promise<Result<Booked>>) => {
      const settled = await result;
      return settled.ok ? null : settled.problem.code;
    };
    const there = { change: { needKey: booking.needKey === 'one' ? 'two' : 'one' } };
    expect(await code(move(world(), booking, { to: 'expected', ...there }))).toBe('places-taken');
    expect(await code(move(world(), booking, { to: 'checked-out' }))).toBe('illegal-step');
    expect(await code(move(world(), booking, { to: 'en-route' }))).toBeNull();
    expect(await code(move(world(), booking, { to: 'en-route' }))).toBe('illegal-step');
    expect(await code(move(world(), booking, { to: 'held' }))).toBe('changed-meanwhile');
    const elsewhere = { organisationId: randomUUID() };
    expect(await code(move(world(), booking, { to: 'withdrawn', ...elsewhere }))).toBe('not-found');
  });
}

function bindsOnce(world: () => World): void {
  it('binds nobody to two call-outs at one time, whatever is asked at one moment', async () => {
    const people = await world().responders(6);
    const [one, two] = [
      await world().open(people, { wantedCount: 9 }),
      await world().open(people, { wantedCount: 9 }),
    ];
    const all = await Promise.all(
      [...one.alerts, ...two.alerts].map((alert) => yes(world(), alert)),
    );
    expect(all.filter((result) => result.ok)).toHaveLength(6);
    const codes = all.flatMap((result) => (result.ok ? [] : [result.problem.code]));
    expect(new Set(codes)).toEqual(new Set(['double-booked']));
    const accepted = [await stored(world(), one.callout), await stored(world(), two.callout)];
    expect(accepted.reduce((sum, callout) => sum + callout.acceptedCount, 0)).toBe(6);
  });

  it('lets somebody work shift after shift, and leaves who is bound in the reserve', async () => {
    const people = await world().responders(2);
    const person = first(people);
    const morning = await world().open([person], { wantedCount: 1 });
    const untilAt = NOW + HOUR_MS;
    valueOf(await yes(world(), first(morning.alerts), { untilAt }));
    const later = await world().open([person], { wantedCount: 1 });
    valueOf(await yes(world(), first(later.alerts), { fromAt: untilAt }));
    const third = await world().open(people, { wantedCount: 1 });
    const [bound, free] = [...third.alerts].reverse();
    if (!bound || !free) throw new Error('two');
    const taken = valueOf(await yes(world(), bound)).booking;
    expect(valueOf(await yes(world(), free)).booking.status).toBe('reserve');
    expect(valueOf(await move(world(), taken, { to: 'withdrawn' })).promoted).toEqual([]);
  });
}

function moves(world: () => World): void {
  it('gives back what it took by a move, and takes what it moves to', async () => {
    const needs = [
      need({ needKey: 'hands', wantedCount: 4 }),
      need({ needKey: 'crew', wantedCount: 2, equipment: { boat: 1 } }),
    ];
    const { callout, alerts } = await world().open(await world().responders(1), {
      ...{ needs, wantedCount: 6 },
    });
    const pieces = { boat: 1 };
    const { booking } = valueOf(await yes(world(), first(alerts), { peopleCount: 2, pieces }));
    expect(booking.needKey).toBe('crew');
    const moved = valueOf(
      await move(world(), booking, { to: 'expected', change: { needKey: 'hands' } }),
    );
    expect(moved.booking).toMatchObject({ status: 'expected', needKey: 'hands' });
    expect((await stored(world(), callout)).fill).toMatchObject({
      peopleByNeed: { hands: 2, crew: 0 },
      piecesByNeed: { hands: { boat: 1 }, crew: { boat: 0 } },
      peopleByMuster: { pier: 2 },
    });
    const etaAt = AT + 7;
    const { booking: there } = valueOf(
      await move(world(), booking, { to: 'checked-in', change: { etaAt, checkedInAt: AT + 9 } }),
    );
    expect(there).toMatchObject({ etaAt, checkedInAt: AT + 9, needKey: 'hands' });
    valueOf(await move(world(), there, { to: 'checked-out', change: { checkedOutAt: AT + 11 } }));
    const entry = await world().stores.bookings.booking(world().organisationId, booking.id);
    expect(entry?.booking).toMatchObject({ status: 'checked-out', checkedOutAt: AT + 11 });
    expect(await stored(world(), callout)).toMatchObject({ acceptedCount: 2 });
  });

  it('notes that somebody came after all, also where others have their place by now', async () => {
    const { callout, alerts } = await world().open(await world().responders(2), {
      wantedCount: 1,
    });
    const [one, two] = alerts;
    if (!one || !two) throw new Error('two');
    const { booking } = valueOf(await yes(world(), one));
    const { booking: missed } = valueOf(await move(world(), booking, { to: 'no-show' }));
    expect(valueOf(await yes(world(), two)).turned).toBe('filled');
    expect(valueOf(await move(world(), missed, { to: 'checked-in' })).booking.status).toBe(
      'checked-in',
    );
    expect((await stored(world(), callout)).acceptedCount).toBe(1);
  });
}
