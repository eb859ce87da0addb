import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { ALWAYS_AVAILABLE } from '#core/availability';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { ReachStore } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

/** What every store of where people can be reached promises, as tests. */
export function reachConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of reach`, open, (world) => {
    keepsReach(world);
    listsReach(world);
    movesAddresses(world);
    movesOwnAddresses(world);
    findsHolders(world);
    remembersTheGone(world);
    prunesTheDead(world);
    signsOut(world);
    notesWhoSpoke(world);
    leavesOutTheMuted(world);
  });
}

type PushAddress = Parameters<ReachStore['setPushAddress']>[0];

function setPush(world: World, deviceId: string, fields: Partial<PushAddress>) {
  const { organisationId } = world;
  const address = { organisationId, deviceId, channel: 'push', address: null, now: NOW } as const;
  return world.stores.reach.setPushAddress({ ...address, ...fields });
}

async function phonesOf(world: World, responderId: string) {
  const person = await world.stores.reach.reachOf(world.organisationId, responderId);
  return person?.devices ?? [];
}

function keepsReach(world: () => World): void {
  it('keeps what a person sets and leaves the rest as it was', async () => {
    const person = await world().responder();
    const { reach, people } = world().stores;
    const { organisationId } = world();
    const key = { organisationId, responderId: person.id, now: NOW };
    const availability = {
      schedule: [{ fromMinute: 480, toMinute: 1_020 }],
      quietHours: { fromMinute: 1_320, toMinute: 420, letThrough: 'life-threatening' as const },
      mutedUntil: NOW + 1,
    };
    const phone = '+15550100';
    await reach.setReach({ ...key, change: { availability, phone, declined: ['voice'] } });
    await reach.setReach({ ...key, change: { language: 'de', email: 'r@example.org' } });
    await expect(reach.reachOf(organisationId, person.id)).resolves.toMatchObject({
      ...{ responderId: person.id, externalRef: person.externalRef, displayName: 'Robin' },
      ...{ onDuty: true, disabledAt: null, availability, language: 'de' },
      ...{ phone, email: 'r@example.org', declined: ['voice'] },
    });
    const stored = await people.responder(organisationId, person.id);
    expect(stored).toMatchObject({ availability, channels: ['live', 'sms', 'email'] });
    const bare = { availability: ALWAYS_AVAILABLE, phone: null, email: null, declined: [] };
    await reach.setReach({ ...key, change: bare });
    await expect(reach.reachOf(organisationId, person.id)).resolves.toMatchObject(bare);
    await expect(reach.reachOf(randomUUID(), person.id)).resolves.toBeNull();
  });
}

function listsReach(world: () => World): void {
  it('lists everybody by reference, each once, but for those who are disabled', async () => {
    const made = await world().responders(5);
    const { reach, people } = world().stores;
    const { organisationId } = world();
    const [left, ...stayed] = made;
    if (left === undefined) throw new Error('five people');
    const { externalRef, displayName, travelMode, tier, language, testPhone } = left;
    const input = { externalRef, displayName, travelMode, tier, language, testPhone };
    await people.putResponder(organisationId, { ...input, disabled: true, credentials: [] }, NOW);
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await reach.reachOfAll(organisationId, { cursor, limit: 3 });
      listed.push(...page.items.map((one) => one.responderId));
      for (const one of page.items) expect(one.devices).toHaveLength(1);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(listed).toEqual(stayed.map((one) => one.id));
  });
}

function movesAddresses(world: () => World): void {
  it('moves no address from the phone of somebody else, until it is proven', async () => {
    const [before, now] = await world().responders(2);
    if (before === undefined || now === undefined) throw new Error('two people');
    const address = randomUUID();
    const old = await world().signIn(before.id, address);
    const fresh = await world().signIn(now.id, address);
    const { organisationId } = world();
    const pushed = async (person: { readonly id: string }, deviceId: string) =>
      (await phonesOf(world(), person.id)).find((one) => one.deviceId === deviceId);
    await expect(pushed(now, fresh)).resolves.toMatchObject({ hasPushAddress: false });
    const asked = { address, channel: 'web-push', permission: 'granted' } as const;
    const refused = await setPush(world(), fresh, asked);
    expect(refused).toEqual({ isSet: false, takenFrom: [] });
    await expect(pushed(now, fresh)).resolves.toMatchObject({
      ...{ hasPushAddress: false, permission: 'granted' },
    });
    await expect(pushed(before, old)).resolves.toMatchObject({ hasPushAddress: true });
    const moved = await setPush(world(), fresh, { ...asked, isProven: true });
    const takenFrom = [{ organisationId, responderId: before.id }];
    expect(moved).toEqual({ isSet: true, takenFrom });
    await expect(pushed(now, fresh)).resolves.toMatchObject({
      ...{ pushChannel: 'web-push', hasPushAddress: true, pushSetAt: NOW, permission: 'granted' },
    });
    const theirs = { hasPushAddress: false, pushGoneAt: null };
    await expect(pushed(before, old)).resolves.toMatchObject(theirs);
  });

  it('guards an address of a phone of another organisation as well', async () => {
    const elsewhere = await World.make(world().stores);
    const [theirs, ours] = [await elsewhere.responder(), await world().responder()];
    const address = randomUUID();
    await elsewhere.signIn(theirs.id, address);
    const fresh = await world().signIn(ours.id);
    const refused = { isSet: false, takenFrom: [] };
    await expect(setPush(world(), fresh, { address })).resolves.toEqual(refused);
    const { organisationId } = elsewhere;
    await expect(setPush(world(), fresh, { address, isProven: true })).resolves.toEqual({
      ...{ isSet: true, takenFrom: [{ organisationId, responderId: theirs.id }] },
    });
  });
}

function movesOwnAddresses(world: () => World): void {
  it('moves an address between the phones of one person, and from one that ran out', async () => {
    const [person, other] = await world().responders(2);
    if (person === undefined || other === undefined) throw new Error('two people');
    const address = randomUUID();
    const old = await world().signIn(person.id, address);
    const fresh = await world().signIn(person.id);
    const set = { isSet: true, takenFrom: [] };
    await expect(setPush(world(), fresh, { address })).resolves.toEqual(set);
    const { organisationId } = world();
    const { reach } = world().stores;
    const channel = 'push';
    await expect(reach.pushAddressesOf(organisationId, person.id, NOW)).resolves.toEqual([
      { deviceId: fresh, channel, address },
    ]);
    await expect(reach.pushAddressesOf(randomUUID(), person.id, NOW)).resolves.toEqual([]);
    const long = NOW + 400 * DAY_MS;
    await expect(reach.pushAddressesOf(organisationId, person.id, long)).resolves.toEqual([]);
    const third = await world().signIn(other.id);
    await expect(setPush(world(), third, { address, now: long })).resolves.toEqual(set);
    const phones = await phonesOf(world(), person.id);
    expect(phones.filter(({ hasPushAddress }) => hasPushAddress)).toEqual([]);
    expect(phones.map(({ deviceId }) => deviceId)).toContain(old);
    await setPush(world(), third, { permission: 'denied' });
    const theirs = await phonesOf(world(), other.id);
    const forgotten = theirs.find((phone) => phone.deviceId === third);
    expect(forgotten).toMatchObject({ hasPushAddress: false, permission: 'denied' });
  });
}

function findsHolders(world: () => World): void {
  it('finds who of the organisation has an address, and nobody of another', async () => {
    const person = await world().responder();
    const { reach } = world().stores;
    const { organisationId } = world();
    const key = { organisationId, responderId: person.id, now: NOW };
    await reach.setReach({ ...key, change: { phone: '+15550199', email: 'Ro@example.org' } });
    const phone = { kind: 'phone', address: '+15550199' } as const;
    const email = { kind: 'email', address: 'ro@EXAMPLE.org' } as const;
    await expect(reach.holderOf(organisationId, phone)).resolves.toBe(person.id);
    await expect(reach.holderOf(organisationId, email)).resolves.toBe(person.id);
    await expect(reach.holderOf(randomUUID(), phone)).resolves.toBeNull();
    const nobodys = { kind: 'phone', address: '+15550198' } as const;
    await expect(reach.holderOf(organisationId, nobodys)).resolves.toBeNull();
  });

  it('changes no phone of another organisation', async () => {
    const person = await world().responder();
    const deviceId = await world().signIn(person.id);
    const address = randomUUID();
    await setPush(world(), deviceId, { organisationId: randomUUID(), address });
    const phones = await phonesOf(world(), person.id);
    expect(phones.map((one) => one.hasPushAddress)).toEqual([false, false]);
  });
}

function remembersTheGone(world: () => World): void {
  it('shows that an address is gone until the phone brings a new one', async () => {
    const person = await world().responder();
    const [old, fresh] = [randomUUID(), randomUUID()];
    const deviceId = await world().signIn(person.id, old);
    const { reach } = world().stores;
    const phone = async () =>
      (await phonesOf(world(), person.id)).find((one) => one.deviceId === deviceId);
    await reach.dropPushAddress(old, NOW + 5);
    await expect(phone()).resolves.toMatchObject({ hasPushAddress: false, pushGoneAt: NOW + 5 });
    await setPush(world(), deviceId, { address: fresh, now: NOW + 6 });
    // What a provider says late of the old address is nothing to the new one.
    await reach.dropPushAddress(old, NOW + 7);
    await expect(phone()).resolves.toMatchObject({
      ...{ hasPushAddress: true, pushSetAt: NOW + 6, pushGoneAt: null },
    });
  });
}

function prunesTheDead(world: () => World): void {
  it('forgets the three in ten addresses that are dead, and no good one', async () => {
    const people = await world().responders(30);
    const addresses = people.map((_, i) => `${i % 10 < 3 ? 'dead' : 'good'}-${randomUUID()}`);
    for (const [i, person] of people.entries()) {
      await world().signIn(person.id, addresses[i] ?? null);
    }
    const dead = addresses.filter((address) => address.startsWith('dead'));
    const { reach, people: store } = world().stores;
    await Promise.all(dead.map((address) => reach.dropPushAddress(address, NOW)));
    const { organisationId } = world();
    const ids = people.map((person) => person.id);
    const candidates = await store.candidates(organisationId, ids);
    const pushed = new Set(
      candidates
        .filter(({ responder }) => responder.channels.includes('push'))
        .map(({ responder }) => responder.id),
    );
    const good = people.filter((_, i) => addresses[i]?.startsWith('good') === true);
    expect([...pushed].sort()).toEqual(good.map((person) => person.id).sort());
    expect(good).toHaveLength(21);
  });
}

function signsOut(world: () => World): void {
  it('knows a phone no more once it signed out, and says how many are left', async () => {
    const person = await world().responder();
    const { reach, people } = world().stores;
    const { organisationId } = world();
    const token = randomUUID();
    const [code, deviceId, address] = [randomUUID(), randomUUID(), randomUUID()];
    const enrolment = { organisationId, responderId: person.id, code, now: NOW };
    await people.addEnrolment({ ...enrolment, expiresAt: NOW + HOUR_MS });
    await people.signInDevice({
      ...{ code, deviceId, token, tokenExpiresAt: NOW + DAY_MS, pushToken: address, now: NOW },
      platform: 'ios',
    });
    await expect(people.callerOf(token)).resolves.toMatchObject({ deviceId });
    const leave = { organisationId, deviceId, now: NOW + 1 };
    await expect(reach.signOut({ ...leave, organisationId: randomUUID() })).resolves.toBe(0);
    await expect(people.callerOf(token)).resolves.not.toBeNull();
    await expect(reach.signOut(leave)).resolves.toBe(1);
    await expect(reach.signOut({ ...leave, now: NOW + 2 })).resolves.toBe(1);
    await expect(people.callerOf(token)).resolves.toBeNull();
    await setPush(world(), deviceId, { address });
    const phones = await phonesOf(world(), person.id);
    expect(phones.map((one) => one.deviceId)).not.toContain(deviceId);
    const responder = await people.responder(organisationId, person.id);
    expect(responder?.channels).toEqual(['live']);
    const [last] = phones;
    await expect(reach.signOut({ ...leave, deviceId: last?.deviceId ?? '' })).resolves.toBe(0);
    await expect(people.responder(organisationId, person.id)).resolves.toMatchObject({
      channels: [],
    });
  });
}

function notesWhoSpoke(world: () => World): void {
  it('notes when a phone spoke with us last, never earlier than before', async () => {
    const [one, other] = await world().responders(2);
    if (one === undefined || other === undefined) throw new Error('two people');
    const [phone] = await phonesOf(world(), one.id);
    const { reach } = world().stores;
    await reach.noteSeen([phone?.deviceId ?? '', randomUUID()], NOW + 10);
    await reach.noteSeen([phone?.deviceId ?? ''], NOW + 5);
    await reach.noteSeen([], NOW + 99);
    const seen = async (id: string) => (await phonesOf(world(), id)).map((device) => device.seenAt);
    await expect(seen(one.id)).resolves.toEqual([NOW + 10]);
    await expect(seen(other.id)).resolves.toEqual([NOW]);
  });
}

function leavesOutTheMuted(world: () => World): void {
  it('leaves whoever is muted out of the live index, and nobody whose mute is over', async () => {
    const [muted, heard] = await world().responders(2);
    if (muted === undefined || heard === undefined) throw new Error('two people');
    const { reach, people } = world().stores;
    const { organisationId } = world();
    const fix = { place: { lat: 36.85, lon: -75.97 }, at: NOW, accuracyM: 5 };
    const both = [muted, heard].map((one) => ({ organisationId, responderId: one.id, fix }));
    await people.saveLastKnown(both, NOW);
    for (const [person, mutedUntil] of [
      [muted, NOW + 1],
      [heard, NOW],
    ] as const) {
      const change = { availability: { ...ALWAYS_AVAILABLE, mutedUntil } };
      await reach.setReach({ organisationId, responderId: person.id, change, now: NOW });
    }
    const found: string[] = [];
    for await (const one of people.eachAvailable(NOW)) {
      if (one.organisationId === organisationId) found.push(one.entry.responderId);
    }
    expect(found).toEqual([heard.id]);
  });
}
