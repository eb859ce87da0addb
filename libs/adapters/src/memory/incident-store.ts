import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { Incident } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
import { orderKeyOf, reflectsMessages } from '#adapters/shared/early-messages';
import { freesPlace, newAssignment, taskTaken, whyNoPlace } from '#adapters/shared/place-taken';
import { newReceipts, received, receiptFacts } from '#adapters/shared/receipts';
import type {
  IncidentChange,
  IncidentState,
  IncidentStore,
  PlaceTaken,
  SaveOutcome,
  StoredControlMessage,
} from '#flow/ports';
import { changedAssignments, keepAssignments, movedAlerts } from './alert-moves';
import { bookedTimes } from './candidates';
import {
  consideredOf,
  firstDecisions,
  incidentsPage,
  messagesOf,
  stateByRef,
  stateOf,
} from './incident-reads';
import { listOf, refKey, settle, type DeliveryRow, type MemoryTables } from './tables';

type TakePlace = Parameters<IncidentStore['takePlace']>[0];
type Receipt = Parameters<IncidentStore['recordReceipt']>[0];

/** Incidents in memory. Every call runs in one go, so that nothing comes between. */
export class MemoryIncidentStore implements IncidentStore {
  constructor(private readonly tables: MemoryTables) {}

  loadByRef: IncidentStore['loadByRef'] = (organisationId, controlRef) =>
    settle(() => {
      const messages = messagesOf(this.tables, organisationId, controlRef);
      return { messages, state: stateByRef(this.tables, organisationId, controlRef) };
    });

  load: IncidentStore['load'] = (organisationId, incidentId) =>
    settle(() => this.state(organisationId, incidentId));

  list: IncidentStore['list'] = (organisationId, filter, page) =>
    settle(() => incidentsPage(this.tables, { organisationId, ...filter }, page));

  keepEarlyMessage: IncidentStore['keepEarlyMessage'] = ({ organisationId, controlRef, message }) =>
    settle(() => {
      if (stateByRef(this.tables, organisationId, controlRef) !== null) return 'created-meanwhile';
      const key = refKey(organisationId, controlRef);
      if (hasMessage(this.tables, key, message)) return 'duplicate';
      listOf(this.tables.messages, key).push(message);
      return 'kept';
    });

  save = (change: IncidentChange): Promise<SaveOutcome> => settle(() => this.saveNow(change));

  takePlace = (input: TakePlace): Promise<Result<PlaceTaken>> => settle(() => this.take(input));

  loadAlert: IncidentStore['loadAlert'] = (organisationId, alertId, responderId) =>
    settle(() => {
      const alert = this.alertOf({ organisationId, alertId, responderId });
      if (alert === null) return null;
      const state = alert.incidentId === null ? null : this.state(organisationId, alert.incidentId);
      return { alert, state };
    });

  loadAssignment: IncidentStore['loadAssignment'] = (organisationId, assignmentId, responderId) =>
    settle(() => {
      const assignment = this.tables.assignments.get(assignmentId);
      if (assignment?.organisationId !== organisationId) return null;
      const state = this.state(organisationId, assignment.incidentId);
      return assignment.responderId === responderId && state !== null
        ? { assignment, state }
        : null;
    });

  recordReceipt: IncidentStore['recordReceipt'] = (input) => settle(() => this.receive(input));

  addFacts: IncidentStore['addFacts'] = (input) =>
    settle(() => {
      const { tables } = this;
      const { incidentId, calloutId, organisationId } = input;
      const incident = incidentId === null ? undefined : tables.incidents.get(incidentId)?.incident;
      const callout = calloutId === null ? undefined : tables.callouts.get(calloutId);
      const subject = incident ?? callout;
      if (subject?.organisationId !== organisationId) return [];
      if (incident !== undefined) tables.recordReasons(incident.id, input.notAlerted, input.now);
      return tables.recordFacts(subject.id, input.facts);
    });

  facts: IncidentStore['facts'] = (organisationId, incidentId) =>
    settle(() => {
      if (this.state(organisationId, incidentId) === null) return [];
      return [...(this.tables.facts.get(incidentId) ?? [])];
    });

  decisions: IncidentStore['decisions'] = (organisationId, incidentId) =>
    settle(() => {
      const isTheirs = this.state(organisationId, incidentId) !== null;
      return isTheirs ? [...(this.tables.decisions.get(incidentId) ?? [])] : [];
    });

  firstDecisions: IncidentStore['firstDecisions'] = (organisationId, query) =>
    settle(() => firstDecisions(this.tables, { organisationId, ...query }));

