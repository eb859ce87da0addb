import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { Candidate } from '#core/eligibility';
import {
  aCandidate,
  aCandidateAt,
  aFix,
  anAed,
  anAlert,
  anAssignment,
  anIncident,
  idOf,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import type { Incident } from '#core/incident';
import type { Plan, PlanInput } from '#core/plan';
import { aPlanInput, alertedIds, closeby, NO_VIOLENCE } from '#core/plan-examples';
import { NEAREST_10 } from '#core/policy-presets';
import { NO_HISTORY } from '#core/response-history';
import { alreadyAlerted, onTheirWay, sceneOf } from '#core/scene';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import { planAlerts } from '#core/who-to-alert';
import { waysThere } from '#core/ways-there';

const NOW = NOON + 5 * MINUTE_MS;
const AED = anAed({ id: idOf(0xaed), place: placeFrom(SCENE, 300) });
const FETCH = { role: 'via-aed' as const, aedId: AED.id };
const POLICY = closeby('larsen');

/** Someone who stands there now. */
function at(northM: number): Candidate {
  const candidate = aCandidateAt(northM);
  return { ...candidate, fix: aFix({ place: placeFrom(SCENE, northM), at: NOW }) };
}

/** Their yes of a minute ago, and the alert before it. */
function yes(candidate: Candidate, overrides: Partial<Assignment> = {}): Assignment {
  return anAssignment({
    alertId: `alert-${candidate.responder.id}`,
    responderId: candidate.responder.id,
    status: 'en-route',
    acceptedAt: NOW - MINUTE_MS,
    etaAt: NOW + MINUTE_MS,
    ...overrides,
  });
}

function alertOf(candidate: Candidate, overrides: Partial<Alert> = {}): Alert {
  return anAlert({
    id: `alert-${candidate.responder.id}`,
    responderId: candidate.responder.id,
    sentAt: NOW - 2 * MINUTE_MS,
    ...overrides,
  });
}

function plan(
  input: Partial<Omit<PlanInput, 'incident'>>,
  incident: Partial<Incident> = {},
): Plan & { readonly input: PlanInput } {
  const acceptedCount = (input.assignments ?? []).filter(
    ({ status }) => status !== 'withdrawn' && status !== 'stood-down',
  ).length;
  const whole = aPlanInput({
    policy: POLICY,
    aeds: [AED],
    now: NOW,
    ...input,
    incident: anIncident({
      id: idOf(0x1),
      wantedCount: 6,
      acceptedCount,
      calledAt: NOW - MINUTE_MS,
      receivedAt: NOW - MINUTE_MS,
      ambulanceEtaAt: NOW + 8 * MINUTE_MS,
      ...incident,
    }),
  });
  return { ...planAlerts(whole), input: whole };
}

const orderOf = (made: Plan, candidate: Candidate) =>
  made.orders.find(({ responderId }) => responderId === candidate.responder.id)?.task;

/** What asking this person adds rises, so that at a price between the two they are asked after. */
function expectAskedOnlyAfter(
  candidate: Candidate,
  { before, after }: { readonly before: Partial<PlanInput>; readonly after: Partial<PlanInput> },
): void {
  const priced = (input: Partial<PlanInput>, pricePerAlert: number) =>
    plan({ ...input, policy: closeby('larsen', { pricePerAlert, floorCount: 0 }) });
  const gain = (input: Partial<PlanInput>) => priced(input, 1e-6).alerts[0]?.estimate?.gain ?? 0;
  expect(gain(after)).toBeGreaterThan(1.05 * gain(before));
  const between = (gain(before) + gain(after)) / 2;
  expect(priced(before, between).alerts).toEqual([]);
  expect(alertedIds(priced(after, between))).toEqual([candidate.responder.id]);
}

describe('after a new fact the plan says', () => {
  const [nearAed, other, third] = [at(320), at(-400), at(420)];

  test('decline of the AED fetcher: another fetches it', () => {
    const before = plan({ candidates: [nearAed, third] });
    const first = before.alerts[0];
    expect(first?.task).toEqual(FETCH);
    const said = [nearAed, third].find(({ responder }) => responder.id === first?.responderId);
    if (said === undefined) throw new Error('somebody was asked');
    const alerts = [alertOf(said, { status: 'declined', answeredAt: NOW, task: FETCH })];
    const after = plan({ candidates: [nearAed, third], alerts });
    expect(after.alerts).toHaveLength(1);
    expect(after.alerts[0]).toMatchObject({ task: FETCH, wave: 2 });
  });

  test('withdrawal of the AED fetcher: one on the way is sent by it', () => {
    const assignments = [yes(nearAed, { task: FETCH, status: 'withdrawn' }), yes(third)];
    const late = { ambulanceEtaAt: NOW + 15 * MINUTE_MS };
    const made = plan({ candidates: [nearAed, third], assignments }, late);
    expect(orderOf(made, third)).toEqual(FETCH);
    const before = [yes(nearAed, { task: FETCH }), yes(third)];
    expect(
      orderOf(plan({ candidates: [nearAed, third], assignments: before }, late), third),
    ).toEqual({ role: 'direct', aedId: null });
  });

  test('silence: someone else is asked, who was not worth it while an answer was due', () => {
    const history = { ...NO_HISTORY, alerts: 100, accepts: 100 };
    const sure = { ...nearAed, history };
    const asked = (sentAt: number): Partial<PlanInput> => ({
      candidates: [sure, third],
      alerts: [alertOf(sure, { sentAt, task: FETCH })],
    });
    expectAskedOnlyAfter(third, { before: asked(NOW), after: asked(NOW - 3 * MINUTE_MS) });
  });

  test('arrival with an AED: whoever is asked and would add nothing is let go', () => {
    const there = yes(nearAed, { status: 'with-patient', aedCollectedAt: NOW, task: FETCH });
    const people = [nearAed, other, third].map((candidate) => candidate);
    const assignments = [
      there,
      yes(other, { status: 'on-scene' }),
      yes(third, { status: 'on-scene' }),
    ];
    const late = at(500);
    const made = plan({ candidates: [...people, late], assignments, alerts: [alertOf(late)] });
    expect(made.withdrawals).toMatchObject([{ reason: 'no-longer-useful' }]);
    expect(made.alerts).toEqual([]);
  });

  test('relocation: whoever is now too far away is let go, and others are asked', () => {
    const there = placeFrom(SCENE, 6_000);
    const overThere = { ...at(0), fix: aFix({ place: there, at: NOW }) };
    const alerts = [alertOf(nearAed)];
    const made = plan({ candidates: [nearAed, overThere], alerts, moved: true }, { place: there });
    expect(made.withdrawals.map(({ reason }) => reason)).toEqual(['incident-moved']);
    expect(alertedIds(made)).toEqual([overThere.responder.id]);
  });

  test('relocation: someone asked at home, without a position, is not asked twice', () => {
    const home = { kind: 'home' as const, place: SCENE, hours: { state: 'always' as const } };
    const atHome = aCandidate({ fix: null, places: [home] });
    const made = plan({ candidates: [atHome], alerts: [alertOf(atHome)], moved: true });
    expect([made.withdrawals, made.alerts]).toEqual([[], []]);
  });

  test('an ambulance that comes much sooner stands down who cannot be useful any more', () => {
    const far = [900, 1_000, 1_100, 1_200].map(at);
    const assignments = far.map((candidate) => yes(candidate));
    const soon = plan(
      { candidates: far, assignments, aeds: [] },
      { ambulanceEtaAt: NOW + MINUTE_MS },
    );
    expect(soon.standDowns.map(({ reason }) => reason)).toEqual(['no-longer-useful']);
    expect(soon.orders).toHaveLength(3);
    const later = plan(
      { candidates: far, assignments, aeds: [] },
      { ambulanceEtaAt: NOW + 25 * MINUTE_MS },
    );
    expect([later.standDowns, later.orders.length]).toEqual([[], 4]);
  });

  test.each([POLICY, NEAREST_10])(
    'violence: $name stands down who is on the way, not who is there',
    (policy) => {
      const assignments = [yes(nearAed), yes(other, { status: 'with-patient' })];
      const made = plan(
        {
          policy,
          candidates: [nearAed, other],
          assignments,
          safety: { rules: [NO_VIOLENCE], dangerAreas: [] },
        },
        { hazards: ['violence'] },
      );
      expect(made.standDowns).toMatchObject([
        { responderId: nearAed.responder.id, reason: 'unsafe' },
      ]);
    },
  );

  test('places that all fall free for danger: the plan looks again', () => {
    const assignments = [yes(nearAed)];
    const made = plan(
      { candidates: [nearAed], assignments, safety: { rules: [NO_VIOLENCE], dangerAreas: [] } },
      { hazards: ['violence'], wantedCount: 1 },
    );
    expect(made.nextReviewAt).not.toBeNull();
  });
});

describe('an AED', () => {
  const someone = at(310);
  const taskWith = (overrides: Partial<typeof AED>) =>
    plan({ candidates: [someone], aeds: [{ ...AED, ...overrides }] }).alerts[0]?.task.role;
  const openUntil = (to: number) => ({
    state: 'intervals' as const,
    intervals: [{ from: NOON, to }],
    compiledFrom: NOON,
    compiledUntil: NOON + 60 * MINUTE_MS,
  });

  test('is fetched when it is on the way and open', () => {
    expect(taskWith({})).toBe('via-aed');
    expect(taskWith({ hours: openUntil(NOW + 30 * MINUTE_MS) })).toBe('via-aed');
  });

  test('that is shut on arrival is not a way, although it is open now', () => {
    expect(taskWith({ hours: openUntil(NOW + 30 * SECOND_MS) })).toBe('direct');
  });

  test('out of service, or fetched for another incident, is never a way', () => {
    expect(taskWith({ status: 'out-of-service' })).toBe('direct');
    expect(taskWith({ reservedForId: idOf(0x2) })).toBe('direct');
    expect(taskWith({ reservedForId: idOf(0x1) })).toBe('via-aed');
  });

  test('with hours nobody knows weighs less', () => {
    const gain = (hours: (typeof AED)['hours']) =>
      plan({ candidates: [someone], aeds: [{ ...AED, hours }] }).alerts[0]?.estimate?.gain ?? 0;
    expect(gain({ state: 'unknown' })).toBeLessThan(gain({ state: 'always' }));
    const both = plan({
      candidates: [someone],
      aeds: [{ ...AED, hours: { state: 'unknown' } }, anAed({ id: idOf(0xaee), place: AED.place })],
    });
    expect(both.alerts[0]?.task.aedId).toBe(idOf(0xaee));
  });

  test('in hand is brought straight, and shocks as soon as it is there', () => {
    const holder = yes(someone, { task: FETCH, aedCollectedAt: NOW });
    const { input } = plan({ candidates: [someone], assignments: [holder] });
    const scene = sceneOf(input);
    const ways = waysThere(onTheirWay(someone, holder, scene), scene.ground);
    expect(ways).toMatchObject([{ task: { role: 'direct' }, part: { shockChance: 1 } }]);
    const empty = { ...holder, aedCollectedAt: null };
    const saved = (assignment: Assignment) =>
      plan({ candidates: [someone], assignments: [assignment], aeds: [] }).expected?.after ?? 0;
    expect(saved(holder)).toBeGreaterThan(saved(empty));
  });
});

describe('someone who', () => {
  const walker = at(600);
  const since = { acceptedAt: NOW - 5 * MINUTE_MS };
  const alerts = [alertOf(walker, { status: 'accepted', distanceM: 620 })];
  const chanceOf = (candidate: Candidate, assignment: Assignment): number => {
    const { input } = plan({ candidates: [candidate], assignments: [assignment], alerts });
    return onTheirWay(candidate, assignment, sceneOf(input)).chance;
  };
  const moved = (northM: number) => ({
    ...walker,
    fix: aFix({ place: placeFrom(SCENE, northM), at: NOW }),
  });
  const { comesChance, stalledComesChance } = POLICY.acceptance;

  test('should have set out and has not is less likely to come', () => {
    expect(chanceOf(walker, yes(walker, since))).toBe(stalledComesChance);
    expect(chanceOf(walker, yes(walker))).toBe(comesChance);
    expect(chanceOf(moved(500), yes(walker, since))).toBe(comesChance);
  });

  test('fetches an AED that lies the other way has not stalled', () => {
    const fetches = yes(walker, { ...since, task: FETCH });
    expect(chanceOf(moved(800), fetches)).toBe(comesChance);
    expect(chanceOf(moved(630), fetches)).toBe(stalledComesChance);
    expect(chanceOf(moved(800), yes(walker, since))).toBe(stalledComesChance);
  });

  test('stalls has someone alerted in their place', () => {
    const spare = at(620);
    const made = (assignment: Assignment): Partial<PlanInput> => ({
      candidates: [walker, spare],
      assignments: [assignment],
      alerts,
      aeds: [],
    });
    expectAskedOnlyAfter(spare, { before: made(yes(walker)), after: made(yes(walker, since)) });
  });

  test('answers slowly as a rule is not given up as soon as others', () => {
    const alert = alertOf(walker, { sentAt: NOW - 80 * SECOND_MS });
    const slow = { ...NO_HISTORY, replies: { count: 50, meanMs: 100 * SECOND_MS } };
    const chance = (candidate: Candidate) =>
      alreadyAlerted(candidate, alert, sceneOf(plan({ candidates: [candidate] }).input)).chance;
    expect(chance({ ...walker, history: slow })).toBeGreaterThan(2 * chance(walker));
  });

  test('is asked to fetch an AED that a member fetches counts without it', () => {
    const [member, asked] = [at(310), at(330)];
    const input = (task: Alert['task']) =>
      plan({
        candidates: [member, asked],
        assignments: [yes(member, { task: FETCH })],
        alerts: [alertOf(asked, { task, sentAt: NOW })],
      }).expected?.before ?? 0;
    expect(input(FETCH)).toBeLessThanOrEqual(input({ role: 'direct', aedId: null }));
  });
});
