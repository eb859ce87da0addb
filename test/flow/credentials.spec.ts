import { MemoryService, SCENE, START, codeOf, valueOf } from './memory-service';
import { RecordingChannel } from '#adapters/memory/recorders';
import type { CredentialKind } from '#core/responder';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { Reviewer } from '#flow/credentials';
import type { HandOver, ResponderCaller } from '#flow/ports';
import { Renewals } from '#flow/renewals';
import { PersonalMessages } from '#flow/personal-messages';
import { Words } from '#flow/words';

const PDF = new TextEncoder().encode('%PDF-1.7 a diploma');

/** Closeby with people who file things, and a registrar with an account. */
async function open() {
  const taken: HandOver = { outcome: 'taken', providerRef: null };
  const providers: { says: HandOver } = { says: taken };
  const [push, email] = [
    new RecordingChannel(() => providers.says),
    new RecordingChannel(() => providers.says),
  ];
  const service = await MemoryService.open('nearest-10', { push, email });
  const { organisationId, ids, store, clock } = service;
  const now = clock.now();
  const accountId = ids.id();
  const added = await store.accounts.addAccount({
    ...{ id: accountId, organisationId, role: 'registrar', displayName: 'Reg', now },
    email: 'reg@example.org',
  });
  valueOf(added);
  const registrar: Reviewer = {
    ...{ role: 'registrar', organisationId, keyId: accountId },
    ...{ sessionId: ids.id(), expiresAt: now + DAY_MS },
  };
  return { service, push, email, providers, registrar, steps: service.steps };
}

type World = Awaited<ReturnType<typeof open>>;

async function file(
  { service }: World,
  caller: ResponderCaller,
  fields: {
    readonly kind?: CredentialKind;
    readonly validTo?: number;
    readonly number?: string;
  } = {},
): Promise<string> {
  const { kind = 'nurse', validTo = START + 300 * DAY_MS, number = 'NC 204-417' } = fields;
  const message = { kind, issuer: 'Council', number, validFrom: toIso(START - DAY_MS) };
  const added = await service.steps.credentials.add(caller, {
    ...message,
    validTo: toIso(validTo),
  });
  return valueOf(added).id;
}

async function setEmail({ service }: World, caller: ResponderCaller, email: string) {
  const { organisationId, responderId } = caller;
  const change = { email };
  const now = service.clock.now();
  await service.store.reach.setReach({ organisationId, responderId, change, now });
}

describe('a credential that a person files', () => {
  it('counts for nothing until it is verified, and then at once', async () => {
    const world = await open();
    const { steps, service, registrar } = world;
    const robin = await service.person('robin', 100);
    const tier = async () => valueOf(await steps.credentials.own(robin)).tier;
    const { organisationId } = service;
    const who = await service.store.people.responder(organisationId, robin.responderId);
    await service.store.people.putResponder(
      organisationId,
      {
        ...{ externalRef: 'robin', displayName: 'robin', testPhone: false, disabled: false },
        ...{ travelMode: 'foot', tier: 'professional', language: 'en' },
        credentials: (who?.credentials ?? []).map((one) => ({ ...one, verified: true })),
      },
      service.clock.now(),
    );
    expect(await tier()).toBe('home');
    const id = await file(world, robin);
    expect(await tier()).toBe('home');
    const proof = { credentialId: id, mediaType: 'application/pdf', file: PDF };
    const kept = valueOf(await steps.credentials.putProof(robin, proof));
    expect(kept.proof).toMatchObject({ mediaType: 'application/pdf', bytes: PDF.length });
    const review = { status: 'verified' as const };
    const reviewed = valueOf(await steps.credentials.review(registrar, id, review));
    expect(reviewed).toMatchObject({ status: 'verified', reviewedBy: registrar.keyId });
    expect(await tier()).toBe('professional');
  });

  it('is seen by the registry with its number, its proof and who looked at it', async () => {
    const world = await open();
    const { steps, service, registrar } = world;
    const robin = await service.person('robin', 100);
    const id = await file(world, robin);
    await steps.credentials.review(registrar, id, { status: 'refused', reason: 'not legible' });
    const view = valueOf(await steps.registry.responder(service.organisationId, robin.responderId));
    expect(view.tierNow).toBe('home');
    expect(view.credentials.find((one) => one.id === id)).toMatchObject({
      ...{ number: 'NC 204-417', hasProof: false, status: 'refused' },
      ...{ reviewedBy: registrar.keyId, reviewedAt: toIso(START) },
    });
    const own = valueOf(await steps.credentials.own(robin));
    expect(own.items.find((one) => one.id === id)?.reason).toBe('not legible');
  });

  it('#66 has no proof that is not what it is called, and none once it was looked at', async () => {
    const world = await open();
    const { steps, service, registrar } = world;
    const robin = await service.person('robin', 100);
    const id = await file(world, robin);
    const put = (mediaType: string, file = PDF, credentialId = id) =>
      steps.credentials.putProof(robin, { credentialId, mediaType, file });
    expect(codeOf(await put('image/png'))).toBe('proof-invalid');
    expect(codeOf(await put('text/html'))).toBe('proof-invalid');
    expect(codeOf(await put('application/pdf', PDF, service.ids.id()))).toBe('not-found');
    const sam = await service.person('sam', 100);
    const theirs = { credentialId: id, mediaType: 'application/pdf', file: PDF };
    expect(codeOf(await steps.credentials.putProof(sam, theirs))).toBe('not-found');
    await steps.credentials.review(registrar, id, { status: 'verified' });
    expect(codeOf(await put('application/pdf'))).toBe('illegal-step');
  });

  it('is uploaded so many times an hour', async () => {
    const world = await open();
    const robin = await world.service.person('robin', 100);
    const proof = { credentialId: await file(world, robin), mediaType: 'text/html', file: PDF };
    const codes: string[] = [];
    for (let i = 0; i < 21; i += 1) {
      codes.push(codeOf(await world.steps.credentials.putProof(robin, proof)));
    }
    expect([codes[19], codes[20]]).toEqual(['proof-invalid', 'too-many-requests']);
  });
});

