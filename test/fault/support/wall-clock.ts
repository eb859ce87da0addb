import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type { PostgresService } from './services';

/** A weekly span of somebody's or something's hours; Sunday is day 0, and `to` may exceed a day. */
export interface WallSpan {
  readonly day: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

interface Minute {
  readonly at: number;
  /** What the clock on the wall shows then, as if it were UTC. */
  readonly wall: number;
}

const MINUTES = `SELECT (extract(epoch FROM m) * 1000)::float8 AS at,
    (extract(epoch FROM m AT TIME ZONE $3) * 1000)::float8 AS wall
  FROM generate_series(to_timestamp($1), to_timestamp($2), interval '1 minute') AS m`;
const AROUND_MS = 2 * DAY_MS;
const LOOKED_FOR_MS = 400 * DAY_MS;

/**
 * A clock on the wall somewhere, minute by minute around a moment, by PostgreSQL's own time zones:
 * nothing of it is computed as the product computes it.
 */
export class WallClock {
  private constructor(private readonly minutes: readonly Minute[]) {}

  static async around(
    postgres: PostgresService,
    timeZone: string,
    moment: number,
  ): Promise<WallClock> {
    const from = Math.floor((moment - AROUND_MS) / HOUR_MS) * HOUR_MS;
    const values = [from / 1_000, (from + 2 * AROUND_MS) / 1_000, timeZone];
    return new WallClock(await postgres.rows<Minute>(MINUTES, values));
  }

  /** The day of the week, Sunday being 0, and the minute of that day. */
  shows(at: number): { readonly day: number; readonly minute: number } {
    const first = this.minutes[0]?.at ?? NaN;
    const wall = this.minutes[Math.floor((at - first) / MINUTE_MS)]?.wall;
    if (wall === undefined) throw new Error('that is too far from the moment');
    const date = new Date(wall);
    return { day: date.getUTCDay(), minute: date.getUTCHours() * 60 + date.getUTCMinutes() };
  }

  /**
   * Whether a door with these hours is open for certain: from when its opening time is shown for
   * the last time, to when its closing time, or any later one, is shown for the first.
   */
  isOpen({ day, fromMinute, toMinute }: WallSpan, at: number): boolean {
    const days = new Set(this.minutes.map(({ wall }) => Math.floor(wall / DAY_MS) * DAY_MS));
    return [...days]
      .filter((midnight) => new Date(midnight).getUTCDay() === day)
      .some((midnight) => {
        const opens = midnight + fromMinute * MINUTE_MS;
        const shuts = midnight + toMinute * MINUTE_MS;
        const lastBefore = this.minutes.findLast(({ wall }) => wall < opens);
        const firstAfter = this.minutes.find(({ wall }) => wall >= shuts);
        if (lastBefore === undefined || firstAfter === undefined) return false;
        return at >= lastBefore.at + MINUTE_MS && at < firstAfter.at;
      });
  }
}

/** When local midnight is next, and when clocks are next put forward and back. */
export function nextChanges(
  timeZone: string,
  after: number,
): { readonly midnight: number; readonly forward: number; readonly back: number } {
  const hours = Array.from({ length: LOOKED_FOR_MS / HOUR_MS }, (_, nth) => {
    return Math.ceil(after / HOUR_MS) * HOUR_MS + nth * HOUR_MS;
  });
  const offsets = hours.map((at) => offsetAt(timeZone, at));
  const changeBy = (sign: number): number => {
    const nth = offsets.findIndex((offset, index) => {
      return Math.sign(offset - (offsets[index - 1] ?? offset)) === sign;
    });
    return hours[nth] ?? NaN;
  };
  const midnight = hours.find((at, nth) => (at + (offsets[nth] ?? NaN)) % DAY_MS === 0) ?? NaN;
  return { midnight, forward: changeBy(1), back: changeBy(-1) };
}

function offsetAt(timeZone: string, at: number): number {
  // Swedes write dates as ISO 8601 does.
  const shown = new Date(at).toLocaleString('sv-SE', { timeZone });
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - at;
}
