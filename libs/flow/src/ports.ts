import type { Aed, AedHours, AedStatus } from '#core/aed';
import type { Alert, AlertStatus, WithdrawnReason } from '#core/alert';
import type { Assignment, AssignmentStatus } from '#core/assignment';
import type { Callout, CalloutStatus } from '#core/callout';
import type { ControlMessage } from '#core/control-messages';
import type { Candidate } from '#core/eligibility';
import type { Area, Place } from '#core/geometry';
import type { Incident, IncidentStatus } from '#core/incident';
import type { Fix } from '#core/location-fix';
import type { Organisation } from '#core/organisation';
import type { Result } from '#core/problem';
import type { Credential, CredentialKind, CredentialStatus, Responder } from '#core/responder';
import type { ActorKind, Fact } from '#core/timeline';
import type { NotAlerted } from '#core/who-to-alert';
import type { AedChoice } from '#core/aed';
import type { Instant } from '#core/units';
import type { CalloutView } from '#contracts/callout-api';
import type { FactView, IncidentView } from '#contracts/incident-api';
import type { FeedKind, FeedMessage } from '#contracts/responder-api';

/*
 * The outside world in the words of the domain. Each port has its adapters under libs/adapters,
 * and every adapter of a port passes the same conformance suite. No driver type appears here.
 */

// --- Clock and ids ---------------------------------------------------------------------------

export interface Clock {
  /** The moment everything is decided and stored by; PostgreSQL's time in production. */
  now(): Instant;
}

export interface Ids {
  /** A new identifier (UUID). */
  id(): string;
  /** An unguessable secret of at least 128 bits, URL-safe. */
  secret(): string;
  /** Two numbers in [0, 1) that shift an incident's coarse grid. */
  salt(): readonly [number, number];
}

// --- Incident store --------------------------------------------------------------------------

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
  /** AEDs of the newest plan. */
  readonly aeds: readonly AedChoice[];
  readonly messages: readonly StoredControlMessage[];
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
}

export interface NewIncident {
  readonly incident: Incident;
  readonly policyName: string;
}

/** The next line of a responder's numbered feed; the store gives the number. */
export interface FeedEntry {
  readonly responderId: string;
  readonly kind: FeedKind;
  readonly alertId: string;
}

export type DeliveryChannel = 'live' | 'push';
export type DeliverySubject = 'alert' | 'stood-down';

/** One attempt to carry one thing to one phone; the rows are the queue. */
export interface NewDelivery {
  readonly id: string;
  readonly alertId: string;
  readonly responderId: string;
  readonly channel: DeliveryChannel;
  readonly subject: DeliverySubject;
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
    filter: { readonly status: IncidentStatus | null; readonly controlRef: string | null },
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
    readonly alertId: string;
    readonly responderId: string;
    readonly assignmentId: string;
    readonly now: Instant;
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
  /** First receipt of its kind wins; returns the alert, or null when it is not this responder's. */
  recordReceipt(input: {
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly kind: 'delivered' | 'seen';
    readonly now: Instant;
  }): Promise<{ readonly first: boolean; readonly facts: readonly FactView[]; readonly incidentId: string | null } | null>;
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
  considered(organisationId: string, incidentId: string): Promise<readonly ConsideredPerson[]>;
}

// --- People ----------------------------------------------------------------------------------

export type AccountRole = 'control' | 'dispatcher' | 'registrar';

/** Who is calling. */
export type Caller =
  | { readonly role: AccountRole; readonly organisationId: string; readonly keyId: string }
  | {
      readonly role: 'responder';
      readonly organisationId: string;
      readonly responderId: string;
      readonly deviceId: string;
      readonly expiresAt: Instant;
    };

export interface CredentialInput {
  readonly kind: CredentialKind;
  readonly issuer: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly verified: boolean;
}

export interface ResponderInput {
  readonly externalRef: string;
  readonly displayName: string;
  readonly testPhone: boolean;
  readonly disabled: boolean;
  readonly credentials: readonly CredentialInput[];
}

