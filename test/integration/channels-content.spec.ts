import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateVAPIDKeys } from 'web-push';
import { messageTo } from '#adapters/conformance/channel';
import { Smtp } from '#adapters/email/smtp';
import { HttpGateway } from '#adapters/sms/http-gateway';
import { Twilio } from '#adapters/sms/twilio';
import { WebPush } from '#adapters/web-push/web-push';
import {
  startFakeProviders,
  type FakeProviders,
} from '../../apps/simulator/src/providers/fake-providers';
import { until } from '../support/clients';

const NUMBER = '+17575550123';
const CALLBACK = 'https://closeby.test/v1/providers/x/callbacks';
let providers: FakeProviders;

beforeAll(async () => (providers = await startFakeProviders()));
afterAll(() => providers.stop());

function phoneOptions(channel: 'sms' | 'voice') {
  const { sms, ca } = providers;
  const account = { account: sms.accountSid, secret: sms.secret };
  return { ...account, ca, channel, baseUrl: sms.url, from: '+1757555', callbackUrl: CALLBACK };
}

/** The message that comes to the number next. */
async function nextSms() {
  const before = [...providers.sms.delivered].length;
  return until(() => Promise.resolve([...providers.sms.delivered][before]), 'message');
}

describe('what reaches people', () => {
  it('by Web Push: sealed for their browser, urgent, and replaced by what is newer', async () => {
    const keys = { ...generateVAPIDKeys(), subject: 'mailto:duty@closeby.test' };
    const channel = new WebPush({ ...keys, localCa: providers.ca });
    const subscription = providers.webPush.subscribe(keys.publicKey);
    const message = messageTo(JSON.stringify(subscription));
    for (const subject of ['alert', 'stood-down'] as const) {
      await channel.handOver({ ...message, subject });
    }
    const { endpoint } = subscription;
    const pushes = providers.webPush.delivered.filter((push) => push.endpoint === endpoint);
    expect(pushes.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      ['alert', 'stood-down'].map((kind) => ({
        ...message.text,
        data: { kind, alertId: message.alertId },
      })),
    );
    expect(pushes).toMatchObject([
      { ttlS: 120, urgency: 'high' },
      { ttlS: 120, urgency: 'high' },
    ]);
    expect(new Set(pushes.map(({ topic }) => topic)).size).toBe(1);
    expect(providers.webPush.unreadable).toBe(0);
    await channel.close();
  });

  it.each([
    ['a gateway', HttpGateway],
    ['Twilio’s shape', Twilio],
  ] as const)(
    'by SMS and by a call through %s: the words, and where to answer',
    async (_, Sender) => {
      for (const kind of ['sms', 'voice'] as const) {
        const channel = new Sender(phoneOptions(kind));
        const text = { title: 'Closeby', body: 'Können Sie kommen? <1> & "2"' };
        const coming = nextSms();
        await channel.handOver(messageTo(NUMBER, { text, language: 'de', ttlMs: 90_500 }));
        const sms = await coming;
        expect(sms).toMatchObject({ channel: kind, to: NUMBER, text: text.body });
        expect(sms.statusUrl).toBe(CALLBACK);
        if (kind === 'sms') expect(sms.validForMs).toBe(91_000);
        if (kind === 'voice' && sms.keyUrl !== null) {
          expect(sms.keyUrl).toBe(`${CALLBACK}?language=de`);
        }
        await channel.close();
      }
    },
  );

  it('by a gateway once, however often it is handed over under the same id', async () => {
    const channel = new HttpGateway(phoneOptions('sms'));
    const message = messageTo(NUMBER);
    const coming = nextSms();
    const first = await channel.handOver(message);
    await coming;
    const count = [...providers.sms.delivered].length;
    expect(await channel.handOver(message)).toEqual(first);
    const other = nextSms();
    await channel.handOver(messageTo(NUMBER));
    await other;
    expect([...providers.sms.delivered]).toHaveLength(count + 1);
    await channel.close();
  });

  it('by e-mail: to them alone, whatever their address looks like', async () => {
    const channel = new Smtp({
      url: providers.smtp.url,
      from: 'closeby@closeby.test',
      localCa: providers.ca,
    });
    const address = 'someone@closeby.test';
    await channel.handOver(messageTo(address, { deliveryId: 'd1' }));
    expect(providers.smtp.delivered.at(-1)).toMatchObject({
      from: 'closeby@closeby.test',
      to: [address],
      headers: {
        subject: 'Closeby',
        'message-id': '<d1@closeby>',
        'auto-submitted': 'auto-generated',
      },
    });
    await channel.handOver(messageTo('a@closeby.test, b@closeby.test'));
    const readers = [...providers.smtp.delivered].flatMap(({ to }) => to);
    expect(readers).not.toContain('b@closeby.test');
    await channel.close();
  });
});
