import { randomUUID } from 'node:crypto';
import { RedisLocations } from '#adapters/redis/locations';
import type { Place } from '#core/geometry';
import type { CredentialKind } from '#core/responder';
import { Random } from '../city/random';
import { readOptions } from './bench-options';
import {
  COMMON,
  fillIndex,
  RARE,
  sceneIn,
  STALE_AFTER_MS,
  strewPeople,
  type LivePeople,
  type Surroundings,
} from './live-people';
import { BruteForce, fixedRadius, postgis, type Asks } from './nearest-peers';
import { benchRedis, redisCosts } from './redis-costs';
import { median, shareBelow, tell } from './verdict';

/** People in the index, of which the last is the one that has to be reached. */
const SIZES = [10_000, 100_000, 1_000_000];
const SURROUNDINGS: readonly Surroundings[] = ['city', 'mixed', 'rural'];
const SKILLS = [COMMON, RARE] as const;
const WANTED = 20;
const RADIUS_M = 32_000;
const IN_FLIGHT = 32;

const P50_MAX_MS = 0.2;
const PER_CORE_MIN = 10_000;
const GROWTH_MAX = 1.4;

interface Case {
  readonly surroundings: Surroundings;
  readonly skill: CredentialKind;
  readonly places: readonly Place[];
}

interface SizeRun {
  readonly size: number;
  /** Medians of the index by round, over all cases. */
  readonly p50Ms: number[];
  readonly p99Ms: number[];
  readonly perCore: number[];
}

/**
 * The twenty nearest available people with a skill, out of 10,000 to a million, in a great city,
 * where people live and anywhere; beside everybody measured, PostGIS, and what tutorials do.
 *
 * Options: `--places N --rounds N --scale X --seed TEXT`.
 */
export async function runNearest(args: readonly string[]): Promise<void> {
  const { numbers, text } = readOptions(args, { places: 100, rounds: 5 });
  const client = benchRedis(text('redis-url'));
  const runs: SizeRun[] = [];
  try {
    for (const usual of SIZES) {
      const size = Math.ceil(usual * numbers.scale);
      await client.flushall();
      const index = new Index(client, strewPeople(size, 'nearest'));
      await index.fill();
      const cases = casesOf(index.people.cities, numbers.places);
      const run: SizeRun = { size, p50Ms: [], p99Ms: [], perCore: [] };
      for (let round = 0; round <= numbers.rounds; round += 1) {
        await measureRound(index, cases, round === 0 ? null : run);
      }
      runs.push(run);
      await compare(index, cases, text('owner-url'));
    }
  } finally {
    client.disconnect();
  }
  report(runs);
}

/** The live index of one organisation, full of people. */
class Index {
  readonly organisationId = randomUUID();
  private readonly now = Date.now();
  private readonly locations: RedisLocations;

  constructor(
    readonly client: ReturnType<typeof benchRedis>,
    readonly people: LivePeople,
  ) {
    this.locations = new RedisLocations(client);
  }

  async fill(): Promise<void> {
    const { people, now } = this;
    await fillIndex(this.locations, this.organisationId, { people, now });
  }

  readonly ask: Asks = async (place, skill, max) => {
    const found = await this.locations.nearest({
      ...{ organisationId: this.organisationId, place, radiusM: RADIUS_M, max },
      credentialKinds: [skill as CredentialKind],
      freshSince: this.now - STALE_AFTER_MS,
    });
    return found.map(({ responderId }) => responderId);
  };
}

function casesOf(cities: readonly Place[], count: number): readonly Case[] {
  return SURROUNDINGS.flatMap((surroundings) =>
    SKILLS.map((skill) => {
      const random = new Random(`nearest/${surroundings}`);
      const places = Array.from({ length: count }, () => sceneIn(surroundings, random, cities));
      return { surroundings, skill, places };
    }),
  );
}

/** Each case one after the other, and then all of them with many at once; null to warm up. */
async function measureRound(
  index: Index,
  cases: readonly Case[],
  into: SizeRun | null,
): Promise<void> {
  const tookMs: number[] = [];
  for (const { skill, places } of cases) {
    for (const place of places) tookMs.push(await timed(() => index.ask(place, skill, WANTED)));
  }
  const before = await redisCosts(index.client);
  const common = cases.filter(({ skill }) => skill === COMMON).flatMap(({ places }) => places);
  const asked = [...common, ...common, ...common];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let place = asked[next]; place !== undefined; place = asked[next]) {
      next += 1;
      await index.ask(place, COMMON, WANTED);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const spentUs = (await redisCosts(index.client)).cpuUs - before.cpuUs;
  if (into === null) return;
  into.p50Ms.push(shareBelow(tookMs, 0.5));
  into.p99Ms.push(shareBelow(tookMs, 0.99));
  into.perCore.push((asked.length * 1e6) / spentUs);
}