  considered: IncidentStore['considered'] = (organisationId, incidentId) =>
    settle(() =>
      this.state(organisationId, incidentId) === null ? [] : consideredOf(this.tables, incidentId),
    );

  private state(organisationId: string, incidentId: string): IncidentState | null {
    const state = stateOf(this.tables, incidentId);
    return state?.incident.organisationId === organisationId ? state : null;
  }

  private saveNow(change: IncidentChange): SaveOutcome {
    const { tables } = this;
    const clash = this.clashOf(change);
    if (clash !== null) return { outcome: clash };
    const alerts = movedAlerts(tables, change.incidentId, change.alertMoves);
    const assignments = changedAssignments(tables, change.incidentId, change);
    if (alerts === null || assignments === null) return { outcome: 'changed-meanwhile' };
    const controlRef = this.keepIncident(change);
    this.keepParts(change, { controlRef, alerts, assignments });
    const saved = tables.record(change.incidentId, change, change.now);
    const { organisationId, incidentId: subjectId } = change;
    tables.setReview({ organisationId, subject: 'incident', subjectId }, change.reviewAt);
    tables.wakeIfDue(change);
    return { outcome: 'saved', saved };
  }

  /** What stands against a change before anything of it is written. */
  private clashOf(change: IncidentChange): 'duplicate' | 'changed-meanwhile' | null {
    const { organisationId, message, raised } = change;
    if (raised === null) {
      const stored = this.state(organisationId, change.incidentId)?.incident;
      if (stored?.revision !== change.expectedRevision) return 'changed-meanwhile';
      const key = refKey(organisationId, stored.controlRef);
      return message !== null && hasMessage(this.tables, key, message) ? 'duplicate' : null;
    }
    const { controlRef } = raised.incident;
    if (stateByRef(this.tables, organisationId, controlRef) !== null) return 'duplicate';
    if (message === null) return null;
    const early = messagesOf(this.tables, organisationId, controlRef).map((one) => one.message);
    if (hasMessage(this.tables, refKey(organisationId, controlRef), message)) return 'duplicate';
    return reflectsMessages(raised.incident, early, message.message) ? null : 'changed-meanwhile';
  }

  /** Writes the incident itself; its counts are the store's own and never the caller's. */
  private keepIncident(change: IncidentChange): string {
    const { incidents, incidentIdsByRef } = this.tables;
    if (change.raised !== null) {
      const { controlRef } = change.raised.incident;
      incidents.set(change.incidentId, { ...change.raised, aeds: change.aeds ?? [] });
      incidentIdsByRef.set(refKey(change.organisationId, controlRef), change.incidentId);
      return controlRef;
    }
    const row = incidents.get(change.incidentId);
    if (row === undefined) throw new Error('an incident that was checked is there');
    const freed = change.assignmentMoves.filter(freesPlace).length;
    const incident: Incident = {
      ...(change.incident ?? row.incident),
      acceptedCount: row.incident.acceptedCount - freed,
      revision: row.incident.revision + 1,
    };
    incidents.set(change.incidentId, { ...row, incident, aeds: change.aeds ?? row.aeds });
    return row.incident.controlRef;
  }

  private keepParts(
    change: IncidentChange,
    parts: {
      readonly controlRef: string;
      readonly alerts: readonly Alert[];
      readonly assignments: readonly Assignment[];
    },
  ): void {
    const { tables } = this;
    if (change.message !== null) {
      listOf(tables.messages, refKey(change.organisationId, parts.controlRef)).push(change.message);
    }
    for (const alert of change.newAlerts) tables.addAlert(alert);
    for (const alert of parts.alerts) tables.alerts.set(alert.id, alert);
    keepAssignments(tables, parts.assignments);
    for (const delivery of change.deliveries) {
      tables.addDelivery(delivery, change.organisationId, change.now);
    }
    tables.recordReasons(change.incidentId, change.notAlerted, change.now);
    if (change.decision !== null) {
      const decisions = listOf(tables.decisions, change.incidentId);
      decisions.push({ ...change.decision, seq: decisions.length + 1 });
    }
  }

  private alertOf(key: Pick<TakePlace, 'organisationId' | 'alertId' | 'responderId'>) {
    const alert = this.tables.alerts.get(key.alertId);
    const isTheirs =
      alert?.organisationId === key.organisationId && alert.responderId === key.responderId;
    return isTheirs ? alert : null;
  }

