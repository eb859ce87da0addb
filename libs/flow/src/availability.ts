import type { Candidate } from '#core/eligibility';
import type { CredentialKind, Responder } from '#core/responder';
import type { Instant } from '#core/units';

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

/**
 * Whether somebody belongs into the live index: on duty and not disabled. Who is bound to an
 * incident is not for the index to know; the decision reads it from the record.
 */
export function isAvailable({ responder }: Candidate): boolean {
  return responder.onDuty && responder.disabledAt === null;
}
