import { RecordingChannel } from '#adapters/memory/recorders';
import { CODE_VALID_MS } from '#core/one-time-code';
import type { Result } from '#core/problem';
import { DEVICES_PER_PERSON_MAX } from '#core/registration';
import { HOUR_MS } from '#core/units';
import type { ResponderCaller } from '#flow/ports';
import { MemoryService } from './memory-service';

const PHONE = '+17575550123';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
  return result.value;
}

/** A service whose messages are kept, and what was sent to whom. */
async function open() {
  const [push, sms, email] = [
    new RecordingChannel(),
    new RecordingChannel(),
    new RecordingChannel(),
  ];
  const service = await MemoryService.open('nearest-10', { push, sms, email });
  const bodies = (channel: RecordingChannel, address: string) =>
    channel.sent.filter((one) => one.address === address).map(({ text }) => text.body);
  /** The newest code sent by SMS. */
  const codeTo = async (address: string) => {
    await settled();
    return /\d{6}/.exec(bodies(sms, address).at(-1) ?? '')?.[0] ?? '';
  };
  const allow = (isAllowed = true) =>
    service.steps.registration.change(service.organisationId, { selfRegistration: isAllowed });
  return { service, push, sms, email, bodies, codeTo, allow };
}

/** Until what nobody waits for has been sent. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

const ASKING = {
  organisation: 'test',
  displayName: 'Robin',
  phone: PHONE,
  language: 'en',
} as const;

type Opened = Awaited<ReturnType<typeof open>>;

async function registered({ service, codeTo }: Opened, phone: string, from = '203.0.113.7') {
  const { registration } = service.steps;
  const { registrationId } = valueOf(await registration.register({ ...ASKING, phone }, from));
  const code = await codeTo(phone);
  return { registrationId, code };
}

async function signedIn(opened: Opened, phone: string, pushToken: string | null = null) {
  const { registrationId, code } = await registered(opened, phone, phone);
  const message = { code, platform: 'android', pushToken } as const;
  const { service } = opened;
  const device = valueOf(await service.steps.registration.confirm(registrationId, message));
  const caller = await service.store.people.callerOf(device.token);
  if (caller?.role !== 'responder') throw new Error('a responder');
  return { device, caller };
}

describe('self-registration', () => {
  it('is closed until the organisation opens it, as where there is no organisation', async () => {
    const opened = await open();
    const { registration } = opened.service.steps;
    const closed = await registration.register(ASKING, 'a');
    expect(closed).toMatchObject({ problem: { code: 'registration-closed' } });
    const nowhere = await registration.register({ ...ASKING, organisation: 'no' }, 'a');
    expect(nowhere).toEqual(closed);
    expect(opened.sms.sent).toEqual([]);
  });

  it('brings in somebody without any credential, who is not alerted', async () => {
    const opened = await open();
    await opened.allow();
    const { service } = opened;
    const { caller } = await signedIn(opened, PHONE);
    const responder = await service.store.people.responder(
      service.organisationId,
      caller.responderId,
    );
    expect(responder?.credentials).toEqual([]);
    expect(responder?.externalRef).toMatch(/^self:/);
    expect(responder?.channels).toEqual(['live', 'sms', 'voice']);
    const view = valueOf(await service.steps.reach.of(caller));
    expect(view).toMatchObject({ phone: PHONE, phoneStanding: 'proven', emailStanding: 'none' });
    valueOf(await service.steps.duty.set(caller, { onDuty: true }));
    await service.fix(caller, 100);
    valueOf(await service.raise());
    expect(service.heard(caller)).toEqual([]);
  });

  it('answers for a known address as for an unknown one, and lets nobody in there', async () => {
    const opened = await open();
    await opened.allow();
    await signedIn(opened, PHONE);
    const known = valueOf(await opened.service.steps.registration.register(ASKING, 'b'));
    const other = { ...ASKING, phone: '+17575550124' };
    const unknown = valueOf(await opened.service.steps.registration.register(other, 'b'));
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    expect(known.expiresAt).toBe(unknown.expiresAt);
    await settled();
    const told = opened.bodies(opened.sms, PHONE).at(-1);
    expect(told).toContain('registered already');
    expect(told).not.toMatch(/\d{6}/);
    expect(opened.bodies(opened.sms, other.phone)).toHaveLength(1);
  });

  it('takes a code once, for ten minutes, and five tries', async () => {
    const opened = await open();
    await opened.allow();
    const { registration } = opened.service.steps;
    const first = await registered(opened, PHONE);
    const wrong = first.code === '000000' ? '000001' : '000000';
    const confirm = (id: string, code: string) =>
      registration.confirm(id, { code, platform: 'web' });
    const invalid = { problem: { code: 'code-invalid' } };
    for (let i = 0; i < 5; i += 1) {
      expect(await confirm(first.registrationId, wrong)).toMatchObject(invalid);
    }
    expect(await confirm(first.registrationId, first.code)).toMatchObject({ ok: false });
    const second = await registered(opened, PHONE);
    opened.service.clock.advanceBy(CODE_VALID_MS);
    expect(await confirm(second.registrationId, second.code)).toMatchObject(invalid);
    const third = await registered(opened, PHONE);
    expect(await confirm(first.registrationId, third.code)).toMatchObject({ ok: false });
    valueOf(await confirm(third.registrationId, third.code));
    expect(await confirm(third.registrationId, third.code)).toMatchObject(invalid);
  });

  it('sends five codes an hour to one address, whoever asks', async () => {
    const opened = await open();
    await opened.allow();
    const { registration } = opened.service.steps;
    for (let i = 0; i < 5; i += 1) valueOf(await registration.register(ASKING, `from ${i}`));
    const sixth = await registration.register(ASKING, 'from another');
    expect(sixth).toMatchObject({ problem: { code: 'too-many-requests' } });
    opened.service.clock.advanceBy(HOUR_MS);
    valueOf(await registration.register(ASKING, 'from another'));
  });

  it('counts one mailbox once, however it is written', async () => {
    const opened = await open();
    await opened.allow();
    const { registration } = opened.service.steps;
    const asking = { ...ASKING, phone: undefined };
    const ask = (email: string, from: string) => registration.register({ ...asking, email }, from);
    for (const each of ['robin', 'Robin', 'rObin', 'roBin', 'robIn']) {
      valueOf(await ask(`${each}@example.org`, each));
    }
    const sixth = await ask('robiN@Example.org', 'from another');
    expect(sixth).toMatchObject({ problem: { code: 'too-many-requests' } });
  });

  it('says nothing of anybody in what it sends', async () => {
    const opened = await open();
    await opened.allow();
    await signedIn(opened, PHONE);
    await signedIn(opened, '+17575550125');
    const sent = JSON.stringify(opened.sms.sent.map(({ text }) => text));
    expect(sent).not.toContain('Robin');
    expect(sent).not.toContain('Test');
  });
});

describe('an invitation', () => {
  it('sends a code that signs in one phone, in the fragment of a link', async () => {
    const opened = await open();
    const { service, sms } = opened;
    const anna = await service.person('anna', 100, { phone: PHONE });
    const { registration, phones } = service.steps;
    const sent = valueOf(await registration.invite(anna, { by: 'sms' }));
    expect(sent.by).toBe('sms');
    const [message] = sms.sent;
    const code = /responder\/#code=(\S+)$/.exec(message?.text.body ?? '')?.[1] ?? '';
    const phone = { code, platform: 'ios', pushToken: null } as const;
    expect(valueOf(await phones.signIn(phone)).responderId).toBe(anna.responderId);
    const again = await phones.signIn(phone);
    expect(again).toMatchObject({ problem: { code: 'enrolment-code-invalid' } });
    const nowhere = await registration.invite(anna, { by: 'email' });
    expect(nowhere).toMatchObject({ problem: { code: 'invalid-field', field: 'by' } });
  });
});

describe('an invitation and strangers', () => {
  it('goes out although strangers have asked for all codes to that number', async () => {
    const opened = await open();
    await opened.allow();
    const anna = await opened.service.person('anna', 100, { phone: PHONE });
    const { registration } = opened.service.steps;
    for (let i = 0; i < 6; i += 1) await registration.register(ASKING, `from ${i}`);
    valueOf(await registration.invite(anna, { by: 'sms' }));
  });
});

describe('phones of a person', () => {
  /** A further phone of somebody; its caller. */
  async function another(
    { service }: Opened,
    person: ResponderCaller,
    pushToken: string | null = null,
  ) {
    const { organisationId, responderId } = person;
    const now = service.clock.now();
    const code = service.ids.secret();
    const expiresAt = now + HOUR_MS;
    const { people } = service.store;
    await people.addEnrolment({ organisationId, responderId, code, expiresAt, now });
    const signIn = { code, platform: 'android', pushToken } as const;
    const device = valueOf(await service.steps.phones.signIn(signIn));
    const caller = await people.callerOf(device.token);
    if (caller?.role !== 'responder') throw new Error('a responder');
    return caller;
  }

  it('are told of a new one, which is not told of itself', async () => {
    const opened = await open();
    const { service, push, sms } = opened;
    const anna = await service.person('anna', 100, { phone: PHONE, pushToken: 'old-phone' });
    await another(opened, anna, 'new-phone');
    await settled();
    expect(push.sent.map(({ address, notice }) => [address, notice])).toEqual([
      ['old-phone', { kind: 'phones-changed' }],
    ]);
    expect(sms.sent.map(({ address }) => address)).toEqual([PHONE]);
    expect(JSON.stringify(push.sent)).not.toContain('anna');
  });

  it('are listed, and one of them can be ended from another', async () => {
    const opened = await open();
    const { service } = opened;
    const anna = await service.person('anna', 100);
    const second = await another(opened, anna);
    const { phones } = service.steps;
    const { items } = await phones.list(second);
    expect(items.map(({ id, isThisOne }) => [id, isThisOne])).toEqual([
      [anna.deviceId, false],
      [second.deviceId, true],
    ]);
    const left = valueOf(await phones.end(second, anna.deviceId));
    expect(left.items.map(({ id }) => id)).toEqual([second.deviceId]);
    expect(service.live.shownOut).toEqual([anna.deviceId]);
    const ben = await service.person('ben', 200);
    const refused = await phones.end(ben, second.deviceId);
    expect(refused).toMatchObject({ problem: { code: 'not-found' } });
  });

  it('are so many at most: the most silent makes room', async () => {
    const opened = await open();
    const { service } = opened;
    const anna = await service.person('anna', 100);
    let newest = anna;
    for (let i = 0; i < DEVICES_PER_PERSON_MAX; i += 1) {
      service.clock.advanceBy(1_000);
      newest = await another(opened, anna);
    }
    const { items } = await service.steps.phones.list(newest);
    expect(items).toHaveLength(DEVICES_PER_PERSON_MAX);
    expect(items.map(({ id }) => id)).not.toContain(anna.deviceId);
    expect(service.live.shownOut).toEqual([anna.deviceId]);
  });
});