describe('whoever reviews', () => {
  it('#66 verifies nothing of their own, by whichever way', async () => {
    const world = await open();
    const { steps, service, registrar } = world;
    const robin = await service.person('robin', 100);
    await setEmail(world, robin, 'Reg@Example.org');
    const id = await file(world, robin);
    const verified = { status: 'verified' as const };
    expect(codeOf(await steps.credentials.review(registrar, id, verified))).toBe(
      'second-person-needed',
    );
    expect(codeOf(await steps.registry.moveCredential(registrar, id, 'verified'))).toBe(
      'second-person-needed',
    );
    const put = (fields: Record<string, unknown>) =>
      steps.registry.putResponderBy(registrar, 'robin', {
        ...{ displayName: 'robin', testPhone: false, disabled: false, credentials: [] },
        ...fields,
      });
    const credential = {
      ...{ kind: 'doctor', issuer: 'Myself', validFrom: toIso(START), verified: true },
    } as const;
    expect(codeOf(await put({ credentials: [credential] }))).toBe('second-person-needed');
    expect(codeOf(await put({ tier: 'professional' }))).toBe('second-person-needed');
    const page = { cursor: null, limit: 10 };
    const queue = await steps.credentials.list(registrar, 'pending', page);
    expect(queue.items.map(({ isOwn }) => isOwn)).toEqual([true]);
    expect((await put({})).ok).toBe(true);
    const other = { ...registrar, keyId: service.ids.id(), sessionId: null };
    expect((await steps.credentials.review(other, id, verified)).ok).toBe(true);
  });

  it('#66 sees that a number is on somebody else’s credential too', async () => {
    const world = await open();
    const { steps, service, registrar } = world;
    const [robin, sam] = [await service.person('robin', 100), await service.person('sam', 100)];
    await file(world, robin, { number: 'NC 204-417' });
    await file(world, sam, { number: 'nc-204417' });
    const page = { cursor: null, limit: 10 };
    const { items } = await steps.credentials.list(registrar, 'pending', page);
    const flags = items.map((one) => one.sameNumber.map(({ responder }) => responder.displayName));
    expect(flags).toEqual([['sam'], ['robin']]);
  });

  it('sets no end before the beginning, and turns nothing back', async () => {
    const world = await open();
    const { steps, service, registrar } = world;
    const robin = await service.person('robin', 100);
    const id = await file(world, robin);
    const backwards = { status: 'verified' as const, validTo: toIso(START - 2 * DAY_MS) };
    expect(codeOf(await steps.credentials.review(registrar, id, backwards))).toBe('invalid-field');
    const refused = { status: 'refused' as const, reason: 'unknown issuer' };
    expect((await steps.credentials.review(registrar, id, refused)).ok).toBe(true);
    const verified = { status: 'verified' as const };
    expect(codeOf(await steps.credentials.review(registrar, id, verified))).toBe('illegal-step');
  });
});

