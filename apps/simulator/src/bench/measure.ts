/** What a sender did within one run. */
export interface Measured {
  readonly messages: number;
  readonly failed: number;
  readonly perSecond: number;
  /** Processor time of this process per message, microseconds. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Load {
  readonly messages: number;
  /** The run ends by then, however many were sent. */
  readonly seconds: number;
  /** Messages under way at any time. */
  readonly inFlight: number;
  /** Sends one message; false where it was not taken. */
  readonly send: (index: number) => Promise<boolean>;
}

/**
 * Sends messages, each as soon as there is room for it, and says how fast that went, how long each
 * took and what it cost. Nothing is left under way at the end.
 */
export async function measure(load: Load): Promise<Measured> {
  const { messages, seconds, inFlight, send } = load;
  const tookMs = new Float64Array(messages);
  const began = performance.now();
  const until = began + seconds * 1_000;
  const cpu = process.cpuUsage();
  let [next, failed] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < messages && performance.now() < until) {
      const index = next;
      next += 1;
      const from = performance.now();
      if (!(await send(index))) failed += 1;
      tookMs[index] = performance.now() - from;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const elapsedS = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = tookMs.subarray(0, next).toSorted();
  return {
    messages: next,
    failed,
    perSecond: next / elapsedS,
    cpuUs: (user + system) / next,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

/** What an incident's wave is to a sender: so many messages at once, and then a pause. */
const BURST_MESSAGES = 20;
const BURST_EVERY_MS = 40;

/** Sends bursts; how long each took until the last of its messages was taken, milliseconds. */
export async function measureBursts(
  bursts: number,
  send: (index: number) => Promise<boolean>,
): Promise<readonly number[]> {
  const tookMs: number[] = [];
  for (let burst = 0; burst < bursts; burst += 1) {
    const from = performance.now();
    const sent = Array.from({ length: BURST_MESSAGES }, (_, i) => send(burst * BURST_MESSAGES + i));
    await Promise.all(sent);
    tookMs.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, BURST_EVERY_MS));
  }
  return tookMs;
}

/** The fastest run: whatever else the machine does only ever slows a run down. */
export function best<T extends Measured>(runs: readonly T[]): T {
  const [first, ...others] = runs;
  if (first === undefined) throw new RangeError('no runs');
  return others.reduce((a, b) => (b.perSecond > a.perSecond ? b : a), first);
}

/** Of sorted figures, the one that so great a share stays below; 0 of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A line for scripts: `BENCH name=… figure=… unit=… limit=… ratio=…`, then what follows. */
export function benchLine(
  name: string,
  result: { readonly figure: number; readonly unit: string; readonly limit: number },
  more: Readonly<Record<string, string | number>> = {},
): string {
  const { figure, unit, limit } = result;
  const fields = {
    name,
    figure: rounded(figure),
    unit,
    limit: rounded(limit),
    ratio: (figure / limit).toFixed(2),
    ...more,
  };
  const pairs = Object.entries(fields).map(([key, value]) => {
    return `${key}=${typeof value === 'number' ? rounded(value) : value}`;
  });
  return `BENCH ${pairs.join(' ')}`;
}

/** Three digits that count, or whole. */
function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
