import { MINUTE_MS } from '#core/units';
import type { ConditionsMessage } from '#contracts/booking-api';
import { conditionsSchema } from '#contracts/booking-api';
import type { BookingFilter, ResponderCaller } from '#flow/ports';
import type { CalloutFields } from '../support/callout-message';
import { calloutMessage } from '../support/callout-message';
import { MemoryService, START, valueOf } from './memory-service';
import { musterSteps } from './muster-steps';
import { SANDBAGS } from './sandbags';

const WHOEVER: BookingFilter = { statuses: null, needKey: null, musterKey: null, groupId: null };
const BY = { role: 'coordinator', id: null };
const INTERVAL_MS = SANDBAGS.policy.intervalMs;

/** People at the scene, and a call-out for so many of them. */
async function open(people: number, fields: CalloutFields = {}) {
  const service = await MemoryService.open();
  const crowd: ResponderCaller[] = [];
  for (let index = 0; index < people; index += 1) {
    crowd.push(await service.person(`p${index}`, index * 100));
  }
  const message = calloutMessage({ area: SANDBAGS.area, ...fields });
  const { organisationId } = service;
  const { view } = valueOf(await service.steps.callouts.open(organisationId, message));
  const of = { organisationId, calloutId: view.id };
  await service.runUntil(START + MINUTE_MS);
  const asked = () => crowd.filter((person) => service.heard(person).length > 0);
  const now = async () => valueOf(await service.steps.callouts.byId(organisationId, view.id));
  return { service, crowd, of, asked, now };
}

const ALL = { policy: { ...SANDBAGS.policy, order: 'all-at-once' as const } };

function yes(
  service: MemoryService,
  person: ResponderCaller,
  conditions: Partial<ConditionsMessage> = {},
) {
  const { alertId } = service.alertOf(person);
  const said = conditionsSchema.parse(conditions);
  return service.steps.answer.answer(person, { alertId, answer: 'accept', conditions: said });
}

describe('asking', () => {
  it('ends while people are told to stop coming, and goes on when they may again', async () => {
    const { service, crowd, of, asked } = await open(12, { wantedCount: 3 });
    const before = asked().length;
    expect(before).toBeLessThan(crowd.length);
    const { talk } = musterSteps(service);
    valueOf(await talk.setComing(of, { stop: true, reason: 'The dam holds.', by: BY }));
    await service.runUntil(START + 5 * INTERVAL_MS);
    expect(asked()).toHaveLength(before);
    for (const person of asked()) expect(service.alertOf(person).status).toBe('withdrawn');
    valueOf(await talk.setComing(of, { stop: false, reason: 'It does not.', by: BY }));
    await service.runUntil(START + 7 * INTERVAL_MS);
    const waiting = asked().filter((person) => service.alertOf(person).status === 'sent');
    expect(waiting.length).toBeGreaterThanOrEqual(before);
  });

  it('begins again where somebody withdraws and nobody in reserve fits', async () => {
    const { service, crowd, asked, now } = await open(6, { wantedCount: 2 });
    const [one, two, ...others] = asked();
    if (!one || !two) throw new Error('two are asked');
    for (const person of [one, two]) valueOf(await yes(service, person));
    expect(others).toEqual([]);
    await service.runUntil(START + 3 * INTERVAL_MS);
    expect([(await now()).status, asked().length]).toEqual(['filled', 2]);
    const [own] = await service.steps.roster.own(one);
    const mine = { ...one, bookingId: own?.bookingId ?? '' };
    valueOf(await service.steps.roster.progress(mine, { step: 'withdrawn' }));
    expect(await now()).toMatchObject({ status: 'open', acceptedCount: 1 });
    await service.runUntil(START + 4 * INTERVAL_MS);
    const third = crowd.find((person) => asked().includes(person) && ![one, two].includes(person));
    if (!third) throw new Error('a third is asked');
    valueOf(await yes(service, third));
    expect(await now()).toMatchObject({ status: 'filled', acceptedCount: 2 });
  });

  it('passes over a family in reserve that is too large for the place', async () => {
    const { service, crowd, of, now } = await open(4, { wantedCount: 2, ...ALL });
    const [one, two, family] = crowd;
    if (!one || !two || !family) throw new Error('three');
    for (const person of [one, two]) valueOf(await yes(service, person));
    valueOf(await yes(service, family, { peopleCount: 2 }));
    const [own] = await service.steps.roster.own(one);
    const mine = { ...one, bookingId: own?.bookingId ?? '' };
    valueOf(await service.steps.roster.progress(mine, { step: 'withdrawn' }));
    expect(await now()).toMatchObject({ status: 'open', acceptedCount: 1 });
    const list = { ...of, filter: { ...WHOEVER, statuses: ['reserve' as const] } };
    const { items } = valueOf(await service.steps.roster.list(list, { cursor: null, limit: 9 }));
    expect(items).toMatchObject([{ responderId: family.responderId }]);
  });

  it('of an exercise, and every text of it, reaches test phones alone', async () => {
    const { service, crowd, of } = await open(3, { mode: 'exercise', wantedCount: 3, ...ALL });
    const phone = await service.person('phone', 10, { testPhone: true });
    await service.runUntil(START + 3 * INTERVAL_MS);
    expect(crowd.flatMap((person) => service.heard(person))).toEqual([]);
    expect(service.alertOf(phone)).toMatchObject({ about: 'callout', mode: 'exercise' });
    const page = { cursor: null, limit: 9 };
    const { items } = valueOf(await service.steps.crowd.considered(of, null, page));
    expect(items.map(({ reason }) => reason).sort()).toEqual([
      ...['asked', ...crowd.map(() => 'real-person-in-exercise')],
    ]);
  });
});

