import type { AlertPolicy } from '#core/alert-policy';
import { calledFrom, type AskedPerson } from '#core/called-from';
import { whyUnavailable, type UnavailableReason } from '#core/availability';
import { sendTierNow } from '#core/credential-tier';
import { metresFrom } from '#core/geometry';
import type { Incident } from '#core/incident';
import type { Fix } from '#core/location-fix';
import { placeSlackM } from '#core/place-uncertainty';
import { isKeptAway, isTierFor, type SafetyFinding } from '#core/safety';
import { isNight } from '#core/time-to-arrive';
import { whereaboutsOf, type RegisteredPlace, type Whereabouts } from '#core/whereabouts';
import type { ResponseHistory } from '#core/response-history';
import type { Credential, CredentialKind, Responder } from '#core/responder';
import type { Instant } from '#core/units';

/** Why a person is not alerted: a closed list, stored with every plan. */
export const NOT_ALERTED_REASONS = [
  'disabled',
  'off-duty',
  'muted',
  'off-schedule',
  'own-quiet-hours',
  'unreachable',
  'real-person-in-exercise',
  'test-phone',
  'excluded-by-control',
  'no-credential',
  'credential-expired',
  'no-fix',
  'fix-stale',
  'fix-inaccurate',
  'outside-radius',
  'kept-away',
  'tier',
  'quiet-hours',
  'asked-too-often',
  'no-way-there',
  'after-ambulance',
  'gain-below-price',
  'bound-elsewhere',
  'alerted-elsewhere',
  'already-alerted',
  'already-accepted',
  'declined-before',
  'silent-before',
  'withdrew-before',
  'let-go-before',
  'stopped-by-dispatcher',
  'too-late',
  'enough',
] as const;
export type NotAlertedReason = (typeof NOT_ALERTED_REASONS)[number];

/** A responder as the decision sees them. */
export interface Candidate extends AskedPerson {
  readonly responder: Responder;
  /** Newest trusted position, live or last known. */
  readonly fix: Fix | null;
  /** The incident they have accepted and not finished; the one being decided is not counted. */
  readonly boundToId: string | null;
  /** Home and work with hours, for when no fresh position is shared. */
  readonly places: readonly RegisteredPlace[];
  /** What they did with earlier alerts. */
  readonly history: ResponseHistory;
}

/**
 * Each person once, with their newest position, ordered by id: whatever order and repetition the
 * searches brought, the decision sees the same people.
 */
export function eachOnce(candidates: readonly Candidate[]): readonly Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = byId.get(candidate.responder.id);
    if (known === undefined || (candidate.fix?.at ?? 0) > (known.fix?.at ?? 0)) {
      byId.set(candidate.responder.id, candidate);
    }
  }
  return [...byId.values()].sort((a, b) => (a.responder.id < b.responder.id ? -1 : 1));
}

/**
 * Whether a verified credential of one of the kinds is valid at that moment, and if not why; where
 * no kind is named, none is needed.
 */
export function credentialCheck(
  responder: { readonly credentials: readonly CheckedCredential[] },
  kinds: readonly CredentialKind[],
  now: Instant,
): 'no-credential' | 'credential-expired' | null {
  if (kinds.length === 0) return null;
  let reason: 'no-credential' | 'credential-expired' | null = 'no-credential';
  for (const credential of responder.credentials) {
    if (credential.status !== 'verified' || !kinds.includes(credential.kind)) continue;
    if (!(credential.validFrom <= now)) continue;
    if (credential.validTo === null || credential.validTo > now) return null;
    reason = 'credential-expired';
  }
  return reason;
}

/** What decides of a credential whether it counts. */
export type CheckedCredential = Pick<Credential, 'kind' | 'status' | 'validFrom' | 'validTo'>;

/** What is asked of a person wherever they are; every candidate is one. */
export interface CheckedPerson extends AskedPerson {
  readonly responder: Pick<
    Responder,
    'disabledAt' | 'onDuty' | 'availability' | 'channels' | 'testPhone'
  > & { readonly credentials: readonly CheckedCredential[] };
  readonly boundToId: string | null;
}

export interface PersonRule {
  readonly kinds: readonly CredentialKind[];
  readonly now: Instant;
  /** Minutes since Monday 00:00 where the organisation is. */
  readonly minuteOfWeek: number;
  readonly lifeThreatening: boolean;
  /** The incident or call-out decided about: being bound to it or asked by it is not elsewhere. */
  readonly aboutId?: string;
}

/** Reasons that hold for the person wherever they are. */
export type PersonReason =
  | UnavailableReason
  | 'disabled'
  | 'off-duty'
  | 'unreachable'
  | 'real-person-in-exercise'
  | 'test-phone'
  | 'no-credential'
  | 'credential-expired'
  | 'bound-elsewhere'
  | 'alerted-elsewhere';

