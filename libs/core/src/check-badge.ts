/*
 * The badge that somebody shows at a muster point: their booking with a keyed digest of it, as a
 * QR code. The server checks the digest; a desk without network knows the SHA-256 of the badges
 * it expects, and can make none itself.
 */

/** Names the format; a QR code holds it, and the rest, in its alphanumeric mode. */
export const CHECK_BADGE_PREFIX = 'CB1:';
/** 128 bits: nobody guesses one. */
export const CHECK_BADGE_MAC_BYTES = 16;

const HEX_PER_UUID = 32;
const HEX_PER_MAC = 2 * CHECK_BADGE_MAC_BYTES;
/** Characters of every badge. */
export const CHECK_BADGE_LENGTH = CHECK_BADGE_PREFIX.length + 2 * HEX_PER_UUID + HEX_PER_MAC;
const PATTERN = new RegExp(`^${CHECK_BADGE_PREFIX}([0-9A-F]{${2 * HEX_PER_UUID + HEX_PER_MAC}})$`);

/** Whose booking a badge is of. */
export interface BadgeHolder {
  readonly organisationId: string;
  readonly bookingId: string;
}

/** What a badge says; only the server, or a desk that expects it, can tell whether it is ours. */
export interface CheckBadge extends BadgeHolder {
  /** Lower-case hexadecimal. */
  readonly mac: string;
}

/** The text whose keyed digest makes a badge of a booking genuine. */
export function badgeMacText({ organisationId, bookingId }: BadgeHolder): string {
  return `muster badge ${organisationId} ${bookingId}`;
}

/**
 * The text of a badge, as its QR code holds it.
 *
 * @param digest keyed digest of `badgeMacText`, of at least `CHECK_BADGE_MAC_BYTES`
 */
export function badgeText(holder: BadgeHolder, digest: Uint8Array): string {
  const ids = `${holder.organisationId}${holder.bookingId}`.replaceAll('-', '');
  return `${CHECK_BADGE_PREFIX}${ids}${macOf(digest)}`.toUpperCase();
}

/**
 * The one way of writing a badge, of what was scanned or typed; null for what is none. Desks take
 * the SHA-256 of this text.
 */
export function normalBadge(scanned: string): string | null {
  const text = scanned.replace(/\s/gu, '').toUpperCase();
  return PATTERN.test(text) ? text : null;
}

/** Whose booking a badge says it is of; null for what is none. */
export function readBadge(scanned: string): CheckBadge | null {
  const [, hex] = PATTERN.exec(normalBadge(scanned) ?? '') ?? [];
  if (hex === undefined) return null;
  const text = hex.toLowerCase();
  return {
    organisationId: uuidOf(text.slice(0, HEX_PER_UUID)),
    bookingId: uuidOf(text.slice(HEX_PER_UUID, 2 * HEX_PER_UUID)),
    mac: text.slice(2 * HEX_PER_UUID),
  };
}

/**
 * Whether the server made this badge.
 *
 * @param digests keyed digests of its `badgeMacText`, by every key there is
 */
export function isGenuineBadge(badge: CheckBadge, digests: readonly Uint8Array[]): boolean {
  return digests.map((digest) => isSame(badge.mac, macOf(digest))).includes(true);
}

function macOf(digest: Uint8Array): string {
  const bytes = Array.from(digest.subarray(0, CHECK_BADGE_MAC_BYTES));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Takes as long for a wrong first letter as for a wrong last one. */
function isSame(said: string, right: string): boolean {
  let difference = said.length ^ right.length;
  for (let index = 0; index < right.length; index += 1) {
    difference |= said.charCodeAt(index) ^ right.charCodeAt(index);
  }
  return difference === 0;
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}
