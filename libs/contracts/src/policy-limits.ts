/*
 * Bounds of every number of a policy: wide enough for any service that is known, narrow enough
 * that a slip of the finger is refused.
 */

export const RADIUS_MIN_M = 50;
export const RADIUS_MAX_M = 50_000;
export const ALERTED_AT_ONCE_MAX = 200;
export const WANTED_MAX = 200;
export const CANDIDATES_MAX = 1_000;
export const AEDS_MAX = 200;
/** Waits and ages shorter than this are slips of a unit. */
export const WAIT_MIN_MS = 1_000;
export const WAIT_MAX_MS = 3_600_000;
export const ALERTING_MAX_MS = 6 * 3_600_000;
export const FIX_STALE_MAX_MS = 24 * 3_600_000;
export const FIX_ACCURACY_MIN_M = 5;
export const FIX_ACCURACY_MAX_M = 5_000;
/** Nobody would ask for a life per ten alerts, nor is any alert worth less than nothing. */
export const PRICE_MAX = 0.1;
/** Parts of the price that fatigue may add. */
export const FATIGUE_MAX = 100;
export const REST_MAX_MS = 30 * 24 * 3_600_000;
export const COLLAPSE_TO_CALL_MAX_MS = 1_800_000;
export const PER_PERSON_7_DAYS_MAX = 200;
export const HOURS_OF_DAY = 24;
/** Median of any delay of a person or crew. */
export const DELAY_MAX_MS = 3 * 3_600_000;
/** Standard deviation of a logarithm; above it the mean runs away from the median. */
export const SIGMA_MAX = 2;
export const SPEED_MIN_MPS = 0.3;
export const SPEED_MAX_MPS = 40;
/** Earlier alerts or delays that one person's own record is weighed against. */
export const OWN_WEIGHT_MAX = 1_000;
export const LOGIT_MAX = 10;
export const SOURCES_MAX = 100;
export const SOURCE_KEY_LENGTH_MAX = 60;
export const SOURCE_LENGTH_MAX = 300;
export const TEAM_ORDER_MAX = 50;
/** A ladder may name each channel more than once, but not without end. */
export const RUNGS_MAX = 12;
export const RUNG_AFTER_MAX_MS = 3_600_000;
