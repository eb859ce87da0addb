import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { CODE_TRIES_MAX, CODE_VALID_MS, freshCode } from '#core/one-time-code';
import { DAY_MS } from '#core/units';
import type { CodeKey } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

/** What every store of codes, proofs and claims promises, as tests. */
export function registrationConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of registrations`, open, (world) => {
    keepsSettings(world);
    triesCodes(world);
    keepsProofs(world);
    keepsClaims(world);
    renewsTokens(world);
  });
}

function keepsSettings(world: () => World): void {
  it('lets people register while the organisation says so, and not before or after', async () => {
    const { registrations } = world().stores;
    const { organisationId: id } = world();
    const timeZone = expect.any(String) as unknown as string;
    const about = { id, slug: id, name: 'Tidewater', timeZone, controlPhone: null };
    const settings = { ...about, selfRegistration: false };
    await expect(registrations.organisationBySlug(id)).resolves.toEqual(settings);
    await registrations.setSelfRegistration(id, true);
    const open = { ...settings, selfRegistration: true };
    await expect(registrations.settings(id)).resolves.toEqual(open);
    await expect(registrations.organisationBySlug(id)).resolves.toEqual(open);
    await registrations.setSelfRegistration(id, false);
    await expect(registrations.settings(id)).resolves.toEqual(settings);
    await expect(registrations.organisationBySlug(randomUUID())).resolves.toBeNull();
    await expect(registrations.settings(randomUUID())).resolves.toBeNull();
  });

  it('keeps the number of control until another or none is given', async () => {
    const { registrations } = world().stores;
    const { organisationId: id } = world();
    for (const controlPhone of ['+17575550100', '+17575550101', null]) {
      await registrations.setControlPhone(id, controlPhone);
      await expect(registrations.settings(id)).resolves.toMatchObject({ controlPhone });
    }
  });
}

/** A code of a registration, with what it lets in to. */
async function putCode(world: World, ofId: string = randomUUID()) {
  const { organisationId } = world;
  const key: CodeKey = { purpose: 'registration', ofId };
  const [sealed, codeDigest] = [randomBytes(40), randomBytes(32)];
  const kept = { organisationId, sealed, codeDigest, code: freshCode(NOW), now: NOW };
  await world.stores.registrations.putCode(key, kept);
  const tried = async (digest: Uint8Array, now = NOW) => {
    const taken = await world.stores.registrations.tryCode(key, [randomBytes(32), digest], now);
    if (taken === null) return null;
    const { organisationId: of, sealed: bytes } = taken;
    return { organisationId: of, sealed: Buffer.from(bytes).toString('hex') };
  };
  const letIn = { organisationId, sealed: sealed.toString('hex') };
  return { key, codeDigest, letIn, tried };
}

function triesCodes(world: () => World): void {
  it('lets a right code in once, whoever asks at the same moment', async () => {
    const { codeDigest, letIn, tried } = await putCode(world());
    await expect(tried(randomBytes(32))).resolves.toBeNull();
    const all = await Promise.all(Array.from({ length: 4 }, () => tried(codeDigest)));
    expect(all.filter((one) => one !== null)).toEqual([letIn]);
    await expect(tried(codeDigest)).resolves.toBeNull();
  });

  it('lets nobody in after five wrong codes, or after ten minutes', async () => {
    const guessed = await putCode(world());
    const guesses = Array.from({ length: CODE_TRIES_MAX }, () => guessed.tried(randomBytes(32)));
    await Promise.all(guesses);
    await expect(guessed.tried(guessed.codeDigest)).resolves.toBeNull();
    const late = await putCode(world());
    await expect(late.tried(late.codeDigest, NOW + CODE_VALID_MS)).resolves.toBeNull();
  });

  it('knows only the newest code of a key, and each purpose for itself', async () => {
    const first = await putCode(world());
    const second = await putCode(world(), first.key.ofId);
    await expect(second.tried(first.codeDigest)).resolves.toBeNull();
    const { registrations } = world().stores;
    const other = { ...first.key, purpose: 'contact' } as const;
    await expect(registrations.tryCode(other, [second.codeDigest], NOW)).resolves.toBeNull();
    await expect(second.tried(second.codeDigest)).resolves.toEqual(second.letIn);
  });
}

function keepsProofs(world: () => World): void {
  it('keeps the newest proof of each kind of address, in its own organisation', async () => {
    const person = await world().responder();
    const { registrations } = world().stores;
    const { organisationId } = world();
    const [old, fresh, mail] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const proof = { organisationId, responderId: person.id, kind: 'phone' } as const;
    await registrations.prove({ ...proof, digest: old, provenAt: NOW });
    await registrations.prove({ ...proof, digest: fresh, provenAt: NOW + 1 });
    await registrations.prove({ ...proof, kind: 'email', digest: mail, provenAt: NOW });
    const kept = await registrations.proofsOf(organisationId, person.id);
    expect(kept.map(({ kind, provenAt }) => [kind, provenAt])).toEqual([
      ['email', NOW],
      ['phone', NOW + 1],
    ]);
    const [, phone] = kept;
    expect(Buffer.from(phone?.digest ?? []).equals(fresh)).toBe(true);
    await expect(registrations.proofsOf(randomUUID(), person.id)).resolves.toEqual([]);
  });
}

function keepsClaims(world: () => World): void {
  it('gives a claim to the phone that shows its challenge, once and in time', async () => {
    const person = await world().responder();
    const [deviceId, other] = [await world().signIn(person.id), await world().signIn(person.id)];
    const { registrations } = world().stores;
    const { organisationId } = world();
    const [sealed, challengeDigest] = [randomBytes(40), randomBytes(32)];
    const claim = { organisationId, deviceId, channel: 'push', expiresAt: NOW + 2 } as const;
    const put = () => registrations.putPushClaim({ ...claim, sealed, challengeDigest });
    const take = (fields: {
      readonly deviceId?: string;
      readonly challengeDigests?: readonly Uint8Array[];
    }) =>
      registrations.takePushClaim({
        ...{ organisationId, deviceId, challengeDigests: [challengeDigest], now: NOW + 1 },
        ...fields,
      });
    await put();
    await expect(take({ deviceId: other })).resolves.toBeNull();
    await expect(take({ challengeDigests: [randomBytes(32)] })).resolves.toBeNull();
    const taken = await take({});
    expect(taken).toMatchObject(claim);
    expect(Buffer.from(taken?.sealed ?? []).equals(sealed)).toBe(true);
    await expect(take({})).resolves.toBeNull();
    await put();
    const late = { organisationId, deviceId, challengeDigests: [challengeDigest], now: NOW + 2 };
    await expect(registrations.takePushClaim(late)).resolves.toBeNull();
  });
}

function renewsTokens(world: () => World): void {
  const begin = async () => {
    const { id: responderId } = await world().responder();
    const { people } = world().stores;
    const { organisationId } = world();
    const [code, first, deviceId] = [randomUUID(), randomUUID(), randomUUID()];
    const person = { organisationId, responderId };
    await people.addEnrolment({ ...person, code, expiresAt: NOW + DAY_MS, now: NOW });
    const phone = { platform: 'web', pushToken: null, tokenExpiresAt: NOW + DAY_MS } as const;
    await people.signInDevice({ ...phone, code, deviceId, token: first, now: NOW });
    const next = { organisationId, deviceId, token: randomUUID(), now: NOW };
    const offer = (token: string) =>
      people.offerToken({ ...next, token, expiresAt: NOW + 2 * DAY_MS });
    return { people, first, next, offer };
  };
  it('keeps a phone signed in by its old token until the new one was used', async () => {
    const { people, first, next, offer } = await begin();
    await expect(offer(next.token)).resolves.toBe(true);
    const before = await people.callerOf(first);
    expect(before).not.toHaveProperty('tradedAt');
    await expect(people.callerOf(next.token)).resolves.toEqual({
      ...before,
      ...{ expiresAt: NOW + 2 * DAY_MS, tradedAt: null },
    });
    await Promise.all([1, 2, 3].map(() => people.useToken({ ...next, now: NOW + 1 })));
    const after = await people.callerOf(next.token);
    expect(after).toEqual({ ...before, expiresAt: NOW + 2 * DAY_MS });
    await expect(people.callerOf(first)).resolves.toEqual({ ...before, tradedAt: NOW + 1 });
  });

  it('knows one new token of a phone: of one whose answer was lost, nobody is known', async () => {
    const { people, first, next, offer } = await begin();
    await offer('lost');
    await offer(next.token);
    await expect(people.callerOf('lost')).resolves.toBeNull();
    await people.useToken({ ...next, token: 'lost' });
    expect(await people.callerOf(first)).not.toHaveProperty('tradedAt');
  });

  it('gives no new token to a phone that was signed out, or of another organisation', async () => {
    const { people, first, next, offer } = await begin();
    const other = { ...next, organisationId: randomUUID(), expiresAt: NOW + DAY_MS };
    await expect(people.offerToken(other)).resolves.toBe(false);
    await offer(next.token);
    await world().stores.reach.signOut(next);
    await expect(offer('late')).resolves.toBe(false);
    for (const token of [first, next.token, 'late']) {
      await expect(people.callerOf(token)).resolves.toBeNull();
    }
  });
}
