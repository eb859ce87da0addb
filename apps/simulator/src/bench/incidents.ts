import { Redis } from 'ioredis';
import { Client } from 'pg';
import { readKeys } from '../demo/keys';
import { Random } from '../city/random';
import { layField, PEOPLE_MIN, type Field } from './alert-field';
import { readOptions } from './bench-options';
import { ourselves, startPeer, widen, type Contender } from './contenders';
import { quantile } from './measure';
import { median, tell } from './verdict';

const PRESET = 'nearest-10';
const RADIUS_M = 5_000;
const RUNG = 10;
const SUSTAINED_MIN = 500;
const MOST_MIN = 1_000;
const P99_MAX_MS = 50;
/** As many are on their way at once when as many as possible are sent. */
const IN_FLIGHT = 64;
/** The stack of tutorials is tried from so few a second. */
const PEER_FIRST = 10;
/** Of the highest rate that was held, the next that is tried. */
const STEP = 1.25;
/** A rate is held where so great a share of it is answered in its time. */
const KEPT_UP_MIN = 0.95;
const WARM_UP_S = 2;

/**
 * How many incidents a second are taken for good on the machine: at a rate that is raised until
 * one in a hundred takes longer than 50 ms, and as many as go in at all; beside the stack of
 * tutorials. Nobody's phone is on the line, and the worker's reviews go on beside it.
 *
 * Options: `--people N --seconds N --first RATE --rounds N --scale X`.
 */
export async function runIncidents(args: readonly string[]): Promise<void> {
  const usual = { people: 200_000, seconds: 10, first: 100, rounds: 3 };
  const { numbers, text } = readOptions(args, usual);
  const keys = readKeys(text('keys'));
  const wide = { preset: PRESET, alertedAtOnceMax: RUNG, radiusM: RADIUS_M };
  const policyName = await widen(text('url'), keys, wide);
  const redis = new Redis(text('redis-url'));
  const ownerUrl = text('owner-url');
  const services = { redis, ownerUrl, organisationId: keys.organisationId };
  const people = Math.max(PEOPLE_MIN, Math.ceil(numbers.people * numbers.scale));
  const field = await layField(services, { from: 0, people, phones: 1 });
  redis.disconnect();
  const own = ourselves({ name: 'closeby', url: text('url'), keys, policyName });
  const peer = await startPeer('tutorial', { ownerUrl, redisUrl: text('redis-url') });
  try {
    const load = { field, seconds: numbers.seconds, ownerUrl };
    const { first, rounds } = numbers;
    const ours = await measured(own, load, { first, rounds });
    const peers = await measured(peer, load, { first: Math.min(first, PEER_FIRST), rounds });
    report(ours, peers);
  } finally {
    await own.stop();
    await peer.stop();
  }
}

function report(ours: Rounds, peers: Rounds): void {
  const of = (rates: readonly Rate[], name: keyof Rate): readonly number[] =>
    rates.map((rate) => rate[name]);
  const middle = (rates: readonly Rate[], name: keyof Rate): number => median(of(rates, name));
  tell({
    ...{ name: 'incidents.sustained', unit: 'incidents/s', bar: { least: SUSTAINED_MIN } },
    rounds: of(ours.held, 'perSecond'),
    beside: {
      p99_ms: middle(ours.held, 'p99Ms'),
      rung: middle(ours.held, 'rung'),
      tutorial: middle(peers.held, 'perSecond'),
    },
  });
  tell({
    ...{ name: 'incidents.most', unit: 'incidents/s', bar: { least: MOST_MIN } },
    rounds: of(ours.most, 'perSecond'),
    beside: {
      p99_ms: middle(ours.most, 'p99Ms'),
      refused: ours.most.reduce((sum, { refused }) => sum + refused, 0),
      tutorial: middle(peers.most, 'perSecond'),
    },
  });
}

interface Load {
  readonly ownerUrl: string;
  readonly field: Field;
  readonly seconds: number;
}

