import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { AidAgreementView } from '#contracts/aid-api';
import type {
  BoardBadge,
  BoardClaimView,
  BoardDetailView,
  BoardEntryTaken,
  BoardEntryView,
  BoardMatchesView,
  OwnBoardEntryView,
  OwnBoardView,
  OwnClaimView,
  ShownBoardEntry,
} from '#contracts/board-api';
import type { CalloutView } from '#contracts/callout-api';
import type {
  GroupAnswerView,
  GroupAskView,
  GroupDetailView,
  OwnGroupsView,
} from '#contracts/group-api';
import type { OrganisationView } from '#contracts/registration-api';
import type { SharedCalloutView } from '#contracts/share-api';
import { calloutBody } from '../support/callout-message';
import { account, enrolPhone, until, type Account, type Phone } from '../support/clients';
import { startWithFakes, type ServedByFakes } from '../support/fake-providers';
import { isOfBoards, RouteChecks } from '../support/route-checks';
import { HERE } from '../support/server';

const HOUR_MS = 3_600_000;
const NUMBER = '+17575550771';
const SQUARE = [
  [
    [-76.1, 36.8],
    [-75.9, 36.8],
    [-75.9, 36.9],
    [-76.1, 36.9],
    [-76.1, 36.8],
  ],
];
const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);

let served: ServedByFakes;
let owner: Client;
let staff: Account;
let anyone: Account;
let phone: Phone;
let other: Phone;
let publicPath: string;
let slug: string;

beforeAll(async () => {
  served = await startWithFakes();
  const { server } = served;
  staff = server.supervisor();
  anyone = account(server.url, null);
  owner = new Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  slug = (await staff.get<OrganisationView>('/v1/organisation')).body.slug;
  publicPath = `/v1/public-board/${slug}`;
  const as = (name: string) =>
    enrolPhone(server.registrar(), server.url, { person: { displayName: name } });
  [phone, other] = [await as('Secretname Author'), await as('Secretname Helper')];
}, 60_000);

afterAll(async () => {
  await owner.end();
  await served.stop();
});

function at(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

function entry(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ side: 'need', kind: 'pumps', title: 'Pumps for the mill', quantity: 2 },
    ...{ from: at(-HOUR_MS), until: at(48 * HOUR_MS) },
    place: { type: 'Point', coordinates: [HERE.lon, HERE.lat] },
    ...fields,
  };
}

/** Puts something up from a phone and lets it through. */
async function shown(fields: Record<string, unknown> = {}): Promise<string> {
  const added = await phone.post<OwnBoardEntryView>('/v1/me/board', entry(fields));
  fits('addOwnBoardEntry', added);
  const vetted = await staff.post<BoardEntryView>(`/v1/board/${added.body.id}/vet`, {
    ...{ isShown: true, reason: 'Called back' },
  });
  fits('vetBoardEntry', vetted);
  return added.body.id;
}

