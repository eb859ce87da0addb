import { Webhook } from 'standardwebhooks';
import type { LedgerLineView, LedgerView } from '#contracts/delivery-api';
import {
  startFakeProviders,
  type FakeProviders,
} from '../../apps/simulator/src/providers/fake-providers';
import type { Callback } from '../../apps/simulator/src/providers/callback-poster';
import type { SmsMessage } from '../../apps/simulator/src/providers/sms-order';
import { account, alertOf, until } from '../support/clients';
import {
  enrolCrowd,
  ledgerOf,
  placeOf,
  raiseAt,
  type ReachablePhone,
  type ServedByFakes,
} from '../support/fake-providers';
import { isOfProviders, RouteChecks } from '../support/route-checks';
import { startServer } from '../support/server';

const NEXT_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const checks = new RouteChecks();
let places = 0;

/** A server that is called back by a gateway of this shape; its secret is being replaced. */
async function serve(shape: 'gateway' | 'twilio'): Promise<ServedByFakes> {
  const providers = await startFakeProviders();
  const env = providers.env(undefined, { sms: shape });
  const next = shape === 'gateway' ? NEXT_SECRET : 'the-next-token';
  const server = await startServer({
    env: { ...env, SMS_CALLBACK_SECRETS: `${next},${env['SMS_CALLBACK_SECRETS'] ?? ''}` },
  });
  providers.setCallbackTarget(server.url);
  const stop = async (): Promise<void> => {
    await server.stop();
    await providers.stop();
  };
  return { server, providers, stop };
}

interface Asked {
  readonly phone: ReachablePhone;
  readonly incidentId: string;
  /** What the person read. */
  readonly text: string;
}

/** Somebody who can be reached by SMS only, and was. */
async function askBySms(fakes: ServedByFakes): Promise<Asked> {
  places += 1;
  const place = placeOf(places);
  const [phone] = await enrolCrowd(fakes, place, [['number']]);
  if (phone === undefined) throw new Error('nobody was enrolled');
  const { id: incidentId } = await raiseAt(fakes, place);
  const heard = () => fakes.providers.sms.delivered.find(({ to }) => to === phone.number);
  const { text } = await until(() => Promise.resolve(heard()), 'SMS');
  return { phone, incidentId, text };
}

/** Somebody whose telephone takes no SMS, and who is called instead. */
async function askByCall(
  fakes: ServedByFakes,
): Promise<Omit<Asked, 'text'> & { readonly call: SmsMessage }> {
  places += 1;
  const place = placeOf(places);
  const [phone] = await enrolCrowd(fakes, place, [['number']]);
  if (phone === undefined) throw new Error('nobody was enrolled');
  fakes.providers.sms.treat(phone.number, { how: 'undelivered' }, 1);
  const { id: incidentId } = await raiseAt(fakes, place);
  const heard = () => fakes.providers.sms.delivered.find(({ to }) => to === phone.number);
  const call = await until(() => Promise.resolve(heard()), 'call');
  return { phone, incidentId, call };
}

function smsLine(ledger: LedgerView): LedgerLineView | undefined {
  return ledger.lines.find(({ channel, subject }) => channel === 'sms' && subject === 'alert');
}

async function untilDelivered(fakes: ServedByFakes, incidentId: string): Promise<LedgerView> {
  return until(async () => {
    const ledger = await ledgerOf(fakes, incidentId);
    return smsLine(ledger)?.status === 'delivered' && ledger;
  }, 'delivered SMS in the ledger');
}

/** Brings a call-back to the server, as it was or changed. */
async function post(fakes: ServedByFakes, callback: Callback): Promise<Response> {
  const { pathname, search } = new URL(callback.url);
  return fetch(fakes.server.url + pathname + search, {
    method: 'POST',
    headers: callback.headers,
    body: callback.body,
  });
}

/** Call-backs that the server has taken, newest last. */
function takenBy(providers: FakeProviders): readonly Callback[] {
  return [...providers.sms.callbacks]
    .filter(({ status }) => status !== null && status < 300)
    .map(({ callback }) => callback);
}

function codeIn(text: string): string {
  return /\b\d{3}\b/.exec(text)?.[0] ?? '';
}

