import { MINUTE_MS, type Instant } from '#core/units';
import type { Moment } from '#flow/availability';
import type { Decide } from '#flow/decide';

/**
 * People are in the live index so long before they may be disturbed again, so that whoever decides
 * in the first second of a shift finds them; the decision itself looks at the moment.
 */
export const AHEAD_MS = 2 * MINUTE_MS;

/** What the clocks of each organisation show now and in the next minutes, read once a minute. */
export class TimesAhead {
  private minute = NaN;
  private known = new Map<string, readonly number[]>();

  constructor(private readonly decide: Pick<Decide, 'localTimeAt'>) {}

  /** Now and each of the next minutes, nearest first. */
  async of(organisationId: string, now: Instant): Promise<readonly Moment[]> {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) {
      this.minute = minute;
      this.known = new Map();
    }
    const { known } = this;
    const minutes = known.get(organisationId) ?? (await this.read(organisationId, now));
    known.set(organisationId, minutes);
    return minutes.map((minuteOfWeek, nth) => ({ now: now + nth * MINUTE_MS, minuteOfWeek }));
  }

  private async read(organisationId: string, now: Instant): Promise<readonly number[]> {
    const minutes: number[] = [];
    for (let aheadMs = 0; aheadMs <= AHEAD_MS; aheadMs += MINUTE_MS) {
      const local = await this.decide.localTimeAt(organisationId, now + aheadMs);
      minutes.push(local.minuteOfWeek);
    }
    return minutes;
  }
}
