import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Callout } from '#core/callout';
import type { CalloutConsidered } from '#core/consider-for-callout';
import type { Place } from '#core/geometry';
import type { Responder } from '#core/responder';
import { DAY_MS, MINUTE_MS } from '#core/units';
import type { CalloutLook } from '#flow/ports';
import { suite } from './suite';
import { delivery, NOW, type OpenStores, type World } from './world';

/** What every store promises that call-outs are filled from, as tests. */
export function crowdConformance(name: string, open: OpenStores): void {
  suite(`${name} as what call-outs are filled from`, open, (world) => {
    looks(world);
    keepsLooks(world);
    takesTurns(world);
    asks(world);
    ends(world);
    putsBack(world);
    reads(world);
  });
}

const INSIDE: Place = { lat: 36.85, lon: -75.97 };
const OUTSIDE: Place = { lat: 36.9, lon: -75.97 };
const LOOK: CalloutLook = {
  ...{ looksFor: 'flood', since: null, cursor: null, beganAt: NOW, endedAt: null },
  ...{ fullAt: NOW, looksCount: 0 },
};

async function standsAt(world: World, { id: responderId }: Responder, place: Place): Promise<void> {
  const { organisationId } = world;
  const fix = { place, at: NOW, accuracyM: 5 };
  await world.stores.people.saveLastKnown([{ organisationId, responderId, fix }], NOW);
}

function of({ organisationId, id: calloutId }: Callout) {
  return { organisationId, calloutId };
}

function considered(
  { id: responderId }: Responder,
  fields: Partial<CalloutConsidered> = {},
): CalloutConsidered & { readonly channels: readonly ['push'] } {
  return {
    ...{ responderId, reason: 'not-yet', waves: 1, needKeys: ['hands'], equipment: [] },
    ...{ turn: 0, distanceM: 100, channels: ['push'], ...fields },
  };
}

function anAsk(
  world: World,
  callout: Callout,
  { people, batch = 1 }: { readonly people: readonly Responder[]; readonly batch?: number },
) {
  const alerts = people.map((person) =>
    world.alert({ calloutId: callout.id }, person.id, {
      ...{ wave: batch, reason: 'in-area', distanceM: 100 },
    }),
  );
  return {
    ...of(callout),
    batch: { batch, wave: 0, needKey: 'hands', equipment: null },
    alerts,
    deliveries: alerts.map((alert) => delivery(alert, { rank: 'callout' })),
    now: NOW,
  };
}

/** A call-out that has found these people, each a hundred metres farther than the one before. */
async function found(world: World, people: readonly Responder[]): Promise<Callout> {
  const { callout } = await world.open([]);
  const all = people.map((person, index) => considered(person, { distanceM: 100 * index }));
  await world.stores.filling.keepConsidered(of(callout), all, NOW);
  return callout;
}

function looks(world: () => World): void {
  it('shows everyone in the area page by page, and later those who have come since', async () => {
    const [one, two, three, outside] = await world().responders(4);
    if (!one || !two || !three || !outside) throw new Error('four');
    for (const person of [one, two, three]) await standsAt(world(), person, INSIDE);
    await standsAt(world(), outside, OUTSIDE);
    const { callout } = await world().open([]);
    const { filling } = world().stores;
    const first = await filling.lookAt(callout, LOOK, { max: 2, now: NOW });
    expect(first.people).toHaveLength(2);
    const rest = await filling.lookAt(
      ...([callout, { ...LOOK, cursor: first.cursor }, { max: 2, now: NOW }] as const),
    );
    const ids = [...first.people, ...rest.people].map(({ responder }) => responder.id);
    expect(ids.sort()).toEqual([one.id, two.id, three.id].sort());
    expect(rest.cursor).toBeNull();
    expect(first.people[0]).toMatchObject({
      ...{ isInArea: true, isInExclusion: false, homeInArea: null, bookings: [] },
      ...{ boundToId: null, alertedForId: null, fix: { place: INSIDE, at: NOW } },
      responder: { onDuty: true, channels: ['live'], credentials: [{ kind: 'cpr' }] },
    });
    const since = { cursor: null, since: NOW + 2 * DAY_MS };
    const none = await filling.lookAt(callout, since, { max: 9, now: NOW });
    expect(none.people).toEqual([]);
    const [again] = await filling.lookAtPeople(callout, [outside.id, randomUUID()], NOW);
    expect(again).toMatchObject({ responder: { id: outside.id }, isInArea: false });
  });

  it('tells exclusions, places and what was asked lately', async () => {
    const person = await world().responder();
    await standsAt(world(), person, INSIDE);
    const { organisationId } = world();
    const home = { lat: 36.8501, lon: -75.9701 };
    const hours = { state: 'always' } as const;
    const places = [{ kind: 'home', place: home, hoursText: null, hours }] as const;
    await world().stores.people.putRegisteredPlaces(organisationId, person.id, places);
    await world().open([person]);
    const { callout } = await world().open([], {
      exclusions: world().callout().area,
      presence: { now: true, entering: false, living: true },
      policy: { ...world().callout().policy, order: 'rotation' },
    });
    const [seen] = await world().stores.filling.lookAtPeople(callout, [person.id], NOW);
    expect(seen).toMatchObject({
      ...{ isInExclusion: true, homeInArea: null, lately: { askedCount: 1, yesCount: 0 } },
    });
    const dry = { ...callout, exclusions: null };
    const [living] = await world().stores.filling.lookAtPeople(dry, [person.id], NOW);
    expect(living?.homeInArea).toEqual(home);
  });
}

