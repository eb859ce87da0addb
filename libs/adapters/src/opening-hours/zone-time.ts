import { DAY_MS, type Instant } from '#core/units';

/** A stretch of time in which a zone keeps one offset from UTC: `[from, to)`. */
interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly offsetMs: number;
}

/**
 * What the clocks on the wall show, as milliseconds of a UTC date with the same fields. Only for
 * reckoning with wall time; it is no moment.
 */
export type WallTime = number;

/** Which moment a wall time means where the clocks go back and show it twice. */
export type OfTwo = 'earlier' | 'later';

/** The wall time of one IANA zone around a period; exact for all of it and a day to each side. */
export class ZoneTime {
  private readonly stretches: readonly Stretch[];
  private readonly format: Intl.DateTimeFormat;

  /** Throws a RangeError for a zone that is not known. */
  constructor(timeZone: string, period: { readonly from: Instant; readonly to: Instant }) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    this.stretches = this.stretchesOf(period.from - DAY_MS, period.to + DAY_MS);
  }

  /** What the clocks show at that moment. */
  wallTimeAt(instant: Instant): WallTime {
    const stretch = this.stretches.find(({ to }) => instant < to) ?? this.stretches.at(-1);
    return instant + (stretch?.offsetMs ?? 0);
  }

  /**
   * When the clocks show that. Of a time shown twice, the one asked for; for a time that is
   * skipped, the moment at which the clocks go forward.
   */
  instantOf(wallTime: WallTime, ofTwo: OfTwo): Instant {
    const shown = this.stretches
      .map(({ from, to, offsetMs }) => ({ from, to, at: wallTime - offsetMs }))
      .filter(({ from, to, at }) => from <= at && at < to)
      .map(({ at }) => at);
    const meant = ofTwo === 'earlier' ? shown[0] : shown.at(-1);
    if (meant !== undefined) return meant;
    const next = this.stretches.find(({ from, offsetMs }) => from + offsetMs > wallTime);
    return next?.from ?? wallTime;
  }

  private stretchesOf(from: Instant, to: Instant): Stretch[] {
    const stretches: Stretch[] = [];
    let [began, offsetMs] = [from, this.offsetAt(from)];
    for (let at = from; at < to; at += DAY_MS) {
      const next = this.offsetAt(at + DAY_MS);
      if (next === offsetMs) continue;
      const changed = this.changeBetween(at, at + DAY_MS);
      stretches.push({ from: began, to: changed, offsetMs });
      [began, offsetMs] = [changed, next];
    }
    stretches.push({ from: began, to: Infinity, offsetMs });
    return stretches;
  }

  /** The first moment of the new offset, to the second. */
  private changeBetween(before: Instant, after: Instant): Instant {
    const old = this.offsetAt(before);
    let [low, high] = [Math.floor(before / 1_000), Math.ceil(after / 1_000)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offsetAt(middle * 1_000) === old) low = middle;
      else high = middle;
    }
    return high * 1_000;
  }

  private offsetAt(instant: Instant): number {
    const second = Math.floor(instant / 1_000) * 1_000;
    const fields = new Map(
      this.format.formatToParts(second).map(({ type, value }) => [type, Number(value)]),
    );
    const field = (name: Intl.DateTimeFormatPartTypes): number => fields.get(name) ?? 0;
    const shown = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    return shown - second;
  }
}