describe('an address of one’s own', () => {
  it('is kept and used only once a code came back from it', async () => {
    const opened = await open();
    const { service, codeTo, sms } = opened;
    const anna = await service.person('anna', 100);
    const { contacts, reach } = service.steps;
    const asked = await reach.set(anna, { phone: PHONE });
    expect(asked).toMatchObject({ problem: { code: 'proof-of-phone-needed', field: 'phone' } });
    valueOf(await contacts.add(anna, { phone: PHONE }));
    expect(valueOf(await reach.of(anna))).toMatchObject({ phone: null, phoneStanding: 'none' });
    const code = await codeTo(PHONE);
    const wrong = await contacts.confirm(anna, code === '000000' ? '000001' : '000000');
    expect(wrong).toMatchObject({ problem: { code: 'code-invalid' } });
    const proven = valueOf(await contacts.confirm(anna, code));
    expect(proven).toMatchObject({ phone: PHONE, phoneStanding: 'proven' });
    const ben = await service.person('ben', 200);
    const stolen = await contacts.confirm(ben, code);
    expect(stolen).toMatchObject({ problem: { code: 'code-invalid' } });
    expect(valueOf(await reach.set(anna, { phone: null })).phoneStanding).toBe('none');
    expect(sms.sent).toHaveLength(1);
  });

  it('is vouched for where a registrar enters it, and then proven no more', async () => {
    const opened = await open();
    const { service, codeTo } = opened;
    const anna = await service.person('anna', 100);
    const { contacts, reach } = service.steps;
    valueOf(await contacts.add(anna, { phone: PHONE }));
    valueOf(await contacts.confirm(anna, await codeTo(PHONE)));
    const other = { phone: '+17575550188' };
    const vouched = valueOf(await reach.set(anna, other, 'theirs'));
    expect(vouched).toMatchObject({ ...other, phoneStanding: 'vouched' });
    const back = valueOf(await reach.set(anna, { phone: PHONE }, 'theirs'));
    expect(back.phoneStanding).toBe('proven');
  });

  it('is told to the old address before it takes its place', async () => {
    const opened = await open();
    const { service, codeTo, bodies, sms } = opened;
    const anna = await service.person('anna', 100, { phone: PHONE });
    const { contacts } = service.steps;
    const fresh = '+17575550177';
    valueOf(await contacts.add(anna, { phone: fresh }));
    valueOf(await contacts.confirm(anna, await codeTo(fresh)));
    expect(bodies(sms, PHONE)).toHaveLength(1);
  });

  it('is told to the other addresses also where there was none of its kind', async () => {
    const opened = await open();
    const { service, bodies, sms, email } = opened;
    const anna = await service.person('anna', 100, { phone: PHONE });
    const { contacts } = service.steps;
    const fresh = 'somebody@example.org';
    valueOf(await contacts.add(anna, { email: fresh }));
    const code = /\b\d{6}\b/.exec(bodies(email, fresh).at(-1) ?? '')?.[0] ?? '';
    valueOf(await contacts.confirm(anna, code));
    expect(bodies(sms, PHONE)).toHaveLength(1);
  });
});

