import { MINUTE_MS, SECOND_MS } from '#core/units';
import { idSchema } from '#contracts/shapes';
import { draftPlanSchema, shadowRunSchema } from '#contracts/response-plan-api';
import type { ResponderCaller } from '#flow/ports';
import { MemoryService, START, valueOf } from './memory-service';

describe('the explanation of an incident', () => {
  it('tells each decision with its occasion, and of each person why or why not', async () => {
    const service = await MemoryService.open('closeby-larsen');
    const { organisationId, steps } = service;
    const near = await service.person('near', 150);
    await service.person('next', 400);
    const off = await service.person('off', 300);
    await steps.duty.set(off, { onDuty: false });
    const { view } = valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    valueOf(await service.answer(near, 'accept'));
    const plan = valueOf(await steps.read.plan(organisationId, view.id));
    const [first] = plan.decisions;
    expect(first).toMatchObject({
      seq: 1,
      trigger: 'raised',
      policyName: 'closeby-larsen',
      travelSource: 'straight-line',
      safety: [],
    });
    expect(first?.sentence).toMatch(
      /^When the incident came in: 2 of \d considered alerted by closeby-larsen version \d+, /,
    );
    expect(first?.expected?.after).toBeGreaterThan(first?.expected?.ambulanceOnly ?? 1);
    const said = new Map(plan.people.map((person) => [person.displayName, person.sentence]));
    expect(said.get('near')).toMatch(
      /^Alerted to go straight to the patient: .*likely to say yes, adds .* % to survival\.$/,
    );
    // Of whoever is off duty no position is kept, so that nobody knows whether they were near.
    expect(said.has('off')).toBe(false);
    expect(plan.decisionsLeftOut).toBe(0);
  });

  it('says something of a person again only when it is something else', async () => {
    const service = await MemoryService.open('replace-7');
    const { organisationId, steps } = service;
    const people: ResponderCaller[] = [];
    for (let index = 0; index < 9; index += 1) {
      people.push(await service.person(`p${index}`, 100 + index * 50));
    }
    const { view } = valueOf(await service.raise());
    const [first] = people;
    if (first !== undefined) valueOf(await service.answer(first, 'decline'));
    await service.runUntil(START + 2 * MINUTE_MS);
    const { decisions } = valueOf(await steps.read.plan(organisationId, view.id));
    expect(decisions.length).toBeGreaterThan(1);
    const told = decisions.flatMap(({ people: each }) =>
      each.map(({ responderId, reason, outcome }) => `${responderId} ${outcome} ${reason ?? ''}`),
    );
    expect(new Set(told).size).toBe(told.length);
  });

  it('shows nowhere where anybody is', async () => {
    const service = await MemoryService.open('closeby-larsen');
    const person = await service.person('near', 150);
    const { view } = valueOf(await service.raise());
    const plan = valueOf(await service.steps.read.plan(service.organisationId, view.id));
    const [candidate] = await service.store.people.candidates(service.organisationId, [
      person.responderId,
    ]);
    const text = JSON.stringify(plan);
    expect(text).not.toContain(String(candidate?.fix?.place.lat));
    expect(text).not.toMatch(/"(lat|lon|coordinates|fix|place)"/);
  });
});

