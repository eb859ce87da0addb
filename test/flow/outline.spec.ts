import { SECOND_MS } from '#core/units';
import { outlineOf } from '#flow/incident-view';
import { MemoryService, START, valueOf } from './memory-service';

const WORDS = 'Mr Doe at 1 Secret Street called twice';

describe('whoever sees an incident in outline only', () => {
  it('reads no names in its plan and ledger, and nobody’s own words', async () => {
    const service = await MemoryService.open();
    const { organisationId, steps, store } = service;
    await service.person('Robin Example', 150);
    const { view } = valueOf(
      await steps.raise.raiseByHand(organisationId, service.message(), {
        ...{ receivedAt: START, byHand: { by: service.ids.id(), reason: WORDS } },
      }),
    );
    await service.runUntil(START + SECOND_MS);
    const read = async (role: 'dispatcher' | 'read-only') =>
      JSON.stringify([
        valueOf(await steps.read.byId(organisationId, view.id, role)),
        valueOf(await steps.read.plan(organisationId, view.id, role)),
        valueOf(await steps.read.timeline(organisationId, view.id, role)),
        valueOf(await steps.ledger.ofIncident(organisationId, view.id, role)),
      ]);
    const all = await read('dispatcher');
    expect(all).toContain('Robin Example');
    expect(all).toContain(WORDS);
    const outline = await read('read-only');
    expect(outline).not.toContain('Robin Example');
    expect(outline).not.toContain(WORDS);
    const state = await store.incidents.load(organisationId, view.id);
    if (state === null) throw new Error('the incident is there');
    expect(outlineOf(state.incident, view).raisedByHand).toMatchObject({ reason: '' });
  });
});
