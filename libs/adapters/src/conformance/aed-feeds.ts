import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { AedFeedSettings } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

function settings(of: World, changes: Partial<AedFeedSettings> = {}): AedFeedSettings {
  return {
    ...{ organisationId: of.organisationId, feedRef: 'osm', title: 'OpenStreetMap' },
    ...{ url: 'https://registers.example/aeds.json', format: 'osm', region: null },
    ...{ everyMs: HOUR_MS, paused: false, dryRun: false, ...changes },
  };
}

/** What every store of feeds of AEDs promises, as tests. */
export function aedFeedsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of feeds of AEDs`, open, (world) => {
    lendsFeeds(world);
    readsAnew(world);
  });
}

function lendsFeeds(world: () => World): void {
  it('lends a feed that is due to one worker, and keeps what came of reading it', async () => {
    const { aedFeeds } = world().stores;
    const { organisationId } = world();
    const put = await aedFeeds.putAedFeed(settings(world()), NOW);
    expect(put).toMatchObject({ nextAt: NOW, versions: {}, failing: null, report: null });
    const take = async (leaseId: string, now: number) => {
      const due = await aedFeeds.takeDueAedFeeds({ leaseId, now, leaseMs: 10, max: 1_000 });
      return due.filter((feed) => feed.organisationId === organisationId);
    };
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await expect(take(first, NOW - 1)).resolves.toEqual([]);
    await expect(take(first, NOW)).resolves.toEqual([put]);
    await expect(take(second, NOW + 9)).resolves.toEqual([]);
    await expect(take(third, NOW + 10)).resolves.toEqual([put]);
    const counts = { read: 3, added: 1, changed: 0, moved: 0, back: 0, gone: 0, unchanged: 1 };
    const read = {
      ...{ ...put, failing: { since: NOW, times: 2, says: 'It answers with 503.' } },
      ...{ lastTriedAt: NOW, nextAt: NOW + DAY_MS, etag: '"e"', versions: { 'node/1': 4 } },
      report: {
        ...{ ...counts, refused: 1, hoursUnknown: 1, at: NOW, applied: true, refusal: null },
        refusedRows: [{ where: 'node/2', why: 'it has no place' }],
      },
    };
    await expect(aedFeeds.saveAedFeed(read, first)).resolves.toBe(false);
    await expect(aedFeeds.saveAedFeed(read, third)).resolves.toBe(true);
    await expect(aedFeeds.aedFeed(organisationId, 'osm')).resolves.toEqual(read);
    await expect(take(first, NOW + 20)).resolves.toEqual([]);
  });
}

function readsAnew(world: () => World): void {
  it('reads a feed anew where that is wanted; of another address everything is new', async () => {
    const { aedFeeds } = world().stores;
    const { organisationId } = world();
    const of = { organisationId, feedRef: 'osm', allowVanish: true, now: NOW + 1 };
    await expect(aedFeeds.wantAedFeed(of)).resolves.toBeNull();
    const leaseId = randomUUID();
    const put = await aedFeeds.putAedFeed(settings(world()), NOW);
    await aedFeeds.takeDueAedFeeds({ leaseId, now: NOW, leaseMs: 10, max: 1_000 });
    const read = { ...put, versions: { 'node/1': 4 }, etag: 'e', nextAt: NOW + DAY_MS };
    await aedFeeds.saveAedFeed(read, leaseId);
    const wanted = { ...read, allowVanish: true, etag: null, nextAt: NOW + 1 };
    await expect(aedFeeds.wantAedFeed(of)).resolves.toEqual(wanted);
    const url = 'https://registers.example/other.json';
    const moved = await aedFeeds.putAedFeed(settings(world(), { url }), NOW + 2);
    expect(moved).toMatchObject({ url, versions: {}, allowVanish: false, nextAt: NOW + 2 });
    const other = await World.make(world().stores);
    await expect(aedFeeds.aedFeeds(other.organisationId)).resolves.toEqual([]);
    await expect(aedFeeds.removeAedFeed(other.organisationId, 'osm')).resolves.toBe(false);
    await expect(aedFeeds.removeAedFeed(organisationId, 'osm')).resolves.toBe(true);
    await expect(aedFeeds.aedFeeds(organisationId)).resolves.toEqual([]);
  });
}
