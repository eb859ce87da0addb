import { HOUR_MS, MINUTE_MS } from '#core/units';
import type { ConditionsMessage } from '#contracts/booking-api';
import { conditionsSchema } from '#contracts/booking-api';
import { toIso } from '#contracts/shapes';
import type { BookingFilter, ResponderCaller } from '#flow/ports';
import { calloutMessage } from '../support/callout-message';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

const WHOEVER: BookingFilter = { statuses: null, needKey: null, musterKey: null, groupId: null };
const AREA = {
  type: 'Polygon',
  coordinates: [
    [
      [-76.1, 36.8],
      [-75.9, 36.8],
      [-75.9, 36.9],
      [-76.1, 36.9],
      [-76.1, 36.8],
    ],
  ],
};
const WINDOW = { from: toIso(START), until: toIso(START + 10 * HOUR_MS) };

/** A service with a call-out for so many of whoever comes, which all of these people are asked. */
async function asked(people: number, wantedCount: number) {
  const service = await MemoryService.open();
  const crowd: ResponderCaller[] = [];
  for (let index = 0; index < people; index += 1) {
    const phone = `+1555010${String(index).padStart(2, '0')}`;
    crowd.push(await service.person(`p${index}`, index * 100, { phone }));
  }
  const message = calloutMessage({
    ...{ area: AREA, window: WINDOW },
    needs: [{ ...NEED, wantedCount }],
  });
  const policy = { ...message.policy, order: 'all-at-once' as const };
  const opened = await service.steps.callouts.open(service.organisationId, { ...message, policy });
  const { view } = valueOf(opened);
  await service.runUntil(START + MINUTE_MS);
  return { service, crowd, calloutId: view.id };
}

const NEED = {
  ...{ needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: 1 },
  ...{ credentialKinds: [], equipment: {}, shiftKey: null },
};

function yes(
  service: MemoryService,
  person: ResponderCaller,
  conditions: Partial<ConditionsMessage> = {},
) {
  const { alertId } = service.alertOf(person);
  const said = conditionsSchema.parse(conditions);
  // One after the other: who answers in the same millisecond stands in any order.
  service.clock.advanceBy(1);
  return service.steps.answer.answer(person, { alertId, answer: 'accept', conditions: said });
}

async function rosterOf(service: MemoryService, calloutId: string) {
  const of = { organisationId: service.organisationId, calloutId, filter: WHOEVER };
  return valueOf(await service.steps.roster.list(of, { cursor: null, limit: 50 })).items;
}

