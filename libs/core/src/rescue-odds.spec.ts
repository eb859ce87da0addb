import type { LogNormal } from '#core/log-normal';
import { seededChance, type SeededChance } from '#core/random-examples';
import {
  gainOf,
  isThere,
  noOne,
  STEP_MS,
  STEPS,
  stepsOf,
  survivalIn,
  valuesOf,
  withinOf,
  withPart,
  worthOf,
  type Odds,
  type Part,
  type Worth,
} from '#core/rescue-odds';
import { SURVIVAL_CURVES, survivalOf, type SurvivalCurve } from '#core/survival';
import { MINUTE_MS, SECOND_MS } from '#core/units';

const SEED = 20_261_122;
const DRAWS = 20_000;
const ATTACH_MS = MINUTE_MS;
const COLLAPSED_AGO_MS = MINUTE_MS;
/** The ambulance in 10 minutes, for sure. */
const IN_TEN: readonly number[] = [10 * MINUTE_MS];

/** Somebody who, if they come, comes in that step. */
function partIn(step: number, overrides: Partial<Part> = {}): Part {
  const within = Float64Array.from({ length: STEPS + 1 }, (_, index) => (index > step ? 1 : 0));
  return { chance: 1, within, shockChance: 0, attachSteps: stepsOf(ATTACH_MS), ...overrides };
}

function worth(
  curve: SurvivalCurve,
  overrides: Partial<Parameters<typeof worthOf>[0]> = {},
): Worth {
  return worthOf({
    curve,
    collapsedAgoMs: COLLAPSED_AGO_MS,
    ambulance: IN_TEN,
    attachMs: ATTACH_MS,
    ...overrides,
  });
}

const oddsOf = (parts: readonly Part[]): Odds => parts.reduce<Odds>(withPart, noOne());

const survival = (parts: readonly Part[], table: Worth): number =>
  survivalIn(valuesOf(oddsOf(parts), table));

/** Somebody drawn at random, and how long they take if they come. */
function anyone({ uniform }: SeededChance): { readonly part: Part; readonly time: LogNormal } {
  const time = { medianMs: (1 + 9 * uniform()) * MINUTE_MS, sigma: 0.1 + 0.6 * uniform() };
  const part = {
    chance: uniform(),
    within: withinOf(time),
    shockChance: uniform() < 0.5 ? 0 : uniform(),
    attachSteps: stepsOf(ATTACH_MS),
  };
  return { part, time };
}

describe('one person, reckoned by hand', () => {
  // One comes in the third step, 75 s from now, to someone who collapsed a minute ago: compressions
  // at 2.25 min, a shock two steps later at 3.25 min; the ambulance at 11 min shocks at 12 min.
  const part = partIn(2, { chance: 0.5, shockChance: 0.8 });

  test('larsen: 0.5·(0.2·(0.25525 − 0.054) + 0.8·(0.3515 − 0.054)) = 0.139125', () => {
    const table = worth('larsen');
    expect(survival([], table)).toBeCloseTo(0.054, 12);
    expect(survival([part], table)).toBeCloseTo(0.054 + 0.139125, 12);
    expect(gainOf(part, valuesOf(noOne(), table))).toBeCloseTo(0.139125, 12);
  });

  test('de Maio: 0.4·(1/(1 + e^1.2685) − 1/(1 + e^3.561)) = 0.07676', () => {
    expect(gainOf(part, valuesOf(noOne(), worth('de-maio')))).toBeCloseTo(0.07676, 5);
  });

  test('waalewijn, compressions only: 0.5·(1/(1 + e^1.94) − 1/(1 + e^3.34)) = 0.04571', () => {
    expect(gainOf(part, valuesOf(noOne(), worth('waalewijn')))).toBeCloseTo(0.04571, 5);
  });

  test('nobody has come before the third step, half of all have after it', () => {
    const odds = oddsOf([part]);
    const at = (a: number, b: number) => odds[a * (STEPS + 1) + b];
    expect([at(0, 0), at(2, 4), at(3, 0)]).toEqual([1, 1, 0.5]);
    // Shocked before the sixth step, by the AED that four in five of them bring.
    expect([at(0, 5), at(0, 4)]).toEqual([0.6, 1]);
  });

  test('someone who is there counts at once', () => {
    const there: Part = { ...part, chance: 1, within: isThere() };
    expect(survival([there], worth('larsen'))).toBeCloseTo(
      0.2 * (0.67 - 0.023 * 1.25 - 0.011 * 12 - 0.021 * 11) +
        0.8 * (0.67 - 0.023 * 1.25 - 0.011 * 2.25 - 0.021 * 11),
      12,
    );
  });
});

test('two people, by hand: the first in time counts, and they decide apart from each other', () => {
  // One of two comes at 2.25 min, the other at 4.25 min, each with one half: 0.5, 0.25, 0.25.
  const parts = [partIn(2, { chance: 0.5 }), partIn(6, { chance: 0.5 })];
  const rest = 0.67 - 0.011 * 12 - 0.021 * 11;
  const expected = rest - 0.023 * (0.5 * 2.25 + 0.25 * 4.25 + 0.25 * 11);
  expect(survival(parts, worth('larsen'))).toBeCloseTo(expected, 12);
  expect(survival([...parts].reverse(), worth('larsen'))).toBeCloseTo(expected, 12);
});

