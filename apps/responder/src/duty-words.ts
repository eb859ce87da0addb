import type { OwnReachView } from '#contracts/reach-api';
import { MINUTES_OF_DAY, MINUTES_OF_WEEK, type WeeklySpan } from '#core/availability';
import type { Instant } from '#core/units';
import { t } from '#web/language';
import { DAYS, timeOf } from './schedule-rows';

/** Whether a weekly schedule lets through now, and at which minute of the week that changes. */
export interface NextChange {
  readonly isOpen: boolean;
  /** Null where it never changes. */
  readonly minuteOfWeek: number | null;
}

/** The next change of a weekly schedule after a minute of the week; spans may overlap or touch. */
export function nextChange(spans: readonly WeeklySpan[], minute: number): NextChange {
  const isOpen = covers(spans, minute);
  const ends = spans.map(({ toMinute }) => toMinute % MINUTES_OF_WEEK);
  const begins = spans.map(({ fromMinute }) => fromMinute);
  const changes = isOpen ? ends.filter((end) => !covers(spans, end)) : begins;
  const [next] = changes.sort((a, b) => ahead(a, minute) - ahead(b, minute));
  return { isOpen, minuteOfWeek: next ?? null };
}

/** Minute of the week by the clock of a time zone, Monday 00:00 being 0. */
export function minuteOfWeekIn(timeZone: string, at: Instant): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part['weekday'] ?? '');
  return day * MINUTES_OF_DAY + Number(part['hour']) * 60 + Number(part['minute']);
}

/**
 * In one sentence until when somebody on duty may be called, or from when again; null where
 * nothing of their settings changes it.
 */
export function dutySpan(
  { availability }: Pick<OwnReachView, 'availability'>,
  at: { readonly now: Instant; readonly timeZone: string },
): { readonly isOpen: boolean; readonly words: string } | null {
  const minute = minuteOfWeekIn(at.timeZone, at.now);
  const { mutedUntil, schedule, quietHours } = availability;
  if (mutedUntil !== null && Date.parse(mutedUntil) > at.now) {
    const until = moment(minuteOfWeekIn(at.timeZone, Date.parse(mutedUntil)), minute);
    return { isOpen: false, words: t('Muted until {{until}}: you are not called.', { until }) };
  }
  if (schedule !== null) {
    const change = nextChange(schedule, minute);
    const when = change.minuteOfWeek === null ? null : moment(change.minuteOfWeek, minute);
    if (!change.isOpen) return { isOpen: false, words: closedWords(when) };
    const isQuiet = quietHours !== null && covers(daily(quietHours), minute);
    if (when !== null && !isQuiet) {
      return { isOpen: true, words: t('You may be called until {{when}}.', { when }) };
    }
  }
  return quietHours === null ? null : quietWords(quietHours, minute);
}

function closedWords(when: string | null): string {
  return when === null
    ? t('Your schedule has no hours: you are not called.')
    : t('Outside your hours: you are called again from {{when}}.', { when });
}

function quietWords(
  quiet: NonNullable<OwnReachView['availability']['quietHours']>,
  minute: number,
): { readonly isOpen: boolean; readonly words: string } | null {
  if (!covers(daily(quiet), minute)) return null;
  const until = timeOf(quiet.toMinute);
  return quiet.letThrough === 'nothing'
    ? { isOpen: false, words: t('Quiet hours until {{until}}: you are not called.', { until }) }
    : { isOpen: true, words: t('Quiet until {{until}}: only for a life in danger.', { until }) };
}

/** The same part of every day, as spans of the week. */
function daily(quiet: { readonly fromMinute: number; readonly toMinute: number }): WeeklySpan[] {
  const lengthMinutes =
    ((quiet.toMinute - quiet.fromMinute + MINUTES_OF_DAY - 1) % MINUTES_OF_DAY) + 1;
  return Array.from({ length: 7 }, (_, day) => {
    const fromMinute = day * MINUTES_OF_DAY + quiet.fromMinute;
    return { fromMinute, toMinute: fromMinute + lengthMinutes };
  });
}

/** Also where a span reaches beyond the end of the week. */
function covers(spans: readonly WeeklySpan[], minute: number): boolean {
  return spans.some(
    ({ fromMinute, toMinute }) =>
      (minute >= fromMinute && minute < toMinute) || minute + MINUTES_OF_WEEK < toMinute,
  );
}

function ahead(minute: number, from: number): number {
  return (minute - from + MINUTES_OF_WEEK - 1) % MINUTES_OF_WEEK;
}

/** `22:00` today, else with its day. */
function moment(minuteOfWeek: number, now: number): string {
  const time = timeOf(minuteOfWeek);
  const day = Math.floor(minuteOfWeek / MINUTES_OF_DAY);
  const isToday = day === Math.floor(now / MINUTES_OF_DAY) && minuteOfWeek > now;
  return isToday ? time : t('{{day}} {{time}}', { day: DAYS[day % 7] ?? '', time });
}