describe('the board over HTTP', () => {
  it('brings two of its people together, in the sight of nobody else', async () => {
    const id = await shown();
    const seen = await other.get<OwnBoardView>('/v1/me/board?kind=pumps');
    fits('readOwnBoard', seen);
    expect(seen.body.shown.items).toMatchObject([{ id, leftCount: 2 }]);
    expect(JSON.stringify(seen.body)).not.toContain('Secretname');
    const path = `/v1/me/board/${id}`;
    const claimed = await other.post<OwnClaimView>(`${path}/claim`, { quantity: 1 });
    fits('claimAsResponder', claimed);
    expect(claimed.body.contact).toMatchObject({ displayName: 'Secretname Author' });
    const more = await other.post(`${path}/claim`, { quantity: 1 });
    expect(more).toMatchObject({ status: 409, body: { code: 'illegal-step' } });
    fits('releaseOwnClaim', await other.post(`${path}/release`));
    fits('claimAsResponder', await other.post(`${path}/claim`, { quantity: 2 }));
    const third = await enrolPhone(served.server.registrar(), served.server.url);
    const late = await third.post(`${path}/claim`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'claim-taken' } });
    fits('endOwnClaim', await other.post(`${path}/done`));
    const detail = await staff.get<BoardDetailView>(`/v1/board/${id}`);
    fits('readBoardEntry', detail);
    expect(detail.body).toMatchObject({ status: 'done', contact: { phone: null } });
  });

  it('is kept by staff, who match what they were told on the telephone', async () => {
    const farm = { displayName: 'Hill Farm', phone: '+17575550111', side: 'offer' };
    const offer = await staff.post<BoardEntryView>('/v1/board', entry(farm));
    fits('addBoardEntry', offer);
    const id = await shown();
    const matches = await staff.get<BoardMatchesView>(`/v1/board/${id}/matches`);
    fits('readBoardMatches', matches);
    expect(matches.body.items.map((one) => one.entry.id)).toContain(offer.body.id);
    const claim = { quantity: 1, forEntryId: offer.body.id };
    const first = await staff.post<BoardClaimView>(`/v1/board/${id}/claim`, claim);
    fits('claimBoardEntry', first);
    const of = { claimId: first.body.id };
    fits('releaseBoardClaim', await staff.post(`/v1/board/${id}/release`, of));
    const again = await staff.post<BoardClaimView>(`/v1/board/${id}/claim`, claim);
    const done = { claimId: again.body.id };
    fits('endBoardClaim', await staff.post(`/v1/board/${id}/done`, done));
    fits('confirmOwnEntry', await phone.post(`/v1/me/board/${id}/still`, { isStillSo: true }));
    fits('reportBoardEntry', await other.post(`/v1/me/board/${id}/report`, { kind: 'wrong' }));
    const over = { outcome: 'done-by-others', reason: 'The neighbours had one' };
    fits('closeBoardEntry', await staff.post(`/v1/board/${id}/close`, over));
    const list = await staff.get<{ items: BoardEntryView[] }>('/v1/board?status=done-by-others');
    fits('listBoard', list);
    expect(list.body.items).toMatchObject([{ id, reportedCount: 1 }]);
    expect(JSON.stringify(list.body)).not.toMatch(/Secretname|Hill Farm|5550111/);
  });

  it('is open to people without an account where the organisation says so', async () => {
    const asked = entry({ displayName: 'Secretname Anybody', phone: NUMBER, kind: 'food' });
    expect(await anyone.post(`${publicPath}/entries`, asked)).toMatchObject({ status: 404 });
    fits('putBoardSettings', await staff.put('/v1/board-settings', { isPublic: true }));
    fits('readBoardSettings', await staff.get('/v1/board-settings'));
    const texts: string[] = [];
    served.providers.onSms(NUMBER, ({ text }) => texts.push(text));
    const added = await anyone.post<BoardEntryTaken>(`${publicPath}/entries`, asked);
    fits('addPublicEntry', added);
    const { entryId } = added.body;
    const look = () => Promise.resolve(/\b\d{6}\b/u.exec(texts.at(-1) ?? '')?.[0]);
    const code = await until(look, 'a code');
    const proven = await anyone.post<BoardBadge>(`${publicPath}/confirm`, { entryId, code });
    fits('confirmPublicEntry', proven);
    const seen = () => anyone.get<{ items: ShownBoardEntry[] }>(`${publicPath}?kind=food`);
    expect((await seen()).body.items).toEqual([]);
    await staff.post(`/v1/board/${entryId}/vet`, { isShown: true, reason: 'Called back' });
    const list = await seen();
    fits('readPublicBoard', list);
    expect(list.body.items).toMatchObject([{ id: entryId }]);
    expect(JSON.stringify(list.body)).not.toMatch(/Secretname|5550771/);
    const { badge } = proven.body;
    fits('readByBadge', await anyone.post(`${publicPath}/mine`, { badge }));
    const wrong = { entryId, kind: 'wrong' };
    fits('reportPublicEntry', await anyone.post(`${publicPath}/report`, wrong));
    const still = await anyone.post(`${publicPath}/still`, { badge, isStillSo: false });
    fits('confirmByBadge', still);
    const bad = await anyone.post(`${publicPath}/mine`, { badge: `${badge.slice(0, -2)}zz` });
    expect(bad).toMatchObject({ status: 403, body: { code: 'pass-invalid' } });
  });

  it('keeps who put something up sealed, and erases what is theirs with a person', async () => {
    const person = await enrolPhone(served.server.registrar(), served.server.url);
    const mine = await person.post<OwnBoardEntryView>('/v1/me/board', entry({ quantity: 1 }));
    const { id } = mine.body;
    await staff.post(`/v1/board/${id}/vet`, { isShown: true, reason: 'Called back' });
    await other.post(`/v1/me/board/${id}/claim`, {});
    const { rows } = await owner.query<{ text: string }>(
      `SELECT string_agg(e::text, '') AS text FROM board_entry e`,
    );
    expect(rows[0]?.text).not.toMatch(/Secretname|Hill Farm|5550111|5550771/);
    const kept = await person.get<{ sections: Record<string, unknown> }>('/v1/me/export');
    expect(Object.keys(kept.body.sections)).toContain('board_entry');
    const erased = await person.post('/v1/me/erase', { confirm: 'erase' });
    expect(erased.status).toBe(200);
    const { rows: left } = await owner.query<{ entries: string; claims: string }>(
      `SELECT (SELECT count(*) FROM board_entry WHERE id = $1) AS entries,
        (SELECT count(*) FROM board_claim WHERE entry_id = $1) AS claims`,
      [id],
    );
    expect(left).toEqual([{ entries: '0', claims: '0' }]);
  });
});

