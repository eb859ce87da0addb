import { kindsOf, type Callout } from '#core/callout';
import { DELIVERY_RANKS } from '#core/delivery';
import type { Area } from '#core/geometry';
import type { Incident } from '#core/incident';
import type { Fact } from '#core/timeline';
import { fromArea, toIso } from '#contracts/shapes';
import { orderKeyOf } from '#adapters/shared/early-messages';
import { freesPlace } from '#adapters/shared/place-taken';
import type {
  CalloutChange,
  FeedEntry,
  IncidentChange,
  NewDecision,
  NewDelivery,
  Saved,
} from '#flow/ports';
import { OPEN_CALLOUT, RAISE, REPLACE, STEP, STEP_CALLOUT } from './save-sql';
import type { Statement } from './transaction';

/** What a saving statement answers. */
export interface Written {
  fact_count: number | null;
  moved: number;
  feeds: { responderId: string; lastSeq: number }[];
}

/**
 * The one statement that saves a decision about an incident. It fails where the incident, an alert
 * or an assignment was changed meanwhile; see `isOvertaken`.
 *
 * @param earlyCount messages that the raising decision knows under its reference; where others
 *   were stored it fails as well
 */
export function saveIncident(change: IncidentChange, earlyCount = 0): Statement {
  const { raised, message } = change;
  const incident = raised?.incident ?? change.incident;
  const reasons = new Map(change.notAlerted.map((person) => [person.responderId, person]));
  const document = {
    ...shared(change),
    incident: incident === null ? null : fieldsOf(incident),
    controlRef: raised?.incident.controlRef,
    policyName: raised?.policyName,
    policyVersion: raised?.policyVersion,
    acceptedCount: raised?.incident.acceptedCount,
    revision: raised === null ? change.expectedRevision : raised.incident.revision,
    aeds: change.aeds ?? undefined,
    earlyCount,
    freed: change.assignmentMoves.filter(freesPlace).length,
    messages:
      message === null
        ? []
        : [
            {
              op: message.message.op,
              order_key: orderKeyOf(message.message),
              body: message.message,
              received_at: toIso(message.receivedAt),
            },
          ],
    steps: stepsOf(change),
    considered: [...reasons.values()].map((person) => ({
      responder_id: person.responderId,
      reason: person.reason,
      distance_m: person.distanceM,
    })),
  };
  const values = [
    ...valuesOf(change, change.incidentId, document),
    ...decisionValues(change.decision),
  ];
  if (raised !== null) return { name: 'incident-raise', text: RAISE, values };
  if (change.incident === null) return { name: 'incident-step', text: STEP, values };
  return { name: 'incident-replace', text: REPLACE, values };
}

/** The one statement that saves a decision about a call-out. */
export function saveCallout(change: CalloutChange): Statement {
  const { opened } = change;
  const document = {
    ...shared(change),
    revision: opened === null ? change.expectedRevision : opened.revision,
    status: change.status,
    changed: change.changed,
    kinds:
      change.changed?.needs === undefined ? undefined : kindsOf({ needs: change.changed.needs }),
    callout: opened === null ? null : calloutFields(opened),
  };
  const values = valuesOf(change, change.calloutId, document);
  return opened === null
    ? { name: 'callout-step', text: STEP_CALLOUT, values }
    : { name: 'callout-open', text: OPEN_CALLOUT, values };
}

/** The numbers the statement gave, spread over the entries in their order. */
export function savedOf(
  change: {
    readonly feed: readonly FeedEntry[];
    readonly facts: readonly Fact[];
    readonly now: number;
  },
  written: Pick<Written, 'fact_count' | 'feeds'>,
): Saved {
  const next = new Map(written.feeds.map((feed) => [feed.responderId, feed.lastSeq + 1]));
  for (const { responderId } of change.feed) {
    const seq = next.get(responderId);
    if (seq === undefined) throw new Error('a feed entry is for a responder of the organisation');
    next.set(responderId, seq - 1);
  }
  const feed = change.feed.map((entry) => {
    const seq = next.get(entry.responderId) ?? 0;
    next.set(entry.responderId, seq + 1);
    return { ...entry, seq, at: change.now };
  });
  const before = (written.fact_count ?? 0) - change.facts.length;
  const facts = change.facts.map(({ kind, at, actor, responderId, detail }, index) => ({
    ...{ seq: before + index + 1, at: toIso(at), kind, actor, responderId, detail },
  }));
  return { feed, facts };
}

/** Facts as the statements take them. */
export function factsOf(facts: readonly Fact[]) {
  return facts.map((fact, index) => ({
    ordinal: index + 1,
    kind: fact.kind,
    at: toIso(fact.at),
    actor: fact.actor,
    responder_id: fact.responderId,
    detail: fact.detail,
  }));
}

/** New deliveries as the statements take them. */
export function deliveriesOf(deliveries: readonly NewDelivery[]) {
  return deliveries.map((delivery) => ({
    id: delivery.id,
    alert_id: delivery.alertId,
    responder_id: delivery.responderId,
    channel: delivery.channel,
    subject: delivery.subject,
    rank: DELIVERY_RANKS[delivery.rank],
    due_at: toIso(delivery.dueAt),
  }));
}

