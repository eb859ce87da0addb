import { joinBytes } from '#core/join-bytes';

/*
 * Markers of JPEG (ITU-T T.81, table B.1). A segment is a marker, two bytes of length that count
 * themselves, and its content; a scan is a segment with coded data behind it.
 */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Frames and tables of codes; scans, tables of steps, restarts and heights. */
const FRAMES_FROM = 0xc0;
const FRAMES_TO = 0xcf;
const TABLES_TO = 0xdf;
const APP1 = 0xe1;
/** How colours are coded (Adobe): without it some pictures turn green. */
const APP14 = 0xee;
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

interface Segment {
  readonly marker: number;
  /** Content without marker and length. */
  readonly content: Uint8Array;
  /** Behind it. */
  readonly end: number;
}

/**
 * A JPEG of the segments that make the picture: tables, frames and scans. Of what programs add
 * only the colour coding and the way up are kept, written anew. Null where it is no whole JPEG.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const parts: Uint8Array[] = [];
  let [at, wayUp, hasFrame, hasScan] = [2, 1, false, false];
  for (;;) {
    const segment = segmentAt(bytes, at);
    if (segment === null) return null;
    const { marker, content, end } = segment;
    if (marker === EOI) break;
    if (marker === APP1) wayUp = wayUpOf(content) ?? wayUp;
    const scanEnd = marker === SOS ? endOfScan(bytes, end) : end;
    if (marker === SOS && !hasFrame) return null;
    if (isKept(segment)) parts.push(bytes.subarray(end - content.length - 4, scanEnd));
    hasFrame ||= isFrame(marker);
    hasScan ||= marker === SOS;
    at = scanEnd;
  }
  if (!hasScan) return null;
  const start = Uint8Array.of(0xff, SOI);
  const end = Uint8Array.of(0xff, EOI);
  return joinBytes([start, ...(wayUp === 1 ? [] : [exifOf(wayUp)]), ...parts, end]);
}

function isKept({ marker, content }: Segment): boolean {
  if (marker === APP14) return begins(content, 'Adobe');
  return (marker >= FRAMES_FROM && marker <= FRAMES_TO) || (marker >= SOS && marker <= TABLES_TO);
}

function segmentAt(bytes: Uint8Array, from: number): Segment | null {
  let at = from;
  if (bytes[at] !== 0xff) return null;
  // Any number of 0xff may stand before a marker.
  while (bytes[at + 1] === 0xff) at += 1;
  const marker = bytes[at + 1];
  if (marker === undefined || marker === 0 || marker === SOI || isRestart(marker)) return null;
  if (marker === EOI) return { marker, content: new Uint8Array(), end: at + 2 };
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const end = at + 2 + length;
  if (length < 2 || end > bytes.length) return null;
  return { marker, content: bytes.subarray(at + 4, end), end };
}

/** Coded data goes on until a marker that is no restart; a 0xff of the data is followed by 0. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return bytes.length;
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at;
    at += next === 0xff ? 1 : 2;
  }
}

function begins(content: Uint8Array, word: string): boolean {
  return Array.from(word, (letter) => letter.charCodeAt(0)).every(
    (code, index) => content[index] === code,
  );
}

const EXIF_TIFF_AT = 6;
const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;

/** The way up (TIFF tag 274, 1 to 8) that an Exif segment names; null where it names none. */
function wayUpOf(content: Uint8Array): number | null {
  if (!begins(content, 'Exif')) return null;
  const tiff = content.subarray(EXIF_TIFF_AT);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = tiff[0] === 0x49;
  const read16 = (at: number): number => (at + 2 <= tiff.length ? view.getUint16(at, isLittle) : 0);
  const first = tiff.length >= 8 ? view.getUint32(4, isLittle) : 0;
  for (let entry = 0; entry < read16(first); entry += 1) {
    const at = first + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return null;
    if (read16(at) !== ORIENTATION) continue;
    const value = read16(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif segment with the way up and nothing else. */
function exifOf(wayUp: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, wayUp, 0, 0];
  const content = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, ...entry, 0, 0, 0, 0];
  return Uint8Array.of(0xff, APP1, 0, content.length + 2, ...content);
}
