import {
  dispatchOrders,
  MORE_IN_ALL_MAX,
  withMorePlaces,
  withNobodyMore,
  withWords,
  WORDS_KEPT_MAX,
  wordsFor,
} from '#core/dispatch-orders';
import { anAlert, anAssignment, anIncident, candidatesEvery, NOON } from '#core/examples';
import type { Incident } from '#core/incident';
import { letGo, listeners } from '#core/let-go';
import {
  aPlanInput,
  alertedIds,
  closeby,
  firstWave,
  idsOf,
  NO_VIOLENCE,
} from '#core/plan-examples';
import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import type { Result } from '#core/problem';
import { planAlerts } from '#core/who-to-alert';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

const widened = (incident: Incident, count: number) => valueOf(withMorePlaces(incident, count));

describe('more people by order of a dispatcher', () => {
  const around = candidatesEvery(50, 20);

  it.each([NEAREST_10, REPLACE_7])('asks exactly so many more than $name wanted', (policy) => {
    const { input, alerts, incident } = firstWave(policy, around);
    const accepted = { ...incident, acceptedCount: incident.wantedCount };
    const later = { ...input, alerts, incident: widened(accepted, 3), more: 3 };
    const plan = planAlerts(later);
    expect(alertedIds(plan)).toEqual(idsOf(around.slice(alerts.length, alerts.length + 3)));
    expect(plan.alerts.every(({ reason }) => reason === 'asked-for-more')).toBe(true);
  });

  it('comes on top of those whom the plan asks in the same moment', () => {
    const incident = widened(anIncident(), 2);
    const input = aPlanInput({ incident, candidates: around, policy: NEAREST_10, more: 2 });
    expect(planAlerts(input).alerts).toHaveLength(NEAREST_10.alertedAtOnceMax + 2);
  });

  it('asks also when the policy’s time is over, and those worth less than the price', () => {
    const receivedAt = NOON - NEAREST_10.alertingEndsAfterMs;
    const incident = widened(anIncident({ receivedAt }), 2);
    const input = aPlanInput({ incident, candidates: around, more: 2 });
    expect(planAlerts(input).alerts).toHaveLength(2);
    const policy = closeby('larsen', { pricePerAlert: 0.9, floorCount: 0 });
    const dear = aPlanInput({ incident: widened(anIncident(), 2), candidates: around, policy });
    expect(planAlerts(dear).alerts).toHaveLength(0);
    const plan = planAlerts({ ...dear, more: 2 });
    expect(plan.alerts.map(({ reason }) => reason)).toEqual(['asked-for-more', 'asked-for-more']);
  });

  it('never sends whom a safety rule keeps away', () => {
    const incident = widened(anIncident({ hazards: ['violence'] }), 5);
    const safety = { rules: [NO_VIOLENCE], dangerAreas: [] };
    const input = aPlanInput({ incident, candidates: around, safety, more: 5 });
    expect(planAlerts(input).alerts).toEqual([]);
  });

  it('has a limit for one incident, and takes back that everybody was stood down', () => {
    const stopped = withNobodyMore(anIncident());
    expect(dispatchOrders(widened(stopped, 1))).toMatchObject({ moreCount: 1, isStopped: false });
    const full = widened(anIncident(), MORE_IN_ALL_MAX);
    expect(withMorePlaces(full, 1)).toMatchObject({ problem: { code: 'invalid-field' } });
  });

  it('is not undone by a plan that needs fewer', () => {
    const policy = closeby('larsen');
    const bound = [1, 2, 3].map(() =>
      anAssignment({ status: 'with-patient', aedCollectedAt: NOON }),
    );
    const [candidate] = candidatesEvery(900, 1);
    const alert = anAlert({ responderId: candidate?.responder.id ?? '' });
    const incident = anIncident({ acceptedCount: 3, wantedCount: 6 });
    const input = aPlanInput({ incident, policy, assignments: bound, alerts: [alert] });
    const withThem = { ...input, candidates: candidate === undefined ? [] : [candidate] };
    expect(planAlerts(withThem).withdrawals).toHaveLength(1);
    const asked = { ...withThem, incident: widened(incident, 1) };
    expect(planAlerts(asked).withdrawals).toEqual([]);
  });
});

