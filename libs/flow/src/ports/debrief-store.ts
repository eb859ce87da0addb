import type { Instant } from '#core/units';

/** Thanks and questions after a call-out. */
export interface Debrief {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly thanks: string;
  readonly questions: readonly string[];
  readonly sentAt: Instant;
  readonly askedCount: number;
}

/** What somebody said afterwards; it is sealed where it is kept. */
export interface DebriefAnswer {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly bookingId: string;
  readonly answers: readonly (string | null)[];
  readonly wellbeing: 'well' | 'mixed' | 'not-well' | null;
  readonly callBack: boolean;
  readonly at: Instant;
}

/** Questions to somebody who was there, by their booking. */
export interface DebriefAsked extends Omit<Debrief, 'organisationId' | 'askedCount'> {
  readonly bookingId: string;
  /** When they answered last; null while they have not. */
  readonly answeredAt: Instant | null;
}

/** Whom questions went to: one booking, or all of a responder. */
export type DebriefOf = { readonly bookingId: string } | { readonly responderId: string };

/** What people say after a call-out. */
export interface DebriefStore {
  /** Keeps it once; false where there is one already. */
  addDebrief(debrief: Debrief): Promise<boolean>;
  setAsked(
    organisationId: string,
    of: { readonly calloutId: string; readonly askedCount: number },
  ): Promise<void>;
  debrief(organisationId: string, calloutId: string): Promise<Debrief | null>;
  /** Questions sent since then to somebody who was there, the newest first. */
  askedOf(organisationId: string, who: DebriefOf, since: Instant): Promise<readonly DebriefAsked[]>;
  /** The last answer of a booking counts. */
  putAnswer(answer: DebriefAnswer): Promise<void>;
  /** The newest, so many at most, with how many there are. */
  answers(
    organisationId: string,
    calloutId: string,
    max: number,
  ): Promise<{ readonly answers: readonly DebriefAnswer[]; readonly count: number }>;
}
