import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { ANSWER_WITHIN_MS, STALE_AFTER_MS, type BoardEntry } from '#core/board';
import { CLAIM_HOURS, REMIND_BEFORE_MS } from '#core/board-claim';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { BoardStore } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const PLACE = { lat: 36.852912345678, lon: -75.978012345678 };

/** What every store of offers and needs promises, as tests. */
export function boardConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of the board`, open, (world) => {
    keepsEntries(world);
    findsEntries(world);
    claims(world);
    endsClaims(world);
    ends(world);
    takesDue(world);
  });
}

function entryOf(world: World, fields: Partial<BoardEntry> = {}): BoardEntry {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, source: 'staff' },
    ...{ responderId: null, side: 'need', kind: 'shelter', title: 'Beds', note: null },
    ...{ quantity: 4, from: NOW - HOUR_MS, until: NOW + 3 * DAY_MS, place: PLACE },
    cell: { centre: { lat: 36.85123, lon: -75.97711 }, sizeM: 500 },
    ...{ travelMaxM: 0, status: 'open', takenCount: 0, doneCount: 0, createdAt: NOW },
    ...{ confirmedAt: NOW, askedAgainAt: null, vettedAt: NOW, reason: null, endedAt: null },
    ...fields,
  };
}

async function added(world: World, fields: Partial<BoardEntry> = {}): Promise<BoardEntry> {
  const entry = entryOf(world, fields);
  const kept = { entry, contact: null, addressDigests: [], max: 10 };
  await expect(world.stores.board.add(kept)).resolves.toBe(true);
  return entry;
}

function claim(
  world: World,
  entry: BoardEntry,
  fields: Partial<Parameters<BoardStore['claim']>[0]> = {},
) {
  return world.stores.board.claim({
    ...{ organisationId: world.organisationId, claimId: randomUUID(), entryId: entry.id },
    ...{ responderId: null, forEntryId: null, wish: { quantity: 1, hours: null }, now: NOW },
    ...fields,
  });
}

async function stored(world: World, { id }: BoardEntry) {
  const found = await world.stores.board.entry(world.organisationId, id);
  if (found === null) throw new Error('the entry is stored');
  return found.entry;
}

function keepsEntries(world: () => World): void {
  it('gives back what was put up, to its own organisation alone', async () => {
    const contact = randomBytes(40);
    const entry = entryOf(world(), { note: 'Two flats', reason: 'Called back' });
    const kept = { entry, contact, addressDigests: [randomBytes(32)], max: 1 };
    await expect(world().stores.board.add(kept)).resolves.toBe(true);
    const found = await world().stores.board.entry(world().organisationId, entry.id);
    expect(found).toMatchObject({ entry, reportedCount: 0 });
    expect(Buffer.from(found?.contact ?? []).equals(contact)).toBe(true);
    await expect(world().stores.board.entry(randomUUID(), entry.id)).resolves.toBeNull();
  });

  it('keeps no more of one address or person than they may have', async () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const { board } = world().stores;
    const put = (addressDigests: Uint8Array[]) =>
      board.add({ entry: entryOf(world()), contact: null, addressDigests, max: 1 });
    await expect(put([older])).resolves.toBe(true);
    await expect(put([newer, older])).resolves.toBe(false);
    await expect(put([newer])).resolves.toBe(true);
    const { id: responderId } = await world().responder();
    const own = { source: 'responder', responderId } as const;
    const add = () =>
      board.add({ entry: entryOf(world(), own), contact: null, addressDigests: [], max: 2 });
    expect([await add(), await add(), await add()]).toEqual([true, true, false]);
    const theirs = await board.entriesOf(world().organisationId, responderId);
    expect(theirs).toHaveLength(2);
  });
}

function findsEntries(world: () => World): void {
  it('lists by side, kind and status, newest first, and whole over pages', async () => {
    const ids: string[] = [];
    for (const step of [1, 2, 3]) ids.push((await added(world(), { createdAt: NOW + step })).id);
    await added(world(), { side: 'offer' });
    await added(world(), { status: 'pending-vetting' });
    const { organisationId } = world();
    const filter = { side: 'need', kind: 'shelter', statuses: ['open', 'claimed'] } as const;
    const { board } = world().stores;
    const first = await board.list(organisationId, filter, { cursor: null, limit: 2 });
    const next = { cursor: first.nextCursor, limit: 2 };
    const second = await board.list(organisationId, filter, next);
    const seen = [...first.items, ...second.items].map(({ entry }) => entry.id);
    expect(seen).toEqual(ids.reverse());
    expect(second.nextCursor).toBeNull();
  });

  it('finds what is near, and what comes from afar', async () => {
    const far = { lat: PLACE.lat + 0.5, lon: PLACE.lon };
    const near = await added(world());
    await added(world(), { place: far });
    const comes = await added(world(), { place: far, travelMaxM: 60_000 });
    await added(world(), { status: 'pending-vetting' });
    const of = { side: 'need', place: PLACE, reachM: 1_000, now: NOW, max: 10 } as const;
    const found = await world().stores.board.near(world().organisationId, of);
    expect(found.map(({ entry }) => entry.id)).toEqual([near.id, comes.id]);
  });
}

function claims(world: () => World): void {
  it('never gives away more than there is, however many claim at once', async () => {
    const entry = await added(world());
    const people = await world().responders(6);
    const wish = { quantity: 1, hours: null };
    const all = await Promise.all(
      people.map(({ id: responderId }) => claim(world(), entry, { responderId, wish })),
    );
    expect(all.filter((one) => one.ok)).toHaveLength(4);
    const refused = all.flatMap((one) => (one.ok ? [] : [one.problem.code]));
    expect(refused).toEqual(['claim-taken', 'claim-taken']);
    await expect(stored(world(), entry)).resolves.toMatchObject({
      ...{ status: 'claimed', takenCount: 4, doneCount: 0 },
    });
  });

  it('frees at once what is released, and ends an entry with the last that is done', async () => {
    const entry = await added(world(), { quantity: 2 });
    const [one, two] = await world().responders(2);
    const wish = { quantity: 1, hours: null };
    const first = await claim(world(), entry, { responderId: one?.id ?? null, wish });
    const second = await claim(world(), entry, { responderId: two?.id ?? null, wish });
    if (!first.ok || !second.ok) throw new Error('both were claimed');
    const end = (claimId: string, to: 'done' | 'released') =>
      world().stores.board.endClaim({
        ...{ organisationId: world().organisationId, claimId, to, now: NOW + HOUR_MS },
      });
    await expect(end(first.value.id, 'released')).resolves.toMatchObject({ ok: true });
    await expect(end(first.value.id, 'done')).resolves.toMatchObject({ ok: false });
    await expect(stored(world(), entry)).resolves.toMatchObject({ status: 'open', takenCount: 1 });
    const third = await claim(world(), entry, { responderId: one?.id ?? null, wish });
    if (!third.ok) throw new Error('it was free');
    await end(second.value.id, 'done');
    await expect(stored(world(), entry)).resolves.toMatchObject({ status: 'claimed' });
    await end(third.value.id, 'done');
    await expect(stored(world(), entry)).resolves.toMatchObject({
      ...{ status: 'done', doneCount: 2, endedAt: NOW + HOUR_MS },
    });
  });
}

function endsClaims(world: () => World): void {
  it('takes of both entries where one is claimed for the other', async () => {
    const need = await added(world());
    const offer = await added(world(), { side: 'offer', quantity: 3 });
    const wish = { quantity: 3, hours: null };
    const first = await claim(world(), need, { forEntryId: offer.id, wish });
    expect(first).toMatchObject({ ok: true });
    await expect(stored(world(), offer)).resolves.toMatchObject({ status: 'claimed' });
    await expect(stored(world(), need)).resolves.toMatchObject({ status: 'open', takenCount: 3 });
    const other = await added(world(), { quantity: 5 });
    const again = await claim(world(), other, { forEntryId: offer.id });
    expect(again).toMatchObject({ ok: false, problem: { code: 'claim-taken' } });
    const { board } = world().stores;
    const ofOffer = await board.claims(world().organisationId, offer.id);
    expect(ofOffer.map(({ entryId }) => entryId)).toEqual([need.id]);
  });

  it('lets one person hold one claim of an entry', async () => {
    const entry = await added(world());
    const { id: responderId } = await world().responder();
    await expect(claim(world(), entry, { responderId })).resolves.toMatchObject({ ok: true });
    await expect(claim(world(), entry, { responderId })).resolves.toMatchObject({
      ...{ ok: false, problem: { code: 'illegal-step' } },
    });
    const own = await world().stores.board.claimsOf(world().organisationId, responderId);
    expect(own.map(({ entryId }) => entryId)).toEqual([entry.id]);
  });
}

function ends(world: () => World): void {
  it('moves an entry once, and releases its claims with its end', async () => {
    const entry = await added(world());
    const { id: responderId } = await world().responder();
    await claim(world(), entry, { responderId });
    const move: Parameters<BoardStore['moveEntry']>[0] = {
      ...{ organisationId: world().organisationId, entryId: entry.id },
      ...{ from: ['open'], to: 'closed', change: { reason: 'Not so' }, now: NOW + 1 },
    };
    const { board } = world().stores;
    const all = await Promise.all([board.moveEntry(move), board.moveEntry(move)]);
    const done = all.filter((one) => one !== null);
    expect(done).toHaveLength(1);
    expect(done[0]?.stored.entry).toMatchObject({ status: 'closed', reason: 'Not so' });
    expect(done[0]?.released.map((one) => one.responderId)).toEqual([responderId]);
    await expect(stored(world(), entry)).resolves.toMatchObject({ takenCount: 0 });
  });

  it('counts each person who says the same but once', async () => {
    const { id: entryId } = await added(world());
    const { organisationId } = world();
    const say = (byDigest: Uint8Array, kind: 'wrong' | 'done-by-others') =>
      world().stores.board.report({ organisationId, entryId, kind, byDigest, now: NOW });
    const [one, two] = [randomBytes(32), randomBytes(32)];
    expect(await say(one, 'wrong')).toBe(1);
    expect(await say(one, 'wrong')).toBe(1);
    expect(await say(one, 'done-by-others')).toBe(1);
    expect(await say(two, 'wrong')).toBe(2);
    const found = await world().stores.board.entry(organisationId, entryId);
    expect(found?.reportedCount).toBe(2);
    const { board } = world().stores;
    const change = { vettedAt: NOW + 1 };
    const of = { organisationId, entryId, now: NOW + 1 };
    await board.moveEntry({ ...of, from: ['open'], to: 'open', change });
    expect(await board.report({ ...of, kind: 'wrong', byDigest: one })).toBe(1);
  });

  it('opens to the public when the organisation says so, and not before', async () => {
    const { organisationId } = world();
    const { board } = world().stores;
    await expect(board.isPublic(organisationId)).resolves.toBe(false);
    await board.setPublic(organisationId, true);
    await expect(board.isPublic(organisationId)).resolves.toBe(true);
    await board.setPublic(organisationId, false);
    await expect(board.isPublic(organisationId)).resolves.toBe(false);
  });
}

function takesDue(world: () => World): void {
  it('hands out what is due to one worker, and again when nobody saw to it', async () => {
    const entry = await added(world());
    const { organisationId } = world();
    const { board } = world().stores;
    const take = async (now: number) => {
      const { entries, claims: due } = await board.takeDue({ now, leaseMs: 60_000, max: 1_000 });
      return {
        entries: entries.filter((one) => one.entry.id === entry.id).length,
        claims: due.filter((one) => one.entryId === entry.id).length,
      };
    };
    const stale = NOW + STALE_AFTER_MS;
    expect(await take(stale - 1)).toEqual({ entries: 0, claims: 0 });
    const both = await Promise.all([take(stale), take(stale)]);
    expect(both.map((one) => one.entries).sort()).toEqual([0, 1]);
    expect(await take(stale + 60_000)).toEqual({ entries: 1, claims: 0 });
    const asked = { askedAgainAt: stale };
    const of = { organisationId, entryId: entry.id, now: stale };
    await board.moveEntry({ ...of, from: ['open'], to: 'open', change: asked });
    expect((await take(stale + ANSWER_WITHIN_MS - 1)).entries).toBe(0);
    expect((await take(stale + ANSWER_WITHIN_MS)).entries).toBe(1);
  });

  it('hands out a claim to be reminded of, and then when it ends', async () => {
    const entry = await added(world());
    const { id: responderId } = await world().responder();
    const made = await claim(world(), entry, { responderId });
    if (!made.ok) throw new Error('it was claimed');
    const { board } = world().stores;
    const take = async (now: number) => {
      const { claims: due } = await board.takeDue({ now, leaseMs: 60_000, max: 1_000 });
      return due.filter((one) => one.id === made.value.id);
    };
    const endsAt = NOW + CLAIM_HOURS.shelter * HOUR_MS;
    expect(made.value.expiresAt).toBe(endsAt);
    expect(await take(endsAt - REMIND_BEFORE_MS - 1)).toEqual([]);
    expect(await take(endsAt - REMIND_BEFORE_MS)).toEqual([made.value]);
    await board.reminded(made.value, endsAt - REMIND_BEFORE_MS);
    expect(await take(endsAt - 1)).toEqual([]);
    expect(await take(endsAt)).toMatchObject([{ remindedAt: endsAt - REMIND_BEFORE_MS }]);
  });
}
