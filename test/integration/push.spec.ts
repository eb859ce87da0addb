import { randomUUID } from 'node:crypto';
import { get } from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { messageTo } from '#adapters/conformance/channel';
import { AccessTokens } from '#adapters/push/access-tokens';
import { Attempt, AttemptAgent } from '#adapters/push/attempt';
import { FcmHttp2 } from '#adapters/push/fcm-http2';
import { FcmSdk } from '#adapters/push/fcm-sdk';
import { Http2Sessions, SESSIONS_MAX } from '#adapters/push/http2-sessions';
import type { ChannelMessage } from '#flow/ports';
import { FcmServer, type FcmBehaviour } from '../../apps/simulator/src/providers/fcm-server';

const DEADLINE_MS = 3_000;
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** Closed after the test. */
function closing<T extends { close(): Promise<void> }>(what: T): T {
  open.push(what);
  return what;
}

function optionsFor(fcm: FcmServer, port = fcm.port) {
  return {
    projectId: fcm.projectId,
    credential: { accessToken: fcm.accessToken },
    endpoint: { host: fcm.host, port, ca: fcm.ca },
    deadlineMs: DEADLINE_MS,
  };
}

function aMessage(fcm: FcmServer, behaviour: FcmBehaviour = { how: 'ok' }): ChannelMessage {
  const token = `token-${randomUUID()}`;
  fcm.treat(token, behaviour);
  return messageTo(token);
}

const several = (fcm: FcmServer, count: number, behaviour?: FcmBehaviour): ChannelMessage[] =>
  Array.from({ length: count }, () => aMessage(fcm, behaviour));

function arrivals(fcm: FcmServer, message: ChannelMessage): number {
  return fcm.delivered.filter((push) => push.message.token === message.address).length;
}

