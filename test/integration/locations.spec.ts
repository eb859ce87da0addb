import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { locationsConformance } from '#adapters/conformance/locations';
import { openRedis, REDIS_COMMAND_DEADLINE_MS, untilUsable } from '#adapters/redis/client';
import { RedisLocations } from '#adapters/redis/locations';
import { RedisPresence } from '#adapters/redis/presence';
import type { RedisClient } from '#adapters/shared/redis-connection';
import { HOUR_MS, MINUTE_MS } from '#core/units';

/** A database of its own, since the tests empty it. */
const DATABASE = 9;
const NOW = Date.UTC(2026, 4, 1, 12);
const HERE = { lat: 36.8529, lon: -75.978 };

function redisUrl(): string {
  const given = process.env['REDIS_URL'];
  if (given === undefined) throw new Error('These tests need REDIS_URL.');
  const url = new URL(given);
  url.pathname = `/${DATABASE}`;
  return url.href;
}

async function connect(): Promise<RedisClient> {
  const client = openRedis(redisUrl(), { commandDeadlineMs: 5_000 });
  expect(await untilUsable(client, 5_000)).toBe(true);
  return client;
}

locationsConformance('Redis', async () => {
  const client = await connect();
  return {
    locations: new RedisLocations(client),
    empty: async () => {
      await client.flushdb();
    },
    close: async () => {
      await client.quit();
    },
  };
});

describe('the live index on a real Redis', () => {
  let client: RedisClient;
  let locations: RedisLocations;
  beforeAll(async () => {
    client = await connect();
    locations = new RedisLocations(client);
  });
  afterAll(() => client.quit());

  const put = async (organisationId: string, count: number, at: number): Promise<void> => {
    const entries = Array.from({ length: count }, (_, i) => ({
      responderId: randomUUID(),
      fix: { place: { ...HERE, lat: HERE.lat + i * 1e-6 }, at, accuracyM: 5 },
      credentialKinds: ['cpr', 'nurse'] as const,
    }));
    await locations.put(organisationId, entries);
  };
  const search = (organisationId: string): ReturnType<RedisLocations['nearest']> =>
    locations.nearest({
      organisationId,
      place: HERE,
      radiusM: 5_000,
      credentialKinds: ['nurse'],
      freshSince: NOW - 15 * MINUTE_MS,
      max: 10,
    });
  const sizes = (organisationId: string): Promise<number[]> =>
    Promise.all([
      client.hlen(`closeby:{${organisationId}}:fix`),
      client.zcard(`closeby:{${organisationId}}:geo:cpr`),
      client.zcard(`closeby:{${organisationId}}:geo:nurse`),
    ]);

  it('goes on after Redis has lost its functions', async () => {
    const organisationId = randomUUID();
    await client.call('FUNCTION', 'FLUSH');
    await put(organisationId, 3, NOW);
    await client.call('FUNCTION', 'FLUSH');
    expect(await search(organisationId)).toHaveLength(3);
  });

  it('takes out people whose fix is of no use as they are met, a hundred at a time', async () => {
    const organisationId = randomUUID();
    await put(organisationId, 150, NOW - HOUR_MS);
    await put(organisationId, 4, NOW - 20 * MINUTE_MS);
    await put(organisationId, 5, NOW);
    expect(await search(organisationId)).toHaveLength(5);
    expect(await sizes(organisationId)).toEqual([59, 59, 59]);
    expect(await search(organisationId)).toHaveLength(5);
    expect(await sizes(organisationId)).toEqual([9, 9, 9]);
  });

  it('takes somebody out of a set that an older server put them into without a note', async () => {
    const organisationId = randomUUID();
    const fix = { place: HERE, at: NOW, accuracyM: 5 };
    const [responderId, key] = [randomUUID(), `closeby:{${organisationId}}:fix`];
    await locations.put(organisationId, [{ responderId, fix, credentialKinds: ['nurse', 'cpr'] }]);
    const noted = await client.hgetBuffer(key, responderId);
    await client.hset(key, responderId, noted?.subarray(0, 32) ?? '');
    await locations.put(organisationId, [{ responderId, fix, credentialKinds: ['cpr'] }]);
    const sets = ['nurse', 'cpr'].map((kind) => `closeby:{${organisationId}}:geo:${kind}`);
    expect(await Promise.all(sets.map((set) => client.zcard(set)))).toEqual([0, 1]);
  });

  it('is not called filled when Redis was emptied while it was being filled', async () => {
    await client.flushdb();
    expect(await locations.ready()).toBe(false);
    await client.flushdb();
    await locations.markFilled();
    expect(await locations.ready()).toBe(false);
    await locations.markFilled();
    expect(await locations.ready()).toBe(true);
  });

  it('leaves out a fix beyond 85 degrees without losing the rest of the batch', async () => {
    const organisationId = randomUUID();
    const fix = { place: HERE, at: NOW, accuracyM: 5 };
    const polar = { ...fix, place: { lat: 89, lon: 0 } };
    await locations.put(organisationId, [
      { responderId: randomUUID(), fix: polar, credentialKinds: ['nurse'] },
      { responderId: randomUUID(), fix, credentialKinds: ['nurse'] },
    ]);
    expect(await search(organisationId)).toHaveLength(1);
  });
});

