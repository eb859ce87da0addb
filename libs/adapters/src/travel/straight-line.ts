import { straightLineTravel, type TravelQuery, type TravelTable } from '#core/travel';
import type { Travel } from '#flow/ports';

/** Where no roads are known: every way is `detour` times the straight line, core's default else. */
export class StraightLineTravel implements Travel {
  constructor(private readonly detour?: number) {}

  table(query: TravelQuery): Promise<TravelTable> {
    return Promise.resolve(straightLineTravel(query, this.detour));
  }
}
