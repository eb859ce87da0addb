import type { Assignment } from '#core/assignment';
import type { IncidentMode } from '#core/incident';
import type { StatusTable } from '#core/transition';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';

/** Whoever went is asked how they are for this long afterwards, and then left in peace. */
export const AFTER_CARE_ASKED_FOR_MS = 30 * DAY_MS;
/** Whoever has not said anything by then gets one gentle note, and no second one. */
export const AFTER_CARE_NOTE_AFTER_MS = 90 * MINUTE_MS;
/** A note later than this would come out of nowhere: a server was away for that long. */
export const AFTER_CARE_NOTE_UNTIL_MS = DAY_MS;
/** Thanks later than this would come out of nowhere too. */
export const THANKS_UNTIL_MS = DAY_MS;

export const WELLBEINGS = ['well', 'mixed', 'not-well'] as const;
/** How somebody says they are. */
export type OwnWellbeing = (typeof WELLBEINGS)[number];

export const CALL_BACK_STATES = ['wanted', 'taken', 'done'] as const;
export type CallBackState = (typeof CALL_BACK_STATES)[number];

/**
 * Somebody who wants a call is taken on by one, who may hand it back, and rings. Whoever did not
 * ask is taken on without having waited, where what they said calls for it.
 */
export const CALL_BACK_TABLE: StatusTable<CallBackState> = {
  wanted: ['taken'],
  taken: ['done', 'wanted'],
  done: [],
};

/** What decides whether somebody is asked how they are. */
export interface Attended extends Pick<
  Assignment,
  'status' | 'onSceneAt' | 'withPatientAt' | 'clearedAt' | 'releasedAt'
> {
  readonly mode: IncidentMode;
}

/** When their part ended; null while it goes on. */
export function endOfPart({ clearedAt, releasedAt }: Attended): Instant | null {
  return clearedAt ?? releasedAt;
}

/**
 * Whether somebody is asked how they are: they had accepted a real incident, and their part is
 * over, however it ended, since no longer than a month. Whoever was stood down on the way is asked
 * as well: they ran for a life and never learned what came of it. Nobody is asked who was alerted
 * and said no or nothing: they have been through nothing, and asking everybody wears the question
 * out; they may say something of their own accord.
 */
export function asksAfterCare(attended: Attended, now: Instant): boolean {
  const endedAt = endOfPart(attended);
  if (endedAt === null || attended.mode !== 'actual') return false;
  return now >= endedAt && now <= endedAt + AFTER_CARE_ASKED_FOR_MS;
}

/** Whether somebody may speak of an alert that they did not go to: a real one, a month old. */
export function mayTellOf(
  alert: { readonly mode: IncidentMode; readonly sentAt: Instant },
  now: Instant,
): boolean {
  return alert.mode === 'actual' && now <= alert.sentAt + AFTER_CARE_ASKED_FOR_MS;
}

/**
 * Whether thanks are due to somebody who had accepted: once the incident has ended, and no later
 * than a day after.
 */
export function thanksDue(
  of: {
    readonly mode: IncidentMode;
    readonly incidentEndedAt: Instant | null;
    readonly thankedAt: Instant | null;
  },
  now: Instant,
): boolean {
  const { mode, incidentEndedAt, thankedAt } = of;
  if (mode !== 'actual' || incidentEndedAt === null || thankedAt !== null) return false;
  return now >= incidentEndedAt && now <= incidentEndedAt + THANKS_UNTIL_MS;
}

/** Whether the one gentle note is due to somebody who has not said anything. */
export function afterCareNoteDue(attended: Attended, now: Instant): boolean {
  const endedAt = endOfPart(attended);
  if (endedAt === null || !asksAfterCare(attended, now)) return false;
  const ageMs = now - endedAt;
  return ageMs >= AFTER_CARE_NOTE_AFTER_MS && ageMs <= AFTER_CARE_NOTE_UNTIL_MS;
}

/** Words of an address that say nothing by themselves are shorter than this. */
const TELLING_WORD_LETTERS = 4;
const NUMBER = /\d[\d\s().-]{4,}\d/u;
const AGE = /\b\d{1,3}[\s-]*(?:years?|yrs?|y\/?o|ans|jahre?|jährig\w*)(?![\p{L}\d])/iu;
const MAIL = /\S@\S/u;

/** What makes a text name somebody. */
export type TellsWho = 'number' | 'age' | 'mail' | 'address';

/**
 * What in a text to responders may say who the patient was: a long number (telephone, date of
 * birth, file), an age, a mail address, or a word of the incident's address; null where nothing
 * is found. It cannot know names: whoever releases the text answers for it.
 */
export function tellsWho(text: string, address: string | null): TellsWho | null {
  if (NUMBER.test(text)) return 'number';
  if (AGE.test(text)) return 'age';
  if (MAIL.test(text)) return 'mail';
  const said = new Set(wordsIn(text));
  return wordsIn(address ?? '').some((word) => said.has(word)) ? 'address' : null;
}

function wordsIn(text: string): readonly string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => word.length >= TELLING_WORD_LETTERS && !COMMON.includes(word));
}

/** Parts of addresses that are in many of them, and ordinary words too. */
const COMMON: readonly string[] = [
  ...['street', 'road', 'avenue', 'lane', 'drive', 'court', 'place', 'house', 'floor', 'north'],
  ...['south', 'east', 'west', 'beach', 'city', 'park', 'hall', 'hospital', 'school', 'apartment'],
  ...['building', 'entrance', 'centre', 'center'],
];