function keepsLooks(world: () => World): void {
  it('gives back how far a look has come, and for nobody else', async () => {
    const { callout } = await world().open([]);
    const { filling } = world().stores;
    await filling.saveLook(of(callout), LOOK);
    const later = { ...LOOK, cursor: 'c', since: NOW - 5, endedAt: NOW + 3, looksCount: 1 };
    await filling.saveLook(of(callout), later);
    const state = await filling.loadFill(world().organisationId, callout.id);
    expect(state).toEqual({ callout, look: later, tallies: [] });
    await expect(filling.loadFill(randomUUID(), callout.id)).resolves.toBeNull();
  });
}

function takesTurns(world: () => World): void {
  it('gives turns by wave, need and equipment: by turn, then by distance', async () => {
    const [near, far, boat, other] = await world().responders(4);
    if (!near || !far || !boat || !other) throw new Error('four');
    const { callout } = await world().open([]);
    const { filling } = world().stores;
    const all = [
      considered(far, { distanceM: 900 }),
      considered(near, { waves: 3 }),
      considered(boat, { turn: 7, equipment: ['boat'], needKeys: ['hands', 'crews'] }),
      considered(other, { reason: 'off-duty', waves: 0 }),
    ];
    await filling.keepConsidered(of(callout), all, NOW);
    type Target = Parameters<typeof filling.inTurn>[1];
    const target: Target = { wave: 0, needKey: null, equipment: null, max: 9 };
    const turns = async (fields: Partial<Target>) =>
      (await filling.inTurn(of(callout), { ...target, ...fields })).map((one) => one.responderId);
    expect(await turns({})).toEqual([near.id, far.id, boat.id]);
    expect(await turns({ max: 1 })).toEqual([near.id]);
    expect(await turns({ wave: 1 })).toEqual([near.id]);
    expect(await turns({ equipment: 'boat' })).toEqual([boat.id]);
    const crews = { ...target, needKey: 'crews' };
    const [first] = await filling.inTurn(of(callout), crews);
    expect(first).toEqual({
      ...{ responderId: boat.id, distanceM: 100, channels: ['push'], decidedAt: NOW },
    });
  });
}

function asks(world: () => World): void {
  it('asks each once with one fact for all, however often it is tried', async () => {
    const people = await world().responders(3);
    const callout = await found(world(), people);
    const { filling, calloutReads } = world().stores;
    const tries = [1, 2].map((batch) => filling.ask(anAsk(world(), callout, { people, batch })));
    const saved = await Promise.all(tries);
    expect(saved.flatMap((one) => one?.feed ?? [])).toHaveLength(3);
    const { items } = await calloutReads.calloutFacts(world().organisationId, callout.id, {
      ...{ cursor: null, limit: 9 },
    });
    expect(items.map(({ kind, detail }) => [kind, detail['askedCount']])).toEqual([
      ['callout-opened', undefined],
      ['callout-asked', 3],
    ]);
    const state = await filling.loadFill(world().organisationId, callout.id);
    expect(state?.tallies).toMatchObject([
      { wave: 0, needKey: 'hands', equipment: null, askedCount: 3, openCount: 3, yesCount: 0 },
    ]);
    const target = { wave: 0, needKey: null, equipment: null, max: 9 };
    await expect(filling.inTurn(of(callout), target)).resolves.toEqual([]);
    // Whoever has been asked stays asked, whatever a later look finds.
    await filling.keepConsidered(
      of(callout),
      people.map((one) => considered(one)),
      NOW,
    );
    await expect(filling.inTurn(of(callout), target)).resolves.toEqual([]);
  });

  it('asks nobody where the call-out is not open', async () => {
    const people = await world().responders(1);
    const callout = await found(world(), people);
    const change = { ...world().calloutChange(callout, 0), status: 'filled' as const };
    await world().stores.callouts.saveCallout(change);
    const { filling } = world().stores;
    await expect(filling.ask(anAsk(world(), callout, { people }))).resolves.toBeNull();
  });
}