export interface PeopleStore {
  organisation(organisationId: string): Promise<Organisation | null>;
  /** The caller a control key, dispatcher key or registrar key belongs to; null when none. */
  callerOfKey(secret: string): Promise<Caller | null>;
  /** The responder a device token belongs to, also when it has expired; null when none. */
  callerOfToken(token: string): Promise<Caller | null>;
  addOrganisation(organisation: Organisation): Promise<void>;
  addKey(input: {
    readonly id: string;
    readonly organisationId: string;
    readonly role: AccountRole;
    readonly label: string;
    readonly secret: string;
    readonly now: Instant;
  }): Promise<void>;
  putResponder(
    organisationId: string,
    input: ResponderInput,
    now: Instant,
  ): Promise<{ readonly responder: Responder; readonly change: 'added' | 'changed' | 'unchanged' }>;
  responder(organisationId: string, responderId: string): Promise<Responder | null>;
  responderByRef(organisationId: string, externalRef: string): Promise<Responder | null>;
  responders(organisationId: string, page: PageRequest): Promise<Page<Responder>>;
  moveCredential(input: {
    readonly organisationId: string;
    readonly credentialId: string;
    readonly to: CredentialStatus;
    readonly now: Instant;
  }): Promise<Result<{ readonly responderId: string; readonly credential: Credential }>>;
  addEnrolment(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly code: string;
    readonly expiresAt: Instant;
    readonly now: Instant;
  }): Promise<void>;
  /** Trades a one-time code for a device; refuses `enrolment-code-invalid`. */
  signInDevice(input: {
    readonly code: string;
    readonly deviceId: string;
    readonly token: string;
    readonly tokenExpiresAt: Instant;
    readonly platform: 'android' | 'ios' | 'web';
    readonly pushToken: string | null;
    readonly now: Instant;
  }): Promise<Result<{ readonly responderId: string; readonly organisationId: string }>>;
  setPushToken(deviceId: string, organisationId: string, pushToken: string | null): Promise<void>;
  /** Forgets a push token its provider calls gone; a newer token of the device stays. */
  dropPushToken(pushToken: string): Promise<void>;
  setDuty(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly onDuty: boolean;
    readonly now: Instant;
  }): Promise<Responder>;
  /** What the decision needs of these people, in one read. Fixes are the last known ones. */
  candidates(organisationId: string, responderIds: readonly string[]): Promise<readonly Candidate[]>;
  /** People whose last known position lies within the radius, nearest first. */
  candidatesNear(
    organisationId: string,
    near: { readonly place: Place; readonly radiusM: number; readonly max: number },
  ): Promise<readonly Candidate[]>;
  /** People whose last known position lies in the area. */
  candidatesIn(organisationId: string, area: Area, max: number): Promise<readonly Candidate[]>;
  /** On-duty people with a valid credential and a position, to fill an empty live index. */
  eachAvailable(now: Instant): AsyncIterable<{
    readonly organisationId: string;
    readonly entry: LiveEntry;
  }>;
  saveLastKnown(
    fixes: readonly {
      readonly organisationId: string;
      readonly responderId: string;
      readonly fix: Fix;
    }[],
    now: Instant,
  ): Promise<void>;
  lastKnown(organisationId: string, responderIds: readonly string[]): Promise<ReadonlyMap<string, Fix>>;
  /** Feed entries after a number, oldest first, with the alerts they are about. */
  feedAfter(
    organisationId: string,
    responderId: string,
    after: number,
  ): Promise<{
    readonly entries: readonly (FeedEntry & { readonly seq: number; readonly at: Instant })[];
    readonly lastSeq: number;
  }>;
  /** Ids of alerts that are open or whose assignment is open, newest first. */
  openAlertIds(organisationId: string, responderId: string): Promise<readonly string[]>;
}

// --- AEDs ------------------------------------------------------------------------------------