describe.each(['gateway', 'twilio'] as const)('call-backs of a provider: %s', (shape) => {
  let fakes: ServedByFakes;
  beforeAll(async () => (fakes = await serve(shape)));
  afterAll(() => fakes.stop());

  it('say that an SMS rang, and bring the answer to the right alert', async () => {
    const { phone, incidentId, text } = await askBySms(fakes);
    const ledger = await untilDelivered(fakes, incidentId);
    expect(smsLine(ledger)?.attempts).toMatchObject([{ outcome: 'taken' }]);
    expect(ledger.people).toMatchObject([{ responderId: phone.responderId, by: 'sms' }]);
    const posted = await fakes.providers.reply(phone.number, `YES ${codeIn(text)}`);
    expect(posted.status).toBe(shape === 'twilio' ? 200 : 204);
    checks.called('takeProviderCallback');
    expect((await alertOf(phone)).status).toBe('accepted');
  });

  it('say that an SMS never came, so that the person is called, and bring the key', async () => {
    const { phone, incidentId, call } = await askByCall(fakes);
    expect(call.channel).toBe('voice');
    const pressed = await fakes.providers.press(phone.number, '1');
    expect(pressed.status).toBe(shape === 'twilio' ? 200 : 204);
    expect((await alertOf(phone)).status).toBe('accepted');
    const ledger = await ledgerOf(fakes, incidentId);
    expect(smsLine(ledger)).toMatchObject({ status: 'failed' });
  });

  it('may come any number of times', async () => {
    const { phone, incidentId, text } = await askBySms(fakes);
    await untilDelivered(fakes, incidentId);
    await fakes.providers.reply(phone.number, `NO ${codeIn(text)}`);
    const before = await ledgerOf(fakes, incidentId);
    const again = takenBy(fakes.providers).slice(-2);
    for (const callback of [...again, ...again]) {
      expect((await post(fakes, callback)).ok).toBe(true);
    }
    expect(await ledgerOf(fakes, incidentId)).toEqual(before);
  });

  it('do nothing when they are forged, old, or of another provider', async () => {
    const { phone, incidentId, text } = await askBySms(fakes);
    await untilDelivered(fakes, incidentId);
    const report = takenBy(fakes.providers).at(-1);
    if (report === undefined) throw new Error('nothing was called back');
    const yes =
      shape === 'twilio'
        ? new URLSearchParams({
            MessageSid: 'SM0',
            SmsStatus: 'received',
            From: phone.number,
            Body: `YES ${codeIn(text)}`,
          }).toString()
        : JSON.stringify({
            type: 'message.received',
            data: { channel: 'sms', ref: 'r', from: phone.number, text: `YES ${codeIn(text)}` },
          });
    const forged = await post(fakes, { ...report, body: yes });
    expect(forged.status).toBe(401);
    expect(await forged.json()).toMatchObject({ code: 'signature-invalid' });
    const other = shape === 'twilio' ? 'gateway' : 'twilio';
    const url = report.url.replace(shape, other);
    expect((await post(fakes, { ...report, url })).status).toBe(404);
    expect((await alertOf(phone)).status).toBe('sent');
  });

  it('are read as text on their own address, and forms nowhere else', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const path = `${fakes.server.url}/v1/providers/${shape}/callbacks`;
    const huge = await fetch(path, { method: 'POST', headers, body: 'x'.repeat(70_000) });
    expect(huge.status).toBe(413);
    const empty = await fetch(path, { method: 'POST', headers, body: '' });
    expect(empty.status).toBe(401);
    const elsewhere = await fetch(`${fakes.server.url}/v1/incidents`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${fakes.server.keys.control}` },
      body: 'a=1',
    });
    expect(elsewhere.status).toBe(400);
    expect(await elsewhere.json()).toMatchObject({ code: 'malformed-body' });
  });
});

describe('call-backs while a secret is replaced', () => {
  it('count under the next one too, within five minutes of their time', async () => {
    const fakes = await serve('gateway');
    const { incidentId } = await askBySms(fakes);
    const { attempts } = smsLine(await untilDelivered(fakes, incidentId)) ?? { attempts: [] };
    const ref = attempts[0]?.providerRef ?? '';
    const signed = (at: Date): Callback => {
      const body = JSON.stringify({ type: 'message.failed', data: { channel: 'sms', ref } });
      const headers = {
        'content-type': 'application/json',
        'webhook-id': 'msg_next',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(NEXT_SECRET).sign('msg_next', at, body),
      };
      return { url: 'https://closeby.test/v1/providers/gateway/callbacks', headers, body };
    };
    expect((await post(fakes, signed(new Date()))).status).toBe(204);
    expect((await post(fakes, signed(new Date(Date.now() - 6 * 60_000)))).status).toBe(401);
    // The phone has it: a failure that is reported afterwards changes nothing.
    expect(smsLine(await ledgerOf(fakes, incidentId))?.status).toBe('delivered');
    const anyone = account(fakes.server.url, null);
    expect((await anyone.post('/v1/providers/nobody/callbacks', {})).status).toBe(404);
    await fakes.stop();
  });
});

describe('the routes of providers', () => {
  it('have all been called back', () => expect(checks.missing(isOfProviders)).toEqual([]));
});
