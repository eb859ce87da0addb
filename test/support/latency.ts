import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from './clients';

/** Between two requests that are measured, so that they stay below any limit themselves. */
const APART_MS = 60;

/** Milliseconds of each of some requests, one after the other, slowest last. */
export async function latencies(
  ask: Pick<Account, 'get'>,
  path: string,
  isOver: (count: number) => boolean,
): Promise<readonly number[]> {
  const taken: number[] = [];
  while (!isOver(taken.length)) {
    const before = performance.now();
    const { status } = await ask.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    taken.push(performance.now() - before);
    await wait(APART_MS);
  }
  return taken.sort((a, b) => a - b);
}

/** The value below which that share of sorted values lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