/** What one run came to. */
interface Rate {
  /** Incidents that were not taken, an overloaded server's way to say so. */
  readonly refused: number;
  /** Phones that an incident rang, on average. */
  readonly rung: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** What several rounds came to. */
interface Rounds {
  readonly held: readonly Rate[];
  readonly most: readonly Rate[];
}

/** Each round seeks the rate that is held around the one before. */
async function measured(
  contender: Contender,
  load: Load,
  how: { readonly first: number; readonly rounds: number },
): Promise<Rounds> {
  const [held, most]: [Rate[], Rate[]] = [[], []];
  await atRate(contender, { ...load, seconds: WARM_UP_S }, how.first);
  for (let round = 0; round < how.rounds; round += 1) {
    const before = held.at(-1)?.perSecond ?? 0;
    held.push(await highest(contender, load, before > 0 ? before / STEP : how.first));
    most.push(await asManyAsGo(contender, load));
  }
  return { held, most };
}

/** The highest rate at which one in a hundred takes no longer than it may; 0 where none is. */
async function highest(contender: Contender, load: Load, first: number): Promise<Rate> {
  let held: Rate = { perSecond: 0, p99Ms: Infinity, rung: 0, refused: 0 };
  let tooHigh = Infinity;
  for (let rate = first; rate < tooHigh && rate >= 1;) {
    const reached = await atRate(contender, load, rate);
    console.log(`${contender.name}: ${rate.toFixed(0)}/s, p99 ${reached.p99Ms.toFixed(1)} ms`);
    if (reached.p99Ms <= P99_MAX_MS && reached.perSecond >= rate * KEPT_UP_MIN) {
      held = reached;
      rate *= STEP;
    } else {
      if (held.perSecond > 0) return held;
      tooHigh = rate;
      rate /= 2;
    }
  }
  return held;
}

/** Sends at a rate, however long each takes. */
async function atRate(contender: Contender, load: Load, rate: number): Promise<Rate> {
  await endAll(load.ownerUrl);
  const tally = new Tally(contender, load.field);
  const waiting: Promise<void>[] = [];
  for (let n = 0; n < rate * load.seconds; n += 1) {
    const due = tally.began + (n * 1_000) / rate;
    const aheadMs = due - performance.now();
    if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
    waiting.push(tally.raise(due));
  }
  await Promise.all(waiting);
  return tally.rate();
}

/** Each as soon as another is answered. */
async function asManyAsGo(contender: Contender, load: Load): Promise<Rate> {
  await endAll(load.ownerUrl);
  const tally = new Tally(contender, load.field);
  const until = tally.began + load.seconds * 1_000;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) await tally.raise(performance.now());
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return tally.rate();
}

/** Counts what becomes of incidents at the doors of people, so that others are rung each time. */
class Tally {
  private static told = 0;
  readonly began = performance.now();
  private readonly random = new Random(`incidents/${Tally.told}`);
  private readonly tookMs: number[] = [];
  private rung = 0;
  private refused = 0;

  constructor(
    private readonly contender: Contender,
    private readonly field: Field,
  ) {}

  /** Raises one that was due then; a refusal counts as one, and stops nothing. */
  async raise(dueMs: number): Promise<void> {
    const { people } = this.field;
    const n = this.random.below(people.ids.length);
    Tally.told += 1;
    const place = { lat: people.lat[n] ?? 0, lon: people.lon[n] ?? 0 };
    const ref = `${this.contender.name}-load-${Tally.told}`;
    try {
      this.rung += await this.contender.raise(ref, place);
      this.tookMs.push(performance.now() - dueMs);
    } catch (error) {
      if (this.refused === 0) console.error(error instanceof Error ? error.message : error);
      this.refused += 1;
    }
  }

  rate(): Rate {
    const { tookMs, rung, refused } = this;
    return {
      perSecond: (tookMs.length * 1_000) / (performance.now() - this.began),
      p99Ms: quantile(Float64Array.from(tookMs).sort(), 0.99),
      rung: rung / Math.max(1, tookMs.length),
      refused,
    };
  }
}

/** Everybody may be rung again, and nothing is due: each run begins alike. */
async function endAll(ownerUrl: string): Promise<void> {
  const options = '-c closeby.purpose=maintenance';
  const client = new Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    await client.query('TRUNCATE delivery, review CASCADE');
    await client.query(`UPDATE alert SET status = 'expired', ended_at = now()
      WHERE status = 'sent'`);
  } finally {
    await client.end();
  }
}
