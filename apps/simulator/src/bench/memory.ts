import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RedisLocations } from '#adapters/redis/locations';
import { RedisPresence } from '#adapters/redis/presence';
import { readKeys } from '../demo/keys';
import { readOptions } from './bench-options';
import { Crowd } from './crowd';
import type { IngestPeer } from './ingest-peer';
import { fillIndex, strewPeople } from './live-people';
import { processCosts } from './process-costs';
import { benchRedis, redisCosts } from './redis-costs';
import { registerPhones } from './register-phones';
import { tell } from './verdict';

const SIZES = [10_000, 100_000, 1_000_000];
const PHONES = 10_000;
const WARM_UP_PHONES = 500;
const RAW_BATCH = 1_000;
/** A server that has let in many is not done with it at that moment. */
const SETTLED_AFTER_MS = 3_000;

const OF_RESPONDER_MAX_BYTES = 350;
const OF_PHONE_MAX_BYTES = 15_000;
const GROWTH_MAX = 1.05;

/**
 * What a live responder takes in Redis, position, skills and presence, from 10,000 to a million,
 * beside an entry of a GEO set alone; and what a connected phone takes in a real server, beside a
 * bare web socket.
 *
 * Options: `--phones N --scale X`.
 */
export async function runMemory(args: readonly string[]): Promise<void> {
  const { numbers, text } = readOptions(args, { phones: PHONES });
  const { organisationId } = readKeys(text('keys'));
  const count = Math.ceil(numbers.phones * numbers.scale);
  await registerPhones(text('owner-url'), organisationId, count);
  const phone = await ofPhone({ url: text('url'), pid: text('server-pid') }, count);
  const bare = await ofBareSocket(count);
  tell({
    ...{ name: 'memory.of_phone', unit: 'bytes', rounds: [phone] },
    bar: { most: OF_PHONE_MAX_BYTES },
    beside: { bare_socket: bare, phones: count },
  });
  const redis = benchRedis(text('redis-url'));
  const sizes = SIZES.map((size) => Math.ceil(size * numbers.scale));
  const taken: number[] = [];
  try {
    for (const size of sizes) {
      const own = await ofResponder(redis, size);
      const raw = await ofGeoEntry(redis, size);
      taken.push(own);
      tell({
        ...{ name: `memory.of_responder_${size}`, unit: 'bytes', rounds: [own] },
        bar: { most: OF_RESPONDER_MAX_BYTES },
        beside: { geo_entry: raw },
      });
    }
  } finally {
    await redis.flushall();
    redis.disconnect();
  }
  tell({
    ...{ name: 'memory.growth', unit: 'times', bar: { most: GROWTH_MAX } },
    rounds: [(taken.at(-1) ?? NaN) / (taken[0] ?? NaN)],
    beside: { from: sizes[0] ?? 0, to: sizes.at(-1) ?? 0 },
  });
}

type Redis = ReturnType<typeof benchRedis>;

async function ofResponder(redis: Redis, size: number): Promise<number> {
  await redis.flushall();
  const before = (await redisCosts(redis)).memoryBytes;
  const people = strewPeople(size, 'memory');
  const organisationId = randomUUID();
  await fillIndex(new RedisLocations(redis), organisationId, { people, now: Date.now() });
  await new RedisPresence(redis).touch(people.ids);
  return ((await redisCosts(redis)).memoryBytes - before) / size;
}

async function ofGeoEntry(redis: Redis, size: number): Promise<number> {
  await redis.flushall();
  const before = (await redisCosts(redis)).memoryBytes;
  for (let from = 0; from < size; from += RAW_BATCH) {
    const length = Math.min(RAW_BATCH, size - from);
    const points = Array.from({ length }, (): [number, number, string] => [
      Math.random(),
      51 + Math.random(),
      randomUUID(),
    ]);
    await redis.geoadd('bench:raw', ...points.flat());
  }
  return ((await redisCosts(redis)).memoryBytes - before) / size;
}

/** What each phone adds to a process, the first few apart: they bring what all of them share. */
async function ofPhone(
  server: { readonly url: string; readonly pid: string },
  count: number,
): Promise<number> {
  const tokens = Array.from({ length: count }, (_, n) => `nation-${n}`);
  const few = Math.min(WARM_UP_PHONES, Math.floor(count / 10));
  const crowd = Crowd.start(count);
  try {
    await crowd.connect({ url: server.url, tokens: tokens.slice(0, few) });
    await pause(SETTLED_AFTER_MS);
    const before = processCosts(server.pid).memoryBytes;
    const { connected } = await crowd.connect({ url: server.url, tokens: tokens.slice(few) });
    await pause(SETTLED_AFTER_MS);
    const bytes = (processCosts(server.pid).memoryBytes - before) / connected;
    // So few phones that the process had room for them already say nothing.
    return bytes > 0 ? bytes : NaN;
  } finally {
    await crowd.stop();
  }
}

async function ofBareSocket(count: number): Promise<number> {
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const peer = fork(join(__dirname, 'memory-peer.js'), [], { stdio: [...stdio] });
  const [{ port }] = (await once(peer, 'message')) as [IngestPeer];
  try {
    return await ofPhone({ url: `http://127.0.0.1:${port}`, pid: String(peer.pid) }, count);
  } finally {
    peer.disconnect();
    await once(peer, 'exit');
  }
}
