import { expect, it } from '@jest/globals';
import type { StoredArea } from '#core/stored-area';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

type NewArea = Omit<StoredArea, 'organisationId'>;

/** What every store of areas kept by name promises, as tests. */
export function areaStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of areas kept by name`, open, (world) => {
    keeps(world);
    lists(world);
    finds(world);
    prices(world);
  });
}

/** With doubles that lose their last bit in fewer than fifteen decimals. */
function areaOf(areaRef: string, fields: Partial<NewArea> = {}): NewArea {
  const ring = (half: number) => [
    { lat: 36.85 - half, lon: -75.97 - half },
    { lat: 36.85 - half, lon: -75.97 + half / 3 },
    { lat: 36.85 + half, lon: -75.97 + half / 7 },
    { lat: 36.85 - half, lon: -75.97 - half },
  ];
  return {
    areaRef,
    label: `River at ${areaRef}`,
    description: null,
    area: { polygons: [{ outer: ring(0.1), holes: [ring(0.001)] }] },
    geocodes: [],
    source: null,
    updatedAt: NOW,
    ...fields,
  };
}

function keeps(world: () => World): void {
  it('gives areas back as they were put, and tells added from changed from the same', async () => {
    const { stores, organisationId } = world();
    const { areaStore } = stores;
    const geocodes = [{ name: 'UGC', value: 'VAZ098' }];
    const low = areaOf('b', { geocodes, source: 'Plan', description: 'Low' });
    await expect(areaStore.putAreas(organisationId, [low, areaOf('a')])).resolves.toEqual({
      ...{ added: ['b', 'a'], changed: [], unchanged: [] },
    });
    await expect(areaStore.storedArea(organisationId, 'b')).resolves.toEqual({
      ...low,
      organisationId,
    });
    const later = { updatedAt: NOW + 5 };
    const again = [areaOf('a', { ...later, label: 'Brook' }), { ...low, ...later }];
    const put = await areaStore.putAreas(organisationId, again);
    expect(put).toEqual({ added: [], changed: ['a'], unchanged: ['b'] });
    const kept = await areaStore.storedArea(organisationId, 'b');
    expect(kept?.updatedAt).toBe(NOW);
    await expect(areaStore.storedArea(organisationId, 'a')).resolves.toMatchObject({
      ...{ label: 'Brook', updatedAt: NOW + 5 },
    });
    await expect(areaStore.removeArea(organisationId, 'a')).resolves.toBe(true);
    await expect(areaStore.removeArea(organisationId, 'a')).resolves.toBe(false);
    await expect(areaStore.countAreas(organisationId, [])).resolves.toBe(1);
    await expect(areaStore.countAreas(organisationId, ['b'])).resolves.toBe(0);
  });

  it('keeps nothing of a dry run, and says the same of it', async () => {
    const { stores, organisationId } = world();
    const { areaStore } = stores;
    const put = await areaStore.putAreas(organisationId, [areaOf('a')], { dryRun: true });
    expect(put.added).toEqual(['a']);
    await expect(areaStore.storedArea(organisationId, 'a')).resolves.toBeNull();
  });
}

function lists(world: () => World): void {
  it('lists pages by reference, without outlines, of its own organisation alone', async () => {
    const { stores, organisationId } = world();
    const { areaStore } = stores;
    await areaStore.putAreas(
      organisationId,
      ['c', 'a', 'b'].map((ref) => areaOf(ref)),
    );
    const first = await areaStore.listAreas(organisationId, { cursor: null, limit: 2 });
    expect(first.items.map(({ areaRef, pointCount }) => [areaRef, pointCount])).toEqual([
      ['a', 8],
      ['b', 8],
    ]);
    const { nextCursor: cursor } = first;
    const rest = await areaStore.listAreas(organisationId, { cursor, limit: 2 });
    expect(rest.items.map(({ areaRef }) => areaRef)).toEqual(['c']);
    expect(rest.nextCursor).toBeNull();
    expect(rest.items[0]).not.toHaveProperty('area');
    const other = await World.make(stores);
    const page = { cursor: null, limit: 9 };
    await expect(areaStore.listAreas(other.organisationId, page)).resolves.toMatchObject({
      items: [],
    });
    await expect(areaStore.storedArea(other.organisationId, 'a')).resolves.toBeNull();
    await expect(areaStore.removeArea(other.organisationId, 'a')).resolves.toBe(false);
  });
}

function finds(world: () => World): void {
  it('finds areas by any of their codes, whatever their case, each once', async () => {
    const { stores, organisationId } = world();
    const { areaStore } = stores;
    const codes = (...values: readonly string[]) => values.map((value) => ({ name: 'UGC', value }));
    await areaStore.putAreas(organisationId, [
      areaOf('b', { geocodes: codes('VAZ098', 'VAZ099') }),
      areaOf('a', { geocodes: codes('VAZ098') }),
      areaOf('c', { geocodes: [{ name: 'SAME', value: 'VAZ098' }] }),
    ]);
    const found = async (...asked: readonly { name: string; value: string }[]) =>
      (await areaStore.byGeocode(organisationId, asked)).map(({ areaRef }) => areaRef);
    await expect(found(...codes('VAZ099', 'vaz098'))).resolves.toEqual(['a', 'b']);
    await expect(found({ name: 'ugc', value: 'VAZ099' })).resolves.toEqual(['b']);
    await expect(found({ name: 'FIPS6', value: 'VAZ098' })).resolves.toEqual([]);
    await expect(found()).resolves.toEqual([]);
    const [first] = await areaStore.byGeocode(organisationId, codes('VAZ099'));
    expect(first).toMatchObject({ ...areaOf('b'), geocodes: codes('VAZ098', 'VAZ099') });
    await areaStore.putAreas(organisationId, [areaOf('b', { geocodes: codes('VAZ100') })]);
    await expect(found(...codes('VAZ099'))).resolves.toEqual([]);
    await expect(found(...codes('VAZ100'))).resolves.toEqual(['b']);
    const other = await World.make(stores);
    await expect(areaStore.byGeocode(other.organisationId, codes('VAZ100'))).resolves.toEqual([]);
  });
}

function prices(world: () => World): void {
  it('keeps what messages cost, each organisation its own', async () => {
    const { stores, organisationId } = world();
    const { areaStore } = stores;
    await expect(areaStore.messagePrices(organisationId)).resolves.toBeNull();
    const prices = { currency: 'GBP', prices: { sms: 0.04, voice: 0.1 } };
    await areaStore.putMessagePrices(organisationId, { ...prices, currency: 'EUR' });
    await areaStore.putMessagePrices(organisationId, prices);
    await expect(areaStore.messagePrices(organisationId)).resolves.toEqual(prices);
    const other = await World.make(stores);
    await expect(areaStore.messagePrices(other.organisationId)).resolves.toBeNull();
  });
}