/** What one way found in one case. */
interface Found {
  readonly recall: number;
  readonly stale: number;
  readonly tookMs: readonly number[];
}

/** What each way finds of those who are nearest, and how long it takes; the line of one size. */
async function compare(index: Index, cases: readonly Case[], ownerUrl: string): Promise<void> {
  const truth = new BruteForce(index.people, RADIUS_M);
  const peer = await postgis(ownerUrl, index.people);
  const { client, organisationId, people } = index;
  const stale = new Set(people.ids.filter((_, n) => people.stale[n] === 1));
  const ways: readonly { readonly name: string; readonly ask: Asks }[] = [
    { name: 'index', ask: index.ask },
    { name: 'postgis', ask: peer.ask },
    { name: 'fixed_5km', ask: fixedRadius(client, organisationId, 'all') },
    { name: 'count_any', ask: fixedRadius(client, organisationId, 'any') },
  ];
  const found = new Map<string, Found[]>(ways.map(({ name }) => [name, []]));
  for (const one of cases) {
    const trueOnes = one.places.map((place) => truth.nearest(place, one.skill, WANTED));
    for (const { name, ask } of ways) {
      const result = await look(one, ask, { trueOnes, stale });
      found.get(name)?.push(result);
      console.log(describe({ name, size: people.count, one }, result));
    }
  }
  await peer.close();
  const worst = (name: string): number => {
    return Math.min(...(found.get(name) ?? []).map(({ recall }) => recall));
  };
  const staleOnes = (found.get('index') ?? []).reduce((sum, each) => sum + each.stale, 0);
  const peers = ways.slice(1).flatMap(({ name }): [string, number][] => {
    const tookMs = (found.get(name) ?? []).flatMap((each) => each.tookMs);
    return [
      [`${name}_recall`, worst(name)],
      [`${name}_p50_ms`, shareBelow(tookMs, 0.5)],
      [`${name}_p99_ms`, shareBelow(tookMs, 0.99)],
    ];
  });
  tell({
    ...{ name: `nearest.recall_${people.count}`, unit: 'share', bar: { least: 1 } },
    rounds: [staleOnes > 0 ? 0 : worst('index')],
    beside: { stale: staleOnes, ...Object.fromEntries(peers) },
  });
}

async function look(
  { skill, places }: Case,
  ask: Asks,
  known: { readonly trueOnes: readonly (readonly string[])[]; readonly stale: ReadonlySet<string> },
): Promise<Found> {
  const tookMs: number[] = [];
  let [hits, stale] = [0, 0];
  for (const [n, place] of places.entries()) {
    let found: readonly string[] = [];
    tookMs.push(await timed(async () => (found = await ask(place, skill, WANTED))));
    const here = new Set(found);
    hits += (known.trueOnes[n] ?? []).filter((id) => here.has(id)).length;
    stale += found.filter((id) => known.stale.has(id)).length;
  }
  const wanted = known.trueOnes.flat().length;
  return { recall: wanted === 0 ? 1 : hits / wanted, stale, tookMs };
}

function describe(
  of: { readonly name: string; readonly size: number; readonly one: Case },
  { recall, stale, tookMs }: Found,
): string {
  const which = `${of.size} ${of.one.surroundings} ${of.one.skill} ${of.name}`.padEnd(36);
  const took = `p50 ${shareBelow(tookMs, 0.5).toFixed(3)} ms`;
  return `${which} recall ${recall.toFixed(3)}, ${stale} stale, ${took}`;
}

function report(runs: readonly SizeRun[]): void {
  for (const { size, p50Ms, p99Ms, perCore } of runs) {
    tell({
      ...{ name: `nearest.p50_${size}`, unit: 'ms', rounds: p50Ms, bar: { most: P50_MAX_MS } },
      beside: { p99_ms: median(p99Ms) },
    });
    tell({
      ...{ name: `nearest.per_redis_core_${size}`, unit: '1/s', rounds: perCore },
      bar: { least: PER_CORE_MIN },
    });
  }
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing was measured');
  const growth = last.p50Ms.map((ms, round) => ms / (first.p50Ms[round] ?? NaN));
  tell({
    ...{ name: 'nearest.growth', unit: 'times', rounds: growth, bar: { most: GROWTH_MAX } },
    beside: { from: first.size, to: last.size },
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
