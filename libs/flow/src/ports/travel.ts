import type { TravelQuery, TravelTable } from '#core/travel';

export interface Travel {
  /**
   * Metres along the way for a decision. Never throws and never waits longer than its budget:
   * where the better source fails or is late, straight lines serve and the table says so.
   */
  table(query: TravelQuery): Promise<TravelTable>;
}
