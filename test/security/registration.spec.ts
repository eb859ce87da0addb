import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { OwnReachView } from '#contracts/reach-api';
import type {
  DevicesView,
  InvitedView,
  OrganisationView,
  RegistrationView,
} from '#contracts/registration-api';
import type { ResponderView } from '#contracts/registry-api';
import type { RenewedToken, SignedInDevice } from '#contracts/responder-api';
import { account, enrolPhone, until, type Account } from '../support/clients';
import { startWithFakes, type ServedByFakes } from '../support/fake-providers';
import { isOfRegistration, RouteChecks } from '../support/route-checks';

const NUMBER = '+17575550601';
const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);

let served: ServedByFakes;
let anyone: Account;
let organisation: string;
/** What came by SMS, by number. */
const received = new Map<string, string[]>();

beforeAll(async () => {
  served = await startWithFakes();
  anyone = account(served.server.url, null);
  const settings = await served.server.supervisor().get<OrganisationView>('/v1/organisation');
  fits('readOrganisation', settings);
  organisation = settings.body.slug;
}, 60_000);

afterAll(() => served.stop());

/** As `until`, for what is at hand without asking. */
function soon<T>(look: () => T | false | null | undefined, what: string): Promise<T> {
  return until(() => Promise.resolve(look()), what);
}

/** Of every token that was traded it is a minute longer ago. */
async function aMinuteLater(ownerUrl: string): Promise<void> {
  const database = new Client({ connectionString: ownerUrl });
  await database.connect();
  await database.query("UPDATE device_token SET traded_at = traded_at - interval '61 s'");
  await database.end();
}

/** Keeps what a number gets from now on. */
function listen(number: string): string[] {
  const texts: string[] = [];
  received.set(number, texts);
  served.providers.onSms(number, ({ text }) => texts.push(text));
  return texts;
}

async function codeIn(texts: readonly string[]): Promise<string> {
  return soon(() => /\b\d{6}\b/.exec(texts.at(-1) ?? '')?.[0] ?? false, 'a code');
}

function register(phone: string) {
  const message = { organisation, displayName: 'Secretname Person', phone };
  return anyone.post<RegistrationView>('/v1/registrations', message);
}

function confirm(registrationId: string, code: string) {
  const path = `/v1/registrations/${registrationId}/confirm`;
  return anyone.post<SignedInDevice>(path, { code, platform: 'web' });
}

async function allow(selfRegistration: boolean): Promise<void> {
  const put = await served.server.supervisor().put('/v1/organisation', { selfRegistration });
  fits('putOrganisation', put);
}

describe('registering oneself', () => {
  it('is closed until a supervisor opens it, as everywhere that there is not', async () => {
    const closed = await register(NUMBER);
    expect([closed.status, closed.body]).toMatchObject([403, { code: 'registration-closed' }]);
    const nowhere = await anyone.post('/v1/registrations', {
      ...{ organisation: 'nowhere-at-all', displayName: 'X', phone: NUMBER },
    });
    expect([nowhere.status, nowhere.body['detail']]).toEqual([
      403,
      (closed.body as unknown as Record<string, unknown>)['detail'],
    ]);
    const registrar = served.server.registrar();
    const refused = await registrar.put('/v1/organisation', { selfRegistration: true });
    expect(refused.status).toBe(403);
  });

  it('signs in a phone by the code, without any credential', async () => {
    await allow(true);
    const texts = listen(NUMBER);
    const asked = await register(NUMBER);
    fits('register', asked);
    const code = await codeIn(texts);
    expect(texts.join()).not.toContain('Secretname');
    const { registrationId } = asked.body;
    const wrong = await confirm(registrationId, code === '111111' ? '222222' : '111111');
    expect([wrong.status, wrong.body]).toMatchObject([401, { code: 'code-invalid' }]);
    const signedIn = await confirm(registrationId, code);
    fits('confirmRegistration', signedIn);
    expect((await confirm(registrationId, code)).status).toBe(401);
    const path = `/v1/responders/${signedIn.body.responderId}`;
    const view = (await served.server.registrar().get<ResponderView>(path)).body;
    expect(view).toMatchObject({ credentials: [], onDuty: false });
    expect(view.externalRef).toMatch(/^self:/);
    const phone = account(served.server.url, signedIn.body.token);
    const reach = (await phone.get<OwnReachView>('/v1/me/reach')).body;
    expect(reach).toMatchObject({ phone: NUMBER, phoneStanding: 'proven' });
  });

  it('answers alike for a number that is known, which gets no code', async () => {
    const texts = listen(NUMBER);
    const known = await register(NUMBER);
    fits('register', known);
    const fresh = await register('+17575550602');
    expect(Object.keys(known.body)).toEqual(Object.keys(fresh.body));
    await soon(() => texts.length > 0, 'a message');
    expect(texts.join()).not.toMatch(/\d{6}/);
    const guessed = await confirm(known.body.registrationId, '000000');
    const other = await confirm(randomUUID(), '000000');
    const said = [guessed, other].map(({ status, body }) => [
      status,
      (body as unknown as Record<string, unknown>)['detail'],
    ]);
    expect(said[0]).toEqual(said[1]);
  });

  it('refuses the right code after five wrong ones', async () => {
    const number = '+17575550603';
    const texts = listen(number);
    const { registrationId } = (await register(number)).body;
    const code = await codeIn(texts);
    const wrong = code === '111111' ? '222222' : '111111';
    const tries = Array.from({ length: 8 }, () => confirm(registrationId, wrong));
    for (const { status } of await Promise.all(tries)) expect([401, 429]).toContain(status);
    expect((await confirm(registrationId, code)).status).not.toBe(201);
    const text = served.server.log.join('\n');
    for (const secret of [code, number, 'Secretname']) expect(text).not.toContain(secret);
  });
});

