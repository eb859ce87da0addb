import { joinBytes } from '#core/join-bytes';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Chunks that say how the picture looks; all others may say where and when it was taken. */
const KEPT = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'pHYs'];
/** Length, name and checksum of a chunk. */
const AROUND_BYTES = 12;
const HEADER_BYTES = 13;

/**
 * A PNG (ISO/IEC 15948) of the chunks that make the picture, copied as they are, up to its end.
 * Null where it is no whole PNG.
 */
export function stripPng(bytes: Uint8Array): Uint8Array | null {
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, SIGNATURE.length)];
  let [at, hasData] = [SIGNATURE.length, false];
  while (at + AROUND_BYTES <= bytes.length) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + AROUND_BYTES + length;
    if (end > bytes.length) return null;
    const isFirst = at === SIGNATURE.length;
    if (isFirst !== (name === 'IHDR') || (isFirst && length !== HEADER_BYTES)) return null;
    if (KEPT.includes(name)) parts.push(bytes.subarray(at, end));
    hasData ||= name === 'IDAT';
    if (name === 'IEND') return hasData ? joinBytes(parts) : null;
    at = end;
  }
  return null;
}
