import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { ResponderCaller } from '#flow/ports';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

describe('one incident, all the way', () => {
  it('shows the exact place only after yes, and ends with every time on record', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const { view } = valueOf(await service.raise());
    expect(view.responders.map((entry) => entry.displayName)).toEqual(['anna']);

    const offered = service.alertOf(anna);
    expect(offered).toMatchObject({ kind: 'cardiac-arrest', distanceBandM: 250, exact: null });
    expect(JSON.stringify(offered)).not.toMatch(/Harbour|mat/);

    service.clock.advanceBy(40 * SECOND_MS);
    const accepted = valueOf(await service.answer(anna, 'accept'));
    expect(accepted.exact).toMatchObject({
      address: '1 Harbour Row, flat 3',
      place: { coordinates: [SCENE.lon, SCENE.lat] },
    });
    const assignmentId = accepted.assignment?.assignmentId ?? '';
    for (const step of ['en-route', 'on-scene', 'with-patient', 'cleared'] as const) {
      service.clock.advanceBy(MINUTE_MS);
      valueOf(await service.steps.progress.report(anna, { assignmentId, step }));
    }
    const closed = valueOf(
      await service.steps.change.end(service.organisationId, 'CAD-1', {
        op: 'close',
        message: { version: 9, reason: 'handed over to the crew' },
      }),
    );
    expect(closed).toMatchObject({ status: 'closed' });
    const timeline = valueOf(await service.steps.read.timeline(service.organisationId, view.id));
    expect(timeline.times).toMatchObject({
      alertToAcceptMs: 40 * SECOND_MS,
      callToOnSceneMs: 40 * SECOND_MS + 2 * MINUTE_MS,
    });
    expect(timeline.facts.map((fact) => fact.seq)).toEqual(
      timeline.facts.map((_fact, index) => index + 1),
    );
    expect(service.alertOf(anna).exact).toBeNull();
  });

  it('takes a step that was told late at its own time, within what can have been', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 300);
    const { view } = valueOf(await service.raise());
    service.clock.advanceBy(40 * SECOND_MS);
    const accepted = valueOf(await service.answer(anna, 'accept'));
    const assignmentId = accepted.assignment?.assignmentId ?? '';
    const acceptedAt = service.clock.now();
    service.clock.advanceBy(10 * MINUTE_MS);
    const tell = async (step: 'en-route' | 'on-scene', at: number): Promise<void> => {
      const message = { assignmentId, step, at: new Date(at).toISOString() };
      valueOf(await service.steps.progress.report(anna, message));
    };
    await tell('en-route', acceptedAt - MINUTE_MS);
    await tell('on-scene', acceptedAt + 3 * MINUTE_MS);
    const timeline = valueOf(await service.steps.read.timeline(service.organisationId, view.id));
    const atOf = (kind: string) => timeline.facts.find((fact) => fact.kind === kind)?.at;
    expect(Date.parse(atOf('en-route') ?? '')).toBe(acceptedAt);
    expect(Date.parse(atOf('on-scene') ?? '')).toBe(acceptedAt + 3 * MINUTE_MS);
  });

  it('is raised once however often control sends it, and refuses a different one', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const copies = await Promise.all(Array.from({ length: 5 }, () => service.raise()));
    const raised = copies.map(valueOf);
    expect(new Set(raised.map(({ view }) => view.id)).size).toBe(1);
    expect(raised.filter(({ created }) => created)).toHaveLength(1);
    expect(service.heard(anna)).toHaveLength(1);
    expect(codeOf(await service.raise({ kind: 'choking' }))).toBe('reference-conflict');
  });

  it('never pages a real person for an exercise, and a test phone for nothing else', async () => {
    const service = await MemoryService.open();
    const real = await service.person('real', 100);
    const phone = await service.person('phone', 150, { testPhone: true });
    valueOf(await service.raise({ controlRef: 'EX-1', mode: 'exercise' }));
    expect(service.heard(real)).toHaveLength(0);
    expect(service.heard(phone)).toHaveLength(1);
    valueOf(await service.raise({ controlRef: 'CAD-2' }));
    expect(service.heard(real)).toHaveLength(1);
    expect(service.heard(phone)).toHaveLength(1);
  });

  it('lets surplus people go at once when the places are taken', async () => {
    const service = await MemoryService.open();
    const people: ResponderCaller[] = [];
    for (const [index, ref] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      people.push(await service.person(ref, 100 + index * 50));
    }
    valueOf(await service.raise());
    for (const person of people.slice(0, 3)) valueOf(await service.answer(person, 'accept'));
    for (const person of people.slice(3)) {
      expect(service.alertOf(person)).toMatchObject({
        status: 'withdrawn',
        endedReason: 'enough-accepted',
        cell: null,
        exact: null,
      });
      expect(codeOf(await service.answer(person, 'accept'))).toBe('alert-withdrawn');
    }
  });

  it('dispatches from last known positions when the index was emptied, and says so', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    service.locations.empty();
    const { view } = valueOf(await service.raise());
    expect(service.heard(anna)).toHaveLength(1);
    expect(await service.factKinds(view.id)).toContain('degraded');
  });

  it('explains everyone on duty further away, off the hot path', async () => {
    const service = await MemoryService.open();
    await service.person('near', 200);
    await service.person('far', 3_000);
    const off = await service.person('off', 300);
    await service.steps.duty.set(off, { onDuty: false });
    const { view } = valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    const plan = valueOf(await service.steps.read.plan(service.organisationId, view.id));
    const reasons = plan.people.map((person) => `${person.displayName} ${person.reason}`);
    expect(reasons.sort()).toEqual(['far outside-radius', 'near nearest']);
    expect(plan.people.every((person) => person.sentence.endsWith('.'))).toBe(true);
  });
});