function ends(world: () => World): void {
  it('ends the questions that are meant, with one fact, and what carries it', async () => {
    const people = await world().responders(3);
    const [off] = people;
    if (off === undefined) throw new Error('three');
    const callout = await found(world(), people);
    const { filling, people: register } = world().stores;
    const { organisationId } = world();
    await filling.ask(anAsk(world(), callout, { people }));
    const duty = { organisationId, responderId: off.id, onDuty: false, now: NOW };
    await register.setDuty(duty);
    const page = { max: 9, now: NOW };
    const open = async (which: 'all' | 'expired' | 'off-duty' | 'unfit') =>
      (await filling.openQuestions(of(callout), which, page)).length;
    expect([await open('all'), await open('expired')]).toEqual([3, 0]);
    expect([await open('off-duty'), await open('unfit')]).toEqual([1, 0]);
    const [question] = await filling.openQuestions(of(callout), 'off-duty', page);
    if (question === undefined) throw new Error('one question');
    expect(question).toMatchObject({ channels: ['push'], alert: { responderId: off.id } });
    const ended = {
      ...({ to: 'withdrawn', reason: 'off-duty' } as const),
      ...{ alertIds: [question.alert.id], now: NOW },
      deliveries: [delivery(question.alert, { subject: 'stood-down', rank: 'stood-down' })],
    };
    const saved = await filling.endQuestions(of(callout), ended);
    expect(saved).toMatchObject({
      feed: [{ kind: 'alert-withdrawn', responderId: off.id, seq: 2 }],
      facts: [{ kind: 'alert-withdrawn', detail: { count: 1, reason: 'off-duty' } }],
    });
    await expect(filling.endQuestions(of(callout), ended)).resolves.toEqual({
      ...{ feed: [], facts: [] },
    });
    // Looked at anew: they are not asked, but may be again.
    const target = { wave: 0, needKey: null, equipment: null, max: 9 };
    await expect(filling.inTurn(of(callout), target)).resolves.toHaveLength(1);
    const late = { max: 9, now: NOW + DAY_MS };
    expect(await filling.openQuestions(of(callout), 'expired', late)).toHaveLength(2);
  });
}

function putsBack(world: () => World): void {
  it('puts those back who were let go because enough had said yes, and nobody else', async () => {
    const people = await world().responders(2);
    const callout = await found(world(), people);
    const { filling } = world().stores;
    await filling.ask(anAsk(world(), callout, { people }));
    const [question] = await filling.openQuestions(of(callout), 'all', { max: 1, now: NOW });
    await filling.endQuestions(of(callout), {
      ...({ to: 'withdrawn', reason: 'callout-filled' } as const),
      ...{ alertIds: [question?.alert.id ?? ''], deliveries: [], now: NOW },
    });
    await filling.putBack(of(callout));
    const target = { wave: 0, needKey: null, equipment: null, max: 9 };
    const back = await filling.inTurn(of(callout), target);
    expect(back.map((one) => one.responderId)).toEqual([question?.alert.responderId]);
  });

  it('makes a review due at once, whoever leased it', async () => {
    const { callout } = await world().open([]);
    await world().stores.filling.reviewSoon(of(callout), NOW - MINUTE_MS);
    const lease = { leaseId: randomUUID(), now: NOW - MINUTE_MS, leaseMs: 1, max: 100 };
    const { queue } = world().stores;
    const others = await queue.takeReviews({ ...lease, of: 'others' });
    expect(others.map(({ subjectId }) => subjectId)).not.toContain(callout.id);
    const due = await queue.takeReviews({ ...lease, of: 'callouts' });
    expect(due.map(({ subjectId }) => subjectId)).toContain(callout.id);
  });
}

function reads(world: () => World): void {
  it('lists everyone considered with the reason, page by page', async () => {
    const people = await world().responders(3);
    const [asked, waiting, off] = people;
    if (!asked || !waiting || !off) throw new Error('three');
    const callout = await found(world(), [asked, waiting]);
    const { filling, calloutReads } = world().stores;
    const gone = considered(off, { reason: 'off-duty', waves: 0, distanceM: null });
    await filling.keepConsidered(of(callout), [gone], NOW);
    await filling.ask(anAsk(world(), callout, { people: [asked] }));
    const page = { cursor: null, limit: 2 };
    const first = await calloutReads.calloutConsidered(of(callout), { reason: null }, page);
    const next = { ...page, cursor: first.nextCursor };
    const rest = await calloutReads.calloutConsidered(of(callout), { reason: null }, next);
    const all = [...first.items, ...rest.items];
    expect(all).toHaveLength(3);
    expect(all.find(({ responderId }) => responderId === asked.id)).toMatchObject({
      ...{ reason: 'asked', alertStatus: 'sent', displayName: asked.displayName, decidedAt: NOW },
    });
    const filter = { reason: 'off-duty' as const };
    const offDuty = await calloutReads.calloutConsidered(of(callout), filter, page);
    expect(offDuty.items).toMatchObject([{ responderId: off.id, alertStatus: null }]);
    expect(offDuty.nextCursor).toBeNull();
    const theirs = { ...of(callout), organisationId: world().organisationId };
    const foreign = { ...theirs, organisationId: randomUUID() };
    const none = await calloutReads.calloutConsidered(foreign, { reason: null }, page);
    expect(none.items).toEqual([]);
    await expect(calloutReads.spread(world().organisationId, callout.id, 0)).resolves.toEqual({
      asked: [
        { times: 0, peopleCount: 1 },
        { times: 1, peopleCount: 1 },
      ],
      accepted: [{ times: 0, peopleCount: 2 }],
    });
    const query = { since: NOW, max: 5 };
    const own = await calloutReads.calloutsFor(world().organisationId, off.id, query);
    expect(own).toMatchObject([{ callout: { id: callout.id }, reason: 'off-duty', alertId: null }]);
  });
}
