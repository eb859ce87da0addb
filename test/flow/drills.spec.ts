import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import type { DrillView, PlanDrillMessage } from '#contracts/drill-api';
import { toIso } from '#contracts/shapes';
import type { ResponderCaller } from '#flow/ports';
import { DRILL_BATCH } from '#flow/run-drills';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

const WINDOW_S = 300;
const NOW_ONCE: PlanDrillMessage = {
  title: 'Monthly drill',
  responderIds: null,
  windowS: WINDOW_S,
  everyDays: null,
};

async function start(
  service: MemoryService,
  message: Partial<PlanDrillMessage> = {},
): Promise<DrillView> {
  const { drills } = service.steps;
  const planned = await drills.plan(service.organisationId, { ...NOW_ONCE, ...message });
  await service.runUntil(service.clock.now());
  return read(service, valueOf(planned).view.id);
}

async function read(service: MemoryService, drillId: string): Promise<DrillView> {
  return valueOf(await service.steps.drills.read(service.organisationId, drillId));
}

function stateOf(drill: DrillView, person: ResponderCaller): string | undefined {
  return drill.calls.find((call) => call.responderId === person.responderId)?.state;
}

describe('a drill', () => {
  it('rings everybody on duty and counts who heard it', async () => {
    const service = await MemoryService.open();
    const [anna, ben, cleo] = [
      await service.person('anna', 100),
      await service.person('ben', 9_000),
      await service.person('cleo', 200),
    ];
    const off = await service.person('off', 300, { onDuty: false });
    const running = await start(service);
    expect(running).toMatchObject({ status: 'running', calledCount: 3, score: 0 });
    expect(service.heard(off)).toHaveLength(0);
    expect(service.alertOf(anna)).toMatchObject({
      ...{ about: 'drill', mode: 'exercise', status: 'sent', drill: { title: 'Monthly drill' } },
      ...{ exact: null, cell: null, kind: null },
    });
    expect(valueOf(await service.answer(anna, 'accept')).status).toBe('accepted');
    expect(valueOf(await service.answer(ben, 'decline')).status).toBe('accepted');
    valueOf(await service.answer(ben, 'decline'));
    await service.runUntil(START + WINDOW_S * SECOND_MS);
    const ended = await read(service, running.id);
    expect(ended).toMatchObject({
      ...{ status: 'ended', calledCount: 3, answeredCount: 2, score: 2 / 3 },
    });
    expect(stateOf(ended, cleo)).toBe('not-reached');
    expect(service.alertOf(cleo).status).toBe('expired');
    expect(codeOf(await service.answer(cleo, 'accept'))).toBe('drill-over');
  });

  it('knows a phone that rang unanswered from one that was not reached', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { id } = await start(service);
    const { alertId } = service.alertOf(anna);
    const receipt = { alertId, kind: 'delivered', subject: 'alert', channel: 'live' } as const;
    const view = valueOf(await service.steps.receipts.record(anna, receipt));
    expect(view).toMatchObject({ about: 'drill', status: 'sent' });
    const drill = await read(service, id);
    expect(stateOf(drill, anna)).toBe('rang-unanswered');
    expect(drill).toMatchObject({ reachedCount: 1, answeredCount: 0 });
  });

  it('does not disturb whoever is muted, keeps quiet hours, or is under way', async () => {
    const service = await MemoryService.open();
    const [muted, quiet, bound] = [
      await service.person('muted', 100),
      await service.person('quiet', 150),
      await service.person('bound', 200),
    ];
    const free = await service.person('free', 9_000);
    valueOf(await service.raise());
    valueOf(await service.answer(bound, 'accept'));
    const always = { schedule: null, quietHours: null, mutedUntil: null };
    const night = { fromMinute: 0, toMinute: 0, letThrough: 'life-threatening' } as const;
    const { reach } = service.steps;
    const mutedUntil = toIso(START + HOUR_MS);
    valueOf(await reach.set(muted, { availability: { ...always, mutedUntil } }));
    valueOf(await service.answer(quiet, 'decline'));
    valueOf(await reach.set(quiet, { availability: { ...always, quietHours: night } }));
    const drill = await start(service);
    expect(drill.calls.map((call) => call.responderId)).toEqual([free.responderId]);
  });

  it('rings a crowd batch by batch, everybody once', async () => {
    const service = await MemoryService.open();
    const { people } = service.store;
    for (let i = 0; i <= DRILL_BATCH; i += 1) {
      const { organisationId, responderId } = await service.person(`person ${String(i)}`, 0, {
        onDuty: false,
      });
      await people.setDuty({ organisationId, responderId, onDuty: true, now: START });
    }
    const drill = await start(service);
    expect(drill.calledCount).toBe(DRILL_BATCH + 1);
    const ids = new Set(drill.calls.map((call) => call.responderId));
    expect(ids.size).toBe(DRILL_BATCH + 1);
  });

  it('is planned once, however often it is sent', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { drills } = service.steps;
    const { organisationId } = service;
    const message = { ...NOW_ONCE, drillId: service.ids.id() };
    expect(valueOf(await drills.plan(organisationId, message)).created).toBe(true);
    await service.runUntil(service.clock.now());
    const again = valueOf(await drills.plan(organisationId, message));
    expect(again).toMatchObject({ created: false, view: { status: 'running', calledCount: 1 } });
    await service.runUntil(service.clock.now());
    expect(service.heard(anna)).toHaveLength(1);
    const other = { ...message, title: 'Another drill' };
    expect(codeOf(await drills.plan(organisationId, other))).toBe('reference-conflict');
  });

  it('rings only the people it names, of those who are on duty', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    await service.person('ben', 100);
    const off = await service.person('off', 300, { onDuty: false });
    const responderIds = [anna.responderId, off.responderId];
    const drill = await start(service, { responderIds });
    expect(drill.calls.map((call) => call.responderId)).toEqual([anna.responderId]);
    const { drills } = service.steps;
    const stranger = { ...NOW_ONCE, responderIds: [service.ids.id()] };
    expect(codeOf(await drills.plan(service.organisationId, stranger))).toBe('not-found');
  });

  it('starts when it is planned, and is planned again at the same hour of the day', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const startsAt = START + 2 * HOUR_MS;
    const planned = await start(service, { startsAt: toIso(startsAt), everyDays: 7 });
    expect(planned.status).toBe('planned');
    expect(service.heard(anna)).toHaveLength(0);
    await service.runUntil(startsAt + WINDOW_S * SECOND_MS);
    expect((await read(service, planned.id)).status).toBe('ended');
    const page = { cursor: null, limit: 10 };
    const { items } = await service.steps.drills.list(service.organisationId, page);
    expect(items.map(({ status, startsAt: at }) => [status, at])).toEqual([
      // The clocks are put on meanwhile, on 8 March.
      ['planned', toIso(Date.UTC(2026, 2, 8, 13))],
      ['ended', toIso(startsAt)],
    ]);
  });

  it('that is called off stops ringing, and is never run', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { drills } = service.steps;
    const { organisationId } = service;
    const running = await start(service);
    expect(valueOf(await drills.cancel(organisationId, running.id)).status).toBe('cancelled');
    expect(service.alertOf(anna)).toMatchObject({
      ...{ status: 'withdrawn', endedReason: 'drill-cancelled' },
    });
    expect(valueOf(await drills.cancel(organisationId, running.id)).status).toBe('cancelled');
    expect(codeOf(await service.answer(anna, 'accept'))).toBe('drill-over');
    const later = await start(service, { startsAt: toIso(START + HOUR_MS) });
    valueOf(await drills.cancel(organisationId, later.id));
    const before = service.heard(anna).length;
    await service.runUntil(START + 2 * HOUR_MS);
    expect(service.heard(anna)).toHaveLength(before);
    const over = await start(service);
    await service.runUntil(service.clock.now() + WINDOW_S * SECOND_MS);
    expect(codeOf(await drills.cancel(organisationId, over.id))).toBe('drill-over');
  });

  it('keeps nobody from being alerted for real, and counts for nothing there', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    await start(service);
    expect(service.alertOf(anna).about).toBe('drill');
    service.clock.advanceBy(MINUTE_MS);
    await service.fix(anna, 100);
    valueOf(await service.raise());
    expect(service.alertOf(anna)).toMatchObject({ about: 'incident', status: 'sent' });
    const open = await service.steps.feed.openAlerts(anna);
    expect(open.map(({ about }) => about).sort()).toEqual(['drill', 'incident']);
  });
});

