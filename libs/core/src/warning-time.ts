import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';

/** A moment as it is written, or what is wrong with it in half a sentence. */
export type ReadMoment =
  { readonly at: Instant; readonly withoutOffset: boolean } | { readonly fault: string };

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(?:(Z)|([+-])(\d\d):?(\d\d))?$/;
/** The widest offset on earth, in hours (XML Schema 1.1 §3.3.7). */
const OFFSET_MAX_HOURS = 14;

/**
 * Reads a moment. CAP 1.2 §3.2.1 wants whole seconds and an offset as `+01:00`, with `-00:00` for
 * UTC and never `Z`.
 *
 * @param lenient for other formats: `Z`, fractions and `+0100` will do, and without an offset it is
 *   UTC, and said to be so
 */
export function readMoment(text: string, lenient: boolean): ReadMoment {
  const parts = MOMENT.exec(text.trim());
  if (parts === null) return { fault: 'is not a moment' };
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as Six;
  const [fraction, zulu, sign, offsetHours, offsetMinutes] = parts.slice(7);
  if (!isOnCalendar(year, month, day)) return { fault: 'is no day of the calendar' };
  if (hour > 23 || minute > 59 || second > 59) return { fault: 'is no time of day' };
  const withoutOffset = zulu === undefined && sign === undefined;
  if (!lenient && withoutOffset) return { fault: 'does not say its offset from UTC' };
  if (!lenient && zulu !== undefined) return { fault: 'says Z where CAP wants an offset' };
  if (!lenient && fraction !== undefined) return { fault: 'has a fraction of a second' };
  if (!lenient && sign !== undefined && !/:\d\d$/.test(text.trim())) {
    return { fault: 'is not a moment' };
  }
  const hours = Number(offsetHours ?? 0);
  const minutes = Number(offsetMinutes ?? 0);
  if (hours > OFFSET_MAX_HOURS || minutes > 59) return { fault: 'has an offset that is nowhere' };
  const offsetMs = (hours * HOUR_MS + minutes * MINUTE_MS) * (sign === '-' ? -1 : 1);
  return { at: Date.UTC(year, month - 1, day, hour, minute, second) - offsetMs, withoutOffset };
}

type Six = [number, number, number, number, number, number];

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isOnCalendar(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return year >= 1900 && day >= 1 && day <= days;
}