describe('an invitation', () => {
  it('leads to the address on record, and not to the registrar', async () => {
    const { server } = served;
    const phone = await enrolPhone(server.registrar(), server.url);
    const number = '+17575550604';
    const texts = listen(number);
    const path = `/v1/responders/${phone.responderId}`;
    const registrar = server.registrar();
    const none = await registrar.post(`${path}/invite`, { by: 'sms' });
    expect([none.status, none.body]).toMatchObject([422, { code: 'invalid-field', field: 'by' }]);
    await registrar.put(`${path}/reach`, { phone: number });
    const sent = await registrar.post<InvitedView>(`${path}/invite`, { by: 'sms' });
    fits('inviteResponder', sent);
    const link = await soon(() => texts.find((one) => one.includes('#code=')), 'a link');
    const code = /\/responder\/#code=(\S+)/.exec(link)?.[1] ?? '';
    expect(JSON.stringify(sent.body)).not.toContain(code);
    expect(new URL(link.slice(link.indexOf('https://'))).search).toBe('');
    const signIn = { enrolmentCode: code, platform: 'ios' };
    const second = await anyone.post<SignedInDevice>('/v1/devices', signIn);
    expect(second.status).toBe(201);
    const devices = await phone.get<DevicesView>('/v1/me/devices');
    fits('listOwnDevices', devices);
    expect(devices.body.items.map(({ isThisOne }) => isThisOne)).toEqual([true, false]);
    await soon(() => texts.some((one) => one.includes('another phone')), 'a warning');
    const ended = await phone.post(`/v1/me/devices/${second.body.deviceId}/end`);
    fits('endOwnDevice', ended);
    const gone = account(server.url, second.body.token);
    await until(async () => (await gone.get('/v1/me')).status === 401, 'the end');
    const other = await enrolPhone(registrar, server.url);
    const devicePath = `/v1/me/devices/${String(devices.body.items[0]?.id)}/end`;
    expect((await other.post(devicePath)).status).toBe(404);
  });
});

describe('an address of one’s own', () => {
  it('is kept once its code came back, and never without', async () => {
    const { server } = served;
    const phone = await enrolPhone(server.registrar(), server.url);
    const number = '+17575550605';
    const texts = listen(number);
    const own = await phone.put('/v1/me/reach', { phone: number });
    expect([own.status, own.body['code']]).toEqual([409, 'proof-of-phone-needed']);
    const asked = await phone.post('/v1/me/contacts', { phone: number });
    fits('addContact', asked);
    const code = await codeIn(texts);
    const other = await enrolPhone(server.registrar(), server.url);
    expect((await other.post('/v1/me/contacts/confirm', { code })).status).toBe(401);
    const proven = await phone.post<OwnReachView>('/v1/me/contacts/confirm', { code });
    fits('confirmContact', proven);
    expect(proven.body).toMatchObject({ phone: number, phoneStanding: 'proven' });
  });
});

