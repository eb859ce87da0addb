import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { SECOND_MS } from '#core/units';
import { readKeys } from '../demo/keys';
import { readOptions } from './bench-options';
import { Crowd } from './crowd';
import type { IngestPeer } from './ingest-peer';
import { measure } from './measure';
import { processCosts } from './process-costs';
import { benchRedis, redisCosts } from './redis-costs';
import { registerPhones } from './register-phones';
import { median, shareBelow, tell } from './verdict';

const PHONES = 2_000;
const AROUND = { lat: 30.55, lon: -88.6 };
const ACK_EVERY = 50;
const HTTP_IN_FLIGHT = 32;
const RAW_BATCH = 256;
const WARM_UP_S = 2;

const PER_CORE_MIN = 35_000;
const AGE_P99_MAX_MS = 50;
const REDIS_US_MAX = 5;
const LOG_BYTES_MAX = 40;

/** What a position cost on its way. */
interface Cost {
  readonly perCore: number;
  readonly redisUs: number;
  readonly logBytes: number;
  readonly ageP99Ms: number;
  readonly perSecond: number;
}

interface Bench {
  readonly url: string;
  readonly pid: string;
  readonly tokens: readonly string[];
  readonly redis: ReturnType<typeof benchRedis>;
  readonly load: { readonly perSecond: number; readonly seconds: number };
}

/**
 * Positions of 2,000 phones over the sockets of a real server until they are in Redis, whose log is
 * written every second: what each costs the server and Redis, and how old it is by then. Beside it
 * one HTTP request each to the same server, a Socket.IO server that writes each message by itself,
 * and nothing but GEOADD from one process.
 *
 * Options: `--per-second N --seconds N --rounds N --scale X`.
 */
export async function runIngest(args: readonly string[]): Promise<void> {
  const { numbers, text } = readOptions(args, { 'per-second': 8_000, seconds: 8, rounds: 3 });
  const { organisationId } = readKeys(text('keys'));
  const phones = Math.max(20, Math.ceil(PHONES * numbers.scale));
  const tokens = await registerPhones(text('owner-url'), organisationId, phones);
  const redis = benchRedis(text('redis-url'));
  const bench: Bench = {
    ...{ url: text('url'), pid: text('server-pid'), redis },
    tokens,
    load: {
      perSecond: Math.ceil(numbers['per-second'] * numbers.scale),
      seconds: numbers.seconds,
    },
  };
  const own: Cost[] = [];
  const http: Cost[] = [];
  const each: Cost[] = [];
  const raw: number[] = [];
  try {
    for (let round = 0; round < numbers.rounds; round += 1) {
      own.push(await overSockets(bench, { url: bench.url, pid: bench.pid }));
      http.push(await overHttp(bench));
      each.push(await overPeer(bench, text('redis-url')));
      raw.push(await geoaddAlone(redis, bench.load.seconds));
    }
  } finally {
    redis.disconnect();
  }
  report({ own, http, each, raw }, bench.load.perSecond);
}

async function overSockets(
  { tokens, redis, load }: Bench,
  server: { readonly url: string; readonly pid: string },
): Promise<Cost> {
  const crowd = Crowd.start(tokens.length);
  try {
    const { refused } = await crowd.connect({ url: server.url, tokens });
    if (refused > 0) throw new Error(`${refused} phones were refused`);
    await crowd.sendFixes({ ...load, seconds: WARM_UP_S, ackEvery: ACK_EVERY });
    const began = performance.now();
    const [process_, redis_] = [processCosts(server.pid), await redisCosts(redis)];
    const { sent, ackMs, turnedDown } = await crowd.sendFixes({ ...load, ackEvery: ACK_EVERY });
    const after = await redisCosts(redis);
    if (turnedDown > 0) console.log(`${turnedDown} of ${ackMs.length} positions were turned down`);
    const spentUs = processCosts(server.pid).cpuUs - process_.cpuUs;
    return {
      perCore: (sent * 1e6) / spentUs,
      redisUs: (after.cpuUs - redis_.cpuUs) / sent,
      logBytes: (after.logBytes - redis_.logBytes) / sent,
      ageP99Ms: shareBelow(ackMs, 0.99),
      perSecond: (sent * SECOND_MS) / (performance.now() - began),
    };
  } finally {
    await crowd.stop();
  }
}

