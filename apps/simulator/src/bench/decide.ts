import { StreetTravel } from '#adapters/streets/street-travel';
import type { PlanInput } from '#core/plan';
import { policyByName } from '#core/policy-presets';
import { planAlerts } from '#core/who-to-alert';
import { loadCity } from '../city/city';
import { readOptions } from './bench-options';
import { bestOfAll } from './decide-exhaustive';
import { arrestAt } from './decide-scenes';
import { shareBelow, tell } from './verdict';

/** What the decision is given: as many as the policies of ours fetch, and a city's AEDs. */
const PEOPLE = 200;
const AEDS = 50;
const WITHIN_M = 2_400;
const POLICY = 'closeby-larsen';
const NEAREST = 'nearest-10';
const DECIDE_P99_MAX_MS = 20;
const WITH_ROADS_P99_MAX_MS = 40;
/** Everything is tried at incidents of this size. */
const SMALL = { people: 5, aeds: 2, withinM: 1_200 };
/** The rule comes so near to the best of all choices, in what they add over their price. */
const SHARE_OF_BEST_MIN = 0.98;

interface Round {
  readonly plainMs: number[];
  /** As `plainMs`, but only while a processor worked on it, whatever others did meanwhile. */
  readonly plainCpuMs: number[];
  readonly roadsMs: number[];
  readonly waysMs: number[];
  readonly nearestMs: number[];
  /** Whom the rule asked, as a number. */
  readonly alerts: number[];
}

/**
 * The decision alone, for 200 people and 50 AEDs around real arrests: with straight lines, and with
 * the ways along the city's streets worked out first; beside the rule that takes the nearest ten,
 * and at small incidents beside the best of all choices. Needs no services.
 *
 * Options: `--scenes N --rounds N --small N --scale X --seed TEXT`.
 */
export function runDecide(args: readonly string[]): Promise<void> {
  const { numbers } = readOptions(args, { scenes: 400, rounds: 5, small: 40 });
  const city = loadCity();
  const travel = new StreetTravel(city.streets);
  const scenes = Math.ceil(numbers.scenes * numbers.scale);
  const inputs = city.arrests.slice(0, scenes).map(({ place }, index) => {
    const around = { people: PEOPLE, aeds: AEDS, withinM: WITHIN_M, policyName: POLICY };
    return arrestAt(place, { ...around, seed: `decide/${index}` });
  });
  const rounds: Round[] = [];
  // The first round only warms up.
  for (let round = 0; round <= numbers.rounds; round += 1) rounds.push(runRound(inputs, travel));
  report(rounds.slice(1), inputs.length);
  compareWithBest(inputs.slice(0, Math.ceil(numbers.small * numbers.scale)));
  return Promise.resolve();
}

function runRound(inputs: readonly PlanInput[], travel: StreetTravel): Round {
  const round: Round = {
    ...{ plainMs: [], plainCpuMs: [], roadsMs: [], waysMs: [], nearestMs: [], alerts: [] },
  };
  const nearest = policyByName(NEAREST);
  if (nearest === undefined) throw new Error('a preset');
  for (const input of inputs) {
    const cpuBeforeMs = cpuMs();
    const [plan, plainMs] = timed(() => planAlerts(input));
    round.plainCpuMs.push(cpuMs() - cpuBeforeMs);
    const [table, waysMs] = timed(() => travel.tableNow(queryOf(input)));
    const [, decideMs] = timed(() => planAlerts({ ...input, travel: table }));
    const [, nearestMs] = timed(() => planAlerts({ ...input, policy: nearest }));
    round.plainMs.push(plainMs);
    round.waysMs.push(waysMs);
    round.roadsMs.push(waysMs + decideMs);
    round.nearestMs.push(nearestMs);
    round.alerts.push(plan.alerts.length);
  }
  return round;
}

function report(rounds: readonly Round[], scenes: number): void {
  const of = (name: keyof Round, share: number): number[] =>
    rounds.map((round) => shareBelow(round[name], share));
  const nearest = { nearest_p50_ms: middle(of('nearestMs', 0.5)) };
  const shared = { people: PEOPLE, aeds: AEDS, scenes };
  tell({
    ...{ name: 'decide.p99', unit: 'ms', rounds: of('plainMs', 0.99) },
    bar: { most: DECIDE_P99_MAX_MS },
    beside: {
      p50_ms: middle(of('plainMs', 0.5)),
      cpu_p99_ms: middle(of('plainCpuMs', 0.99)),
      ...nearest,
      nearest_p99_ms: middle(of('nearestMs', 0.99)),
      alerts: middle(of('alerts', 0.5)),
      ...shared,
    },
  });
  tell({
    ...{ name: 'decide.roads_p99', unit: 'ms', rounds: of('roadsMs', 0.99) },
    bar: { most: WITH_ROADS_P99_MAX_MS },
    beside: { p50_ms: middle(of('roadsMs', 0.5)), ways_p50_ms: middle(of('waysMs', 0.5)) },
  });
}

/** How near the rule comes to the best of all choices, where everything can be tried. */
function compareWithBest(inputs: readonly PlanInput[]): void {
  const shares: number[] = [];
  const tookMs: number[] = [];
  for (const [index, { incident }] of inputs.entries()) {
    const input = arrestAt(incident.place, {
      ...SMALL,
      ...{ seed: `small/${index}`, policyName: POLICY },
    });
    const [best, bestMs] = timed(() => bestOfAll(withoutFloor(input)));
    const { alerts } = planAlerts(withoutFloor(input));
    const own = alerts.reduce((sum, { estimate }) => {
      return sum + (estimate?.gain ?? 0) - (estimate?.price ?? 0);
    }, 0);
    tookMs.push(bestMs);
    shares.push(best <= 0 ? 1 : own / best);
  }
  tell({
    ...{ name: 'decide.share_of_best', unit: 'share', bar: { least: SHARE_OF_BEST_MIN } },
    rounds: [shares.reduce((sum, share) => sum + share, 0) / shares.length],
    beside: { worst: Math.min(...shares), exhaustive_ms: middle(tookMs), cases: shares.length },
  });
}

/** Nobody is asked who is not worth it, so that both search the same. */
function withoutFloor(input: PlanInput): PlanInput {
  const { policy } = input;
  if (policy.choice.kind !== 'expected-gain') return input;
  return { ...input, policy: { ...policy, choice: { ...policy.choice, floorCount: 0 } } };
}

function queryOf(input: PlanInput) {
  return {
    patient: input.incident.place,
    people: input.candidates.flatMap(({ responder, fix }) =>
      fix === null ? [] : [{ id: responder.id, place: fix.place }],
    ),
    aeds: input.aeds.map(({ id, place }) => ({ id, place })),
  };
}

/** Processor time of this process, its collector of garbage included. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function timed<T>(work: () => T): readonly [T, number] {
  const from = performance.now();
  const value = work();
  return [value, performance.now() - from];
}

function middle(values: readonly number[]): number {
  return shareBelow(values, 0.5);
}
