import { whyUnavailable, type Availability } from '#core/availability';
import type { Candidate } from '#core/eligibility';
import type { CredentialKind, Responder } from '#core/responder';
import type { Fix } from '#core/location-fix';
import type { Instant } from '#core/units';
import type { LiveEntry } from '#flow/ports';

/** Kinds of verified credentials that are valid at that moment. */
export function validKinds(responder: Responder, now: Instant): readonly CredentialKind[] {
  return responder.credentials
    .filter(
      (credential) =>
        credential.status === 'verified' &&
        credential.validFrom <= now &&
        (credential.validTo === null || credential.validTo > now),
    )
    .map((credential) => credential.kind);
}

/** A moment with what the clocks show where the organisation is. */
export interface Moment {
  readonly now: Instant;
  readonly minuteOfWeek: number;
}

/**
 * Whether somebody belongs into the live index: on duty, not disabled, and to be disturbed now at
 * least where a life is in danger. Who is bound to an incident is not for the index to know; the
 * decision reads it from the record.
 */
export function isAvailable({ responder }: Candidate, at: Moment): boolean {
  const isThere = responder.onDuty && responder.disabledAt === null;
  return isThere && mayBeDisturbed(responder.availability, at);
}

/** Whether anything at all may disturb them now, if only a life in danger. */
export function mayBeDisturbed(availability: Availability, at: Moment): boolean {
  return whyUnavailable(availability, { ...at, lifeThreatening: true }) === null;
}

/** Somebody at a position, as the live index keeps them. */
export function liveEntry({ responder }: Candidate, fix: Fix, now: Instant): LiveEntry {
  return { responderId: responder.id, fix, credentialKinds: validKinds(responder, now) };
}
