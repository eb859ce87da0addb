import type { AccountRole } from '#core/caller-roles';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS, type Instant } from '#core/units';

/** What may wait for a second person. */
export const APPROVAL_KINDS = ['open-callout', 'change-needs', 'change-area'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** `expired` is derived from the time and never stored. */
export const APPROVAL_STATUSES = ['pending', 'approved', 'refused', 'expired'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** Nobody decides later on what was asked for now. */
export const APPROVAL_EXPIRES_AFTER_MS = 15 * MINUTE_MS;

/** A member of staff or a control system, by the account or key that acted. */
export interface Person {
  readonly role: AccountRole;
  readonly id: string;
}

/** Something big that somebody asked for, and what a second person said. */
export interface Approval {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: ApprovalKind;
  readonly status: 'pending' | 'approved' | 'refused';
  readonly reason: string;
  readonly askedBy: Person;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  readonly decidedBy: Person | null;
  readonly decidedAt: Instant | null;
  readonly decisionReason: string | null;
}

/** What an approval is by now: one that nobody decided in time has expired. */
export function approvalStatus(
  approval: Pick<Approval, 'status' | 'expiresAt'>,
  now: Instant,
): ApprovalStatus {
  return approval.status === 'pending' && approval.expiresAt <= now ? 'expired' : approval.status;
}

/**
 * The approval as a second person decides it.
 *
 * @returns refusals `second-person-needed` for whoever asked, `illegal-step` where it was decided
 *   before or has expired
 */
export function decideApproval(
  approval: Approval,
  decision: {
    readonly by: Person;
    readonly approve: boolean;
    readonly reason: string | null;
    readonly now: Instant;
  },
): Result<Approval> {
  const { by, approve, reason, now } = decision;
  if (by.id === approval.askedBy.id) {
    return refuse('second-person-needed', 'Whoever asked for it cannot approve or refuse it.');
  }
  const status = approvalStatus(approval, now);
  if (status === 'expired') return refuse('illegal-step', 'Nobody decided in time; ask again.');
  if (status !== 'pending') return refuse('illegal-step', `It was ${status} before.`);
  return ok({
    ...approval,
    status: approve ? 'approved' : 'refused',
    decidedBy: by,
    decidedAt: now,
    decisionReason: reason,
  });
}
