import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryStore } from '#adapters/memory/store';
import { CompileHours } from '#adapters/opening-hours/compile-hours';
import { putAedFeedSchema } from '#contracts/aed-feed-api';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { AedFeeds } from '#flow/aed-feeds';
import { GeojsonOut } from '#flow/geojson-out';
import type { Fetched, WarningSource } from '#flow/ports';
import { SyncAedRegister } from '#flow/sync-aed-register';
import { readAedDocument } from './aed-document';
import { readOsmAeds } from './import-osm';

const START = Date.parse('2026-05-01T12:00:00Z');
const URL_OF_FEED = 'https://registers.example/aeds';

/** A register somewhere else that says what it is told to say. */
class Shelf implements WarningSource {
  says: string | null = null;
  etag: string | null = null;

  fetch: WarningSource['fetch'] = ({ etag }): Promise<Fetched> => {
    if (this.says === null) {
      return Promise.resolve({ outcome: 'failed', says: 'It answers with 503.' });
    }
    if (etag !== null && etag === this.etag) return Promise.resolve({ outcome: 'unchanged' });
    const document = Buffer.from(this.says);
    const marks = { etag: this.etag, lastModified: null };
    return Promise.resolve({ outcome: 'document', document, ...marks });
  };
}

class Bench {
  readonly clock = new MemoryClock(START);
  readonly shelf = new Shelf();
  private readonly ids = new SeededIds(7);
  private readonly store = new MemoryStore({ clock: this.clock, ids: this.ids });
  readonly organisationId = this.ids.id();
  private readonly ports = {
    ...{ aeds: this.store.aeds, people: this.store.people, clock: this.clock },
    hours: new CompileHours(),
  };
  readonly feeds = new AedFeeds({
    ...{ aedFeedStore: this.store.aedFeeds, aedSource: this.shelf, clock: this.clock },
    ...{ aedReader: { readAeds: readAedDocument }, sync: new SyncAedRegister(this.ports) },
    ids: this.ids,
    onError: (error) => {
      throw error;
    },
  });

  static async open(format: string, more: object = {}): Promise<Bench> {
    const bench = new Bench();
    await bench.store.people.addOrganisation({
      ...{ id: bench.organisationId, slug: 'zurich', name: 'Zurich', area: null },
      ...{ timeZone: 'Europe/Zurich', policyName: 'nearest-10' },
    });
    const message = { title: 'City', url: URL_OF_FEED, format, everyMs: HOUR_MS, ...more };
    await bench.feeds.put(bench.organisationId, 'city', putAedFeedSchema.parse(message));
    return bench;
  }

  /** What the feed says once its time has come. */
  async read(says: string | null) {
    this.shelf.says = says;
    this.clock.advanceBy(HOUR_MS);
    await this.feeds.poll();
    const feed = await this.feeds.byRef(this.organisationId, 'city');
    if (!feed.ok) throw new Error(feed.problem.detail);
    return feed.value;
  }

  /** The register as other maps take it in. */
  drawn() {
    const cover = { of: () => Promise.reject(new Error('nobody asks')) };
    const exports = { incidents: cover.of };
    const out = new GeojsonOut({ aeds: this.store.aeds, clock: this.clock, exports, cover });
    return out.aeds(this.organisationId, { cursor: null, limit: 100 });
  }

  async statuses(): Promise<Record<string, string>> {
    const page = { cursor: null, limit: 100 };
    const filter = { words: null, status: null, gap: null, now: this.clock.now() };
    const { items } = await this.store.aeds.aedPage(this.organisationId, filter, page);
    return Object.fromEntries(items.map(({ aed }) => [aed.externalRef, aed.status]));
  }
}

const csv = (...refs: readonly string[]): string =>
  ['externalRef,name,lat,lon', ...refs.map((ref, i) => `${ref},Hall,47.3${i},8.54`)].join('\n');
const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

