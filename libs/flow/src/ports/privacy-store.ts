import type { Result } from '#core/problem';
import type { RetentionName } from '#core/retention';
import type { Instant } from '#core/units';

/** Rows as they are kept, by what they are. */
export type PersonSections = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What went of a person, by what it was. */
export interface Erasure {
  readonly removed: Readonly<Record<string, number>>;
  readonly keyShredded: boolean;
}

export interface RetentionRun {
  readonly at: Instant;
  readonly deleted: number;
}

/** What people may ask of their data, and what goes by age. */
export interface PrivacyStore {
  /** All that is kept about a person; null where there is none. Secrets are not among it. */
  sections(organisationId: string, responderId: string): Promise<PersonSections | null>;
  /** Refusals `not-found`, and `bound-elsewhere` while they are bound or on duty. */
  erase(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly now: Instant;
  }): Promise<Result<Erasure>>;
  /** All organisations, by id. */
  organisationIds(): Promise<readonly string[]>;
  /** Takes one kind on for this time; false where somebody has, less than `everyMs` ago. */
  claim(input: {
    readonly organisationId: string;
    readonly what: RetentionName;
    readonly now: Instant;
    readonly everyMs: number;
  }): Promise<boolean>;
  /** Lets go what is older, notes how many, and says so. */
  forget(input: {
    readonly organisationId: string;
    readonly what: RetentionName;
    readonly before: Instant;
  }): Promise<number>;
  lastRuns(organisationId: string): Promise<ReadonlyMap<string, RetentionRun>>;
}
