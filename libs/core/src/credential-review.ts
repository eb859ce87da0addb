import type { Credential } from '#core/responder';

/** A credential as somebody wants it to be, whatever it is now. */
export interface WantedCredential extends Pick<
  Credential,
  'kind' | 'issuer' | 'validFrom' | 'validTo'
> {
  readonly verified: boolean;
}

/**
 * Whether putting these credentials would make anything count that does not count now: one that is
 * verified by it, or a verified one that would hold for another time. Nobody does that to their own
 * record.
 */
export function verifiesMore(
  existing: readonly Credential[],
  wanted: readonly WantedCredential[],
): boolean {
  return wanted.some((one) => {
    const old = existing.find(
      ({ kind, issuer, validFrom }) =>
        kind === one.kind && issuer === one.issuer && validFrom === one.validFrom,
    );
    if (old?.status === 'verified') return old.validTo !== one.validTo;
    return one.verified && (old === undefined || old.status === 'pending');
  });
}