describe('the live index without Redis', () => {
  const within = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await expect(work()).rejects.toThrow();
    return performance.now() - began;
  };
  const broken = (locations: RedisLocations): Promise<unknown> =>
    locations.put(randomUUID(), [
      {
        responderId: randomUUID(),
        fix: { place: HERE, at: NOW, accuracyM: 5 },
        credentialKinds: ['cpr'],
      },
    ]);

  it('fails at once and is not ready when nothing listens', async () => {
    const client = openRedis('redis://127.0.0.1:1');
    const locations = new RedisLocations(client);
    expect(await untilUsable(client, 50)).toBe(false);
    expect(await within(() => broken(locations))).toBeLessThan(REDIS_COMMAND_DEADLINE_MS);
    expect(await locations.ready()).toBe(false);
    expect(await new RedisPresence(client).connected(['a'])).toEqual(new Set());
    client.disconnect();
  });

  it('fails within the deadline when Redis falls silent, and gives the connection up', async () => {
    const silent = await serveUntilSilent();
    const client = openRedis(`redis://127.0.0.1:${silent.port}`);
    const locations = new RedisLocations(client);
    expect(await untilUsable(client, 5_000)).toBe(true);
    const tookMs = await within(() => broken(locations));
    expect(tookMs).toBeLessThan(REDIS_COMMAND_DEADLINE_MS + 1_000);
    expect(await locations.ready()).toBe(false);
    if (client.status === 'ready') await new Promise((resolve) => client.once('close', resolve));
    client.disconnect();
    await silent.close();
  });
});

/** Answers a client's greeting as Redis would, and nothing after it. */
async function serveUntilSilent(): Promise<{ port: number; close: () => Promise<void> }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const text = data.toString('latin1').toLowerCase();
      const replies = (text.match(/client\r\n/g) ?? []).map(() => '+OK\r\n');
      if (/\ninfo\r\n/.test(text)) replies.push('$9\r\nloading:0\r\n');
      socket.write(replies.join(''));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe('presence', () => {
  let client: RedisClient;
  let presence: RedisPresence;
  beforeAll(async () => {
    client = await connect();
    presence = new RedisPresence(client);
  });
  afterAll(() => client.quit());

  it('knows who has a live socket, until they leave', async () => {
    const [stays, leaves, absent] = [randomUUID(), randomUUID(), randomUUID()];
    await presence.touch([stays, leaves]);
    expect(await presence.connected([stays, leaves, absent])).toEqual(new Set([stays, leaves]));
    await presence.leave(leaves);
    expect(await presence.connected([stays, leaves, absent])).toEqual(new Set([stays]));
  });

  it('lets a phone that is not heard of lapse, and clears it away', async () => {
    const [lapsed, here] = [randomUUID(), randomUUID()];
    await presence.touch([lapsed], 0);
    expect(await presence.connected([lapsed])).toEqual(new Set());
    await presence.touch([here]);
    expect(await client.zscore('closeby:{presence}:live', lapsed)).toBeNull();
  });

  it('takes more people than fit one call', async () => {
    const ids = Array.from({ length: 1_200 }, () => randomUUID());
    await presence.touch(ids);
    expect((await presence.connected(ids)).size).toBe(1_200);
  });
});
