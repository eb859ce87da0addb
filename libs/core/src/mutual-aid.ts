import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS, type Instant } from '#core/units';

/*
 * Two organisations may agree to help each other for a time. Nothing of one becomes visible to the
 * other by that: who is asked raises an incident of its own and decides by its own plan.
 */

/** Whoever agrees looks at it again after this long. */
export const AID_VALID_MAX_MS = 365 * DAY_MS;

export const AID_STATUSES = ['proposed', 'accepted', 'ended'] as const;
export type AidStatus = (typeof AID_STATUSES)[number];
export const AID_STANDINGS = ['proposed', 'in-force', 'expired', 'ended'] as const;
export type AidStanding = (typeof AID_STANDINGS)[number];

export interface AidPartner {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** An agreement as one of its two sides has it. */
export interface AidAgreement {
  readonly id: string;
  /** Whose side this is. */
  readonly organisationId: string;
  readonly partner: AidPartner;
  readonly proposedByUs: boolean;
  readonly status: AidStatus;
  readonly proposedAt: Instant;
  readonly validUntil: Instant;
  readonly acceptedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** What an agreement is worth at a moment. */
export function aidStanding(
  agreement: Pick<AidAgreement, 'status' | 'validUntil'>,
  now: Instant,
): AidStanding {
  if (agreement.status === 'ended') return 'ended';
  if (agreement.validUntil <= now) return 'expired';
  return agreement.status === 'accepted' ? 'in-force' : 'proposed';
}

/** Refuses `invalid-field` for an end that has passed or lies more than a year ahead. */
export function checkAidValidity(validUntil: Instant, now: Instant): Result<null> {
  if (validUntil > now && validUntil <= now + AID_VALID_MAX_MS) return ok(null);
  return refuse('invalid-field', 'An agreement holds for a year at most from now.', 'validUntil');
}

/**
 * Whether a side may take this step: only who was asked accepts, either ends it.
 *
 * @returns refusal `illegal-step`
 */
export function checkAidStep(
  agreement: AidAgreement,
  to: 'accepted' | 'ended',
  now: Instant,
): Result<null> {
  const standing = aidStanding(agreement, now);
  if (to === 'ended') {
    return standing === 'ended' ? refuse('illegal-step', 'It has ended before.') : ok(null);
  }
  if (standing !== 'proposed') return refuse('illegal-step', `It is ${standing}.`);
  if (!agreement.proposedByUs) return ok(null);
  return refuse('illegal-step', 'The other organisation accepts what this one proposed.');
}
