import type { Aed } from '#core/aed';
import type { Alert } from '#core/alert';
import type { Assignment, AssignmentStatus } from '#core/assignment';
import { incidentProgress } from '#core/incident-progress';
import type { Place } from '#core/geometry';
import type { Incident } from '#core/incident';
import type { ResponderTier } from '#core/responder';
import type { SafetyFinding } from '#core/safety';
import type { TeamTask } from '#core/team-role';
import type { Instant } from '#core/units';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { SafetyFindingView } from '#contracts/safety-api';
import type { TaskView } from '#contracts/task-shapes';
import { fromPlace, toIso } from '#contracts/shapes';
import { renderAed } from '#flow/alert-view';
import type { IncidentState } from '#flow/ports';

/** What a view needs beside the incident itself. */
export interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly aeds: ReadonlyMap<string, Aed>;
  /** Last positions of people who are assigned. */
  readonly places: ReadonlyMap<string, Place>;
  /** Safety rules and areas that apply now. */
  readonly safety: readonly SafetyFinding[];
  /** How long the plan waits for a first answer; absent where nobody has looked. */
  readonly silentAfterMs?: number;
  /** Whom people may be sent to now; absent where nobody has looked. */
  readonly tiers?: ReadonlyMap<string, ResponderTier>;
}

/** Assignments whose person is on the way or there, and may be seen on control's map. */
export const ON_THE_WAY: readonly AssignmentStatus[] = [
  'accepted',
  'en-route',
  'on-scene',
  'with-patient',
];

/** The assignment that grew out of an alert, or null. */
export function assignmentOf(state: IncidentState, alertId: string): Assignment | null {
  return state.assignments.find((assignment) => assignment.alertId === alertId) ?? null;
}

/** A safety rule or area that applies, as control sees it. */
export function safetyView(finding: SafetyFinding): SafetyFindingView {
  return { ...finding, keepsAway: [...finding.keepsAway] };
}

/** An incident as control sees it. */
export function renderIncident(state: IncidentState, known: Known): IncidentView {
  const { incident } = state;
  return {
    id: incident.id,
    controlRef: incident.controlRef,
    status: incident.status,
    progress: incidentProgress(
      incident.status,
      state.assignments.map((assignment) => assignment.status),
    ),
    kind: incident.kind,
    mode: incident.mode,
    priority: incident.priority,
    place: fromPlace(incident.place),
    placeAccuracyM: incident.placeAccuracyM,
    address: incident.address,
    notesForResponders: incident.notesForResponders,
    calledAt: toIso(incident.calledAt),
    receivedAt: toIso(incident.receivedAt),
    ambulanceEtaAt: toIso(incident.ambulanceEtaAt),
    determinantCode: incident.determinantCode,
    hazards: [...incident.hazards],
    patientAgeYears: incident.patientAgeYears,
    setting: incident.setting,
    safety: known.safety.map(safetyView),
    safetyOverride:
      incident.safetyOverride === null
        ? null
        : { ...incident.safetyOverride, at: toIso(incident.safetyOverride.at) },
    raisedByHand: incident.raisedByHand,
    orders: ordersView(incident),
    answersDueAt: toIso(answersDueAt(state, known.silentAfterMs)),
    policyName: state.policyName,
    policyVersion: state.policyVersion,
    wantedCount: incident.wantedCount,
    acceptedCount: incident.acceptedCount,
    alertedCount: state.alerts.length,
    endedAt: toIso(incident.endedAt),
    disposition: incident.disposition,
    warnings: [...incident.warnings],
    responders: state.alerts.map((alert) => renderResponder(alert, state, known)),
    aeds: state.aeds.flatMap((choice) => {
      const aed = known.aeds.get(choice.aedId);
      return aed === undefined ? [] : [renderAed(aed, choice)];
    }),
  };
}

/** The same for whoever sees no more than an outline; see `staffDisclosureFor`. */
export function outlineOf({ cell }: Pick<Incident, 'cell'>, view: IncidentView): IncidentView {
  return {
    ...view,
    place: fromPlace(cell.centre),
    placeAccuracyM: cell.sizeM,
    address: null,
    notesForResponders: null,
    determinantCode: null,
    patientAgeYears: null,
    disposition: null,
    safetyOverride: null,
    // Words of whoever reported it; that it was by hand stays.
    orders: view.orders === null ? null : { ...view.orders, words: [] },
    raisedByHand: view.raisedByHand === null ? null : { ...view.raisedByHand, reason: '' },
    responders: view.responders.map((one) => ({ ...one, displayName: '', place: null })),
  };
}

function answersDueAt({ alerts }: IncidentState, waitMs: number | undefined): Instant | null {
  if (waitMs === undefined || alerts.length === 0) return null;
  return Math.min(...alerts.map((alert) => alert.sentAt)) + waitMs;
}

function ordersView({ orders }: Incident): IncidentView['orders'] {
  if (orders === undefined) return null;
  const { moreCount, isStopped, words } = orders;
  const said = words.map(({ id: messageId, at, text, alertIds }) => {
    return { messageId, at: toIso(at), text, recipientCount: alertIds.length };
  });
  return { moreCount, isStopped, words: said };
}

function renderResponder(alert: Alert, state: IncidentState, known: Known): IncidentResponderView {
  const assignment = assignmentOf(state, alert.id);
  const place = known.places.get(alert.responderId);
  const visible = assignment !== null && ON_THE_WAY.includes(assignment.status);
  return {
    responderId: alert.responderId,
    displayName: known.names.get(alert.responderId) ?? '',
    alertId: alert.id,
    alertStatus: alert.status,
    why: alert.reason,
    wave: alert.wave,
    distanceM: alert.distanceM,
    sentAt: toIso(alert.sentAt),
    deliveredAt: toIso(alert.deliveredAt),
    seenAt: toIso(alert.seenAt),
    answeredAt: toIso(alert.answeredAt),
    endedReason: alert.endedReason,
    assignmentId: assignment?.id ?? null,
    assignmentStatus: assignment?.status ?? null,
    enRouteAt: toIso(assignment?.enRouteAt ?? null),
    onSceneAt: toIso(assignment?.onSceneAt ?? null),
    task: taskView(assignment?.task ?? alert.task, known.aeds),
    etaAt: toIso(assignment?.etaAt ?? null),
    aedCollectedAt: toIso(assignment?.aedCollectedAt ?? null),
    releasedReason: assignment?.releasedReason ?? null,
    place: visible && place !== undefined ? fromPlace(place) : null,
  };
}

function taskView({ role, aedId }: TeamTask, aeds: ReadonlyMap<string, Aed>): TaskView {
  return { role, aedId, aedName: aeds.get(aedId ?? '')?.name ?? null };
}
