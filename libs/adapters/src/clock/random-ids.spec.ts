import { describe, expect, it } from '@jest/globals';
import { RandomIds } from './random-ids';

describe('identifiers', () => {
  const ids = new RandomIds();

  it('are never the same twice, and secrets are long and fit a URL', () => {
    const made = Array.from({ length: 1_000 }, () => [ids.id(), ids.secret()]).flat();
    expect(new Set(made).size).toBe(2_000);
    expect(ids.id()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(ids.secret()).toMatch(/^[\w-]{43}$/);
  });

  it('come with salts that shift a grid by less than one cell', () => {
    const salts = Array.from({ length: 1_000 }, () => ids.salt()).flat();
    expect(Math.min(...salts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...salts)).toBeLessThan(1);
    expect(new Set(salts).size).toBeGreaterThan(1_990);
  });
});
