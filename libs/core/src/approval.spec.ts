import {
  APPROVAL_EXPIRES_AFTER_MS,
  approvalStatus,
  decideApproval,
  type Approval,
} from '#core/approval';

const ASKED_AT = Date.UTC(2026, 2, 1, 12);
const ASKER = { role: 'dispatcher', id: 'a' } as const;
const SECOND = { role: 'supervisor', id: 'b' } as const;
const PENDING: Approval = {
  id: 'x',
  organisationId: 'o',
  kind: 'open-callout',
  status: 'pending',
  reason: 'The river',
  askedBy: ASKER,
  askedAt: ASKED_AT,
  expiresAt: ASKED_AT + APPROVAL_EXPIRES_AFTER_MS,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
};
const decide = (approval: Approval, fields: Partial<Parameters<typeof decideApproval>[1]> = {}) =>
  decideApproval(approval, {
    ...{ by: SECOND, approve: true, reason: null, now: ASKED_AT + 1 },
    ...fields,
  });

describe('an approval', () => {
  it('is decided by a second person, and says by whom', () => {
    expect(decide(PENDING)).toMatchObject({
      ok: true,
      value: { status: 'approved', decidedBy: SECOND, decidedAt: ASKED_AT + 1 },
    });
    expect(decide(PENDING, { approve: false, reason: 'No' })).toMatchObject({
      value: { status: 'refused', decisionReason: 'No' },
    });
  });

  it('is never decided by whoever asked, in whatever role they come', () => {
    const by = { role: 'supervisor', id: ASKER.id } as const;
    expect(decide(PENDING, { by })).toMatchObject({ problem: { code: 'second-person-needed' } });
    expect(decide(PENDING, { by, approve: false })).toMatchObject({ ok: false });
  });

  it('is decided once, and not after its time', () => {
    const approved = { ...PENDING, status: 'approved' } as const;
    expect(decide(approved)).toMatchObject({ problem: { code: 'illegal-step' } });
    expect(decide(approved, { approve: false })).toMatchObject({ ok: false });
    const late = { now: PENDING.expiresAt };
    expect(decide(PENDING, late)).toMatchObject({ problem: { code: 'illegal-step' } });
    expect(approvalStatus(PENDING, PENDING.expiresAt - 1)).toBe('pending');
    expect(approvalStatus(PENDING, PENDING.expiresAt)).toBe('expired');
    expect(approvalStatus(approved, PENDING.expiresAt)).toBe('approved');
  });
});
