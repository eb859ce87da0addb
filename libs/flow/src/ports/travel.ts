import type { TravelQuery, TravelTable } from '#core/travel';

export interface Travel {
  /**
   * Metres along the way for a decision. Never throws and never waits longer than its budget:
   * where the better source fails or is late, straight lines serve and the table says so.
   */
  table(query: TravelQuery): Promise<TravelTable>;
}

/**
 * Why ways are straight lines, or of the next best source, although a better one is set:
 * - `off-streets`: an end is far from any street that is loaded;
 * - `late`: no answer within the budget;
 * - `failed`: not reached, refused, or answered with what is no table of metres;
 * - `too-many`: more ways than the source is asked at once;
 * - `nobody`: it found a way for none of the people, so it must be wrong about the patient's place;
 * - `resting`: it failed so often that it is left alone for a while.
 */
export type TravelFallback = 'off-streets' | 'late' | 'failed' | 'too-many' | 'nobody' | 'resting';

/** Told each time, with how many ways it concerns. */
export type OnTravelFallback = (reason: TravelFallback, ways: number) => void;
