import type { Instant } from '#core/units';

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

  read(at: Instant): LocalTime {
    const parts = new Map(this.format.formatToParts(at).map(({ type, value }) => [type, value]));
    const localHour = Number(parts.get('hour')) + Number(parts.get('minute')) / 60;
    const isWorkday = !['Sat', 'Sun'].includes(parts.get('weekday') ?? '');
    return { localHour, isWorkday };
  }
}
