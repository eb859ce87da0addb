import type { FactView } from '#contracts/incident-api';
import type { FeedKind } from '#contracts/responder-api';
import type { AedChoice } from '#core/aed';
import type { Alert, AlertStatus, WithdrawnReason } from '#core/alert';
import type { Assignment, AssignmentStatus } from '#core/assignment';
import type { ControlMessage } from '#core/control-messages';
import type { DeliveryChannel, DeliveryRank, DeliverySubject } from '#core/delivery';
import type { Incident, IncidentStatus } from '#core/incident';
import type { Result } from '#core/problem';
import type { TeamTask } from '#core/team-role';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { NotAlerted } from '#core/plan';

/** A control message with the time it came in. */
export interface StoredControlMessage {
  readonly message: ControlMessage;
  readonly receivedAt: Instant;
}

/** An incident with all that has happened to it. */
export interface IncidentState {
  readonly incident: Incident;
  /** Policy the incident was raised under. */
  readonly policyName: string;
  readonly policyVersion: number;
  /** AEDs of the newest plan. */
  readonly aeds: readonly AedChoice[];
  readonly messages: readonly StoredControlMessage[];
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
}

export interface NewIncident {
  readonly incident: Incident;
  readonly policyName: string;
  readonly policyVersion: number;
}

/** The next line of a responder's numbered feed; the store gives the number. */
export interface FeedEntry {
  readonly responderId: string;
  readonly kind: FeedKind;
  readonly alertId: string;
}

/** One thing to be carried to one person by one channel; the rows are the queue. */
export interface NewDelivery {
  readonly id: string;
  readonly alertId: string;
  readonly responderId: string;
  readonly channel: DeliveryChannel;
  readonly subject: DeliverySubject;
  readonly rank: DeliveryRank;
  readonly dueAt: Instant;
}

export interface AlertMove {
  readonly alertId: string;
  readonly to: AlertStatus;
  readonly at: Instant;
  readonly endedReason: WithdrawnReason | null;
}

export interface AssignmentMove {
  readonly assignmentId: string;
  readonly from: AssignmentStatus;
  readonly to: AssignmentStatus;
  readonly at: Instant;
  readonly reason: string | null;
}

/** What somebody of the team is to do from now on. */
export interface OrderChange {
  readonly assignmentId: string;
  readonly task: TeamTask;
  readonly etaAt: Instant;
}

/** Somebody holds the AED of their task, of which the first report counts; or holds it no more. */
export interface AedCollected {
  readonly assignmentId: string;
  /** Null when it proved to be of no use. */
  readonly at: Instant | null;
}

/** Why a decision was made. */
export type DecisionTrigger =
  | 'raised'
  | 'changed-by-control'
  | 'by-dispatcher'
  | 'answered'
  | 'progress'
  | 'aed-reported'
  | 'due';

/** A decision as it is kept: with its input and plan as the very bytes they were. */
export interface NewDecision {
  readonly at: Instant;
  readonly trigger: DecisionTrigger;
  /** JSON of the PlanInput and of the Plan. */
  readonly input: string;
  readonly plan: string;
}

export interface StoredDecision extends NewDecision {
  /** 1 for the first of its incident. */
  readonly seq: number;
}

/**
 * All that one decision changes, saved in one transaction or not at all. Alert and assignment
 * moves are compare-and-set; the whole change is refused when the incident's revision is no
 * longer `expectedRevision`.
 */
export interface IncidentChange {
  readonly organisationId: string;
  readonly incidentId: string;
  readonly now: Instant;
  /** Null for a new incident. */
  readonly expectedRevision: number | null;
  /** Set when this change creates the incident. */
  readonly raised: NewIncident | null;
  /** Set when control's facts or the status change; replaces the incident's own fields. */
  readonly incident: Incident | null;
  readonly message: StoredControlMessage | null;
  readonly newAlerts: readonly Alert[];
  readonly alertMoves: readonly AlertMove[];
  readonly assignmentMoves: readonly AssignmentMove[];
  /** New orders and arrival times; two people never hold the same AED's order. */
  readonly orders: readonly OrderChange[];
  readonly aedCollected: readonly AedCollected[];
  /** Kept with the change; null where nothing was decided. */
  readonly decision: NewDecision | null;
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  readonly facts: readonly Fact[];
  /** Everyone considered and not alerted, with reasons; replaces their older reasons. */
  readonly notAlerted: readonly NotAlerted[];
  readonly aeds: readonly AedChoice[] | null;
  /** When the incident is looked at again; null for never, undefined to leave it as it is. */
  readonly reviewAt: Instant | null | undefined;
}

/** What was written, with the numbers the store gave. */
export interface Saved {
  readonly feed: readonly (FeedEntry & { readonly seq: number; readonly at: Instant })[];
  readonly facts: readonly FactView[];
}

