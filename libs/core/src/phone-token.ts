import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';

/** A phone stays signed in for this long after its token was last renewed. */
export const PHONE_TOKEN_VALID_MS = 90 * DAY_MS;

/** The app trades a token that is older for a new one. */
export const PHONE_TOKEN_RENEWED_AFTER_MS = DAY_MS;

/**
 * After the first use of a new token the old one is still taken for so long: a page and its
 * worker share a phone, and what one of them had sent already must not end the sign-in. Real time.
 */
export const PHONE_TOKEN_OVERLAP_MS = MINUTE_MS;

/** What the use of a phone's token means. */
export type PhoneTokenUse = 'in-use' | 'first-use' | 'overlap' | 'reused';

/**
 * Judges a token of a phone by what became of it. `reused`: whoever shows it has kept a copy,
 * since the phone itself has the one after it.
 *
 * @param tradedAt when the one after it was first used; null where it itself was never used yet;
 *   undefined for the token in use
 */
export function judgePhoneToken(
  tradedAt: Instant | null | undefined,
  now: Instant,
  overlapMs: number,
): PhoneTokenUse {
  if (tradedAt === undefined) return 'in-use';
  if (tradedAt === null) return 'first-use';
  return now - tradedAt <= overlapMs ? 'overlap' : 'reused';
}