export interface AedInput {
  readonly externalRef: string;
  readonly name: string;
  readonly place: Place;
  readonly locationDetail: string | null;
  readonly access: Aed['access'];
  readonly openingHours: string | null;
  readonly hours: AedHours;
  readonly lastCheckedAt: Instant | null;
}

export interface AedStore {
  putAed(
    organisationId: string,
    input: AedInput,
    now: Instant,
  ): Promise<{ readonly aed: Aed; readonly change: 'added' | 'changed' | 'unchanged' }>;
  moveAed(input: {
    readonly organisationId: string;
    readonly externalRef: string;
    readonly to: AedStatus;
    readonly now: Instant;
  }): Promise<Result<Aed>>;
  aedsNear(organisationId: string, place: Place, radiusM: number): Promise<readonly Aed[]>;
  aedsByIds(organisationId: string, ids: readonly string[]): Promise<readonly Aed[]>;
  /** AEDs whose compiled hours end before that moment. */
  aedsToCompile(before: Instant, max: number): Promise<readonly Aed[]>;
}

/** Reads opening hours into intervals; what cannot be read is `unknown`. */
export interface OpeningHours {
  compile(text: string | null, timeZone: string, now: Instant): AedHours;
}

// --- Call-outs -------------------------------------------------------------------------------

export interface CalloutState {
  readonly callout: Callout;
  readonly alerts: readonly Alert[];
  readonly lateYesCount: number;
}

export interface CalloutChange {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly now: Instant;
  readonly expectedRevision: number | null;
  readonly opened: Callout | null;
  readonly status: CalloutStatus | null;
  readonly newAlerts: readonly Alert[];
  readonly alertMoves: readonly AlertMove[];
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  readonly facts: readonly Fact[];
  readonly reviewAt: Instant | null | undefined;
}

export interface CalloutStore {
  loadCallout(organisationId: string, calloutId: string): Promise<CalloutState | null>;
  loadCalloutByRef(organisationId: string, controlRef: string): Promise<CalloutState | null>;
  listCallouts(organisationId: string, page: PageRequest): Promise<Page<CalloutState>>;
  saveCallout(change: CalloutChange): Promise<SaveOutcome>;
  /**
   * Counts one more yes while the call-out wants more, by compare-and-set; the last yes moves it
   * to `filled`. A yes that comes too late is stored as such and refused with `places-taken`.
   */
  takeCalloutPlace(input: {
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly now: Instant;
  }): Promise<Result<{ readonly calloutId: string; readonly filled: boolean; readonly saved: Saved }>>;
  loadCalloutAlert(
    organisationId: string,
    alertId: string,
    responderId: string,
  ): Promise<{ readonly alert: Alert; readonly callout: Callout; readonly lateYes: boolean } | null>;
}

// --- The queue: due deliveries and due reviews -------------------------------------------------

export interface Lease {
  readonly leaseId: string;
  readonly now: Instant;
  readonly leaseMs: number;
  readonly max: number;
}

export interface DueReview {
  readonly organisationId: string;
  readonly subject: 'incident' | 'callout';
  readonly subjectId: string;
  readonly attempt: number;
}

/** A delivery with what its channel needs, re-checked at the moment of handing over. */
export interface DueDelivery extends NewDelivery {
  readonly organisationId: string;
  readonly incidentId: string | null;
  readonly calloutId: string | null;
  readonly attempt: number;
  /** False when the alert has ended, was delivered, or the person went off duty meanwhile. */
  readonly stillWanted: boolean;
  readonly pushTokens: readonly string[];
  readonly feedSeq: number | null;
}

export type DeliveryOutcome =
  | { readonly status: 'handed-over'; readonly providerRef: string | null }
  | { readonly status: 'not-needed' }
  | { readonly status: 'failed'; readonly error: string }
  | { readonly status: 'retry'; readonly error: string; readonly dueAt: Instant };

