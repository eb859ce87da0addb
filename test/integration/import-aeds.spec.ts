import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { makeDatabase, type TestDatabase } from '../support/database';
import { addOrganisation } from '../support/organisation';

const COMMAND = join(process.cwd(), 'dist/apps/server/src/import.js');
const FEEDS = join(process.cwd(), 'data/zurich');
const ZURICH = ['--source', 'osm-zurich', '--region', 'Zürich'];

/** Whole processes are started, on machines that are busy with other tests. */
jest.setTimeout(60_000);

let database: TestDatabase;
let client: Client;
let folder: string;
beforeEach(async () => {
  database = await makeDatabase();
  folder = mkdtempSync(join(tmpdir(), 'closeby-aeds-'));
  const keys = { control: 'c', dispatcher: 'd', registrar: 'r' };
  const organisation = {
    ...{ id: randomUUID(), slug: 'zurich', name: 'Zurich', timeZone: 'Europe/Zurich' },
    ...{ area: null, policyName: 'nearest-10' },
  };
  await addOrganisation(database, organisation, keys);
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  rmSync(folder, { recursive: true });
  await database.drop();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly last: string;
}

async function importAeds(path: string, ...flags: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, 'aeds', path, ...flags], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL: database.appUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const last = out.trimEnd().split('\n').at(-1) ?? '';
  return { code: child.exitCode, out: out + errors, last };
}