/** GeoJSON of an area with every ring closed, as PostGIS wants it. */
export function areaText(area: Area): string {
  const closed = (ring: Area['polygons'][number]['outer']) => {
    const [first, last] = [ring[0], ring.at(-1)];
    const isClosed = first?.lat === last?.lat && first?.lon === last?.lon;
    return first === undefined || isClosed ? ring : [...ring, first];
  };
  const polygons = area.polygons.map((polygon) => ({
    outer: closed(polygon.outer),
    holes: polygon.holes.map(closed),
  }));
  return JSON.stringify(fromArea({ polygons }));
}

function shared(change: IncidentChange | CalloutChange) {
  const { reviewAt } = change;
  return {
    alerts: change.newAlerts.map((alert) => ({
      id: alert.id,
      responder_id: alert.responderId,
      wave: alert.wave,
      reason: alert.reason,
      distance_m: alert.distanceM,
      sent_at: toIso(alert.sentAt),
      expires_at: toIso(alert.expiresAt),
      role: alert.task.role,
      aed_id: alert.task.aedId,
    })),
    moves: change.alertMoves.map((move) => ({
      id: move.alertId,
      status: move.to,
      at: toIso(move.at),
      reason: move.endedReason,
    })),
    deliveries: deliveriesOf(change.deliveries),
    feed: change.feed.map((entry, ordinal) => ({
      ordinal,
      responder_id: entry.responderId,
      kind: entry.kind,
      alert_id: entry.alertId,
    })),
    facts: factsOf(change.facts),
    factCount: change.facts.length,
    reviewAt: reviewAt === undefined ? undefined : toIso(reviewAt),
  };
}

/** What happens to each assignment: a row has one change in one statement, or the last is lost. */
export function stepsOf(
  change: Pick<IncidentChange, 'assignmentMoves' | 'orders' | 'aedCollected'>,
): object[] {
  const steps = new Map<string, object>();
  const add = (id: string, step: object) => steps.set(id, { id, ...steps.get(id), ...step });
  for (const { assignmentId, from, to, at, reason } of change.assignmentMoves) {
    add(assignmentId, { from_status: from, to_status: to, at: toIso(at), reason });
  }
  for (const { assignmentId, task, etaAt } of change.orders) {
    add(assignmentId, { role: task.role, aed_id: task.aedId, eta_at: toIso(etaAt) });
  }
  for (const { assignmentId, at } of change.aedCollected) {
    add(assignmentId, at === null ? { dropped: true } : { collected_at: toIso(at) });
  }
  return [...steps.values()];
}

function decisionValues(decision: NewDecision | null): unknown[] {
  if (decision === null) return [null, null, null, null];
  return [new Date(decision.at), decision.trigger, decision.input, decision.plan];
}

function fieldsOf(incident: Incident) {
  return {
    status: incident.status,
    kind: incident.kind,
    mode: incident.mode,
    priority: incident.priority,
    lat: incident.place.lat,
    lon: incident.place.lon,
    place_accuracy_m: incident.placeAccuracyM,
    address: incident.address,
    notes_for_responders: incident.notesForResponders,
    called_at: toIso(incident.calledAt),
    ambulance_eta_at: toIso(incident.ambulanceEtaAt),
    asked_policy_name: incident.policyName,
    accept_outside_area: incident.acceptOutsideArea,
    excluded_responder_refs: incident.excludedResponderRefs,
    cell_lat: incident.cell.centre.lat,
    cell_lon: incident.cell.centre.lon,
    cell_size_m: incident.cell.sizeM,
    received_at: toIso(incident.receivedAt),
    wanted_count: incident.wantedCount,
    ended_at: toIso(incident.endedAt),
    disposition: incident.disposition,
    warnings: incident.warnings,
    determinant_code: incident.determinantCode,
    hazards: incident.hazards,
    patient_age_years: incident.patientAgeYears,
    setting: incident.setting,
    safety_override: incident.safetyOverride,
    raised_by_hand: incident.raisedByHand,
    orders: incident.orders ?? null,
  };
}

function calloutFields(callout: Callout) {
  return {
    control_ref: callout.controlRef,
    mode: callout.mode,
    title: callout.title,
    briefing: callout.briefing,
    area: areaText(callout.area),
    exclusions: callout.exclusions === null ? null : areaText(callout.exclusions),
    presence: callout.presence,
    window_from: toIso(callout.window.from),
    window_until: toIso(callout.window.until),
    shifts: callout.shifts,
    needs: callout.needs,
    muster_points: callout.musterPoints,
    policy: callout.policy,
    fill: callout.fill,
    credential_kinds: kindsOf(callout),
    wanted_count: callout.wantedCount,
    accepted_count: callout.acceptedCount,
    status: callout.status,
    opened_at: toIso(callout.openedAt),
    stop_coming_at: toIso(callout.stopComingAt),
  };
}

function valuesOf(
  change: { readonly organisationId: string; readonly now: number },
  subjectId: string,
  document: object,
): unknown[] {
  return [change.organisationId, subjectId, new Date(change.now), JSON.stringify(document)];
}
