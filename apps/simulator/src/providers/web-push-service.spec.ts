import { createECDH, generateKeyPairSync, sign } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateRequestDetails, generateVAPIDKeys, type RequestDetails } from 'web-push';
import { openMessage } from './open-message';
import { WebPushService, type WebPushSubscription } from './web-push-service';

const SENDER = generateVAPIDKeys();
let service: WebPushService;

beforeAll(async () => {
  service = await WebPushService.start();
});

afterAll(() => service.close());

/** A request as the common library makes it. */
function sealed(subscription: WebPushSubscription, text = 'Closeby'): RequestDetails {
  return generateRequestDetails(subscription, text, {
    TTL: 60,
    urgency: 'high',
    topic: 'incident',
    vapidDetails: { ...SENDER, subject: 'mailto:duty@closeby.test' },
  });
}

function post(
  endpoint: string,
  headers: Record<string, string | undefined>,
  body: Buffer | null,
): Promise<number> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', ca: service.ca, headers: Object.fromEntries(given) };
    const request = httpsRequest(endpoint, options as object);
    request.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.once('error', reject);
    request.end(body ?? Buffer.alloc(0));
  });
}

function send(
  subscription: WebPushSubscription,
  headers: Record<string, string | undefined> = {},
): Promise<number> {
  const details = sealed(subscription);
  const all = { ...(details.headers as Record<string, string>), ...headers };
  return post(subscription.endpoint, all, details.body);
}

/** A token of ES256 over these claims, with its key. */
function vapid(claims: Record<string, unknown>): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  const signature = sign('sha256', Buffer.from(text), key).toString('base64url');
  return `vapid t=${text}.${signature}, k=${Buffer.concat(point).toString('base64url')}`;
}

function claims(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  return { aud: service.url, exp, sub: 'mailto:duty@closeby.test', ...fields };
}

describe('opening a message', () => {
  it('opens the example of RFC 8291, appendix A', () => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'));
    const auth = Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url');
    const body = Buffer.from(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInm' +
        'YWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQ' +
        'exSgSxsj_Qulcy4a-fN',
      'base64url',
    );
    const text = openMessage(body, { pair, auth }).toString('utf8');
    expect(text).toBe('When I grow up, I want to be a watermelon');
  });
});

describe('the local push service', () => {
  it('takes what the common library seals, and the browser reads it', async () => {
    const subscription = service.subscribe(SENDER.publicKey);
    const heard: string[] = [];
    service.onMessage(subscription.endpoint, (push) => heard.push(push.text));
    expect(await send(subscription)).toBe(201);
    expect(heard).toEqual(['Closeby']);
    expect(service.delivered.at(-1)).toMatchObject({
      ttlS: 60,
      urgency: 'high',
      topic: 'incident',
    });
  });

  it('takes what was sealed for another browser, which nobody can read', async () => {
    const [mine, other] = [service.subscribe(), service.subscribe()];
    const before = service.delivered.length;
    const { headers, body } = sealed(other);
    const status = await post(mine.endpoint, headers, body);
    expect(status).toBe(201);
    expect([service.delivered.length, service.unreadable]).toEqual([before, 1]);
  });

  it.each([
    ['no time to live', { TTL: undefined }, 400],
    ['an urgency that is none', { Urgency: 'now' }, 400],
    ['a topic that is too long', { Topic: 'x'.repeat(33) }, 400],
    ['another encoding', { 'Content-Encoding': 'aesgcm' }, 415],
    ['nobody', { Authorization: undefined }, 401],
    ['another scheme', { Authorization: 'WebPush x' }, 401],
    ['no key', { Authorization: 'vapid t=a.b.c' }, 403],
  ])('refuses %s', async (_what, headers, status) => {
    expect(await send(service.subscribe(), headers)).toBe(status);
  });

  it.each([
    ['for another service', () => claims({ aud: 'https://push.example.org' })],
    ['that has expired', () => claims({ exp: 1_000 })],
    ['for more than a day', () => claims({ exp: Math.floor(Date.now() / 1_000) + 90_000 })],
    ['of nobody in particular', () => claims({ sub: 'somebody' })],
  ])('refuses a token %s', async (_what, wrong) => {
    const subscription = service.subscribe();
    expect(await send(subscription, { Authorization: vapid(claims()) })).toBe(201);
    expect(await send(subscription, { Authorization: vapid(wrong()) })).toBe(403);
  });

  it('refuses a token under another key, and a sender it was not subscribed to', async () => {
    const [mine, other] = [vapid(claims()), vapid(claims())];
    const mixed = `${mine.split(',')[0] ?? ''},${other.split(',')[1] ?? ''}`;
    expect(await send(service.subscribe(), { Authorization: mixed })).toBe(403);
    const bound = service.subscribe(SENDER.publicKey);
    expect(await send(bound, { Authorization: mine })).toBe(403);
  });

  it('refuses more than 4,096 bytes and subscriptions it does not know', async () => {
    const subscription = service.subscribe();
    const { headers } = sealed(subscription);
    const all = headers as Record<string, string>;
    const large = { ...all, 'Content-Length': '4097' };
    expect(await post(subscription.endpoint, large, Buffer.alloc(4_097))).toBe(413);
    expect(await post(`${service.url}/push/unknown`, { ...all, 'Content-Length': '0' }, null)).toBe(
      404,
    );
  });

  it.each([
    [{ how: 'not-found' }, 404],
    [{ how: 'gone' }, 410],
    [{ how: 'too-large' }, 413],
    [{ how: 'quota', retryAfterS: 5 }, 429],
    [{ how: 'unavailable' }, 503],
    [{ how: 'silent-drop' }, 201],
  ] as const)('treats a subscription by %j: %i, and nothing arrives', async (behaviour, status) => {
    const subscription = service.subscribe();
    service.treat(subscription.endpoint, behaviour);
    expect(await send(subscription)).toBe(status);
    expect(service.delivered.find((push) => push.endpoint === subscription.endpoint)).toBe(
      undefined,
    );
  });
});
