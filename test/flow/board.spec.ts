import { CLAIM_HOURS } from '#core/board-claim';
import { HOUR_MS } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { ResponderCaller } from '#flow/ports';
import { BOARD_MESSAGES, FIRST_PAGE, openBoards, passHours, type Boards } from './board-steps';
import { codeOf, SCENE, START, valueOf } from './memory-service';

const WISH = { quantity: 1, hours: null };
const SEEN = { isShown: true, reason: 'Called back' };

/** An entry of a responder that staff have let through. */
async function shown(boards: Boards, author: ResponderCaller, fields = {}) {
  const { own, staff, organisationId } = boards;
  const { id: entryId } = valueOf(await own.add(author, BOARD_MESSAGES.own(fields)));
  valueOf(await staff.vet({ organisationId, entryId }, SEEN));
  return entryId;
}

async function openWithTwo() {
  const boards = await openBoards();
  const [author, helper] = [
    await boards.service.person('author', 100, { phone: '+17575550101' }),
    await boards.service.person('helper', 900, { phone: '+17575550102' }),
  ];
  const entryId = await shown(boards, author);
  const of = { organisationId: boards.organisationId, entryId };
  const status = async () => valueOf(await boards.staff.byId(of)).status;
  return { ...boards, boards, author, helper, entryId, of, status };
}

describe('an entry of the board', () => {
  it('is shown once somebody has looked at it, without place and name', async () => {
    const boards = await openBoards();
    const author = await boards.service.person('author', 100);
    const other = await boards.service.person('other', 100);
    const { own, staff, organisationId } = boards;
    const added = valueOf(await own.add(author, BOARD_MESSAGES.own()));
    expect(added.status).toBe('pending-vetting');
    const seen = async () => (await own.read(other, {}, FIRST_PAGE)).shown.items;
    expect(await seen()).toEqual([]);
    expect(codeOf(await own.claim(other, added.id, WISH))).toBe('not-found');
    valueOf(await staff.vet({ organisationId, entryId: added.id }, SEEN));
    const [entry] = await seen();
    expect(entry).toMatchObject({ id: added.id, status: 'open', leftCount: 4 });
    expect(JSON.stringify(entry)).not.toContain(JSON.stringify([SCENE.lon, SCENE.lat]));
    expect(JSON.stringify(entry)).not.toContain('author');
    expect(await boards.told(author)).toEqual(['Beds for the night: Your entry is shown now.']);
  });

  it('that is turned down is shown to nobody, and its author reads why', async () => {
    const boards = await openBoards();
    const author = await boards.service.person('author', 100);
    const { own, staff, organisationId } = boards;
    const { id: entryId } = valueOf(await own.add(author, BOARD_MESSAGES.own()));
    const of = { organisationId, entryId };
    valueOf(await staff.vet(of, { isShown: false, reason: 'Nobody answers' }));
    const [entry] = (await own.read(author, {}, FIRST_PAGE)).entries;
    expect(entry).toMatchObject({ status: 'closed', reason: 'Nobody answers' });
    expect(codeOf(await staff.vet(of, SEEN))).toBe('illegal-step');
  });

  it('needs times that make sense, and one person has a few at most', async () => {
    const boards = await openBoards();
    const author = await boards.service.person('author', 100);
    const add = (fields = {}) => boards.own.add(author, BOARD_MESSAGES.own(fields));
    expect(codeOf(await add({ until: toIso(START - 1) }))).toBe('invalid-field');
    expect(codeOf(await add({ from: toIso(START + 9 * 24 * HOUR_MS) }))).toBe('invalid-field');
    for (let index = 0; index < 10; index += 1) valueOf(await add());
    expect(codeOf(await add())).toBe('too-many-requests');
  });
});

