import { randomUUID } from 'node:crypto';
import { Cluster } from 'ioredis';
import { locationsConformance } from '#adapters/conformance/locations';
import { openSocketServer, type SocketServer } from '#adapters/live/socket-server';
import { openRedis, REDIS_COMMAND_DEADLINE_MS, untilUsable } from '#adapters/redis/client';
import { RedisLocations } from '#adapters/redis/locations';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import { until } from '../support/clients';
import { startManyServices, type ManyServices } from '../support/many-services';
import { testVault } from '../support/vault';

let services: ManyServices;
let client: Cluster;

beforeAll(async () => {
  services = await startManyServices('--redis-cluster');
  const opened = openRedis(services.redisUrl, { commandDeadlineMs: 5_000 });
  if (!(opened instanceof Cluster)) throw new Error('three hosts are a cluster');
  expect(await untilUsable(opened, 5_000)).toBe(true);
  client = opened;
}, 90_000);
afterAll(async () => {
  client.disconnect();
  await services.stop();
}, 30_000);

const empty = async (): Promise<void> => {
  await Promise.all(client.nodes('master').map((node) => node.flushall()));
};

locationsConformance('a Redis Cluster', () =>
  Promise.resolve({
    locations: new RedisLocations(client),
    empty,
    close: () => Promise.resolve(),
  }),
);

describe('a Redis Cluster of three', () => {
  it('has a part of the organisations on each, and all are found', async () => {
    await empty();
    const locations = new RedisLocations(client);
    const place = { lat: 36.85, lon: -75.97 };
    const ids = Array.from({ length: 30 }, () => randomUUID());
    for (const id of ids) {
      const fix = { place, at: Date.now(), accuracyM: 5 };
      await locations.put(id, [{ responderId: id, fix, credentialKinds: ['cpr'] }]);
    }
    const sizes = await Promise.all(client.nodes('master').map((node) => node.dbsize()));
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    for (const id of ids) {
      const found = await locations.nearest({
        ...{ organisationId: id, place, radiusM: 100, credentialKinds: ['cpr'], max: 5 },
        freshSince: Date.now() - 60_000,
      });
      expect(found.map((each) => each.responderId)).toEqual([id]);
    }
  });

  it('is not ready any more when any one of its nodes was emptied', async () => {
    const locations = new RedisLocations(client);
    for (const node of client.nodes('master')) {
      await locations.ready();
      await locations.markFilled();
      expect(await locations.ready()).toBe(true);
      await node.flushall();
      expect(await locations.ready()).toBe(false);
    }
  });

  it('carries what one copy of the server tells the phones of another', async () => {
    const troubles: Error[] = [];
    const vault = testVault();
    const open = (): SocketServer =>
      openSocketServer({
        redisUrl: services.redisUrl,
        vault,
        allowRequest: (_request, answer) => answer(null, true),
        onTrouble: (error) => troubles.push(error),
      });
    const [one, other] = [open(), open()];
    let heard = 0;
    const there = other.server.of(RESPONDER_NAMESPACE).adapter as unknown as {
      apply(options: { readonly rooms: ReadonlySet<string> }): void;
    };
    there.apply = ({ rooms }) => {
      if (rooms.has('responder:1')) heard += 1;
    };
    await until(() => {
      one.server.of(RESPONDER_NAMESPACE).to('responder:1').emit('feed', { n: 1 });
      return Promise.resolve(heard > 0);
    }, 'a message of the other copy');
    await Promise.all([one.close(), other.close()]);
  });

  it('goes on for the others when one is lost, and says at once for whom it does not', async () => {
    await empty();
    const quick = openRedis(services.redisUrl);
    expect(await untilUsable(quick, 5_000)).toBe(true);
    const locations = new RedisLocations(quick);
    const place = { lat: 36.85, lon: -75.97 };
    const ids = Array.from({ length: 30 }, () => randomUUID());
    const entry = {
      fix: { place, at: Date.now(), accuracyM: 5 },
      credentialKinds: ['cpr'] as const,
    };
    for (const id of ids) await locations.put(id, [{ responderId: id, ...entry }]);
    await client
      .nodes('master')[0]
      ?.shutdown('NOSAVE')
      .catch(() => undefined);
    const answers = { found: 0, refused: 0, slowestMs: 0 };
    for (const organisationId of ids) {
      const from = performance.now();
      await locations.fixes(organisationId, [organisationId]).then(
        (fixes) => (answers.found += fixes.size),
        () => (answers.refused += 1),
      );
      answers.slowestMs = Math.max(answers.slowestMs, performance.now() - from);
    }
    expect(answers.found + answers.refused).toBe(ids.length);
    expect(Math.min(answers.found, answers.refused)).toBeGreaterThan(0);
    expect(answers.slowestMs).toBeLessThan(2 * REDIS_COMMAND_DEADLINE_MS);
    expect(await locations.ready()).toBe(false);
    quick.disconnect();
  });
});
