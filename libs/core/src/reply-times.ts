import {
  alternatives,
  NAMED_TIMES,
  NUMBER,
  numberOf,
  STRETCHES,
  WEEKDAYS,
  wholeWords,
} from '#core/reply-expressions';
import { HOUR_MS, MINUTE_MS } from '#core/units';

/** When somebody can come, and the message without the words for it. */
export interface ReplyTimes {
  /** What was read is replaced by `•`, what could be read but not kept by `◦`. */
  readonly rest: string;
  readonly delayMs: number | null;
  readonly atMinute: number | null;
  /** The last day on which they can, from 0 for Monday. */
  readonly untilDay: number | null;
}

const HOURS = alternatives(({ hours }) => hours);
const MINUTES = alternatives(({ minutes }) => minutes);
const FROM = alternatives(({ from }) => from);
const UNTIL = alternatives(({ until }) => until);
const DURING = alternatives(({ during }) => during);
const WITHIN =
  `(?:${alternatives(({ within }) => within)})(?: (?:about|around|ca|circa|` +
  `approx|etwa|environ))?`;
const ALL_DAY_HOURS = '[01]?\\d|2[0-4]';

const RANGE = '(?:\\d{1,2} (?:(?:to|or|a|ou|bis|oder) )?)?';
const HALF = '(?: (?:and a half|et demie?|einhalb))';
const ODD = `(?: (?:(?:and|et|und) )?(?<odd>\\d{1,2})(?: (?:${MINUTES}))?(?!\\d))?`;

/** Hours and minutes, as `2 h`, `1 hour 30`, `1.5 hours`, `10 to 15 min`. */
const STRETCH =
  `(?:${RANGE}(?<hours>${NUMBER})(?<half>${HALF})? (?:${HOURS})(?<late>${HALF})?${ODD}` +
  `|${RANGE}(?<minutes>${NUMBER}) (?:${MINUTES}))`;

const NAMED_STRETCHES = STRETCHES.map(([pattern, minutes]) => ({
  expression: wholeWords(`(?<during>(?:${DURING}) )?(?:(?:${WITHIN}) )?(?:${pattern})`),
  minutes,
}));

/** `in 2 hours`, `eta 10`, `in 45 m` before the times of the day, `2 hours` after them. */
const DELAYS_SAID = [
  wholeWords(`(?:${WITHIN}) ${STRETCH}`),
  wholeWords(`(?:${WITHIN}) (?<minutes>${NUMBER})(?: m)?(?= (?:[,?•]|$)|$)`),
];
const DELAY_BARE = wholeWords(`(?<during>(?:${DURING}) )?${STRETCH}`);

const LEAD = `(?:(?<until>${UNTIL}) |(?<from>${FROM}) )?`;
const HALVES = '(?<half>am|pm|uhr|h|hrs?|o ?clock)';
const OTHER_UNITS = `(?! (?:${HOURS}|${MINUTES})(?!\\p{L}))`;
const CLOCK_TIMES = [
  wholeWords(`${LEAD}(?<h>${ALL_DAY_HOURS})[:.](?<m>[0-5]\\d)(?: ${HALVES})?${OTHER_UNITS}`),
  wholeWords(`${LEAD}(?<h>[6-9]|1\\d|2[0-4]) h (?<m>[0-5]\\d)`),
  wholeWords(`(?:(?<until>${UNTIL})|${FROM}) (?<h>${ALL_DAY_HOURS}) h (?<m>[0-5]\\d)`),
  wholeWords(`${LEAD}(?<h>${ALL_DAY_HOURS}) (?<half>am|pm|uhr|o ?clock)(?: (?<m>[0-5]\\d))?`),
  wholeWords(`(?:(?<until>${UNTIL})|${FROM}) (?<h>${ALL_DAY_HOURS}) (?:h|heures?)`),
  wholeWords(
    `(?:(?<until>${UNTIL})|from|after|at|ab|des|apres|a partir de|nach|um|gegen) ` +
      `(?<h>[89]|1\\d|2[0-4])${OTHER_UNITS}(?! \\d)`,
  ),
];
const NAMED_CLOCK_TIMES = NAMED_TIMES.map(([pattern, minute]) => ({
  expression: wholeWords(`${LEAD}(?:${pattern})`),
  minute,
}));

const LAST_DAYS = WEEKDAYS.map((pattern, day) => ({
  expression: wholeWords(`(?:${UNTIL}) (?:${pattern})(?: (?:evening|night|abend|soir))?`),
  day,
}));

/**
 * Reads delays and times of the day out of a message that `replyLetters` has put in order. Of
 * several only the first is kept. The last day (`until Tuesday`) is read as well; the end of a time
 * (`until 6 pm`) and how long it lasts (`for two hours`) are none of these.
 */
export function replyTimes(letters: string): ReplyTimes {
  const found: { delayMs: number | null; atMinute: number | null } = {
    delayMs: null,
    atMinute: null,
  };
  const delay = (groups: Groups, ms: number): string => {
    if (groups['during'] !== undefined || found.delayMs !== null) return ' ◦ ';
    found.delayMs = ms;
    return ' • ';
  };
  const moment = (groups: Groups, minute: number): string => {
    if (groups['until'] !== undefined || found.atMinute !== null) return ' ◦ ';
    found.atMinute = minute;
    return ' • ';
  };
  let rest = letters;
  let untilDay: number | null = null;
  for (const { expression, day } of LAST_DAYS) {
    rest = replaced(rest, expression, () => {
      if (untilDay !== null) return ' ◦ ';
      untilDay = day;
      return ' • ';
    });
  }
  for (const { expression, minutes } of NAMED_STRETCHES) {
    rest = replaced(rest, expression, (groups) => delay(groups, minutes * MINUTE_MS));
  }
  for (const expression of DELAYS_SAID) {
    rest = replaced(rest, expression, (groups) => delay(groups, lengthOf(groups)));
  }
  for (const expression of CLOCK_TIMES) {
    rest = replaced(rest, expression, (groups) => moment(groups, minuteOf(groups)));
  }
  for (const { expression, minute } of NAMED_CLOCK_TIMES) {
    rest = replaced(rest, expression, (groups) => moment(groups, minute));
  }
  rest = replaced(rest, DELAY_BARE, (groups) => delay(groups, lengthOf(groups)));
  return { rest, ...found, untilDay };
}

type Groups = Readonly<Record<string, string | undefined>>;

function replaced(text: string, expression: RegExp, by: (groups: Groups) => string): string {
  return text
    .replace(expression, (...match: unknown[]) => by((match.at(-1) ?? {}) as Groups))
    .replace(/ +/gu, ' ')
    .trim();
}

function lengthOf(groups: Groups): number {
  const { hours, minutes, half, late, odd } = groups;
  if (hours === undefined) return Math.round(numberOf(minutes ?? '0') * MINUTE_MS);
  const more = half === undefined && late === undefined ? 0 : 30;
  return Math.round(numberOf(hours) * HOUR_MS + (Number(odd ?? 0) + more) * MINUTE_MS);
}

function minuteOf(groups: Groups): number {
  const hour = Number(groups['h'] ?? 0);
  const half = groups['half'];
  const noonless = hour % 12;
  const ofDay = half === 'pm' ? noonless + 12 : half === 'am' ? noonless : hour % 24;
  return ofDay * 60 + Number(groups['m'] ?? 0);
}
