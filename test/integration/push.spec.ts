import { randomUUID } from 'node:crypto';
import { connect } from 'node:http2';
import { get } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Attempt, AttemptAgent } from '#adapters/push/attempt';
import { FcmPush } from '#adapters/push/fcm-push';
import type { PushMessage, PushOutcome } from '#flow/ports';
import { FcmServer, type FcmBehaviour } from '../../apps/simulator/src/providers/fcm-server';

const DEADLINE_MS = 1_500;
let fcm: FcmServer;
let push: FcmPush;

beforeAll(async () => {
  fcm = await FcmServer.start();
  push = pushTo({ ca: fcm.ca });
  await push.prepare();
}, 30_000);

afterAll(async () => {
  await push.close();
  await fcm.close();
});

function pushTo(way: { readonly ca?: string; readonly accessToken?: string }): FcmPush {
  return new FcmPush({
    projectId: fcm.projectId,
    credential: { accessToken: way.accessToken ?? fcm.accessToken },
    endpoint: { host: fcm.host, port: fcm.port, ...(way.ca === undefined ? {} : { ca: way.ca }) },
    deadlineMs: DEADLINE_MS,
  });
}

function aMessage(behaviour: FcmBehaviour = { how: 'ok' }): PushMessage {
  const pushToken = `token-${randomUUID()}`;
  fcm.treat(pushToken, behaviour);
  return {
    deliveryId: randomUUID(),
    pushToken,
    subject: 'alert',
    about: 'incident',
    alertId: randomUUID(),
    collapseKey: randomUUID(),
    ttlMs: 120_000,
  };
}

function deliveredTo(message: PushMessage): number {
  return fcm.delivered.filter((push) => push.message.token === message.pushToken).length;
}

async function sendOne(message: PushMessage, by = push): Promise<PushOutcome | undefined> {
  return (await by.send([message]))[0];
}

function getThrough(agent: AttemptAgent): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = get(`https://${fcm.host}:${fcm.port}/`, { agent }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('error', reject);
  });
}