describe('the token of a phone', () => {
  it('#68 of a phone: its old token, shown after the new was used, ends the sign-in', async () => {
    const { server } = served;
    const phone = await enrolPhone(server.registrar(), server.url);
    const number = '+17575550607';
    const texts = listen(number);
    await server.registrar().put(`/v1/responders/${phone.responderId}/reach`, { phone: number });
    const lost = await phone.post<RenewedToken>('/v1/me/token');
    fits('renewOwnToken', lost);
    // Its answer was lost: the phone goes on with what it has, and asks again.
    const { body } = await phone.post<RenewedToken>('/v1/me/token');
    expect(new Set([lost.body.token, body.token, phone.token]).size).toBe(3);
    expect((await account(server.url, lost.body.token).get('/v1/me')).status).toBe(401);
    expect((await phone.get('/v1/me')).status).toBe(200);
    const renewed = account(server.url, body.token);
    expect((await renewed.get('/v1/me')).status).toBe(200);
    // What was under way with the old one is not lost, for a minute.
    expect((await phone.get('/v1/me')).status).toBe(200);
    await aMinuteLater(server.database.ownerUrl);
    await until(async () => (await phone.get('/v1/me')).status === 401, 'the end');
    await until(async () => (await renewed.get('/v1/me')).status === 401, 'the end of both');
    await soon(() => texts.length > 0, 'a warning');
    const path = '/v1/audit?action=phone.token-reused';
    const audit = await server.supervisor().get<{ items: readonly unknown[] }>(path);
    expect(audit.body.items).toHaveLength(1);
    const log = server.log.join('\n');
    for (const { token } of [lost.body, body]) expect(log).not.toContain(token);
  });
});

describe('push addresses', () => {
  it('#70 move with proof only, both ways; the old owner is told, pushes name nobody', async () => {
    const { server, providers } = served;
    const registrar = server.registrar();
    const [victim, thief] = [
      await enrolPhone(registrar, server.url),
      await enrolPhone(registrar, server.url),
    ];
    const token = `token-${randomUUID()}`;
    const number = '+17575550606';
    const texts = listen(number);
    await registrar.put(`/v1/responders/${victim.responderId}/reach`, { phone: number });
    const pushes: Record<string, unknown>[] = [];
    const whole: string[] = [];
    providers.onPush(token, (message) => {
      pushes.push({ ...message.data });
      whole.push(JSON.stringify(message));
    });
    const address = { channel: 'push', token, permission: 'granted' };
    expect((await victim.put('/v1/me/push-address', address)).status).toBe(204);
    // The thief knows the victim's token: a challenge rings on the victim's phone, and no more.
    const claimed = await thief.put('/v1/me/push-address', address);
    expect(claimed.status).toBe(202);
    const challengeOf = async () =>
      String(
        (await soon(() => pushes.at(-1)?.['kind'] === 'push-proof' && pushes.at(-1), 'it'))[
          'challenge'
        ],
      );
    const challenge = await challengeOf();
    const hasPush = async (phone: Account) =>
      (await phone.get<OwnReachView>('/v1/me/reach')).body.readiness.channels.includes('push');
    const guess = await thief.post('/v1/me/push-proof', { challenge: 'A'.repeat(43) });
    expect([guess.status, guess.body['code']]).toEqual([401, 'code-invalid']);
    expect((await victim.post('/v1/me/push-proof', { challenge })).status).toBe(401);
    expect([await hasPush(victim), await hasPush(thief)]).toEqual([true, false]);
    // The other way round, with the address in a sign-in: the victim's own phone is not moved.
    const enrolment = await registrar.post<{ enrolmentCode: string }>(
      `/v1/responders/${thief.responderId}/enrolment`,
    );
    const { enrolmentCode } = enrolment.body;
    const signIn = { enrolmentCode, platform: 'android', pushToken: token };
    expect((await anyone.post('/v1/devices', signIn)).status).toBe(201);
    expect(await hasPush(victim)).toBe(true);
    // Whoever has the phone in hand brings the challenge back: it moves, and its owner hears of it.
    const proof = await thief.post('/v1/me/push-proof', { challenge });
    fits('provePushAddress', { status: proof.status, body: undefined });
    expect([await hasPush(victim), await hasPush(thief)]).toEqual([false, true]);
    await soon(() => texts.length > 0, 'a warning');
    expect((await thief.post('/v1/me/push-proof', { challenge })).status).toBe(401);
    for (const text of [...whole, ...texts]) {
      expect(text).not.toMatch(/Test Person|Secretname|@/);
      expect(text).not.toContain(victim.responderId);
    }
    expect(server.log.join('\n')).not.toContain(challenge);
  });

  it('and every other route of the file has been asked for', () => {
    expect(checks.missing(isOfRegistration)).toEqual([]);
  });
});
