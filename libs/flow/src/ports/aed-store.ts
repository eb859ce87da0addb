import type { Aed, AedStatus } from '#core/aed';
import type { CompiledHours } from '#core/hours';
import type { Place } from '#core/geometry';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';

export interface AedInput {
  readonly externalRef: string;
  readonly name: string;
  readonly place: Place;
  readonly locationDetail: string | null;
  readonly access: Aed['access'];
  readonly openingHours: string | null;
  readonly hours: CompiledHours;
  readonly lastCheckedAt: Instant | null;
}

export interface AedStore {
  putAed(
    organisationId: string,
    input: AedInput,
    now: Instant,
  ): Promise<{ readonly aed: Aed; readonly change: 'added' | 'changed' | 'unchanged' }>;
  moveAed(input: {
    readonly organisationId: string;
    readonly externalRef: string;
    readonly to: AedStatus;
    readonly now: Instant;
  }): Promise<Result<Aed>>;
  aedsNear(organisationId: string, place: Place, radiusM: number): Promise<readonly Aed[]>;
  aedsByIds(organisationId: string, ids: readonly string[]): Promise<readonly Aed[]>;
  /** AEDs whose compiled hours end before that moment. */
  aedsToCompile(before: Instant, max: number): Promise<readonly Aed[]>;
}

/** Reads opening hours into intervals; what cannot be read is `unknown`. */
export interface OpeningHours {
  compile(text: string | null, timeZone: string, now: Instant): CompiledHours;
}
