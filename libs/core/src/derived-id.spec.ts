import { derivedId } from '#core/derived-id';

const UUID_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

describe('an identifier made of a digest', () => {
  test('is a UUID of version 8 whatever the bytes are', () => {
    for (const byte of [0x00, 0x7f, 0xff]) {
      expect(derivedId(new Uint8Array(32).fill(byte))).toMatch(UUID_8);
    }
  });

  test('is the same for the same bytes and another one for others', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_none, index) => index);
    expect(derivedId(bytes)).toBe(derivedId(Uint8Array.from(bytes)));
    expect(derivedId(bytes)).toBe('00010203-0405-8607-8809-0a0b0c0d0e0f');
    expect(derivedId(bytes.map((byte) => byte ^ 1))).not.toBe(derivedId(bytes));
  });

  test('is not made of too little', () => {
    expect(() => derivedId(new Uint8Array(8))).toThrow('16 bytes');
  });
});