describe('push through FCM, over TLS', () => {
  it('hands each message over once, outcomes in the order of the messages', async () => {
    const messages = Array.from({ length: 40 }, (_, i) =>
      aMessage({ how: i % 4 === 3 ? 'unregistered' : 'ok' }),
    );
    const outcomes = await push.send(messages);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      messages.map((_, i) => (i % 4 === 3 ? 'token-gone' : 'handed-over')),
    );
    expect(messages.map(deliveredTo)).toEqual(messages.map((_, i) => (i % 4 === 3 ? 0 : 1)));
    const named = new Set(outcomes.map((o) => (o.outcome === 'handed-over' ? o.providerRef : '')));
    expect(named.size).toBe(31);
  });

  it('puts nothing on the wire but neutral words and the id of the alert', async () => {
    const message = aMessage();
    await push.send([message]);
    const sent = fcm.delivered.at(-1)?.message;
    expect(sent?.notification).toEqual({
      title: 'Closeby',
      body: 'Someone near you may need help. Open the app.',
    });
    expect(sent?.data).toEqual({ kind: 'alert', alertId: message.alertId });
    expect(Object.keys(sent ?? {}).sort()).toEqual(
      ['android', 'apns', 'data', 'notification', 'token', 'webpush'].sort(),
    );
    expect(sent?.['android']).toMatchObject({ priority: 'high', ttl: '120s' });
  });

  it.each([
    [{ how: 'unregistered' }, { outcome: 'token-gone' }],
    [{ how: 'invalid-token' }, { outcome: 'token-gone' }],
    [{ how: 'invalid-payload' }, { outcome: 'failed', retryAfterMs: null }],
    [
      { how: 'quota', retryAfterS: 37 },
      { outcome: 'failed', retryAfterMs: 37_000 },
    ],
    [{ how: 'quota' }, { outcome: 'failed', retryAfterMs: 60_000 }],
    [
      { how: 'unavailable', retryAfterS: 30 },
      { outcome: 'failed', retryAfterMs: 30_000 },
    ],
    [{ how: 'unavailable' }, { outcome: 'failed', retryAfterMs: 1_000 }],
    [{ how: 'silent-drop' }, { outcome: 'handed-over' }],
  ] as const)('says of %j: %j', async (behaviour, expected) => {
    const message = aMessage(behaviour);
    expect(await sendOne(message)).toMatchObject(expected);
    expect(deliveredTo(message)).toBe(0);
  });

  it('sends one request where the provider is unavailable, and none behind its back', async () => {
    const before = fcm.requests;
    await push.send([aMessage({ how: 'unavailable' })]);
    expect(fcm.requests).toBe(before + 1);
    await sendOne(aMessage());
    expect(fcm.requests).toBe(before + 2);
  });

  it('never sends a request that the SDK begins once the attempt is over', async () => {
    const agent = new AttemptAgent({ ca: fcm.ca });
    const before = fcm.requests;
    let goOn: () => void = () => undefined;
    let late: Promise<unknown> = Promise.resolve();
    const end = await new Attempt(10).run(() => {
      late = new Promise<void>((resolve) => (goOn = resolve)).then(() => getThrough(agent));
      return late;
    });
    expect(end).toEqual({ cut: { why: 'deadline' } });
    goOn();
    await expect(late).rejects.toThrow('the attempt is over');
    expect(fcm.requests).toBe(before);
    expect(await getThrough(agent)).toBe(404);
    expect(fcm.requests).toBe(before + 1);
    agent.destroy();
  });

  it('lets a slow phone hold nobody up, and cuts it off at the deadline', async () => {
    const slow = aMessage({ how: 'slow', ms: 60_000 });
    const quick = aMessage();
    const began = performance.now();
    const outcomes = await push.send([slow, quick]);
    expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 1_000);
    expect(outcomes).toMatchObject([
      { outcome: 'failed', error: 'FCM did not answer in time.', retryAfterMs: 1_000 },
      { outcome: 'handed-over' },
    ]);
    expect(deliveredTo(slow)).toBe(0);
  });

  it('says so when the credential is refused or the certificate is a stranger’s', async () => {
    const stranger = pushTo({ ca: fcm.ca, accessToken: 'someone-else' });
    expect(await sendOne(aMessage(), stranger)).toMatchObject({ outcome: 'failed' });
    const distrustful = pushTo({});
    const refused = await sendOne(aMessage(), distrustful);
    expect(refused).toMatchObject({ outcome: 'failed', error: /certificate/i });
    await stranger.close();
    await distrustful.close();
  });

  it('says so when nothing listens there', async () => {
    const gone = await FcmServer.start();
    const { port, ca } = gone;
    await gone.close();
    const lost = new FcmPush({
      projectId: 'p',
      credential: { accessToken: 'x' },
      endpoint: { host: '127.0.0.1', port, ca },
    });
    expect(await sendOne(aMessage(), lost)).toMatchObject({ outcome: 'failed' });
    await lost.close();
  });
});

describe('the local FCM server', () => {
  const post = (text: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const session = connect(`https://127.0.0.1:${fcm.port}`, { ca: fcm.ca });
      session.once('error', reject);
      const request = session.request({
        ':method': 'POST',
        ':path': `/v1/projects/${fcm.projectId}/messages:send`,
        authorization: `Bearer ${fcm.accessToken}`,
      });
      let [status, body] = [0, ''];
      request.on('response', (headers) => (status = headers[':status'] ?? 0));
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.once('end', () => {
        session.close();
        resolve({ status, body });
      });
      request.end(text);
    });

  it('speaks HTTP/2 too', async () => {
    const { status } = await post(JSON.stringify({ message: { token: 'over-h2' } }));
    expect(status).toBe(200);
    expect(fcm.delivered.at(-1)).toMatchObject({ httpVersion: '2.0' });
  });

  it.each([
    ['not JSON', '{'],
    ['no message', '{}'],
    ['no token', '{"message":{}}'],
    ['an unknown part', '{"message":{"token":"t","address":"Main St"}}'],
    ['data that is not text', '{"message":{"token":"t","data":{"a":1}}}'],
    ['a time to live without its unit', '{"message":{"token":"t","android":{"ttl":"120"}}}'],
    ['a header that is a number', '{"message":{"token":"t","apns":{"headers":{"a":10}}}}'],
    ['too much', JSON.stringify({ message: { token: 't', data: { a: 'x'.repeat(4_100) } } })],
    ['far too much', 'x'.repeat(70_000)],
  ])('refuses %s as FCM does', async (_what, text) => {
    const { status, body } = await post(text);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
  });
});