/** Looks again and again; Jest's own deadline ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function outcomesOf(
  channel: FcmHttp2 | FcmSdk,
  messages: readonly ChannelMessage[],
): Promise<readonly string[]> {
  const answers = await Promise.all(messages.map((message) => channel.handOver(message)));
  return answers.map(({ outcome }) => outcome);
}

describe.each([
  ['our own sender', FcmHttp2, '2.0'],
  ['firebase-admin', FcmSdk, '1.1'],
] as const)('push through FCM by %s', (_name, Sender, httpVersion) => {
  let fcm: FcmServer;
  beforeAll(async () => (fcm = await FcmServer.start()));
  afterAll(() => fcm.close());

  it('puts nothing on the wire but the words and the id of the alert', async () => {
    const push = closing(new Sender(optionsFor(fcm)));
    const message = aMessage(fcm);
    await push.handOver(message);
    const sent = fcm.delivered.at(-1);
    expect(sent?.httpVersion).toBe(httpVersion);
    expect(sent?.message.notification).toEqual(message.text);
    expect(sent?.message.data).toEqual({ kind: 'alert', alertId: message.alertId });
    expect(Object.keys(sent?.message ?? {}).sort()).toEqual(
      ['android', 'apns', 'data', 'notification', 'token'].sort(),
    );
    expect(sent?.message['android']).toEqual({
      priority: 'high',
      ttl: '120s',
      collapse_key: message.collapseKey,
      notification: { channel_id: 'closeby-alarm', tag: message.collapseKey },
    });
    expect(sent?.message['apns']).toMatchObject({
      headers: { 'apns-priority': '10', 'apns-collapse-id': message.collapseKey },
      payload: { aps: { sound: { critical: 1 }, 'interruption-level': 'critical' } },
    });
  });

  it('gives up every dead token and no good one, whatever else goes wrong', async () => {
    const push = closing(new Sender(optionsFor(fcm)));
    await push.prepare();
    const kinds = ['ok', 'unregistered', 'invalid-token', 'invalid-payload', 'internal'] as const;
    const messages = Array.from({ length: 100 }, (_, i) => {
      const how = kinds[i % kinds.length] ?? 'ok';
      return aMessage(fcm, { how });
    });
    const gone = (await outcomesOf(push, messages)).map((each) => each === 'address-gone');
    expect(gone).toEqual(messages.map((_, i) => [1, 2].includes(i % kinds.length)));
  });

  it('sends one request where the provider is unavailable, and none behind its back', async () => {
    const push = closing(new Sender(optionsFor(fcm)));
    const before = fcm.requests;
    await push.handOver(aMessage(fcm, { how: 'unavailable' }));
    expect(fcm.requests).toBe(before + 1);
    await push.handOver(aMessage(fcm));
    expect(fcm.requests).toBe(before + 2);
  });

  it('is refused with a credential that FCM does not know, and keeps the address', async () => {
    const stranger = { ...optionsFor(fcm), credential: { accessToken: 'someone-else' } };
    expect(await outcomesOf(closing(new Sender(stranger)), [aMessage(fcm)])).toEqual(['refused']);
  });
});

describe('the HTTP/2 sender', () => {
  it('has its connection before the first message, and keeps to it', async () => {
    const fcm = closing(await FcmServer.start());
    const push = closing(new FcmHttp2(optionsFor(fcm)));
    await push.prepare();
    await until(() => fcm.sessions === 1);
    expect(await outcomesOf(push, [aMessage(fcm)])).toEqual(['taken']);
    expect(fcm.sessions).toBe(1);
  });

  it('carries everything over one kept connection', async () => {
    const fcm = closing(await FcmServer.start());
    const push = closing(new FcmHttp2(optionsFor(fcm)));
    for (let round = 0; round < 3; round += 1) await outcomesOf(push, several(fcm, 60));
    expect(fcm.sessions).toBe(1);
    expect(fcm.delivered).toHaveLength(180);
  });

  it('opens further ones when the streams are used up, and waits for streams beyond', async () => {
    const fcm = closing(await FcmServer.start({ streamsMax: 5 }));
    const push = closing(new FcmHttp2(optionsFor(fcm)));
    expect(await outcomesOf(push, several(fcm, 4))).toEqual(Array(4).fill('taken'));
    expect(fcm.sessions).toBe(1);
    const many = several(fcm, 100, { how: 'slow-answer', ms: 50 });
    expect(await outcomesOf(push, many)).toEqual(Array(100).fill('taken'));
    expect(fcm.sessions).toBe(SESSIONS_MAX);
    expect(many.map((message) => arrivals(fcm, message))).toEqual(Array(100).fill(1));
  });

  it('loses nothing and rings nobody twice when the peer asks it to go away', async () => {
    const fcm = closing(await FcmServer.start());
    const push = closing(new FcmHttp2(optionsFor(fcm)));
    await push.handOver(aMessage(fcm));
    const underWay = several(fcm, 20, { how: 'slow-answer', ms: 200 });
    const outcomes = outcomesOf(push, underWay);
    await until(() => underWay.every((message) => arrivals(fcm, message) === 1));
    fcm.goAway();
    const after = several(fcm, 20);
    expect(await outcomesOf(push, after)).toEqual(Array(20).fill('taken'));
    expect(await outcomes).toEqual(Array(20).fill('taken'));
    expect([...underWay, ...after].map((each) => arrivals(fcm, each))).toEqual(Array(40).fill(1));
  });

  it('sends again, elsewhere and at once, what the peer says it has not looked at', async () => {
    const fcm = closing(await FcmServer.start());
    const push = closing(new FcmHttp2(optionsFor(fcm)));
    await push.handOver(aMessage(fcm));
    const message = aMessage(fcm);
    fcm.treat(message.address, { how: 'go-away' }, 1);
    expect(await outcomesOf(push, [message])).toEqual(['taken']);
    expect(arrivals(fcm, message)).toBe(1);
  });

  it('does not send again what may have been taken when the connection breaks', async () => {
    const fcm = closing(await FcmServer.start());
    const push = closing(new FcmHttp2(optionsFor(fcm)));
    await push.handOver(aMessage(fcm));
    const message = aMessage(fcm, { how: 'slow-answer', ms: 60_000 });
    const outcome = outcomesOf(push, [message]);
    await until(() => arrivals(fcm, message) === 1);
    fcm.cut();
    expect(await outcome).toEqual(['no-answer']);
    expect(arrivals(fcm, message)).toBe(1);
    expect(await outcomesOf(push, [aMessage(fcm)])).toEqual(['taken']);
  });

  it('fetches a new token when the one it has is refused, within the same attempt', async () => {
    const fcm = closing(await FcmServer.start());
    let fetched = 0;
    const tokens = new AccessTokens(() => {
      fetched += 1;
      const value = fetched === 1 ? 'revoked' : fcm.accessToken;
      return Promise.resolve({ value, expiresAt: Date.now() + 3_600_000 });
    });
    const push = closing(new FcmHttp2(optionsFor(fcm), tokens));
    expect(await outcomesOf(push, [aMessage(fcm)])).toEqual(['taken']);
    expect(fetched).toBe(2);
  });

  it('comes again later, and holds nobody, when no token can be had', async () => {
    const fcm = closing(await FcmServer.start());
    const tokens = new AccessTokens(() => Promise.reject(new Error('no Google')));
    const push = closing(new FcmHttp2(optionsFor(fcm), tokens));
    expect(await push.handOver(aMessage(fcm))).toMatchObject({
      outcome: 'try-again',
      error: 'no Google',
    });
  });
});

describe('a connection that died without a word', () => {
  it('is found out by a ping, and given up for a new one', async () => {
    const fcm = closing(await FcmServer.start());
    const line = await FreezableLine.to(fcm.port);
    open.push(line);
    const sessions = new Http2Sessions({
      origin: `https://127.0.0.1:${line.port}`,
      ca: fcm.ca,
      pingWithinMs: 100,
    });
    const request = { path: '/', headers: {}, body: '' };
    expect((await sessions.send(request, DEADLINE_MS)).end).toBe('answer');
    line.freeze();
    expect((await sessions.send(request, 200)).end).toBe('deadline');
    // The ping that the deadline set off has 100 ms; what comes meanwhile shares the dead line.
    await until(() => sessions.openCount === 0);
    expect((await sessions.send(request, DEADLINE_MS)).end).toBe('answer');
    expect(line.connections).toBe(2);
    sessions.close();
  });
});

/** A way to a port on which everything can stop, without either end being told. */
class FreezableLine {
  connections = 0;
  private readonly sockets: Socket[] = [];

