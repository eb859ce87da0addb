import * as fc from 'fast-check';
import { gini, histogram } from '#core/callout-fairness';
import { byTurn, turnOf } from '#core/callout-rotation';
import { seededChance } from '#core/random-examples';

const SEED = 20_261_124;
const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 });

/** By the definition: mean difference of all pairs, as a share of twice the mean. */
function byPairs(all: readonly number[]): number {
  const total = all.reduce((sum, each) => sum + each, 0);
  if (total === 0) return 0;
  let differences = 0;
  for (const a of all) for (const b of all) differences += Math.abs(a - b);
  return differences / (2 * all.length * total);
}

test(`the Gini coefficient is the mean difference of all pairs (seed ${SEED})`, () => {
  fc.assert(
    fc.property(counts, (all) => {
      expect(gini(histogram(all))).toBeCloseTo(byPairs(all), 9);
    }),
    { seed: SEED },
  );
});

test('it is 0 where all have as many, and nearly 1 where one has all', () => {
  expect(gini(histogram([4, 4, 4]))).toBe(0);
  expect(gini(histogram([]))).toBe(0);
  expect(gini(histogram([0, 0, 0, 0, 9]))).toBeCloseTo(0.8, 12);
});

test(`a histogram counts everybody once, least first (seed ${SEED})`, () => {
  fc.assert(
    fc.property(counts, (all) => {
      const bars = histogram(all);
      expect(bars.reduce((sum, bar) => sum + bar.peopleCount, 0)).toBe(all.length);
      const times = bars.map((bar) => bar.times);
      expect(times).toEqual([...new Set(all)].sort((a, b) => a - b));
    }),
    { seed: SEED },
  );
});

test('rotation goes by yes, then by questions, then by distance, then by id', () => {
  const turn = (askedCount: number, yesCount: number) =>
    turnOf('rotation', { askedCount, yesCount });
  expect(turn(1, 1)).toBeGreaterThan(turn(50, 0));
  expect(turn(2, 0)).toBeGreaterThan(turn(1, 0));
  expect(turnOf('nearest', { askedCount: 9, yesCount: 9 })).toBe(0);
  const one = { turn: 0, distanceM: 5, responderId: 'a' };
  expect(byTurn(one, { ...one, turn: 1 })).toBeLessThan(0);
  expect(byTurn({ ...one, distanceM: null }, one)).toBeGreaterThan(0);
  expect(byTurn(one, { ...one, responderId: 'b' })).toBeLessThan(0);
});

test(`call-outs that rotate ask more evenly than those that ask the nearest (seed ${SEED})`, () => {
  const spread = (order: 'rotation' | 'nearest') => {
    const { uniform } = seededChance(SEED);
    const people = Array.from({ length: 100 }, (_, index) => ({
      ...{ responderId: String(index).padStart(3, '0'), distanceM: index },
      ...{ askedCount: 0, yesCount: 0 },
    }));
    for (let callout = 0; callout < 20; callout += 1) {
      const inTurn = people
        .map((person) => ({ ...person, turn: turnOf(order, person), person }))
        .sort(byTurn)
        .slice(0, 25);
      for (const { person } of inTurn) {
        person.askedCount += 1;
        if (uniform() < 0.35) person.yesCount += 1;
      }
    }
    return gini(histogram(people.map(({ askedCount }) => askedCount)));
  };
  const [nearest, rotation] = [spread('nearest'), spread('rotation')];
  process.stdout.write(
    `Gini of who is asked: rotation ${rotation.toFixed(3)}, nearest ${nearest.toFixed(3)} ` +
      `(seed ${SEED})\n`,
  );
  expect(nearest).toBeCloseTo(0.75, 6);
  expect(rotation).toBeLessThan(0.3);
});
