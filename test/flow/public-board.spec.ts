import { PROOF_WITHIN_MS } from '#core/board';
import { HOUR_MS } from '#core/units';
import { BOARD_MESSAGES, BOARD_PAGE, FIRST_PAGE, openBoards, passHours } from './board-steps';
import { codeOf, SCENE, valueOf } from './memory-service';

const FROM = { organisation: 'test', from: '192.0.2.7' };
const WISH = { quantity: 1, hours: null };

async function openPublic() {
  const boards = await openBoards();
  const { open, staff, sms, organisationId } = boards;
  await staff.setPublic(organisationId, true);
  /** Of the newest message, once all that nobody waits for has gone out. */
  const code = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return /\d{6}/u.exec(sms.sent.at(-1)?.text.body ?? '')?.[0] ?? '';
  };
  /** Puts something up and proves the address; the entry then waits to be looked at. */
  const proven = async (fields = {}) => {
    const { entryId } = valueOf(await open.add(FROM, BOARD_MESSAGES.open(fields)));
    const { badge } = valueOf(await open.confirm('test', { entryId, code: await code() }));
    return { entryId, badge, of: { organisationId, entryId } };
  };
  const list = async () => valueOf(await open.list(FROM, {}, FIRST_PAGE)).items;
  return { ...boards, boards, code, proven, list };
}

describe('the board for people without an account', () => {
  it('is there for nobody until the organisation opens it', async () => {
    const boards = await openBoards();
    expect(codeOf(await boards.open.list(FROM, {}, FIRST_PAGE))).toBe('not-found');
    expect(codeOf(await boards.open.add(FROM, BOARD_MESSAGES.open()))).toBe('not-found');
    const elsewhere = { ...FROM, organisation: 'nowhere' };
    expect(codeOf(await boards.open.list(elsewhere, {}, FIRST_PAGE))).toBe('not-found');
    expect(boards.sms.sent).toEqual([]);
  });

  it('shows what is proven and was looked at, and never who or exactly where', async () => {
    const { open, staff, proven, list } = await openPublic();
    const { of } = await proven({ note: 'Two rooms' });
    expect(await list()).toEqual([]);
    valueOf(await staff.vet(of, { isShown: true, reason: 'Called back' }));
    const shown = JSON.stringify(await list());
    expect(await list()).toMatchObject([{ status: 'open', note: 'Two rooms' }]);
    for (const secret of ['Sam Okoro', '17575550122', JSON.stringify([SCENE.lon, SCENE.lat])]) {
      expect(shown).not.toContain(secret);
    }
    const before = await open.add(FROM, BOARD_MESSAGES.open());
    expect(before.ok).toBe(true);
    expect(await list()).toHaveLength(1);
  });

  it('lets nobody in by a wrong code, a second time, or too late', async () => {
    const { open, code, boards } = await openPublic();
    const { entryId } = valueOf(await open.add(FROM, BOARD_MESSAGES.open()));
    const right = await code();
    const wrong = right === '000000' ? '000001' : '000000';
    expect(codeOf(await open.confirm('test', { entryId, code: wrong }))).toBe('code-invalid');
    valueOf(await open.confirm('test', { entryId, code: right }));
    expect(codeOf(await open.confirm('test', { entryId, code: right }))).toBe('code-invalid');
    const late = valueOf(await open.add(FROM, BOARD_MESSAGES.open()));
    const lateCode = await code();
    await passHours(boards, PROOF_WITHIN_MS / HOUR_MS);
    const { entryId: id } = late;
    expect(codeOf(await open.confirm('test', { entryId: id, code: lateCode }))).toBe(
      'code-invalid',
    );
  });

  it('sends an address no more codes than it may', async () => {
    const { open, sms, code } = await openPublic();
    const add = () => open.add(FROM, BOARD_MESSAGES.open());
    for (let index = 0; index < 5; index += 1) valueOf(await add());
    expect(codeOf(await add())).toBe('too-many-requests');
    await code();
    expect(sms.sent).toHaveLength(5);
  });
});

describe('whoever has the badge of an entry', () => {
  it('sees whom to call once it is claimed, and says what became of it', async () => {
    const { boards, open, own, staff, proven, sms } = await openPublic();
    const { of, badge, entryId } = await proven();
    valueOf(await staff.vet(of, { isShown: true, reason: 'Called back' }));
    const helper = await boards.service.person('helper', 500, { phone: '+17575550103' });
    valueOf(await own.claim(helper, entryId, WISH));
    const mine = valueOf(await open.mine(FROM, badge));
    expect(mine.claims).toMatchObject([{ contact: { displayName: 'helper' } }]);
    expect(sms.sent.at(-1)?.text.body).toContain(`${BOARD_PAGE}#board=${badge}`);
    const done = { isStillSo: false, outcome: 'done' } as const;
    expect(valueOf(await open.stillSo(FROM, badge, done)).status).toBe('done');
    expect((await boards.told(helper)).at(-1)).toContain('This is over');
  });

  it('has made it neither up nor out of another one', async () => {
    const { open, proven } = await openPublic();
    const [one, other] = [await proven(), await proven()];
    const [, proof] = one.badge.split('.');
    for (const badge of [`${other.entryId}.${proof ?? ''}`, 'a.b', `${one.entryId}.00`]) {
      expect(codeOf(await open.mine(FROM, badge))).toBe('pass-invalid');
    }
    const elsewhere = { ...FROM, organisation: 'nowhere' };
    expect(codeOf(await open.mine(elsewhere, one.badge))).toBe('pass-invalid');
    expect(valueOf(await open.mine(FROM, one.badge)).id).toBe(one.entryId);
  });

  it('is asked by their proven address whether it is still so', async () => {
    const { boards, open, staff, proven, sms } = await openPublic();
    const { of, badge } = await proven();
    valueOf(await staff.vet(of, { isShown: true, reason: 'Called back' }));
    await passHours(boards, 48);
    expect(sms.sent.at(-1)?.text.body).toContain('Is this still so?');
    const still = { isStillSo: true, outcome: 'closed' } as const;
    expect(valueOf(await open.stillSo(FROM, badge, still)).isAskedAgain).toBe(false);
    await passHours(boards, 47);
    expect(valueOf(await open.mine(FROM, badge)).status).toBe('open');
  });

  it('word against it counts once from each address', async () => {
    const { open, staff, proven } = await openPublic();
    const { of, entryId, badge } = await proven();
    valueOf(await staff.vet(of, { isShown: true, reason: 'Called back' }));
    const say = async (from: string) =>
      valueOf(await open.report({ ...FROM, from }, { entryId, kind: 'wrong' }));
    await say('192.0.2.1');
    await say('192.0.2.1');
    expect(valueOf(await open.mine(FROM, badge)).status).toBe('open');
    await say('192.0.2.2');
    expect(valueOf(await open.mine(FROM, badge)).status).toBe('pending-vetting');
  });
});