export interface Queue {
  /** Leases due reviews; a lease that runs out puts the review back. */
  takeReviews(lease: Lease): Promise<readonly DueReview[]>;
  /** Gives a review up: due again at `dueAt`, or never. */
  finishReview(review: DueReview, leaseId: string, dueAt: Instant | null): Promise<void>;
  takeDeliveries(lease: Lease): Promise<readonly DueDelivery[]>;
  finishDeliveries(
    leaseId: string,
    outcomes: readonly { readonly deliveryId: string; readonly outcome: DeliveryOutcome }[],
    now: Instant,
  ): Promise<void>;
  /** Earliest due moment of anything waiting, and how long the oldest due thing has waited. */
  depth(now: Instant): Promise<{ readonly dueCount: number; readonly oldestWaitMs: number }>;
  /** Calls back when something became due elsewhere; returns how to stop listening. */
  onWake(listener: () => void): Promise<() => Promise<void>>;
}

// --- The live index --------------------------------------------------------------------------

/** An available responder in the live index; only such people are in it. */
export interface LiveEntry {
  readonly responderId: string;
  readonly fix: Fix;
  /** Kinds of verified credentials valid now. */
  readonly credentialKinds: readonly CredentialKind[];
}

export interface Locations {
  /** Puts newest positions of available people; an older fix never replaces a newer one. */
  put(organisationId: string, entries: readonly LiveEntry[]): Promise<void>;
  /** Takes people out: off duty, revoked, bound. */
  remove(organisationId: string, responderIds: readonly string[]): Promise<void>;
  /**
   * The nearest available people holding one of the kinds, nearest first; never fewer than there
   * are within the radius up to `max`, never anyone whose fix is older than `freshSince`.
   */
  nearest(query: {
    readonly organisationId: string;
    readonly place: Place;
    readonly radiusM: number;
    readonly credentialKinds: readonly CredentialKind[];
    readonly freshSince: Instant;
    readonly max: number;
  }): Promise<readonly { readonly responderId: string; readonly fix: Fix }[]>;
  fixes(organisationId: string, responderIds: readonly string[]): Promise<ReadonlyMap<string, Fix>>;
  /** True when the index answers and has been filled since it was last emptied. */
  ready(): Promise<boolean>;
  markFilled(): Promise<void>;
}

// --- Live sockets and push -------------------------------------------------------------------

export interface Live {
  /** Doorbell to phones; loses nothing that matters, since each phone can ask for what it missed. */
  tellResponders(messages: readonly { readonly responderId: string; readonly message: FeedMessage }[]): void;
  tellControl(organisationId: string, message: ControlLive): void;
  /** Who of these has a phone on a live socket now; empty when nobody can say. */
  connected(responderIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export type ControlLive =
  | { readonly event: 'incident'; readonly view: IncidentView }
  | { readonly event: 'fact'; readonly incidentId: string; readonly fact: FactView }
  | { readonly event: 'callout'; readonly view: CalloutView };

export interface PushMessage {
  readonly deliveryId: string;
  readonly pushToken: string;
  readonly subject: DeliverySubject;
  readonly about: 'incident' | 'callout';
  readonly alertId: string;
  /** A newer message with the same key replaces an older one on the phone. */
  readonly collapseKey: string;
  readonly ttlMs: number;
}

export type PushOutcome =
  | { readonly outcome: 'handed-over'; readonly providerRef: string }
  | { readonly outcome: 'token-gone' }
  | { readonly outcome: 'failed'; readonly error: string; readonly retryAfterMs: number | null };

export interface Push {
  /** Hands messages to the provider; one outcome each, in the same order, never throws. */
  send(messages: readonly PushMessage[]): Promise<readonly PushOutcome[]>;
}

// --- Counting ----------------------------------------------------------------------------------

export interface Meter {
  incidentRaised(): void;
  alertsSent(count: number): void;
  receiptAfter(ms: number): void;
  decisionTook(ms: number): void;
  degraded(what: 'live-index' | 'decision'): void;
}

/** Who did it, for the timeline. */
export interface Actor {
  readonly kind: ActorKind;
  readonly id: string;
}
