import type { UpdateIncidentMessage } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

const STEPS = ['create', 'v2', 'v3', 'cancel'] as const;
type Step = (typeof STEPS)[number];

function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    orders([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

async function send(service: MemoryService, step: Step): Promise<void> {
  const moved = {
    type: 'Point' as const,
    coordinates: [SCENE.lon, SCENE.lat + 0.02] as [number, number],
  };
  const updates: Record<'v2' | 'v3', UpdateIncidentMessage> = {
    v2: { version: 2, address: 'second address', ambulanceEtaAt: toIso(START + 60_000) },
    v3: { version: 3, address: 'third address', place: moved },
  };
  const { change } = service.steps;
  if (step === 'create') {
    valueOf(await service.raise({ version: 1 }));
  } else if (step === 'cancel') {
    const message = { version: 4, reason: 'false alarm' };
    valueOf(await change.end(service.organisationId, 'CAD-1', { op: 'cancel', message }));
  } else {
    valueOf(await change.update(service.organisationId, 'CAD-1', updates[step]));
  }
}

describe("control's messages in any order", () => {
  it.each(orders(STEPS).map((order) => [order.join(' ')]))(
    '%s ends in one state',
    async (order) => {
      const service = await MemoryService.open();
      const anna = await service.person('anna', 100);
      for (const step of order.split(' ')) await send(service, step as Step);
      for (const step of order.split(' ').reverse()) await send(service, step as Step);
      const page = await service.steps.read.list(
        service.organisationId,
        { status: null, controlRef: 'CAD-1' },
        { cursor: null, limit: 10 },
      );
      expect(page.items).toHaveLength(1);
      expect(page.items[0]).toMatchObject({
        status: 'cancelled',
        address: 'third address',
        ambulanceEtaAt: toIso(START + 60_000),
        place: { coordinates: [SCENE.lon, SCENE.lat + 0.02] },
        disposition: 'false alarm',
      });
      const open = await service.steps.feed.openAlerts(anna);
      expect(open).toEqual([]);
    },
  );

  it('a cancel before its create holds: nobody is ever alerted', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    await send(service, 'cancel');
    const { view, created } = valueOf(await service.raise({ version: 1 }));
    expect(created).toBe(true);
    expect(view.status).toBe('cancelled');
    expect(service.heard(anna)).toHaveLength(0);
  });

  it('the same version with other content is refused and changes nothing', async () => {
    const service = await MemoryService.open();
    await send(service, 'create');
    await send(service, 'v2');
    const other = { version: 2, address: 'elsewhere' };
    const refused = await service.steps.change.update(service.organisationId, 'CAD-1', other);
    expect(codeOf(refused)).toBe('reference-conflict');
  });

  it('moving the incident lets go whom it left and asks who is near the new place', async () => {
    const service = await MemoryService.open();
    const left = await service.person('left', -200);
    const near = await service.person('near', 2_400);
    await send(service, 'create');
    expect(service.heard(near)).toHaveLength(0);
    await send(service, 'v3');
    expect(service.alertOf(left)).toMatchObject({ endedReason: 'incident-moved' });
    expect(service.alertOf(near)).toMatchObject({ status: 'sent' });
  });

  it('cancelling stands everyone down and hides the place', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    await send(service, 'create');
    valueOf(await service.answer(anna, 'accept'));
    await send(service, 'cancel');
    expect(service.alertOf(anna)).toMatchObject({
      kind: null,
      exact: null,
      assignment: { status: 'stood-down', releasedReason: 'incident-cancelled' },
    });
    expect(codeOf(await service.answer(anna, 'accept'))).not.toBe('no refusal');
  });

  it('a place outside the area is refused unless control insists, then warned of', async () => {
    const service = await MemoryService.open();
    const swapped = { type: 'Point' as const, coordinates: [36.85, -76] as [number, number] };
    expect(codeOf(await service.raise({ place: swapped }))).toBe('place-outside-area');
    const { view } = valueOf(await service.raise({ place: swapped, acceptOutsideArea: true }));
    expect(view.warnings).toHaveLength(1);
  });

  it('people are looked for as far as a place that is known badly may be off', async () => {
    const service = await MemoryService.open();
    await service.person('anna', 1_400);
    const exact = valueOf(await service.raise({ controlRef: 'exact' }));
    expect(exact.view.responders).toEqual([]);
    const { view } = valueOf(await service.raise({ controlRef: 'vague', placeAccuracyM: 500 }));
    expect(view.responders.map(({ displayName }) => displayName)).toEqual(['anna']);
    expect(view.warnings).toEqual([]);
    const district = { controlRef: 'district', placeAccuracyM: 9_000 };
    expect(valueOf(await service.raise(district)).view.warnings).toHaveLength(1);
  });
});
