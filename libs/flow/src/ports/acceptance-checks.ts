import type { AcceptanceVerdict, AlertOutcome } from '#core/acceptance-calibration';
import type { Instant } from '#core/units';

/** How well chances of a yes came true, at one moment, for one organisation. */
export interface AcceptanceCheck {
  readonly at: Instant;
  /** So many were scored. */
  readonly alerts: number;
  readonly brier: number;
  readonly constantBrier: number;
  /** Null where none could be fitted. */
  readonly slope: number | null;
  readonly verdict: AcceptanceVerdict;
}

/** What came of one alert; the caller works out what would have been foretold of it. */
export interface StoredOutcome extends Omit<AlertOutcome, 'wayM' | 'isNight'> {
  /** Straight-line metres when they were asked; null where no position was used. */
  readonly distanceM: number | null;
}

export interface AcceptanceChecks {
  /** Keeps a check; a second one of the same moment changes nothing. */
  putCheck(organisationId: string, check: AcceptanceCheck): Promise<void>;
  newestCheck(organisationId: string): Promise<AcceptanceCheck | null>;
  /**
   * Alerts of actual incidents sent at or after that moment that ended in a yes, a no or silence,
   * in the order they were sent; not those taken back unanswered, and no call-outs.
   */
  outcomes(organisationId: string, since: Instant): AsyncIterable<StoredOutcome>;
}
