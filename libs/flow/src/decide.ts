import type { Alert } from '#core/alert';
import type { AlertPolicy } from '#core/alert-policy';
import type { Assignment } from '#core/assignment';
import { needsWays } from '#core/choose-nearest';
import type { Incident } from '#core/incident';
import { placeSlackM } from '#core/place-uncertainty';
import type { Plan, PlanInput } from '#core/plan';
import { NEAREST_10 } from '#core/policy-presets';
import { startOf } from '#core/scene';
import type { TravelTable } from '#core/travel';
import type { Instant } from '#core/units';
import { planAlerts } from '#core/who-to-alert';
import type { Gather, Gathered } from '#flow/gather';
import { localTime, type LocalTime } from '#flow/local-time';
import type { Clock, DecisionTrigger, Meter, NewDecision, PeopleStore, Travel } from '#flow/ports';
import type { PolicyInForce, ResponsePlans } from '#flow/response-plans';

/** What a decision is about. */
export interface Question {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
  readonly inForce: PolicyInForce;
  readonly trigger: DecisionTrigger;
  /** Control has moved the place since the open alerts were sent. */
  readonly moved: boolean;
  /** So many more are asked now by order of a dispatcher. */
  readonly more?: number;
}

/** A plan with what it was made of. */
export interface Decision {
  readonly plan: Plan;
  readonly now: Instant;
  readonly gathered: Gathered;
  /** To be stored with the change; null when the plan changes nothing. */
  readonly record: NewDecision | null;
}

/** Brings together what the decision needs to know, and decides. */
export class Decide {
  /** Zones of organisations; they do not move. */
  private readonly zones = new Map<string, string>();

  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly gather: Gather;
      readonly travel: Travel;
      readonly plans: ResponsePlans;
      readonly clock: Clock;
      readonly meter: Meter;
    },
  ) {}

  /**
   * Gathers who and what is around, works out the ways, and decides. A rule that throws is replaced
   * by the nearest ten, and that is counted: an arrest is never left without an answer.
   */
  async about(question: Question): Promise<Decision> {
    const { incident, alerts, assignments, inForce, moved } = question;
    const { organisationId } = incident;
    const [gathered, safety] = await Promise.all([
      this.ports.gather.around(organisationId, incident.place, {
        policy: inForce.policy,
        now: this.ports.clock.now(),
        slackM: placeSlackM(incident),
        asked: [
          ...alerts.map((alert) => alert.responderId),
          ...assignments.map((assignment) => assignment.responderId),
        ],
      }),
      this.ports.plans.safety(organisationId, inForce.safetyRules),
    ]);
    const { candidates, aeds } = gathered;
    const now = this.ports.clock.now();
    const known = { incident, candidates, alerts, assignments, aeds, safety, now, moved };
    const travel = await this.ways(known, inForce.policy);
    const local = await this.localTimeAt(organisationId, now);
    const more = question.more === undefined ? {} : { more: question.more };
    const input = { ...known, policy: inForce.policy, travel, ...local, ...more };
    const plan = this.decided(input);
    return { plan, now, gathered, record: recordOf(plan, input, question) };
  }

  /** What the clocks show where the organisation is. */
  async localTimeAt(organisationId: string, at: Instant): Promise<LocalTime> {
    return localTime(await this.zoneOf(organisationId), at);
  }

  /** Only a policy that reckons with time needs to know the ways. */
  private async ways(
    known: Pick<PlanInput, 'incident' | 'candidates' | 'aeds' | 'now'>,
    policy: AlertPolicy,
  ): Promise<TravelTable | null> {
    if (!needsWays(policy)) return null;
    const people = known.candidates.flatMap((candidate) => {
      const place = startOf(candidate, { policy, now: known.now });
      return place === null ? [] : [{ id: candidate.responder.id, place }];
    });
    const patient = known.incident.place;
    return this.ports.travel.table({ patient, people, aeds: known.aeds });
  }

  private decided(input: PlanInput): Plan {
    const startedMs = performance.now();
    try {
      return planAlerts(input);
    } catch {
      this.ports.meter.degraded('decision');
      const { credentialKinds } = input.policy;
      return planAlerts({ ...input, policy: { ...NEAREST_10, credentialKinds } });
    } finally {
      this.ports.meter.decisionTook(performance.now() - startedMs);
    }
  }

  private async zoneOf(organisationId: string): Promise<string> {
    const known = this.zones.get(organisationId);
    if (known !== undefined) return known;
    const organisation = await this.ports.people.organisation(organisationId);
    const zone = organisation?.timeZone ?? 'UTC';
    this.zones.set(organisationId, zone);
    return zone;
  }
}

/**
 * The same input without who people are and where exactly the door is: what is kept must not tell,
 * and the plan does not depend on it. People are called by their ids, also by whom control does not
 * want.
 */
function withoutNames(input: PlanInput): PlanInput {
  const idsByRef = new Map(
    input.candidates.map(({ responder }) => [responder.externalRef, responder.id]),
  );
  return {
    ...input,
    incident: {
      ...input.incident,
      address: null,
      notesForResponders: null,
      disposition: null,
      ...(input.incident.orders === undefined
        ? {}
        : { orders: { ...input.incident.orders, words: [] } }),
      excludedResponderRefs: input.incident.excludedResponderRefs.flatMap(
        (ref) => idsByRef.get(ref) ?? [],
      ),
    },
    candidates: input.candidates.map((candidate) => ({
      ...candidate,
      responder: {
        ...candidate.responder,
        displayName: '',
        externalRef: candidate.responder.id,
        credentials: candidate.responder.credentials.map((one) => ({ ...one, issuer: '' })),
      },
    })),
  };
}

/** Looking again without changing anything leaves no record. */
function recordOf(plan: Plan, input: PlanInput, question: Question): NewDecision | null {
  const isFirst = question.trigger === 'raised';
  const changes =
    plan.alerts.length > 0 ||
    plan.withdrawals.length > 0 ||
    plan.standDowns.length > 0 ||
    plan.orders.some((order) => order.isNew);
  if (!isFirst && !changes) return null;
  return {
    at: input.now,
    trigger: question.trigger,
    input: JSON.stringify(withoutNames(input)),
    plan: JSON.stringify(plan),
  };
}