describe('a shadow run', () => {
  const draft = (fields: Record<string, unknown>) =>
    draftPlanSchema.parse({
      ...{ name: 'mine', title: 'Mine', kinds: ['cardiac-arrest'], preset: 'nearest-10' },
      ...fields,
    });
  const run = (service: MemoryService, fields: Record<string, unknown>, incidents = 50) =>
    service.steps.shadow.run(service.organisationId, { draft: draft(fields), incidents });

  /** Three past arrests and a choking, each with three people near. */
  async function past(): Promise<MemoryService> {
    const service = await MemoryService.open();
    for (const [index, metres] of [100, 200, 300].entries()) {
      await service.person(`p${index}`, metres);
    }
    for (const [index, kind] of (
      ['cardiac-arrest', 'choking', 'cardiac-arrest', 'cardiac-arrest'] as const
    ).entries()) {
      const controlRef = `CAD-${index}`;
      valueOf(
        await service.raise({
          controlRef,
          kind,
          ...(index === 3 ? { hazards: ['violence'] } : {}),
        }),
      );
      const end = { op: 'close', message: { version: 2 } } as const;
      valueOf(await service.steps.change.end(service.organisationId, controlRef, end));
      service.clock.advanceTo(service.clock.now() + MINUTE_MS);
    }
    return service;
  }

  it('of the same rule changes nothing', async () => {
    const result = await run(await past(), {});
    expect(result).toMatchObject({
      ...{ incidents: 3, otherIncidents: 1, unreadable: 0, alertsThen: 6, alertsNow: 6 },
      ...{ peopleOnlyThen: 0, peopleOnlyNow: 0, survivalChange: null, nobodyNow: 0 },
    });
  });

  it('of fewer alerts names who would not have been asked', async () => {
    const result = await run(await past(), { changes: { alertedAtOnceMax: 1 } });
    expect(result).toMatchObject({ alertsThen: 6, alertsNow: 2, peopleOnlyThen: 4 });
    expect(result.cases.map(({ controlRef }) => controlRef)).toEqual(['CAD-3', 'CAD-2', 'CAD-0']);
    expect(result.cases[2]).toMatchObject({ onlyNow: [], whyNobody: null });
    // By their ids: decisions are kept without names and references.
    expect(result.cases[2]?.onlyThen).toEqual([
      idSchema.parse(result.cases[2]?.onlyThen[0]),
      expect.any(String),
    ]);
    expect(result.cases[0]?.whyNobody).toBe('Somebody there is violent.');
  });

  it('of a stricter rule says which incidents it would have left alone, and why', async () => {
    const result = await run(await past(), { changes: { radiusM: 50 } });
    expect(result.nobodyNow).toBe(2);
    expect(result.cases[1]?.whyNobody).toBe('Nobody: outside radius (3).');
  });

  it('of a wider rule says what nobody can know', async () => {
    const changes = { radiusM: 2_000, consideredRadiusM: 5_000 };
    const result = await run(await past(), { changes });
    expect(result.remarks.join(' ')).toContain('people as far as 2.0 km were not looked for');
  });

  it('takes the newest incidents, no more than asked for, and stores nothing', async () => {
    const service = await past();
    const told = service.live.toControl.length;
    const result = await run(service, {}, 1);
    expect(result.cases.map(({ controlRef }) => controlRef)).toEqual(['CAD-3']);
    expect(await service.steps.plans.list(service.organisationId)).toEqual([]);
    expect(service.live.toControl).toHaveLength(told);
    expect(shadowRunSchema.safeParse({ incidents: 1_000 }).success).toBe(false);
  });

  it('compares survival where both rules reckon in the same curve', async () => {
    const service = await MemoryService.open('closeby-larsen');
    for (const metres of [100, 300, 500, 700]) await service.person(`p${metres}`, metres);
    valueOf(await service.raise());
    const dear = await run(service, {
      preset: 'closeby-larsen',
      changes: { choice: { pricePerAlert: 0.1, floorCount: 1 } },
    });
    expect([dear.survivalCompared, dear.alertsNow]).toEqual([1, 1]);
    expect(dear.survivalChange).toBeLessThan(0);
    const other = await run(service, { preset: 'closeby-waalewijn' });
    expect([other.survivalCompared, other.survivalChange]).toEqual([0, null]);
  });
});

describe('what a person says of themselves', () => {
  it('registered places: hours read once, replaced whole, gone with an empty list', async () => {
    const service = await MemoryService.open();
    const person = await service.person('anna', 100);
    const { places } = service.steps;
    const put = await places.put(person, {
      places: [
        { kind: 'home', place: { type: 'Point', coordinates: [-76, 36.85] } },
        { kind: 'work', place: { type: 'Point', coordinates: [-76.01, 36.85] }, hours: 'often' },
      ],
    });
    expect(
      valueOf(put).places.map(({ kind, hours, hoursRead }) => [kind, hours, hoursRead]),
    ).toEqual([
      ['home', null, 'unknown'],
      ['work', 'often', 'unknown'],
    ]);
    expect(valueOf(await places.of(person))).toEqual(valueOf(put));
    valueOf(await places.put(person, { places: [] }));
    expect(valueOf(await places.of(person)).places).toEqual([]);
  });

  it('how they travel, which the registrar changes only by saying so', async () => {
    const service = await MemoryService.open();
    const person = await service.person('anna', 100);
    const { registry, feed } = service.steps;
    valueOf(await registry.setTravelMode(person, 'bicycle'));
    const me = valueOf(await feed.me(person));
    expect([me.travelMode, me.tier]).toEqual(['bicycle', 'home']);
    const message = { displayName: 'A', testPhone: false, disabled: false, credentials: [] };
    const again = await registry.putResponder(service.organisationId, 'anna', message);
    expect([again.view.travelMode, again.view.tier]).toEqual(['bicycle', 'home']);
    const told = { ...message, travelMode: 'car', tier: 'professional' } as const;
    const changed = await registry.putResponder(service.organisationId, 'anna', told);
    expect([changed.view.travelMode, changed.view.tier]).toEqual(['car', 'professional']);
  });
});
