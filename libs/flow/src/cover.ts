import { countByCell } from '#core/grid-cells';
import type { Box } from '#core/geometry';
import { MINUTE_MS } from '#core/units';
import { COVER_CELL_M, COVER_PEOPLE_MAX, type CoverView } from '#contracts/map-api';
import { mayBeDisturbed } from '#flow/availability';
import type { Decide } from '#flow/decide';
import type { Clock, CoverStore } from '#flow/ports';

/** Who has not been seen for so long may be anywhere. */
export const COVER_FIX_MAX_AGE_MS = 30 * MINUTE_MS;

/** Where responders are available now: how many in each square, and never who or where exactly. */
export class Cover {
  constructor(
    private readonly ports: {
      readonly cover: CoverStore;
      readonly clock: Clock;
      readonly decide: Pick<Decide, 'localTimeAt'>;
    },
  ) {}

  /** On duty, bound to nothing, to be disturbed now, and seen within half an hour. */
  async of(organisationId: string, box: Box): Promise<CoverView> {
    const now = this.ports.clock.now();
    const fixedSince = now - COVER_FIX_MAX_AGE_MS;
    const asked = { organisationId, box, fixedSince, now, max: COVER_PEOPLE_MAX };
    const people = await this.ports.cover.onDutyIn(asked);
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(organisationId, now);
    const there = people
      .filter(({ availability }) => mayBeDisturbed(availability, { now, minuteOfWeek }))
      .map(({ place }) => place);
    return {
      cellM: COVER_CELL_M,
      cells: countByCell(there, COVER_CELL_M).map(({ box: square, count }) => ({
        ...square,
        count,
      })),
      truncated: people.length === COVER_PEOPLE_MAX,
    };
  }
}
