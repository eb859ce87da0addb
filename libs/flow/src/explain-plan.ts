import { decisionSentence } from '#core/decision-sentence';
import type { Estimate, Plan, PlanInput } from '#core/plan';
import {
  newOrderSentence,
  reasonSentence,
  standDownSentence,
  withdrawnSentence,
  type ReasonFacts,
  type TaskInWords,
} from '#core/reasons';
import type { TeamTask } from '#core/team-role';
import { isNight } from '#core/time-to-arrive';
import type { DecidedPersonView, DecisionView, EstimateView } from '#contracts/plan-api';
import { toIso } from '#contracts/shapes';
import { safetyView } from '#flow/incident-view';
import type { StoredDecision } from '#flow/ports';

/** A stored decision, read. */
export interface ReadDecision extends Pick<StoredDecision, 'seq' | 'at' | 'trigger'> {
  readonly input: PlanInput;
  readonly plan: Plan;
}

/** Said of people in every later decision; only the first says something. */
const STANDING: ReadonlySet<string> = new Set(['already-alerted', 'already-accepted']);

/** Reads a stored decision; null where it is not in a form that this release knows. */
export function readDecision(stored: StoredDecision): ReadDecision | null {
  const { seq, at, trigger } = stored;
  const input = objectOf(stored.input) as Partial<PlanInput> | null;
  const plan = objectOf(stored.plan) as Partial<Plan> | null;
  const readable =
    Array.isArray(input?.candidates) &&
    Array.isArray(input.alerts) &&
    typeof input.policy?.name === 'string' &&
    Array.isArray(plan?.alerts) &&
    Array.isArray(plan.notAlerted) &&
    Array.isArray(plan.orders) &&
    Array.isArray(plan.safety);
  return readable ? { seq, at, trigger, input: input as PlanInput, plan: plan as Plan } : null;
}

/**
 * A decision as a dispatcher reads it: when, why, by which rule, what was expected, and for each
 * person one plain sentence. No position of anybody is in it.
 *
 * @param names by responder id, of the caller's own organisation
 * @param before the reason last given to each person, who is listed again only for another one
 */
export function explainDecision(
  { seq, at, trigger, input, plan }: ReadDecision,
  names: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): DecisionView {
  const { policy } = input;
  const travelSource = input.travel?.source ?? 'straight-line';
  const { expected } = plan;
  const newOrders = plan.orders.filter(({ isNew }) => isNew);
  const people = peopleOf({ input, plan }, before);
  return {
    seq,
    at: toIso(at),
    trigger,
    sentence: decisionSentence({
      occasion: trigger,
      policyName: policy.name,
      policyVersion: policy.version,
      travelSource,
      consideredCount: input.candidates.length,
      alertedCount: plan.alerts.length,
      stoodDownCount: plan.standDowns.length,
      newOrderCount: newOrders.length,
      expected,
    }),
    policyName: policy.name,
    policyVersion: policy.version,
    travelSource,
    consideredCount: input.candidates.length,
    expected,
    safety: plan.safety.map(safetyView),
    nextReviewAt: toIso(plan.nextReviewAt),
    people: people.map((person) => ({
      ...person,
      displayName: names.get(person.responderId) ?? '',
    })),
  };
}

type Explained = Omit<DecidedPersonView, 'displayName'>;
type Decided = Pick<ReadDecision, 'input' | 'plan'>;

const NOTHING = { reason: null, role: null, aedId: null, estimate: null, distanceM: null };

function peopleOf(decided: Decided, before: ReadonlyMap<string, string>): readonly Explained[] {
  const { plan } = decided;
  const facts = factsFor(decided);
  return [
    ...plan.alerts.map((alert): Explained => {
      const { responderId, reason, distanceM, task } = alert;
      const estimate = estimateOf(alert.estimate);
      const calledFrom = alert.calledFrom?.as ?? null;
      const known = { distanceM, estimate, task: inWords(task, decided), calledFrom };
      const told = { ...facts(responderId), ...known };
      const sentence = reasonSentence(reason, told);
      return { outcome: 'alerted', responderId, reason, sentence, distanceM, estimate, ...task };
    }),
    ...ordersOf(decided),
    ...endingsOf(decided),
    ...plan.notAlerted
      .filter(({ reason }) => !STANDING.has(reason))
      .filter(({ responderId, reason }) => before.get(responderId) !== reason)
      .map((entry): Explained => {
        const { responderId, reason, distanceM } = entry;
        const estimate = estimateOf(entry.estimate ?? null);
        const sentence = reasonSentence(reason, { ...facts(responderId), distanceM, estimate });
        const said = { responderId, reason, distanceM, estimate, sentence };
        return { ...NOTHING, ...said, outcome: 'not-alerted' };
      }),
  ];
}

function ordersOf(decided: Decided): readonly Explained[] {
  return decided.plan.orders
    .filter(({ isNew }) => isNew)
    .map(({ responderId, task, etaAt }) => ({
      ...NOTHING,
      ...task,
      outcome: 'ordered',
      responderId,
      sentence: newOrderSentence(inWords(task, decided), etaAt - decided.input.now),
    }));
}

function endingsOf({ input, plan }: Decided): readonly Explained[] {
  const ended = new Set(plan.expiredAlertIds);
  return [
    ...plan.standDowns.map(({ responderId, reason }): Explained => ({
      ...NOTHING,
      outcome: 'stood-down',
      responderId,
      reason,
      sentence: standDownSentence(reason),
    })),
    ...plan.withdrawals.map(({ responderId, reason }): Explained => ({
      ...NOTHING,
      outcome: 'withdrawn',
      responderId,
      reason,
      sentence: withdrawnSentence(reason),
    })),
    ...input.alerts
      .filter(({ id }) => ended.has(id))
      .map(({ responderId, distanceM }): Explained => ({
        ...NOTHING,
        outcome: 'expired',
        responderId,
        distanceM,
        sentence: 'Alert ended: no answer came in time.',
      })),
  ];
}

/** What made a person's price, and what keeps people away. */
function factsFor({
  input,
  plan,
}: Decided): (responderId: string) => Omit<ReasonFacts, 'distanceM'> {
  const night = isNight(input.localHour, input.policy.arrival.night);
  const safety = plan.safety.filter(({ overridden }) => !overridden).map(({ says }) => says);
  const asked = new Map(
    input.candidates.map(({ responder, history }) => [responder.id, history.alertsLast7Days]),
  );
  return (responderId) => {
    const alertsLast7Days = asked.get(responderId);
    const known = { isNight: night, safety };
    return alertsLast7Days === undefined ? known : { ...known, alertsLast7Days };
  };
}

function inWords({ role, aedId }: TeamTask, { input }: Decided): TaskInWords {
  return { role, aedName: input.aeds.find(({ id }) => id === aedId)?.name ?? null };
}

/** An estimate of someone who never gets there was stored without its times. */
function estimateOf(estimate: Estimate | null): EstimateView | null {
  if (estimate === null) return null;
  const { wayM, etaMs, acceptChance, gain, price, whereabouts } = estimate;
  return Number.isFinite(wayM) && Number.isFinite(etaMs)
    ? { wayM, etaMs, acceptChance, gain, price, whereabouts }
    : null;
}

function objectOf(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
