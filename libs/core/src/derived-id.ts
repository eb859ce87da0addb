const BYTES = 16;
/** RFC 9562 §5.8: a UUID of the maker's own making. */
const VERSION = 0x80;
const VARIANT = 0x80;

/**
 * The first 16 bytes of a digest as a UUID of version 8: the same for the same bytes, and telling
 * no more of what was digested than the digest does. Throws where there are fewer bytes.
 */
export function derivedId(digest: Uint8Array): string {
  if (digest.length < BYTES) throw new Error('an identifier has 16 bytes');
  const hex = Array.from(digest.slice(0, BYTES), (byte, index) => {
    if (index === 6) return (byte & 0x0f) | VERSION;
    return index === 8 ? (byte & 0x3f) | VARIANT : byte;
  })
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}