describe('everybody is stood down', () => {
  it('asks nobody new by any policy, and looks again for nobody', () => {
    for (const policy of [NEAREST_10, REPLACE_7, closeby('larsen')]) {
      const incident = withNobodyMore(anIncident());
      const input = aPlanInput({ incident, policy, candidates: candidatesEvery(50, 3) });
      const plan = planAlerts(input);
      expect(plan.alerts).toEqual([]);
      expect(plan.notAlerted.map(({ reason }) => reason)).toEqual(
        Array(3).fill('stopped-by-dispatcher'),
      );
      expect(plan.nextReviewAt).toBeNull();
    }
  });

  it('may be asked again when more are asked for; one let go alone may not', () => {
    const [first, second] = candidatesEvery(50, 2);
    if (first === undefined || second === undefined) throw new Error('there are two');
    const gone = { status: 'withdrawn', sentAt: NOON - 1 } as const;
    const alerts = [
      anAlert({ ...gone, responderId: first.responder.id, endedReason: 'by-dispatcher' }),
      anAlert({ ...gone, responderId: second.responder.id, endedReason: 'all-stood-down' }),
    ];
    const incident = widened(withNobodyMore(anIncident()), 2);
    const input = aPlanInput({ incident, candidates: [first, second], alerts, more: 2 });
    expect(alertedIds(planAlerts(input))).toEqual([second.responder.id]);
  });
});

describe('who is let go by hand', () => {
  const open = anAlert();
  const bound = anAlert({ status: 'accepted' });
  const there = anAlert({ status: 'accepted' });
  const declined = anAlert({ status: 'declined' });
  const of = ({ id: alertId, responderId }: typeof open) => ({ alertId, responderId });
  const going = anAssignment({ ...of(bound), status: 'en-route' });
  const onIt = {
    alerts: [open, bound, there, declined],
    assignments: [going, anAssignment({ ...of(there), status: 'with-patient' })],
  };

  it('everybody but those with the patient', () => {
    expect(valueOf(letGo(onIt, null))).toEqual({ withdrawn: [open], stoodDown: [going] });
  });

  it('one person, or a clear word why not', () => {
    expect(valueOf(letGo(onIt, open.responderId))).toEqual({ withdrawn: [open], stoodDown: [] });
    const codes = [there, declined, anAlert()].map(({ responderId }) => {
      const gone = letGo(onIt, responderId);
      return gone.ok ? null : gone.problem.code;
    });
    expect(codes).toEqual(['illegal-step', 'changed-meanwhile', 'not-found']);
  });

  it('tells all, those who accepted, or one, and nobody who is not on it', () => {
    const ids = (to: Parameters<typeof listeners>[1]) =>
      listeners(onIt, to).map(({ alertId }) => alertId);
    expect(ids('all')).toEqual([open.id, bound.id, there.id]);
    expect(ids('accepted')).toEqual([bound.id, there.id]);
    expect(ids({ responderId: bound.responderId })).toEqual([bound.id]);
    expect(ids({ responderId: declined.responderId })).toEqual([]);
  });
});

describe('texts of a dispatcher', () => {
  it('are for the alerts they were said to, and limited in number', () => {
    const words = { id: 'w', at: NOON, text: 'Side entrance', alertIds: ['a'] };
    const incident = valueOf(withWords(anIncident(), words));
    expect(wordsFor(incident, 'a')).toEqual([words]);
    expect(wordsFor(incident, 'b')).toEqual([]);
    const full = Array(WORDS_KEPT_MAX - 1)
      .fill(words)
      .reduce<Incident>((filled) => valueOf(withWords(filled, words)), incident);
    expect(withWords(full, words)).toMatchObject({ problem: { code: 'too-many-requests' } });
  });
});