describe('what decides', () => {
  it('#64 leaves out whoever’s credential was valid at login and is not any more', async () => {
    const { service } = await open();
    const robin = await service.person('robin', 100);
    service.clock.advanceTo(START + 301 * DAY_MS);
    await service.fix(robin, 100);
    const raised = valueOf(await service.raise());
    expect(raised.view.alertedCount).toBe(0);
    const { id } = raised.view;
    const plan = valueOf(await service.steps.read.plan(service.organisationId, id));
    expect(JSON.stringify(plan)).toContain('credential-expired');
    expect(service.heard(robin)).toEqual([]);
  });

  it('#65 withdraws what a revoked person has not answered, and tells them', async () => {
    const { service, steps, registrar } = await open();
    const robin = await service.person('robin', 100);
    await service.raise();
    expect(service.alertOf(robin).status).toBe('sent');
    const { organisationId } = service;
    const person = await service.store.people.responder(organisationId, robin.responderId);
    for (const { id } of person?.credentials ?? []) {
      valueOf(await steps.registry.moveCredential(registrar, id, 'revoked'));
    }
    expect(service.heard(robin).at(-1)?.kind).toBe('alert-withdrawn');
    expect(service.alertOf(robin).status).toBe('withdrawn');
  });
});

describe('reminders', () => {
  const END = START + 100 * DAY_MS;

  async function ending() {
    const world = await open();
    const robin = await world.service.person('robin', 100, { pushToken: 'token-of-robin' });
    await setEmail(world, robin, 'robin@example.org');
    const id = await file(world, robin, { validTo: END });
    valueOf(await world.steps.credentials.review(world.registrar, id, { status: 'verified' }));
    return { ...world, robin, id };
  }

  it('go out at 30, 7 and 1 days by e-mail and by push, and say nothing of what ends', async () => {
    const { service, steps, push, email } = await ending();
    const days: number[] = [];
    for (let at = START + 60 * DAY_MS; at < END + 2 * DAY_MS; at += HOUR_MS) {
      service.clock.advanceTo(at);
      const before = email.sent.length;
      await steps.renewals.remind();
      if (email.sent.length > before) days.push((END - at) / DAY_MS);
    }
    expect(days).toEqual([30, 7, 1]);
    expect([email.sent.length, push.sent.length]).toEqual([3, 3]);
    expect(push.sent[0]?.notice).toEqual({ kind: 'credential-ending' });
    const said = JSON.stringify([...push.sent, ...email.sent].map(({ text }) => text));
    expect(said).not.toMatch(/nurse|Council|204|robin/i);
  });

  it('go out once each, whatever number of workers look at the same moment', async () => {
    const { service, push, email } = await ending();
    const { store, clock, ids } = service;
    const words = new Words({ templates: store.templates, clock });
    const onError = (error: unknown) => expect(error).toBeUndefined();
    const { credentials, reach } = store;
    const channels = { push, email };
    const parts = { credentials, reach, clock, ids, words, onError, channels };
    const workers = Array.from({ length: 4 }, () => {
      return new Renewals({ ...parts, messages: new PersonalMessages(parts) });
    });
    for (const days of [30, 7, 1]) {
      clock.advanceTo(END - days * DAY_MS);
      await Promise.all(workers.map((worker) => worker.remind()));
      clock.advanceTo(clock.now() + HOUR_MS);
      await Promise.all(workers.map((worker) => worker.remind()));
    }
    expect([email.sent.length, push.sent.length]).toEqual([3, 3]);
  });

  it('are tried again where nobody took them, and by another worker where one died', async () => {
    const { service, steps, providers, registrar } = await ending();
    providers.says = { outcome: 'refused', error: 'busy' };
    service.clock.advanceTo(END - 7 * DAY_MS);
    await steps.renewals.remind();
    expect(await steps.renewals.remind()).toBe(0);
    const page = { cursor: null, limit: 10 };
    const list = () => steps.renewals.ending(registrar.organisationId, page);
    expect((await list()).items.map(({ remindedDays }) => remindedDays)).toEqual([[]]);
    providers.says = { outcome: 'taken', providerRef: null };
    service.clock.advanceTo(service.clock.now() + 10 * MINUTE_MS);
    expect(await steps.renewals.remind()).toBe(1);
    expect((await list()).items.map(({ remindedDays }) => remindedDays)).toEqual([[7]]);
  });

  it('leave a phone alone while its person is muted, and go by e-mail all the same', async () => {
    const { service, steps, push, email, robin } = await ending();
    const { organisationId, responderId } = robin;
    service.clock.advanceTo(END - DAY_MS);
    const now = service.clock.now();
    const availability = { schedule: null, quietHours: null, mutedUntil: now + HOUR_MS };
    await service.store.reach.setReach({
      ...{ organisationId, responderId, change: { availability }, now },
    });
    await steps.renewals.remind();
    expect([email.sent.length, push.sent.length]).toEqual([1, 0]);
  });
});

