import { appendFileSync, writeSync } from 'node:fs';
import { Random } from '../../../apps/simulator/src/city/random';
import { rowOf, type FaultId } from '../matrix';
import { NO_FAILURES, type Invariants } from './invariants';
import { whyNot, type Need } from './needs';
import { endAll } from './running';

/** What a figure has to keep to; `{}` is only told. */
export interface Bar {
  readonly max?: number;
  readonly min?: number;
}

/** One run of one fault: what it draws by, and what it tells. */
export interface FaultRun {
  readonly id: FaultId;
  /** Everything random of the run comes from it. */
  readonly seed: string;
  /** Named streams of the seed. */
  readonly dice: Random;
  /** Uniform in [0, 1), by the seed. */
  random(): number;
  /** Prints `name=value`; the fault is missed where the bar is not kept. */
  figure(name: string, value: number | string, bar?: Bar): void;
  /** Prints those of the invariants that were checked, each of which must be 0. */
  invariants(found: Invariants | { readonly invariants: Invariants }): void;
}

export interface FaultOptions {
  /** What the machine must have; without it the fault is counted as not run. */
  readonly needs?: readonly Need[];
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 120_000;
/** To end everything in, where a test is too late to do it. */
const END_MS = 20_000;

/**
 * One fault as one test. Prints `FAULT F03 words seed=… name=value … PASS`, `MISS` where a bar is
 * not kept or it ended early, and `NOT RUN why` where this machine cannot try it. `FAULT_IDS` names
 * those that are wanted, separated by commas; `FAULT_SEED` is the seed.
 */
export function fault(
  id: FaultId,
  work: (run: FaultRun) => Promise<void>,
  options: FaultOptions = {},
): void {
  const wanted = process.env['FAULT_IDS'];
  const row = rowOf(id);
  if (wanted !== undefined && wanted !== '' && !wanted.split(',').includes(id)) {
    // A file of two faults may be asked for one of them.
    return;
  }
  const seed = process.env['FAULT_SEED'] ?? '1';
  const { timeoutMs = TIMEOUT_MS } = options;
  it(
    `${id} ${row.words}`,
    async () => {
      const run = new Told(id, seed);
      const reason = whyNot(options.needs ?? []);
      if (reason !== null) {
        run.notRun(reason);
        return;
      }
      try {
        await inTime(() => work(run), timeoutMs);
      } catch (error) {
        run.end(error);
        throw error;
      }
      run.end();
    },
    timeoutMs + END_MS,
  );
}

/** A test that is too late says so, and leaves nothing behind. */
async function inTime(work: () => Promise<void>, timeoutMs: number): Promise<void> {
  const working = work();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  const first = await Promise.race([working, late]).finally(() => clearTimeout(timer));
  if (first !== 'late') return;
  // Whatever it waited for is gone now: that says nothing.
  working.catch(() => undefined);
  await endAll();
  throw new Error(`it is not over after ${timeoutMs / 1_000} s`);
}

class Told implements FaultRun {
  readonly dice: Random;
  private readonly parts: string[] = [];
  private readonly missed: string[] = [];

  constructor(
    readonly id: FaultId,
    readonly seed: string,
  ) {
    this.dice = new Random(`${id}/${seed}`);
  }

  random(): number {
    return this.dice.next();
  }

  figure(name: string, value: number | string, bar: Bar = {}): void {
    this.parts.push(`${name}=${typeof value === 'number' ? rounded(value) : value}`);
    if (bar.max === undefined && bar.min === undefined) return;
    // NaN keeps to no bar.
    const kept =
      typeof value === 'number' &&
      (bar.max === undefined || value <= bar.max) &&
      (bar.min === undefined || value >= bar.min);
    if (!kept) this.missed.push(`${name}=${value} (bar ${JSON.stringify(bar)})`);
  }

  invariants(found: Invariants | { readonly invariants: Invariants }): void {
    const counted = 'invariants' in found ? found.invariants : found;
    for (const [name, { count, examples }] of Object.entries(counted)) {
      this.parts.push(`${name}=${count}`);
      if (count === NO_FAILURES) continue;
      this.missed.push(`${name}=${count}: ${examples.join('; ')}`);
    }
  }

  /** Prints the line; throws what was missed. */
  end(error?: unknown): void {
    const failed = error !== undefined || this.missed.length > 0;
    if (error !== undefined) this.parts.push(`error="${firstLineOf(error)}"`);
    this.say(failed ? 'MISS' : 'PASS');
    if (error === undefined && failed) throw new Error(`missed: ${this.missed.join('\n')}`);
  }

  notRun(why: string): void {
    this.say(`NOT RUN ${why}`);
    const path = process.env['NOT_RUN_FILE'];
    const reason = `${this.id} ${rowOf(this.id).words}: ${why}`;
    if (path !== undefined) appendFileSync(path, `${JSON.stringify({ count: 1, why: reason })}\n`);
  }

  private say(end: string): void {
    const { words } = rowOf(this.id);
    const line = ['FAULT', this.id, words, `seed=${this.seed}`, ...this.parts, end].join(' ');
    // At once: whoever runs this may end the process as soon as the last test has ended.
    writeSync(process.stdout.fd, `${line}\n`);
  }
}

function rounded(value: number): string {
  return String(Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 100) / 100);
}

function firstLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replaceAll('"', "'");
}