describe.each(SURVIVAL_CURVES)('by %s', (curve) => {
  const ambulance = [3, 5, 7, 9, 20].map((minutes) => minutes * MINUTE_MS);

  test('the ambulance alone is the mean over its moments', () => {
    const alone = ambulance.map((ms) => {
      const at = (COLLAPSED_AGO_MS + ms) / MINUTE_MS;
      return survivalOf(curve, { cprMin: at, shockMin: at + 1, ambulanceMin: at });
    });
    const mean = alone.reduce((sum, each) => sum + each, 0) / alone.length;
    expect(survival([], worth(curve, { ambulance }))).toBeCloseTo(mean, 12);
  });

  test(`what one adds is the difference they make, to 1e-12 (seed ${String(SEED)})`, () => {
    const chance = seededChance(SEED);
    const table = worth(curve, { ambulance });
    for (let count = 0; count < 40; count += 1) {
      const odds = oddsOf(Array.from({ length: count % 6 }, () => anyone(chance).part));
      const { part } = anyone(chance);
      const values = valuesOf(odds, table);
      const difference = survivalIn(valuesOf(withPart(odds, part), table)) - survivalIn(values);
      expect(Math.abs(gainOf(part, values) - difference)).toBeLessThan(1e-12);
      expect(difference).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  test(`agrees with ${String(DRAWS)} draws of who comes and when (seed ${String(SEED)})`, () => {
    const chance = seededChance(SEED);
    const people = Array.from({ length: 4 }, () => anyone(chance));
    const drawn = Array.from({ length: DRAWS }, () =>
      drawOnce(people, { chance, curve, ambulance }),
    );
    const mean = drawn.reduce((sum, each) => sum + each, 0) / DRAWS;
    const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / DRAWS;
    const reckoned = survival(
      people.map(({ part }) => part),
      worth(curve, { ambulance }),
    );
    expect(Math.abs(reckoned - mean)).toBeLessThan(4 * Math.sqrt(variance / DRAWS) + 1e-5);
  });

  test('more time never raises survival', () => {
    const table = worth(curve, { ambulance });
    for (let step = 1; step <= STEPS; step += 1) {
      const [sooner, later] = [step - 1, step].map((at) => partIn(at, { shockChance: 0.7 }));
      if (sooner === undefined || later === undefined) throw new Error('two were made');
      expect(survival([later], table)).toBeLessThanOrEqual(survival([sooner], table) + 1e-12);
    }
    const part = partIn(5, { shockChance: 0.7, chance: 0.6 });
    const soon = survival([part], worth(curve));
    const lateAmbulance = worth(curve, { ambulance: [12 * MINUTE_MS] });
    expect(survival([part], lateAmbulance)).toBeLessThanOrEqual(soon);
    const longAgo = worth(curve, { collapsedAgoMs: 3 * MINUTE_MS });
    expect(survival([part], longAgo)).toBeLessThan(soon);
  });
});

/** Survival in one world: who comes, when, with what, and when the ambulance does. */
function drawOnce(
  people: readonly { readonly part: Part; readonly time: LogNormal }[],
  {
    chance,
    curve,
    ambulance,
  }: {
    readonly chance: SeededChance;
    readonly curve: SurvivalCurve;
    readonly ambulance: readonly number[];
  },
): number {
  const comesMs = ambulance[Math.floor(chance.uniform() * ambulance.length)] ?? 0;
  let cprMs = comesMs;
  let shockMs = comesMs + ATTACH_MS;
  for (const { part, time } of people) {
    if (chance.uniform() >= part.chance) continue;
    const hasAed = chance.uniform() < part.shockChance;
    const step = Math.floor((time.medianMs * Math.exp(time.sigma * chance.normal())) / STEP_MS);
    if (step >= STEPS) continue;
    cprMs = Math.min(cprMs, (step + 0.5) * STEP_MS);
    const shockStep = step + part.attachSteps;
    if (hasAed && shockStep < STEPS) shockMs = Math.min(shockMs, (shockStep + 0.5) * STEP_MS);
  }
  const minutes = (ms: number) => (COLLAPSED_AGO_MS + ms) / MINUTE_MS;
  return survivalOf(curve, {
    cprMin: minutes(cprMs),
    shockMin: minutes(shockMs),
    ambulanceMin: minutes(comesMs),
  });
}

test('chances of arrival: half have come by the median, none before the first step', () => {
  const within = withinOf({ medianMs: 4 * STEP_MS, sigma: 0.5 });
  expect(within[0]).toBe(0);
  expect(within[4]).toBeCloseTo(0.5, 5);
  // Φ(ln 2 / 0.5) = Φ(1.3863) = 0.9172.
  expect(within[8]).toBeCloseTo(0.9172, 4);
});

test('durations are taken to the nearest step', () => {
  expect([0, 14 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS].map(stepsOf)).toEqual([0, 0, 1, 2]);
});
