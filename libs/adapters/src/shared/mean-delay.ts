import type { Delays } from '#core/response-history';

/** So many delays and their mean, to the nearest millisecond. */
export function meanDelay(count: number, sumMs: number): Delays {
  return { count, meanMs: count === 0 ? 0 : Math.round(sumMs / count) };
}
