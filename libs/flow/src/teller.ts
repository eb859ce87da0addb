import type { Aed } from '#core/aed';
import type { Alert } from '#core/alert';
import type { AssignmentStatus } from '#core/assignment';
import { sendTierNow } from '#core/credential-tier';
import type { Place } from '#core/geometry';
import type { ResponderTier } from '#core/responder';
import type { AlertView } from '#contracts/responder-api';
import type { IncidentView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import { renderAed, renderIncidentAlert } from '#flow/alert-view';
import {
  assignmentOf,
  ON_THE_WAY,
  outlineOf,
  renderIncident,
  type Known,
} from '#flow/incident-view';
import type { AedStore, Clock, IncidentState, Live, PeopleStore, Saved } from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';

/** Where more may be seen of the patient. */
const ARRIVED: readonly AssignmentStatus[] = ['on-scene', 'with-patient'];

/** Tells phones and control what has been committed; never before, and never instead. */
export class Teller {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly aeds: AedStore;
      readonly live: Live;
      readonly plans: Pick<ResponsePlans, 'findings' | 'byRef'>;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /** Rings the phones of a committed change. Pure rendering, no reads: this is the hot path. */
  tellResponders(state: IncidentState, saved: Saved, known: Pick<Known, 'aeds' | 'tiers'>): void {
    const alerts = new Map(state.alerts.map((alert) => [alert.id, alert]));
    const messages = saved.feed.flatMap((entry) => {
      const alert = alerts.get(entry.alertId);
      if (alert === undefined) return [];
      const message = {
        seq: entry.seq,
        at: toIso(entry.at),
        kind: entry.kind,
        alert: this.alertView(alert, state, known),
      };
      return [{ responderId: entry.responderId, message }];
    });
    if (messages.length > 0) this.ports.live.tellResponders(messages);
  }

  /** Shows control the incident as it now stands and its new facts. */
  tellControl(state: IncidentState, saved: Pick<Saved, 'facts'>, view: IncidentView): void {
    const { organisationId, id } = state.incident;
    const outline = outlineOf(state.incident, view);
    this.ports.live.tellControl(organisationId, { event: 'incident', view, outline });
    for (const fact of saved.facts) {
      this.ports.live.tellControl(organisationId, { event: 'fact', incidentId: id, fact });
    }
  }

  /** Tells everyone; for the steps where a read more does no harm. */
  async tell(state: IncidentState, saved: Saved): Promise<IncidentView> {
    const known = await this.known(state);
    this.tellResponders(state, saved, known);
    const view = renderIncident(state, known);
    this.tellControl(state, saved, view);
    return view;
  }

  /** Reads the names, AEDs and last positions a view of the incident needs. */
  async known(state: IncidentState): Promise<Known> {
    const { organisationId } = state.incident;
    const { policyName: name, policyVersion: version } = state;
    const [people, aeds, safety, { policy }] = await Promise.all([
      this.ports.people.candidates(
        organisationId,
        state.alerts.map((alert) => alert.responderId),
      ),
      this.aedsOf(state),
      this.ports.plans.findings(state),
      this.ports.plans.byRef(organisationId, { name, version }),
    ]);
    const underWay = new Set(
      state.assignments
        .filter((assignment) => ON_THE_WAY.includes(assignment.status))
        .map((assignment) => assignment.responderId),
    );
    const places = new Map<string, Place>();
    for (const person of people) {
      if (person.fix !== null && underWay.has(person.responder.id)) {
        places.set(person.responder.id, person.fix.place);
      }
    }
    const names = new Map(
      people.map((person) => [person.responder.id, person.responder.displayName]),
    );
    const now = this.ports.clock.now();
    const tiers = new Map(
      people.map(({ responder }) => [responder.id, sendTierNow(responder, now)]),
    );
    return { names, aeds, places, safety, tiers, silentAfterMs: policy.silentAfterMs };
  }

  /** The AEDs of the newest plan and of everybody's orders, by id. */
  async aedsOf(state: IncidentState): Promise<ReadonlyMap<string, Aed>> {
    const tasks = [...state.alerts, ...state.assignments].flatMap(({ task }) => task.aedId ?? []);
    const ids = [...new Set([...state.aeds.map((choice) => choice.aedId), ...tasks])];
    if (ids.length === 0) return new Map();
    const aeds = await this.ports.aeds.aedsByIds(state.incident.organisationId, ids);
    return new Map(aeds.map((aed) => [aed.id, aed]));
  }

  /** One alert as its own responder may see it now; AEDs are read only where they are shown. */
  async ownView(alert: Alert, state: IncidentState): Promise<AlertView> {
    const assignment = assignmentOf(state, alert.id);
    if (assignment === null) return this.alertView(alert, state, { aeds: new Map() });
    const tiers = new Map<string, ResponderTier>();
    if (ARRIVED.includes(assignment.status)) {
      const { organisationId, responderId } = alert;
      const responder = await this.ports.people.responder(organisationId, responderId);
      if (responder !== null) {
        tiers.set(responderId, sendTierNow(responder, this.ports.clock.now()));
      }
    }
    return this.alertView(alert, state, { aeds: await this.aedsOf(state), tiers });
  }

  /** One alert as its own responder may see it now. */
  alertView(
    alert: Alert,
    state: IncidentState,
    { aeds, tiers }: Pick<Known, 'aeds' | 'tiers'>,
  ): AlertView {
    const assignment = assignmentOf(state, alert.id);
    const { aedId } = (assignment ?? alert).task;
    return renderIncidentAlert({
      alert,
      incident: state.incident,
      assignment,
      tier: tiers?.get(alert.responderId) ?? null,
      taskAed: aedId === null ? undefined : aeds.get(aedId),
      aeds: state.aeds.flatMap((choice) => {
        const aed = aeds.get(choice.aedId);
        return aed === undefined ? [] : [renderAed(aed, choice)];
      }),
    });
  }
}