describe('a test alarm of one’s own', () => {
  const testId = '0e3c5b9a-9c55-4f0e-8f0e-2b7c43cf6d1e';

  it('rings the phone that asked and no other, and says by which way it rang', async () => {
    const service = await MemoryService.open();
    const [anna, ben] = [await service.person('anna', 100), await service.person('ben', 150)];
    const { testAlarm, receipts } = service.steps;
    const asked = valueOf(await testAlarm.ring(anna, { testId, afterS: 10 }));
    expect(asked).toMatchObject({ state: 'waiting', sentAt: null, heardBy: [] });
    valueOf(await testAlarm.ring(anna, { testId, afterS: 10 }));
    await service.runUntil(START + 10 * SECOND_MS);
    expect(service.heard(ben)).toHaveLength(0);
    const { alertId } = service.alertOf(anna);
    const receipt = { alertId, kind: 'delivered', subject: 'alert', channel: 'live' } as const;
    valueOf(await receipts.record(anna, receipt));
    expect(valueOf(await testAlarm.read(anna, testId))).toMatchObject({
      ...{ state: 'rang-unanswered', heardBy: ['live'] },
    });
    valueOf(await service.answer(anna, 'accept'));
    expect(valueOf(await testAlarm.read(anna, testId)).state).toBe('answered');
    expect(codeOf(await testAlarm.read(ben, testId))).toBe('not-found');
  });

  it('says what stands against it instead of staying silent', async () => {
    const service = await MemoryService.open();
    const off = await service.person('off', 300, { onDuty: false });
    const refused = await service.steps.testAlarm.ring(off, { testId, afterS: 0 });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'not-eligible' } });
    expect(refused.ok ? '' : refused.problem.detail).toContain('off duty');
  });

  it('shows nobody the drill of others', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { id } = await start(service);
    expect(codeOf(await service.steps.testAlarm.read(anna, id))).toBe('not-found');
  });
});
