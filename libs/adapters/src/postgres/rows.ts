import type { AedChoice } from '#core/aed';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { ControlMessage } from '#core/control-messages';
import type { Incident } from '#core/incident';
import type { TeamRole } from '#core/team-role';
import { toInstant, toIso } from '#contracts/shapes';
import type { FactView } from '#contracts/incident-api';
import type { IncidentState, StoredControlMessage } from '#flow/ports';

/** A moment inside JSON made by PostgreSQL. */
type Moment = string | null;

export interface AlertJson {
  id: string;
  organisation_id: string;
  incident_id: string | null;
  callout_id: string | null;
  drill_id: string | null;
  responder_id: string;
  wave: number;
  status: Alert['status'];
  reason: Alert['reason'];
  distance_m: number | null;
  sent_at: string;
  expires_at: string;
  delivered_at: Moment;
  seen_at: Moment;
  answered_at: Moment;
  ended_reason: Alert['endedReason'];
  role: TeamRole;
  aed_id: string | null;
}

export interface AssignmentJson {
  id: string;
  organisation_id: string;
  incident_id: string;
  alert_id: string;
  responder_id: string;
  status: Assignment['status'];
  accepted_at: string;
  en_route_at: Moment;
  on_scene_at: Moment;
  with_patient_at: Moment;
  cleared_at: Moment;
  released_at: Moment;
  released_reason: string | null;
  role: TeamRole;
  aed_id: string | null;
  aed_collected_at: Moment;
  eta_at: Moment;
}

export interface MessageJson {
  body: ControlMessage;
  received_at: string;
}

/** A row of `INCIDENT_COLUMNS` with `alerts`, `assignments` and `messages` as JSON. */
export interface IncidentRow {
  id: string;
  organisation_id: string;
  control_ref: string;
  status: Incident['status'];
  kind: Incident['kind'];
  mode: Incident['mode'];
  priority: Incident['priority'];
  lat: number;
  lon: number;
  place_accuracy_m: number | null;
  address: string | null;
  notes_for_responders: string | null;
  called_at: number;
  ambulance_eta_at: number | null;
  asked_policy_name: string | null;
  policy_name: string;
  accept_outside_area: boolean;
  excluded_responder_refs: string[];
  cell_lat: number;
  cell_lon: number;
  cell_size_m: number;
  received_at: number;
  wanted_count: number;
  accepted_count: number;
  revision: number;
  ended_at: number | null;
  disposition: string | null;
  warnings: string[];
  determinant_code: string | null;
  hazards: Incident['hazards'];
  patient_age_years: number | null;
  setting: Incident['setting'];
  safety_override: Incident['safetyOverride'];
  raised_by_hand: Incident['raisedByHand'];
  orders: NonNullable<Incident['orders']> | null;
  policy_version: number;
  aeds: AedChoice[];
  alerts: AlertJson[];
  assignments: AssignmentJson[];
  messages: MessageJson[];
}

/** All that has happened to the incident of a row. */
export function toState(row: IncidentRow): IncidentState {
  return {
    incident: toIncident(row),
    policyName: row.policy_name,
    policyVersion: row.policy_version,
    aeds: row.aeds,
    messages: row.messages.map(toMessage),
    alerts: row.alerts.map(toAlert),
    assignments: row.assignments.map(toAssignment),
  };
}

export function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    controlRef: row.control_ref,
    status: row.status,
    kind: row.kind,
    mode: row.mode,
    priority: row.priority,
    place: { lat: row.lat, lon: row.lon },
    placeAccuracyM: row.place_accuracy_m,
    address: row.address,
    notesForResponders: row.notes_for_responders,
    calledAt: row.called_at,
    ambulanceEtaAt: row.ambulance_eta_at,
    policyName: row.asked_policy_name,
    acceptOutsideArea: row.accept_outside_area,
    excludedResponderRefs: row.excluded_responder_refs,
    cell: { centre: { lat: row.cell_lat, lon: row.cell_lon }, sizeM: row.cell_size_m },
    receivedAt: row.received_at,
    wantedCount: row.wanted_count,
    acceptedCount: row.accepted_count,
    revision: row.revision,
    endedAt: row.ended_at,
    disposition: row.disposition,
    warnings: row.warnings,
    determinantCode: row.determinant_code,
    hazards: row.hazards,
    patientAgeYears: row.patient_age_years,
    setting: row.setting,
    safetyOverride: row.safety_override,
    raisedByHand: row.raised_by_hand,
    ...(row.orders === null ? {} : { orders: row.orders }),
  };
}

export function toMessage(json: MessageJson): StoredControlMessage {
  return { message: json.body, receivedAt: toInstant(json.received_at) };
}

export function toAlert(json: AlertJson): Alert {
  return {
    id: json.id,
    organisationId: json.organisation_id,
    incidentId: json.incident_id,
    calloutId: json.callout_id,
    drillId: json.drill_id,
    responderId: json.responder_id,
    wave: json.wave,
    status: json.status,
    reason: json.reason,
    distanceM: json.distance_m,
    sentAt: toInstant(json.sent_at),
    expiresAt: toInstant(json.expires_at),
    deliveredAt: instantOrNull(json.delivered_at),
    seenAt: instantOrNull(json.seen_at),
    answeredAt: instantOrNull(json.answered_at),
    endedReason: json.ended_reason,
    task: { role: json.role, aedId: json.aed_id },
  };
}

export function toAssignment(json: AssignmentJson): Assignment {
  return {
    id: json.id,
    organisationId: json.organisation_id,
    incidentId: json.incident_id,
    alertId: json.alert_id,
    responderId: json.responder_id,
    status: json.status,
    acceptedAt: toInstant(json.accepted_at),
    enRouteAt: instantOrNull(json.en_route_at),
    onSceneAt: instantOrNull(json.on_scene_at),
    withPatientAt: instantOrNull(json.with_patient_at),
    clearedAt: instantOrNull(json.cleared_at),
    releasedAt: instantOrNull(json.released_at),
    releasedReason: json.released_reason,
    task: { role: json.role, aedId: json.aed_id },
    aedCollectedAt: instantOrNull(json.aed_collected_at),
    etaAt: instantOrNull(json.eta_at),
  };
}

export interface FactRow {
  seq: number;
  at: number;
  kind: FactView['kind'];
  actor: string;
  responder_id: string | null;
  detail: Record<string, unknown>;
}

export function toFact(row: FactRow): FactView {
  const { seq, kind, actor, detail } = row;
  return { seq, at: toIso(row.at), kind, actor, responderId: row.responder_id, detail };
}

function instantOrNull(moment: Moment): number | null {
  return moment === null ? null : toInstant(moment);
}
