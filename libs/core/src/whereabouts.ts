import type { Candidate } from '#core/eligibility';
import type { Place } from '#core/geometry';
import { openAt, type CompiledHours } from '#core/hours';
import type { Fix } from '#core/location-fix';
import type { Instant } from '#core/units';

/** A place where a person usually is, and when. */
export interface RegisteredPlace {
  readonly kind: 'home' | 'work';
  readonly place: Place;
  /** When they are there; `unknown` where nobody has said. */
  readonly hours: CompiledHours;
}

export type WhereaboutsSource = 'live' | 'scheduled-place' | 'home';

/** Where a person is taken to be, and how far off that may be. */
export interface Whereabouts {
  readonly place: Place;
  /** Radius of 68 % confidence in metres. */
  readonly uncertaintyM: number;
  readonly source: WhereaboutsSource;
}

export interface WhereaboutsRule {
  /** A position older than this says nothing. */
  readonly fixStaleAfterMs: number;
  readonly fixAccuracyMaxM: number;
  /** Whether registered places serve where no position does. */
  readonly usesRegisteredPlaces: boolean;
}

/**
 * Uncertainty of someone at a place by its hours: two thirds are within it if four in five keep to
 * their hours and those are about, give or take 150 m in each direction. Proposed.
 */
export const SCHEDULED_UNCERTAINTY_M = 300;
/** Uncertainty of someone who is perhaps at home. Proposed. */
export const HOME_UNCERTAINTY_M = 800;

export type NoWhereabouts = 'no-fix' | 'fix-stale' | 'fix-inaccurate';

/**
 * Where this person is taken to be: a fresh and accurate position, else the place they are at by
 * its hours, work before a home that is open as well, else a home whose hours nobody has said; or
 * why nobody can say. A place outside its hours is never used, nor is work without hours.
 */
export function whereaboutsOf(
  candidate: Pick<Candidate, 'fix' | 'places'>,
  rule: WhereaboutsRule,
  now: Instant,
): Whereabouts | NoWhereabouts {
  const problem = fixCheck(candidate.fix, rule, now);
  if (problem === null && candidate.fix !== null) {
    const { place, accuracyM } = candidate.fix;
    return { place, uncertaintyM: accuracyM, source: 'live' };
  }
  const registered = rule.usesRegisteredPlaces ? registeredAt(candidate, now) : null;
  return registered ?? problem ?? 'no-fix';
}

function registeredAt(candidate: Pick<Candidate, 'places'>, now: Instant): Whereabouts | null {
  const open = candidate.places.filter(({ hours }) => openAt(hours, now) === 'open');
  const scheduled = open.find(({ kind }) => kind === 'work') ?? open[0];
  if (scheduled !== undefined) {
    return {
      place: scheduled.place,
      uncertaintyM: SCHEDULED_UNCERTAINTY_M,
      source: 'scheduled-place',
    };
  }
  const home = candidate.places.find(
    ({ kind, hours }) => kind === 'home' && openAt(hours, now) === 'unknown',
  );
  return home === undefined
    ? null
    : { place: home.place, uncertaintyM: HOME_UNCERTAINTY_M, source: 'home' };
}

/** Whether the position can be trusted: there, fresh and accurate enough. */
export function fixCheck(
  fix: Fix | null,
  rule: Pick<WhereaboutsRule, 'fixStaleAfterMs' | 'fixAccuracyMaxM'>,
  now: Instant,
): NoWhereabouts | null {
  if (fix === null) return 'no-fix';
  // Written so that what is not a number counts as bad.
  if (!(now - fix.at <= rule.fixStaleAfterMs)) return 'fix-stale';
  return fix.accuracyM <= rule.fixAccuracyMaxM ? null : 'fix-inaccurate';
}
