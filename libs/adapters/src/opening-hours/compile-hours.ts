import OpeningHoursText, {
  type nominatim_object,
  type opening_hours,
  type opening_hours_warning_type,
} from 'opening_hours';
import type { CompiledHours, OpenInterval } from '#core/hours';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';
import type { HoursPlace, OpeningHours } from '#flow/ports';
import { countryOf } from './countries';
import { ZoneTime, type WallTime } from './zone-time';

/** How far ahead hours are compiled: a year, and time to do it again. */
export const HOURS_HORIZON_MS = 400 * DAY_MS;
/** How far back: an AED may have opened yesterday and still be open. */
const HOURS_BEFORE_MS = DAY_MS;
/** Longer texts are not opening hours. */
const TEXT_MAX_CHARS = 500;

const UNKNOWN: CompiledHours = { state: 'unknown' };
const ALWAYS: CompiledHours = { state: 'always' };

/** Depends on the place and its sun, which the text does not give. */
const BY_THE_SUN = /sunrise|sunset|dawn|dusk/i;
/** School holidays differ by school authority; nobody keeps them for all. */
const SCHOOL_HOLIDAYS = /\bSH\b/;
const PUBLIC_HOLIDAYS = /\bPH\b/;
/** Says nothing, but the parser would wonder what it was meant to part. */
const TRAILING = /[;\s]+$/;

/** Remarks of the parser on style. Any other means that it had to guess what was meant. */
const HARMLESS: ReadonlySet<opening_hours_warning_type> = new Set([
  'adding_0',
  'additional_rule_which_evaluates_to_closed',
  'combine_rules',
  'date_past',
  'default_state',
  'empty_comment',
  'hour_min_separator',
  'no_colon_after',
  'omit_ko',
  'please_use_ok_for_ko',
  'public_holiday',
  'rant_degree_sign_used_for_zero',
  'separator_for_readability',
  'strange_24_7',
  'use_multi',
  'without_minutes',
  'word_error_correction',
  'year_past',
]);

/**
 * Opening hours in the form of OpenStreetMap (`Mo-Fr 08:00-18:00; PH off`), read by the package
 * opening_hours into moments. Whatever leaves a doubt is `unknown`: sun, school holidays, holidays
 * of a country that is not known, "by appointment", an open end, a text the parser had to guess at.
 * Holidays are those of the region where it is known; else the ones most of the country keeps.
 *
 * The package reckons in the zone of this process, so wall times of the AED's zone are handed to
 * it as local dates. That is exact while the process runs in UTC, as the server does (TZ=UTC), and
 * in any other zone but for the hour a year that its own clocks skip.
 */
export class CompileHours implements OpeningHours {
  compile(text: string | null, where: string | HoursPlace, now: Instant): CompiledHours {
    const { timeZone, region } =
      typeof where === 'string' ? { timeZone: where, region: null } : where;
    const hours = text?.trim().replace(TRAILING, '') ?? '';
    if (hours === '' || hours.length > TEXT_MAX_CHARS) return UNKNOWN;
    if (BY_THE_SUN.test(hours) || SCHOOL_HOLIDAYS.test(hours)) return UNKNOWN;
    const country = countryOf(timeZone);
    if (country === null && PUBLIC_HOLIDAYS.test(hours)) return UNKNOWN;
    try {
      const from = Math.floor(now / MINUTE_MS) * MINUTE_MS - HOURS_BEFORE_MS;
      return compiled(read(hours, country, region), timeZone, from);
    } catch {
      return UNKNOWN;
    }
  }
}

/** Throws where the text cannot be read, or only by guessing. */
function read(text: string, country: string | null, region: string | null): opening_hours {
  const address = { country_code: country ?? '', state: region ?? '' };
  const place: nominatim_object | null = country === null ? null : { lat: 0, lon: 0, address };
  const hours = new OpeningHoursText(text, place);
  const guessed = hours.getStructuredWarnings().find(({ type }) => !HARMLESS.has(type));
  if (guessed !== undefined) throw new Error(guessed.message);
  return hours;
}

function compiled(hours: opening_hours, timeZone: string, from: Instant): CompiledHours {
  const until = from + HOURS_BEFORE_MS + HOURS_HORIZON_MS;
  const zone = new ZoneTime(timeZone, { from, to: until });
  const [wallFrom, wallUntil] = [zone.wallTimeAt(from), zone.wallTimeAt(until)];
  const open = hours.getOpenIntervals(localDate(wallFrom), localDate(wallUntil));
  if (open.some(([, , unknown]) => unknown)) return UNKNOWN;
  const walls = joined(open.map(([start, end]) => [wallTimeOf(start), wallTimeOf(end)]));
  const [first] = walls;
  const gapless = first !== undefined && first[0] <= wallFrom && first[1] >= wallUntil;
  if (gapless && hours.isWeekStable()) return ALWAYS;
  const intervals: OpenInterval[] = [];
  for (const [opens, shuts] of walls) {
    const interval = {
      from: opens <= wallFrom ? from : zone.instantOf(opens, 'later'),
      to: shuts >= wallUntil ? until : zone.instantOf(shuts, 'earlier'),
    };
    if (interval.from < interval.to) intervals.push(interval);
  }
  return { state: 'intervals', intervals, compiledFrom: from, compiledUntil: until };
}

type WallInterval = readonly [WallTime, WallTime];

/** Joins intervals that touch, so that no midnight is an end where the clocks change there. */
function joined(intervals: readonly WallInterval[]): WallInterval[] {
  const result: WallInterval[] = [];
  for (const [from, to] of intervals) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) {
      result[result.length - 1] = [last[0], Math.max(last[1], to)];
    } else {
      result.push([from, to]);
    }
  }
  return result;
}

/** A date whose fields in the zone of this process are the wall time. */
function localDate(wallTime: WallTime): Date {
  const utc = new Date(wallTime);
  return new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
  );
}

function wallTimeOf(local: Date): WallTime {
  return Date.UTC(
    local.getFullYear(),
    local.getMonth(),
    local.getDate(),
    local.getHours(),
    local.getMinutes(),
  );
}
