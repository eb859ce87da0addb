import { expect, it } from '@jest/globals';
import { suite } from './suite';
import { fact, NOW, type OpenStores, type World } from './world';

/** What every incident store promises of lists and explanations, as tests. */
export function incidentReadsConformance(name: string, open: OpenStores): void {
  suite(`${name} as reader of incidents`, open, (world) => {
    lists(world);
    explains(world);
  });
}

function lists(world: () => World): void {
  it('lists newest first, page by page, each incident once', async () => {
    const { incidents } = world().stores;
    const refs: string[] = [];
    for (const receivedAt of [NOW, NOW + 2, NOW + 2, NOW + 1, NOW + 2]) {
      const { incident } = await world().raise([], { receivedAt });
      refs.push(incident.controlRef);
    }
    const seen: number[] = [];
    const listed = new Set<string>();
    let cursor: string | null = null;
    do {
      const page = { cursor, limit: 2 };
      const filter = { status: 'active', controlRef: null } as const;
      const found = await incidents.list(world().organisationId, filter, page);
      for (const { incident } of found.items) {
        seen.push(incident.receivedAt - NOW);
        listed.add(incident.controlRef);
      }
      cursor = found.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([2, 2, 2, 1, 0]);
    expect([...listed].sort()).toEqual(refs.sort());
  });

  it('begins at the beginning for a cursor that is none', async () => {
    const { incident } = await world().raise([]);
    const page = { cursor: "x' OR 1=1", limit: 5 };
    const filter = { status: null, controlRef: incident.controlRef };
    const found = await world().stores.incidents.list(world().organisationId, filter, page);
    expect(found.items.map((state) => state.incident.id)).toEqual([incident.id]);
    expect(found.nextCursor).toBeNull();
  });
}

function explains(world: () => World): void {
  it('tells for everyone considered whether and why, with the newest reason', async () => {
    const [near, far, off] = await world().responders(3);
    const { incident } = await world().raise(near === undefined ? [] : [near]);
    const { incidents } = world().stores;
    const { organisationId } = world();
    const reason = (
      id: string | undefined,
      why: 'enough' | 'off-duty',
      distanceM: number | null,
    ) => ({
      ...{ responderId: id ?? '', reason: why, distanceM },
    });
    await incidents.save({
      ...world().change(incident, 0),
      notAlerted: [reason(far?.id, 'enough', 900), reason(near?.id, 'enough', 321)],
    });
    const addition = { organisationId, incidentId: incident.id, calloutId: null, facts: [] };
    await incidents.addFacts({
      ...addition,
      notAlerted: [reason(far?.id, 'off-duty', 950), reason(off?.id, 'off-duty', null)],
      now: NOW + 4,
    });
    const people = await incidents.considered(organisationId, incident.id);
    expect(people.map((one) => [one.responderId, one.alerted, one.reason, one.decidedAt])).toEqual([
      [near?.id, true, 'nearest', NOW],
      [far?.id, false, 'off-duty', NOW + 4],
      [off?.id, false, 'off-duty', NOW + 4],
    ]);
    expect(people.map((one) => one.distanceM)).toEqual([321, 950, null]);
  });

  it('adds facts outside decisions without making a decision stale', async () => {
    const { incident } = await world().raise([]);
    const { incidents } = world().stores;
    const { organisationId } = world();
    const facts = await incidents.addFacts({
      ...{ organisationId, incidentId: incident.id, calloutId: null, notAlerted: [], now: NOW },
      facts: [fact('alert-handed-over', NOW - 7)],
    });
    expect(facts.map((one) => one.seq)).toEqual([2]);
    await expect(incidents.save(world().change(incident, 0))).resolves.toMatchObject({
      outcome: 'saved',
    });
  });
}
