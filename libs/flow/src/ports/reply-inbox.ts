import type { AlertStatus } from '#core/alert';
import type { Language } from '#core/delivery';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

export type ReplyChannel = 'sms' | 'voice';

/** An alert that a person could mean with what they write. */
export interface AnswerableAlert {
  readonly alertId: string;
  readonly about: 'incident' | 'callout' | 'drill';
  readonly aboutId: string;
  readonly status: AlertStatus;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  /** Handed to this person by SMS or call. */
  readonly wasAskedOutsideApp: boolean;
}

/** Somebody with that telephone number. */
export interface Sender {
  readonly organisationId: string;
  readonly responderId: string;
  readonly language: Language;
  /** Open ones, and those that ended less than a day ago, newest first. */
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
  /** `duplicate` when that channel brought it to that person before. */
  keep(reply: StoredReply): Promise<'kept' | 'duplicate'>;
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
