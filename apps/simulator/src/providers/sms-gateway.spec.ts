import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { SmsGateway, type SmsBehaviour } from './sms-gateway';

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

interface Heard {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const TO = '+41791234567';
const PUBLIC = 'https://closeby.test';
let gateway: SmsGateway;
let closeby: Server;
let heard: Heard[] = [];
/** What Closeby answers to call-backs, in turn; then 204. */
let answers: number[] = [];

beforeAll(async () => {
  gateway = await SmsGateway.start();
  closeby = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.once('end', () => {
      const headers = request.headers as Record<string, string>;
      heard.push({ url: request.url ?? '', headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => closeby.listen(0, '127.0.0.1', resolve));
  gateway.leadCallbacksTo(`http://127.0.0.1:${(closeby.address() as AddressInfo).port}`);
});

afterEach(() => {
  heard = [];
  answers = [];
});

afterAll(async () => {
  await gateway.close();
  closeby.close();
});

function post(path: string, headers: Record<string, string>, body: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(gateway.url + path, { method: 'POST', ca: gateway.ca, headers });
    request.once('error', reject);
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => {
        const json = JSON.parse(text) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: json });
      });
    });
    request.end(body);
  });
}

function order(fields: Record<string, unknown> = {}): Promise<Answered> {
  const json = {
    id: randomUUID(),
    to: TO,
    from: '+17575550100',
    channel: 'sms',
    text: 'Closeby 417',
    language: 'en',
    validForS: 120,
    callback: `${PUBLIC}/v1/providers/gateway/callbacks`,
    ...fields,
  };
  const headers = {
    authorization: `Bearer ${gateway.secret}`,
    'content-type': 'application/json',
    'idempotency-key': json.id,
  };
  return post('/messages', headers, JSON.stringify(json));
}

