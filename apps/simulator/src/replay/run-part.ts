import type { AlertPolicy } from '#core/alert-policy';
import type { PlanInput, Plan } from '#core/plan';
import type { SurvivalCurve } from '#core/survival';
import type { AmbulanceFrom } from './assumptions';
import { columnsFor, put, type Columns } from './columns';
import { numberOf } from './draws';
import { nobody, oracle } from './oracle';
import type { Outcome, RunMeter } from './outcome';
import { makePopulation, peopleWithin, type Population } from './population';
import type { BenchCase, Region } from './region';
import { runCase } from './run-case';
import { makeScene, type SceneReach } from './scene';

/** What is compared: a rule, or one of the two bounds. */
export type Contestant =
  | { readonly name: string; readonly kind: 'policy'; readonly policy: AlertPolicy }
  | { readonly name: string; readonly kind: 'none' }
  | { readonly name: string; readonly kind: 'oracle'; readonly curve: SurvivalCurve };

/** Which cases run among which people. */
export interface RunTask {
  readonly contestants: readonly Contestant[];
  readonly density: number;
  readonly seed: string;
  readonly roads: boolean;
  readonly ambulanceFrom: AmbulanceFrom;
}

/** What one policy did in one part, and how long it took to decide. */
export interface PolicyPart {
  readonly columns: Columns;
  /** Milliseconds of each decision; with the travel table where a policy reads one. */
  readonly decideMs: Float64Array;
  readonly fallbacks: number;
  /** Alerts by person of the population. */
  readonly alertsOf: Uint32Array;
}

export interface PartResult {
  readonly policies: readonly PolicyPart[];
  /** People on duty within 2 km, by case. */
  readonly near: Uint32Array;
  /** Milliseconds of each travel table. */
  readonly tableMs: Float64Array;
  readonly people: number;
}

/** Told of each decision, for those who keep them. */
export type Listener = (contestant: string, input: PlanInput, plan: Plan) => void;

/** Local density is counted within this. */
const LOCAL_M = 2_000;
/** The oracle looks so far and at so many people. */
const ORACLE_RADIUS_M = 2_500;
const ORACLE_PEOPLE = 200;

/** Runs all contestants on these cases, each scene made once. One thread, nothing random. */
export function runPart(
  region: Region,
  task: RunTask & { readonly cases: readonly BenchCase[] },
  listen: Listener | null = null,
): PartResult {
  const { contestants, cases } = task;
  const population = populationFor(region, task);
  const reach = reachOf(task);
  const near = new Uint32Array(cases.length);
  const tableMs = new Float64Array(cases.length);
  const parts = contestants.map((one) => newPart(cases.length, population.people.length, one));
  cases.forEach((one, index) => {
    const scene = makeScene({ case: one, region, population, reach });
    near[index] = peopleWithin(population, one, LOCAL_M);
    tableMs[index] = scene.tableMs;
    for (const part of parts) {
      const outcome = outcomeOf(part, scene, listen);
      put(part.columns, index, outcome);
      for (const person of outcome.alerted) {
        part.alertsOf[person] = (part.alertsOf[person] ?? 0) + 1;
      }
    }
  });
  return {
    policies: parts.map(({ columns, meter, alertsOf }) => ({
      columns,
      decideMs: Float64Array.from(meter.decideMs),
      fallbacks: meter.fallbacks,
      alertsOf,
    })),
    near,
    tableMs,
    people: population.people.length,
  };
}

/** The region's own people, or made-up ones; the same for the same seed. */
export function populationFor(
  region: Region,
  task: { readonly seed: string; readonly density: number },
): Population {
  const seed = numberOf(`${task.seed}/people`);
  return region.people?.(seed) ?? makePopulation(region, task.density, seed);
}

/** As far as any of the rules looks. */
function reachOf({ contestants, roads, ambulanceFrom }: RunTask): SceneReach {
  const policies = contestants.flatMap((one) => (one.kind === 'policy' ? [one.policy] : []));
  const bound = contestants.some(({ kind }) => kind === 'oracle');
  return {
    radiusM: Math.max(bound ? ORACLE_RADIUS_M : 0, ...policies.map(({ radiusM }) => radiusM)),
    candidateMax: Math.max(
      bound ? ORACLE_PEOPLE : 0,
      ...policies.map(({ candidateMax }) => candidateMax),
    ),
    aedRadiusM: Math.max(
      bound ? ORACLE_RADIUS_M : 0,
      ...policies.map(({ aedRadiusM }) => aedRadiusM),
    ),
    aedWays: bound || policies.some(({ roles }) => roles.kind !== 'all-direct'),
    roads,
    ambulanceFrom,
  };
}

function newPart(cases: number, people: number, contestant: Contestant) {
  return {
    contestant,
    columns: columnsFor(cases),
    alertsOf: new Uint32Array(people),
    meter: { decideMs: [] as number[], fallbacks: 0 },
  };
}

function outcomeOf(
  part: ReturnType<typeof newPart>,
  scene: Parameters<typeof nobody>[0],
  listen: Listener | null,
): Outcome {
  const { contestant, meter } = part;
  if (contestant.kind === 'none') return nobody(scene);
  if (contestant.kind === 'oracle') return oracle(scene, contestant.curve);
  const told: RunMeter = {
    decided: (ms, input, plan) => {
      meter.decideMs.push(ms);
      listen?.(contestant.name, input, plan);
    },
    fellBack: () => {
      meter.fallbacks += 1;
    },
  };
  return runCase(scene, contestant.policy, told);
}
