import { NEAREST_10, policyByName } from '#core/policy-presets';
import type { IncidentStatus } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
import type { AlertedReason } from '#core/alert';
import type { NotAlertedReason } from '#core/eligibility';
import { reasonSentence } from '#core/reasons';
import { incidentTimes, type Fact, type IncidentTimes } from '#core/timeline';
import type {
  FactView,
  IncidentPage,
  IncidentView,
  PlanView,
  TimelineView,
} from '#contracts/incident-api';
import { toInstant, toIso } from '#contracts/shapes';
import { renderIncident } from '#flow/incident-view';
import type { IncidentStore, PageRequest } from '#flow/ports';
import type { Teller } from '#flow/teller';

/** What control reads: incidents, their timelines, and why each person was alerted or not. */
export class ReadIncident {
  constructor(
    private readonly ports: { readonly incidents: IncidentStore; readonly teller: Teller },
  ) {}

  /** One incident; `not-found` also for another organisation's. */
  async byId(organisationId: string, incidentId: string): Promise<Result<IncidentView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    return ok(renderIncident(state, await this.ports.teller.known(state)));
  }

  /** A page of incidents, newest first. */
  async list(
    organisationId: string,
    filter: { readonly status: IncidentStatus | null; readonly controlRef: string | null },
    page: PageRequest,
  ): Promise<IncidentPage> {
    const found = await this.ports.incidents.list(organisationId, filter, page);
    const items: IncidentView[] = [];
    for (const state of found.items) {
      items.push(renderIncident(state, await this.ports.teller.known(state)));
    }
    return { items, nextCursor: found.nextCursor };
  }

  /** Every fact of an incident in order, and the moments of NEMSIS and Utstein read from them. */
  async timeline(organisationId: string, incidentId: string): Promise<Result<TimelineView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    const facts = await this.ports.incidents.facts(organisationId, incidentId);
    const times = incidentTimes(state.incident.calledAt, facts.map(toFact));
    return ok({ incidentId, facts: [...facts], times: timesView(times) });
  }

  /** Everyone considered, each with the newest reason in one plain sentence; nearest first. */
  async plan(organisationId: string, incidentId: string): Promise<Result<PlanView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    const people = await this.ports.incidents.considered(organisationId, incidentId);
    const policy = policyByName(state.policyName) ?? NEAREST_10;
    return ok({
      incidentId,
      policyName: policy.name,
      policyVersion: policy.version,
      people: people.map((person) => ({
        responderId: person.responderId,
        displayName: person.displayName,
        alerted: person.alerted,
        reason: person.reason,
        sentence: reasonSentence(person.reason as AlertedReason | NotAlertedReason, {
          distanceM: person.distanceM,
        }),
        distanceM: person.distanceM,
        decidedAt: toIso(person.decidedAt),
      })),
    });
  }
}

function noIncident(): Result<never> {
  return refuse('not-found', 'There is no such incident.');
}

function toFact(view: FactView): Fact {
  return {
    kind: view.kind,
    at: toInstant(view.at),
    actor: view.actor as Fact['actor'],
    responderId: view.responderId,
    detail: view.detail,
  };
}

function timesView(times: IncidentTimes): TimelineView['times'] {
  return {
    calledAt: toIso(times.calledAt),
    receivedAt: toIso(times.receivedAt),
    firstAlertSentAt: toIso(times.firstAlertSentAt),
    firstAlertDeliveredAt: toIso(times.firstAlertDeliveredAt),
    firstAlertSeenAt: toIso(times.firstAlertSeenAt),
    firstAcceptedAt: toIso(times.firstAcceptedAt),
    firstEnRouteAt: toIso(times.firstEnRouteAt),
    firstOnSceneAt: toIso(times.firstOnSceneAt),
    firstWithPatientAt: toIso(times.firstWithPatientAt),
    lastClearedAt: toIso(times.lastClearedAt),
    cancelledAt: toIso(times.cancelledAt),
    closedAt: toIso(times.closedAt),
    callToAlertMs: times.callToAlertMs,
    alertToAcceptMs: times.alertToAcceptMs,
    callToOnSceneMs: times.callToOnSceneMs,
  };
}
