import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { MINUTE_MS, type Instant } from '#core/units';
import type { AttendedPart } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const PAGE = { cursor: null, limit: 50 };

/** What every store of how people are afterwards, and of their history, promises, as tests. */
export function afterCareConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of after-care`, open, (world) => {
    for (const promise of [findsParts, remindsOnce, keepsAnswers, movesCalls]) promise(world);
    for (const promise of [thanksOnce, keepsDue, findsUnattended]) promise(world);
    for (const promise of [keepsOutcomes, keepsContacts]) promise(world);
  });
  suite(`${name} as store of histories`, open, (world) => {
    tellsHistory(world);
    pagesHistory(world);
  });
}

/** Somebody who accepted an incident. */
async function accepted(world: World) {
  const { stores, organisationId } = world;
  const { id: responderId } = await world.responder();
  const incident = world.incident();
  const alert = world.alert({ incidentId: incident.id }, responderId);
  await stores.incidents.save(world.raising(incident, [alert]));
  const assignmentId = randomUUID();
  const taken = await stores.incidents.takePlace({
    ...{ organisationId, incidentId: incident.id, alertId: alert.id, responderId },
    ...{ assignmentId, now: NOW },
    reviewAt: NOW + MINUTE_MS,
  });
  expect(taken.ok).toBe(true);
  return { incident, alert, responderId, assignmentId };
}

async function partOf(world: World, responderId: string): Promise<AttendedPart> {
  const of = { responderId, since: 0 };
  const [part] = await world.stores.afterCare.attended(world.organisationId, of);
  if (part === undefined) throw new Error('nobody was there');
  return part;
}

function findsParts(world: () => World): void {
  it('finds parts of one person or of everybody, of their own organisation alone', async () => {
    const { stores, organisationId } = world();
    const { incident, responderId, assignmentId } = await accepted(world());
    await accepted(world());
    const find = (of: string, who: string | null, since: Instant) =>
      stores.afterCare.attended(of, { responderId: who, since });
    const part = await partOf(world(), responderId);
    expect(part).toEqual({
      ...{ organisationId, assignmentId, incidentId: incident.id, responderId },
      ...{ status: 'accepted', onSceneAt: null, withPatientAt: null },
      ...{ clearedAt: null, releasedAt: null, mode: incident.mode, kind: incident.kind },
      ...{ outcome: null, care: null, incidentEndedAt: null },
    });
    expect(await find(organisationId, responderId, NOW + 1)).toEqual([]);
    expect(await find(organisationId, null, NOW - MINUTE_MS)).toHaveLength(2);
    expect(await find(randomUUID(), null, 0)).toEqual([]);
    expect(await find(randomUUID(), responderId, 0)).toEqual([]);
  });
}

function remindsOnce(world: () => World): void {
  it('notes a reminder once, and none after an answer or a skip', async () => {
    const { stores } = world();
    const [first, second] = [await accepted(world()), await accepted(world())];
    const part = await partOf(world(), first.responderId);
    const reminded = () => stores.afterCare.noteReminded(part, NOW);
    expect((await Promise.all([reminded(), reminded(), reminded()])).filter(Boolean)).toEqual([
      true,
    ]);
    expect((await partOf(world(), first.responderId)).care).toEqual({
      ...{ state: 'open', callBack: null, remindedAt: NOW, thankedAt: null },
    });
    const other = await partOf(world(), second.responderId);
    await stores.afterCare.skip(other);
    expect(await stores.afterCare.noteReminded(other, NOW)).toBe(false);
    expect((await partOf(world(), second.responderId)).care?.state).toBe('skipped');
    await stores.afterCare.skip(part);
    expect((await partOf(world(), first.responderId)).care?.state).toBe('skipped');
  });
}

/** They want a call by two minutes later, or none. */
function said(part: AttendedPart, wantsCall: boolean, at = NOW) {
  const { organisationId, assignmentId, incidentId, responderId } = part;
  return {
    ...{ organisationId, assignmentId, incidentId, responderId, answeredAt: at },
    ...{ wellbeing: 'mixed' as const, text: 'I keep thinking of it.', wantsCall },
    ...{ scale: [0, 1, 2, 3, 4, 0], dueAt: wantsCall ? at + 2 * MINUTE_MS : null },
  };
}

function keepsAnswers(world: () => World): void {
  it('keeps the last answer of each, newest first, and pages them', async () => {
    const { stores, organisationId } = world();
    const parts = [];
    for (let i = 0; i < 3; i += 1) {
      const { responderId } = await accepted(world());
      parts.push(await partOf(world(), responderId));
    }
    for (const [index, part] of parts.entries()) {
      await stores.afterCare.putAnswer(said(part, index === 1, NOW + index));
    }
    const list = (callBack: 'wanted' | null, cursor: string | null = null) =>
      stores.afterCare.answers(organisationId, { callBack }, { cursor, limit: 2 });
    const first = await list(null);
    expect(first.items.map(({ assignmentId }) => assignmentId)).toEqual([
      ...[parts[2]?.assignmentId, parts[1]?.assignmentId],
    ]);
    const rest = await list(null, first.nextCursor);
    expect(rest.items.map(({ assignmentId }) => assignmentId)).toEqual([parts[0]?.assignmentId]);
    expect(rest.nextCursor).toBeNull();
    const [wanted, ...others] = (await list('wanted')).items;
    expect(others).toEqual([]);
    const { assignmentId, incidentId, responderId } = parts[1] ?? never();
    expect(wanted).toEqual({
      ...{ organisationId, assignmentId, incidentId, responderId, answeredAt: NOW + 1 },
      ...{ wellbeing: 'mixed', text: 'I keep thinking of it.', displayName: 'Robin' },
      ...{ scale: [0, 1, 2, 3, 4, 0], dueAt: NOW + 1 + 2 * MINUTE_MS },
      phone: null,
      ...{ callBack: 'wanted', takenById: null, takenByName: null, takenAt: null, doneAt: null },
    });
    await stores.afterCare.putAnswer(said(parts[1] ?? never(), false, NOW + 9));
    expect((await list('wanted')).items).toEqual([]);
    const of = { callBack: null };
    expect((await stores.afterCare.answers(randomUUID(), of, PAGE)).items).toEqual([]);
    expect(await stores.afterCare.answer(randomUUID(), assignmentId)).toBeNull();
  });
}

function never(): never {
  throw new Error('nobody was there');
}

function movesCalls(world: () => World): void {
  it('gives a call to one of many who take it, and keeps it until it is made', async () => {
    const { stores, organisationId } = world();
    const { responderId, assignmentId } = await accepted(world());
    const part = await partOf(world(), responderId);
    await stores.afterCare.putAnswer(said(part, true));
    const [one, two] = [randomUUID(), randomUUID()];
    const move = (from: 'wanted' | 'taken', to: 'wanted' | 'taken' | 'done', byId = one) =>
      stores.afterCare.moveCallBack(organisationId, { assignmentId, from, to, byId, at: NOW });
    const takes = await Promise.all([move('wanted', 'taken'), move('wanted', 'taken', two)]);
    expect(takes.filter(Boolean)).toEqual([true]);
    const now = () => stores.afterCare.answer(organisationId, assignmentId);
    const takenById = takes[0] ? one : two;
    expect(await now()).toMatchObject({ callBack: 'taken', takenById, takenAt: NOW });
    await stores.afterCare.putAnswer(said(part, false, NOW + 1));
    expect(await now()).toMatchObject({ callBack: 'taken', takenById });
    expect(await move('taken', 'wanted')).toBe(true);
    expect(await now()).toMatchObject({ callBack: 'wanted', takenById: null, takenAt: null });
    expect(await move('taken', 'done')).toBe(false);
    expect(await move('wanted', 'taken', two)).toBe(true);
    expect(await move('taken', 'done', one)).toBe(true);
    expect(await now()).toMatchObject({ callBack: 'done', takenById: two, doneAt: NOW });
    await stores.afterCare.putAnswer(said(part, true, NOW + 2));
    expect(await now()).toMatchObject({ callBack: 'wanted', takenById: null, doneAt: null });
  });
}

function thanksOnce(world: () => World): void {
  it('notes thanks once, beside a reminder, an answer and a skip', async () => {
    const { afterCare } = world().stores;
    const [first, second] = [await accepted(world()), await accepted(world())];
    const part = await partOf(world(), first.responderId);
    const thanked = () => afterCare.noteThanked(part, NOW);
    expect((await Promise.all([thanked(), thanked()])).sort()).toEqual([false, true]);
    const reminded = () => afterCare.noteReminded(part, NOW + 1);
    expect((await Promise.all([reminded(), reminded()])).sort()).toEqual([false, true]);
    expect((await partOf(world(), first.responderId)).care).toEqual({
      ...{ state: 'open', callBack: null, remindedAt: NOW + 1, thankedAt: NOW },
    });
    const other = await partOf(world(), second.responderId);
    await afterCare.skip(other);
    expect(await afterCare.noteThanked(other, NOW)).toBe(true);
    expect((await partOf(world(), second.responderId)).care).toMatchObject({
      ...{ state: 'skipped', thankedAt: NOW },
    });
  });
}

function keepsDue(world: () => World): void {
  it('lists calls to make by when they are due, also unasked, and never later', async () => {
    const { stores, organisationId } = world();
    const parts: AttendedPart[] = [];
    for (let i = 0; i < 3; i += 1) {
      parts.push(await partOf(world(), (await accepted(world())).responderId));
    }
    const [late, soon, unasked] = parts.map(({ assignmentId }) => assignmentId);
    const put = (index: number, dueAt: number | null, wantsCall = true) => {
      const part = parts[index] ?? never();
      return stores.afterCare.putAnswer({ ...said(part, wantsCall), dueAt });
    };
    await put(0, NOW + 30);
    await put(1, NOW + 10);
    await put(2, NOW + 20, false);
    const due = (cursor: string | null = null, limit = 2) =>
      stores.afterCare.answers(organisationId, { callBack: null, due: true }, { cursor, limit });
    const first = await due();
    expect(first.items.map(({ assignmentId }) => assignmentId)).toEqual([soon, unasked]);
    const rest = await due(first.nextCursor);
    expect(rest.items.map(({ assignmentId }) => assignmentId)).toEqual([late]);
    await put(1, NOW + 99);
    expect((await due()).items[0]).toMatchObject({ assignmentId: soon, dueAt: NOW + 10 });
    const move = (assignmentId = '', from: 'taken' | null, to: 'taken' | 'done') =>
      stores.afterCare.moveCallBack(organisationId, {
        ...{ assignmentId, from, to, byId: randomUUID(), at: NOW },
      });
    expect(await move(unasked, null, 'taken')).toBe(true);
    expect(await move(unasked, null, 'taken')).toBe(false);
    expect(await move(unasked, 'taken', 'done')).toBe(true);
    await put(0, null, false);
    expect((await due()).items.map(({ assignmentId }) => assignmentId)).toEqual([soon]);
    // Said again what calls for a call, after one was made.
    await put(2, NOW + 5, false);
    expect((await due()).items[0]).toMatchObject({
      ...{ assignmentId: unasked, callBack: null, takenById: null, dueAt: NOW + 5 },
    });
  });
}

function findsUnattended(world: () => World): void {
  it('finds an alert that somebody did not go to, for themselves alone', async () => {
    const { stores, organisationId } = world();
    const went = await accepted(world());
    const { id: responderId } = await world().responder();
    const incident = world().incident();
    const alert = world().alert({ incidentId: incident.id }, responderId);
    const found = (of: string, who: string, alertId: string) =>
      stores.afterCare.unattended(of, { responderId: who, alertId });
    await stores.incidents.save(world().raising(incident, [alert]));
    expect(await found(organisationId, responderId, alert.id)).toBeNull();
    const move = { alertId: alert.id, to: 'declined' as const, at: NOW, endedReason: null };
    await stores.incidents.save({ ...world().change(incident, 0), alertMoves: [move] });
    expect(await found(organisationId, responderId, alert.id)).toEqual({
      ...{ incidentId: incident.id, mode: incident.mode, sentAt: NOW },
    });
    expect(await found(organisationId, went.responderId, alert.id)).toBeNull();
    expect(await found(organisationId, went.responderId, went.alert.id)).toBeNull();
    expect(await found(randomUUID(), responderId, alert.id)).toBeNull();
  });
}

function keepsOutcomes(world: () => World): void {
  it('keeps what was released of an incident, and takes it back', async () => {
    const { stores, organisationId } = world();
    const { incident, responderId } = await accepted(world());
    const outcome = { text: 'Alive', releasedBy: 'Dr Adeyemi', releasedById: randomUUID() };
    const put = (text: string | null) =>
      stores.afterCare.putOutcome(
        organisationId,
        incident.id,
        text === null ? null : { ...outcome, text, releasedAt: NOW },
      );
    await put('First');
    await put('Alive');
    const kept = { ...outcome, releasedAt: NOW };
    expect(await stores.afterCare.outcome(organisationId, incident.id)).toEqual(kept);
    expect((await partOf(world(), responderId)).outcome).toEqual(kept);
    expect(await stores.afterCare.outcome(randomUUID(), incident.id)).toBeNull();
    await put(null);
    expect((await partOf(world(), responderId)).outcome).toBeNull();
  });
}

function keepsContacts(world: () => World): void {
  it('keeps one contact of each organisation', async () => {
    const { stores, organisationId } = world();
    expect(await stores.afterCare.contact(organisationId)).toBeNull();
    await stores.afterCare.putContact(organisationId, 'Ruth');
    await stores.afterCare.putContact(organisationId, 'Dr Ruth Adeyemi');
    expect(await stores.afterCare.contact(organisationId)).toBe('Dr Ruth Adeyemi');
    expect(await stores.afterCare.contact(randomUUID())).toBeNull();
    await stores.afterCare.putContact(organisationId, null);
    expect(await stores.afterCare.contact(organisationId)).toBeNull();
  });
}

function tellsHistory(world: () => World): void {
  it('tells alerts that are over, and incidents of before with one of those reasons', async () => {
    const { stores, organisationId } = world();
    const { responderId, alert, incident } = await accepted(world());
    const read = (
      before: Instant,
      reasons: readonly string[] = ['off-duty'],
      of = organisationId,
    ) => stores.history.history({ organisationId: of, responderId }, { before, reasons }, PAGE);
    const [own, ...none] = (await read(NOW)).items;
    expect(none).toEqual([]);
    expect(own).toMatchObject({
      ...{ id: alert.id, about: 'incident', at: NOW, mode: incident.mode, kind: incident.kind },
      ...{ distanceM: 321, considered: null, outcome: null, title: null },
      alert: { status: 'accepted', endedReason: null },
      assignment: { status: 'accepted', enRouteAt: null, clearedAt: null },
    });
    const passed = await endedWith(world(), responderId, { reason: 'off-duty', distanceM: 77 });
    await endedWith(world(), responderId, { reason: 'outside-radius', distanceM: 9_000 });
    await endedWith(world(), responderId, { reason: 'off-duty', distanceM: null });
    const second = (await read(NOW)).items.filter(({ considered }) => considered !== null);
    expect(second).toEqual([
      {
        ...{ id: passed.id, about: 'incident', at: passed.receivedAt, mode: 'actual' },
        ...{ kind: passed.kind, title: null, distanceM: 77, alert: null, assignment: null },
        considered: { reason: 'off-duty', status: 'closed', endedAt: NOW },
        outcome: null,
      },
    ]);
    expect((await read(NOW - 1)).items).toHaveLength(1);
    expect((await read(NOW, ['enough'])).items).toHaveLength(1);
    expect((await read(NOW, ['off-duty'], randomUUID())).items).toEqual([]);
  });
}

/** An incident that is over, and for which this person was considered. */
async function endedWith(
  world: World,
  responderId: string,
  why: { readonly reason: 'off-duty' | 'outside-radius'; readonly distanceM: number | null },
) {
  const incident = world.incident({ mode: 'actual' });
  const raising = { ...world.raising(incident, []), notAlerted: [{ responderId, ...why }] };
  await world.stores.incidents.save(raising);
  const ended = { ...incident, status: 'closed', endedAt: NOW } as const;
  const saved = await world.stores.incidents.save({
    ...world.change(incident, 0),
    incident: ended,
  });
  expect(saved.outcome).toBe('saved');
  return ended;
}

function pagesHistory(world: () => World): void {
  it('pages it without losing one or telling one twice', async () => {
    const { stores, organisationId } = world();
    const { id: responderId } = await world().responder();
    const ids = new Set<string>();
    for (let i = 0; i < 5; i += 1) {
      const { id } = await endedWith(world(), responderId, { reason: 'off-duty', distanceM: 1 });
      ids.add(id);
    }
    const told: string[] = [];
    const notChosen = { before: NOW, reasons: ['off-duty'] };
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof stores.history.history>> = await stores.history.history(
        { organisationId, responderId },
        notChosen,
        { cursor, limit: 2 },
      );
      told.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(told).toHaveLength(ids.size);
    expect(new Set(told)).toEqual(ids);
  });
}