describe('a badge on scene', () => {
  const codeOfUrl = (url: string) => url.slice(url.indexOf('#') + 1);
  const FROM = '192.0.2.7';

  async function shown(service: MemoryService, caller: ResponderCaller) {
    return valueOf(await service.steps.identityBadge.show(caller));
  }

  it('says who somebody on duty is, and whether they were sent', async () => {
    const { service, steps } = await open();
    const robin = await service.person('robin', 100);
    const { url, expiresAt } = await shown(service, robin);
    expect(url).toMatch(/^https:\/\/closeby\.example\/identity\/#[\w-]{80,110}$/);
    expect(Date.parse(expiresAt) - START).toBeLessThanOrEqual(30 * SECOND_MS);
    const check = async () => valueOf(await steps.identityBadge.check(codeOfUrl(url), FROM));
    expect(await check()).toEqual({
      ...{ organisation: 'Test', displayName: 'robin', credentials: ['boat-handling', 'cpr'] },
      ...{ isAssigned: false, checkedAt: toIso(START) },
    });
    await service.raise({ place: { type: 'Point', coordinates: [SCENE.lon, SCENE.lat] } });
    valueOf(await service.answer(robin, 'accept'));
    expect((await check()).isAssigned).toBe(true);
  });

  it('says no more of somebody off duty than that they are a member', async () => {
    const { service, steps } = await open();
    const robin = await service.person('robin', 100, { onDuty: false });
    const { url } = await shown(service, robin);
    expect(valueOf(await steps.identityBadge.check(codeOfUrl(url), FROM))).toEqual({
      ...{ organisation: 'Test', displayName: null, credentials: [], isAssigned: false },
      checkedAt: toIso(START),
    });
  });

  it('is new each half minute, good one more, and then says nothing at all', async () => {
    const { service, steps } = await open();
    const robin = await service.person('robin', 100);
    const code = codeOfUrl((await shown(service, robin)).url);
    const check = (text: string) => steps.identityBadge.check(text, FROM);
    service.clock.advanceTo(START + 60 * SECOND_MS - 1);
    expect(codeOfUrl((await shown(service, robin)).url)).not.toBe(code);
    expect((await check(code)).ok).toBe(true);
    service.clock.advanceTo(START + 60 * SECOND_MS);
    const over = await check(code);
    const unknown = await check('A'.repeat(code.length));
    const nonsense = await check('%%%');
    expect([codeOf(over), codeOf(unknown), codeOf(nonsense)]).toEqual(Array(3).fill('not-found'));
    expect([unknown, nonsense]).toEqual([over, over]);
  });

  it('is worth nothing once its person is disabled or has nothing valid', async () => {
    const { service, steps, registrar } = await open();
    const robin = await service.person('robin', 100);
    const code = codeOfUrl((await shown(service, robin)).url);
    const { organisationId } = service;
    const person = await service.store.people.responder(organisationId, robin.responderId);
    for (const { id } of person?.credentials ?? []) {
      await steps.registry.moveCredential(registrar, id, 'revoked');
    }
    expect(codeOf(await steps.identityBadge.check(code, FROM))).toBe('not-found');
    expect(codeOf(await steps.identityBadge.show(robin))).toBe('not-eligible');
  });

  it('is not guessed from one address without end', async () => {
    const { steps } = await open();
    const codes: string[] = [];
    for (let i = 0; i < 61; i += 1) codes.push(codeOf(await steps.identityBadge.check('x', FROM)));
    expect([codes[59], codes[60]]).toEqual(['not-found', 'too-many-requests']);
    expect(codeOf(await steps.identityBadge.check('x', '192.0.2.8'))).toBe('not-found');
  });
});