/**
 * What holds for the person wherever they are: disabled, off duty, out of reach, untrained, or
 * bound elsewhere. Where a life is in danger neither a booking of a call-out nor its question
 * binds.
 */
export function personCheck(
  candidate: CheckedPerson,
  mode: Incident['mode'],
  rule: PersonRule,
): PersonReason | null {
  const { responder } = candidate;
  if (responder.disabledAt !== null) return 'disabled';
  if (!responder.onDuty) return 'off-duty';
  const unavailable = whyUnavailable(responder.availability, rule);
  if (unavailable !== null) return unavailable;
  if (responder.channels.length === 0) return 'unreachable';
  if (mode !== 'actual' && !responder.testPhone) return 'real-person-in-exercise';
  if (mode === 'actual' && responder.testPhone) return 'test-phone';
  const credential = credentialCheck(responder, rule.kinds, rule.now);
  if (credential !== null) return credential;
  if (isElsewhere(candidate.boundToId, rule)) return 'bound-elsewhere';
  const called = calledFrom(candidate, rule);
  if (rule.lifeThreatening && candidate.isAskedByCallout === true) return null;
  if (!rule.lifeThreatening && called?.as === 'booked') return 'bound-elsewhere';
  return isElsewhere(candidate.alertedForId, rule) ? 'alerted-elsewhere' : null;
}

function isElsewhere(id: string | null, rule: PersonRule): boolean {
  return id !== null && id !== rule.aboutId;
}

/**
 * Why an unanswered alert is taken back from a person who may no longer be asked; null while they
 * may. Neither a position grown old, nor a second alert, nor a token that died meanwhile is a
 * reason.
 */
export function whyTakenBack(
  candidate: Candidate,
  mode: Incident['mode'],
  rule: PersonRule,
): 'off-duty' | 'no-longer-eligible' | null {
  const reason = personCheck(candidate, mode, rule);
  if (reason === null || reason === 'alerted-elsewhere' || reason === 'unreachable') return null;
  return reason === 'off-duty' ? 'off-duty' : 'no-longer-eligible';
}

/** True when control does not want this person alerted to this incident. */
export function isExcluded(candidate: Candidate, incident: Incident): boolean {
  return incident.excludedResponderRefs.includes(candidate.responder.externalRef);
}

/** What decides beside the person and the incident. */
export interface EligibilityRule {
  readonly policy: AlertPolicy;
  readonly now: Instant;
  readonly localHour: number;
  readonly minuteOfWeek: number;
  readonly findings: readonly SafetyFinding[];
}

/** Where a person is taken to be and how far that is, or why they may not be alerted now. */
export type Eligibility =
  | { readonly whereabouts: Whereabouts; readonly distanceM: number; readonly reason: null }
  | { readonly distanceM: number | null; readonly reason: NotAlertedReason };

/**
 * Whether this person may be alerted to this incident now; otherwise the first reason that stands
 * against it, in the order a dispatcher would give it. Where the place is uncertain, they are as
 * near as they may be.
 */
export function eligibilityOf(
  candidate: Candidate,
  incident: Incident,
  rule: EligibilityRule,
): Eligibility {
  const { policy, now, findings } = rule;
  const where = whereaboutsOf(candidate, policy, now);
  const distanceM = metresFrom(incident.place, typeof where === 'string' ? candidate.fix : where);
  const not = (reason: NotAlertedReason) => ({ reason, distanceM });
  const person = personCheck(candidate, incident.mode, {
    kinds: policy.credentialKinds,
    now,
    minuteOfWeek: rule.minuteOfWeek,
    lifeThreatening: incident.priority === 'life-threatening',
    aboutId: incident.id,
  });
  if (person !== null) return not(person);
  if (isExcluded(candidate, incident)) return not('excluded-by-control');
  const tier = sendTierNow(candidate.responder, now);
  if (isKeptAway(tier, findings)) return not('kept-away');
  if (!isTierFor(tier, incident.setting)) return not('tier');
  if (typeof where === 'string') return not(where);
  if (distanceM === null) return not('outside-radius');
  const atLeastM = distanceM - placeSlackM(incident);
  if (atLeastM > policy.radiusM) return not('outside-radius');
  const limit = limitCheck(candidate, atLeastM, rule);
  return limit === null ? { whereabouts: where, distanceM, reason: null } : not(limit);
}

/** The policy's hard limits on how often and when a person is disturbed. */
function limitCheck(
  candidate: Candidate,
  atLeastM: number,
  rule: { readonly policy: AlertPolicy; readonly localHour: number },
): NotAlertedReason | null {
  const { perPerson7DaysMax, quietHours } = rule.policy.limits;
  if (perPerson7DaysMax !== null && candidate.history.alertsLast7Days >= perPerson7DaysMax) {
    return 'asked-too-often';
  }
  if (quietHours === null || !isNight(rule.localHour, quietHours)) return null;
  return atLeastM > quietHours.radiusM ? 'quiet-hours' : null;
}
