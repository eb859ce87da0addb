import { MINUTES_OF_DAY } from '#core/availability';
import { MINUTE_MS, type Instant } from '#core/units';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();
/** What each zone's clocks showed in the minute asked about last: they move by whole minutes. */
const latest = new Map<string, { readonly minute: number; readonly time: LocalTime }>();

/** What the clocks show somewhere. */
export interface LocalTime {
  /** Hours since midnight, with minutes as fractions; in [0, 24). */
  readonly localHour: number;
  /** Whole minutes since Monday 00:00. */
  readonly minuteOfWeek: number;
}

/** What the clocks of that IANA time zone show at that moment. */
export function localTime(timeZone: string, at: Instant): LocalTime {
  const minute = Math.floor(at / MINUTE_MS);
  const known = latest.get(timeZone);
  if (known?.minute === minute) return known.time;
  const time = readClock(timeZone, at);
  latest.set(timeZone, { minute, time });
  return time;
}

function readClock(timeZone: string, at: Instant): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  const day = DAYS.indexOf(parts.get('weekday') ?? '');
  return { localHour: minute / 60, minuteOfWeek: day * MINUTES_OF_DAY + minute };
}