describe('a yes to a call-out', () => {
  it('counts the people who come, and keeps a late one in reserve with thanks', async () => {
    const { service, crowd, calloutId } = await asked(4, 3);
    const [family, late, later] = crowd;
    if (!family || !late || !later) throw new Error('three');
    const shown = valueOf(await yes(service, family, { peopleCount: 3 })).callout;
    expect(shown).toMatchObject({
      booking: { status: 'expected', needKey: 'hands', musterKey: 'pier' },
      musterPoints: [{ place: { type: 'Point' } }],
      thanks: null,
    });
    valueOf(await yes(service, late));
    const second = valueOf(await yes(service, later)).callout;
    expect(second).toMatchObject({ booking: { status: 'reserve', reservePosition: 2 } });
    expect(second?.thanks).toMatch(/Thank you.*number 2/);
    expect(second?.musterPoints).toMatchObject([{ place: null }]);
    const view = valueOf(await service.steps.callouts.byId(service.organisationId, calloutId));
    expect(view).toMatchObject({ status: 'filled', acceptedCount: 3 });
  });

  it('gives the place of whoever withdraws to the first in reserve, who is told', async () => {
    const { service, crowd, calloutId } = await asked(3, 1);
    const [first, second, third] = crowd;
    if (!first || !second || !third) throw new Error('three');
    for (const person of crowd) valueOf(await yes(service, person));
    const [own] = await service.steps.roster.own(first);
    if (own === undefined) throw new Error('booked');
    const of = { ...first, bookingId: own.bookingId };
    const left = valueOf(await service.steps.roster.progress(of, { step: 'withdrawn' }));
    expect(left).toMatchObject({ status: 'withdrawn', musterPoint: { place: null } });
    // Saying it again changes nothing.
    valueOf(await service.steps.roster.progress(of, { step: 'withdrawn' }));
    expect(service.alertOf(second).callout).toMatchObject({
      ...{ booking: { status: 'expected' }, musterPoints: [{ place: { type: 'Point' } }] },
    });
    const notes = await service.store.notes.notesOf(
      service.organisationId,
      { responderId: second.responderId },
      { cursor: null, limit: 10 },
    );
    expect(notes.items.map(({ kind }) => kind)).toEqual(['promoted']);
    const [waiting] = await service.steps.roster.own(third);
    expect(waiting).toMatchObject({ status: 'reserve', reservePosition: 1 });
    const statuses = (await rosterOf(service, calloutId)).map(({ status }) => status);
    expect(statuses).toEqual(['withdrawn', 'expected', 'reserve']);
  });

  it('is bound for the time they said, and refused for a time the call-out is not at', async () => {
    const { service, crowd } = await asked(1, 1);
    const [person] = crowd;
    if (!person) throw new Error('one');
    const never = await yes(service, person, { fromAt: toIso(START + 11 * HOUR_MS) });
    expect(never).toMatchObject({ problem: { code: 'invalid-field', field: 'conditions.fromAt' } });
    expect(codeOf(await yes(service, person, { needKey: 'none' }))).toBe('invalid-field');
    const fromAt = toIso(START + 2 * HOUR_MS);
    const shown = valueOf(await yes(service, person, { fromAt, pieces: { boat: 1 } })).callout;
    expect(shown?.booking).toMatchObject({ from: fromAt, until: WINDOW.until });
  });

  it('counts by SMS with its conditions, for a call-out alone', async () => {
    const { service, crowd, calloutId } = await asked(1, 4);
    const [person] = crowd;
    if (!person) throw new Error('one');
    await service.steps.replies.receive({
      ...{ kind: 'reply', channel: 'sms', providerRef: 'sms-1', from: '+155501000' },
      text: 'yes in 2 hours with a boat, two of us',
    });
    const [booking] = await rosterOf(service, calloutId);
    expect(booking).toMatchObject({
      status: 'expected',
      from: toIso(START + MINUTE_MS + 2 * HOUR_MS),
      conditions: { peopleCount: 2, pieces: { boat: 1 } },
    });
  });
});

describe('one roster with the cardiac-arrest side', () => {
  it('calls somebody from a call-out where a life is in danger, and says so', async () => {
    const { service, crowd, calloutId } = await asked(1, 1);
    const [person] = crowd;
    if (!person) throw new Error('one');
    valueOf(await yes(service, person));
    const raised = valueOf(await service.raise());
    expect(service.alertOf(person).about).toBe('incident');
    const { incidentId } = { incidentId: raised.view.id };
    const facts = await service.store.incidents.facts(service.organisationId, incidentId);
    const sent = facts.find(({ kind }) => kind === 'alert-sent');
    expect(sent?.detail).toMatchObject({ calledFrom: { calloutId, as: 'booked' } });
    valueOf(await service.answer(person, 'accept'));
    const page = { cursor: null, limit: 100 };
    const { calloutReads } = service.store;
    const told = await calloutReads.calloutFacts(service.organisationId, calloutId, page);
    expect(told.items.map(({ kind }) => kind)).toContain('called-away');
    const [line] = await rosterOf(service, calloutId);
    expect(line).toMatchObject({ calledAway: true, status: 'expected' });
    const heard = service.live.toControl.filter(({ message }) => message.event === 'booking');
    expect(heard).toMatchObject([{ message: { view: { calledAway: true } } }]);
  });

  it('leaves somebody at their call-out where no life is in danger', async () => {
    const { service, crowd } = await asked(1, 1);
    const [person] = crowd;
    if (!person) throw new Error('one');
    valueOf(await yes(service, person));
    valueOf(await service.raise({ priority: 'urgent' }));
    expect(service.alertOf(person).about).toBe('callout');
  });
});

