import { AFTER_CARE_NOTE_AFTER_MS } from '#core/after-care';
import { NOT_CHOSEN_TOLD_AFTER_MS } from '#core/own-history';
import { DAY_MS, MINUTE_MS } from '#core/units';
import { AfterCare } from '#flow/after-care';
import { AfterCareDesk } from '#flow/after-care-desk';
import { Notes } from '#flow/notes';
import { OwnHistory } from '#flow/own-history';
import type { ResponderCaller } from '#flow/ports';
import { codeOf, MemoryService, valueOf } from './memory-service';

const PAGE = { cursor: null, limit: 50 };
const SAID = { wellbeing: 'mixed', callBack: true, text: 'It was hard.', scale: null } as const;

function stepsOf(service: MemoryService) {
  const { store, clock, ids, locations } = service;
  const { afterCare, privacy, incidents, history, people, reach } = store;
  const notes = new Notes({ notes: store.notes, reach, clock, ids });
  return {
    notes,
    care: new AfterCare({ afterCare, privacy, notes, clock }),
    desk: new AfterCareDesk({ afterCare, incidents, clock }),
    history: new OwnHistory({ history, locations, people, clock }),
  };
}

/** Somebody says yes and reports these steps, a minute apart. */
async function goes(
  service: MemoryService,
  anna: ResponderCaller,
  steps: readonly ('en-route' | 'on-scene' | 'cleared' | 'withdrawn')[],
): Promise<string> {
  const accepted = valueOf(await service.answer(anna, 'accept'));
  const assignmentId = accepted.assignment?.assignmentId ?? '';
  for (const step of steps) {
    service.clock.advanceBy(MINUTE_MS);
    valueOf(await service.steps.progress.report(anna, { assignmentId, step }));
  }
  return assignmentId;
}

