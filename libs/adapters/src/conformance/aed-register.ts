import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { RegisteredAed } from '#core/aed-register-sync';
import type { CompiledHours } from '#core/hours';
import { DAY_MS } from '#core/units';
import type { AedStore, AedToCompile, RegisterWrites } from '#flow/ports';
import { NOW, type World } from './world';

const HERE = { lat: 47.3712345678, lon: 8.5412345678 };
const HOURS: CompiledHours = {
  state: 'intervals',
  intervals: [{ from: NOW - 5, to: NOW - 1 }],
  compiledFrom: NOW - DAY_MS,
  compiledUntil: NOW + 1,
};
const FACTS: RegisteredAed['facts'] = {
  name: 'Pier 3',
  place: HERE,
  locationDetail: 'beside the lift',
  floor: '-1',
  access: 'public',
  openingHours: '24/7',
  lastCheckedAt: NOW - 7,
  contradictions: ['always-open-yet-in-vehicle'],
};

type Put = RegisterWrites['puts'][number];
type Of = Parameters<AedStore['syncRegister']>[0];

/** What a store of AEDs promises about synchronisations with a register, as tests. */
export function syncsRegisters(world: () => World): void {
  writesRegisters(world);
  retiresAndBringsBack(world);
}

function writesRegisters(world: () => World): void {
  it('writes what a register says, and shows it to the next synchronisation', async () => {
    const other = registered({ externalRef: 'node/2', source: 'city', status: 'unverified' });
    await write(world(), [putOf(registered()), putOf(other)]);
    expect(await stored(world())).toEqual([registered()]);
    const externalRefs = ['node/1', 'node/2', 'node/3'];
    const both = await stored(world(), { source: null, externalRefs });
    expect(both.map((aed) => aed.externalRef).sort()).toEqual(['node/1', 'node/2']);
    expect(await stored(world(), { organisationId: randomUUID() })).toEqual([]);
    const { aeds } = world().stores;
    const seen = await aeds.aedsNear(world().organisationId, HERE, 1);
    expect(seen).toHaveLength(2);
    for (const aed of seen) expect(aed).toMatchObject({ floor: '-1', place: HERE, hours: HOURS });
  });

  it('keeps code and region where a register does not say them', async () => {
    await write(world(), [{ ...putOf(registered()), cabinetCode: 'C 17', region: 'Zürich' }]);
    expect(await toCompile(world())).toMatchObject([{ cabinetCode: 'C 17', region: 'Zürich' }]);
    const facts = { ...FACTS, name: 'Pier 4', floor: null };
    await write(world(), [putOf(registered({ facts }))]);
    const kept = { name: 'Pier 4', floor: null, cabinetCode: 'C 17', region: 'Zürich' };
    expect(await toCompile(world())).toMatchObject([kept]);
  });

  it('writes nothing of what fails', async () => {
    const { organisationId, stores } = world();
    const of = { organisationId, source: 'osm', externalRefs: [], now: NOW };
    const failing = stores.aeds.syncRegister(of, () => {
      throw new Error('cannot decide');
    });
    await expect(failing).rejects.toThrow('cannot decide');
    expect(await stored(world())).toEqual([]);
  });
}

function retiresAndBringsBack(world: () => World): void {
  it('retires what is gone, once, remembers what it was, and brings it back', async () => {
    await write(world(), [putOf(registered({ status: 'out-of-service' }))]);
    await write(world(), [], ['node/1']);
    const gone = registered({ status: 'retired', goneFrom: 'out-of-service' });
    expect(await stored(world())).toEqual([gone]);
    await write(world(), [], ['node/1']);
    expect(await stored(world())).toEqual([gone]);
    await write(world(), [putOf(gone)]);
    expect(await stored(world())).toEqual([gone]);
    await write(world(), [putOf(registered({ status: 'unverified' }))]);
    expect(await stored(world())).toEqual([registered({ status: 'unverified' })]);
  });

  it('forgets that one is gone when somebody moves it on', async () => {
    await write(world(), [putOf(registered())]);
    await write(world(), [], ['node/1']);
    const { organisationId, stores } = world();
    const moved = { organisationId, externalRef: 'node/1', to: 'unverified', now: NOW } as const;
    await expect(stores.aeds.moveAed(moved)).resolves.toMatchObject({ ok: true });
    expect(await stored(world())).toEqual([registered({ status: 'unverified' })]);
  });
}

function registered(fields: Partial<RegisteredAed> = {}): RegisteredAed {
  return {
    ...{ externalRef: 'node/1', source: 'osm', status: 'available', goneFrom: null, facts: FACTS },
    ...fields,
  };
}

function putOf(aed: RegisteredAed): Put {
  return { aed, hours: HOURS, cabinetCode: null, region: null };
}

async function write(
  { organisationId, stores }: World,
  puts: readonly Put[],
  gone: readonly string[] = [],
): Promise<void> {
  const of = { organisationId, source: 'osm', externalRefs: [], now: NOW };
  await stores.aeds.syncRegister(of, () => ({ writes: { puts, gone }, value: null }));
}

function stored(
  { organisationId, stores }: World,
  of: Partial<Of> = {},
): Promise<readonly RegisteredAed[]> {
  const all = { organisationId, source: 'osm', externalRefs: [], now: NOW, ...of };
  const nothing = { puts: [], gone: [] };
  return stores.aeds.syncRegister(all, (value) => ({ writes: nothing, value }));
}

async function toCompile({ organisationId, stores }: World): Promise<readonly AedToCompile[]> {
  const due = await stores.aeds.aedsToCompile(NOW + 2, 1_000);
  return due.filter((aed) => aed.organisationId === organisationId);
}
