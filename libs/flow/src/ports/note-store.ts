import type { NoteKind } from '#core/note';
import type { Instant } from '#core/units';

/** A text to one person that is no alert: kept until it was handed over, and then as a record. */
export interface NewNote {
  readonly id: string;
  readonly organisationId: string;
  /** Exactly one of responderId and bookingId is set; bookingId for people without an account. */
  readonly responderId: string | null;
  readonly bookingId: string | null;
  readonly calloutId: string | null;
  readonly kind: NoteKind;
  readonly text: string;
  readonly isExercise: boolean;
  readonly at: Instant;
}