describe('a pass', () => {
  it('lets people without an account join, show a badge, and leave', async () => {
    const { service, calloutId } = await asked(1, 5);
    const { passes } = service.steps;
    const of = { organisationId: service.organisationId, calloutId };
    const given = valueOf(
      await passes.give(of, {
        ...{ label: 'Rowing club', usesMax: 3, musterKey: 'pier' },
        validUntil: toIso(START + HOUR_MS),
      }),
    );
    expect(given.url).toBe(`https://closeby.test/helper/#${given.code}`);
    expect(valueOf(await passes.read(given.code, 'here'))).toMatchObject({ placesLeft: 3 });
    const conditions = conditionsSchema.parse({ peopleCount: 2 });
    const joining = { code: given.code, displayName: 'Kim', phone: null, conditions };
    const joined = valueOf(await passes.join({ ...joining, joinId: service.ids.id() }, 'here'));
    expect(joined.booking).toMatchObject({ status: 'expected', musterKey: 'pier' });
    expect(codeOf(await passes.join(joining, 'here'))).toBe('pass-invalid');
    const forged = `${joined.badge.slice(0, -1)}${joined.badge.endsWith('0') ? '1' : '0'}`;
    expect(codeOf(await passes.status(forged, 'here'))).toBe('pass-invalid');
    expect(valueOf(await passes.leave(joined.badge, 'here')).status).toBe('withdrawn');
    const [line] = await rosterOf(service, calloutId);
    expect(line).toMatchObject({ displayName: 'Kim', responderId: null, status: 'withdrawn' });
    valueOf(await passes.revoke({ ...of, passId: given.passId }));
    expect(codeOf(await passes.read(given.code, 'here'))).toBe('pass-invalid');
    // What has joined can still be looked at.
    expect(valueOf(await passes.status(joined.badge, 'here')).status).toBe('withdrawn');
  });

  it('runs out, and cannot be guessed without end', async () => {
    const { service, calloutId } = await asked(1, 5);
    const { passes } = service.steps;
    const of = { organisationId: service.organisationId, calloutId };
    const message = { label: 'Club', usesMax: 3, musterKey: null };
    const late = toIso(START + 200 * HOUR_MS);
    expect(codeOf(await passes.give(of, { ...message, validUntil: late }))).toBe('invalid-field');
    const validUntil = toIso(START + HOUR_MS);
    const { code } = valueOf(await passes.give(of, { ...message, validUntil }));
    await service.runUntil(START + HOUR_MS);
    expect(codeOf(await passes.read(code, 'here'))).toBe('pass-invalid');
    const codes: string[] = [];
    for (let guess = 0; guess < 200; guess += 1) {
      codes.push(codeOf(await passes.read(`guess-${guess}`, 'there')));
    }
    expect(codes.at(0)).toBe('pass-invalid');
    expect(codes.at(-1)).toBe('too-many-requests');
  });
});

it('a coordinator moves somebody out of the reserve, and ends a booking', async () => {
  const { service, crowd, calloutId } = await asked(2, 1);
  for (const person of crowd) valueOf(await yes(service, person));
  const [placed, waiting] = await rosterOf(service, calloutId);
  if (!placed || !waiting) throw new Error('two');
  const key = (bookingId: string) => ({
    ...{ organisationId: service.organisationId, calloutId, bookingId },
  });
  const { roster } = service.steps;
  const full = await roster.move(key(waiting.bookingId), { needKey: 'hands' });
  expect(codeOf(full)).toBe('places-taken');
  expect(codeOf(await roster.move(key(waiting.bookingId), { needKey: 'x' }))).toBe('invalid-field');
  const foreign = { ...key(placed.bookingId), calloutId: service.ids.id() };
  expect(codeOf(await roster.end(foreign, { to: 'no-show', reason: 'x' }))).toBe('not-found');
  const ended = { to: 'no-show' as const, reason: 'Never came.' };
  expect(valueOf(await roster.end(key(placed.bookingId), ended))).toMatchObject({
    ...{ status: 'no-show', endedReason: 'Never came.' },
  });
  expect((await rosterOf(service, calloutId)).map(({ status }) => status)).toEqual([
    ...['no-show', 'expected'],
  ]);
});
