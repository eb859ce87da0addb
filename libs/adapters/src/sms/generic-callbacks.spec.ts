import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { ProviderRequest } from '#flow/ports';
import { GenericCallbacks } from './generic-callbacks';

const secretOf = (letter: string): string =>
  `whsec_${Buffer.from(letter.repeat(24)).toString('base64')}`;
const [NEW, OLD, STRANGER] = ['n', 'o', 's'].map(secretOf) as [string, string, string];
const callbacks = new GenericCallbacks([NEW, OLD]);
const SMS = { channel: 'sms', ref: 'g-71' };

function request(
  message: unknown,
  way: { readonly secret?: string; readonly at?: Date } = {},
): ProviderRequest {
  const { secret = NEW, at = new Date() } = way;
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const id = 'msg_1';
  return {
    url: 'https://closeby.example.org/v1/providers/gateway/callbacks',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  };
}

describe('call-backs of an SMS gateway', () => {
  it('say what became of a message, and what somebody wrote', () => {
    const delivered = request({ type: 'message.delivered', data: SMS });
    expect(callbacks.read(delivered)).toEqual({
      ok: true,
      value: [
        { kind: 'report', channel: 'sms', providerRef: 'g-71', status: 'delivered', error: null },
      ],
    });
    const failed = request({ type: 'message.failed', data: { ...SMS, error: 'unreachable' } });
    expect(callbacks.read(failed)).toMatchObject({
      value: [{ status: 'failed', error: 'unreachable' }],
    });
    const reply = { channel: 'voice', ref: 'g-72', from: '+17575550123', text: '1' };
    expect(callbacks.read(request({ type: 'message.received', data: reply }))).toMatchObject({
      value: [{ kind: 'reply', channel: 'voice', providerRef: 'g-72', text: '1' }],
    });
    expect(callbacks.read(request({ type: 'balance.low', data: {} }))).toEqual({
      ok: true,
      value: [],
    });
  });

  it('count under either secret while one is replaced, and under no other', () => {
    const message = { type: 'message.delivered', data: SMS };
    expect(callbacks.read(request(message, { secret: OLD })).ok).toBe(true);
    const refused = { ok: false, problem: { code: 'signature-invalid' } };
    expect(callbacks.read(request(message, { secret: STRANGER }))).toMatchObject(refused);
    expect(new GenericCallbacks([]).read(request(message))).toMatchObject(refused);
  });

  it('are refused when they are old, from the future, changed or not signed', () => {
    const message = { type: 'message.delivered', data: SMS };
    const good = request(message);
    const off = (ms: number) => request(message, { at: new Date(Date.now() + ms) });
    const forged = [
      off(-6 * 60_000),
      off(6 * 60_000),
      { ...good, body: good.body.replace('g-71', 'g-72') },
      { ...good, headers: {} },
      { ...good, headers: { ...good.headers, 'webhook-signature': 'v1,' } },
      { ...good, headers: { ...good.headers, 'webhook-timestamp': 'now' } },
    ];
    expect(forged.map((each) => callbacks.read(each).ok)).toEqual(forged.map(() => false));
  });

  it.each([
    ['not JSON', '{'],
    ['no data', { type: 'message.delivered' }],
    ['an unknown channel', { type: 'message.delivered', data: { ...SMS, channel: 'fax' } }],
    ['no ref', { type: 'message.delivered', data: { channel: 'sms' } }],
    ['a reply of nobody', { type: 'message.received', data: { ...SMS, text: 'yes' } }],
  ])('are malformed with %s, however well they are signed', (_what, message) => {
    expect(callbacks.read(request(message))).toMatchObject({
      ok: false,
      problem: { code: 'malformed-body' },
    });
  });
});
