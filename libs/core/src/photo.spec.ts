import { cleanPhoto, PHOTO_BYTES_MAX } from '#core/photo';
import { SMALL_JPEG, SMALL_PNG } from '#core/photo-examples';

const JPEG = Buffer.from(SMALL_JPEG, 'base64');
const PNG = Buffer.from(SMALL_PNG, 'base64');
const SECRET = 'GPS 51.507N 0.127W';

function segment(marker: number, content: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  return Buffer.concat([head, content]);
}

/** As a phone writes it: which way is up, and where it was taken. */
function exif(wayUp: number, littleEndian: boolean): Buffer {
  const tiff = Buffer.alloc(38);
  const write16 = (value: number, at: number) =>
    littleEndian ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    littleEndian ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(littleEndian ? 'II' : 'MM', 0);
  write16(42, 2);
  write32(8, 4);
  write16(2, 8);
  for (const [entry, tag, value] of [
    [10, 0x8825, 26],
    [22, 0x0112, wayUp],
  ] as const) {
    write16(tag, entry);
    write16(3, entry + 2);
    write32(1, entry + 4);
    write16(value, entry + 8);
  }
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(SECRET)]);
}

function withMetadata(...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([JPEG.subarray(0, 2), ...segments, JPEG.subarray(2)]);
}

function cleaned(type: string, bytes: Uint8Array): Buffer {
  const photo = cleanPhoto(type, bytes);
  if (!photo.ok) throw new Error(photo.problem.code);
  return Buffer.from(photo.value.file);
}

function codeOf(type: string, bytes: Uint8Array): string {
  const photo = cleanPhoto(type, bytes);
  return photo.ok ? 'no refusal' : photo.problem.code;
}

describe('a JPEG from a phone', () => {
  const bare = cleaned('image/jpeg', JPEG);

  it('keeps the picture, byte for byte, and its own tables', () => {
    const tables = JPEG.indexOf(Buffer.from([0xff, 0xdb]));
    expect(bare.subarray(2).equals(JPEG.subarray(tables))).toBe(true);
    expect(cleaned('image/jpeg', bare).equals(bare)).toBe(true);
  });

  it.each([true, false])('says nothing of place, camera or time any more (%s)', (little) => {
    const photo = withMetadata(
      segment(0xe1, exif(1, little)),
      segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${SECRET}`)),
      segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`)),
      segment(0xfe, Buffer.from(SECRET)),
      segment(0xe0, Buffer.from(`JFXX\0${SECRET}`)),
      segment(0xf0, Buffer.from(SECRET)),
    );
    const clean = cleaned('image/jpeg', Buffer.concat([photo, Buffer.from(SECRET)]));
    expect(clean.includes('GPS')).toBe(false);
    expect(clean.equals(bare)).toBe(true);
  });

  it.each([true, false])('stays the right way up (%s)', (little) => {
    const clean = cleaned('image/jpeg', withMetadata(segment(0xe1, exif(6, little))));
    expect(clean.includes('GPS')).toBe(false);
    const at = clean.indexOf(Buffer.from([0x01, 0x12, 0, 3]));
    expect(clean.readUInt16BE(at + 8)).toBe(6);
    expect(cleaned('image/jpeg', clean).equals(clean)).toBe(true);
  });

  it('loses what stands between two scans, and no coded byte', () => {
    const scan = (codes: readonly number[]) =>
      Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from(codes)]);
    const start = Buffer.from([0xff, 0xd8]);
    const frame = segment(0xc2, Buffer.from([8, 0, 4, 0, 4, 1, 1, 0x11, 0]));
    const [first, second] = [scan([1, 0xff, 0, 2, 0xff, 0xd3, 9]), scan([7, 0xff, 0, 8])];
    const end = Buffer.from([0xff, 0xd9]);
    const hidden = segment(0xfe, Buffer.from(SECRET));
    const photo = Buffer.concat([start, frame, first, hidden, second, end, hidden]);
    const meant = Buffer.concat([start, frame, first, second, end]);
    expect(cleaned('image/jpeg', photo).equals(meant)).toBe(true);
  });

  it('is refused cut short, anywhere', () => {
    for (let length = 0; length < JPEG.length; length += 1) {
      expect([length, codeOf('image/jpeg', JPEG.subarray(0, length))]).toEqual([
        length,
        'proof-invalid',
      ]);
    }
  });
});

describe('a PNG', () => {
  const chunk = (name: string, content: string) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(content.length);
    return Buffer.concat([head, Buffer.from(name + content), Buffer.alloc(4)]);
  };
  const HEADER_END = 33;

  it('loses texts, times, Exif, profiles and whatever follows it', () => {
    const clean = cleaned('image/png', PNG);
    const said = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'iCCP', 'zzZz'].map((name) =>
      chunk(name, SECRET),
    );
    const parts = [PNG.subarray(0, HEADER_END), ...said, PNG.subarray(HEADER_END)];
    const photo = Buffer.concat([...parts, Buffer.from(SECRET)]);
    expect(cleaned('image/png', photo).equals(clean)).toBe(true);
    expect(clean.includes('IDAT')).toBe(true);
  });

  it('is refused cut short, anywhere, and where a chunk is longer than the file', () => {
    for (let length = 0; length < PNG.length; length += 1) {
      expect(codeOf('image/png', PNG.subarray(0, length))).toBe('proof-invalid');
    }
    const lying = Buffer.from(PNG);
    lying.writeUInt32BE(0xffffffff, HEADER_END);
    expect(codeOf('image/png', lying)).toBe('proof-invalid');
  });
});

it('is refused as what it is not, and above its size', () => {
  expect(codeOf('image/png', JPEG)).toBe('proof-invalid');
  expect(codeOf('image/jpeg; x=1', PNG)).toBe('proof-invalid');
  expect(codeOf('image/svg+xml', JPEG)).toBe('proof-invalid');
  expect(codeOf('image/jpeg', new Uint8Array(PHOTO_BYTES_MAX + 1))).toBe('body-too-large');
  expect(codeOf('IMAGE/JPEG; charset=x', JPEG)).toBe('no refusal');
});
