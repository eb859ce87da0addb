import { HOUR_MS, SECOND_MS, type Instant } from '#core/units';

/** What the clock on the wall says at an instant. */
export interface LocalTime {
  /** Hours since local midnight, with fractions. */
  readonly localHour: number;
  readonly isWorkday: boolean;
}

/** Reads instants as wall time of one zone. */
export class LocalClock {
  private readonly format: Intl.DateTimeFormat;

  /** Throws a RangeError for a name that is no time zone. */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  /** The instant of a wall-clock second of a day, given as its midnight in UTC. */
  instantOf(day: Instant, secondOfDay: number): Instant {
    const asUtc = day + secondOfDay * SECOND_MS;
    const off = this.read(asUtc).localHour - secondOfDay / 3_600;
    // Zones lie at most 14 hours from UTC, so a larger difference has crossed midnight.
    const offset = off > 14 ? off - 24 : off < -10 ? off + 24 : off;
    return asUtc - Math.round(offset * 4) * (HOUR_MS / 4);
  }

  read(at: Instant): LocalTime {
    const parts = new Map(this.format.formatToParts(at).map(({ type, value }) => [type, value]));
    const localHour = Number(parts.get('hour')) + Number(parts.get('minute')) / 60;
    const isWorkday = !['Sat', 'Sun'].includes(parts.get('weekday') ?? '');
    return { localHour, isWorkday };
  }
}
