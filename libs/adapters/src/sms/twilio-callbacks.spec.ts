import { describe, expect, it } from '@jest/globals';
import type { ProviderEvent, ProviderRequest } from '#flow/ports';
import { TwilioCallbacks, twilioSignature } from './twilio-callbacks';

const TOKENS = ['new-token', 'old-token'];
const URL = 'https://closeby.example.org/v1/providers/twilio/callbacks';
const callbacks = new TwilioCallbacks(TOKENS);

function request(
  fields: Readonly<Record<string, string>>,
  way: { readonly token?: string; readonly url?: string; readonly signedUrl?: string } = {},
): ProviderRequest {
  const { token = 'new-token', url = URL } = way;
  const form = new URLSearchParams(fields);
  const signature = twilioSignature(token, way.signedUrl ?? url, form);
  return { url, headers: { 'x-twilio-signature': signature }, body: form.toString() };
}

function eventsOf(fields: Readonly<Record<string, string>>): readonly ProviderEvent[] {
  const read = callbacks.read(request(fields));
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

const CALL = {
  CallSid: 'CA1',
  To: '+17575550123',
  From: '+17575550100',
  Direction: 'outbound-api',
};

describe('the signature of Twilio', () => {
  it('is the one of their published example', () => {
    const form = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+12349013030',
      Digits: '1234',
      From: '+12349013030',
      To: '+18005551212',
    });
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(twilioSignature('12345', url, form)).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=');
  });

  it('counts under either of two tokens, with or without the usual port', () => {
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    const withPort = URL.replace('.org/', '.org:443/');
    expect(callbacks.read(request(fields, { token: 'old-token' })).ok).toBe(true);
    expect(callbacks.read(request(fields, { signedUrl: withPort })).ok).toBe(true);
  });

  it.each([
    ['another token', (good: ProviderRequest) => ({ ...good, ...request({}, { token: 'x' }) })],
    ['another address', (good: ProviderRequest) => ({ ...good, url: `${URL}?language=de` })],
    ['another body', (good: ProviderRequest) => ({ ...good, body: `${good.body}&To=%2B1` })],
    ['no signature', (good: ProviderRequest) => ({ ...good, headers: {} })],
    [
      'half a signature',
      (good: ProviderRequest) => ({
        ...good,
        headers: { 'x-twilio-signature': (good.headers['x-twilio-signature'] ?? '').slice(0, 9) },
      }),
    ],
  ])('is refused with %s, and nothing is read', (_what, forged) => {
    const good = request({ MessageSid: 'SM1', MessageStatus: 'delivered' });
    expect(callbacks.read(forged(good))).toMatchObject({
      ok: false,
      problem: { code: 'signature-invalid' },
    });
  });
});

describe('what Twilio calls back', () => {
  it('says of messages what counts: at the phone, or never', () => {
    const report = (MessageStatus: string, ErrorCode?: string) =>
      eventsOf({
        MessageSid: 'SM1',
        MessageStatus,
        ...(ErrorCode === undefined ? {} : { ErrorCode }),
      });
    const about = { kind: 'report', channel: 'sms', providerRef: 'SM1' };
    expect(report('delivered')).toEqual([{ ...about, status: 'delivered', error: null }]);
    expect(report('undelivered', '30003')).toEqual([
      { ...about, status: 'failed', error: '30003' },
    ]);
    for (const status of ['queued', 'sending', 'sent']) expect(report(status)).toEqual([]);
  });

  it('says that a call was taken by a person, by a machine, or by nobody', () => {
    const call = (CallStatus: string, AnsweredBy?: string) =>
      eventsOf({ ...CALL, CallStatus, ...(AnsweredBy === undefined ? {} : { AnsweredBy }) });
    expect(call('completed', 'human')).toMatchObject([{ status: 'delivered' }]);
    expect(call('completed')).toMatchObject([{ status: 'delivered' }]);
    expect(call('completed', 'machine_start')).toMatchObject([
      { status: 'failed', error: 'answered by machine_start' },
    ]);
    expect(call('no-answer')).toMatchObject([{ status: 'failed', error: 'no-answer' }]);
    expect(call('ringing')).toEqual([]);
  });

  it('brings texts and keys under the number of the person, whoever called whom', () => {
    expect(
      eventsOf({ MessageSid: 'SM2', SmsStatus: 'received', From: '+1757', Body: 'YES 417' }),
    ).toEqual([
      { kind: 'reply', channel: 'sms', providerRef: 'SM2', from: '+1757', text: 'YES 417' },
    ]);
    const pressed = { ...CALL, CallStatus: 'in-progress', Digits: '1' };
    expect(eventsOf(pressed)).toEqual([
      { kind: 'reply', channel: 'voice', providerRef: 'CA1', from: CALL.To, text: '1' },
      { kind: 'report', channel: 'voice', providerRef: 'CA1', status: 'delivered', error: null },
    ]);
    const inbound = { ...pressed, Direction: 'inbound', From: CALL.To, To: CALL.From };
    expect(eventsOf(inbound)[0]).toMatchObject({ from: CALL.To });
  });

  it('is answered in its language: thanks for a key, nothing for a text', () => {
    const key = request({ ...CALL, Digits: '2' }, { url: `${URL}?language=fr` });
    const text = request({ MessageSid: 'SM2', SmsStatus: 'received', From: '+1', Body: 'no' });
    const status = request({ MessageSid: 'SM1', MessageStatus: 'delivered' });
    const answers = [key, text, status].map((each) => {
      const read = callbacks.read(each);
      return read.ok ? callbacks.answer(each, read.value) : null;
    });
    expect(answers[0]?.body).toBe(
      '<Response><Say language="fr-FR">Merci. Votre réponse est arrivée.</Say></Response>',
    );
    expect(answers[1]?.body).toBe('<Response/>');
    expect(answers[2]).toBeNull();
  });
});
