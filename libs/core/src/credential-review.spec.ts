import { verifiesMore } from '#core/credential-review';
import { aCredential, NOON } from '#core/examples';
import type { CredentialStatus } from '#core/responder';
import { DAY_MS } from '#core/units';

const wanted = (
  { kind, issuer, validFrom, validTo }: ReturnType<typeof aCredential>,
  verified: boolean,
) => ({ kind, issuer, validFrom, validTo, verified });

describe('what counts for more by being put', () => {
  const of = (status: CredentialStatus) => aCredential({ status, validTo: NOON });

  it('is what was pending or unknown and is put as verified', () => {
    expect(verifiesMore([], [wanted(of('pending'), true)])).toBe(true);
    expect(verifiesMore([], [wanted(of('pending'), false)])).toBe(false);
    const pending = of('pending');
    expect(verifiesMore([pending], [wanted(pending, true)])).toBe(true);
    expect(verifiesMore([pending], [wanted(pending, false)])).toBe(false);
  });

  it('#66 is a verified one whose end is put elsewhere, whether or not it says verified', () => {
    const verified = of('verified');
    for (const says of [true, false]) {
      expect(verifiesMore([verified], [wanted(verified, says)])).toBe(false);
      for (const validTo of [NOON + DAY_MS, NOON - DAY_MS, null]) {
        expect(verifiesMore([verified], [wanted({ ...verified, validTo }, says)])).toBe(true);
      }
    }
  });

  it('is nothing that was refused or revoked: putting it again revives none', () => {
    for (const status of ['refused', 'revoked'] as const) {
      const old = of(status);
      expect(verifiesMore([old], [wanted(old, true)])).toBe(false);
    }
  });
});
