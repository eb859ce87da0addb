import type { Assignment } from '#core/assignment';
import type { AedReport } from '#core/aed';
import type { ResponderCaller } from '#flow/ports';
import { codeOf, MemoryService, SCENE, valueOf } from './memory-service';

const METRES_PER_DEGREE_LAT = 111_195;

/** Puts an open AED so many metres north of the scene. */
async function putAed(service: MemoryService, ref: string, metres: number): Promise<string> {
  const { aed } = await service.store.aeds.putAed(
    service.organisationId,
    {
      externalRef: ref,
      name: ref,
      place: { ...SCENE, lat: SCENE.lat + metres / METRES_PER_DEGREE_LAT },
      locationDetail: null,
      access: 'public',
      openingHours: '24/7',
      hours: { state: 'always' },
      lastCheckedAt: null,
      floor: null,
      cabinetCode: null,
      contradictions: [],
    },
    service.clock.now(),
  );
  await service.store.aeds.moveAed({
    organisationId: service.organisationId,
    externalRef: ref,
    to: 'available',
    now: service.clock.now(),
  });
  return aed.id;
}

interface Fetching {
  readonly service: MemoryService;
  readonly person: ResponderCaller;
  readonly assignment: Assignment;
  readonly aedId: string;
  readonly incidentId: string;
}

/** Two people have accepted, and one of them fetches an AED that lies on the way. */
async function someoneFetches(): Promise<Fetching> {
  const service = await MemoryService.open('closeby-larsen');
  await putAed(service, 'library', 180);
  await putAed(service, 'station', 240);
  const people = [await service.person('near', 60), await service.person('far', 260)];
  const { view } = valueOf(await service.raise());
  for (const person of people) valueOf(await service.answer(person, 'accept'));
  const state = await service.store.incidents.load(service.organisationId, view.id);
  const assignment = state?.assignments.find(({ task }) => task.aedId !== null);
  const person = people.find(({ responderId }) => responderId === assignment?.responderId);
  const aedId = assignment?.task.aedId ?? null;
  if (assignment === undefined || person === undefined || aedId === null) {
    throw new Error('nobody fetches an AED');
  }
  return { service, person, assignment, aedId, incidentId: view.id };
}

const report = ({ service, person, assignment, aedId }: Fetching, said: AedReport) =>
  service.steps.reportAed.report(person, assignment.id, { aedId, report: said });

async function orderOf({ service, assignment, incidentId }: Fetching) {
  const state = await service.store.incidents.load(service.organisationId, incidentId);
  return state?.assignments.find(({ id }) => id === assignment.id);
}

async function register({ service, aedId }: Fetching) {
  return (await service.store.aeds.aedsByIds(service.organisationId, [aedId]))[0];
}

const reports = async ({ service, incidentId }: Fetching): Promise<string[]> =>
  (await service.factKinds(incidentId)).filter((kind) => kind.startsWith('aed-'));

describe('a report about the AED of an order', () => {
  it.each(['missing', 'locked', 'flat'] as const)(
    '%s: it leaves service and its person has another order before the answer',
    async (said) => {
      const fetching = await someoneFetches();
      const { service, aedId, incidentId } = fetching;
      valueOf(await report(fetching, said));
      expect(await register(fetching)).toMatchObject({
        status: 'out-of-service',
        outOfServiceReason: said,
      });
      expect((await orderOf(fetching))?.task.aedId).not.toBe(aedId);
      expect(await reports(fetching)).toEqual(['aed-reported']);
      const plan = valueOf(await service.steps.read.plan(service.organisationId, incidentId));
      expect(plan.decisions.at(-1)?.trigger).toBe('aed-reported');
      const { responderId } = fetching.person;
      const sentence = plan.people.find((each) => each.responderId === responderId)?.sentence;
      expect(sentence).toMatch(/^Alerted to fetch the AED at \w+: /);
    },
  );

  it('collected: nobody else is sent for it, and its person goes on with it', async () => {
    const fetching = await someoneFetches();
    valueOf(await report(fetching, 'collected'));
    expect(await register(fetching)).toMatchObject({ outOfServiceReason: 'collected' });
    const order = await orderOf(fetching);
    expect(order?.aedCollectedAt).toBe(fetching.service.clock.now());
    expect(order?.task).toEqual({ role: 'direct', aedId: null });
    expect(fetching.service.alertOf(fetching.person).order?.sentence).toBe(
      'You have the AED: take it to the patient.',
    );
    expect(await reports(fetching)).toEqual(['aed-collected']);
  });

  it('made twice, also after the order changed, it counts once and hits no other AED', async () => {
    const fetching = await someoneFetches();
    valueOf(await report(fetching, 'missing'));
    const order = await orderOf(fetching);
    valueOf(await report(fetching, 'missing'));
    expect(await orderOf(fetching)).toEqual(order);
    expect(await reports(fetching)).toEqual(['aed-reported']);
    const all = ['library', 'station'];
    const near = await fetching.service.store.aeds.aedsNear(
      fetching.service.organisationId,
      SCENE,
      1_000,
    );
    const out = near.filter(({ status }) => status === 'out-of-service');
    expect([near.length, out.length]).toEqual([all.length, 1]);
  });

  it('is refused where it is not about the own order, or the assignment is over', async () => {
    const fetching = await someoneFetches();
    const { service, person, assignment, aedId } = fetching;
    const { reportAed } = service.steps;
    const other = { aedId: assignment.id, report: 'missing' } as const;
    expect(codeOf(await reportAed.report(person, assignment.id, other))).toBe('not-your-task');
    const stranger = await service.person('stranger', 5_000);
    const foreign = { aedId, report: 'missing' } as const;
    expect(codeOf(await reportAed.report(stranger, assignment.id, foreign))).toBe('not-found');
    valueOf(await report(fetching, 'collected'));
    expect(codeOf(await report(fetching, 'locked'))).toBe('illegal-step');
    valueOf(await report(fetching, 'flat'));
    expect(await register(fetching)).toMatchObject({ outOfServiceReason: 'flat' });
    const order = await orderOf(fetching);
    expect(order?.aedCollectedAt).toBeNull();
    expect(order?.task.aedId).not.toBe(aedId);
    const gone = { assignmentId: assignment.id, step: 'withdrawn' } as const;
    valueOf(await service.steps.progress.report(person, gone));
    expect(codeOf(await report(fetching, 'missing'))).toBe('illegal-step');
  });
});
