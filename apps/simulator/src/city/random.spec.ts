import { Random } from './random';

describe('a seeded random number generator', () => {
  it('gives the same numbers for the same key, for good', () => {
    const random = new Random('golden');
    expect([random.next(), random.next(), random.next()]).toEqual([
      0.860980877187103, 0.07689977786503732, 0.9688589363358915,
    ]);
  });

  it('gives a stream that does not hang on what was drawn before it', () => {
    const fresh = new Random('a').stream('homes').next();
    const used = new Random('a');
    for (let i = 0; i < 100; i += 1) used.next();
    expect(used.stream('homes').next()).toBe(fresh);
    expect(used.stream('duty').next()).not.toBe(fresh);
    expect(new Random('b').stream('homes').next()).not.toBe(fresh);
  });

  it('draws from the distributions it names', () => {
    const random = new Random('moments');
    const draw = (one: () => number): number[] => Array.from({ length: 20_000 }, one);
    expect(mean(draw(() => random.next()))).toBeCloseTo(0.5, 1);
    expect(mean(draw(() => random.normal()))).toBeCloseTo(0, 1);
    expect(mean(draw(() => random.normal() ** 2))).toBeCloseTo(1, 1);
    expect(mean(draw(() => random.exponential(3))) / 3).toBeCloseTo(1, 1);
    expect(mean(draw(() => random.beta(1.1, 1.94)))).toBeCloseTo(0.362, 2);
    expect(
      quantile(
        draw(() => random.lognormal(40, 0.5)),
        0.5,
      ) / 40,
    ).toBeCloseTo(1, 1);
    expect(
      mean(
        draw(() =>
          random.weighted([
            [1, 3],
            [0, 1],
          ]),
        ),
      ),
    ).toBeCloseTo(0.75, 1);
  });

  it('gives first draws of neighbouring streams that spread evenly', () => {
    const random = new Random('even');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const bin = Math.floor(random.stream(String(i)).next() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random('x').pick([])).toThrow('nothing to pick from');
    expect(() => new Random('x').weighted([])).toThrow('nothing to pick from');
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}
