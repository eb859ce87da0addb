import type { AlertPolicy } from '#core/alert-policy';
import { NEAREST_10, policyByName } from '#core/policy-presets';
import { metresFrom, whyNotEligible } from '#core/eligibility';
import type { Instant } from '#core/units';
import type { NotAlerted, Plan } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type { Gather } from '#flow/gather';
import { effectsOf, fact, noChange } from '#flow/incident-change';
import type {
  Clock,
  Ids,
  IncidentState,
  IncidentStore,
  Live,
  Meter,
  PeopleStore,
} from '#flow/ports';
import type { Teller } from '#flow/teller';

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
      readonly gather: Gather;
      readonly teller: Teller;
    },
  ) {}

  /** Reviews one incident; does nothing for one that is unknown. Safe to repeat at any time. */
  async review(organisationId: string, incidentId: string): Promise<void> {
    await decideAgain(() => this.attempt(organisationId, incidentId));
  }

  private async attempt(
    organisationId: string,
    incidentId: string,
  ): Promise<null | typeof OVERTAKEN> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return null;
    const now = this.ports.clock.now();
    const policy = policyByName(state.policyName) ?? NEAREST_10;
    const plan = await this.plan(state, policy, now);
    const connected = await this.ports.live.connected([
      ...state.alerts.map((alert) => alert.responderId),
      ...plan.alerts.map((alert) => alert.responderId),
    ]);
    const at = { organisationId, incidentId, now };
    const { clock, ids } = this.ports;
    const effects = effectsOf(plan, {
      ...at,
      calloutId: null,
      alerts: state.alerts,
      connected,
      clock,
      ids,
    });
    const outcome = await this.ports.incidents.save({
      ...noChange(at),
      ...effects,
      expectedRevision: state.incident.revision,
      // Reasons belong to a choice: looking again without choosing anyone leaves them as they were.
      notAlerted: effects.newAlerts.length > 0 ? plan.notAlerted : [],
      aeds: state.incident.status === 'active' ? plan.aeds : null,
      reviewAt: plan.nextReviewAt,
    });
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    this.ports.meter.alertsSent(effects.newAlerts.length);
    const after = await this.ports.incidents.load(organisationId, incidentId);
    if (after !== null && changedAnything(effects)) {
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
    const policy = policyByName(state.policyName) ?? NEAREST_10;
    const now = this.ports.clock.now();
    const notAlerted = await this.reasonsFor(state, policy, now);
    const considered = fact('considered', null, now);
    await this.ports.incidents.addFacts({
      organisationId,
      incidentId,
      calloutId: null,
      facts: [{ ...considered, detail: { people: notAlerted.length } }],
      notAlerted,
      now,
    });
  }

  private async reasonsFor(
    state: IncidentState,
    policy: AlertPolicy,
    now: Instant,
  ): Promise<readonly NotAlerted[]> {
    const { incident } = state;
    const decided = await this.ports.incidents.considered(incident.organisationId, incident.id);
    const known = new Set([
      ...state.alerts.map((alert) => alert.responderId),
      ...decided.map((person) => person.responderId),
    ]);
    const everyone = await this.ports.people.candidatesNear(incident.organisationId, {
      place: incident.place,
      radiusM: policy.consideredRadiusM,
      max: CONSIDERED_MAX,
    });
    return everyone
      .filter((candidate) => !known.has(candidate.responder.id))
      .map((candidate) => ({
        responderId: candidate.responder.id,
        reason: whyNotEligible(candidate, incident, { policy, now }) ?? 'enough',
        distanceM: metresFrom(incident.place, candidate.fix),
      }));
  }

  private async plan(state: IncidentState, policy: AlertPolicy, now: Instant): Promise<Plan> {
    const { incident, alerts, assignments } = state;
    const gathered = await this.ports.gather.around(incident.organisationId, incident.place, {
      policy,
      now,
      asked: alerts.map((alert) => alert.responderId),
    });
    const startedMs = performance.now();
    const plan = planAlerts({
      incident,
      candidates: gathered.candidates,
      alerts,
      assignments,
      aeds: gathered.aeds,
      policy,
      now,
      moved: false,
    });
    this.ports.meter.decisionTook(performance.now() - startedMs);
    return plan;
  }
}

function changedAnything(effects: {
  readonly newAlerts: readonly unknown[];
  readonly alertMoves: readonly unknown[];
}): boolean {
  return effects.newAlerts.length > 0 || effects.alertMoves.length > 0;
}
