import { parseArgs } from 'node:util';
import { StreetGraph } from '#adapters/streets/street-graph';
import { StreetTravel } from '#adapters/streets/street-travel';
import { DETOUR_DEFAULT, type TravelQuery } from '#core/travel';
import { loadCity } from '../city/city';
import { Random } from '../city/random';
import { BANDS_M, drawPairs, fitOf, PAIR_MIN_M, placeNear, quantile, type Pair } from './calibrate';

const USAGE =
  'usage: npm run calibrate-travel -- [--pairs N] [--queries N] [--seed TEXT] [--streets FILE]';
const NUMBER_MAX = 1_000_000;
/** Factors that are compared with the one in use. */
const DETOURS = [1, 1.2, 1.25, 1.3, 1.35, 1.4, 1.5, 1.6];
/** What a decision asks for at most, in the goal for its time. */
const PEOPLE = 200;
const AEDS = 50;
const RUNS = 3;

interface Options {
  readonly pairs: number;
  readonly queries: number;
  readonly seed: string;
  readonly streets: string | null;
}

/** Straight lines against the ways along a city's streets, and how long a table takes. */
function main(): void {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const streets =
    options.streets === null ? loadCity().streets : StreetGraph.fromFile(options.streets);
  const startedMs = performance.now();
  const travel = new StreetTravel(streets);
  const preparedMs = performance.now() - startedMs;
  const random = new Random(`calibrate-travel/${options.seed}`);
  console.log(
    `streets: ${streets.lengthKm.toFixed(0)} km, ${streets.nodeCount} nodes, ` +
      `left out ${streets.leftOut.lengthKm.toFixed(1)} km; ` +
      `ways prepared in ${preparedMs.toFixed(0)} ms; seed ${options.seed}`,
  );
  const pairs = drawPairs(streets, travel, {
    pairs: options.pairs,
    random: random.stream('pairs'),
  });
  console.table(DETOURS.map((detour) => ({ detour, ...rounded(pairs, detour) })));
  bands().forEach(({ fromM, toM }) => {
    const within = pairs.filter(({ straightM }) => straightM >= fromM && straightM < toM);
    console.log(`TRAVEL band=${fromM}-${toM}m ${figures(within)}`);
  });
  console.log(`TRAVEL ${figures(pairs)}`);
  const asked = queries(streets, options.queries, random.stream('queries'));
  const sweeping = new StreetTravel(streets, { labelsMaxJunctions: 0 });
  console.log(`TRAVEL ways=prepared ${timesLine(timeTables(travel, asked))}`);
  console.log(`TRAVEL ways=swept ${timesLine(timeTables(sweeping, asked))}`);
}

function timesLine(tookMs: readonly number[]): string {
  return (
    `tables=${tookMs.length} people=${PEOPLE} aeds=${AEDS} runs=${RUNS} ` +
    `ms_p50=${quantile(tookMs, 0.5).toFixed(2)} ms_p99=${quantile(tookMs, 0.99).toFixed(2)} ` +
    `ms_max=${quantile(tookMs, 1).toFixed(2)}`
  );
}

function bands(): readonly { readonly fromM: number; readonly toM: number }[] {
  return BANDS_M.map((toM, index) => ({ fromM: BANDS_M[index - 1] ?? PAIR_MIN_M, toM }));
}

function figures(pairs: readonly Pair[]): string {
  const fit = fitOf(pairs, DETOUR_DEFAULT);
  return (
    `pairs=${fit.pairs} straight_over_road_p50=${fit.straightOverRoadP50.toFixed(3)} ` +
    `detour_used=${DETOUR_DEFAULT} error_p50=${fit.errorP50.toFixed(3)} ` +
    `error_p90=${fit.errorP90.toFixed(3)} too_short=${fit.tooShort.toFixed(3)}`
  );
}

function rounded(pairs: readonly Pair[], detour: number): Readonly<Record<string, string>> {
  const { errorP50, errorP90, tooShort } = fitOf(pairs, detour);
  return {
    'error p50 %': (errorP50 * 100).toFixed(1),
    'error p90 %': (errorP90 * 100).toFixed(1),
    'too short %': (tooShort * 100).toFixed(1),
  };
}

/** Incidents anywhere, each with its own people and with the nearest of the city's AEDs. */
function queries(streets: StreetGraph, count: number, random: Random): readonly TravelQuery[] {
  return Array.from({ length: count }, () => {
    const patient = streets.place(streets.nodeAtShare(random.next()));
    const some = (prefix: string, many: number) =>
      Array.from({ length: many }, () => ({
        id: `${prefix}-${random.next().toString(36).slice(2)}`,
        place: placeNear(streets, patient, random),
      }));
    return { patient, people: some('person', PEOPLE), aeds: some('aed', AEDS) };
  });
}

/** Milliseconds of each table: the least of some runs, since a busy machine interrupts any one. */
function timeTables(travel: StreetTravel, all: readonly TravelQuery[]): readonly number[] {
  const least = all.map(() => Infinity);
  for (let run = 0; run < RUNS; run += 1) {
    all.forEach((query, index) => {
      const startedMs = performance.now();
      travel.tableNow(query);
      least[index] = Math.min(least[index] ?? Infinity, performance.now() - startedMs);
    });
  }
  return least;
}

function readOptions(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        pairs: { type: 'string', default: '20000' },
        queries: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        streets: { type: 'string' },
      },
    });
    const pairs = wholeNumber(values.pairs);
    const queryCount = wholeNumber(values.queries);
    if (pairs === null) return `--pairs takes a number from 1 to ${NUMBER_MAX}.`;
    if (queryCount === null) return `--queries takes a number from 1 to ${NUMBER_MAX}.`;
    return { pairs, queries: queryCount, seed: values.seed, streets: values.streets ?? null };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(text: string): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= NUMBER_MAX ? value : null;
}

main();
