import type { AlertStatus } from '#core/alert';
import type { Language } from '#core/delivery';
import type { IncidentPriority } from '#core/incident';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

export type ReplyChannel = 'sms' | 'voice';

/** An alert that a person could mean with what they write. */
export interface AnswerableAlert {
  readonly alertId: string;
  readonly about: 'incident' | 'callout' | 'drill';
  readonly aboutId: string;
  /** Of the incident; null for what is not about one. */
  readonly priority: IncidentPriority | null;
  readonly status: AlertStatus;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  /** Handed to this person by SMS or call. */
  readonly wasAskedOutsideApp: boolean;
  /** Under which providers took its messages and calls: a key pressed in a call comes under it. */
  readonly providerRefs: readonly string[];
}

/** Somebody with that telephone number. */
export interface Sender {
  readonly organisationId: string;
  readonly responderId: string;
  readonly language: Language;
  /** Those nobody has answered, and all that were sent less than a day ago, newest first. */
  readonly alerts: readonly AnswerableAlert[];
}

/** What somebody wrote or pressed, with what came of it. */
export interface StoredReply {
  readonly id: string;
  readonly organisationId: string;
  readonly responderId: string;
  /** Null where it could not be told which was meant. */
  readonly alertId: string | null;
  readonly channel: ReplyChannel;
  /** The provider's own id of it; the same comes once. */
  readonly providerRef: string;
  readonly text: string;
  /** What was understood, as JSON; null for nothing. */
  readonly meaning: Readonly<Record<string, unknown>> | null;
  readonly status: 'understood' | 'open' | 'handled';
  readonly receivedAt: Instant;
  readonly handledAt: Instant | null;
  readonly handledBy: string | null;
  readonly note: string | null;
}

export interface ListedReply extends StoredReply {
  readonly displayName: string;
  readonly about: 'incident' | 'callout' | 'drill' | null;
  readonly aboutId: string | null;
}

export interface ReplyInbox {
  /** Everybody with that number, of any organisation. */
  senders(from: string, now: Instant): Promise<readonly Sender[]>;
  /**
   * Keeps a reply as it came, before anything is done about it, so that whatever fails afterwards
   * leaves it with the humans. `duplicate` when that channel brought it to that person before.
   */
  keep(reply: StoredReply): Promise<'kept' | 'duplicate'>;
  /** Notes what was made of a kept reply; null where a human has dealt with it meanwhile. */
  settle(input: {
    readonly organisationId: string;
    readonly replyId: string;
    readonly alertId: string | null;
    readonly meaning: Readonly<Record<string, unknown>>;
    readonly status: 'understood' | 'open';
  }): Promise<ListedReply | null>;
  /** From a number nobody has; kept for the operator. A repeat changes nothing. */
  keepUnplaced(reply: {
    readonly channel: ReplyChannel;
    readonly providerRef: string;
    readonly from: string;
    readonly text: string;
    readonly now: Instant;
  }): Promise<void>;
  /** Newest first; of one incident or call-out, or of all. */
  replies(
    organisationId: string,
    filter: {
      readonly status: StoredReply['status'] | null;
      readonly aboutId: string | null;
    },
    page: PageRequest,
  ): Promise<Page<ListedReply>>;
  /** Marks an open reply as dealt with; null when there is no such open one. */
  handle(input: {
    readonly organisationId: string;
    readonly replyId: string;
    readonly by: string;
    readonly note: string | null;
    readonly now: Instant;
  }): Promise<ListedReply | null>;
}