function twilio(what: 'Messages' | 'Calls', fields: Record<string, string>): Promise<Answered> {
  const { accountSid, secret } = gateway;
  const basic = Buffer.from(`${accountSid}:${secret}`).toString('base64');
  const headers = {
    authorization: `Basic ${basic}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const form = { To: TO, From: '+17575550100', ...fields };
  const path = `/2010-04-01/Accounts/${accountSid}/${what}.json`;
  return post(path, headers, new URLSearchParams(form).toString());
}

async function callbacks(count: number): Promise<readonly Heard[]> {
  const end = performance.now() + 5_000;
  while (heard.length < count) {
    if (performance.now() > end) throw new Error(`${heard.length} call-backs came`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return heard;
}

/** The call-back's content, once its signature has proved good. */
function proven(callback: Heard | undefined): unknown {
  return new Webhook(gateway.signingSecret).verify(callback?.body ?? '', callback?.headers ?? {});
}

/** The form of a call-back of Twilio's, once its signature has proved good. */
function provenForm(callback: Heard | undefined): Record<string, string> {
  const form = Object.fromEntries(new URLSearchParams(callback?.body ?? ''));
  const sorted = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `${PUBLIC}${callback?.url ?? ''}${sorted.flat().join('')}`;
  const mac = createHmac('sha1', gateway.secret).update(text).digest('base64');
  expect(callback?.headers['x-twilio-signature']).toBe(mac);
  return form;
}

describe('the local SMS gateway, in the generic shape', () => {
  it('carries a message to its phone and reports it, signed', async () => {
    const got: string[] = [];
    const stop = gateway.onMessage(TO, (message) => got.push(message.text));
    const { status, body } = await order();
    expect(status).toBe(202);
    const [report] = await callbacks(1);
    expect(report?.url).toBe('/v1/providers/gateway/callbacks');
    expect(proven(report)).toMatchObject({
      type: 'message.delivered',
      data: { channel: 'sms', ref: body['ref'] },
    });
    expect(got).toEqual(['Closeby 417']);
    stop();
  });

  it('sends what is asked twice under one id once, and answers the same', async () => {
    const id = randomUUID();
    const [first, second] = [await order({ id }), await order({ id })];
    expect(second.body).toEqual(first.body);
    expect(gateway.delivered.filter((message) => message.id === id)).toHaveLength(1);
    await callbacks(1);
  });

  it.each([
    ['a stranger', { authorization: 'Bearer x' }, {}, 401],
    ['no key for repeats', { 'idempotency-key': 'x' }, {}, 400],
    ['an unknown part', {}, { body: 'x' }, 400],
    ['a number that is none', {}, { to: '0791234567' }, 400],
    ['a call without words', {}, { channel: 'voice' }, 400],
    ['no time', {}, { validForS: 0 }, 400],
  ])('refuses %s', async (_what, headers, fields, status) => {
    const id = randomUUID();
    const json = { id, to: TO, from: 'Closeby', channel: 'sms', language: 'en', validForS: 9 };
    const all = { authorization: `Bearer ${gateway.secret}`, 'idempotency-key': id, ...headers };
    const text = (fields as { channel?: string }).channel === 'voice' ? {} : { text: 'x' };
    const asked = JSON.stringify({ ...json, ...text, callback: null, ...fields });
    expect(await post('/messages', all, asked)).toMatchObject({ status });
  });

  it.each([
    [{ how: 'number-unreachable' }, 422],
    [{ how: 'quota', retryAfterS: 3 }, 429],
    [{ how: 'unavailable' }, 503],
    [{ how: 'internal' }, 500],
  ] as const)('answers %j by %i', async (behaviour: SmsBehaviour, status) => {
    gateway.treat(TO, behaviour, 1);
    const answered = await order();
    expect(answered.status).toBe(status);
    expect(answered.headers['retry-after']).toBe(behaviour.how === 'quota' ? '3' : undefined);
  });

  it('reports what did not arrive, again until that is taken', async () => {
    answers = [500];
    gateway.treat(TO, { how: 'undelivered' }, 1);
    await order();
    const reports = await callbacks(2);
    expect(reports.map(proven)).toMatchObject(
      Array.from({ length: 2 }, () => ({ type: 'message.failed', data: { error: 'unreachable' } })),
    );
  });

  it('hands on what people write and which key they press', async () => {
    await order();
    await order({ channel: 'voice', text: undefined, speech: 'Press one.' });
    await callbacks(2);
    heard = [];
    await gateway.reply(TO, 'Yes, with a boat');
    await gateway.reply(TO, '1', 'voice');
    expect((await callbacks(2)).map(proven)).toMatchObject([
      { type: 'message.received', data: { channel: 'sms', from: TO, text: 'Yes, with a boat' } },
      { type: 'message.received', data: { channel: 'voice', from: TO, text: '1' } },
    ]);
    await expect(gateway.reply('+41790000000', 'Yes')).rejects.toThrow('nothing came');
  });
});

describe('the local SMS gateway, in the shape of Twilio', () => {
  const StatusCallback = `${PUBLIC}/v1/providers/twilio/callbacks?a=b`;

  it('carries a message and reports it, signed for the public address', async () => {
    const { status, body } = await twilio('Messages', { Body: 'Closeby 417', StatusCallback });
    expect(status).toBe(201);
    expect(body).toMatchObject({ sid: expect.stringMatching(/^SM[0-9a-f]{32}$/), to: TO });
    const [report] = await callbacks(1);
    expect(provenForm(report)).toMatchObject({
      MessageSid: body['sid'],
      MessageStatus: 'delivered',
    });
  });

  it('speaks a call and hands on the key to where the call says', async () => {
    const action = `${PUBLIC}/v1/providers/twilio/callbacks?say=more`;
    const say = '<Say>Press &quot;1&quot;.</Say>';
    const gather = `<Gather numDigits="1" action="${action}">${say}</Gather>`;
    const Twiml = `<Response>${gather}</Response>`;
    const { body } = await twilio('Calls', { Twiml, StatusCallback });
    const [report] = await callbacks(1);
    expect(provenForm(report)).toMatchObject({ CallSid: body['sid'], CallStatus: 'completed' });
    expect(gateway.delivered.at(-1)).toMatchObject({ channel: 'voice', text: 'Press "1".' });
    await gateway.reply(TO, '2', 'voice');
    const key = heard[1];
    expect(key?.url).toBe('/v1/providers/twilio/callbacks?say=more');
    expect(provenForm(key)).toMatchObject({ CallSid: body['sid'], Digits: '2', To: TO });
  });

  it.each([
    ['no text', 'Messages', { Body: '' }, 21_602],
    ['a text that is too long', 'Messages', { Body: 'x'.repeat(1_601) }, 21_617],
    ['no number', 'Messages', { To: '', Body: 'x' }, 21_604],
    ['a number that is none', 'Messages', { To: '12', Body: 'x' }, 21_211],
    ['no sender', 'Messages', { From: '', Body: 'x' }, 21_603],
    ['a call without words', 'Calls', {}, 21_205],
  ] as const)('refuses %s', async (_what, path, fields, code) => {
    expect(await twilio(path, fields)).toMatchObject({ status: 400, body: { code } });
  });

  it('refuses a stranger, and numbers that nobody has', async () => {
    const basic = Buffer.from(`${gateway.accountSid}:wrong`).toString('base64');
    const path = `/2010-04-01/Accounts/${gateway.accountSid}/Messages.json`;
    const answered = await post(path, { authorization: `Basic ${basic}` }, 'To=x');
    expect(answered).toMatchObject({ status: 401, body: { code: 20_003 } });
    gateway.treat(TO, { how: 'number-unreachable' }, 1);
    expect(await twilio('Messages', { Body: 'x' })).toMatchObject({ body: { code: 21_614 } });
  });
});
