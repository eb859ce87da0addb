import { BIG_ACTIONS } from '#core/big-actions';
import type { Area } from '#core/geometry';
import { HOUR_MS } from '#core/units';
import type { PutCalloutNeedsMessage } from '#contracts/callout-asked-api';
import { changeCalloutAreaSchema } from '#contracts/area-api';
import { Approvals } from '#flow/approvals';
import { ApproveChanges } from '#flow/approve-changes';
import type { AuditEntry } from '#flow/ports';
import { makeAreaSteps } from './area-steps';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

/** Who asks or decides. */
type Actor = Readonly<{ role: 'dispatcher' | 'supervisor'; id: string }>;

const ASKER = { role: 'dispatcher', id: '00000000-0000-4000-8000-00000000000a' } as const;
const SECOND = { role: 'supervisor', id: '00000000-0000-4000-8000-00000000000b' } as const;
const { wantedAloneMax, reachAloneMax } = BIG_ACTIONS['open-callout'];
const AROUND = { type: 'Circle', centre: [SCENE.lon, SCENE.lat], radiusM: 5_000 };

async function open() {
  const service = await MemoryService.open();
  const { clock, store, ids, steps, organisationId } = service;
  const notes: Omit<AuditEntry, 'at'>[] = [];
  let reached = 10;
  const calloutStore = {
    loadCallout: store.callouts.loadCallout.bind(store.callouts),
    loadCalloutByRef: store.callouts.loadCalloutByRef.bind(store.callouts),
    // A circle is drawn with many corners; the area that is open has four.
    countIn: (_organisation: string, { polygons }: Area) =>
      Promise.resolve((polygons[0]?.outer.length ?? 0) > 5 ? reached : 10),
  };
  const { resolveArea, changeArea } = makeAreaSteps(service, calloutStore);
  const approvals = new Approvals({
    approvals: store.approvals,
    calloutStore: store.callouts,
    callouts: steps.callouts,
    audit: { note: (entry) => void notes.push(entry) },
    areas: { fault: () => null },
    ...{ clock, ids },
  });
  const raised: string[] = [];
  const changes = new ApproveChanges({
    ...{ approvals, calloutStore, callouts: steps.callouts, changeArea, resolveArea },
    roster: { raised: (_organisation, id) => Promise.resolve(void raised.push(id)) },
  });
  const { view } = valueOf(await steps.callouts.open(organisationId, SANDBAGS));
  const of = { organisationId, calloutId: view.id };
  const needsOf = (wantedCount: number, reason = 'The river'): PutCalloutNeedsMessage => ({
    needs: SANDBAGS.needs.map((need) => ({ ...need, wantedCount })),
    reason,
  });
  const wider = changeCalloutAreaSchema.parse({ area: AROUND, exclusions: null, reason: 'More' });
  return {
    ...{ service, approvals, changes, of, needsOf, notes, raised, wider },
    now: async () => valueOf(await steps.callouts.byId(organisationId, view.id)),
    reach: (people: number) => void (reached = people),
    decide: (id: string, approve = true, by: Actor = SECOND) =>
      approvals.decide(organisationId, id, { by, approve, reason: null }),
  };
}

describe('a change of a call-out that is too big for one person', () => {
  it('is made at once where it is small, and waits where it is not', async () => {
    const { changes, of, needsOf, now, raised } = await open();
    expect(valueOf(await changes.putNeeds(of, needsOf(20), ASKER)).pending).toBeNull();
    expect(raised).toEqual([of.calloutId]);
    const { pending } = valueOf(await changes.putNeeds(of, needsOf(wantedAloneMax + 1), ASKER));
    expect(pending).toMatchObject({
      ...{ kind: 'change-needs', status: 'pending', wantedCount: wantedAloneMax + 1 },
      calloutId: of.calloutId,
    });
    expect((await now()).wantedCount).toBe(20);
  });

  it('is made when a second person agrees, and never by whoever asked', async () => {
    const { changes, of, needsOf, now, decide, raised, notes } = await open();
    const { pending } = valueOf(await changes.putNeeds(of, needsOf(150), ASKER));
    const id = pending?.id ?? '';
    expect(codeOf(await decide(id, true, { ...SECOND, id: ASKER.id }))).toBe(
      'second-person-needed',
    );
    valueOf(await decide(id));
    expect((await now()).wantedCount).toBe(150);
    expect(raised).toEqual([of.calloutId]);
    expect(notes).toMatchObject([{ action: 'putCalloutNeeds', actor: ASKER }]);
  });

  it('is not made when it is refused, nor made again later over what others changed', async () => {
    const { service, changes, of, needsOf, now, decide } = await open();
    const first = valueOf(await changes.putNeeds(of, needsOf(150), ASKER)).pending;
    valueOf(await decide(first?.id ?? '', false));
    expect((await now()).wantedCount).toBe(SANDBAGS.needs[0]?.wantedCount);
    const second = valueOf(await changes.putNeeds(of, needsOf(150), ASKER)).pending;
    valueOf(await decide(second?.id ?? ''));
    valueOf(await changes.putNeeds(of, needsOf(30), ASKER));
    service.clock.advanceTo(START + HOUR_MS);
    expect(codeOf(await decide(second?.id ?? ''))).toBe('illegal-step');
    expect((await now()).wantedCount).toBe(30);
  });

  it('waits once, and another one of the same kind does not take its place', async () => {
    const { changes, of, needsOf } = await open();
    const one = valueOf(await changes.putNeeds(of, needsOf(150), ASKER)).pending;
    const again = valueOf(await changes.putNeeds(of, needsOf(150), ASKER)).pending;
    expect(again?.id).toBe(one?.id);
    expect(codeOf(await changes.putNeeds(of, needsOf(200), ASKER))).toBe('reference-conflict');
  });

  it('of the area is the area that was looked at', async () => {
    const { changes, of, now, reach, wider, decide } = await open();
    const before = (await now()).area;
    reach(reachAloneMax + 1);
    const { pending } = valueOf(await changes.changeArea(of, wider, ASKER));
    expect(pending).toMatchObject({ kind: 'change-area', reachCount: reachAloneMax + 1 });
    expect((await now()).area).toEqual(before);
    valueOf(await decide(pending?.id ?? ''));
    expect((await now()).area).not.toEqual(before);
  });
});
