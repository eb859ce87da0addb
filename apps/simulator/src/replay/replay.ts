import { SURVIVAL_CURVES } from '#core/survival';
import { policyByName } from '#core/policy-presets';
import { acceptanceLine } from './acceptance-check';
import { runBench, type BenchRun, type BenchTask } from './bench';
import { checkDecisions, DecisionFile } from './decisions';
import { atPrice, matchPrice } from './match-price';
import { ORACLES, type Options } from './options';
import { openRegion } from './region-source';
import {
  breakdownLines,
  differenceLines,
  replayLine,
  reportOn,
  RIVALS,
  tableOf,
  timingLine,
  type PolicyReport,
} from './report';
import type { Contestant, Listener } from './run-part';
import { UsageError } from './usage-error';
import { writeOut } from './write-out';

/** Where lines and tables go. */
export interface Print {
  log(line: string): void;
  table(rows: readonly object[]): void;
}

/** Seeds of cases for fitting lie apart from those judged on, as the cases do. */
const FITTING_SEED = 'fitting';

/** The whole run: fits prices where asked, then replays and reports, one density after another. */
export async function replay(options: Options, print: Print): Promise<void> {
  const kept = options.exportDecisions === null ? null : new DecisionFile(options.exportDecisions);
  for (const density of options.densities) {
    const task = taskOf(options, density);
    const contestants = await contestantsOf(options, task, print);
    const half = options.match === null ? 'all' : 'evaluation';
    const listen: Listener | null =
      kept === null
        ? null
        : (name, input, plan) => {
            kept.add(name, input, plan);
          };
    const run = await runBench({ ...task, contestants, half }, listen);
    show(run, reportOn(run), { options, density, print });
    print.log(acceptanceLine(task));
  }
  kept?.close();
}

/** Decides stored decisions again; true when all came out the same. */
export async function replayDecisions(file: string, print: Print): Promise<boolean> {
  const { read, same, different } = await checkDecisions(file);
  for (const name of different.slice(0, DIFFERENT_SHOWN)) print.log(`different: ${name}`);
  print.log(`DECISIONS read=${read} same=${same} different=${different.length}`);
  return different.length === 0;
}

const DIFFERENT_SHOWN = 20;

function taskOf(options: Options, density: number): BenchTask {
  const { source, seeds, threads, roads, ambulanceFrom } = options;
  const incidents = options.incidents ?? openRegion(source).recordedCases;
  return {
    source,
    contestants: [],
    density,
    roads,
    ambulanceFrom,
    seeds,
    incidents,
    half: 'all',
    threads,
  };
}

/** Those asked for, with fitted prices; and the rival that a price was fitted to. */
async function contestantsOf(
  options: Options,
  task: BenchTask,
  print: Print,
): Promise<readonly Contestant[]> {
  const { match, prices } = options;
  const names = new Set([
    ...(match === null ? [] : [match.policy, ...RIVALS]),
    ...options.policies,
  ]);
  const contestants: Contestant[] = [];
  for (const name of names) {
    const one = contestantNamed(name);
    if (one.kind !== 'policy' || one.policy.choice.kind !== 'expected-gain') {
      contestants.push(one);
    } else if (match !== null) {
      const fitted = await matchPrice(one.policy, match, {
        task: fittingTask(options, task),
        rival: contestantNamed(match.policy),
      });
      print.log(
        `FITTED policy=${name} to=${match.policy} by=${match.of} ` +
          `price=${fitted.price.toFixed(6)} mark=${fitted.mark.toFixed(4)} ` +
          `reached=${fitted.reached.toFixed(4)} runs=${fitted.runs}`,
      );
      contestants.push({ name, kind: 'policy', policy: fitted.policy });
    } else {
      contestants.push(...atPrices(one, prices));
    }
  }
  return contestants;
}

/** The rule as it is, or once for each price, named after it. */
function atPrices(
  one: Extract<Contestant, { readonly kind: 'policy' }>,
  prices: readonly number[],
): readonly Contestant[] {
  if (prices.length === 0) return [one];
  return prices.map((price) => ({
    name: prices.length === 1 ? one.name : `${one.name}@${price}`,
    kind: 'policy',
    policy: atPrice(one.policy, price),
  }));
}

function fittingTask(options: Options, task: BenchTask): BenchTask {
  const [seed = '1'] = options.seeds;
  return {
    ...task,
    seeds: [`${FITTING_SEED}/${seed}`],
    incidents: options.fitIncidents,
    half: 'fitting',
  };
}

function contestantNamed(name: string): Contestant {
  if (name === 'none') return { name, kind: 'none' };
  const curve = SURVIVAL_CURVES[ORACLES.indexOf(name)];
  if (curve !== undefined) return { name, kind: 'oracle', curve };
  const policy = policyByName(name);
  if (policy === undefined) throw new UsageError(`there is no policy "${name}".`);
  return { name, kind: 'policy', policy };
}

function show(
  run: BenchRun,
  reports: readonly PolicyReport[],
  about: { readonly options: Options; readonly density: number; readonly print: Print },
): void {
  const { options, density, print } = about;
  const region = openRegion(options.source);
  const roads = options.roads && region.roads !== null;
  print.log(
    `${region.name}: ${run.cases.length} cases over seeds ${options.seeds.join(', ')}; ` +
      `${density} people on duty per built-up km² (${region.areaKm2.toFixed(0)} km², ` +
      `${run.people} people); ways ${roads ? 'by road' : 'straight'}`,
  );
  for (const line of run.madeUp) print.log(line.startsWith('INPUT') ? line : `  ${line}`);
  print.log(`  The ambulance's minutes are counted from the ${options.ambulanceFrom}.`);
  print.table(tableOf(reports));
  for (const report of reports) {
    for (const line of [...breakdownLines(report), ...differenceLines(report)]) print.log(line);
  }
  print.log(timingLine(run));
  for (const { scores } of reports) print.log(`${replayLine(scores)} density=${density}`);
  if (options.out === null) return;
  const incidents = run.cases.length;
  writeOut(options.out, { region: region.name, density, incidents, roads }, reports);
}