const feed = (date: string): string => join(FEEDS, `${date}.geojson`);

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Everything stored of every AED, but for when it was written. */
async function register(): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT external_ref, status, gone_from, source, name, location_detail, floor, access,
       opening_hours, hours ->> 'state' AS hours, contradictions, holiday_region,
       ST_AsText(place) AS place
     FROM aed ORDER BY external_ref`,
  );
  return new Map(rows.map((row) => [String(row['external_ref']), row]));
}

async function statuses(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of (await register()).values()) {
    counts[String(status)] = (counts[String(status)] ?? 0) + 1;
  }
  return counts;
}

describe('the register of Zurich', () => {
  it('follows its four feeds in order, and an empty one between leaves it intact', async () => {
    const first = await importAeds(feed('2021-01-07'), ...ZURICH);
    expect(first).toMatchObject({ code: 0 });
    expect(first.last).toMatch(
      /^IMPORT read=474 added=474 changed=0 unchanged=0 refused=0 moved=0 back=0 gone=0 /,
    );
    const second = await importAeds(feed('2021-03-01'), ...ZURICH);
    expect(second.last).toMatch(/^IMPORT read=573 added=100 .*refused=0 .* back=0 gone=1 /);
    const before = await register();

    const empty = fileOf('empty.geojson', '{"type":"FeatureCollection","features":[]}');
    for (const flags of [[], ['--skip-bad', '--allow-vanish']]) {
      const nothing = await importAeds(empty, ...ZURICH, ...flags);
      expect(nothing.code).toBe(1);
      expect(nothing.last).toMatch(
        /^IMPORT read=0 .* gone=0 .* nothing was put: the file holds no/,
      );
    }
    expect(await register()).toEqual(before);

    const third = await importAeds(feed('2021-04-03'), ...ZURICH);
    expect(third.last).toMatch(/^IMPORT read=774 added=207 .*refused=0 .* back=0 gone=6 /);
    const fourth = await importAeds(feed('2021-05-13'), ...ZURICH);
    expect(fourth.last).toMatch(/^IMPORT read=858 added=8\d .*refused=0 .* gone=1 /);
    expect(await statuses()).toMatchObject({ unverified: 858 });

    const again = await importAeds(feed('2021-05-13'), '--source', 'osm-zurich');
    expect(again.last).toMatch(
      /^IMPORT read=858 added=0 changed=0 unchanged=858 refused=0 moved=0 back=0 gone=0 /,
    );
  });

  it('comes back to what it was when an older feed is taken again', async () => {
    await importAeds(feed('2021-03-01'), ...ZURICH);
    const before = await register();
    await importAeds(feed('2021-04-03'), ...ZURICH);
    const refused = await importAeds(feed('2021-03-01'), ...ZURICH);
    expect(refused.last).toMatch(/nothing was put: 207 of the register's 774 AEDs would vanish/);
    const taken = await importAeds(feed('2021-03-01'), ...ZURICH, '--allow-vanish');
    expect(taken.last).toMatch(/^IMPORT read=573 added=0 .* back=6 gone=207 /);
    const after = await register();
    for (const [ref, aed] of before) expect(after.get(ref)).toEqual(aed);
  });

  it('says what a dry run would do and does none of it', async () => {
    const dry = await importAeds(feed('2021-01-07'), ...ZURICH, '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.last).toMatch(/^IMPORT read=474 added=474 .* dry-run=yes$/);
    expect((await register()).size).toBe(0);
  });

  it('counts hours it cannot read as unknown, and those it does not believe', async () => {
    const done = await importAeds(feed('2021-05-13'), ...ZURICH);
    const aeds = [...(await register()).values()];
    const unknown = aeds.filter((aed) => aed['hours'] === 'unknown');
    const doubted = aeds.filter((aed) => (aed['contradictions'] as string[]).length > 0);
    expect(done.last).toContain(`hours_unknown=${unknown.length} `);
    expect(done.last).toContain(`contradictions=${doubted.length}`);
    expect(doubted.length).toBeGreaterThan(20);
    for (const aed of doubted) expect(aed['hours']).toBe('unknown');
    expect(done.out).toMatch(/^contradiction: node\/\d+: always-open-yet-no-access$/m);
    const always = aeds.filter((aed) => aed['hours'] === 'always');
    for (const aed of always) expect(['no', 'private']).not.toContain(aed['access']);
  });
});

describe('a file that cannot be believed', () => {
  const collection = (...features: readonly object[]): string =>
    JSON.stringify({ type: 'FeatureCollection', features });
  const aed = (id: number, [lon, lat]: readonly [number, number] = [8.5 + id / 100, 47.3]) => ({
    ...{ type: 'Feature', id: `node/${id}`, properties: { name: `AED ${id}` } },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
  const ten = Array.from({ length: 10 }, (_, i) => aed(i + 1));
  const start = async () => {
    await importAeds(fileOf('ten.geojson', collection(...ten)), '--source', 'city');
    return register();
  };

  it.each([
    ['cut in the middle', collection(...ten).slice(0, 700), 'cut before its end'],
    ['of no bytes', '', 'the file is empty'],
    [
      'in a legacy encoding',
      Buffer.from('externalRef,name,lat,lon\na,Z\xfcrich,47,8', 'latin1'),
      'UTF-8',
    ],
    [
      'half of what it was',
      collection(...ten.slice(0, 5)),
      "5 of the register's 10 AEDs would vanish",
    ],
    [
      'with every place swapped',
      collection(...ten.map((_, i) => aed(i + 1, [47.3, 8.5 + (i + 1) / 100]))),
      "10 of the register's 10 AEDs would vanish",
    ],
  ])('%s changes nothing', async (_what, content, why) => {
    const before = await start();
    const done = await importAeds(fileOf('bad.geojson', content), '--source', 'city');
    expect(done.code).toBe(1);
    expect(done.out).toContain(why);
    expect(await register()).toEqual(before);
  });

  it('with bad rows changes nothing; with --skip-bad their AEDs stay as they are', async () => {
    const before = await start();
    const rows = [
      ...[aed(1, [8.51, 97.3]), aed(2, [47.3, 8.52]), aed(3), aed(3), aed(4, [8.55, 47.3])],
      ...ten.slice(4),
    ];
    const path = fileOf('rows.geojson', `\ufeff${collection(...rows)}`);
    const refused = await importAeds(path, '--source', 'city');
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^node\/1: place\.coordinates\.1: /m);
    expect(refused.out).toMatch(/^node\/2: latitude and longitude look swapped$/m);
    expect(refused.out).toMatch(/^node\/3: its reference is there more than once$/m);
    expect(await register()).toEqual(before);
    const skipped = await importAeds(path, '--source', 'city', '--skip-bad');
    expect(skipped.last).toMatch(
      /^IMPORT read=11 added=0 changed=0 unchanged=6 refused=4 moved=1 back=0 gone=0 /,
    );
    expect(skipped.out).toMatch(/^moved: node\/4 by 754 m$/m);
    const after = await register();
    expect(after.get('node/4')).toMatchObject({ place: 'POINT(8.55 47.3)' });
    for (const ref of ['node/1', 'node/2', 'node/3']) {
      expect(after.get(ref)).toEqual(before.get(ref));
    }
  });
});
