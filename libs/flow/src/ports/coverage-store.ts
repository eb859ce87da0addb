import type { Availability } from '#core/availability';
import type { CoverageClass } from '#core/coverage';
import type { CoverageThreshold } from '#core/coverage-threshold';
import type { Box, Place } from '#core/geometry';
import type { Fix } from '#core/location-fix';
import type { CredentialKind, ResponderTier, TravelMode } from '#core/responder';
import type { ResponseHistory } from '#core/response-history';
import type { Instant } from '#core/units';
import type { RegisteredPlace } from '#core/whereabouts';

/** Somebody on duty, as far as it decides whether they would come; nothing of who they are. */
export interface PersonToExpect {
  readonly availability: Availability;
  readonly mode: TravelMode;
  readonly tier: ResponderTier;
  /** Last known position, however old. */
  readonly fix: Fix | null;
  /** With their hours around the moment asked about. */
  readonly places: readonly RegisteredPlace[];
  readonly history: ResponseHistory;
  /** They have accepted an incident and not finished. */
  readonly isBound: boolean;
}

/** What was found when the hours ahead were looked at, and whether anybody has been told. */
export interface CoverageWarning {
  /** The local day on which it was looked at, as `2026-03-01`. */
  readonly day: string;
  readonly at: Instant;
  /** Hours that are below the threshold, in order; empty where none is. */
  readonly below: readonly { readonly hour: number; readonly share: number }[];
  readonly wantedShare: number;
  /** The weakest squares of the worst hour. */
  readonly weakest: readonly { readonly box: Box; readonly class: CoverageClass }[];
  /** When a coordinator was told by mail; null where nobody was yet, or nobody had to be. */
  readonly toldAt: Instant | null;
}

/** What coverage is reckoned from, and below what somebody is told. */
export interface CoverageStore {
  /**
   * People on duty with a credential of these kinds that is verified and valid at that moment, whom
   * a phone or an address reaches, neither disabled nor testing a phone; by id, at most `max`.
   */
  toExpect(
    organisationId: string,
    asked: {
      readonly at: Instant;
      readonly kinds: readonly CredentialKind[];
      readonly max: number;
    },
  ): Promise<readonly PersonToExpect[]>;
  /**
   * Middles of the coarse cells of actual cardiac arrests that were received from then on; the
   * newest, at most `max`. Exact places are not kept for so long.
   */
  arrests(
    organisationId: string,
    asked: { readonly since: Instant; readonly max: number },
  ): Promise<readonly Place[]>;
  threshold(organisationId: string): Promise<CoverageThreshold | null>;
  /** Null ends it. */
  putThreshold(organisationId: string, threshold: CoverageThreshold | null): Promise<void>;
  /** The newest first. */
  warnings(organisationId: string, max: number): Promise<readonly CoverageWarning[]>;
  /** Keeps what was found on a day. False where that day was looked at before. */
  addWarning(organisationId: string, warning: CoverageWarning): Promise<boolean>;
  /**
   * Takes the warning of that day that is below and of which nobody has been told, so that nobody
   * else tells it until then; null where there is none.
   */
  takeUntold(
    organisationId: string,
    asked: { readonly day: string; readonly now: Instant; readonly until: Instant },
  ): Promise<CoverageWarning | null>;
  noteTold(organisationId: string, day: string, at: Instant): Promise<void>;
}
