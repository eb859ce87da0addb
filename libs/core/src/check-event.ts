import type { BookingStatus } from '#core/callout-booking';
import type { Instant } from '#core/units';

export const CHECK_KINDS = ['in', 'out'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/** What became of one check at a desk; whatever it is, the check is kept and told. */
export const CHECK_OUTCOMES = [
  /** They are in, or out, by it. */
  'done',
  /** They were so already: two desks, or a code that was read twice. */
  'already',
  /** Something later was known of them; it stays as it is. */
  'late',
  /** Out, and no desk has seen them come in. */
  'never-in',
  /** There, but in reserve: no place is left. */
  'no-place',
  /** There, but they had withdrawn or were stood down. */
  'booking-over',
  'other-callout',
  'badge-unknown',
  /** No such person in this call-out. */
  'not-known',
] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** One check, as a desk wrote it down; its id makes it count once. */
export interface CheckEvent {
  readonly eventId: string;
  readonly kind: CheckKind;
  /** By the clock of the desk. */
  readonly at: Instant;
}

/** Where somebody is by all that desks have said of them. */
export interface CheckedPresence {
  readonly isIn: boolean;
  /** Since when they are in, or were the last time; null: nobody has checked them in. */
  readonly inAt: Instant | null;
  /** When they went; null while in. */
  readonly outAt: Instant | null;
}

/**
 * Reads where somebody is from everything that desks have said of them. Checks may come in any
 * order, twice, late, and from several desks: each counts once, in order of the moment at which it
 * was made, in before out at the same moment. In, out and in again are two shifts.
 */
export function presenceBy(events: readonly CheckEvent[]): CheckedPresence {
  let isIn = false;
  let inAt: Instant | null = null;
  let outAt: Instant | null = null;
  for (const event of inOrder(events)) {
    if (event.kind === 'in' && !isIn) {
      isIn = true;
      inAt = event.at;
      outAt = null;
    } else if (event.kind === 'out' && isIn) {
      isIn = false;
      outAt = event.at;
    }
  }
  return { isIn, inAt, outAt };
}

/**
 * What one check did, with all that is known of the person. `status` is that of their booking when
 * it came.
 */
export function outcomeOf(
  event: CheckEvent,
  others: readonly CheckEvent[],
  status: BookingStatus,
): CheckOutcome {
  if (event.kind === 'in' && status === 'reserve') return 'no-place';
  const isOver = status === 'withdrawn' || status === 'stood-down';
  if (event.kind === 'in' && isOver) return 'booking-over';
  const before = inOrder(others.filter((one) => one.eventId !== event.eventId));
  const wasIn = presenceBy(before.filter((one) => comesBefore(one, event))).isIn;
  if (event.kind === 'out' && !wasIn) return before.length === 0 ? 'never-in' : 'already';
  if (event.kind === 'in' && wasIn) return 'already';
  return before.some((one) => comesBefore(event, one)) ? 'late' : 'done';
}

/** A desk's clock may be wrong: what it says of the future was now. */
export function heardAt(at: Instant, now: Instant): Instant {
  return Math.min(at, now);
}

function inOrder(events: readonly CheckEvent[]): readonly CheckEvent[] {
  const once = [...new Map(events.map((event) => [event.eventId, event])).values()];
  return once.sort((a, b) => (comesBefore(a, b) ? -1 : 1));
}

function comesBefore(a: CheckEvent, b: CheckEvent): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.kind !== b.kind) return a.kind === 'in';
  return a.eventId < b.eventId;
}
