import { distanceM, isPlausiblePlace, type Place } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

/** One reported position (GNSS usage). */
export interface Fix {
  readonly place: Place;
  /** When the phone measured it, by the phone's clock. */
  readonly at: Instant;
  /** Radius of 68 % confidence in metres. */
  readonly accuracyM: number;
}

/** As a phone reports it. */
export interface ReportedFix extends Fix {
  /** The phone says that an app makes its positions up. */
  readonly isMock?: boolean;
}

/** A phone's clock may run ahead by this much. */
export const FIX_FUTURE_MAX_MS = 30 * SECOND_MS;
/** Older than this is of no use to anyone, not even as last known. */
export const FIX_AGE_MAX_MS = 30 * MINUTE_MS;
/** Beyond this the phone does not know where it is. */
export const FIX_ACCURACY_MAX_M = 1_000;
/** No responder on the ground moves faster (252 km/h). */
export const FIX_SPEED_MAX_MPS = 70;
/** Two fixes this close are one place: short steps make speeds meaningless. */
export const FIX_SPEED_SLACK_M = 100;

interface FixCheck {
  readonly fix: ReportedFix;
  readonly previous: Fix | null;
  readonly now: Instant;
}

/**
 * The checks on a reported position, in their order; the first that fails is the refusal. A fix
 * that passes all is the responder's newest position.
 *
 * @returns the fix, or `fix-place-invalid`, `fix-in-future`, `fix-stale`, `fix-out-of-order`,
 *   `fix-inaccurate`, `fix-implausible-speed`
 */
export function checkFix(fix: ReportedFix, previous: Fix | null, now: Instant): Result<Fix> {
  for (const check of [
    isMeasured,
    placeIsPossible,
    timeIsPossible,
    orderIsKept,
    isAccurate,
    speedIsPossible,
  ]) {
    const result = check({ fix, previous, now });
    if (!result.ok) return result;
  }
  return ok(fix);
}

function isMeasured({ fix }: FixCheck): Result<Fix> {
  return fix.isMock === true
    ? refuse('fix-place-invalid', 'An app on this phone makes positions up.', 'isMock')
    : ok(fix);
}

function placeIsPossible({ fix }: FixCheck): Result<Fix> {
  return isPlausiblePlace(fix.place)
    ? ok(fix)
    : refuse('fix-place-invalid', 'The position is not a place on earth.', 'place');
}

function timeIsPossible({ fix, now }: FixCheck): Result<Fix> {
  if (!Number.isFinite(fix.at)) {
    return refuse('fix-stale', 'The position does not say when it was measured.', 'at');
  }
  if (fix.at > now + FIX_FUTURE_MAX_MS) {
    return refuse('fix-in-future', 'The position was measured in the future.', 'at');
  }
  return now - fix.at > FIX_AGE_MAX_MS
    ? refuse('fix-stale', 'The position is older than 30 minutes.', 'at')
    : ok(fix);
}

function orderIsKept({ fix, previous }: FixCheck): Result<Fix> {
  return previous !== null && fix.at <= previous.at
    ? refuse('fix-out-of-order', 'A newer position is known already.', 'at')
    : ok(fix);
}

function isAccurate({ fix }: FixCheck): Result<Fix> {
  return Number.isFinite(fix.accuracyM) && fix.accuracyM >= 0 && fix.accuracyM <= FIX_ACCURACY_MAX_M
    ? ok(fix)
    : refuse('fix-inaccurate', 'The position is accurate to no better than 1 km.', 'accuracyM');
}

/**
 * Both accuracies are allowed for before a jump is called impossible; and a position too old to be
 * of use is no evidence against a new one, or a flight would lock its passenger out.
 */
function speedIsPossible({ fix, previous, now }: FixCheck): Result<Fix> {
  if (previous === null || now - previous.at > FIX_AGE_MAX_MS) return ok(fix);
  const slackM = fix.accuracyM + previous.accuracyM + FIX_SPEED_SLACK_M;
  const movedM = distanceM(previous.place, fix.place) - slackM;
  const seconds = (fix.at - previous.at) / SECOND_MS;
  return movedM > FIX_SPEED_MAX_MPS * seconds
    ? refuse('fix-implausible-speed', 'Nobody moves that fast on the ground.', 'place')
    : ok(fix);
}