describe('a claim', () => {
  it('opens to both sides whom to call while it holds, and not before or after', async () => {
    const { own, author, helper, entryId } = await openWithTwo();
    const contact = async () => (await own.read(author, {}, FIRST_PAGE)).entries[0]?.claims;
    const made = valueOf(await own.claim(helper, entryId, { quantity: 3, hours: null }));
    expect(made.contact).toEqual({
      ...{ displayName: 'author', phone: '+17575550101', email: null },
      place: { type: 'Point', coordinates: [SCENE.lon, SCENE.lat] },
    });
    expect(await contact()).toMatchObject([
      { quantity: 3, contact: { displayName: 'helper', phone: '+17575550102', place: null } },
    ]);
    valueOf(await own.endClaim(helper, entryId, 'released'));
    expect(await contact()).toMatchObject([{ status: 'released', contact: null }]);
    const mine = (await own.read(helper, {}, FIRST_PAGE)).claims;
    expect(mine).toMatchObject([{ status: 'released', contact: null }]);
  });

  it('is of one’s own entry by nobody, and of more than is left neither', async () => {
    const { own, boards, author, helper, entryId } = await openWithTwo();
    expect(codeOf(await own.claim(author, entryId, WISH))).toBe('illegal-step');
    valueOf(await own.claim(helper, entryId, { quantity: 3, hours: null }));
    const third = await boards.service.person('third', 500);
    const refused = await own.claim(third, entryId, { quantity: 2, hours: null });
    expect(codeOf(refused)).toBe('claim-taken');
    expect(codeOf(await own.claim(third, entryId, { quantity: 1, hours: 145 }))).toBe(
      'invalid-field',
    );
    valueOf(await own.claim(third, entryId, WISH));
    expect(valueOf(await boards.staff.matches({ ...boards, entryId })).items).toEqual([]);
  });

  it('is reminded of, runs out by itself, and is free for others at once', async () => {
    const { own, boards, author, helper, entryId, status, told } = await openWithTwo();
    valueOf(await own.claim(helper, entryId, { quantity: 4, hours: null }));
    expect(await status()).toBe('claimed');
    await passHours(boards, CLAIM_HOURS.shelter - 1);
    expect(await told(helper)).toEqual([expect.stringContaining('Your claim ends soon')]);
    expect(await status()).toBe('claimed');
    await passHours(boards, 1);
    expect(await status()).toBe('open');
    expect((await told(helper)).at(-1)).toContain('has run out');
    expect((await told(author)).at(-1)).toContain('given up or is done');
    const claims = (await own.read(helper, {}, FIRST_PAGE)).claims;
    expect(claims).toMatchObject([{ status: 'expired', contact: null }]);
  });

  it('that is done in parts ends the entry with the last of them', async () => {
    const { own, boards, helper, entryId, status } = await openWithTwo();
    const third = await boards.service.person('third', 500);
    valueOf(await own.claim(helper, entryId, { quantity: 3, hours: null }));
    valueOf(await own.claim(third, entryId, WISH));
    valueOf(await own.endClaim(third, entryId, 'done'));
    expect(await status()).toBe('claimed');
    valueOf(await own.endClaim(helper, entryId, 'done'));
    expect(await status()).toBe('done');
  });

  it('of staff brings two entries together and tells both sides', async () => {
    const { staff, own, boards, author, of, told } = await openWithTwo();
    const farm = { side: 'offer', quantity: 2, travelMaxM: 0 };
    const offer = valueOf(await staff.add(of.organisationId, BOARD_MESSAGES.staff(farm)));
    const { items } = valueOf(await staff.matches(of));
    expect(items).toMatchObject([
      { entry: { id: offer.id }, quantity: 2, distanceM: 0, parts: { kind: 1, quantity: 0.5 } },
    ]);
    const wish = { quantity: 2, hours: null, forEntryId: offer.id };
    const made = valueOf(await staff.claim(of, wish));
    expect((await told(author)).at(-1)).toContain('You are brought together');
    expect(boards.sms.sent.map(({ address }) => address)).toEqual(['+17575550111']);
    const [entry] = (await own.read(author, {}, FIRST_PAGE)).entries;
    expect(entry?.claims).toMatchObject([
      { contact: { displayName: 'Hill Farm', phone: '+17575550111' } },
    ]);
    const again = await staff.claim(of, { ...wish, quantity: 1 });
    expect(codeOf(again)).toBe('claim-taken');
    expect(codeOf(await staff.claim(of, { ...wish, forEntryId: of.entryId }))).toBe(
      'invalid-field',
    );
    valueOf(await staff.endClaim({ ...of, claimId: made.id }, 'done'));
    const ended = valueOf(await staff.byId({ ...of, entryId: offer.id }));
    expect(ended).toMatchObject({ status: 'done', claims: [{ contact: null }] });
  });
});

