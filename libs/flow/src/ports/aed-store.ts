import type { Aed, AedReport, AedStatus } from '#core/aed';
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
  /**
   * Takes an AED out of service because of what was reported of it; changes nothing, and answers
   * null, for one that is not the organisation's.
   */
  reportAed(input: {
    readonly organisationId: string;
    readonly aedId: string;
    readonly report: AedReport;
    readonly now: Instant;
  }): Promise<Aed | null>;
  /** AEDs whose compiled hours end before that moment. */
  aedsToCompile(before: Instant, max: number): Promise<readonly Aed[]>;
}

/** Where hours hold: the IANA zone of their clocks, and the state whose holidays they keep. */
export interface HoursPlace {
  readonly timeZone: string;
  /** As OpenStreetMap names it, e.g. `Zürich`; null where only the country is known. */
  readonly region: string | null;
}

/** Reads opening hours into intervals; what cannot be read is `unknown`. */
export interface OpeningHours {
  /** @param where a zone alone stands for a place whose region is not known */
  compile(text: string | null, where: string | HoursPlace, now: Instant): CompiledHours;
}
