import { crc32, deflateSync } from 'node:zlib';
import type { PNG } from 'pngjs';

const COLOURS_MAX = 64;
const COMMON_MAX = 40;
const RARE_LOOKED_AT = 300;
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const BITS_PER_INDEX = 8;
const PALETTE_TYPE = 3;

/** A picture in a few of its colours, which is a third of the size (PNG 1.2, 11.2.3). */
export function palettePng({ width, height, data }: PNG): Buffer {
  const palette = commonest(data);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0, from = 0; y < height; y += 1) {
    // Each row begins with its filter, 0: none.
    for (let x = 0; x < width; x += 1, from += 4) {
      const colour = coarse(data, from);
      let index = nearest.get(colour);
      if (index === undefined) {
        index = indexOf(palette, colour);
        nearest.set(colour, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS_PER_INDEX, PALETTE_TYPE, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Six bits of each channel: letters have more shades than an eye. */
function coarse(data: Buffer, at: number): number {
  const channel = (offset: number): number => (data[at + offset] ?? 0) & 0xfc;
  return (channel(0) << 16) | (channel(1) << 8) | channel(2);
}

function commonest(data: Buffer): readonly number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = coarse(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  const palette = sorted.slice(0, COMMON_MAX);
  // A small word in green is rare, and would be drawn in grey.
  const rare = sorted.slice(COMMON_MAX, COMMON_MAX + RARE_LOOKED_AT);
  while (palette.length < COLOURS_MAX && rare.length > 0) {
    const far = rare.map((colour) => distance(colour, palette[indexOf(palette, colour)] ?? 0));
    const [next] = rare.splice(far.indexOf(Math.max(...far)), 1);
    if (next !== undefined) palette.push(next);
  }
  return palette;
}

function distance(one: number, other: number): number {
  return (
    ((one >> 16) - (other >> 16)) ** 2 +
    (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
    ((one & 255) - (other & 255)) ** 2
  );
}

function indexOf(palette: readonly number[], colour: number): number {
  let [best, index] = [Infinity, 0];
  for (const [at, one] of palette.entries()) {
    const away = distance(one, colour);
    if (away < best) [best, index] = [away, at];
  }
  return index;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
