import { normalBelowQuick, type LogNormal } from '#core/log-normal';
import { survivalOf, type SurvivalCurve } from '#core/survival';
import { MINUTE_MS, SECOND_MS } from '#core/units';

/** Time from now is cut into steps of this length; whoever comes in a step comes in its middle. */
export const STEP_MS = 30 * SECOND_MS;
/** Nobody who takes longer than these steps, 16 minutes, is reckoned with. */
export const STEPS = 32;
/** Rows and columns of the tables: the steps, and `never`. */
const SIZE = STEPS + 1;
/** The moment each step stands for, in milliseconds from now. */
const STEP_MIDDLES: readonly number[] = Array.from({ length: SIZE }, (_, step) =>
  step === STEPS ? Infinity : (step + 0.5) * STEP_MS,
);

/** Logarithms of the milliseconds until each step begins; nothing comes before the first. */
const STEP_ENDS_LOG = Float64Array.from({ length: SIZE }, (_, step) => Math.log(step * STEP_MS));
/** Nobody has come; not of integers, so that copies hold fractions at once. */
const NOT_YET: readonly number[] = [0, ...Array.from({ length: STEPS }, () => 0.5)];
/** Less spread than this is none that steps of this length could show. */
const SIGMA_MIN = 1e-3;

/** What one person may bring: when, and how surely. */
export interface Part {
  /** Chance that they come at all. */
  readonly chance: number;
  /** If they come: the chance of having come before step k begins, for k from 0 to STEPS. */
  readonly within: ArrayLike<number>;
  /** Chance that they bring an AED that works; 0 for whoever goes straight. */
  readonly shockChance: number;
  /** Steps from being there to the first shock or analysis. */
  readonly attachSteps: number;
}

/**
 * How likely it is that nobody has begun compressions before step a and nobody has shocked before
 * step b, for all a and b: the product over all people, who decide independently of each other.
 * What one person does is not taken apart: who brings the AED also begins compressions.
 */
export type Odds = Float64Array;

/**
 * What it is worth that compressions begin in step a and the first shock falls in step b, as
 * differences in both directions, so that expectations are sums of products with the odds.
 */
export type Worth = Float64Array;

/**
 * Expected survival if, beside those in the odds, someone surely began compressions in step a and
 * shocked in step b. The last entry is that of the odds alone.
 */
export type Values = Float64Array;

/** When the ambulance comes, each moment as likely as the others; milliseconds from now. */
export type AmbulanceMoments = readonly number[];

/** Nobody but the ambulance. */
export function noOne(): Odds {
  return new Float64Array(SIZE * SIZE).fill(1);
}

/** The odds with one person more. */
export function withPart(odds: Odds, part: Part): Odds {
  const { chance, within, shockChance, attachSteps } = part;
  const next = new Float64Array(SIZE * SIZE);
  const straight = chance * (1 - shockChance);
  const withAed = chance * shockChance;
  for (let a = 0; a < SIZE; a += 1) {
    const begun = straight * (within[a] ?? 0);
    const row = a * SIZE;
    for (let b = 0; b < SIZE; b += 1) {
      const either = withAed === 0 ? 0 : withAed * (within[Math.max(a, b - attachSteps)] ?? 0);
      next[row + b] = (odds[row + b] ?? 0) * (1 - begun - either);
    }
  }
  return next;
}

/**
 * What every pair of steps is worth under a curve, the ambulance being expected at its moments:
 * it begins compressions when it comes and shocks after `attachMs`, unless that was done before.
 *
 * @param task.collapsedAgoMs from the collapse until now
 */
