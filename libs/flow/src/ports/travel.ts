import type { TravelQuery, TravelTable } from '#core/travel';

export interface Travel {
  /**
   * Metres along the way for a decision. Never throws and never waits longer than its budget:
   * where the better source fails or is late, straight lines serve and the table says so.
   */
  table(query: TravelQuery): Promise<TravelTable>;
}

/**
 * Why ways are straight lines although a better source is set: the place is not on the loaded
 * streets; the source did not answer in time, refused, or answered what is no table of metres; the
 * query is more than it is asked at once; or it failed so often that it is left alone for a while.
 */
export type TravelFallback =
  'off-streets' | 'late' | 'refused' | 'unreadable' | 'too-many' | 'resting';
