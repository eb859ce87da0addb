import type { Aed, AedReport, AedStatus } from '#core/aed';
import type { AedGap } from '#core/aed-gaps';
import type { AedContradiction } from '#core/aed-contradictions';
import type { RegisteredAed } from '#core/aed-register-sync';
import type { CompiledHours } from '#core/hours';
import type { Box, Place } from '#core/geometry';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

export interface AedInput {
  readonly externalRef: string;
  readonly name: string;
  readonly place: Place;
  readonly locationDetail: string | null;
  readonly access: Aed['access'];
  readonly openingHours: string | null;
  readonly hours: CompiledHours;
  readonly lastCheckedAt: Instant | null;
  readonly floor: string | null;
  /** Left out, as it was. */
  readonly cabinetCode?: string | null;
  readonly contradictions: readonly AedContradiction[];
}

/** An AED with the state whose holidays its hours keep; null where that is not known. */
export type AedToCompile = Aed & { readonly region: string | null };

/** What a synchronisation writes: all of it or nothing. */
export interface RegisterWrites {
  readonly puts: readonly {
    readonly aed: RegisteredAed;
    readonly hours: CompiledHours;
    /** Null keeps what is stored, here and of the region. */
    readonly cabinetCode: string | null;
    readonly region: string | null;
  }[];
  /** References of AEDs that left their register's feed. */
  readonly gone: readonly string[];
}

/** Which AEDs of the register are listed; null for any. */
export interface AedFilter {
  readonly words: string | null;
  readonly status: AedStatus | null;
  readonly gap: AedGap | null;
  readonly now: Instant;
}

/** An AED as whoever keeps the register sees it. */
export interface ListedAed {
  readonly aed: Aed;
  /** Its register; null where it was put by hand. */
  readonly source: string | null;
  /** The newest report of it from the field, while its reason stands. */
  readonly report: { readonly at: Instant; readonly responderId: string | null } | null;
}

export interface AedCounts {
  readonly byStatus: Readonly<Record<AedStatus, number>>;
  readonly gaps: Readonly<Record<AedGap, number>>;
}

export interface AedStore {
  /** The register by reference. */
  aedPage(organisationId: string, filter: AedFilter, page: PageRequest): Promise<Page<ListedAed>>;
  aedCounts(organisationId: string, now: Instant): Promise<AedCounts>;
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
  /** Those in a box that are not retired, by id; at most `max` of them. */
  aedsIn(organisationId: string, box: Box, max: number): Promise<readonly Aed[]>;
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
  aedsToCompile(before: Instant, max: number): Promise<readonly AedToCompile[]>;
  /** Keeps hours compiled anew, if the AED still has the text they were compiled from. */
  keepHours(
    aed: Pick<Aed, 'organisationId' | 'id' | 'openingHours'>,
    hours: CompiledHours,
  ): Promise<void>;
  /**
   * Hands what is stored of a register, and of the references named, to `decide`, and writes what
   * it answers; nobody changes those AEDs in between. `decide` may be called more than once.
   */
  syncRegister<T>(
    of: {
      readonly organisationId: string;
      readonly source: string | null;
      readonly externalRefs: readonly string[];
      readonly now: Instant;
    },
    decide: (stored: readonly RegisteredAed[]) => {
      readonly writes: RegisterWrites;
      readonly value: T;
    },
  ): Promise<T>;
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
