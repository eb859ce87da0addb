import type { Ids } from '#flow/ports';

const HEX_OF_UUID = [8, 4, 4, 4, 12] as const;

/** Identifiers and salts from a seed: the same seed gives the same ones in the same order. */
export class SeededIds implements Ids {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A UUID of version 4 in form; its digits come from the seed. */
  id(): string {
    const digits = this.hex(32).split('');
    digits[12] = '4';
    digits[16] = '89ab'[parseInt(digits[16] ?? '0', 16) % 4] ?? '8';
    let from = 0;
    return HEX_OF_UUID.map((length) => {
      const part = digits.slice(from, from + length).join('');
      from += length;
      return part;
    }).join('-');
  }

  /** Guessable by whoever knows the seed: for tests and replay only. */
  secret(): string {
    return this.hex(32);
  }

  salt(): readonly [number, number] {
    return [this.next() / 2 ** 32, this.next() / 2 ** 32];
  }

  private hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.next().toString(16).padStart(8, '0');
    return text.slice(0, length);
  }

  /** Next 32 bits by splitmix32. */
  private next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
}
