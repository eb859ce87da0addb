import { ALWAYS_AVAILABLE, type Availability } from '#core/availability';
import { withNobodyMore } from '#core/dispatch-orders';
import { NEAREST_10 } from '#core/policy-presets';
import { NOT_ALERTED_REASONS, type Candidate, type NotAlertedReason } from '#core/eligibility';
import {
  aCandidate,
  aCandidateAt,
  aCredential,
  aFix,
  anAed,
  anAlert,
  anAssignment,
  anIncident,
  aResponder,
  candidatesEvery,
  idOf,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import { distanceM } from '#core/geometry';
import {
  alertedIds,
  aPlanInput,
  closeby,
  idsOf,
  NO_VIOLENCE,
  reasonFor,
} from '#core/plan-examples';
import { NO_HISTORY } from '#core/response-history';
import { DAY_MS } from '#core/units';
import type { PlanInput } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';

describe('the nearest are alerted', () => {
  test('the nearest ten within 1 km, nearest first, and no eleventh', () => {
    const candidates = candidatesEvery(50, 15);
    const plan = planAlerts(aPlanInput({ candidates: [...candidates].reverse() }));
    expect(alertedIds(plan)).toEqual(idsOf(candidates.slice(0, 10)));
    expect(plan.alerts.map((alert) => alert.distanceM)).toEqual([
      50, 100, 150, 200, 250, 300, 350, 400, 450, 500,
    ]);
    expect(plan.alerts.every((alert) => alert.reason === 'nearest' && alert.wave === 1)).toBe(true);
    expect(candidates.slice(10).map((entry) => reasonFor(plan, entry))).toEqual(
      Array.from({ length: 5 }, () => 'enough'),
    );
  });

  test('someone 1001 m away is outside the radius of 1 km, someone 1000 m away is not', () => {
    const [on, beyond] = [aCandidateAt(1_000), aCandidateAt(1_001)];
    const plan = planAlerts(aPlanInput({ candidates: [on, beyond] }));
    expect(alertedIds(plan)).toEqual([on.responder.id]);
    expect(reasonFor(plan, beyond)).toBe('outside-radius');
  });

  test('two within the same metre are ordered by id', () => {
    const later = aCandidateAt(100, { id: idOf(9_002) });
    const sooner = aCandidateAt(100.3, { id: idOf(9_001) });
    const plan = planAlerts(aPlanInput({ candidates: [later, sooner] }));
    expect(alertedIds(plan)).toEqual([sooner.responder.id, later.responder.id]);
  });

  test('someone the searches brought twice is alerted once, at their newest position', () => {
    const old = aCandidateAt(900);
    const fresh = { ...old, fix: aFix({ place: placeFrom(SCENE, 100), at: NOON }) };
    const plan = planAlerts(aPlanInput({ candidates: [old, fresh, old] }));
    expect(plan.alerts).toHaveLength(1);
    expect(plan.alerts[0]?.distanceM).toBe(100);
  });

  test('the nearest usable AEDs are part of the plan', () => {
    const [far, near] = [anAed({ place: placeFrom(SCENE, 700) }), anAed()];
    const broken = anAed({ status: 'out-of-service' });
    expect(planAlerts(aPlanInput({ aeds: [far, near, broken] })).aeds).toEqual([
      { aedId: near.id, distanceM: 200, open: 'open' },
      { aedId: far.id, distanceM: 700, open: 'open' },
    ]);
  });

  test('an alert ends after the time to live of its policy', () => {
    const plan = planAlerts(aPlanInput({ candidates: [aCandidate()] }));
    expect(plan.alerts[0]?.expiresAt).toBe(NOON + NEAREST_10.alertTtlMs);
  });
});

const availableAs = (availability: Partial<Availability>): Candidate =>
  aCandidate({
    responder: aResponder({ availability: { ...ALWAYS_AVAILABLE, ...availability } }),
  });

/** For each reason: someone it holds for, with what has happened to the incident. */
const NOT_ALERTED_CASES: Record<
  Exclude<NotAlertedReason, 'outside-area'>,
  (candidate: Candidate) => Partial<PlanInput> & { readonly candidate?: Candidate }
> = {
  disabled: () => ({ candidate: aCandidate({ responder: aResponder({ disabledAt: NOON }) }) }),
  'off-duty': () => ({ candidate: aCandidate({ responder: aResponder({ onDuty: false }) }) }),
  muted: () => ({ candidate: availableAs({ mutedUntil: NOON + 1 }) }),
  'off-schedule': () => ({ candidate: availableAs({ schedule: [] }) }),
  'own-quiet-hours': () => ({
    minuteOfWeek: 720,
    candidate: availableAs({
      quietHours: { fromMinute: 720, toMinute: 721, letThrough: 'nothing' },
    }),
  }),
  unreachable: () => ({ candidate: aCandidate({ responder: aResponder({ channels: [] }) }) }),
  'real-person-in-exercise': () => ({ incident: anIncident({ mode: 'exercise' }) }),
  'test-phone': () => ({ candidate: aCandidate({ responder: aResponder({ testPhone: true }) }) }),
  'excluded-by-control': (candidate) => ({
    incident: anIncident({ excludedResponderRefs: [candidate.responder.externalRef] }),
  }),
  'no-credential': () => ({
    candidate: aCandidate({ responder: aResponder({ credentials: [] }) }),
  }),
  'credential-expired': () => ({
    candidate: aCandidate({
      responder: aResponder({ credentials: [aCredential({ validTo: NOON })] }),
    }),
  }),
  'no-fix': () => ({ candidate: aCandidate({ fix: null }) }),
  'fix-stale': () => ({
    candidate: aCandidate({ fix: aFix({ at: NOON - NEAREST_10.fixStaleAfterMs - 1 }) }),
  }),
  'fix-inaccurate': () => ({ candidate: aCandidate({ fix: aFix({ accuracyM: 200.1 }) }) }),
  'outside-radius': () => ({ candidate: aCandidateAt(1_001) }),
  'bound-elsewhere': () => ({ candidate: aCandidate({ boundToId: idOf(77) }) }),
  'alerted-elsewhere': () => ({ candidate: aCandidate({ alertedForId: idOf(77) }) }),
  'already-alerted': (candidate) => ({
    alerts: [anAlert({ responderId: candidate.responder.id })],
  }),
  'already-accepted': (candidate) => ({
    assignments: [anAssignment({ responderId: candidate.responder.id })],
  }),
  'declined-before': (candidate) => ({
    alerts: [anAlert({ responderId: candidate.responder.id, status: 'declined' })],
  }),
  'silent-before': (candidate) => ({
    alerts: [anAlert({ responderId: candidate.responder.id, status: 'expired' })],
  }),
  'withdrew-before': (candidate) => ({
    assignments: [anAssignment({ responderId: candidate.responder.id, status: 'withdrawn' })],
  }),
  'let-go-before': (candidate) => ({
    alerts: [
      anAlert({
        responderId: candidate.responder.id,
        status: 'withdrawn',
        endedReason: 'by-dispatcher',
      }),
    ],
  }),
  'stopped-by-dispatcher': () => ({ incident: withNobodyMore(anIncident()) }),
  'too-late': () => ({
    incident: anIncident({ receivedAt: NOON - NEAREST_10.alertingEndsAfterMs }),
  }),
  enough: () => ({ incident: anIncident({ acceptedCount: 3 }) }),
  'kept-away': () => ({
    incident: anIncident({ hazards: ['violence'] }),
    safety: { rules: [NO_VIOLENCE], dangerAreas: [] },
  }),
  tier: () => ({
    incident: anIncident({ setting: 'home' }),
    candidate: aCandidate({ responder: aResponder({ tier: 'public-place' }) }),
  }),
  'quiet-hours': () => ({
    localHour: 3,
    policy: {
      ...NEAREST_10,
      limits: {
        perPerson7DaysMax: null,
        quietHours: { fromHour: 22, toHour: 6, radiusM: 300 },
      },
    },
    candidate: aCandidateAt(301),
  }),
  'asked-too-often': () => ({
    policy: { ...NEAREST_10, limits: { perPerson7DaysMax: 5, quietHours: null } },
    candidate: aCandidate({ history: { ...NO_HISTORY, alertsLast7Days: 5 } }),
  }),
  'no-way-there': () => ({
    policy: closeby('larsen'),
    travel: { source: 'streets', toPatientM: {}, aedToPatientM: {}, toAedM: {} },
  }),
  'after-ambulance': () => ({
    policy: {
      ...NEAREST_10,
      choice: { kind: 'nearest', by: 'arrival', mustBeatAmbulance: true, ambulance: null },
    },
    incident: anIncident({ ambulanceEtaAt: NOON + 30_000 }),
  }),
  'gain-below-price': () => ({
    policy: closeby('larsen', { pricePerAlert: 0.1, floorCount: 0 }),
  }),
};

describe('everyone who is not alerted is told why', () => {
  test.each(Object.entries(NOT_ALERTED_CASES))('%s', (reason, happened) => {
    const sound = aCandidate();
    const { candidate = sound, ...input } = happened(sound);
    const plan = planAlerts(aPlanInput({ candidates: [candidate], ...input }));
    expect(plan.alerts).toEqual([]);
    expect(plan.notAlerted).toMatchObject([
      {
        responderId: candidate.responder.id,
        reason,
        distanceM:
          candidate.fix === null ? null : Math.round(distanceM(SCENE, candidate.fix.place)),
      },
    ]);
  });

  test('every reason of the list is reached', () => {
    expect(Object.keys(NOT_ALERTED_CASES).sort()).toEqual([...NOT_ALERTED_REASONS].sort());
  });

  test('a credential pending, refused, revoked, of another kind or not yet valid is none', () => {
    const credentials = [
      aCredential({ status: 'pending' }),
      aCredential({ status: 'refused' }),
      aCredential({ status: 'revoked' }),
      aCredential({ kind: 'boat-handling' }),
      aCredential({ validFrom: NOON + 1 }),
    ];
    const candidate = aCandidate({ responder: aResponder({ credentials }) });
    expect(reasonFor(planAlerts(aPlanInput({ candidates: [candidate] })), candidate)).toBe(
      'no-credential',
    );
  });

  test('a valid credential beside an expired one is enough; one without end never expires', () => {
    const credentials = [aCredential({ validTo: NOON - DAY_MS }), aCredential({ validTo: null })];
    const candidate = aCandidate({ responder: aResponder({ credentials }) });
    expect(planAlerts(aPlanInput({ candidates: [candidate] })).alerts).toHaveLength(1);
  });

  test('a position whose time, accuracy or place is not a number is never trusted', () => {
    const broken = [
      aCandidate({ fix: aFix({ at: Number.NaN }) }),
      aCandidate({ fix: aFix({ accuracyM: Number.NaN }) }),
      aCandidate({ fix: aFix({ place: { lat: Number.NaN, lon: 0 } }) }),
    ];
    const plan = planAlerts(aPlanInput({ candidates: broken }));
    expect(plan.alerts).toEqual([]);
    expect(broken.map((entry) => reasonFor(plan, entry))).toEqual([
      'fix-stale',
      'fix-inaccurate',
      'outside-radius',
    ]);
    expect(plan.notAlerted.every((entry) => !Number.isNaN(entry.distanceM))).toBe(true);
  });

  test('whose alert ends now was silent, and who was stood down is not asked again', () => {
    const [silent, stoodDown] = [aCandidate(), aCandidate()];
    const plan = planAlerts(
      aPlanInput({
        candidates: [silent, stoodDown],
        alerts: [anAlert({ responderId: silent.responder.id, expiresAt: NOON })],
        assignments: [anAssignment({ responderId: stoodDown.responder.id, status: 'stood-down' })],
      }),
    );
    expect([silent, stoodDown].map((entry) => reasonFor(plan, entry))).toEqual([
      'silent-before',
      'withdrew-before',
    ]);
  });

  test('being bound to, or asked by, the incident itself is not elsewhere', () => {
    const incident = anIncident();
    const candidate = aCandidate({ boundToId: incident.id, alertedForId: incident.id });
    expect(planAlerts(aPlanInput({ incident, candidates: [candidate] })).alerts).toHaveLength(1);
  });
});

describe('exercises and tests', () => {
  test.each(['exercise', 'test'] as const)(
    'an %s reaches test phones and no real person',
    (mode) => {
      const phone = aCandidate({ responder: aResponder({ testPhone: true }) });
      const person = aCandidate();
      const incident = anIncident({ mode });
      const plan = planAlerts(aPlanInput({ incident, candidates: [person, phone] }));
      expect(alertedIds(plan)).toEqual([phone.responder.id]);
      expect(reasonFor(plan, person)).toBe('real-person-in-exercise');
    },
  );
});
