import type { AlertPolicy } from '#core/alert-policy';
import { distanceM, type Place } from '#core/geometry';
import type { Incident } from '#core/incident';
import type { Fix } from '#core/location-fix';
import type { CredentialKind, Responder } from '#core/responder';
import type { Instant } from '#core/units';

/** Why a person is not alerted: a closed list, stored with every plan. */
export const NOT_ALERTED_REASONS = [
  'disabled',
  'off-duty',
  'real-person-in-exercise',
  'test-phone',
  'excluded-by-control',
  'no-credential',
  'credential-expired',
  'no-fix',
  'fix-stale',
  'fix-inaccurate',
  'outside-radius',
  'outside-area',
  'bound-elsewhere',
  'alerted-elsewhere',
  'already-alerted',
  'already-accepted',
  'declined-before',
  'silent-before',
  'withdrew-before',
  'too-late',
  'enough',
] as const;
export type NotAlertedReason = (typeof NOT_ALERTED_REASONS)[number];

/** A responder as the decision sees them. */
export interface Candidate {
  readonly responder: Responder;
  /** Newest trusted position, live or last known. */
  readonly fix: Fix | null;
  /** The other incident they have accepted and not finished. */
  readonly boundToId: string | null;
  /** Another incident or call-out whose alert they hold unanswered. */
  readonly alertedForId: string | null;
}

/** Whether a verified credential of one of the kinds is valid at that moment, and if not why. */
export function credentialCheck(
  responder: Responder,
  kinds: readonly CredentialKind[],
  now: Instant,
): 'no-credential' | 'credential-expired' | null {
  let reason: 'no-credential' | 'credential-expired' | null = 'no-credential';
  for (const credential of responder.credentials) {
    if (credential.status !== 'verified' || !kinds.includes(credential.kind)) continue;
    if (credential.validFrom > now) continue;
    if (credential.validTo === null || credential.validTo > now) return null;
    reason = 'credential-expired';
  }
  return reason;
}

/** What holds for the person wherever they are: switched off, off duty, the wrong mode, untrained. */
export function personCheck(
  candidate: Candidate,
  mode: Incident['mode'],
  rule: { readonly kinds: readonly CredentialKind[]; readonly now: Instant },
): NotAlertedReason | null {
  const { responder } = candidate;
  if (responder.disabledAt !== null) return 'disabled';
  if (!responder.onDuty) return 'off-duty';
  if (mode !== 'actual' && !responder.testPhone) return 'real-person-in-exercise';
  if (mode === 'actual' && responder.testPhone) return 'test-phone';
  const credential = credentialCheck(responder, rule.kinds, rule.now);
  if (credential !== null) return credential;
  if (candidate.boundToId !== null) return 'bound-elsewhere';
  return candidate.alertedForId !== null ? 'alerted-elsewhere' : null;
}

/** Whether the position can be trusted: there, fresh and accurate enough. */
export function fixCheck(
  fix: Fix | null,
  policy: Pick<AlertPolicy, 'fixStaleAfterMs' | 'fixAccuracyMaxM'>,
  now: Instant,
): 'no-fix' | 'fix-stale' | 'fix-inaccurate' | null {
  if (fix === null) return 'no-fix';
  if (now - fix.at > policy.fixStaleAfterMs) return 'fix-stale';
  return fix.accuracyM > policy.fixAccuracyMaxM ? 'fix-inaccurate' : null;
}

/** Metres from the incident, rounded; null without a position. */
export function metresFrom(place: Place, fix: Fix | null): number | null {
  return fix === null ? null : Math.round(distanceM(place, fix.place));
}

/**
 * Whether this person may be alerted to this incident now. Null means yes; otherwise the first
 * reason that stands against it, in the order a dispatcher would give it.
 */
export function whyNotEligible(
  candidate: Candidate,
  incident: Incident,
  rule: { readonly policy: AlertPolicy; readonly now: Instant },
): NotAlertedReason | null {
  const { policy, now } = rule;
  const person = personCheck(candidate, incident.mode, { kinds: policy.credentialKinds, now });
  if (person !== null) return person;
  if (incident.excludedResponderRefs.includes(candidate.responder.externalRef)) {
    return 'excluded-by-control';
  }
  const fix = fixCheck(candidate.fix, policy, now);
  if (fix !== null) return fix;
  const metres = metresFrom(incident.place, candidate.fix);
  return metres === null || metres > policy.radiusM ? 'outside-radius' : null;
}