describe('a push address that somebody else’s phone has', () => {
  it('stays there until its challenge comes back from the phone that asked', async () => {
    const opened = await open();
    const { service, push, sms } = opened;
    const { pushProof } = service.steps;
    const anna = await service.person('anna', 100, { phone: PHONE, pushToken: 'shared' });
    const ben = await service.person('ben', 200);
    const address = { channel: 'push', token: 'shared' } as const;
    expect(valueOf(await pushProof.set(ben, address))?.standing).toBe('to-be-proven');
    await settled();
    const [asked] = push.sent;
    if (asked?.notice?.kind !== 'push-proof') throw new Error('a challenge');
    expect(asked.address).toBe('shared');
    const { challenge } = asked.notice;
    const invalid = { problem: { code: 'code-invalid' } };
    expect(await pushProof.prove(anna, challenge)).toMatchObject(invalid);
    const hasPush = async (person: ResponderCaller) => {
      const { organisationId, responderId } = person;
      const found = await service.store.reach.reachOf(organisationId, responderId);
      return found?.devices.some(({ hasPushAddress }) => hasPushAddress) ?? false;
    };
    expect([await hasPush(anna), await hasPush(ben)]).toEqual([true, false]);
    valueOf(await pushProof.prove(ben, challenge));
    expect([await hasPush(anna), await hasPush(ben)]).toEqual([false, true]);
    await settled();
    expect(sms.sent.map(({ address: to }) => to)).toEqual([PHONE]);
    expect(await pushProof.prove(ben, challenge)).toMatchObject(invalid);
    const words = JSON.stringify([push.sent, sms.sent].map((all) => all.map(({ text }) => text)));
    expect(words).not.toMatch(/anna|ben/);
  });

  it('is challenged five times an hour at most', async () => {
    const opened = await open();
    const { service, push } = opened;
    await service.person('anna', 100, { pushToken: 'shared' });
    const ben = await service.person('ben', 200);
    const address = { channel: 'push', token: 'shared' } as const;
    for (let i = 0; i < 5; i += 1) valueOf(await service.steps.pushProof.set(ben, address));
    const sixth = await service.steps.pushProof.set(ben, address);
    expect(sixth).toMatchObject({ problem: { code: 'too-many-requests' } });
    await settled();
    expect(push.sent).toHaveLength(5);
  });
});
