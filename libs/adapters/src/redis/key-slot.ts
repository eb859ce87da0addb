/** Parts of the keys of a Redis Cluster. */
export const SLOTS = 16_384;
const POLYNOMIAL = 0x1021;
const BYTE_BITS = 8;
const TOP_BIT = 0x8000;
const WORD = 0xffff;

/** The slot of a hash tag (what stands in braces in a key), by CRC16 of its bytes as Redis says. */
export function slotOf(tag: string): number {
  let crc = 0;
  for (const byte of Buffer.from(tag, 'utf8')) {
    crc ^= byte << BYTE_BITS;
    for (let bit = 0; bit < BYTE_BITS; bit += 1) {
      crc = ((crc & TOP_BIT) === 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL) & WORD;
    }
  }
  return crc % SLOTS;
}
