import type { TravelFallback } from '#flow/ports';

/** Why a source of ways gave no table. */
export class TravelFailure extends Error {
  constructor(
    readonly reason: Extract<TravelFallback, 'failed' | 'too-many'>,
    message: string,
  ) {
    super(message);
    this.name = 'TravelFailure';
  }
}
