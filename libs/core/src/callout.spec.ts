import * as fc from 'fast-check';
import type { Alert } from '#core/alert';
import {
  DEFAULT_CALLOUT_POLICY,
  planCallout as plan,
  type CalloutPlan,
  type CalloutPlanInput,
} from '#core/callout';
import type { Candidate } from '#core/eligibility';
import {
  aCallout,
  aCandidate,
  aCandidateAt,
  aFix,
  aMusterPoint,
  anAlert,
  aResponder,
  candidatesEvery,
  idOf,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import { DAY_MS, HOUR_MS } from '#core/units';

const SEED = 20_260_305;

const planCallout = (input: Omit<CalloutPlanInput, 'minuteOfWeek'>): CalloutPlan =>
  plan({ ...input, minuteOfWeek: 720 });

const idsOf = (plan: CalloutPlan): string[] => plan.alerts.map((alert) => alert.responderId);
const people = (count: number): Candidate[] => candidatesEvery(0.5, count);
const stored = (plan: CalloutPlan, sentAt: number): Alert[] =>
  plan.alerts.map((alert) => anAlert({ ...alert, sentAt, calloutId: idOf(0xc) }));

describe('a batch is as large as it must be', () => {
  test('sixty wanted at 35 % yes asks 172 at once and not everyone', () => {
    const callout = aCallout({ wantedCount: 60 });
    const plan = planCallout({ callout, candidates: people(600), alerts: [], now: NOON });
    expect(plan.alerts).toHaveLength(172);
    expect(plan.notAlerted.filter((entry) => entry.reason === 'enough')).toHaveLength(428);
    expect(plan.nextReviewAt).toBe(NOON + DEFAULT_CALLOUT_POLICY.intervalMs);
  });

  test('21 wanted asks 60: no sixty-first for the sake of rounding', () => {
    const callout = aCallout({ wantedCount: 21 });
    const plan = planCallout({ callout, candidates: people(99), alerts: [], now: NOON });
    expect(plan.alerts).toHaveLength(60);
  });

  test('however many are wanted, no batch is larger than the limit', () => {
    const callout = aCallout({ wantedCount: 10_000 });
    const plan = planCallout({ callout, candidates: people(600), alerts: [], now: NOON });
    expect(plan.alerts).toHaveLength(DEFAULT_CALLOUT_POLICY.batchMax);
  });

  test('while the questions of the last batch are fresh nobody else is asked', () => {
    const input = { callout: aCallout(), candidates: people(100), alerts: [], now: NOON };
    const first = planCallout(input);
    const alerts = stored(first, NOON);
    const soon = NOON + DEFAULT_CALLOUT_POLICY.intervalMs - 1;
    expect(planCallout({ ...input, alerts, now: soon }).alerts).toEqual([]);
    const next = planCallout({ ...input, alerts, now: soon + 1 });
    expect(next.alerts).toHaveLength(29);
    expect(next.alerts.every((alert) => alert.wave === 2)).toBe(true);
    expect(idsOf(next).filter((id) => idsOf(first).includes(id))).toEqual([]);
  });

  test('those who say no make room for as many others', () => {
    const input = { callout: aCallout(), candidates: people(100), alerts: [], now: NOON };
    const alerts = stored(planCallout(input), NOON).map((alert, index) =>
      index < 5 ? { ...alert, status: 'declined' as const } : alert,
    );
    expect(planCallout({ ...input, alerts, now: NOON + 1 }).alerts).toHaveLength(5);
  });

  test('what is asked at once never exceeds what may bring the missing', () => {
    fc.assert(
      fc.property(
        fc.record({
          wantedCount: fc.integer({ min: 1, max: 300 }),
          accepted: fc.integer({ min: 0, max: 299 }),
          waiting: fc.integer({ min: 0, max: 400 }),
          around: fc.integer({ min: 0, max: 600 }),
        }),
        ({ wantedCount, accepted, waiting, around }) => {
          const acceptedCount = Math.min(accepted, wantedCount - 1);
          const alerts = Array.from({ length: waiting }, () => anAlert({ sentAt: NOON - 1 }));
          const callout = aCallout({ wantedCount, acceptedCount });
          const candidates = people(around);
          const plan = planCallout({ callout, candidates, alerts, now: NOON });
          const needed = Math.ceil(((wantedCount - acceptedCount) * 100) / 35);
          expect(plan.alerts.length).toBeLessThanOrEqual(Math.max(0, needed - waiting));
          const could = Math.min(needed - waiting, around, DEFAULT_CALLOUT_POLICY.batchMax);
          expect(plan.alerts.length).toBe(Math.max(0, could));
          expect(plan.alerts.length + plan.notAlerted.length).toBe(around);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });
});

describe('who is asked', () => {
  test('only people in the area with the skill, each told why not', () => {
    const cases: [Candidate, string][] = [
      [aCandidateAt(2_100), 'outside-area'],
      [aCandidate({ fix: null }), 'no-fix'],
      [aCandidate({ fix: aFix({ at: NOON - HOUR_MS - 1 }) }), 'fix-stale'],
      [aCandidate({ fix: aFix({ at: Number.NaN }) }), 'fix-stale'],
      [aCandidate({ responder: aResponder({ credentials: [] }) }), 'no-credential'],
      [aCandidate({ responder: aResponder({ onDuty: false }) }), 'off-duty'],
      [aCandidate({ boundToId: idOf(77) }), 'bound-elsewhere'],
      [aCandidate({ alertedForId: idOf(77) }), 'alerted-elsewhere'],
      [aCandidate({ responder: aResponder({ testPhone: true }) }), 'test-phone'],
    ];
    const candidates = cases.map(([candidate]) => candidate);
    const plan = planCallout({ callout: aCallout(), candidates, alerts: [], now: NOON });
    expect(plan.alerts).toEqual([]);
    expect(
      cases.map(
        ([candidate]) =>
          plan.notAlerted.find((entry) => entry.responderId === candidate.responder.id)?.reason,
      ),
    ).toEqual(cases.map(([, reason]) => reason));
  });

  test('an exercise asks test phones only', () => {
    const phone = aCandidate({ responder: aResponder({ testPhone: true }) });
    const candidates = [aCandidate(), phone];
    const callout = aCallout({ mode: 'exercise' });
    const plan = planCallout({ callout, candidates, alerts: [], now: NOON });
    expect(idsOf(plan)).toEqual([phone.responder.id]);
  });

  test('nearest to the nearest muster point first, then by id, whatever the order', () => {
    const candidates = candidatesEvery(100, 3);
    const ids = candidates.map((candidate) => candidate.responder.id);
    const musterPoints = [aMusterPoint({ place: placeFrom(SCENE, 350) })];
    const ask = (callout: ReturnType<typeof aCallout>): string[] =>
      idsOf(planCallout({ callout, candidates: [...candidates].reverse(), alerts: [], now: NOON }));
    expect(ask(aCallout({ musterPoints }))).toEqual([...ids].reverse());
    expect(ask(aCallout())).toEqual(ids);
  });

  test.each([
    ['sent', 'already-alerted'],
    ['accepted', 'already-accepted'],
    ['declined', 'declined-before'],
    ['expired', 'silent-before'],
  ] as const)('nobody is asked twice: a question that was %s', (status, reason) => {
    const candidate = aCandidate();
    const alerts = [anAlert({ responderId: candidate.responder.id, status })];
    const plan = planCallout({ callout: aCallout(), candidates: [candidate], alerts, now: NOON });
    expect(plan.alerts).toEqual([]);
    expect(plan.notAlerted.map((entry) => entry.reason)).toEqual([reason]);
  });

  test('one whose question was only taken back may be asked when a place is free again', () => {
    const candidate = aCandidate();
    const alerts = [
      anAlert({
        responderId: candidate.responder.id,
        status: 'withdrawn',
        endedReason: 'callout-filled',
      }),
    ];
    const plan = planCallout({ callout: aCallout(), candidates: [candidate], alerts, now: NOON });
    expect(plan.alerts).toHaveLength(1);
  });
});

describe('it stops', () => {
  const open = [anAlert({ sentAt: NOON }), anAlert({ sentAt: NOON - DAY_MS })];

  test.each([
    ['filled by the last yes', aCallout({ acceptedCount: 10 }), 'callout-filled'],
    ['filled', aCallout({ status: 'filled' }), 'callout-filled'],
    ['closed', aCallout({ status: 'closed' }), 'callout-closed'],
    ['cancelled', aCallout({ status: 'cancelled' }), 'callout-closed'],
  ])('when %s: nobody is asked, and what is unanswered is withdrawn', (_name, callout, reason) => {
    const plan = planCallout({ callout, candidates: people(5), alerts: open, now: NOON });
    expect(plan.alerts).toEqual([]);
    expect(plan.withdrawals).toEqual(
      open.map((alert) => ({ alertId: alert.id, responderId: alert.responderId, reason })),
    );
    expect(plan.nextReviewAt).toBeNull();
  });

  test('for someone who goes off duty or may not be asked any more', () => {
    const off = aCandidate({ responder: aResponder({ onDuty: false }) });
    const bound = aCandidate({ boundToId: idOf(77) });
    const stays = aCandidate({ alertedForId: idOf(77) });
    const candidates = [off, bound, stays];
    const alerts = candidates.map((entry) => anAlert({ responderId: entry.responder.id }));
    const plan = planCallout({ callout: aCallout(), candidates, alerts, now: NOON });
    expect(plan.withdrawals.map((entry) => entry.reason)).toEqual([
      'off-duty',
      'no-longer-eligible',
    ]);
    expect(plan.notAlerted.map((entry) => entry.reason)).toEqual([
      'off-duty',
      'bound-elsewhere',
      'already-alerted',
    ]);
  });

  test('for some, and as many others are asked instead', () => {
    const off = aCandidate({ responder: aResponder({ onDuty: false }) });
    const alerts = [anAlert({ responderId: off.responder.id })];
    const callout = aCallout({ wantedCount: 7 });
    const plan = planCallout({ callout, candidates: [off, ...people(50)], alerts, now: NOON });
    expect(plan.alerts).toHaveLength(20);
  });

  test('for a question nobody answered in time', () => {
    const alert = anAlert({ sentAt: NOON - DEFAULT_CALLOUT_POLICY.alertTtlMs, expiresAt: NOON });
    const plan = planCallout({ callout: aCallout(), candidates: [], alerts: [alert], now: NOON });
    expect(plan.expiredAlertIds).toEqual([alert.id]);
    expect(plan.withdrawals).toEqual([]);
  });
});

test(`batch after batch asks nobody twice and ends filled (seed ${String(SEED)})`, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.infiniteStream(fc.constantFrom('yes', 'no', 'no', 'silent')),
      (wantedCount, answers) => {
        const candidates = people(400);
        let callout = aCallout({ wantedCount });
        let alerts: Alert[] = [];
        for (let now = NOON; callout.status === 'open'; now += DEFAULT_CALLOUT_POLICY.intervalMs) {
          const fresh = candidates.map((entry) => ({ ...entry, fix: aFix({ at: now }) }));
          const plan = planCallout({ callout, candidates: fresh, alerts, now });
          if (plan.alerts.length === 0) break;
          for (const alert of stored(plan, now)) {
            const answer: unknown = answers.next().value;
            const isYes = answer === 'yes' && callout.acceptedCount < wantedCount;
            if (isYes) callout = { ...callout, acceptedCount: callout.acceptedCount + 1 };
            const status = isYes ? 'accepted' : answer === 'no' ? 'declined' : 'sent';
            alerts = [...alerts, { ...alert, status }];
          }
          if (callout.acceptedCount >= wantedCount) callout = { ...callout, status: 'filled' };
        }
        expect(new Set(alerts.map((alert) => alert.responderId)).size).toBe(alerts.length);
        expect(callout.status === 'filled' || alerts.length === 400).toBe(true);
      },
    ),
    { seed: SEED, numRuns: 20 },
  );
});