  private take(input: TakePlace): Result<PlaceTaken> {
    const { tables } = this;
    const { now, responderId } = input;
    const alert = this.alertOf(input);
    const row = tables.incidents.get(input.incidentId);
    if (alert?.incidentId !== input.incidentId || row === undefined)
      return refuse('not-found', 'There is no such alert.');
    const { incident } = row;
    const own = stateOf(tables, incident.id)?.assignments.find((one) => one.alertId === alert.id);
    const refusal = whyNoPlace({
      alert,
      incident,
      own: own?.status ?? null,
      boundElsewhere: tables.openAssignmentByResponder.has(responderId),
      now,
    });
    if (refusal !== null) return refusal;
    const asked = { ...alert, incidentId: incident.id };
    const task = taskTaken(alert.task, tables.fetchingByAed.has(alert.task.aedId ?? ''));
    const assignment = newAssignment({ id: input.assignmentId, alert: asked, task, now });
    keepAssignments(tables, [assignment]);
    tables.alerts.set(alert.id, { ...alert, status: 'accepted', answeredAt: now });
    const acceptedCount = incident.acceptedCount + 1;
    const counted = { ...incident, acceptedCount, revision: incident.revision + 1 };
    tables.incidents.set(incident.id, { ...row, incident: counted });
    const saved = tables.record(incident.id, acceptance(alert, input), now);
    const { organisationId } = incident;
    tables.setReview(
      { organisationId, subject: 'incident', subjectId: incident.id },
      input.reviewAt,
    );
    tables.wake();
    const calledFrom = bookedTimes(tables, alert.responderId, now)
      .filter(({ from }) => from <= now)
      .map(({ calloutId }) => calloutId);
    const placesLeft = incident.wantedCount - acceptedCount;
    return ok({ assignment, placesLeft, calledFrom, saved });
  }

  private receive(input: Receipt): Awaited<ReturnType<IncidentStore['recordReceipt']>> {
    const { tables } = this;
    const { subject, kind, now } = input;
    const alert = this.alertOf(input);
    if (alert === null) return null;
    hearOf(tables, input);
    const rows = tables.deliveriesOf(alert.id, subject);
    const known = subject === 'alert' ? alert : knownOf(rows);
    const fresh = known === null ? [] : newReceipts(known, kind);
    if (subject === 'alert') {
      tables.alerts.set(alert.id, {
        ...alert,
        deliveredAt: alert.deliveredAt ?? now,
        seenAt: fresh.includes('seen') ? now : alert.seenAt,
      });
    }
    for (const row of received(rows, input)) {
      const free = { leaseId: null, leasedUntil: null, finishedAt: row.finishedAt ?? now };
      tables.setDelivery({ ...row, ...free });
    }
    const { incidentId } = alert;
    const facts =
      incidentId === null ? [] : tables.recordFacts(incidentId, receiptFacts(fresh, input));
    return { first: fresh.includes(kind), facts, incidentId };
  }
}

/** What is known of receipts for the newest of these deliveries; null where there is none. */
function knownOf(rows: readonly DeliveryRow[]) {
  if (rows.length === 0) return null;
  const queuedAt = Math.max(...rows.map((row) => row.queuedAt));
  const newest = rows.filter((row) => row.queuedAt === queuedAt);
  const deliveredAt = newest.find((row) => row.deliveredAt !== null)?.deliveredAt ?? null;
  return { deliveredAt, seenAt: newest.find((row) => row.seenAt !== null)?.seenAt ?? null };
}

/** The phone has been heard of. */
function hearOf(tables: MemoryTables, { deviceId, responderId, now }: Receipt): void {
  for (const token of tables.tokensByResponder.get(responderId) ?? []) {
    const device = tables.devices.get(token);
    if (device?.id !== deviceId) continue;
    device.seenAt = Math.max(device.seenAt ?? now, now);
    device.receiptAt = Math.max(device.receiptAt ?? now, now);
  }
}

/** Feed entry and fact of a yes. */
function acceptance(alert: Alert, input: { readonly now: number }) {
  const { id: alertId, responderId } = alert;
  return {
    feed: [{ responderId, kind: 'alert-answered' as const, alertId }],
    facts: [
      {
        kind: 'alert-accepted' as const,
        at: input.now,
        actor: 'responder' as const,
        responderId,
        detail: { alertId },
      },
    ],
  };
}

function hasMessage(tables: MemoryTables, key: string, message: StoredControlMessage): boolean {
  return (tables.messages.get(key) ?? []).some(
    (stored) =>
      stored.message.op === message.message.op &&
      orderKeyOf(stored.message) === orderKeyOf(message.message),
  );
}
