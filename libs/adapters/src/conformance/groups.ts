import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Group, GroupAsk } from '#core/group';
import { ok, refuse } from '#core/problem';
import { HOUR_MS } from '#core/units';
import type { CalloutShare } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

/** What every store of groups and of shared call-outs promises, as tests. */
export function groupConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of groups`, open, (world) => {
    keepsGroups(world);
    keepsMembers(world);
    keepsAsks(world);
    keepsShares(world);
  });
}

async function put(world: World, fields: Partial<Group> = {}): Promise<Group> {
  const group: Group = {
    ...{ id: randomUUID(), organisationId: world.organisationId, groupRef: 'lower-town' },
    ...{ name: 'Lower town', kind: 'community', status: 'active', equipment: { boat: 2 } },
    ...{ askedBy: null, note: null, createdAt: NOW, updatedAt: NOW },
    ...fields,
  };
  await world.stores.groups.putGroup(group);
  return group;
}

async function asking(world: World, fields: Partial<GroupAsk> = {}): Promise<GroupAsk> {
  const { callout } = await world.open([]);
  const { id: groupId } = await put(world);
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, calloutId: callout.id, groupId },
    ...{ needKey: 'hands', peopleCount: 5, pieces: { boat: 1 }, answerBy: NOW + HOUR_MS },
    ...{ status: 'asked', filledCount: 0, filledPieces: {}, askedAt: NOW, endedAt: null },
    ...fields,
  };
}

function keepsGroups(world: () => World): void {
  it('keeps a group under its reference, and what may change of it', async () => {
    const group = await put(world());
    const { groups } = world().stores;
    const { organisationId } = world();
    const changed = { ...group, id: randomUUID(), name: 'Upper town', equipment: {} };
    await groups.putGroup({ ...changed, createdAt: NOW + 1, updatedAt: NOW + 1 });
    const meant = { ...group, name: 'Upper town', equipment: {}, updatedAt: NOW + 1 };
    const found = { ...meant, memberCount: 0 };
    await expect(groups.groupByRef(organisationId, 'lower-town')).resolves.toEqual(found);
    await expect(groups.group(organisationId, group.id)).resolves.toEqual(found);
    await expect(groups.groups(organisationId)).resolves.toEqual([found]);
    await expect(groups.group(randomUUID(), group.id)).resolves.toBeNull();
  });

  it('moves a group that somebody asked for once', async () => {
    const { id: askedBy } = await world().responder();
    const { id: groupId } = await put(world(), { status: 'asked-for', askedBy });
    const { organisationId } = world();
    const { groups } = world().stores;
    await expect(groups.askedBy(organisationId, askedBy)).resolves.toMatchObject([{ id: groupId }]);
    const move = () =>
      groups.moveGroup({
        ...{ organisationId, groupId, from: ['asked-for'], to: 'active', now: NOW + 1 },
      });
    expect([await move(), await move()]).toEqual([true, false]);
    await expect(groups.askedBy(organisationId, askedBy)).resolves.toEqual([]);
  });
}

function keepsMembers(world: () => World): void {
  it('keeps members by name, as many as there may be, and who coordinates', async () => {
    const { id: groupId } = await put(world());
    const { organisationId } = world();
    const { groups } = world().stores;
    const [zoe, ada] = [await world().responder('Zoe'), await world().responder('Ada')];
    const join = (responderId: string, isCoordinator: boolean, max = 2) =>
      groups.putMember({ organisationId, groupId, responderId, isCoordinator, since: NOW, max });
    expect(await join(zoe.id, false)).toBe(true);
    expect(await join(ada.id, false, 1)).toBe(false);
    expect(await join(ada.id, false)).toBe(true);
    expect(await join(ada.id, true)).toBe(true);
    const members = await groups.members(organisationId, groupId);
    expect(members.map((one) => [one.displayName, one.isCoordinator])).toEqual([
      ['Ada', true],
      ['Zoe', false],
    ]);
    expect(members.map(({ externalRef }) => externalRef)).toEqual([
      ...[ada.externalRef, zoe.externalRef],
    ]);
    await expect(groups.coordinators(organisationId, groupId)).resolves.toEqual([ada.id]);
    const own = await groups.groupsOf(organisationId, ada.id);
    expect(own).toMatchObject([{ isCoordinator: true, group: { id: groupId, memberCount: 2 } }]);
    await groups.removeMember(organisationId, { groupId, responderId: ada.id });
    await expect(groups.coordinators(organisationId, groupId)).resolves.toEqual([]);
    await expect(groups.groupsOf(organisationId, ada.id)).resolves.toEqual([]);
  });
}

function keepsAsks(world: () => World): void {
  it('holds for a group what it was asked for until it has put them in', async () => {
    const ask = await asking(world());
    const { organisationId, calloutId, id: askId } = ask;
    const { groups } = world().stores;
    const held = (now = NOW) => groups.heldFor(organisationId, calloutId, now);
    await expect(groups.ask(ask, () => ok(null))).resolves.toEqual(ok(ask));
    expect(await held()).toEqual({ hands: 5 });
    await groups.addFilled({ organisationId, askId }, { peopleCount: 2, pieces: { boat: 1 } });
    const more = { peopleCount: 1, pieces: { boat: 1, pump: 3 } };
    const after = await groups.addFilled({ organisationId, askId }, more);
    expect(after).toMatchObject({ filledCount: 3, filledPieces: { boat: 2, pump: 3 } });
    expect(await held()).toEqual({ hands: 2 });
    expect((await held(ask.answerBy))['hands']).toBe(0);
    const open = await groups.openAsks(organisationId, ask.groupId);
    expect(open.map(({ id }) => id)).toEqual([askId]);
    const end = () => groups.endAsk({ organisationId, askId, to: 'answered', now: NOW + 1 });
    await expect(end()).resolves.toMatchObject({ status: 'answered', endedAt: NOW + 1 });
    await expect(end()).resolves.toBeNull();
    await expect(groups.addFilled({ organisationId, askId }, more)).resolves.toBeNull();
    expect(await held()).toEqual({});
    await expect(groups.asksOf(organisationId, calloutId)).resolves.toHaveLength(1);
  });

  it('asks one after the other, each knowing what is held already', async () => {
    const ask = await asking(world());
    const told: unknown[] = [];
    const one = (id: string) =>
      world().stores.groups.ask({ ...ask, id }, (held) => {
        told.push(held['hands'] ?? 0);
        return (held['hands'] ?? 0) > 0 ? refuse('invalid-field', 'held', 'x') : ok(null);
      });
    const all = await Promise.all([one(randomUUID()), one(randomUUID())]);
    expect(all.filter((each) => each.ok)).toHaveLength(1);
    expect(told).toEqual([0, 5]);
  });

  it('ends what nobody answered in time, once', async () => {
    const ask = await asking(world());
    const { groups } = world().stores;
    await groups.ask(ask, () => ok(null));
    const expire = async (now: number) =>
      (await groups.expireAsks(now, 1_000)).filter(({ id }) => id === ask.id).length;
    expect(await expire(ask.answerBy - 1)).toBe(0);
    const both = await Promise.all([expire(ask.answerBy), expire(ask.answerBy)]);
    expect(both.sort()).toEqual([0, 1]);
    const found = await groups.groupAsk(ask.organisationId, ask.id);
    expect(found).toMatchObject({ status: 'expired', endedAt: ask.answerBy });
  });
}

function keepsShares(world: () => World): void {
  it('keeps what a partner was asked for once, and follows it until it is over', async () => {
    const { callout } = await world().open([]);
    const { shares, aid } = world().stores;
    const { organisationId } = world();
    const other = await otherOrganisation(world());
    const agreementId = randomUUID();
    const side = {
      id: agreementId,
      status: 'proposed' as const,
      proposedAt: NOW,
      validUntil: NOW + HOUR_MS,
      acceptedAt: null,
      endedAt: null,
    };
    const partner = (id: string) => ({ id, slug: id, name: 'Tidewater' });
    await aid.propose([
      { ...side, organisationId, partner: partner(other), proposedByUs: true },
      { ...side, organisationId: other, partner: partner(organisationId), proposedByUs: false },
    ]);
    const share: CalloutShare = {
      ...{ organisationId, calloutId: callout.id, agreementId, partnerId: other },
      ...{ partnerRef: 'aid/a/CO-1', needs: callout.needs, reason: 'All out', askedAt: NOW },
      toldStopAt: null,
    };
    await shares.keepShare(share);
    await shares.keepShare({ ...share, reason: 'Again' });
    await expect(shares.shares(organisationId, callout.id)).resolves.toEqual([share]);
    const take = async (now: number) =>
      (await shares.takeShares({ now, leaseMs: 1_000, max: 1_000 })).filter(
        (one) => one.calloutId === callout.id,
      );
    expect(await take(NOW)).toEqual([share]);
    expect(await take(NOW + 999)).toEqual([]);
    expect(await take(NOW + 1_000)).toEqual([share]);
    await shares.shareTold(share, NOW + 1);
    const told = await shares.shares(organisationId, callout.id);
    expect(told).toEqual([{ ...share, toldStopAt: NOW + 1 }]);
    await shares.shareOver(share);
    expect(await take(NOW + 9_000)).toEqual([]);
  });
}

async function otherOrganisation(world: World): Promise<string> {
  const id = randomUUID();
  await world.stores.people.addOrganisation({
    ...{ id, slug: id, name: 'Next county', timeZone: 'UTC', area: null },
    policyName: 'nearest-10',
  });
  return id;
}
