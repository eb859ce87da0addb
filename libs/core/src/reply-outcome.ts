import type { ProblemCode } from '#core/problem';
import { MINUTE_MS } from '#core/units';
import type { ReplyMeaning } from '#core/understand-reply';

/** What was done about a reply, or why nothing was. */
export const REPLY_OUTCOMES = [
  'accepted',
  'declined',
  'drill-heard',
  'refused',
  'conditional',
  'which-one',
  'unknown-code',
  'no-alert',
  'stopped',
  'started',
  'not-understood',
] as const;
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number];

/** A reply's meaning with what came of it, as it is kept. */
export interface ReplyRecord extends ReplyMeaning {
  readonly outcome: ReplyOutcome;
  /** Why the answer was refused; null unless it was. */
  readonly refusal: ProblemCode | null;
}

/** A delay up to this is the time that the way takes; more is a condition. */
export const DELAY_STILL_NOW_MS = 10 * MINUTE_MS;

const WEEKDAY_NAMES = [
  ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
] as const;

const TOO_LATE: ReadonlySet<ProblemCode> = new Set([
  'alert-expired',
  'alert-withdrawn',
  'places-taken',
  'incident-over',
  'callout-over',
  'drill-over',
  'stood-down',
]);

/** Whether a yes counts from now on; a promise for later takes no place of somebody now. */
export function isYesNow(meaning: ReplyMeaning): boolean {
  const isBounded = meaning.atMinute !== null || meaning.untilDay !== null;
  return !isBounded && (meaning.delayMs ?? 0) <= DELAY_STILL_NOW_MS;
}

/** Whether a human has to look at it; what is clear to the last word and done needs none. */
export function needsHuman(record: ReplyRecord): boolean {
  switch (record.outcome) {
    case 'stopped':
    case 'started':
      return false;
    case 'accepted':
    case 'declined':
    case 'drill-heard':
      return !record.isWholeMeaning;
    case 'refused':
      return !record.isWholeMeaning || record.refusal === null || !TOO_LATE.has(record.refusal);
    case 'conditional':
    case 'which-one':
    case 'unknown-code':
    case 'no-alert':
    case 'not-understood':
      return true;
  }
}

/** What was made of a reply, in one plain sentence for a dispatcher; of null, nothing yet. */
export function replySentence(record: ReplyRecord | null): string {
  if (record === null) return 'Has come in; nothing was done about it yet.';
  const more = record.isWholeMeaning ? '' : ' Not all of it was understood.';
  return `${said(record)}${more}`;
}

function said(record: ReplyRecord): string {
  const conditions = conditionsOf(record);
  switch (record.outcome) {
    case 'accepted':
      return `Said yes${conditions}; counted as accepted.`;
    case 'declined':
      return 'Said no; counted as declined.';
    case 'drill-heard':
      return 'Confirmed the drill.';
    case 'refused':
      return (
        `Said ${record.answer ?? 'something'}${conditions}, which could not be taken: ` +
        `${why(record)}.`
      );
    case 'conditional':
      return `Said yes${conditions}; not counted as accepted, please ring back.`;
    case 'which-one':
      return `Said ${record.answer ?? 'something'}${conditions}; it is not clear to which alert.`;
    case 'unknown-code':
      return `Names code ${record.code ?? '?'}, which is none of their alerts.`;
    case 'no-alert':
      return `Said ${record.answer ?? 'something'}${conditions}, and has no alert.`;
    case 'stopped':
      return 'Wants no SMS any more, and gets none from now on.';
    case 'started':
      return 'Wants SMS again, and gets them from now on.';
    case 'not-understood':
      return 'Not understood; please read it.';
  }
}

function why(record: ReplyRecord): string {
  return (record.refusal ?? 'unknown').replaceAll('-', ' ');
}

function conditionsOf(meaning: ReplyMeaning): string {
  const { delayMs, atMinute, untilDay, equipment, people } = meaning;
  // Meanings that were stored before days were read have none.
  const day = typeof untilDay === 'number' ? WEEKDAY_NAMES[untilDay] : undefined;
  const parts = [
    delayMs === null ? '' : ` in ${Math.max(1, Math.round(delayMs / MINUTE_MS))} min`,
    atMinute === null ? '' : ` from ${clockTime(atMinute)}`,
    day === undefined ? '' : ` until ${day}`,
    people === null ? '' : `, ${people} people`,
    equipment.length === 0 ? '' : `, with ${equipment.join(', ').replaceAll('-', ' ')}`,
  ];
  return parts.join('');
}

function clockTime(minute: number): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}
