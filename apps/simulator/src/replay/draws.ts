/**
 * Random numbers that hang on whole numbers alone: the same key and purpose give the same number,
 * whoever asks, how often, and in which order. That is what makes two policies meet the same
 * people in the same mood (common random numbers).
 */
export function uniform(key: number, purpose: number): number {
  return (mixed(Math.imul(key ^ Math.imul(purpose + 1, 0x9e3779b1), 0x85ebca6b)) >>> 0) / 2 ** 32;
}

/** The key of up to two things under a seed, such as a person and an incident. */
export function keyOf(seed: number, first: number, second = 0): number {
  return mixed(mixed(seed ^ Math.imul(first + 1, 0xcc9e2d51)) ^ Math.imul(second + 1, 0x1b873593));
}

/** A whole number for a text, spread evenly (FNV-1a, finished by murmur3's mixer). */
export function numberOf(text: string): number {
  let h = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mixed(h);
}

/** Standard normal, by Box and Muller. */
export function normal(key: number, purpose: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(key, purpose)));
  return radius * Math.cos(2 * Math.PI * uniform(key, purpose + SECOND_DRAW));
}

/** Log-normal with this median and standard deviation of the logarithm. */
export function logNormal(
  key: number,
  purpose: number,
  shape: { readonly median: number; readonly sigma: number },
): number {
  return shape.median * Math.exp(shape.sigma * normal(key, purpose));
}

/** Poisson with this mean: by inversion for small ones, by the normal for large ones. */
export function poisson(key: number, purpose: number, mean: number): number {
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(key, purpose)));
  let [count, left] = [0, uniform(key, purpose)];
  for (let chance = Math.exp(-mean); left >= chance && count < 1_000; count += 1) {
    left -= chance;
    chance *= mean / (count + 1);
  }
  return count;
}

/** Purposes of a second draw lie this far from the first. */
const SECOND_DRAW = 0x1_0000;

function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