export type SaveOutcome =
  | { readonly outcome: 'saved'; readonly saved: Saved }
  /** The control reference, or the same message, is stored already. */
  | { readonly outcome: 'duplicate' }
  /** Somebody changed the incident since it was loaded: load and decide again. */
  | { readonly outcome: 'changed-meanwhile' };

/** A yes that took a place. */
export interface PlaceTaken {
  readonly assignment: Assignment;
  readonly placesLeft: number;
  /** Call-outs they are bound to at this moment, and are called away from by this. */
  readonly calledFrom: readonly string[];
  readonly saved: Saved;
}

export interface ConsideredPerson {
  readonly responderId: string;
  readonly displayName: string;
  readonly alerted: boolean;
  readonly reason: string;
  readonly distanceM: number | null;
  readonly decidedAt: Instant;
}

export interface PageRequest {
  readonly cursor: string | null;
  readonly limit: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface IncidentFilter {
  readonly status: IncidentStatus | null;
  readonly controlRef: string | null;
  /** Only those that staff raised without a message of control. */
  readonly onlyByHand?: boolean;
}

export interface IncidentStore {
  /** Messages stored under control's reference, and the incident once its create has come. */
  loadByRef(
    organisationId: string,
    controlRef: string,
  ): Promise<{
    readonly messages: readonly StoredControlMessage[];
    readonly state: IncidentState | null;
  }>;
  load(organisationId: string, incidentId: string): Promise<IncidentState | null>;
  list(
    organisationId: string,
    filter: IncidentFilter,
    page: PageRequest,
  ): Promise<Page<IncidentState>>;
  /** Keeps a message whose create has not come; `duplicate` when it is stored already. */
  keepEarlyMessage(input: {
    readonly organisationId: string;
    readonly controlRef: string;
    readonly message: StoredControlMessage;
  }): Promise<'kept' | 'duplicate' | 'created-meanwhile'>;
  save(change: IncidentChange): Promise<SaveOutcome>;
  /**
   * Takes one of the incident's places for this alert by compare-and-set: exactly as many succeed
   * as there are places, however many try at once. Creates the assignment and its facts.
   *
   * @returns refusals `not-found`, `alert-expired`, `alert-withdrawn`, `already-answered`,
   *   `places-taken`, `bound-elsewhere`, `incident-over`, `stood-down`
   */
  takePlace(input: {
    readonly organisationId: string;
    readonly incidentId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly assignmentId: string;
    readonly now: Instant;
    /** When the incident is looked at again. */
    readonly reviewAt: Instant;
  }): Promise<Result<PlaceTaken>>;
  /** The alert with its incident, for its own responder only. */
  loadAlert(
    organisationId: string,
    alertId: string,
    responderId: string,
  ): Promise<{ readonly alert: Alert; readonly state: IncidentState | null } | null>;
  loadAssignment(
    organisationId: string,
    assignmentId: string,
    responderId: string,
  ): Promise<{ readonly assignment: Assignment; readonly state: IncidentState } | null>;
  /**
   * A phone, or a provider about a phone, says that something has arrived or was looked at. The
   * first receipt of its kind and subject wins, and of an incident it is a fact; whatever of that
   * alert and subject still waits is not needed any more. The deliveries of the subject on that
   * channel are marked
   * (all that were handed over, where no channel is given), and the device has been heard of.
   *
   * @returns null when the alert is not this responder's
   */
  recordReceipt(input: {
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly kind: 'delivered' | 'seen';
    readonly subject: DeliverySubject;
    readonly channel: DeliveryChannel | null;
    readonly deviceId: string | null;
    readonly now: Instant;
  }): Promise<{
    readonly first: boolean;
    readonly facts: readonly FactView[];
    readonly incidentId: string | null;
  } | null>;
  /** Adds facts and reasons outside any decision (considered later, handed over, failed). */
  addFacts(input: {
    readonly organisationId: string;
    readonly incidentId: string | null;
    readonly calloutId: string | null;
    readonly facts: readonly Fact[];
    readonly notAlerted: readonly NotAlerted[];
    readonly now: Instant;
  }): Promise<readonly FactView[]>;
  facts(organisationId: string, incidentId: string): Promise<readonly FactView[]>;
  /** All decisions of an incident, oldest first. */
  decisions(organisationId: string, incidentId: string): Promise<readonly StoredDecision[]>;
  /** First decisions of the newest incidents that were decided before `before`, newest first. */
  firstDecisions(
    organisationId: string,
    query: { readonly before: Instant; readonly max: number },
  ): Promise<readonly (StoredDecision & { readonly incidentId: string })[]>;
  considered(organisationId: string, incidentId: string): Promise<readonly ConsideredPerson[]>;
}
