import { readFileSync } from 'node:fs';
import type { Cluster } from './cluster';
import { percentile } from './ledger';
import { pause } from './wait';

const KB_PER_MB = 1_024;

/** How control's own incidents fared while something else went on. */
export interface Fared {
  readonly count: number;
  readonly ackP99Ms: number;
  readonly notAcked: number;
}

/** Raises arrests at a pace for as long as the work takes, at least so many. */
export async function arrestsDuring(
  { control }: Cluster,
  given: { readonly everyMs: number; readonly atLeast: number },
  work: () => Promise<unknown>,
): Promise<Fared> {
  const stop = new AbortController();
  const began = performance.now();
  const raising = control.raise(Infinity, { everyMs: given.everyMs, signal: stop.signal });
  try {
    await work();
    const leftMs = given.atLeast * given.everyMs - (performance.now() - began);
    if (leftMs > 0) await pause(leftMs);
  } finally {
    stop.abort();
    await raising;
  }
  const raised = await raising;
  const took = raised.filter(({ id }) => id !== null).map(({ tookMs }) => tookMs);
  return {
    count: raised.length,
    ackP99Ms: percentile(took, 0.99),
    notAcked: raised.length - took.length,
  };
}

/** Memory of a process now, and the most it has had; MB. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly mostMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? NaN) / KB_PER_MB;
  return { nowMb: read('VmRSS'), mostMb: read('VmHWM') };
}

/** The most memory that any of the apis has had, MB. */
export function mostMemoryMb({ apis }: Cluster): number {
  return Math.max(...apis.map(({ pid }) => memoryOf(pid).mostMb));
}

/** A figure that all processes of a role count, added up. */
export async function counted(urls: readonly string[], name: string): Promise<number> {
  const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  const lines = new RegExp(`^${name}(?:\\{[^}]*\\})? ([0-9.e+]+)$`, 'gm');
  return texts
    .flatMap((text) => [...text.matchAll(lines)])
    .reduce((sum, [, value]) => sum + Number(value), 0);
}
