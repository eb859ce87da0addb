import {
  AID_VALID_MAX_MS,
  aidStanding,
  checkAidStep,
  checkAidValidity,
  type AidAgreement,
} from './mutual-aid';

const NOW = 1_800_000_000_000;
const AGREEMENT: AidAgreement = {
  id: 'agreement',
  organisationId: 'ours',
  partner: { id: 'theirs', slug: 'theirs', name: 'Theirs' },
  proposedByUs: false,
  status: 'proposed',
  proposedAt: NOW - 1,
  validUntil: NOW + 1,
  acceptedAt: null,
  endedAt: null,
};

describe('an agreement to help each other', () => {
  it('is in force once accepted, and to the very moment it was agreed for', () => {
    const accepted = { ...AGREEMENT, status: 'accepted' } as const;
    expect(aidStanding(AGREEMENT, NOW)).toBe('proposed');
    expect(aidStanding(accepted, NOW)).toBe('in-force');
    expect(aidStanding(accepted, NOW + 1)).toBe('expired');
    expect(aidStanding({ ...accepted, status: 'ended' }, NOW)).toBe('ended');
  });

  it('holds for a year at most', () => {
    expect(checkAidValidity(NOW, NOW).ok).toBe(false);
    expect(checkAidValidity(NOW + AID_VALID_MAX_MS, NOW).ok).toBe(true);
    expect(checkAidValidity(NOW + AID_VALID_MAX_MS + 1, NOW).ok).toBe(false);
  });

  it('is accepted by who was asked, and ended by either', () => {
    const ours = { ...AGREEMENT, proposedByUs: true };
    expect(checkAidStep(AGREEMENT, 'accepted', NOW).ok).toBe(true);
    expect(checkAidStep(ours, 'accepted', NOW).ok).toBe(false);
    expect(checkAidStep({ ...AGREEMENT, status: 'accepted' }, 'accepted', NOW).ok).toBe(false);
    expect(checkAidStep(AGREEMENT, 'accepted', NOW + 1).ok).toBe(false);
    for (const side of [AGREEMENT, ours]) {
      expect(checkAidStep(side, 'ended', NOW).ok).toBe(true);
      expect(checkAidStep({ ...side, status: 'ended' }, 'ended', NOW).ok).toBe(false);
    }
  });
});
