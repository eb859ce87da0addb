/** A duration of which the logarithm is normal: most delays and speeds of people are such. */
export interface LogNormal {
  readonly medianMs: number;
  /** Standard deviation of the natural logarithm. */
  readonly sigma: number;
}

/** Mean and variance of a duration, in milliseconds and their square. */
export interface Moments {
  readonly meanMs: number;
  readonly varianceMs2: number;
}

/** As far out as the formula of `normalBelow` holds in proportion too. */
const Z_MAX = 5;

/** The moments of a log-normal: mean m·exp(σ²/2), variance mean²·(exp(σ²) − 1). */
export function momentsOf({ medianMs, sigma }: LogNormal): Moments {
  const meanMs = medianMs * Math.exp((sigma * sigma) / 2);
  return { meanMs, varianceMs2: meanMs * meanMs * (Math.exp(sigma * sigma) - 1) };
}

/** The moments of a sum of independent durations. */
export function sumOf(parts: readonly Moments[]): Moments {
  let [meanMs, varianceMs2] = [0, 0];
  for (const part of parts) {
    meanMs += part.meanMs;
    varianceMs2 += part.varianceMs2;
  }
  return { meanMs, varianceMs2 };
}

/**
 * The log-normal with these moments. For a sum of log-normals that is the approximation of Fenton
 * (IRE Transactions on Communications Systems, 1960).
 */
export function logNormalOf({ meanMs, varianceMs2 }: Moments): LogNormal {
  if (meanMs <= 0) return { medianMs: 0, sigma: 0 };
  const squared = Math.log(1 + varianceMs2 / (meanMs * meanMs));
  return { medianMs: meanMs * Math.exp(-squared / 2), sigma: Math.sqrt(squared) };
}

/**
 * The moments of what is left of a log-normal that has lasted `sinceMs` already: those of X − s
 * given X > s, from the partial moments E[X^k; X > s] = m^k·exp(k²σ²/2)·Φ(kσ − z), z = ln(s/m)/σ
 * (Aitchison and Brown, The Lognormal Distribution, 1957). Beyond `Z_MAX` standard deviations it is
 * taken to have lasted that long only.
 */
export function momentsLeft(duration: LogNormal, sinceMs: number): Moments {
  const { medianMs, sigma } = duration;
  if (sinceMs <= 0) return momentsOf(duration);
  if (medianMs <= 0 || sigma <= 0) {
    return { meanMs: Math.max(0, medianMs - sinceMs), varianceMs2: 0 };
  }
  const z = Math.min(Math.log(sinceMs / medianMs) / sigma, Z_MAX);
  const lastedMs = medianMs * Math.exp(z * sigma);
  const stillOn = normalBelow(-z);
  const squared = sigma * sigma;
  const mean = (medianMs * Math.exp(squared / 2) * normalBelow(sigma - z)) / stillOn;
  const meanOfSquare =
    (medianMs * medianMs * Math.exp(2 * squared) * normalBelow(2 * sigma - z)) / stillOn;
  return { meanMs: mean - lastedMs, varianceMs2: Math.max(0, meanOfSquare - mean * mean) };
}

/** Chance that the duration is at most `ms`. */
export function chanceWithin({ medianMs, sigma }: LogNormal, ms: number): number {
  if (ms <= 0) return medianMs <= 0 && ms === 0 ? 1 : 0;
  if (medianMs <= 0) return 1;
  if (sigma <= 0) return ms >= medianMs ? 1 : 0;
  return normalBelow(Math.log(ms / medianMs) / sigma);
}

/**
 * The standard normal distribution function, to 7.5e-8: Abramowitz and Stegun, Handbook of
 * Mathematical Functions (1964), formula 26.2.17.
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z);
  if (x > 8) return z > 0 ? 1 : 0;
  const t = 1 / (1 + 0.2316419 * x);
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - tail : tail;
}

const TABLE_REACH = 6;
const TABLE_STEPS_PER_UNIT = 128;
const TABLE = Float64Array.from(
  { length: 2 * TABLE_REACH * TABLE_STEPS_PER_UNIT + 2 },
  (_, index) => normalBelow(index / TABLE_STEPS_PER_UNIT - TABLE_REACH),
);

/** `normalBelow` out of a table, to 4e-6: for the loops of a decision. */
export function normalBelowQuick(z: number): number {
  if (z <= -TABLE_REACH) return 0;
  if (z >= TABLE_REACH) return 1;
  const at = (z + TABLE_REACH) * TABLE_STEPS_PER_UNIT;
  const index = Math.floor(at);
  const below = TABLE[index] ?? 0;
  return below + (at - index) * ((TABLE[index + 1] ?? 1) - below);
}