describe('a feed of AEDs', () => {
  it('brings the register in step by itself, and says what it did', async () => {
    const bench = await Bench.open('csv');
    const first = await bench.read(csv(...TEN));
    expect(first.report).toMatchObject({ applied: true, added: 10, gone: 0, refusal: null });
    expect(first.nextAt).toBe(new Date(bench.clock.now() + HOUR_MS).toISOString());
    const second = await bench.read(csv(...TEN.slice(0, 9)));
    expect(second.report).toMatchObject({ applied: true, added: 0, gone: 1, unchanged: 9 });
    expect((await bench.statuses())['j']).toBe('retired');
  });

  it.each([
    ['is empty for a day', 'externalRef,name,lat,lon\n'],
    ['loses most of it', csv('a')],
  ])('that %s takes nothing away, until a person allows it', async (_what, says) => {
    const bench = await Bench.open('csv');
    await bench.read(csv(...TEN));
    const { report, failing } = await bench.read(says);
    expect(failing).toBeNull();
    expect(report).toMatchObject({ applied: false });
    expect(report?.refusal).not.toBeNull();
    expect(Object.values(await bench.statuses())).not.toContain('retired');
    await bench.feeds.readNow(bench.organisationId, 'city', { allowVanish: true });
    const allowed = await bench.read(csv('a'));
    expect(allowed.report).toMatchObject({ applied: true, gone: 9 });
    // It was allowed once: the next such file is doubted again, also where that reading failed.
    await bench.read(csv(...TEN));
    expect((await bench.read(csv('a'))).report).toMatchObject({ applied: false });
    await bench.feeds.readNow(bench.organisationId, 'city', { allowVanish: true });
    await bench.read(null);
    expect((await bench.read(csv('a'))).report).toMatchObject({ applied: false });
  });

  it('that fails or is cut leaves the register alone, and is tried again sooner', async () => {
    const bench = await Bench.open('osm');
    const failed = await bench.read(null);
    expect(failed).toMatchObject({ report: null, failing: { times: 1 } });
    expect(failed.nextAt).toBe(new Date(bench.clock.now() + MINUTE_MS).toISOString());
    const cut = await bench.read('{"type":"FeatureCollection","features":[{"type":"Fea');
    expect(cut.failing).toMatchObject({ times: 2 });
    expect(cut.failing?.says).toContain('cut before its end');
  });

  it('only says what it would do where a dry run is wanted', async () => {
    const bench = await Bench.open('csv', { dryRun: true });
    const { report } = await bench.read(csv('a', 'b'));
    expect(report).toMatchObject({ applied: false, added: 2, refusal: null });
    expect(await bench.statuses()).toEqual({});
  });

  it('is not read again while it is the same', async () => {
    const bench = await Bench.open('csv');
    bench.shelf.etag = '"1"';
    const first = await bench.read(csv('a'));
    const second = await bench.read(csv('a', 'b'));
    expect(second.report).toEqual(first.report);
    expect(second.lastReadAt).not.toBe(first.lastReadAt);
  });

  it('of changes takes away what was deleted, and is not turned back by an older one', async () => {
    const bench = await Bench.open('osm-change');
    const node = (id: number, version: number, level: string): string =>
      `<node id="${id}" version="${version}" lat="47.37" lon="8.5${id}">` +
      `<tag k="emergency" v="defibrillator"/><tag k="level" v="${level}"/></node>`;
    const all = [1, 2, 3, 4, 5, 6].map((id) => node(id, 2, '0')).join('');
    const wrap = (inner: string): string => `<osmChange version="0.6">${inner}</osmChange>`;
    await bench.read(wrap(`<create>${all}</create>`));
    const gone = '<delete><node id="6" version="3"/><node id="99" version="8"/></delete>';
    const changed = await bench.read(wrap(`<modify>${node(1, 3, '1')}</modify>${gone}`));
    expect(changed.report).toMatchObject({ applied: true, changed: 1, gone: 1, refusal: null });
    expect(await bench.statuses()).toMatchObject({ 'node/5': 'unverified', 'node/6': 'retired' });
    const older = await bench.read(wrap(`<modify>${node(1, 2, '0')}${node(6, 2, '0')}</modify>`));
    expect(older.report).toMatchObject({ applied: true, changed: 0, back: 0, moved: 0 });
    expect((await bench.statuses())['node/6']).toBe('retired');
  });

  it('comes out as GeoJSON and goes in again, without codes and what is retired', async () => {
    const bench = await Bench.open('csv');
    const detail = 'access,openingHours,floor,locationDetail,cabinetCode,status';
    const lines = [
      'a,Hall,47.3,8.54,public,Mo-Fr 08:00-18:00,2,by the lift,SECRET,available',
      'b,Pool,47.4,8.55,,,,,,',
      'c,Gone,47.5,8.56,,,,,,retired',
    ];
    await bench.read([`externalRef,name,lat,lon,${detail}`, ...lines].join('\n'));
    const drawn = JSON.stringify(await bench.drawn());
    expect(drawn).not.toContain('SECRET');
    const again = readOsmAeds(drawn, bench.clock.now());
    expect(again.refused).toEqual([]);
    expect(again.rows.map(({ externalRef, put }) => [externalRef, put])).toMatchObject([
      [
        'a',
        {
          ...{ name: 'Hall', access: 'public', openingHours: 'Mo-Fr 08:00-18:00', floor: '2' },
          ...{ locationDetail: 'by the lift', place: { coordinates: [8.54, 47.3] } },
        },
      ],
      ['b', { name: 'Pool', access: 'unknown', openingHours: null, floor: null }],
    ]);
  });
});
