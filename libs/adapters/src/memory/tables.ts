import type { Account } from '#core/account';
import type { Aed, AedChoice } from '#core/aed';
import type { Alert } from '#core/alert';
import type { ProofMediaType } from '#core/credential-proof';
import type { RenewalDays } from '#core/credential-renewal';
import type { Assignment } from '#core/assignment';
import type { Callout } from '#core/callout';
import type { CalloutReason } from '#core/callout-considered';
import type { BatchTally } from '#core/callout-learning';
import type { CalloutConsidered } from '#core/consider-for-callout';
import type { Booking } from '#core/callout-booking';
import type {
  DeclinableChannel,
  DeliveryChannel,
  DeliveryStatus,
  DeliverySubject,
} from '#core/delivery';
import type { Drill } from '#core/drill';
import type { Incident } from '#core/incident';
import type { Fix } from '#core/location-fix';
import type { Organisation } from '#core/organisation';
import type { Responder } from '#core/responder';
import type { ResponsePlan } from '#core/response-plan';
import type { DangerArea } from '#core/safety';
import type { Session } from '#core/session';
import type { Instant } from '#core/units';
import type { NotAlerted } from '#core/plan';
import type { FactView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import type {
  AcceptanceCheck,
  CalloutLook,
  Caller,
  DeliveryAttempt,
  FeedEntry,
  NewBooking,
  NewDelivery,
  Pass,
  RegisteredPlaceInput,
  Saved,
  SetAside,
  StoredControlMessage,
  StoredDecision,
} from '#flow/ports';
import type { Fact } from '#core/timeline';

export interface IncidentRow {
  readonly incident: Incident;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly aeds: readonly AedChoice[];
}

export interface DeviceRow {
  readonly id: string;
  readonly organisationId: string;
  readonly responderId: string;
  readonly token: string;
  readonly platform: 'android' | 'ios' | 'web';
  readonly signedInAt: Instant;
  readonly expiresAt: Instant;
  pushToken: string | null;
  pushChannel: 'push' | 'web-push';
  pushSetAt: Instant | null;
  pushGoneAt: Instant | null;
  permission: 'granted' | 'denied' | 'unknown';
  seenAt: Instant | null;
  receiptAt: Instant | null;
  endedAt: Instant | null;
}

/** A token of a phone beside the one in use; traded, or not used yet. */
export interface DeviceTokenRow {
  readonly deviceId: string;
  readonly expiresAt: Instant;
  readonly tradedAt: Instant | null;
}

/** Where a person can be reached beside their phones' app. */
export interface ContactRow {
  readonly phone: string | null;
  readonly email: string | null;
  readonly declined: readonly DeclinableChannel[];
}

/** What was filed about a credential, and who has looked at it. */
export interface FilingRow {
  /** Null for one that the registry put. */
  readonly filedAt: Instant | null;
  readonly number: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Instant | null;
  readonly reason: string | null;
}

export interface ProofRow {
  readonly mediaType: ProofMediaType;
  readonly file: Uint8Array;
  readonly uploadedAt: Instant;
}

export interface ReminderRow {
  readonly credentialId: string;
  readonly validTo: Instant;
  readonly days: RenewalDays;
  readonly leaseId: string;
  readonly leasedUntil: Instant;
  readonly sentAt: Instant | null;
}

/** An account with its secrets. */
export interface StaffRow {
  account: Account;
  readonly createdAt: Instant;
  passwordHash: string | null;
  totpSealed: Uint8Array | null;
  totpStep: number | null;
  oidc: { readonly issuer: string; readonly subject: string } | null;
}

export interface InvitationRow {
  readonly accountId: string;
  readonly expiresAt: Instant;
  open: boolean;
  begun: { readonly passwordHash: string; readonly totpSealed: Uint8Array } | null;
}

export interface OidcAttemptRow {
  readonly organisationId: string;
  readonly sealed: Uint8Array;
  readonly expiresAt: Instant;
}

export interface EnrolmentRow {
  readonly organisationId: string;
  readonly responderId: string;
  readonly expiresAt: Instant;
  open: boolean;
}

export interface DeliveryRow extends NewDelivery {
  readonly organisationId: string;
  readonly status: DeliveryStatus;
  readonly queuedAt: Instant;
  readonly attempt: number;
  readonly failures: number;
  readonly leaseId: string | null;
  readonly leasedUntil: Instant | null;
  readonly finishedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly spared: string | null;
  readonly providerRef: string | null;
  readonly error: string | null;
  readonly attempts: readonly (DeliveryAttempt & { readonly leaseId: string })[];
}

export interface ReviewRow {
  readonly organisationId: string;
  readonly subject: 'incident' | 'callout' | 'drill';
  readonly subjectId: string;
  readonly dueAt: Instant;
  readonly attempt: number;
  readonly failures: number;
  readonly leaseId: string | null;
  readonly leasedUntil: Instant | null;
}

/** A booking with what its own view does not tell. */
export interface BookingRow {
  readonly booking: Booking;
  readonly phone: string | null;
  readonly wishes: NewBooking['wishes'];
  readonly endedAt: Instant | null;
}

/** Somebody a call-out has considered, with the channels that lead to them. */
export interface CalloutConsideredRow {
  readonly considered: Omit<CalloutConsidered, 'reason'> & { readonly reason: CalloutReason };
  readonly channels: readonly DeliveryChannel[];
  readonly decidedAt: Instant;
}

/** One batch of a call-out as it was asked. */
export type CalloutBatchRow = Omit<BatchTally, 'openCount' | 'yesCount' | 'yesDelaysMs'>;

export type FeedRow = FeedEntry & { readonly seq: number; readonly at: Instant };

export interface ConsideredRow extends NotAlerted {
  readonly decidedAt: Instant;
}

/** Everything the memory stores know. Rows are replaced, never changed in place. */
export class MemoryTables {
  readonly organisations = new Map<string, Organisation>();
  readonly keys = new Map<string, Caller>();
  readonly responders = new Map<string, Responder>();
  readonly responderIdsByRef = new Map<string, string>();
  readonly contacts = new Map<string, ContactRow>();
  readonly devices = new Map<string, DeviceRow>();
  readonly tokensByResponder = new Map<string, string[]>();
  /** Tokens of phones beside the one in use. */
  readonly deviceTokens = new Map<string, DeviceTokenRow>();
  readonly enrolments = new Map<string, EnrolmentRow>();
  readonly staff = new Map<string, StaffRow>();
  /** By code. */
  readonly invitations = new Map<string, InvitationRow>();
  /** By state. */
  readonly oidcAttempts = new Map<string, OidcAttemptRow>();
  readonly sessions = new Map<string, Session>();
  /** By token. */
  readonly refreshTokens = new Map<
    string,
    { readonly sessionId: string; usedAt: Instant | null }
  >();
  readonly accessTokens = new Map<
    string,
    { readonly sessionId: string; readonly expiresAt: Instant }
  >();
  /** By the credential, as the next. */
  readonly filings = new Map<string, FilingRow>();
  readonly proofs = new Map<string, ProofRow>();
  readonly reminders = new Map<string, ReminderRow>();
  readonly lastKnown = new Map<string, Fix>();
  readonly places = new Map<string, readonly RegisteredPlaceInput[]>();
  readonly incidents = new Map<string, IncidentRow>();
  readonly incidentIdsByRef = new Map<string, string>();
  readonly messages = new Map<string, StoredControlMessage[]>();
  readonly alerts = new Map<string, Alert>();
  readonly alertIdsBySubject = new Map<string, string[]>();
  readonly alertIdsByResponder = new Map<string, string[]>();
  readonly lateYes = new Map<string, Instant>();
  readonly assignments = new Map<string, Assignment>();
  readonly assignmentIdsByIncident = new Map<string, string[]>();
  readonly assignmentIdsByResponder = new Map<string, string[]>();
  /** Who is fetching an AED now, by the AED. */
  readonly fetchingByAed = new Map<string, Assignment>();
  readonly openAssignmentByResponder = new Map<string, string>();
  readonly deliveries = new Map<string, DeliveryRow>();
  /** Ids of deliveries whose status is queued. */
  readonly queued = new Set<string>();
  readonly deliveryIdsByAlert = new Map<string, string[]>();
  readonly reviews = new Map<string, ReviewRow>();
  readonly quarantine = new Map<string, SetAside>();
  readonly feeds = new Map<string, FeedRow[]>();
  readonly facts = new Map<string, FactView[]>();
  readonly decisions = new Map<string, StoredDecision[]>();
  readonly considered = new Map<string, Map<string, ConsideredRow>>();
  readonly aeds = new Map<string, Aed>();
  readonly aedIdsByRef = new Map<string, string>();
  readonly callouts = new Map<string, Callout>();
  /** By the call-out, then by the responder. */
  readonly calloutConsidered = new Map<string, Map<string, CalloutConsideredRow>>();
  readonly calloutLooks = new Map<string, CalloutLook>();
  readonly calloutBatches = new Map<string, CalloutBatchRow[]>();
  readonly bookings = new Map<string, BookingRow>();
  /** With their codes. */
  readonly passes = new Map<string, { readonly pass: Pass; readonly code: string }>();
  readonly drills = new Map<string, Drill>();
  readonly responsePlans: ResponsePlan[] = [];
  readonly dangerAreas = new Map<string, Map<string, DangerArea>>();
  readonly acceptanceChecks = new Map<string, Map<Instant, AcceptanceCheck>>();
  readonly wakeListeners = new Set<() => void>();

  addAlert(alert: Alert): void {
    this.alerts.set(alert.id, alert);
    listOf(this.alertIdsBySubject, alert.incidentId ?? alert.calloutId ?? alert.drillId ?? '').push(
      alert.id,
    );
    listOf(this.alertIdsByResponder, alert.responderId).push(alert.id);
  }

  /** Alerts of an incident or call-out, oldest first. */
  alertsOf(subjectId: string): Alert[] {
    const ids = this.alertIdsBySubject.get(subjectId) ?? [];
    return ids.flatMap((id) => this.alerts.get(id) ?? []).sort(byAge);
  }

  addDelivery(delivery: NewDelivery, organisationId: string, now: Instant): void {
    listOf(this.deliveryIdsByAlert, delivery.alertId).push(delivery.id);
    this.setDelivery({
      ...delivery,
      organisationId,
      status: 'queued',
      queuedAt: now,
      attempt: 0,
      failures: 0,
      leaseId: null,
      leasedUntil: null,
      finishedAt: null,
      deliveredAt: null,
      seenAt: null,
      spared: null,
      providerRef: null,
      error: null,
      attempts: [],
    });
  }

  /** Deliveries of an alert, of one subject or of all, in the order they were queued. */
  deliveriesOf(alertId: string, subject?: DeliverySubject): DeliveryRow[] {
    return (this.deliveryIdsByAlert.get(alertId) ?? [])
      .flatMap((id) => this.deliveries.get(id) ?? [])
      .filter((row) => subject === undefined || row.subject === subject);
  }

  setDelivery(row: DeliveryRow): void {
    this.deliveries.set(row.id, row);
    if (row.status === 'queued') this.queued.add(row.id);
    else this.queued.delete(row.id);
  }

  /** Deliveries that are waiting or leased. */
  queuedDeliveries(): DeliveryRow[] {
    return [...this.queued].flatMap((id) => this.deliveries.get(id) ?? []);
  }

  /** Numbers and keeps feed entries and facts. */
  record(
    subjectId: string,
    entries: { readonly feed: readonly FeedEntry[]; readonly facts: readonly Fact[] },
    now: Instant,
  ): Saved {
    const feed = entries.feed.map((entry) => {
      const rows = listOf(this.feeds, entry.responderId);
      const row = { ...entry, seq: rows.length + 1, at: now };
      rows.push(row);
      return row;
    });
    return { feed, facts: this.recordFacts(subjectId, entries.facts) };
  }

  recordFacts(subjectId: string, facts: readonly Fact[]): FactView[] {
    const timeline = listOf(this.facts, subjectId);
    return facts.map((fact) => {
      const view = { ...fact, at: toIso(fact.at), seq: timeline.length + 1, detail: fact.detail };
      timeline.push(view);
      return view;
    });
  }

  recordReasons(incidentId: string, people: readonly NotAlerted[], now: Instant): void {
    const reasons = this.considered.get(incidentId) ?? new Map<string, ConsideredRow>();
    for (const person of people) reasons.set(person.responderId, { ...person, decidedAt: now });
    this.considered.set(incidentId, reasons);
  }

  /** Sets when a subject is looked at again; whoever holds the old review loses it. */
  setReview(
    key: Pick<ReviewRow, 'organisationId' | 'subject' | 'subjectId'>,
    dueAt: Instant | null | undefined,
  ): void {
    if (dueAt === null) this.reviews.delete(key.subjectId);
    if (dueAt === null || dueAt === undefined) return;
    const { failures } = this.reviews.get(key.subjectId) ?? { failures: 0 };
    const row = { ...key, dueAt, attempt: 0, failures, leaseId: null, leasedUntil: null };
    this.reviews.set(key.subjectId, row);
  }

  /** Wakes whoever waits when a change leaves something due at its own moment. */
  wakeIfDue(change: {
    readonly now: Instant;
    readonly reviewAt: Instant | null | undefined;
    readonly deliveries: readonly NewDelivery[];
  }): void {
    const moments = [change.reviewAt, ...change.deliveries.map((delivery) => delivery.dueAt)];
    const isDue = (at: Instant | null | undefined) => typeof at === 'number' && at <= change.now;
    if (moments.some(isDue)) this.wake();
  }

  wake(): void {
    for (const listener of this.wakeListeners) listener();
  }
}

/** What an organisation and one of its references are kept under. */
export function refKey(organisationId: string, ref: string): string {
  return `${organisationId} ${ref}`;
}

/** The list under a key, made when there is none. */
export function listOf<V>(lists: Map<string, V[]>, key: string): V[] {
  const list = lists.get(key) ?? [];
  if (list.length === 0) lists.set(key, list);
  return list;
}

/** Runs the work at once, in one go, and hands its result or its error over as a promise. */
export function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function byAge(a: Alert, b: Alert): number {
  return a.sentAt - b.sentAt || a.wave - b.wave || (a.id < b.id ? -1 : 1);
}