export function worthOf(task: {
  readonly curve: SurvivalCurve;
  readonly collapsedAgoMs: number;
  readonly ambulance: AmbulanceMoments;
  readonly attachMs: number;
}): Worth {
  const { curve, collapsedAgoMs, ambulance, attachMs } = task;
  const worth = new Float64Array(SIZE * SIZE);
  const once = new Float64Array(SIZE * SIZE);
  const minutes = (ms: number): number => (collapsedAgoMs + ms) / MINUTE_MS;
  for (const comesMs of ambulance) {
    const shocksMs = comesMs + attachMs;
    // Steps after the ambulance are worth what its own coming is worth.
    const lastA = STEP_MIDDLES.findIndex((ms) => ms >= comesMs);
    const lastB = STEP_MIDDLES.findIndex((ms) => ms >= shocksMs);
    for (let a = 0; a <= lastA; a += 1) {
      const cprMin = minutes(Math.min(STEP_MIDDLES[a] ?? Infinity, comesMs));
      for (let b = 0; b <= lastB; b += 1) {
        const shockMin = minutes(Math.min(STEP_MIDDLES[b] ?? Infinity, shocksMs));
        const times = { cprMin, shockMin, ambulanceMin: minutes(comesMs) };
        once[a * SIZE + b] = survivalOf(curve, times) / ambulance.length;
      }
    }
    for (let a = 0; a < SIZE; a += 1) {
      const row = Math.min(a, lastA) * SIZE;
      for (let b = 0; b < SIZE; b += 1) {
        worth[a * SIZE + b] = (worth[a * SIZE + b] ?? 0) + (once[row + Math.min(b, lastB)] ?? 0);
      }
    }
  }
  return differences(worth);
}

/** Expected survival for every pair of steps; a running sum in both directions. */
export function valuesOf(odds: Odds, worth: Worth): Values {
  const values = new Float64Array(SIZE * SIZE);
  for (let a = 0; a < SIZE; a += 1) {
    const row = a * SIZE;
    let sum = 0;
    for (let b = 0; b < SIZE; b += 1) {
      sum += (worth[row + b] ?? 0) * (odds[row + b] ?? 0);
      values[row + b] = sum + (a === 0 ? 0 : (values[row - SIZE + b] ?? 0));
    }
  }
  return values;
}

/** Expected survival of the odds that the values were made of. */
export function survivalIn(values: Values): number {
  return values[SIZE * SIZE - 1] ?? 0;
}

/** Survival share that this person adds to those the values were made of. */
export function gainOf(part: Part, values: Values): number {
  const { chance, within, shockChance, attachSteps } = part;
  const without = survivalIn(values);
  let gain = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const comesNow = (within[step + 1] ?? 0) - (within[step] ?? 0);
    if (comesNow <= 0) continue;
    const row = step * SIZE;
    const straight = (values[row + STEPS] ?? 0) - without;
    const shockStep = Math.min(STEPS, step + attachSteps);
    const withAed = shockChance === 0 ? 0 : (values[row + shockStep] ?? 0) - without;
    gain += comesNow * ((1 - shockChance) * straight + shockChance * withAed);
  }
  return chance * gain;
}

/** The chances of having come before each step, for someone on their way so long. */
export function withinOf({ medianMs, sigma }: LogNormal): ArrayLike<number> {
  // Hundreds of them a decision: plain arrays cost the collector less than typed ones.
  const within = NOT_YET.slice();
  const logMedian = Math.log(Math.max(1, medianMs));
  const spread = Math.max(SIGMA_MIN, sigma);
  for (let step = 1; step < SIZE; step += 1) {
    within[step] = normalBelowQuick(((STEP_ENDS_LOG[step] ?? 0) - logMedian) / spread);
  }
  return within;
}

/** The chances of someone who is there. */
export function isThere(): ArrayLike<number> {
  const within = new Float64Array(SIZE).fill(1);
  within[0] = 0;
  return within;
}

/** Whole steps that a duration takes, to the nearest. */
export function stepsOf(ms: number): number {
  return Math.round(ms / STEP_MS);
}

function differences(table: Float64Array): Float64Array {
  const at = (a: number, b: number): number => (a < 0 || b < 0 ? 0 : (table[a * SIZE + b] ?? 0));
  const result = new Float64Array(SIZE * SIZE);
  for (let a = 0; a < SIZE; a += 1) {
    for (let b = 0; b < SIZE; b += 1) {
      result[a * SIZE + b] = at(a, b) - at(a - 1, b) - at(a, b - 1) + at(a - 1, b - 1);
    }
  }
  return result;
}
