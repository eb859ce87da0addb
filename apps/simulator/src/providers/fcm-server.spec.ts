import { randomUUID } from 'node:crypto';
import { connect, type ClientHttp2Session } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FcmServer } from './fcm-server';

interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Record<string, unknown>;
}

let fcm: FcmServer;
let session: ClientHttp2Session;

beforeAll(async () => {
  fcm = await FcmServer.start();
  session = open();
});

afterAll(async () => {
  session.destroy();
  await fcm.close();
});

function open(): ClientHttp2Session {
  return connect(`https://127.0.0.1:${fcm.port}`, { ca: fcm.ca }).on('error', () => undefined);
}

function path(): string {
  return `/v1/projects/${fcm.projectId}/messages:send`;
}

/** Over HTTP/2; rejects when the stream is closed without an answer. */
function post(
  text: string,
  options: { readonly on?: ClientHttp2Session; readonly signal?: AbortSignal } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      ':method': 'POST',
      ':path': path(),
      authorization: `Bearer ${fcm.accessToken}`,
    };
    const { on = session, signal } = options;
    const stream = on.request(headers, signal === undefined ? {} : { signal });
    let [status, body] = [0, ''];
    let retryAfter: string | undefined;
    stream.on('response', (answer) => {
      status = answer[':status'] ?? 0;
      retryAfter = answer['retry-after'];
    });
    stream.setEncoding('utf8').on('data', (part: string) => (body += part));
    stream.once('error', reject);
    stream.once('close', () => {
      if (status === 0) reject(new Error('closed without an answer'));
      else resolve({ status, retryAfter, body: JSON.parse(body) as Record<string, unknown> });
    });
    stream.end(text);
  });
}

function send(token: string, fields: Record<string, unknown> = {}): Promise<Answered> {
  return post(JSON.stringify({ message: { token, ...fields } }));
}

/** Over HTTP/1.1; rejects when it is given up. */
function postHttp1(token: string, giveUp?: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(`https://127.0.0.1:${fcm.port}${path()}`, {
      method: 'POST',
      ca: fcm.ca,
      headers: { authorization: `Bearer ${fcm.accessToken}` },
      ...(giveUp === undefined ? {} : { signal: giveUp }),
    });
    request.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.once('error', reject);
    request.end(JSON.stringify({ message: { token } }));
  });
}

function rang(token: string): number {
  return fcm.delivered.filter((push) => push.message.token === token).length;
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('the local FCM server', () => {
  it('takes a message over HTTP/2 and over HTTP/1.1 on one port', async () => {
    expect(await send('over-h2')).toMatchObject({ status: 200 });
    expect(fcm.delivered.at(-1)).toMatchObject({ httpVersion: '2.0' });
    expect(await postHttp1('over-h1')).toBe(200);
    expect(fcm.delivered.at(-1)).toMatchObject({ httpVersion: '1.1' });
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
    expect(body).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
  });

  it.each([
    [{ how: 'unregistered' }, 404, 'UNREGISTERED', undefined],
    [{ how: 'invalid-token' }, 400, 'INVALID_ARGUMENT', undefined],
    [{ how: 'invalid-payload' }, 400, 'INVALID_ARGUMENT', undefined],
    [{ how: 'internal' }, 500, 'INTERNAL', undefined],
    [{ how: 'quota', retryAfterS: 37 }, 429, 'QUOTA_EXCEEDED', '37'],
    [{ how: 'unavailable', retryAfterS: 1 }, 503, 'UNAVAILABLE', '1'],
  ] as const)('answers %j as FCM does, and no phone rings', async (how, status, code, wait) => {
    const token = randomUUID();
    fcm.treat(token, how);
    const answered = await send(token);
    expect(answered).toMatchObject({ status, retryAfter: wait });
    const details = [expect.objectContaining({ errorCode: code })];
    expect(answered.body).toMatchObject({
      error: { details: expect.arrayContaining(details) as unknown },
    });
    expect(rang(token)).toBe(0);
  });

  it('names the token as the field at fault, or the part of the message', async () => {
    const fields = async (how: 'invalid-token' | 'invalid-payload'): Promise<string> => {
      fcm.treat('t', { how }, 1);
      return JSON.stringify((await send('t')).body);
    };
    expect(await fields('invalid-token')).toContain('"field":"message.token"');
    expect(await fields('invalid-payload')).toContain('"field":"message.android.ttl"');
  });

  it('a message given up before a slow server took it never rings', async () => {
    fcm.treat('given-up', { how: 'slow', ms: 400 });
    fcm.treat('waited-for', { how: 'slow', ms: 400 });
    const text = JSON.stringify({ message: { token: 'given-up' } });
    const given = post(text, { signal: AbortSignal.timeout(20) });
    const overHttp1 = postHttp1('given-up', AbortSignal.timeout(20));
    const waited = send('waited-for');
    await expect(given).rejects.toThrow();
    await expect(overHttp1).rejects.toThrow();
    expect(await waited).toMatchObject({ status: 200 });
    expect([rang('given-up'), rang('waited-for')]).toEqual([0, 1]);
  });

  it('a message given up after a server took it, slow to say so, has rung', async () => {
    fcm.treat('slow-to-say', { how: 'slow-answer', ms: 10_000 });
    const text = JSON.stringify({ message: { token: 'slow-to-say' } });
    const given = post(text, { signal: AbortSignal.timeout(50) });
    await expect(given).rejects.toThrow();
    expect(rang('slow-to-say')).toBe(1);
  });

  it('what is dropped never rings; what is late rings later, unless it is too old', async () => {
    fcm.treat('dropped', { how: 'silent-drop' });
    fcm.treat('late', { how: 'late', ms: 30 });
    fcm.treat('too-late', { how: 'late', ms: 20 });
    const answers = [await send('dropped'), await send('too-late', { android: { ttl: '0s' } })];
    answers.push(await send('late'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(rang('late')).toBe(0);
    await until(() => rang('late') === 1);
    expect([rang('dropped'), rang('too-late')]).toEqual([0, 0]);
  });

  it('GOAWAY leaves earlier messages be and hands later ones back, none of them rung', async () => {
    const on = open();
    const say = (token: string): Promise<Answered> =>
      post(JSON.stringify({ message: { token } }), { on });
    fcm.treat('before', { how: 'slow', ms: 60 });
    fcm.treat('away', { how: 'go-away' });
    const [before, away] = await Promise.allSettled([say('before'), say('away')]);
    expect(before.status).toBe('fulfilled');
    expect(away).toMatchObject({ reason: { code: 'ERR_HTTP2_STREAM_ERROR' } });
    expect([rang('before'), rang('away')]).toEqual([1, 0]);
  });

  it('counts who comes back before the Retry-After has passed', async () => {
    const strict = await FcmServer.start();
    strict.treat('busy', { how: 'quota', retryAfterS: 60 }, 1);
    const on = connect(`https://127.0.0.1:${strict.port}`, { ca: strict.ca });
    const say = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const stream = on.request({
          ':method': 'POST',
          ':path': path(),
          authorization: `Bearer ${strict.accessToken}`,
        });
        stream.once('error', reject);
        stream.once('response', (headers) => {
          stream.resume();
          resolve(headers[':status'] ?? 0);
        });
        stream.end(JSON.stringify({ message: { token: 'busy' } }));
      });
    expect(await say()).toBe(429);
    await until(() => strict.isPausing);
    expect(await say()).toBe(200);
    expect(strict.tooEarly).toBe(1);
    on.destroy();
    await strict.close();
  });
});
