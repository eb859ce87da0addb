import type { FactView } from '#contracts/incident-api';
import type { WeeklyReportView } from '#contracts/report-card-api';
import type { IncidentMode, IncidentStatus } from '#core/incident';
import type { IncidentProgress } from '#core/incident-progress';
import type { Instant } from '#core/units';
import type { HookAnswer, HookOutcome } from '#core/webhook-attempts';
import type { EventType } from '#core/webhook-events';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** One fact of an incident as control rooms are told it. */
export interface IncidentNews {
  readonly incidentId: string;
  readonly controlRef: string;
  readonly mode: IncidentMode;
  readonly status: IncidentStatus;
  /** How far the incident had come when the fact was told. */
  readonly progress: IncidentProgress | null;
  readonly fact: FactView;
}

/** Something that happened, in the order in which it is told. */
export interface ControlEvent {
  readonly organisationId: string;
  /** Grows; whoever has read up to one has missed none before it. */
  readonly position: number;
  readonly id: string;
  readonly type: EventType;
  readonly at: Instant;
  readonly news: IncidentNews | null;
  readonly weekly: WeeklyReportView | null;
}

/** What is told to control rooms: a list that is only added to, and goes by age. */
export interface ControlEvents {
  /**
   * Adds what facts have been committed since, of all organisations, and one delivery for each
   * address that asks for it, in one transaction. A fact that is committed late is added late, and
   * never left out; while another copy is at it nothing is done.
   *
   * @returns how many facts were looked at
   */
  relay(now: Instant): Promise<number>;
  /** Events after a position, the oldest first. */
  after(
    organisationId: string,
    from: { readonly position: number; readonly limit: number },
  ): Promise<readonly ControlEvent[]>;
}

/** A secret that signs what is sent to an address, sealed by the vault. */
export interface WebhookSecret {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly createdAt: Instant;
  /** Of the older one of a rotated pair; null for the one in use. */
  readonly endsAt: Instant | null;
}

/** An address that events are sent to. */
export interface Webhook {
  readonly id: string;
  readonly organisationId: string;
  readonly label: string;
  readonly url: string;
  /** Empty for all. */
  readonly types: readonly EventType[];
  readonly createdAt: Instant;
  readonly failingSince: Instant | null;
  readonly disabledAt: Instant | null;
  readonly disabledReason: string | null;
  /** The one in use first. */
  readonly secrets: readonly WebhookSecret[];
}

/** One event on its way to one address. */
export interface WebhookDelivery {
  readonly id: string;
  readonly organisationId: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly type: EventType;
  readonly incidentId: string | null;
  readonly status: HookOutcome['status'];
  readonly attempts: number;
  readonly dueAt: Instant;
  readonly reason: string | null;
  readonly httpStatus: number | null;
  readonly settledAt: Instant | null;
}

/** A delivery that somebody has taken to carry, with all that is needed for it. */
export interface DueWebhook {
  readonly deliveryId: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly webhook: Webhook;
  readonly event: ControlEvent;
}

/** Addresses of control rooms, and what is on its way to them. */
export interface WebhookStore {
  /** All of an organisation, the oldest first. */
  webhooks(organisationId: string): Promise<readonly Webhook[]>;
  webhook(organisationId: string, webhookId: string): Promise<Webhook | null>;
  /** False where the organisation has as many as it may. */
  addWebhook(webhook: Webhook, atMost: number): Promise<boolean>;
  /**
   * Sets label, address, types and whether it is sent anything. What waits for one that is put off
   * becomes dead letters. False where there is none.
   */
  changeWebhook(
    webhook: Pick<
      Webhook,
      'organisationId' | 'id' | 'label' | 'url' | 'types' | 'disabledAt' | 'disabledReason'
    >,
  ): Promise<boolean>;
  /** Removes it with its deliveries; false where there is none. */
  removeWebhook(organisationId: string, webhookId: string): Promise<boolean>;
  /** Adds the secret in use; those before it end then, and what has ended is forgotten. */
  rotateSecret(
    of: { readonly organisationId: string; readonly webhookId: string },
    secret: WebhookSecret,
    oldEndsAt: Instant,
  ): Promise<void>;
  /**
   * Takes what is due, for all organisations: no more at once for one address than it may have,
   * and of one incident in order until an attempt has failed twice.
   */
  take(lease: {
    readonly leaseId: string;
    readonly now: Instant;
    readonly leasedUntil: Instant;
    readonly atMost: number;
  }): Promise<readonly DueWebhook[]>;
  /** Writes what an attempt came to, unless the lease went to somebody else meanwhile. */
  settle(
    taken: { readonly due: DueWebhook; readonly leaseId: string; readonly now: Instant },
    outcome: HookOutcome,
    /** Why the address is sent nothing more from now on; null where it is. */
    ends: string | null,
  ): Promise<void>;
  /** Dead letters of an organisation, newest first. */
  dead(organisationId: string, page: PageRequest): Promise<Page<WebhookDelivery>>;
  /** Makes one dead letter due as if new; null where there is none. */
  resend(organisationId: string, deliveryId: string, now: Instant): Promise<WebhookDelivery | null>;
  /** Makes all due as if new that were recorded since; returns how many. */
  replay(
    of: { readonly organisationId: string; readonly webhookId: string },
    since: Instant,
    options: { readonly delivered: boolean; readonly now: Instant },
  ): Promise<number>;
}

/** Posts signed messages to addresses that somebody else chose. */
export interface WebhookSender {
  /** Why nothing may be sent to an address; null where it may. */
  fault(url: string): string | null;
  /** Signs by every secret and posts, once; never rejects. */
  send(message: {
    readonly url: string;
    /** In the form of Standard Webhooks, the one in use first. */
    readonly secrets: readonly string[];
    readonly id: string;
    readonly body: string;
  }): Promise<HookAnswer>;
}