async function openCallout(by: Account, wantedCount = 10): Promise<string> {
  const needs = [{ needKey: 'hands', label: 'Sandbags', wantedCount, credentialKinds: [] }];
  const area = { type: 'Polygon', coordinates: SQUARE };
  const window = { from: at(0), until: at(8 * HOUR_MS) };
  const body = calloutBody({ controlRef: `CO-${randomUUID()}`, area, window });
  const opened = await by.post<CalloutView>('/v1/callouts', { ...body, needs });
  if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
  return opened.body.id;
}

describe('groups over HTTP', () => {
  it('fill what a call-out asks of them, and no other member speaks for them', async () => {
    const path = '/v1/groups/rowers';
    const message = { name: 'Rowing club', kind: 'charity', equipment: { boat: 2 } };
    fits('putGroup', await staff.put(path, message));
    const ref = async (of: Phone) =>
      (
        await served.server
          .registrar()
          .get<{ externalRef: string }>(`/v1/responders/${of.responderId}`)
      ).body.externalRef;
    const cox = `${path}/members/${await ref(phone)}`;
    fits('putGroupMember', await staff.put(cox, { coordinator: true }));
    await staff.put<GroupDetailView>(`${path}/members/${await ref(other)}`, {});
    fits('readGroup', await staff.get(path));
    fits('listGroups', await staff.get('/v1/groups'));
    const calloutId = await openCallout(staff);
    const asks = `/v1/callouts/${calloutId}/group-asks`;
    const wish = { groupRef: 'rowers', needKey: 'hands', answerBy: at(HOUR_MS) };
    const ask = await staff.post<GroupAskView>(asks, { ...wish, peopleCount: 3 });
    fits('askGroup', ask);
    const answer = `/v1/me/group-asks/${ask.body.id}/answer`;
    const people = {
      members: [{ responderId: other.responderId }],
      others: [{ displayName: 'Secretname Guest', peopleCount: 2 }],
    };
    expect(await other.post(answer, people)).toMatchObject({ status: 404 });
    const filled = await phone.post<GroupAnswerView>(answer, people);
    fits('answerGroupAsk', filled);
    expect(filled.body.ask).toMatchObject({ status: 'answered', filledCount: 3 });
    const view = await staff.get<CalloutView>(`/v1/callouts/${calloutId}`);
    expect(view.body.acceptedCount).toBe(3);
    const more = await staff.post<GroupAskView>(asks, { ...wish, peopleCount: 2 });
    fits('withdrawGroupAsk', await staff.post(`${asks}/${more.body.id}/withdraw`));
    const list = await staff.get<{ items: GroupAskView[] }>(asks);
    fits('listGroupAsks', list);
    expect(list.body.items.map(({ status }) => status)).toEqual(['answered', 'withdrawn']);
    const own = await phone.get<OwnGroupsView>('/v1/me/groups');
    fits('readOwnGroups', own);
    const groupId = own.body.items[0]?.id ?? '';
    const equipment = { equipment: { boat: 3 } };
    const equipped = await phone.put(`/v1/me/groups/${groupId}/equipment`, equipment);
    fits('putOwnGroupEquipment', equipped);
    const membership = `/v1/me/groups/${groupId}/members/${other.responderId}`;
    fits('leaveGroup', await other.remove(membership));
    fits('removeGroupMember', await staff.remove(cox));
    fits('removeGroup', await staff.remove(path));
  });

  it('that a responder asks for become theirs once staff approve', async () => {
    const wish = { name: 'Allotment friends', kind: 'community' };
    const asked = await phone.post<OwnGroupsView>('/v1/me/groups', wish);
    fits('requestGroup', asked);
    const ref = asked.body.items.find(({ name }) => name === wish.name)?.groupRef ?? '';
    const decision = { isApproved: true, reason: 'Known to us' };
    const path = `/v1/groups/${encodeURIComponent(ref)}/decide`;
    const decided = await staff.post<GroupDetailView>(path, decision);
    fits('decideGroup', decided);
    expect(decided.body.members).toMatchObject([
      { responderId: phone.responderId, isCoordinator: true },
    ]);
  });
});

