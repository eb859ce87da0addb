import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { CompiledHours } from '#core/hours';
import { DAY_MS } from '#core/units';
import type { AedInput } from '#flow/ports';
import { syncsRegisters } from './aed-register';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const HERE = { lat: 36.852912345678, lon: -75.978012345678 };

/** What every store of AEDs promises, as tests. */
export function aedStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of AEDs`, open, (world) => {
    keepsAeds(world);
    compilesAgain(world);
    findsAeds(world);
    takesReports(world);
    syncsRegisters(world);
  });
}

function keepsAeds(world: () => World): void {
  it('gives an AED back to the last digit, and says what putting it changed', async () => {
    const { aeds } = world().stores;
    const { organisationId } = world();
    const first = await aeds.putAed(organisationId, inputOf(), NOW);
    const { contradictions, ...fields } = inputOf();
    expect(contradictions).toEqual([]);
    expect(first).toMatchObject({ change: 'added', aed: { ...fields, status: 'unverified' } });
    const again = await aeds.putAed(organisationId, inputOf(), NOW + 1);
    expect(again).toEqual({ aed: first.aed, change: 'unchanged' });
    const moved = inputOf({ place: { ...HERE, lat: HERE.lat + 1e-6 } });
    const changed = await aeds.putAed(organisationId, moved, NOW + 2);
    expect(changed).toMatchObject({ change: 'changed', aed: { id: first.aed.id } });
    const { id } = first.aed;
    await expect(aeds.aedsByIds(organisationId, [id, randomUUID()])).resolves.toEqual([
      changed.aed,
    ]);
    await expect(aeds.aedsByIds(randomUUID(), [id])).resolves.toEqual([]);
  });

  it('keeps hours compiled anew without calling that a change', async () => {
    const { aeds } = world().stores;
    const { organisationId } = world();
    await aeds.putAed(organisationId, inputOf({ hours: until(NOW) }), NOW);
    const fresh = inputOf({ hours: until(NOW + DAY_MS) });
    const again = await aeds.putAed(organisationId, fresh, NOW);
    expect(again).toMatchObject({ change: 'unchanged', aed: { hours: until(NOW + DAY_MS) } });
    const stored = await aeds.aedsByIds(organisationId, [again.aed.id]);
    expect(stored[0]?.hours).toEqual(until(NOW + DAY_MS));
  });
}

function compilesAgain(world: () => World): void {
  it('keeps new hours of the text that is stored, and of no other', async () => {
    const { aeds } = world().stores;
    const { organisationId } = world();
    const { aed } = await aeds.putAed(organisationId, inputOf({ hours: until(NOW) }), NOW);
    const stored = async () => (await aeds.aedsByIds(organisationId, [aed.id]))[0]?.hours;
    await aeds.keepHours({ ...aed, openingHours: 'Mo 08:00-18:00' }, until(NOW + 1));
    expect(await stored()).toEqual(until(NOW));
    await aeds.keepHours({ ...aed, organisationId: randomUUID() }, until(NOW + 1));
    expect(await stored()).toEqual(until(NOW));
    await aeds.keepHours(aed, until(NOW + 2));
    expect(await stored()).toEqual(until(NOW + 2));
  });

  it('names AEDs whose hours run out, soonest first, and never those without hours', async () => {
    const { aeds } = world().stores;
    const put = (externalRef: string, hours: CompiledHours) =>
      aeds.putAed(world().organisationId, inputOf({ externalRef, hours }), NOW);
    await put('A', until(NOW + 2));
    await put('B', until(NOW + 1));
    await put('C', until(NOW + 3));
    await put('D', { state: 'unknown' });
    const due = await aeds.aedsToCompile(NOW + 3, 1_000);
    const ours = due.filter((aed) => aed.organisationId === world().organisationId);
    expect(ours.map((aed) => aed.externalRef)).toEqual(['B', 'A']);
  });
}

function findsAeds(world: () => World): void {
  it('finds AEDs around a place, nearest first, of one organisation', async () => {
    const { aeds } = world().stores;
    const norths = { far: 0.003, near: 0.001, outside: 0.02 };
    for (const [externalRef, north] of Object.entries(norths)) {
      const lat = HERE.lat + north;
      await aeds.putAed(
        world().organisationId,
        inputOf({ externalRef, place: { ...HERE, lat } }),
        NOW,
      );
    }
    const found = await aeds.aedsNear(world().organisationId, HERE, 1_500);
    expect(found.map((aed) => aed.externalRef)).toEqual(['near', 'far']);
    await expect(aeds.aedsNear(randomUUID(), HERE, 1_500)).resolves.toEqual([]);
  });

  it('moves an AED along its table only, and a put does not undo it', async () => {
    const { aeds } = world().stores;
    const { organisationId } = world();
    const { externalRef } = inputOf();
    const move = (to: 'available' | 'out-of-service' | 'retired') =>
      aeds.moveAed({ organisationId, externalRef, to, now: NOW });
    await expect(move('available')).resolves.toMatchObject({ problem: { code: 'not-found' } });
    await aeds.putAed(organisationId, inputOf(), NOW);
    await expect(move('out-of-service')).resolves.toMatchObject({ ok: true });
    await expect(move('retired')).resolves.toMatchObject({ value: { status: 'retired' } });
    await expect(move('retired')).resolves.toMatchObject({ ok: true });
    await expect(move('available')).resolves.toMatchObject({ problem: { code: 'illegal-step' } });
    const again = await aeds.putAed(organisationId, inputOf(), NOW);
    expect(again).toMatchObject({ change: 'unchanged', aed: { status: 'retired' } });
  });
}

function takesReports(world: () => World): void {
  it('takes an AED out of service with what was reported, until it is back', async () => {
    const { aeds } = world().stores;
    const { organisationId } = world();
    const { externalRef } = inputOf();
    const { aed } = await aeds.putAed(organisationId, inputOf(), NOW);
    const report = { organisationId, aedId: aed.id, report: 'locked', now: NOW } as const;
    const out = { status: 'out-of-service', outOfServiceReason: 'locked' };
    await expect(aeds.reportAed(report)).resolves.toMatchObject(out);
    await expect(aeds.aedsByIds(organisationId, [aed.id])).resolves.toMatchObject([out]);
    await expect(aeds.reportAed({ ...report, organisationId: randomUUID() })).resolves.toBeNull();
    const again = await aeds.putAed(organisationId, inputOf(), NOW);
    expect(again).toMatchObject({ change: 'unchanged', aed: out });
    const back = { organisationId, externalRef, to: 'available', now: NOW } as const;
    await expect(aeds.moveAed(back)).resolves.toMatchObject({
      value: { status: 'available', outOfServiceReason: null },
    });
  });
}

function inputOf(fields: Partial<AedInput> = {}): AedInput {
  return {
    externalRef: 'osm/node/1',
    name: 'Pier 3',
    place: HERE,
    locationDetail: null,
    access: 'public',
    openingHours: 'Mo-Fr 08:00-18:00',
    hours: { state: 'always' },
    lastCheckedAt: NOW - 7,
    floor: '-1',
    cabinetCode: '4711',
    contradictions: [],
    ...fields,
  };
}

function until(compiledUntil: number): CompiledHours {
  const intervals = [{ from: NOW - 5, to: NOW - 1 }];
  return { state: 'intervals', intervals, compiledFrom: NOW - DAY_MS, compiledUntil };
}
