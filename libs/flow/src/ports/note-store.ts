import type { DeclinableChannel, DeliveryChannel, Language } from '#core/delivery';
import type { NoteKind, NotePerson } from '#core/note';
import type { BookingStatus } from '#core/callout-booking';
import type { Instant } from '#core/units';
import type { Lease } from '#flow/ports/queue';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** A text to one person that is no alert: kept until it was handed over, and then as a record. */
export interface NewNote {
  readonly id: string;
  readonly organisationId: string;
  /** Exactly one of responderId and bookingId is set; bookingId for people without an account. */
  readonly responderId: string | null;
  readonly bookingId: string | null;
  readonly calloutId: string | null;
  readonly kind: NoteKind;
  /** Empty: Closeby's own words of that kind, in the language of whoever reads it. */
  readonly text: string;
  readonly isExercise: boolean;
  readonly at: Instant;
}

/** A note as its person finds it. */
export interface StoredNote extends NewNote {
  readonly seenAt: Instant | null;
  /** Ways that took it so far; `live` where a phone was on a socket. */
  readonly by: readonly DeliveryChannel[];
}

/** A note in hand of whoever took it, and how its person is reached. */
export interface DueNote {
  readonly note: StoredNote;
  /** Attempts so far, this one counted, since the note or its next step fell due. */
  readonly attempt: number;
  /** Of the organisation. */
  readonly timeZone: string;
  readonly language: Language;
  readonly phone: string | null;
  readonly email: string | null;
  readonly declined: readonly DeclinableChannel[];
  readonly person: NotePerson;
  readonly pushes: readonly {
    readonly channel: 'push' | 'web-push';
    readonly address: string;
  }[];
}

/** Who of a call-out is meant, resolved when the message is sent. */
export interface MessageTo {
  readonly statuses: readonly BookingStatus[];
  readonly musterKey: string | null;
  readonly needKey: string | null;
  readonly groupId: string | null;
}

/** One message to everybody of a call-out who is in some state, and what became of it. */
export interface CalloutMessage {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  readonly kind: NoteKind;
  readonly text: string;
  readonly to: MessageTo;
  /** A coordinator; without an id where Closeby does it by itself. */
  readonly by: { readonly role: string; readonly id: string | null };
  readonly at: Instant;
}

export interface MessageReach {
  readonly message: CalloutMessage;
  readonly recipientCount: number;
  /** Somebody whom some way has taken it to. */
  readonly reachedCount: number;
  readonly seenCount: number;
  readonly sparedCount: number;
}

/** One person whom a message was for. */
export interface MessageRecipient {
  readonly bookingId: string | null;
  readonly responderId: string | null;
  readonly by: readonly DeliveryChannel[];
  readonly spared: string | null;
  readonly seenAt: Instant | null;
}

/** Texts to people, kept until they were handed over. */
export interface NoteStore {
  /** Keeps notes, each once: the same id again changes nothing. */
  addNotes(notes: readonly NewNote[]): Promise<void>;
  /**
   * Keeps a message and a note for everybody who is in one of those states at this one moment.
   *
   * @returns how many people it is for; null where there is no such call-out
   */
  addMessage(message: CalloutMessage, isExercise: boolean): Promise<number | null>;
  messages(
    organisationId: string,
    calloutId: string,
    page: PageRequest,
  ): Promise<Page<MessageReach>>;
  /** Whether that message was sent to people of that call-out. */
  hasMessage(
    organisationId: string,
    of: { readonly calloutId: string; readonly messageId: string },
  ): Promise<boolean>;
  recipients(
    organisationId: string,
    of: { readonly calloutId: string; readonly messageId: string },
    page: PageRequest,
  ): Promise<Page<MessageRecipient>>;
  /** Takes notes that are due, of all organisations, each for one taker alone. */
  takeNotes(lease: Lease): Promise<readonly DueNote[]>;
  /** What came of it; nothing where the lease was lost. */
  noteHandled(input: {
    readonly organisationId: string;
    readonly noteId: string;
    readonly leaseId: string;
    /** Ways that took it now. */
    readonly by: readonly DeliveryChannel[];
    /** Why nobody gets it; null where somebody does. */
    readonly spared: string | null;
    /** When it is looked at again; null: it is over. */
    readonly nextAt: Instant | null;
    readonly resetAttempts: boolean;
  }): Promise<void>;
  /** Notes of one person, newest first: of a responder, or of a booking without an account. */
  notesOf(
    organisationId: string,
    of: { readonly responderId: string } | { readonly bookingId: string },
    page: PageRequest,
  ): Promise<Page<StoredNote>>;
  /** The first time counts. Null where it is nobody's, or somebody else's. */
  noteSeen(
    organisationId: string,
    of: { readonly responderId: string; readonly noteId: string; readonly now: Instant },
  ): Promise<StoredNote | null>;
}
