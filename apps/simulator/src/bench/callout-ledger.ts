import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Client } from 'pg';
import { RandomIds } from '#adapters/clock/random-ids';
import { PostgresStore } from '#adapters/postgres/store';
import { AesVault } from '#adapters/vault/aes-vault';
import { SECOND_MS } from '#core/units';
import { readOptions } from './bench-options';
import { fillerOf, openBroadcast, squareOf, type Ring, type Spent } from './callout-ledger-fill';
import { emptyPeers, insertSelect, jobEach } from './callout-ledger-peers';
import { registerNation } from './national-register';
import { benchRedis } from './redis-costs';
import { median, tell } from './verdict';

const SMALL = { people: 100_000, withinS: 0.15 };
const LARGE = { people: 750_000, withinS: 1.2 };
const STALL_MAX_MS = 10;
const AROUND = { lat: 30.55, lon: -88.6 };
/** Whatever a store still seals; this bench reads nobody's name. */
const VAULT_KEY = Buffer.alloc(32, 7);
/** The delay of an event loop is looked at so often, and says at least so much. */
const LOOK_EVERY_MS = 1;

/**
 * From the polygon of a call-out to a durable row of the ledger for each person in it: as the
 * product does it, page by page, with why somebody is asked or not, the question, what carries it
 * and the line of their feed; beside it PostGIS with a single row each in one statement, and a job
 * each in a list of Redis. Nobody's phone is on the line.
 *
 * Where not all are asked within `--give-up` seconds the figure is reckoned from those who were,
 * and `asked` is less than `people`.
 *
 * Options: `--rounds N --large-rounds N --give-up S --scale X`; 0 rounds leave a size out.
 */
export async function runCalloutLedger(args: readonly string[]): Promise<void> {
  const { numbers, text } = readOptions(args, {
    ...{ rounds: 3, 'large-rounds': 1, 'give-up': 120 },
  });
  const owner = new Client({
    connectionString: text('owner-url'),
    options: '-c closeby.purpose=maintenance',
  });
  await owner.connect();
  const redis = benchRedis(text('redis-url'));
  const store = await PostgresStore.connect({
    ...{ url: text('database-url'), ids: new RandomIds(), vault: new AesVault([VAULT_KEY]) },
    clock: { now: () => Date.now(), stretch: (realMs) => realMs },
    onError: (error) => console.error(error.message),
  });
  try {
    const organisationId = await addService(store);
    const peopleCount = Math.ceil(LARGE.people * numbers.scale);
    const nation = { organisationId, around: AROUND, peopleCount, insideCount: peopleCount };
    const { ring } = await registerNation(text('owner-url'), nation);
    console.log(`${peopleCount} people registered`);
    const bench = { store, owner, redis, organisationId, giveUpS: numbers['give-up'] };
    for (const [size, rounds] of [
      [SMALL, numbers.rounds],
      [LARGE, numbers['large-rounds']],
    ] as const) {
      const area = squareOf(ring, AROUND, size.people / LARGE.people);
      const runs: Run[] = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await run(bench, area));
      if (runs.length > 0) report(size, runs);
    }
  } finally {
    redis.disconnect();
    await store.close();
    await owner.end();
  }
}

interface Bench {
  readonly store: PostgresStore;
  readonly owner: Client;
  readonly redis: ReturnType<typeof benchRedis>;
  readonly organisationId: string;
  readonly giveUpS: number;
}

/** What one round came to; seconds unless said otherwise. */
interface Run {
  readonly people: number;
  readonly asked: number;
  /** Reckoned, where not all were asked. */
  readonly ownS: number;
  readonly spent: Spent;
  readonly stallMs: number;
  readonly insertSelectS: number;
  readonly jobEachS: number;
}

async function addService(store: PostgresStore): Promise<string> {
  const id = randomUUID();
  await store.people.addOrganisation({
    ...{ id, slug: id, name: 'Bench', timeZone: 'UTC', area: null, policyName: 'nearest-10' },
  });
  return id;
}

async function run(bench: Bench, area: Ring): Promise<Run> {
  const { store, owner, redis, organisationId, giveUpS } = bench;
  await owner.query('TRUNCATE alert, callout_considered CASCADE');
  await emptyPeers(owner, redis);
  const callout = await openBroadcast(store, organisationId, area);
  const spent: Spent = { lookS: 0, keepS: 0, askS: 0, pages: 0 };
  const filler = fillerOf(store, spent);
  const loop = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  const until = Date.now() + giveUpS * SECOND_MS;
  loop.enable();
  const filledS = await timed(async () => {
    for (let due: number | null = 0; due !== null && due <= Date.now() && due < until;) {
      due = await filler.review(organisationId, callout.id);
    }
  });
  loop.disable();
  const asked = await countAsked(owner, callout.id);
  let people = 0;
  const insertSelectS = await timed(async () => {
    people = await insertSelect(owner, callout.id, area);
  });
  const jobEachS = await timed(() => jobEach(owner, redis, area));
  const stallMs = loop.max / 1e6 - LOOK_EVERY_MS;
  const ownS = (filledS * people) / asked;
  return { people, asked, ownS, spent, stallMs, insertSelectS, jobEachS };
}

/** How many have a question and something that carries it on record; throws where some lack it. */
async function countAsked(owner: Client, calloutId: string): Promise<number> {
  const { rows } = await owner.query<{ asked: number; carried: number; considered: number }>(
    `SELECT (SELECT count(*)::int FROM alert WHERE callout_id = $1) AS asked,
      (SELECT count(DISTINCT d.alert_id)::int FROM delivery d JOIN alert a ON a.id = d.alert_id
        WHERE a.callout_id = $1) AS carried,
      (SELECT count(*)::int FROM callout_considered WHERE callout_id = $1) AS considered`,
    [calloutId],
  );
  const { asked = 0, carried = 0, considered = 0 } = rows[0] ?? {};
  if (asked === 0 || asked !== carried || asked > considered) {
    throw new Error(`${considered} were considered, ${asked} asked, ${carried} of them carried`);
  }
  return asked;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / SECOND_MS;
}

function report(size: typeof SMALL, runs: readonly Run[]): void {
  const name = `callout-ledger.${size.people / 1_000}k`;
  const of = (figure: (one: Run) => number): number => median(runs.map(figure));
  tell({
    ...{ name, unit: 's', rounds: runs.map(({ ownS }) => ownS), bar: { most: size.withinS } },
    beside: {
      people: of(({ people }) => people),
      asked: of(({ asked }) => asked),
      insert_select_s: of(({ insertSelectS }) => insertSelectS),
      job_each_s: of(({ jobEachS }) => jobEachS),
      look_s: of(({ spent }) => spent.lookS),
      keep_s: of(({ spent }) => spent.keepS),
      ask_s: of(({ spent }) => spent.askS),
      pages: of(({ spent }) => spent.pages),
    },
  });
  const stalls = runs.map(({ stallMs }) => stallMs);
  tell({ name: `${name}_stall`, unit: 'ms', rounds: stalls, bar: { most: STALL_MAX_MS } });
}