describe('waves', () => {
  it('replace-7 replaces who declines at once and who stays silent, over a restart', async () => {
    const service = await MemoryService.open('replace-7');
    const people: ResponderCaller[] = [];
    for (let index = 0; index < 9; index += 1) {
      people.push(await service.person(`p${index}`, 100 + index * 50));
    }
    valueOf(await service.raise());
    const alerted = () =>
      people.map((person) => (service.heard(person).length > 0 ? 1 : 0)).join('');
    expect(alerted()).toBe('111111100');
    const [first] = people;
    if (first === undefined) throw new Error('nine people');
    valueOf(await service.answer(first, 'decline'));
    await service.runUntil(START);
    expect(alerted()).toBe('111111110');
    service.restart();
    await service.runUntil(START + 61 * SECOND_MS);
    expect(alerted()).toBe('111111111');
    const ninth = people[8];
    await service.runUntil(START + 10 * MINUTE_MS);
    const rung = service
      .heard(ninth ?? first)
      .filter((message) => message.kind === 'alert-sent')
      .map((message) => message.alert.alertId);
    expect(new Set(rung).size).toBe(1);
  });

  it('somebody who withdraws on the way is replaced', async () => {
    const service = await MemoryService.open('replace-7');
    const people: ResponderCaller[] = [];
    for (let index = 0; index < 8; index += 1) {
      people.push(await service.person(`p${index}`, 100 + index * 50));
    }
    valueOf(await service.raise());
    const [first, last] = [people[0], people[7]];
    if (first === undefined || last === undefined) throw new Error('eight people');
    const accepted = valueOf(await service.answer(first, 'accept'));
    expect(service.heard(last)).toHaveLength(0);
    const assignmentId = accepted.assignment?.assignmentId ?? '';
    valueOf(await service.steps.progress.report(first, { assignmentId, step: 'withdrawn' }));
    expect(service.heard(last)).toHaveLength(1);
    expect(service.alertOf(first).exact).toBeNull();
  });
});
