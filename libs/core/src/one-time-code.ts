import { MINUTE_MS, type Instant } from '#core/units';

/** Digits of a code: short enough to be typed off another phone. */
export const CODE_DIGITS = 6;
/** A code is good for this long. */
export const CODE_VALID_MS = 10 * MINUTE_MS;
/** One in 200,000 guesses would be right: five tries of a million. */
export const CODE_TRIES_MAX = 5;

/** What is kept of a code; the code itself only as a keyed digest beside it. */
export interface OneTimeCode {
  readonly expiresAt: Instant;
  readonly triesLeft: number;
  /** When it was used up; null while it may still be. */
  readonly usedAt: Instant | null;
}

/** A code that nobody has tried. */
export function freshCode(now: Instant): OneTimeCode {
  return { expiresAt: now + CODE_VALID_MS, triesLeft: CODE_TRIES_MAX, usedAt: null };
}

/**
 * One try: whether it lets in, and what is kept from then on. A right code lets in once; one that
 * is out of date, used, or tried too often does not, and does not say which.
 *
 * @param isRight whether what was typed is the code
 */
export function tryCode(
  code: OneTimeCode,
  isRight: boolean,
  now: Instant,
): { readonly letsIn: boolean; readonly code: OneTimeCode } {
  const isOpen = code.usedAt === null && code.triesLeft > 0 && code.expiresAt > now;
  if (!isOpen) return { letsIn: false, code };
  if (isRight) return { letsIn: true, code: { ...code, usedAt: now } };
  return { letsIn: false, code: { ...code, triesLeft: code.triesLeft - 1 } };
}

/**
 * The digits of a code, spread evenly: of every random number below 2^48 the last six digits.
 *
 * @param random six bytes or more of an unguessable secret
 */
export function codeDigits(random: Uint8Array): string {
  let number = 0;
  for (const byte of random.subarray(0, 6)) number = (number * 256 + byte) % 2 ** 48;
  return String(number % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}