  private constructor(private readonly server: Server) {}

  static async to(port: number): Promise<FreezableLine> {
    const server = createServer();
    const line = new FreezableLine(server);
    server.on('connection', (near) => {
      line.connections += 1;
      const far = connect(port, '127.0.0.1');
      for (const socket of [near, far]) {
        socket.on('error', () => undefined);
        line.sockets.push(socket);
      }
      near.pipe(far);
      far.pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What is connected now carries nothing more. */
  freeze(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('an attempt through firebase-admin', () => {
  it('never sends a request that the SDK begins once the attempt is over', async () => {
    const fcm = closing(await FcmServer.start());
    const agent = new AttemptAgent({ ca: fcm.ca });
    const getThrough = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const request = get(`https://${fcm.host}:${fcm.port}/`, { agent }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.once('error', reject);
      });
    let goOn: () => void = () => undefined;
    let late: Promise<unknown> = Promise.resolve();
    const end = await new Attempt(10).run(() => {
      late = new Promise<void>((resolve) => (goOn = resolve)).then(getThrough);
      return late;
    });
    expect(end).toEqual({ cut: { why: 'deadline' } });
    goOn();
    await expect(late).rejects.toThrow('the attempt is over');
    expect(fcm.requests).toBe(0);
    expect(await getThrough()).toBe(404);
    expect(fcm.requests).toBe(1);
    agent.destroy();
  });
});