/** One request for each position, as fast as 32 of them go at once. */
async function overHttp({ url, pid, tokens, redis, load }: Bench): Promise<Cost> {
  const agent = new Agent({ keepAlive: true, maxSockets: HTTP_IN_FLIGHT });
  const send = (index: number): Promise<boolean> => {
    const place = { type: 'Point', coordinates: placeOf(index % tokens.length) };
    const fixes = [{ place, at: new Date().toISOString(), accuracyM: 10 }];
    const headers = {
      authorization: `Bearer ${tokens[index % tokens.length] ?? ''}`,
      'content-type': 'application/json',
    };
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers };
      const sent = request(`${url}/v1/me/fixes`, options, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode === 200));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ fixes }));
    });
  };
  const [process_, redis_] = [processCosts(pid), await redisCosts(redis)];
  const messages = load.seconds * load.perSecond;
  const run = await measure({ messages, seconds: load.seconds, inFlight: HTTP_IN_FLIGHT, send });
  const after = await redisCosts(redis);
  agent.destroy();
  return {
    perCore: (run.messages * 1e6) / (processCosts(pid).cpuUs - process_.cpuUs),
    redisUs: (after.cpuUs - redis_.cpuUs) / run.messages,
    logBytes: (after.logBytes - redis_.logBytes) / run.messages,
    ageP99Ms: run.p99Ms,
    perSecond: run.perSecond,
  };
}

/** Where the phones of the crowd begin. */
function placeOf(index: number): [number, number] {
  const [north, east] = [((index % 100) - 50) / 1_000, (((index / 100) % 100) - 50) / 1_000];
  return [AROUND.lon + east, AROUND.lat + north];
}

async function overPeer(bench: Bench, redisUrl: string): Promise<Cost> {
  const peer = fork(join(__dirname, 'ingest-peer.js'), [redisUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(peer, 'message')) as [IngestPeer];
  try {
    return await overSockets(bench, { url: `http://127.0.0.1:${port}`, pid: String(peer.pid) });
  } finally {
    peer.disconnect();
    await once(peer, 'exit');
  }
}

/** Nothing but positions into one set, many in a command; a second and core of Redis. */
async function geoaddAlone(redis: ReturnType<typeof benchRedis>, seconds: number): Promise<number> {
  const before = await redisCosts(redis);
  const until = performance.now() + (seconds * SECOND_MS) / 4;
  let sent = 0;
  while (performance.now() < until) {
    const points = Array.from({ length: RAW_BATCH }, (_, n): [number, number, string] => [
      AROUND.lon + Math.random() / 100,
      AROUND.lat + Math.random() / 100,
      `p${(sent + n) % PHONES}`,
    ]);
    await redis.geoadd('bench:raw', ...points.flat());
    sent += RAW_BATCH;
  }
  return (sent * 1e6) / ((await redisCosts(redis)).cpuUs - before.cpuUs);
}

function report(
  runs: {
    readonly own: readonly Cost[];
    readonly http: readonly Cost[];
    readonly each: readonly Cost[];
    readonly raw: readonly number[];
  },
  offered: number,
): void {
  const of = (costs: readonly Cost[], name: keyof Cost): number[] =>
    costs.map((cost) => cost[name]);
  const peer = (costs: readonly Cost[], name: keyof Cost): number => median(of(costs, name));
  tell({
    ...{ name: 'ingest.per_core', unit: '1/s', rounds: of(runs.own, 'perCore') },
    bar: { least: PER_CORE_MIN },
    beside: {
      offered_per_s: offered,
      http_each_per_core: peer(runs.http, 'perCore'),
      message_each_per_core: peer(runs.each, 'perCore'),
      geoadd_per_redis_core: median(runs.raw),
    },
  });
  tell({
    ...{ name: 'ingest.age_p99', unit: 'ms', rounds: of(runs.own, 'ageP99Ms') },
    bar: { most: AGE_P99_MAX_MS },
    beside: {
      http_each_ms: peer(runs.http, 'ageP99Ms'),
      message_each_ms: peer(runs.each, 'ageP99Ms'),
    },
  });
  tell({
    ...{ name: 'ingest.redis_us', unit: 'us', rounds: of(runs.own, 'redisUs') },
    bar: { most: REDIS_US_MAX },
    beside: { message_each_us: peer(runs.each, 'redisUs'), geoadd_us: 1e6 / median(runs.raw) },
  });
  tell({
    ...{ name: 'ingest.log_bytes', unit: 'bytes', rounds: of(runs.own, 'logBytes') },
    bar: { most: LOG_BYTES_MAX },
    beside: { message_each_bytes: peer(runs.each, 'logBytes') },
  });
}