describe('a call-out shared over HTTP', () => {
  it('is opened by the partner, counted, and ends with the asker’s', async () => {
    const next = await served.server.otherOrganisation();
    const asker = account(served.server.url, next.supervisor);
    const terms = { partner: slug, validUntil: at(24 * HOUR_MS) };
    const agreed = await asker.post<AidAgreementView>('/v1/aid-agreements', terms);
    const agreementId = agreed.body.id;
    await staff.post(`/v1/aid-agreements/${agreementId}/accept`);
    const calloutId = await openCallout(asker);
    const path = `/v1/callouts/${calloutId}/aid`;
    const needs = [{ needKey: 'boats', label: 'Boat crews', wantedCount: 4 }];
    const wish = { agreementId, needs, reason: 'All of our boats are out' };
    const shared = await asker.post<SharedCalloutView>(path, wish);
    fits('shareCallout', shared);
    expect(shared.status).toBe(201);
    expect(await asker.post(path, wish)).toMatchObject({ status: 200 });
    const list = await staff.get<{ items: CalloutView[] }>('/v1/callouts');
    const theirs = list.body.items.find(({ controlRef }) => controlRef.startsWith('aid/'));
    expect(theirs?.title).toContain('Sandbags');
    const isRead = await asker.get(`/v1/callouts/${theirs?.id ?? ''}`);
    expect(isRead.status).toBe(404);
    await asker.post(`/v1/callouts/${calloutId}/end`, { outcome: 'cancelled' });
    const ended = await until(async () => {
      const read = await asker.get<{ items: SharedCalloutView[] }>(path);
      fits('readCalloutAid', read);
      return read.body.items[0]?.callout?.status === 'cancelled';
    }, 'the end of the partner’s call-out');
    expect(ended).toBe(true);
  });
});

test('every route of the board, of groups and of shared call-outs was answered here', () => {
  expect(checks.missing(isOfBoards)).toEqual([]);
});
