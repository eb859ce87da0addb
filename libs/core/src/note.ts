import { whyUnavailable, type Availability } from '#core/availability';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

/** What a note is about; in the app it leads there. */
export const NOTE_KINDS = [
  'callout-message',
  'promoted',
  'stop-coming',
  'held-back',
  'go-on',
  'stood-down',
  'thanks',
  'after-care',
  'task',
  'overdue',
  'group-asked',
  'watch-point',
  'board',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** Whoever has not seen a note in the app by then gets it by SMS or e-mail as well. */
export const NOTE_SEEN_WITHIN_MS = 2 * MINUTE_MS;
/** Between attempts where a provider was busy or silent. */
export const NOTE_TRY_AGAIN_MS = 30 * SECOND_MS;
/** Attempts of one step, before it is given up. */
export const NOTE_ATTEMPTS_MAX = 5;

/** What decides whether somebody gets a note now. */
export interface NotePerson {
  readonly disabledAt: Instant | null;
  readonly testPhone: boolean;
  readonly onDuty: boolean;
  /** They have said yes to the call-out that it is about. */
  readonly isBooked: boolean;
  readonly hasAccount: boolean;
  readonly availability: Availability;
}

export const NOTE_SPARED_REASONS = [
  'disabled',
  'real-person-in-exercise',
  'test-phone',
  'off-duty',
  'muted',
  'off-schedule',
  'own-quiet-hours',
  'no-way',
] as const;
export type NoteSparedReason = (typeof NOTE_SPARED_REASONS)[number];

/** What somebody has taken on themselves, or has been through: on duty or not. */
const TAKEN_ON: readonly NoteKind[] = [
  ...(['group-asked', 'watch-point', 'board', 'task'] as const),
  ...(['after-care', 'thanks'] as const),
];
/** Not worth an SMS, which costs money and rings. */
const QUIET: readonly NoteKind[] = ['thanks', 'after-care'];

/**
 * Why somebody does not get a note now; null where they should. Whoever has said yes to the
 * call-out is bound by it and gets what is about it whether or not they are on duty or may be
 * disturbed; others get a note only while they are on duty and may be disturbed. What somebody has
 * taken on, such as a task or the watch over a drain, reaches them off duty too. An exercise
 * reaches test phones only.
 */
export function whyNoNote(
  person: NotePerson,
  note: { readonly kind: NoteKind; readonly isExercise: boolean },
  at: { readonly now: Instant; readonly minuteOfWeek: number },
): NoteSparedReason | null {
  if (person.disabledAt !== null) return 'disabled';
  if (note.isExercise && !person.testPhone) return 'real-person-in-exercise';
  if (!note.isExercise && person.testPhone) return 'test-phone';
  if (person.isBooked || !person.hasAccount) return null;
  if (!person.onDuty && !TAKEN_ON.includes(note.kind)) return 'off-duty';
  return whyUnavailable(person.availability, { ...at, lifeThreatening: false });
}

/** Whether a note may ring a telephone outside the app. */
export function mayRingOutside(kind: NoteKind): boolean {
  return !QUIET.includes(kind);
}
