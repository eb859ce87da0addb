import { HOUR_MS, MINUTE_MS } from '#core/units';
import { answerGroupAskSchema, askGroupSchema, putGroupSchema } from '#contracts/group-api';
import { toIso } from '#contracts/shapes';
import type { ResponderCaller } from '#flow/ports';
import { openBoards, passHours } from './board-steps';
import { codeOf, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

const GROUP = putGroupSchema.parse({ name: 'Rowing club', kind: 'charity' });
const NEEDS = [
  {
    ...{ needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: 6 },
    ...{ credentialKinds: [], equipment: {}, shiftKey: null },
  },
];

function askOf(fields: Record<string, unknown> = {}) {
  const ask = { groupRef: 'rowers', needKey: 'hands', peopleCount: 4 };
  return askGroupSchema.parse({ ...ask, answerBy: toIso(START + 2 * HOUR_MS), ...fields });
}

function answerOf(fields: Record<string, unknown> = {}) {
  return answerGroupAskSchema.parse(fields);
}

/** A group of three with a coordinator, and a call-out for six. */
async function open(mode: 'actual' | 'exercise' = 'actual') {
  const boards = await openBoards();
  const { service, groups, callouts, organisationId } = boards;
  valueOf(await groups.put(organisationId, 'rowers', GROUP));
  const people: ResponderCaller[] = [];
  for (const name of ['cox', 'stroke', 'bow']) {
    const person = await service.person(name, 50_000);
    const of = { groupRef: 'rowers', externalRef: name };
    valueOf(await groups.putMember(organisationId, of, name === 'cox'));
    people.push(person);
  }
  const [cox, stroke, bow] = people;
  if (!cox || !stroke || !bow) throw new Error('three are members');
  const message = { ...SANDBAGS, mode, needs: NEEDS };
  const { view } = valueOf(await callouts.open(organisationId, message));
  const of = { organisationId, calloutId: view.id };
  const held = () => boards.store.groups.heldFor(organisationId, view.id, boards.clock.now());
  const counts = async () => valueOf(await callouts.byId(organisationId, view.id));
  return { ...boards, boards, cox, stroke, bow, of, held, counts };
}

describe('a group', () => {
  it('that a responder asks for is registered by staff, and theirs to coordinate', async () => {
    const boards = await openBoards();
    const { groups, ownGroups, organisationId } = boards;
    const asker = await boards.service.person('asker', 100);
    const [mine] = valueOf(await ownGroups.request(asker, GROUP)).items;
    expect(mine).toMatchObject({ status: 'asked-for', isCoordinator: false, members: null });
    const ref = mine?.groupRef ?? '';
    expect(codeOf(await groups.put(organisationId, ref, GROUP))).toBe('illegal-step');
    valueOf(await groups.decide(organisationId, ref, { isApproved: true, reason: 'Known' }));
    const [now] = (await ownGroups.read(asker)).items;
    expect(now).toMatchObject({ status: 'active', isCoordinator: true, memberCount: 1 });
    const again = await groups.decide(organisationId, ref, { isApproved: false, reason: 'No' });
    expect(codeOf(again)).toBe('illegal-step');
  });

  it('is led by its coordinators in what is theirs, and by no other member', async () => {
    const { boards, cox, stroke, bow, ownGroups } = await open();
    const [group] = (await ownGroups.read(cox)).items;
    const groupId = group?.id ?? '';
    expect(group?.members?.map(({ displayName }) => displayName)).toEqual(['bow', 'cox', 'stroke']);
    expect((await ownGroups.read(stroke)).items[0]).toMatchObject({ members: null, asks: null });
    expect(codeOf(await ownGroups.putEquipment(stroke, groupId, { boat: 4 }))).toBe('not-found');
    const after = valueOf(await ownGroups.putEquipment(cox, groupId, { boat: 4 }));
    expect(after.items[0]?.equipment).toEqual({ boat: 4 });
    const out = { groupId, responderId: bow.responderId };
    expect(codeOf(await ownGroups.removeMember(stroke, out))).toBe('not-found');
    valueOf(await ownGroups.removeMember(bow, out));
    valueOf(await ownGroups.removeMember(cox, { groupId, responderId: stroke.responderId }));
    expect((await ownGroups.read(cox)).items[0]?.memberCount).toBe(1);
    const stranger = await boards.service.person('stranger', 100);
    expect(codeOf(await ownGroups.putEquipment(stranger, groupId, {}))).toBe('not-found');
  });
});

describe('a call-out that asks a group', () => {
  it('keeps their places from others and asks for no more than is missing', async () => {
    const { asks, of, held, told, cox, stroke } = await open();
    valueOf(await asks.ask(of, askOf()));
    expect(await held()).toEqual({ hands: 4 });
    expect(await told(cox)).toEqual(['group-asked']);
    expect(await told(stroke)).toEqual([]);
    expect(codeOf(await asks.ask(of, askOf({ peopleCount: 3 })))).toBe('invalid-field');
    expect(codeOf(await asks.ask(of, askOf({ needKey: 'cooks' })))).toBe('invalid-field');
    expect(codeOf(await asks.ask(of, askOf({ pieces: { boat: 1 } })))).toBe('invalid-field');
    const late = { answerBy: toIso(START - 1), peopleCount: 1 };
    expect(codeOf(await asks.ask(of, askOf(late)))).toBe('invalid-field');
    expect(codeOf(await asks.ask(of, askOf({ groupRef: 'nobody' })))).toBe('not-found');
  });

  it('is filled by members and by people of whom only names are known, in parts', async () => {
    const { boards, asks, answers, of, cox, stroke, held, counts, store, told } = await open();
    const { id } = valueOf(await asks.ask(of, askOf()));
    const first = answerOf({ members: [{ responderId: stroke.responderId }] });
    expect(valueOf(await answers.answer(cox, id, first))).toMatchObject({
      ...{ ask: { status: 'asked', filledCount: 1, heldCount: 3 } },
      people: [{ status: 'expected', responderId: stroke.responderId }],
    });
    expect(await held()).toEqual({ hands: 3 });
    expect(await told(stroke)).toEqual([expect.stringContaining('Your group has put you in')]);
    boards.clock.advanceBy(MINUTE_MS);
    const again = valueOf(await answers.answer(cox, id, first));
    expect(again.ask.filledCount).toBe(1);
    const others = [{ displayName: 'Sam and family', peopleCount: 2 }, { displayName: 'Kim' }];
    const last = valueOf(await answers.answer(cox, id, answerOf({ others })));
    expect(last.ask).toMatchObject({ status: 'answered', filledCount: 4, heldCount: 0 });
    expect(await counts()).toMatchObject({ acceptedCount: 4, wantedCount: 6 });
    const roster = await store.bookings.bookings(
      { ...of, filter: { statuses: null, needKey: null, musterKey: null, groupId: null } },
      { cursor: null, limit: 10 },
    );
    const booked = roster.items.map(({ booking }) => booking);
    expect(booked).toHaveLength(3);
    expect(new Set(booked.map(({ groupId }) => groupId)).size).toBe(1);
    expect(codeOf(await answers.answer(cox, id, first))).toBe('illegal-step');
  });

  it('takes the answer of the coordinator alone, about members alone', async () => {
    const { boards, asks, answers, of, cox, stroke } = await open();
    const { id } = valueOf(await asks.ask(of, askOf({ peopleCount: 2 })));
    const stranger = await boards.service.person('stranger', 100);
    const one = (responderId: string) => answerOf({ members: [{ responderId }] });
    expect(codeOf(await answers.answer(stroke, id, one(stroke.responderId)))).toBe('not-found');
    const not = await answers.answer(cox, id, one(stranger.responderId));
    expect(not).toMatchObject({ problem: { field: 'members.0.responderId' } });
    const three = answerOf({ others: [{ displayName: 'Three', peopleCount: 3 }] });
    expect(codeOf(await answers.answer(cox, id, three))).toBe('invalid-field');
  });

  it('gets back what the group refuses, does not fill, or leaves unanswered', async () => {
    const { boards, asks, answers, of, cox, stroke, held } = await open();
    const refused = valueOf(await asks.ask(of, askOf()));
    const no = valueOf(await answers.answer(cox, refused.id, answerOf({ isLast: true })));
    expect(no.ask.status).toBe('refused');
    expect(await held()).toEqual({});
    const part = valueOf(await asks.ask(of, askOf()));
    const some = { members: [{ responderId: stroke.responderId }], isLast: true };
    const yes = valueOf(await answers.answer(cox, part.id, answerOf(some)));
    expect(yes.ask).toMatchObject({ status: 'answered', filledCount: 1, heldCount: 0 });
    const silent = valueOf(await asks.ask(of, askOf()));
    await passHours(boards, 2);
    expect(await held()).toEqual({});
    const { items } = valueOf(await asks.list(of));
    expect(items.map(({ status }) => status)).toEqual(['refused', 'answered', 'expired']);
    const late = await answers.answer(cox, silent.id, answerOf({ isLast: true }));
    expect(codeOf(late)).toBe('illegal-step');
  });

  it('gets back what a group holds that is closed or asked no longer', async () => {
    const { asks, groups, of, held, organisationId } = await open();
    const first = valueOf(await asks.ask(of, askOf({ peopleCount: 2 })));
    valueOf(await asks.ask(of, askOf({ peopleCount: 3 })));
    expect(await held()).toEqual({ hands: 5 });
    valueOf(await asks.withdraw(of, first.id));
    expect(await held()).toEqual({ hands: 3 });
    expect(codeOf(await asks.withdraw(of, first.id))).toBe('illegal-step');
    valueOf(await groups.close(organisationId, 'rowers'));
    expect(await held()).toEqual({});
    expect(codeOf(await asks.ask(of, askOf()))).toBe('illegal-step');
  });

  it('that is an exercise takes nobody real', async () => {
    const { asks, answers, of, cox, stroke } = await open('exercise');
    const { id } = valueOf(await asks.ask(of, askOf()));
    const real = answerOf({ members: [{ responderId: stroke.responderId }] });
    expect(codeOf(await answers.answer(cox, id, real))).toBe('invalid-field');
  });
});