describe('an entry that nobody speaks of any more', () => {
  it('is asked about after two days and gone a day later, with its claims', async () => {
    const { boards, author, told, status } = await openWithTwo();
    await passHours(boards, 47);
    expect(await told(author)).toHaveLength(1);
    await passHours(boards, 1);
    expect((await told(author)).at(-1)).toContain('Is this still so?');
    const [asked] = (await boards.own.read(author, {}, FIRST_PAGE)).entries;
    expect(asked?.isAskedAgain).toBe(true);
    await passHours(boards, 23);
    expect(await status()).toBe('open');
    await passHours(boards, 1);
    expect(await status()).toBe('expired');
    expect((await told(author)).at(-1)).toContain('taken down');
  });

  it('stays as long as its author says that it is still so', async () => {
    const { boards, own, author, entryId, status } = await openWithTwo();
    for (let round = 0; round < 3; round += 1) {
      await passHours(boards, 50);
      valueOf(await own.stillSo(author, entryId, { isStillSo: true, outcome: 'closed' }));
    }
    expect(await status()).toBe('open');
    // Its own end comes all the same.
    await passHours(boards, 45);
    expect(await status()).toBe('expired');
  });

  it('ends by its author’s word, and whoever holds a claim is told', async () => {
    const { own, author, helper, entryId, status, told } = await openWithTwo();
    valueOf(await own.claim(helper, entryId, WISH));
    const over = { isStillSo: false, outcome: 'done-by-others' } as const;
    expect(codeOf(await own.stillSo(helper, entryId, over))).toBe('not-found');
    valueOf(await own.stillSo(author, entryId, over));
    expect(await status()).toBe('done-by-others');
    expect((await told(helper)).at(-1)).toContain('This is over');
    expect(codeOf(await own.stillSo(author, entryId, over))).toBe('illegal-step');
  });
});

describe('word against an entry', () => {
  it('by one person asks its author; by two it is over, done by others', async () => {
    const { boards, own, author, helper, entryId, status, told } = await openWithTwo();
    const third = await boards.service.person('third', 500);
    valueOf(await own.report(helper, entryId, 'done-by-others'));
    valueOf(await own.report(helper, entryId, 'done-by-others'));
    expect((await told(author)).at(-1)).toContain('Is this still so?');
    expect(await status()).toBe('open');
    valueOf(await own.report(third, entryId, 'done-by-others'));
    expect(await status()).toBe('done-by-others');
  });

  it('by whoever holds a claim is enough', async () => {
    const { own, helper, entryId, status } = await openWithTwo();
    valueOf(await own.claim(helper, entryId, WISH));
    valueOf(await own.report(helper, entryId, 'done-by-others'));
    expect(await status()).toBe('done-by-others');
  });

  it('that it is wrong hides it until somebody has looked again', async () => {
    const { boards, own, staff, author, helper, entryId, of, status } = await openWithTwo();
    const third = await boards.service.person('third', 500);
    valueOf(await own.report(helper, entryId, 'wrong'));
    expect(await status()).toBe('open');
    valueOf(await own.report(third, entryId, 'wrong'));
    expect(await status()).toBe('pending-vetting');
    expect((await own.read(helper, {}, FIRST_PAGE)).shown.items).toEqual([]);
    expect(valueOf(await staff.byId(of))).toMatchObject({ reportedCount: 2 });
    boards.clock.advanceBy(1);
    valueOf(await staff.vet(of, SEEN));
    expect(await status()).toBe('open');
    expect((await boards.told(author)).at(-1)).toContain('is shown now');
    boards.clock.advanceBy(1);
    valueOf(await own.report(third, entryId, 'wrong'));
    expect(await status()).toBe('open');
  });
});
