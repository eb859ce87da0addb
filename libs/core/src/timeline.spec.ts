import { NOON } from '#core/examples';
import { incidentTimes, type Fact, type FactKind } from '#core/timeline';
import { SECOND_MS } from '#core/units';

const fact = (kind: FactKind, seconds: number): Fact => ({
  kind,
  at: NOON + seconds * SECOND_MS,
  actor: 'closeby',
  responderId: null,
  detail: {},
});

const after = (seconds: number): number => NOON + seconds * SECOND_MS;

const WHOLE: readonly Fact[] = [
  fact('incident-received', 60),
  fact('alert-sent', 61),
  fact('alert-sent', 121),
  fact('alert-delivered', 62),
  fact('alert-seen', 70),
  fact('alert-accepted', 81),
  fact('alert-accepted', 90),
  fact('en-route', 95),
  fact('on-scene', 240),
  fact('on-scene', 300),
  fact('with-patient', 250),
  fact('cleared', 900),
  fact('cleared', 1_200),
  fact('incident-closed', 1_300),
];

test('the moments and intervals of NEMSIS and Utstein are read out of the timeline', () => {
  expect(incidentTimes(NOON, WHOLE)).toEqual({
    calledAt: NOON,
    receivedAt: after(60),
    firstAlertSentAt: after(61),
    firstAlertDeliveredAt: after(62),
    firstAlertSeenAt: after(70),
    firstAcceptedAt: after(81),
    firstEnRouteAt: after(95),
    firstOnSceneAt: after(240),
    firstWithPatientAt: after(250),
    lastClearedAt: after(1_200),
    cancelledAt: null,
    closedAt: after(1_300),
    callToAlertMs: 61_000,
    alertToAcceptMs: 20_000,
    callToOnSceneMs: 240_000,
  });
});

test('facts that come late and out of order give the same times', () => {
  expect(incidentTimes(NOON, [...WHOLE].reverse())).toEqual(incidentTimes(NOON, WHOLE));
});

test('what never happened is null, and no interval is made of it', () => {
  const times = incidentTimes(NOON, [
    fact('incident-received', 5),
    fact('alert-sent', 6),
    fact('incident-cancelled', 30),
  ]);
  expect(times).toMatchObject({
    callToAlertMs: 6_000,
    firstAcceptedAt: null,
    alertToAcceptMs: null,
    callToOnSceneMs: null,
    lastClearedAt: null,
    cancelledAt: after(30),
    closedAt: null,
  });
});

test('without any fact the time of call is all there is', () => {
  const times = incidentTimes(NOON, []);
  expect([times.calledAt, times.receivedAt]).toEqual([NOON, NOON]);
  expect(Object.values(times).filter((value) => value !== null)).toHaveLength(2);
});
