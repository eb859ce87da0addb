import { KIND_TIERS, sendTierNow, tierNow } from '#core/credential-tier';
import { eligibilityOf } from '#core/eligibility';
import { aCandidate, aCredential, anIncident, aResponder, NOON } from '#core/examples';
import { NEAREST_10 } from '#core/policy-presets';
import { CREDENTIAL_KINDS, RESPONDER_TIERS, type Credential } from '#core/responder';
import { DEFAULT_SAFETY_RULES, safetyFindings } from '#core/safety';
import { DAY_MS, MINUTE_MS } from '#core/units';

const rank = (tier: (typeof RESPONDER_TIERS)[number] | null): number =>
  tier === null ? -1 : RESPONDER_TIERS.indexOf(tier);

describe('whom a person may be sent to', () => {
  it('#67 a nurse of the register is a professional, and whoever only says so is not', () => {
    const nurse = aCredential({ kind: 'nurse' });
    const ceiling = { tier: 'professional' } as const;
    expect(tierNow({ ...ceiling, credentials: [nurse] }, NOON)).toBe('professional');
    for (const claimed of [
      aCredential({ kind: 'nurse', status: 'pending' }),
      aCredential({ kind: 'nurse', status: 'refused' }),
      aCredential({ kind: 'nurse', status: 'revoked' }),
      aCredential({ kind: 'nurse', validTo: NOON }),
      aCredential({ kind: 'nurse', validFrom: NOON + 1, validTo: null }),
    ]) {
      expect(tierNow({ ...ceiling, credentials: [claimed] }, NOON)).toBeNull();
      expect(tierNow({ ...ceiling, credentials: [claimed, aCredential()] }, NOON)).toBe('home');
    }
  });

  it('is never more than the organisation allows, nor than the best credential does', () => {
    for (const kind of CREDENTIAL_KINDS) {
      for (const tier of RESPONDER_TIERS) {
        const credentials = [aCredential({ kind })];
        const now = tierNow({ tier, credentials }, NOON);
        expect(rank(now)).toBe(Math.min(rank(tier), rank(KIND_TIERS[kind])));
      }
    }
  });

  it('grows with no credential that ends, and with none that is taken away', () => {
    const kinds: Credential[] = CREDENTIAL_KINDS.map((kind, index) =>
      aCredential({ kind, validTo: NOON + index * MINUTE_MS }),
    );
    let before: number = RESPONDER_TIERS.length;
    for (let at = NOON; at < NOON + DAY_MS; at += MINUTE_MS * 60) {
      const after = rank(tierNow({ tier: 'professional', credentials: kinds }, at));
      expect(after).toBeLessThanOrEqual(before);
      before = after;
    }
    expect(before).toBe(-1);
    for (let left = kinds.length; left > 0; left -= 1) {
      const all = { tier: 'professional' as const, credentials: kinds.slice(0, left) };
      const fewer = { ...all, credentials: kinds.slice(0, left - 1) };
      expect(rank(tierNow(fewer, NOON - 1))).toBeLessThanOrEqual(rank(tierNow(all, NOON - 1)));
    }
    expect(sendTierNow({ tier: 'professional', credentials: [] }, NOON)).toBe('public-place');
  });

  it('#67 a lay person registered as a professional is kept from where only those may go', () => {
    const incident = anIncident({ hazards: ['traffic'] });
    const rule = {
      policy: { ...NEAREST_10, credentialKinds: ['cpr', 'nurse'] as const },
      now: NOON,
      localHour: 12,
      minuteOfWeek: 0,
      findings: safetyFindings(incident, { rules: DEFAULT_SAFETY_RULES, dangerAreas: [] }, NOON),
    };
    const reason = (credentials: readonly Credential[]) =>
      eligibilityOf(
        aCandidate({ responder: aResponder({ tier: 'professional', credentials }) }),
        incident,
        rule,
      ).reason;
    expect(reason([aCredential()])).toBe('kept-away');
    expect(reason([aCredential({ kind: 'nurse', validTo: NOON }), aCredential()])).toBe(
      'kept-away',
    );
    expect(reason([aCredential({ kind: 'nurse' })])).toBeNull();
  });

  it('#67 who has learned to handle boats is sent into no home, whatever the register says', () => {
    const incident = anIncident({ setting: 'home' });
    const rule = {
      policy: { ...NEAREST_10, credentialKinds: ['boat-handling', 'cpr'] as const },
      ...{ now: NOON, localHour: 12, minuteOfWeek: 0, findings: [] },
    };
    const credentials = [aCredential({ kind: 'boat-handling' })];
    const responder = aResponder({ tier: 'professional', credentials });
    expect(eligibilityOf(aCandidate({ responder }), incident, rule).reason).toBe('tier');
  });
});