describe('after an incident', () => {
  it('asks whoever was there once, with one note later, unless they said something', async () => {
    const service = await MemoryService.open();
    const { care, notes } = stepsOf(service);
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    const assignmentId = await goes(service, anna, ['on-scene', 'cleared']);
    expect((await care.own(anna)).items).toMatchObject([{ assignmentId, state: 'open' }]);
    expect(await care.remind()).toBe(0);
    service.clock.advanceBy(AFTER_CARE_NOTE_AFTER_MS);
    expect((await Promise.all([care.remind(), care.remind()])).sort()).toEqual([0, 1]);
    const [note] = (await notes.own(anna, PAGE)).items;
    expect(note).toMatchObject({ kind: 'after-care', title: 'How are you?' });
    valueOf(await care.answer(anna, assignmentId, SAID));
    service.clock.advanceBy(MINUTE_MS);
    expect(await care.remind()).toBe(0);
    expect((await notes.own(anna, PAGE)).items).toHaveLength(1);
  });

  it('asks whoever turned round on the way as well, who may put it aside', async () => {
    const service = await MemoryService.open();
    const { care } = stepsOf(service);
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    const assignmentId = await goes(service, anna, ['en-route', 'withdrawn']);
    expect((await care.own(anna)).items).toMatchObject([{ assignmentId, state: 'open' }]);
    valueOf(await care.skip(anna, assignmentId));
    service.clock.advanceBy(AFTER_CARE_NOTE_AFTER_MS);
    expect(await care.remind()).toBe(0);
  });

  it('asks nobody who said no, and hears them if they speak of their own accord', async () => {
    const service = await MemoryService.open();
    const { care, desk, notes } = stepsOf(service);
    const anna = await service.person('anna', 200);
    const bea = await service.person('bea', 250);
    valueOf(await service.raise());
    const alertId = service.alertOf(anna).alertId;
    expect(codeOf(await care.answer(anna, alertId, SAID))).toBe('not-found');
    valueOf(await service.answer(anna, 'decline'));
    service.clock.advanceBy(AFTER_CARE_NOTE_AFTER_MS);
    expect(await care.remind()).toBe(0);
    expect((await care.own(anna)).items).toEqual([]);
    expect(codeOf(await care.answer(bea, alertId, SAID))).toBe('not-found');
    valueOf(await care.answer(anna, alertId, SAID));
    const { items } = await desk.list(service.organisationId, { callBack: null, due: true }, PAGE);
    expect(items).toMatchObject([{ displayName: 'anna', callBack: 'wanted', band: 'watch' }]);
    expect((await notes.own(anna, PAGE)).items).toEqual([]);
  });

  it('thanks everybody who went once it is over, once', async () => {
    const service = await MemoryService.open();
    const { care, notes } = stepsOf(service);
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    await goes(service, anna, ['on-scene', 'cleared']);
    expect(await care.thank()).toBe(0);
    const end = { op: 'close', message: { version: 9, reason: 'over' } } as const;
    valueOf(await service.steps.change.end(service.organisationId, 'CAD-1', end));
    expect((await Promise.all([care.thank(), care.thank()])).sort()).toEqual([0, 1]);
    expect((await notes.own(anna, PAGE)).items).toMatchObject([{ kind: 'thanks' }]);
    service.clock.advanceBy(AFTER_CARE_NOTE_AFTER_MS);
    expect(await care.remind()).toBe(1);
    service.clock.advanceBy(DAY_MS);
    expect(await care.thank()).toBe(0);
  });

  it('has whoever it weighs on rung within a day, and says when that is over', async () => {
    const service = await MemoryService.open();
    const { care, desk } = stepsOf(service);
    const { organisationId } = service;
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    const assignmentId = await goes(service, anna, ['on-scene', 'cleared']);
    const hard = { ...SAID, callBack: false, scale: [4, 4, 3, 3, 2, 2] };
    valueOf(await care.answer(anna, assignmentId, hard));
    const due = async () =>
      (await desk.list(organisationId, { callBack: null, due: true }, PAGE)).items;
    const [item] = await due();
    expect(item).toMatchObject({ band: 'call', score: 18, callBack: null, isOverdue: false });
    service.clock.advanceBy(DAY_MS);
    expect((await due())[0]?.isOverdue).toBe(true);
    const by = { organisationId, byId: service.ids.id() };
    expect(codeOf(await desk.moveCallBack(by, assignmentId, 'done'))).toBe('illegal-step');
    valueOf(await desk.moveCallBack(by, assignmentId, 'taken'));
    const done = valueOf(await desk.moveCallBack(by, assignmentId, 'done'));
    expect(done).toMatchObject({ callBack: 'done', dueAt: null, isOverdue: false, phone: null });
    expect(await due()).toEqual([]);
  });

  it('gives a call to one of the staff, and tells what happened once it may be told', async () => {
    const service = await MemoryService.open();
    const { care, desk } = stepsOf(service);
    const { organisationId } = service;
    const anna = await service.person('anna', 200);
    const { view } = valueOf(await service.raise());
    const assignmentId = await goes(service, anna, ['on-scene', 'cleared']);
    valueOf(await care.answer(anna, assignmentId, SAID));
    const by = { organisationId, byId: service.ids.id() };
    expect(codeOf(await desk.moveCallBack(by, assignmentId, 'done'))).toBe('illegal-step');
    valueOf(await desk.moveCallBack(by, assignmentId, 'taken'));
    expect(codeOf(await desk.moveCallBack(by, assignmentId, 'taken'))).toBe('illegal-step');
    const told = { text: 'Alive and well.', releasedBy: 'Dr Adeyemi' };
    expect(codeOf(await desk.putOutcome(by, view.id, told))).toBe('illegal-step');
    const end = { op: 'close', message: { version: 9, reason: 'over' } } as const;
    valueOf(await service.steps.change.end(organisationId, 'CAD-1', end));
    const address = { ...told, text: 'The one of Harbour Row lives.' };
    expect(codeOf(await desk.putOutcome(by, view.id, address))).toBe('invalid-field');
    valueOf(await desk.putOutcome(by, view.id, told));
    const [item] = (await care.own(anna)).items;
    expect(item).toMatchObject({ callBack: 'taken', outcome: told });
  });

  it('tells of not being chosen only a day after the end, with the plain reason', async () => {
    const service = await MemoryService.open('nearest-10');
    const { history } = stepsOf(service);
    const anna = await service.person('anna', 200);
    const others = [];
    for (let i = 0; i < 10; i += 1) others.push(await service.person(`near-${i}`, 50 + i));
    valueOf(await service.raise());
    const end = { op: 'close', message: { version: 9, reason: 'over' } } as const;
    valueOf(await service.steps.change.end(service.organisationId, 'CAD-1', end));
    const [near] = others;
    if (near === undefined) throw new Error('nobody was near');
    expect((await history.own(near, PAGE)).items).toMatchObject([
      { alert: { status: 'withdrawn', endedReason: 'incident-closed' }, notChosenBecause: null },
    ]);
    expect((await history.own(anna, PAGE)).items).toEqual([]);
    service.clock.advanceBy(NOT_CHOSEN_TOLD_AFTER_MS - 1);
    expect((await history.own(anna, PAGE)).items).toEqual([]);
    service.clock.advanceBy(1);
    const { items } = await history.own(anna, PAGE);
    expect(items).toMatchObject([
      { alert: null, notChosenBecause: 'enough', distanceBandM: 250, outcome: null },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/Harbour|mat|coordinates/);
    service.clock.advanceBy(DAY_MS);
    expect((await history.own(anna, PAGE)).items).toHaveLength(1);
  });
});
