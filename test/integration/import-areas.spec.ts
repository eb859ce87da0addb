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

/** Whole processes are started, on machines that are busy with other tests. */
jest.setTimeout(60_000);

let database: TestDatabase;
let client: Client;
let folder: string;
beforeEach(async () => {
  database = await makeDatabase();
  folder = mkdtempSync(join(tmpdir(), 'closeby-areas-'));
  const organisation = {
    ...{ id: randomUUID(), slug: 'wessex', name: 'Wessex', timeZone: 'Europe/London' },
    ...{ area: null, policyName: 'nearest-10' },
  };
  const keys = { control: 'c', dispatcher: 'd', registrar: 'r' };
  await addOrganisation(database, organisation, keys);
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function importAreas(document: unknown, ...flags: readonly string[]) {
  const path = join(folder, `${randomUUID()}.geojson`);
  writeFileSync(path, JSON.stringify(document));
  const child = spawn(process.execPath, [COMMAND, 'flood-areas', path, ...flags], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL: database.appUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const last = out.trimEnd().split('\n').at(-1) ?? '';
  return { code: child.exitCode, out: out + errors, last };
}

const feature = (code: string, coordinates: unknown) => ({
  ...{ type: 'Feature', properties: { FWS_TACODE: code, TA_NAME: `River at ${code}` } },
  geometry: { type: 'Polygon', coordinates },
});
const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features });
const OPEN = [
  [-2.1, 51.4],
  [-2, 51.4],
  [-2, 51.5],
  [-2.1, 51.5],
];
const [A, B, C, D] = OPEN;
const BOW_TIE = [A, C, B, D, A];

async function kept(): Promise<unknown[]> {
  const { rows } = await client.query<Record<string, string>>(
    'SELECT area_ref, label, source FROM stored_area ORDER BY 1',
  );
  return rows;
}

test('flood areas are put, and told what was put right; again they are unchanged', async () => {
  const file = collection(feature('122WAC953', [OPEN]), feature('122WAC954', [[...OPEN, A]]));
  const dry = await importAreas(file, '--dry-run');
  expect(dry.last).toBe('IMPORT read=2 added=2 changed=0 unchanged=0 refused=0 dry-run=yes');
  expect(await kept()).toEqual([]);
  const put = await importAreas(file, '--source', 'Environment Agency');
  expect([put.code, put.last]).toEqual([
    0,
    'IMPORT read=2 added=2 changed=0 unchanged=0 refused=0',
  ]);
  expect(put.out).toMatch(/area 1 \(122WAC953\): The outline was not closed/);
  expect(await kept()).toEqual(
    ['122WAC953', '122WAC954'].map((code) => ({
      ...{ area_ref: code, label: `River at ${code}`, source: 'Environment Agency' },
    })),
  );
  const again = await importAreas(file);
  expect(again.last).toBe('IMPORT read=2 added=0 changed=0 unchanged=2 refused=0');
});

test('nothing is put while an area is refused, unless bad ones are to be left out', async () => {
  const file = collection(feature('good', [OPEN]), feature('crossed', [BOW_TIE]));
  const refused = await importAreas(file);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/area 2 \(crossed\): The outline crosses itself near latitude 51.45/);
  expect(refused.last).toMatch(/^IMPORT read=2 added=0 .* refused=1 nothing was put/);
  expect(await kept()).toEqual([]);
  const rest = await importAreas(file, '--skip-bad');
  expect([rest.code, rest.last]).toEqual([
    0,
    'IMPORT read=2 added=1 changed=0 unchanged=0 refused=1',
  ]);
  const wrong = await importAreas({ type: 'Feature' });
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/neither a GeoJSON FeatureCollection nor a list of flood areas/);
});
