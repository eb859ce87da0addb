import type { Plan, PlanInput } from '#core/plan';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import { planAlerts } from '#core/who-to-alert';
import { toIso } from '#contracts/shapes';
import type { StoredDecision } from '#flow/ports';
import { MemoryService, valueOf } from './memory-service';

interface Story {
  readonly service: MemoryService;
  readonly incidentId: string;
}

/** An arrest by our own rule: answers of all kinds, silence, a withdrawal, an earlier ambulance. */
async function aWholeIncident(): Promise<Story> {
  const service = await MemoryService.open('closeby-larsen');
  const people = [];
  for (let index = 0; index < 14; index += 1) {
    people.push(await service.person(`person-${index}`, 60 + 55 * index));
  }
  const { view } = valueOf(await service.raise());
  const asked = people.filter((person) => service.heard(person).length > 0);
  const [first, second, third] = asked;
  if (first === undefined || second === undefined || third === undefined) {
    throw new Error('a life at stake asks at least three');
  }
  await service.runUntil(service.clock.now() + 20 * SECOND_MS);
  valueOf(await service.answer(first, 'decline'));
  await service.runUntil(service.clock.now() + 5 * SECOND_MS);
  valueOf(await service.answer(second, 'accept'));
  await service.runUntil(service.clock.now() + 90 * SECOND_MS);
  const assignmentId = service.alertOf(second).assignment?.assignmentId ?? '';
  valueOf(await service.steps.progress.report(second, { assignmentId, step: 'withdrawn' }));
  await service.runUntil(service.clock.now() + 30 * SECOND_MS);
  valueOf(
    await service.steps.change.update(service.organisationId, 'CAD-1', {
      version: 2,
      ambulanceEtaAt: toIso(service.clock.now() + MINUTE_MS),
    }),
  );
  await service.runUntil(service.clock.now() + 10 * MINUTE_MS);
  return { service, incidentId: view.id };
}

function decisionsOf({ service, incidentId }: Story): Promise<readonly StoredDecision[]> {
  return service.store.incidents.decisions(service.organisationId, incidentId);
}

const planOf = ({ plan }: StoredDecision): Plan => JSON.parse(plan) as Plan;

describe('the decisions of an incident', () => {
  it('are made again from what is stored, to the same bytes', async () => {
    const decisions = await decisionsOf(await aWholeIncident());
    expect(decisions.length).toBeGreaterThanOrEqual(4);
    for (const { input, plan } of decisions) {
      expect(JSON.stringify(planAlerts(JSON.parse(input) as PlanInput))).toBe(plan);
    }
  });

  it('name nobody: neither names nor references of people nor the address are stored', async () => {
    const decisions = await decisionsOf(await aWholeIncident());
    for (const { input, plan } of decisions) {
      expect(input + plan).not.toMatch(/person-\d/);
      const { incident, candidates } = JSON.parse(input) as PlanInput;
      expect(incident).toMatchObject({ address: null, notesForResponders: null });
      for (const { responder } of candidates) expect(responder.externalRef).toBe(responder.id);
    }
  });

  it('leave out whom control does not want, though their reference is not stored', async () => {
    const service = await MemoryService.open('closeby-larsen');
    await service.person('unwanted', 60);
    await service.person('wanted', 120);
    const { view } = valueOf(await service.raise({ excludedResponderRefs: ['unwanted'] }));
    const [first] = await decisionsOf({ service, incidentId: view.id });
    if (first === undefined) throw new Error('nothing was decided');
    expect(planOf(first).notAlerted.map(({ reason }) => reason)).toContain('excluded-by-control');
    const again = planAlerts(JSON.parse(first.input) as PlanInput);
    expect(JSON.stringify(again)).toBe(first.plan);
    expect(first.input).not.toContain('unwanted');
  });

  it('are numbered from 1 and say why each was made', async () => {
    const decisions = await decisionsOf(await aWholeIncident());
    expect(decisions.map(({ seq }) => seq)).toEqual(decisions.map((_, index) => index + 1));
    expect(decisions[0]?.trigger).toBe('raised');
    expect(decisions.map(({ trigger }) => trigger)).toEqual(
      expect.arrayContaining(['progress', 'due']),
    );
  });

  it('replace whoever declines and whoever withdraws while there are people', async () => {
    const story = await aWholeIncident();
    const [first, ...later] = await decisionsOf(story);
    if (first === undefined) throw new Error('nothing was decided');
    expect(planOf(first).alerts.length).toBeGreaterThanOrEqual(3);
    expect(later.flatMap((decision) => planOf(decision).alerts).length).toBeGreaterThanOrEqual(1);
  });

  it('name a reason for everybody they considered and did not ask', async () => {
    const [first] = await decisionsOf(await aWholeIncident());
    if (first === undefined) throw new Error('nothing was decided');
    const plan = planOf(first);
    expect(plan.alerts.length + plan.notAlerted.length).toBe(14);
    for (const { reason, estimate } of plan.notAlerted) {
      if (reason === 'gain-below-price') expect(estimate?.price).toBeGreaterThan(0);
    }
  });

  it('say nothing anew where looking again changed nothing', async () => {
    const { service, incidentId } = await aWholeIncident();
    const before = (await decisionsOf({ service, incidentId })).length;
    await service.steps.change.update(service.organisationId, 'CAD-1', {
      version: 3,
      notesForResponders: 'Ring twice',
    });
    expect((await decisionsOf({ service, incidentId })).length).toBe(before);
  });
});
