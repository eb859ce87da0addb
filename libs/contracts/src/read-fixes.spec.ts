import { describe, expect, it } from '@jest/globals';
import { readFixes } from './read-fixes';
import { fixesSchema } from './responder-api';

const ROUNDS = 5_000;
const SEED = Number(process.env['SEED'] ?? 8);

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ODD: readonly unknown[] = [
  ...[null, undefined, '', 'x', 0, -1, 1e308, NaN, Infinity, true, [], {}, [1, 2], [[1, 2]]],
  ...['2026-02-30T00:00:00Z', '2026-03-01T12:00:00', '2026-03-01', '2026-03-01T25:00:00Z'],
];
const INSTANTS = [
  ...['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.123Z', '2026-03-01T12:00:00+02:00'],
  ...['2026-03-01T12:00Z', '2024-02-29T00:00:00.123456789Z', '2026-12-31T23:59:59-11:30'],
];

describe('positions that are read without their schema', () => {
  it(`are those that it takes, to the last field (seed ${SEED})`, () => {
    const random = randomOf(SEED);
    let [taken, refused] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const message = messageBy(random);
      const parsed = fixesSchema.safeParse(message);
      const read = readFixes(message);
      const said = JSON.stringify(message);
      expect([said, read !== null]).toEqual([said, parsed.success]);
      if (parsed.success) expect(read).toEqual(parsed.data);
      if (parsed.success) taken += 1;
      else refused += 1;
    }
    expect(Math.min(taken, refused)).toBeGreaterThan(ROUNDS / 10);
  });

  it('are not more than one batch', () => {
    const fix = fixBy(() => 0.99);
    const batch = (count: number) => ({ fixes: Array.from({ length: count }, () => fix) });
    expect(readFixes(batch(200))).not.toBeNull();
    expect(readFixes(batch(201))).toBeNull();
    expect(readFixes(batch(0))).toBeNull();
  });
});

function messageBy(random: () => number): unknown {
  const fixes = Array.from({ length: Math.floor(random() * 4) }, () => fixBy(random));
  return spoilt({ fixes }, random);
}

function fixBy(random: () => number): unknown {
  const place = spoilt(
    { type: 'Point', coordinates: spoilt([random() * 360 - 180, random() * 180 - 90], random) },
    random,
  );
  const at = INSTANTS[Math.floor(random() * INSTANTS.length)];
  const fix = { place, at, accuracyM: random() * 100 };
  return spoilt(random() < 0.3 ? { ...fix, isMock: random() < 0.5 } : fix, random);
}

/** Now and then a field is another, gone, or one too many. */
function spoilt(thing: object, random: () => number): unknown {
  if (random() > 0.08) return thing;
  const copy = (Array.isArray(thing) ? [...(thing as unknown[])] : { ...thing }) as Record<
    string,
    unknown
  >;
  const names = Object.keys(copy);
  const name = names[Math.floor(random() * names.length)] ?? '0';
  const odd = ODD[Math.floor(random() * ODD.length)];
  const draw = random();
  if (draw < 0.6) copy[name] = odd;
  else if (draw < 0.8 && !Array.isArray(copy)) Reflect.deleteProperty(copy, name);
  else copy[Array.isArray(copy) ? String(names.length) : 'more'] = odd;
  return copy;
}
