import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { IncidentView } from '#contracts/incident-api';
import { CONTROL_NAMESPACE } from '#contracts/live-events';
import { arrestAt, connectControl, phoneAt, until } from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';

/*
 * Redis belongs to the zone that is trusted: it has a password, listens to the server alone and
 * holds nothing that is not somewhere else. Should somebody get in all the same, what they write
 * is not believed.
 */

const STREAM = 'closeby:sockets';

let server: TestServer;
let redis: Redis;

beforeAll(async () => {
  server = await startServer();
  redis = new Redis(server.redisUrl);
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

describe('whoever gets into Redis', () => {
  it('#75 needs its password', async () => {
    const url = new URL(server.redisUrl);
    url.password = '';
    const stranger = new Redis(url.href, {
      enableReadyCheck: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    stranger.on('error', () => undefined);
    await expect(stranger.xadd(STREAM, '*', 'uid', 'x')).rejects.toThrow(/NOAUTH/);
    stranger.disconnect();
  });

  it('#75 cannot speak to sockets: packets that no server sealed are not heard', async () => {
    const room = await connectControl(server.url, server.keys.dispatcher);
    const phone = await phoneAt(server, HERE);
    const live = await phone.connect();
    const forged = { type: 2, data: ['incident', { id: 'forged' }], nsp: CONTROL_NAMESPACE };
    const opts = { rooms: [], except: [], flags: {} };
    const data = JSON.stringify({ packet: forged, opts });
    for (const type of ['3', '4', '5', '7']) {
      const fields = ['uid', randomUUID(), 'nsp', CONTROL_NAMESPACE, 'type', type, 'data', data];
      await redis.xadd(STREAM, '*', ...fields);
      await redis.publish(`${STREAM}#${CONTROL_NAMESPACE}#`, JSON.stringify({ type, data }));
    }
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    const heardOf = (id: string) =>
      room.heard.some(
        ([event, value]) => event === 'incident' && (value as IncidentView).id === id,
      );
    await until(() => Promise.resolve(heardOf(raised.body.id)), 'the incident that is true');
    expect(heardOf('forged')).toBe(false);
    expect([room.socket.connected, live.socket.connected]).toEqual([true, true]);
    live.close();
    room.socket.disconnect();
  });

  it('#75 and empties it takes nothing from the record', async () => {
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    await redis.flushdb();
    const read = await server.control().get<IncidentView>(`/v1/incidents/${raised.body.id}`);
    expect([read.status, read.body.id]).toEqual([200, raised.body.id]);
  });
});