describe('everybody nearby has said yes to a call-out', () => {
  async function booked() {
    const opened = await open(3, { wantedCount: 3, ...ALL });
    const { service, crowd } = opened;
    for (const person of crowd) valueOf(await yes(service, person));
    const roster = async () => {
      const list = { ...opened.of, filter: WHOEVER };
      const { items } = valueOf(await service.steps.roster.list(list, { cursor: null, limit: 9 }));
      return items;
    };
    return { ...opened, roster };
  }

  it('and is alerted where a life is in danger; afterwards the booking is as before', async () => {
    const { service, crowd, of, roster, now } = await booked();
    const before = await roster();
    const { view } = valueOf(await service.raise());
    expect(crowd.map((person) => service.alertOf(person).about)).toEqual(
      crowd.map(() => 'incident'),
    );
    const facts = await service.store.incidents.facts(service.organisationId, view.id);
    const sent = facts.filter(({ kind }) => kind === 'alert-sent');
    const { calloutId } = of;
    expect(sent.map(({ detail }) => detail)).toMatchObject(
      crowd.map(() => ({ calledFrom: { calloutId, as: 'booked' } })),
    );
    const [person] = crowd;
    if (!person) throw new Error('one');
    const { assignment } = valueOf(await service.answer(person, 'accept'));
    const isAway = async () =>
      (await roster()).flatMap((line) => (line.calledAway ? [line.responderId] : []));
    expect(await isAway()).toEqual([person.responderId]);
    // The place stays theirs: nobody is asked in their stead.
    expect(await now()).toMatchObject({ status: 'filled', acceptedCount: 3 });
    const assignmentId = assignment?.assignmentId ?? '';
    for (const step of ['en-route', 'on-scene', 'with-patient', 'cleared'] as const) {
      service.clock.advanceBy(MINUTE_MS);
      valueOf(await service.steps.progress.report(person, { assignmentId, step }));
    }
    expect(await roster()).toEqual(before);
  });

  it('and is left where they are by anything less', async () => {
    const { service, crowd, roster } = await booked();
    const before = await roster();
    valueOf(await service.raise({ priority: 'routine' }));
    await service.runUntil(START + 5 * MINUTE_MS);
    expect(crowd.map((person) => service.alertOf(person).about)).toEqual(
      crowd.map(() => 'callout'),
    );
    expect(await roster()).toEqual(before);
  });
});
