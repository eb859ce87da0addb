import { needsWays } from '#core/choose-nearest';
import { eligibilityOf, type EligibilityRule } from '#core/eligibility';
import { placeSlackM } from '#core/place-uncertainty';
import type { NotAlerted } from '#core/plan';
import { safetyFindings } from '#core/safety';
import { SECOND_MS, type Instant } from '#core/units';
import { carriedOut } from '#flow/carried-out';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type { Decide } from '#flow/decide';
import { fact, noChange } from '#flow/incident-change';
import type {
  Clock,
  DecisionTrigger,
  Ids,
  IncidentState,
  IncidentStore,
  Live,
  Meter,
  PeopleStore,
  PolicyRef,
} from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';
import type { Teller } from '#flow/teller';

/**
 * Whoever changes an incident and reviews it at once leaves a due review behind for so long after,
 * in case that process dies between the two; any sooner and a worker would decide beside it.
 */
export const REVIEW_SAFETY_MS = 2 * SECOND_MS;

/** People further away who are told apart and given their reason, at most. */
export const CONSIDERED_MAX = 2_000;

/**
 * Looks at an incident again: after an answer, a silence, a withdrawal, or because time has come.
 * Alerts who is missing, lets go who is too many, and says when to look next.
 */
export class ReviewIncident {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly decide: Decide;
      readonly plans: ResponsePlans;
      readonly teller: Teller;
    },
  ) {}

  /** Reviews one incident; does nothing for one that is unknown. Safe to repeat at any time. */
  async review(
    organisationId: string,
    incidentId: string,
    trigger: DecisionTrigger = 'due',
  ): Promise<void> {
    await decideAgain(() => this.attempt(organisationId, incidentId, trigger));
  }

  /** When a worker looks if the review that follows at once does not come about. */
  safetyReviewAt(now: Instant): Instant {
    return now + this.ports.clock.stretch(REVIEW_SAFETY_MS);
  }

  /**
   * Whether every step of a responder is a reason to decide anew: so it is where people have
   * different parts.
   */
  async decidesAtEveryStep(state: IncidentState): Promise<boolean> {
    const { organisationId } = state.incident;
    const { policy } = await this.ports.plans.byRef(organisationId, refOf(state));
    return needsWays(policy);
  }

  private async attempt(
    organisationId: string,
    incidentId: string,
    trigger: DecisionTrigger,
  ): Promise<null | typeof OVERTAKEN> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return null;
    const { incident, alerts, assignments } = state;
    const { name, version } = refOf(state);
    const inForce = await this.ports.plans.byRef(organisationId, { name, version });
    const question = { incident, alerts, assignments, inForce, trigger, moved: false };
    const decision = await this.ports.decide.about(question);
    const { ladders } = inForce.policy;
    const effects = await carriedOut(state, decision, { ...this.ports, ladders });
    const outcome = await this.ports.incidents.save({
      ...noChange({ organisationId, incidentId, now: decision.now }),
      ...effects,
      expectedRevision: incident.revision,
    });
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    this.ports.meter.alertsSent(effects.newAlerts.length);
    const after = await this.ports.incidents.load(organisationId, incidentId);
    if (after !== null && (decision.record !== null || effects.alertMoves.length > 0)) {
      await this.ports.teller.tell(after, outcome.saved);
    }
    return null;
  }

  /**
   * Stores why each person within the policy's widest radius was not alerted: off duty, expired,
   * stale, too far. Once an incident, off the hot path.
   */
  async explainEveryone(organisationId: string, incidentId: string): Promise<void> {
    const facts = await this.ports.incidents.facts(organisationId, incidentId);
    if (facts.some((entry) => entry.kind === 'considered')) return;
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return;
    const { plans, clock } = this.ports;
    const inForce = await plans.byRef(organisationId, refOf(state));
    const safety = await plans.safety(organisationId, inForce.safetyRules);
    const now = clock.now();
    const findings = safetyFindings(state.incident, safety, now);
    const notAlerted = await this.reasonsFor(state, {
      policy: inForce.policy,
      now,
      findings,
      ...(await this.ports.decide.localTimeAt(organisationId, now)),
    });
    const considered = fact('considered', null, now);
    const added = await this.ports.incidents.addFacts({
      organisationId,
      incidentId,
      calloutId: null,
      facts: [{ ...considered, detail: { people: notAlerted.length } }],
      notAlerted,
      now,
    });
    for (const view of added) {
      this.ports.live.tellControl(organisationId, { event: 'fact', incidentId, fact: view });
    }
  }

  private async reasonsFor(
    state: IncidentState,
    rule: EligibilityRule,
  ): Promise<readonly NotAlerted[]> {
    const { incident } = state;
    const decided = await this.ports.incidents.considered(incident.organisationId, incident.id);
    const known = new Set([
      ...state.alerts.map((alert) => alert.responderId),
      ...decided.map((person) => person.responderId),
    ]);
    const everyone = await this.ports.people.candidatesNear(incident.organisationId, {
      place: incident.place,
      radiusM: rule.policy.consideredRadiusM + placeSlackM(incident),
      max: CONSIDERED_MAX,
    });
    return everyone
      .filter((candidate) => !known.has(candidate.responder.id))
      .map((candidate) => {
        const { reason, distanceM } = eligibilityOf(candidate, incident, rule);
        return { responderId: candidate.responder.id, reason: reason ?? 'enough', distanceM };
      });
  }
}

function refOf(state: IncidentState): PolicyRef {
  return { name: state.policyName, version: state.policyVersion };
}
