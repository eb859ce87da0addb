import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { Credential, Responder } from '#core/responder';
import type { CredentialStore, DueReminder, FiledCredential } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 255]);
const BY = randomUUID();
const LEASE_MS = 10 * MINUTE_MS;

/** What every store of filed credentials promises, as tests. */
export function credentialStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of credentials`, open, (world) => {
    files(world);
    keepsProofs(world);
    reviews(world);
    findsSameNumbers(world);
    queues(world);
    survivesThePut(world);
    reminds(world);
    remindsOnce(world);
    lists(world);
  });
}

async function file(
  world: World,
  responder: Responder,
  fields: Partial<Credential> & { readonly number?: string; readonly at?: Instant } = {},
): Promise<FiledCredential> {
  const { number = 'NC 204-417', at = NOW, ...rest } = fields;
  const credential: Credential = {
    ...{ id: randomUUID(), kind: 'nurse', issuer: 'Nursing Council', status: 'pending' },
    ...{ validFrom: NOW - DAY_MS, validTo: NOW + 300 * DAY_MS, ...rest },
  };
  const { organisationId } = world;
  const input = { organisationId, responderId: responder.id, credential, number, now: at };
  expect(await store(world).file(input)).toEqual({ ok: true, value: null });
  return filed(world, credential.id);
}

async function filed(world: World, credentialId: string): Promise<FiledCredential> {
  const found = await store(world).filedCredential(world.organisationId, credentialId);
  if (found === null) throw new Error('no such credential');
  return found;
}

function store(world: World): CredentialStore {
  return world.stores.credentials;
}

function verify(world: World, one: FiledCredential, validTo?: Instant | null) {
  return store(world).review({
    ...{ organisationId: world.organisationId, credentialId: one.credential.id },
    ...{ to: 'verified', reason: null, by: BY, now: NOW + HOUR_MS },
    ...(validTo === undefined ? {} : { validTo }),
  });
}

function files(world: () => World): void {
  it('keeps what a person files as pending, with its number as it was written', async () => {
    const robin = await world().responder();
    const one = await file(world(), robin);
    expect(one).toMatchObject({
      credential: { kind: 'nurse', status: 'pending', validTo: NOW + 300 * DAY_MS },
      responder: { id: robin.id, displayName: 'Robin', externalRef: robin.externalRef },
      ...{ number: 'NC 204-417', proof: null, addedBy: 'responder', addedAt: NOW },
      ...{ reviewedBy: null, reviewedAt: null, reason: null, sameNumber: [] },
    });
    const { organisationId, stores } = world();
    const again = await stores.people.responder(organisationId, robin.id);
    expect(again?.credentials).toHaveLength(2);
    expect(again?.credentials).toContainEqual(one.credential);
    const all = await store(world()).credentialsOf(organisationId, [robin.id]);
    expect(all.map(({ addedBy }) => addedBy).sort()).toEqual(['registrar', 'responder']);
  });

  it('takes the same credential once, and shows it to no other organisation', async () => {
    const robin = await world().responder();
    const { credential } = await file(world(), robin);
    const { organisationId } = world();
    const repeat = { ...credential, id: randomUUID() };
    const input = { organisationId, responderId: robin.id, credential: repeat, now: NOW };
    expect(await store(world()).file({ ...input, number: 'X1' })).toMatchObject({
      problem: { code: 'reference-conflict' },
    });
    expect(await store(world()).filedCredential(randomUUID(), credential.id)).toBeNull();
    expect(await store(world()).credentialsOf(randomUUID(), [robin.id])).toEqual([]);
  });
}

function keepsProofs(world: () => World): void {
  it('keeps a proof byte by byte until somebody has looked at it, and a newer one', async () => {
    const robin = await world().responder();
    const one = await file(world(), robin);
    const { organisationId } = world();
    const credentialId = one.credential.id;
    const put = { organisationId, responderId: robin.id, credentialId, now: NOW + 1 };
    const older = { ...put, mediaType: 'application/pdf', file: PNG.subarray(1) } as const;
    const newer = { ...put, mediaType: 'image/png', file: PNG } as const;
    expect(await store(world()).proof(organisationId, credentialId)).toBeNull();
    expect((await store(world()).putProof(older)).ok).toBe(true);
    expect((await store(world()).putProof(newer)).ok).toBe(true);
    const kept = await store(world()).proof(organisationId, credentialId);
    expect([kept?.mediaType, [...(kept?.file ?? [])]]).toEqual(['image/png', [...PNG]]);
    const { proof } = await filed(world(), credentialId);
    expect(proof).toEqual({ mediaType: 'image/png', bytes: PNG.length, uploadedAt: NOW + 1 });
    await verify(world(), one);
    expect(await store(world()).putProof(newer)).toMatchObject({
      problem: { code: 'illegal-step' },
    });
  });

  it('takes no proof from anybody else, and shows it to no other organisation', async () => {
    const [robin, sam] = [await world().responder(), await world().responder('Sam')];
    const one = await file(world(), robin);
    const { organisationId } = world();
    const credentialId = one.credential.id;
    const png = { mediaType: 'image/png', file: PNG, now: NOW } as const;
    const foreign = { organisationId, responderId: sam.id, credentialId, ...png };
    expect(await store(world()).putProof(foreign)).toMatchObject({
      problem: { code: 'not-found' },
    });
    await store(world()).putProof({ ...foreign, responderId: robin.id });
    expect(await store(world()).proof(randomUUID(), credentialId)).toBeNull();
  });
}

function reviews(world: () => World): void {
  it('keeps who verified, when, until when it holds, and who was first', async () => {
    const robin = await world().responder();
    const one = await file(world(), robin);
    const until = NOW + 90 * DAY_MS;
    const verified = { ok: true, value: { responderId: robin.id } };
    expect(await verify(world(), one, until)).toEqual(verified);
    const { organisationId } = world();
    const again = { organisationId, credentialId: one.credential.id, to: 'verified' } as const;
    const other = { ...again, reason: 'again', by: randomUUID(), now: NOW + DAY_MS };
    expect(await store(world()).review(other)).toEqual(verified);
    expect(await filed(world(), one.credential.id)).toMatchObject({
      credential: { status: 'verified', validTo: until },
      ...{ reviewedBy: BY, reviewedAt: NOW + HOUR_MS, reason: null },
    });
  });

  it('keeps why it was refused, and turns nothing back', async () => {
    const robin = await world().responder();
    const one = await file(world(), robin);
    const { organisationId } = world();
    const credentialId = one.credential.id;
    const refused = { to: 'refused', reason: 'not legible', by: BY, now: NOW } as const;
    await store(world()).review({ organisationId, credentialId, ...refused });
    expect(await filed(world(), credentialId)).toMatchObject({
      credential: { status: 'refused', validTo: one.credential.validTo },
      reason: 'not legible',
    });
    expect(await verify(world(), one)).toMatchObject({ problem: { code: 'illegal-step' } });
    const nobodys = { organisationId, credentialId: randomUUID(), ...refused };
    expect(await store(world()).review(nobodys)).toMatchObject({
      problem: { code: 'not-found' },
    });
  });
}

function findsSameNumbers(world: () => World): void {
  it('finds the same number of the same kind with somebody else, however written', async () => {
    const [robin, sam, kim] = [
      await world().responder(),
      await world().responder('Sam'),
      await world().responder('Kim'),
    ];
    const one = await file(world(), robin, { number: 'NC 204-417' });
    const two = await file(world(), sam, { number: 'nc204417', issuer: 'Council of Nurses' });
    await file(world(), kim, { number: 'NC 204-417', kind: 'doctor' });
    await file(world(), robin, { number: 'NC204417', issuer: 'Elsewhere' });
    expect((await filed(world(), one.credential.id)).sameNumber).toEqual([
      {
        credentialId: two.credential.id,
        responder: { id: sam.id, displayName: 'Sam', externalRef: sam.externalRef },
        status: 'pending',
      },
    ]);
  });
}

function queues(world: () => World): void {
  it('lists what waits, the longest first, page by page', async () => {
    const robin = await world().responder();
    const made: string[] = [];
    for (const at of [3, 1, 2]) {
      const one = await file(world(), robin, { at: NOW + at, issuer: `Issuer ${at}` });
      made.push(one.credential.issuer);
    }
    const { organisationId } = world();
    const read = (cursor: string | null) =>
      store(world()).credentialsByStatus(organisationId, 'pending', { cursor, limit: 2 });
    const first = await read(null);
    const second = await read(first.nextCursor);
    const issuers = [...first.items, ...second.items].map((one) => one.credential.issuer);
    expect(issuers).toEqual(['Issuer 1', 'Issuer 2', 'Issuer 3']);
    expect([first.items.length, second.nextCursor, made.length]).toEqual([2, null, 3]);
  });
}

function survivesThePut(world: () => World): void {
  it('keeps what a person filed when the registry puts them without it', async () => {
    const robin = await world().responder();
    const one = await file(world(), robin);
    const { organisationId, stores } = world();
    const { externalRef, displayName, travelMode, tier, language } = robin;
    const rest = { testPhone: false, disabled: false, credentials: [] };
    const put = { externalRef, displayName, travelMode, tier, language, ...rest };
    const { responder } = await stores.people.putResponder(organisationId, put, NOW);
    expect(responder.credentials).toEqual([one.credential]);
    expect((await filed(world(), one.credential.id)).number).toBe('NC 204-417');
    const { change } = await stores.people.putResponder(organisationId, put, NOW);
    expect(change).toBe('unchanged');
  });
}

function takeFor(
  world: World,
  now: Instant,
  leaseId: string = randomUUID(),
): Promise<readonly DueReminder[]> {
  const lease = { leaseId, now, leaseMs: LEASE_MS, max: 10_000 };
  return store(world)
    .takeReminders(lease)
    .then((all) => all.filter((one) => one.organisationId === world.organisationId));
}

function reminds(world: () => World): void {
  it('takes a reminder at 30, 7 and 1 days, with how its person is reached', async () => {
    const robin = await world().responder();
    const one = await file(world(), robin, { validTo: NOW + 400 * DAY_MS });
    await verify(world(), one);
    await world().signIn(robin.id, 'fcm-token-of-robin');
    const { organisationId, stores } = world();
    const change = { email: 'robin@example.org', language: 'de' } as const;
    await stores.reach.setReach({ organisationId, responderId: robin.id, change, now: NOW });
    const end = NOW + 400 * DAY_MS;
    expect(await takeFor(world(), end - 30 * DAY_MS - 1)).toEqual([]);
    const leaseId = randomUUID();
    const seen: number[] = [];
    for (const days of [30, 7, 1]) {
      const now = end - days * DAY_MS;
      const [due, ...more] = await takeFor(world(), now, leaseId);
      expect(more).toEqual([]);
      expect(due).toMatchObject({ credentialId: one.credential.id, validTo: end });
      expect(due).toMatchObject({ email: 'robin@example.org', language: 'de', days });
      if (due === undefined) continue;
      seen.push(due.days);
      await store(world()).reminderSent(due, leaseId, now);
      expect(await takeFor(world(), now + LEASE_MS)).toEqual([]);
    }
    expect(seen).toEqual([30, 7, 1]);
    expect(await takeFor(world(), end)).toEqual([]);
  });

  it('reminds nobody of what another outlasts or nobody verified, nor the disabled', async () => {
    const [robin, sam] = [await world().responder(), await world().responder('Sam')];
    const end = NOW + 400 * DAY_MS;
    const at = end - DAY_MS;
    await verify(world(), await file(world(), robin, { validTo: end }));
    await verify(world(), await file(world(), robin, { validTo: null, issuer: 'Elsewhere' }));
    await file(world(), sam, { validTo: end });
    expect(await takeFor(world(), at)).toEqual([]);
    const kim = await world().responder('Kim');
    await verify(world(), await file(world(), kim, { validTo: end }));
    expect((await takeFor(world(), at)).map((one) => one.responderId)).toEqual([kim.id]);
    const { externalRef, displayName, travelMode, tier, language } = kim;
    const put = { externalRef, displayName, travelMode, tier, language, credentials: [] };
    const { organisationId, stores } = world();
    const disabled = { ...put, testPhone: false, disabled: true };
    await stores.people.putResponder(organisationId, disabled, NOW);
    expect(await takeFor(world(), at + LEASE_MS)).toEqual([]);
  });
}

function remindsOnce(world: () => World): void {
  it('gives each reminder to one of many takers, and again when that one has died', async () => {
    const end = NOW + 400 * DAY_MS;
    const people = await world().responders(6);
    for (const one of people) await verify(world(), await file(world(), one, { validTo: end }));
    const now = end - 7 * DAY_MS;
    const takers = Array.from({ length: 8 }, () => randomUUID());
    const taken = await Promise.all(takers.map((leaseId) => takeFor(world(), now, leaseId)));
    const ids = taken.flat().map((one) => one.responderId);
    expect([...ids].sort()).toEqual(people.map(({ id }) => id).sort());
    expect(await takeFor(world(), now + LEASE_MS - 1)).toEqual([]);
    const leaseId = randomUUID();
    const again = await takeFor(world(), now + LEASE_MS, leaseId);
    expect(again).toHaveLength(6);
    const [first] = again;
    if (first === undefined) return;
    await store(world()).reminderSent(first, randomUUID(), now);
    expect(await takeFor(world(), now + 2 * LEASE_MS)).toHaveLength(6);
  });
}

function lists(world: () => World): void {
  it('lists what ends soon with the reminders that went out about this end', async () => {
    const [robin, sam] = [await world().responder(), await world().responder('Sam')];
    const at = NOW + 300 * DAY_MS;
    const early = await file(world(), robin, { validTo: at + 2 * DAY_MS });
    const late = await file(world(), sam, { validTo: at + 30 * DAY_MS });
    const never = await file(world(), sam, { validTo: null, kind: 'doctor' });
    for (const one of [early, late, never]) await verify(world(), one);
    const leaseId = randomUUID();
    for (const due of await takeFor(world(), at, leaseId)) {
      await store(world()).reminderSent(due, leaseId, at);
    }
    const { organisationId } = world();
    const ends = { now: at, until: at + 30 * DAY_MS };
    const page = { cursor: null, limit: 1 };
    const first = await store(world()).endingCredentials(organisationId, ends, page);
    const rest = { cursor: first.nextCursor, limit: 9 };
    const second = await store(world()).endingCredentials(organisationId, ends, rest);
    expect(
      [...first.items, ...second.items].map((one) => [
        ...[one.credentialId, one.responder.displayName, one.remindedDays],
      ]),
    ).toEqual([
      [early.credential.id, 'Robin', [7]],
      [late.credential.id, 'Sam', [30]],
    ]);
    expect(second.nextCursor).toBeNull();
  });
}
