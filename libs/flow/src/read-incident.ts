import type { CallerRole } from '#core/caller-roles';
import { staffDisclosureFor } from '#core/disclosure';
import { ok, refuse, type Result } from '#core/problem';
import type { AlertedReason } from '#core/alert';
import type { NotAlertedReason } from '#core/eligibility';
import { reasonSentence } from '#core/reasons';
import { incidentTimes, type Fact, type IncidentTimes } from '#core/timeline';
import type { FactView, IncidentPage, IncidentView, TimelineView } from '#contracts/incident-api';
import { DECISIONS_SHOWN_MAX, type DecisionView, type PlanView } from '#contracts/plan-api';
import { toInstant, toIso } from '#contracts/shapes';
import { explainDecision, readDecision } from '#flow/explain-plan';
import { outlineOf, renderIncident } from '#flow/incident-view';
import { othersTurn } from '#flow/others-turn';
import type {
  ConsideredPerson,
  IncidentFilter,
  IncidentState,
  IncidentStore,
  PageRequest,
  StoredDecision,
} from '#flow/ports';
import type { Teller } from '#flow/teller';

/** What control reads: incidents, their timelines, and why each person was alerted or not. */
export class ReadIncident {
  constructor(
    private readonly ports: { readonly incidents: IncidentStore; readonly teller: Teller },
  ) {}

  /** One incident; `not-found` also for another organisation's. */
  async byId(
    organisationId: string,
    incidentId: string,
    role: CallerRole = 'control',
  ): Promise<Result<IncidentView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    return ok(await this.shown(state, role));
  }

  /** A page of incidents, newest first. */
  async list(
    organisationId: string,
    filter: IncidentFilter,
    page: PageRequest & { readonly role?: CallerRole },
  ): Promise<IncidentPage> {
    const { role = 'control' } = page;
    const found = await this.ports.incidents.list(organisationId, filter, page);
    const items: IncidentView[] = [];
    for (const state of found.items) {
      items.push(await this.shown(state, role));
    }
    return { items, nextCursor: found.nextCursor };
  }

  /** As much of an incident as the role may see. */
  private async shown(state: IncidentState, role: CallerRole): Promise<IncidentView> {
    const view = renderIncident(state, await this.ports.teller.known(state));
    return staffDisclosureFor(role) === 'all' ? view : outlineOf(state.incident, view);
  }

  /**
   * Every fact of an incident in order, and the moments of NEMSIS and Utstein read from them.
   * Whoever sees an outline only reads nobody's own words.
   */
  async timeline(
    organisationId: string,
    incidentId: string,
    role: CallerRole = 'control',
  ): Promise<Result<TimelineView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    const facts = await this.ports.incidents.facts(organisationId, incidentId);
    const times = incidentTimes(state.incident.calledAt, facts.map(toFact));
    const shown = staffDisclosureFor(role) === 'all' ? facts : facts.map(withoutWords);
    return ok({ incidentId, facts: [...shown], times: timesView(times) });
  }

  /**
   * Every decision of an incident, oldest first, with one plain sentence for each person it says
   * something new of; and everyone considered, each with the newest reason, nearest first.
   */
  async plan(
    organisationId: string,
    incidentId: string,
    role: CallerRole = 'control',
  ): Promise<Result<PlanView>> {
    const { incidents, teller } = this.ports;
    const state = await incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    const [people, stored, known] = await Promise.all([
      incidents.considered(organisationId, incidentId),
      incidents.decisions(organisationId, incidentId),
      teller.known(state),
    ]);
    const seesNames = staffDisclosureFor(role) === 'all';
    const all = people.map((person) => [person.responderId, person.displayName] as const);
    const names = new Map(seesNames ? [...known.names, ...all] : []);
    const { shown, newest } = await explained(stored, names);
    return ok({
      incidentId,
      policyName: state.policyName,
      policyVersion: state.policyVersion,
      people: people.map((person) => ({
        ...personView(person, newest.get(saidKey(person))),
        ...(seesNames ? {} : { displayName: '' }),
      })),
      decisions: [...shown],
      decisionsLeftOut: stored.length - shown.length,
    });
  }
}

/** The decisions that are shown, and what was last said of each person for each reason. */
async function explained(
  stored: readonly StoredDecision[],
  names: ReadonlyMap<string, string>,
): Promise<{
  readonly shown: readonly DecisionView[];
  readonly newest: ReadonlyMap<string, string>;
}> {
  const newest = new Map<string, string>();
  const reasons = new Map<string, string>();
  const all: DecisionView[] = [];
  for (const each of stored) {
    const decision = readDecision(each);
    if (decision === null) continue;
    const view = explainDecision(decision, names, reasons);
    for (const { responderId, reason, sentence } of view.people) {
      newest.set(saidKey({ responderId, reason }), sentence);
      reasons.set(responderId, reason ?? '');
    }
    all.push(view);
    await othersTurn();
  }
  const left = Math.max(0, all.length - DECISIONS_SHOWN_MAX);
  return { shown: all.filter((_view, index) => index === 0 || index > left), newest };
}

function saidKey(of: { readonly responderId: string; readonly reason: string | null }): string {
  return `${of.responderId} ${of.reason ?? ''}`;
}

/** With the sentence of the decision that gave the reason, where one did. */
function personView(
  person: ConsideredPerson,
  said: string | undefined,
): PlanView['people'][number] {
  const { responderId, displayName, alerted, reason, distanceM, decidedAt } = person;
  const sentence =
    said ?? reasonSentence(reason as AlertedReason | NotAlertedReason, { distanceM });
  return {
    responderId,
    displayName,
    alerted,
    reason,
    sentence,
    distanceM,
    decidedAt: toIso(decidedAt),
  };
}

/** Facts in which a member of staff says why, in words that may be about people and places. */
const IN_OWN_WORDS: readonly string[] = ['raised-by-hand', 'safety-overridden', 'aid-asked'];

function withoutWords(fact: FactView): FactView {
  return fact.actor === 'dispatcher' || IN_OWN_WORDS.includes(fact.kind)
    ? { ...fact, detail: { ...fact.detail, reason: '' } }
    : fact;
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
