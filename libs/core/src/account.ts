import type { StaffRole } from '#core/caller-roles';
import type { Instant } from '#core/units';

/** A member of staff who signs in. */
export interface Account {
  readonly id: string;
  readonly organisationId: string;
  readonly role: StaffRole;
  readonly displayName: string;
  /** In lower case; one account for each in an organisation. */
  readonly email: string;
  readonly hasPassword: boolean;
  /** Whether a provider of OpenID Connect has vouched for this person once. */
  readonly isBound: boolean;
  readonly disabledAt: Instant | null;
  readonly lastSignInAt: Instant | null;
}

/** NIST SP 800-63B-4 asks for at least 8 characters with a second factor; a phrase is longer. */
export const PASSWORD_LENGTH_MIN = 12;
/** Long phrases and managers' passwords; beyond it hashing is a way to keep the server busy. */
export const PASSWORD_LENGTH_MAX = 256;

/** The address as it is compared: providers and people write it as they like. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * Whether a change leaves nobody who could undo it: the last supervisor who is not disabled.
 *
 * @param others supervisors of the organisation beside this one who are not disabled
 */
export function locksEverybodyOut(
  account: Pick<Account, 'role' | 'disabledAt'>,
  change: { readonly role: StaffRole; readonly disabled: boolean },
  others: number,
): boolean {
  const keepsNow = account.role === 'supervisor' && account.disabledAt === null;
  const keepsThen = change.role === 'supervisor' && !change.disabled;
  return keepsNow && !keepsThen && others === 0;
}
