import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { columnsFor, place, type Columns } from './columns';
import { numberOf } from './draws';
import type { BenchCase } from './region';
import { openRegion, type RegionSource } from './region-source';
import { runPart, type Listener, type PartResult, type RunTask } from './run-part';

/** Which half of the cases: what a price is fitted on is never what it is judged on. */
export type Half = 'all' | 'fitting' | 'evaluation';

/** One run over several seeds. */
export interface BenchTask extends Omit<RunTask, 'seed'> {
  readonly source: RegionSource;
  readonly seeds: readonly string[];
  /** Cases for each seed. */
  readonly incidents: number;
  readonly half: Half;
  readonly threads: number;
}

/** One thread's share of one seed, as plain data. */
export interface WorkOrder extends RunTask {
  readonly source: RegionSource;
  readonly incidents: number;
  readonly half: Half;
  readonly part: number;
  readonly parts: number;
}

/** What one policy did over all seeds. */
export interface PolicyRun {
  readonly name: string;
  readonly columns: Columns;
  readonly decideMs: Float64Array;
  readonly fallbacks: number;
  /** Alerts a year of each person, over all seeds. */
  readonly alertsPerYear: Float64Array;
}

export interface BenchRun {
  readonly cases: readonly BenchCase[];
  readonly policies: readonly PolicyRun[];
  readonly near: Uint32Array;
  readonly tableMs: Float64Array;
  readonly people: number;
  readonly madeUp: readonly string[];
  readonly tookMs: number;
  /** Of all threads: what the run would take alone on one core. */
  readonly cpuMs: number;
}

/** Runs all contestants over all seeds; the answer does not depend on the number of threads. */
export async function runBench(task: BenchTask, listen: Listener | null = null): Promise<BenchRun> {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const runs: SeedRun[] = [];
  for (const seed of task.seeds) runs.push(await runSeed(task, seed, listen));
  const region = openRegion(task.source);
  const years = task.incidents / region.incidentsPerYear;
  return {
    cases: runs.flatMap(({ cases }) => cases),
    policies: task.contestants.map(({ name }, index) => joined(name, index, { runs, years })),
    near: joinedNumbers(
      runs.map(({ near }) => near),
      (size) => new Uint32Array(size),
    ),
    tableMs: joinedNumbers(
      runs.map(({ tableMs }) => tableMs),
      (size) => new Float64Array(size),
    ),
    people: runs[0]?.people ?? 0,
    madeUp: region.madeUp,
    tookMs: performance.now() - startedMs,
    cpuMs: cpuMsSince(startedCpu),
  };
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Does one order; what a thread does. */
export function doWork(order: WorkOrder, listen: Listener | null = null): PartResult {
  const cases = casesOf(order).filter((_, index) => index % order.parts === order.part);
  return runPart(openRegion(order.source), { ...order, cases }, listen);
}

interface SeedRun extends PartResult {
  readonly cases: readonly BenchCase[];
}

async function runSeed(task: BenchTask, seed: string, listen: Listener | null): Promise<SeedRun> {
  const { contestants, density, roads, ambulanceFrom, source, incidents, half } = task;
  const parts = listen === null ? task.threads : 1;
  const rest = { source, incidents, half, parts };
  const order = { contestants, density, seed, roads, ambulanceFrom, ...rest };
  const results =
    parts === 1
      ? [doWork({ ...order, part: 0 }, listen)]
      : await Promise.all(Array.from({ length: parts }, (_, part) => inThread({ ...order, part })));
  return merged(casesOf(order), results);
}

/** The thread's program is main, which sees that it is not alone. */
function inThread(order: WorkOrder): Promise<PartResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'main.js'), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Cases of a half: all of one origin fall on the same side, whatever the seed. */
function casesOf(order: {
  readonly source: RegionSource;
  readonly incidents: number;
  readonly half: Half;
  readonly seed: string;
}): readonly BenchCase[] {
  const region = openRegion(order.source);
  const { half, incidents, seed } = order;
  if (half === 'all') return region.cases(incidents, seed);
  const side = half === 'fitting' ? 0 : 1;
  // Half of them, and some more because halves are not even.
  return region
    .cases(Math.ceil(incidents * 2.3) + 50, seed)
    .filter(({ group }) => (numberOf(`half/${group}`) & 1) === side)
    .slice(0, incidents);
}

function merged(cases: readonly BenchCase[], parts: readonly PartResult[]): SeedRun {
  const near = new Uint32Array(cases.length);
  const tableMs = new Float64Array(cases.length);
  const rowsOf = parts.map((_, part) =>
    cases.flatMap((_case, index) => (index % parts.length === part ? [index] : [])),
  );
  parts.forEach((part, index) => {
    rowsOf[index]?.forEach((to, row) => {
      near[to] = part.near[row] ?? 0;
      tableMs[to] = part.tableMs[row] ?? 0;
    });
  });
  const policies = (parts[0]?.policies ?? []).map((first, policy) => {
    const columns = columnsFor(cases.length);
    const alertsOf = new Uint32Array(first.alertsOf.length);
    parts.forEach((part, index) => {
      const mine = part.policies[policy];
      if (mine === undefined) return;
      place(columns, mine.columns, rowsOf[index] ?? []);
      mine.alertsOf.forEach((count, person) => {
        alertsOf[person] = (alertsOf[person] ?? 0) + count;
      });
    });
    const mine = parts.flatMap((part) => part.policies[policy] ?? []);
    const decideMs = joinedNumbers(
      mine.map((part) => part.decideMs),
      (size) => new Float64Array(size),
    );
    const fallbacks = mine.reduce((sum, part) => sum + part.fallbacks, 0);
    return { columns, decideMs, fallbacks, alertsOf };
  });
  return { cases, policies, near, tableMs, people: parts[0]?.people ?? 0 };
}

function joined(
  name: string,
  index: number,
  all: { readonly runs: readonly SeedRun[]; readonly years: number },
): PolicyRun {
  const mine = all.runs.flatMap((run) => run.policies[index] ?? []);
  const count = all.runs.reduce((sum, run) => sum + run.cases.length, 0);
  const columns = columnsFor(count);
  let from = 0;
  for (const part of mine) {
    const start = from;
    const rows = Array.from({ length: part.columns.cprMs.length }, (_, row) => start + row);
    place(columns, part.columns, rows);
    from += rows.length;
  }
  return {
    name,
    columns,
    decideMs: joinedNumbers(
      mine.map((part) => part.decideMs),
      (size) => new Float64Array(size),
    ),
    fallbacks: mine.reduce((sum, part) => sum + part.fallbacks, 0),
    alertsPerYear: Float64Array.from(
      mine.flatMap((part) => Array.from(part.alertsOf, (alerts) => alerts / all.years)),
    ),
  };
}

function joinedNumbers<T extends Float64Array | Uint32Array>(
  parts: readonly T[],
  make: (size: number) => T,
): T {
  const all = make(parts.reduce((sum, part) => sum + part.length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}
