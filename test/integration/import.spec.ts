import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AedRecordView, ResponderView } from '#contracts/registry-api';
import { makeDatabase, type TestDatabase } from '../support/database';
import { HERE, startServer, type TestServer } from '../support/server';

const COMMANDS = join(process.cwd(), 'dist/apps/server/src');
const HEAD = 'externalRef,displayName,credentialKind,issuer,validFrom,verified';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'closeby-import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(COMMANDS, `${command}.js`), ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, out: out + errors };
}

function importFile(what: string, lines: readonly string[], ...flags: string[]): Promise<Ended> {
  const path = join(folder, `${what}.csv`);
  writeFileSync(path, lines.join('\n'));
  const env = { DATABASE_URL: server.database.appUrl, REDIS_URL: server.redisUrl };
  return run('import', [what, path, ...flags], env);
}

async function refs(): Promise<string[]> {
  const { body } = await server.registrar().get<{ items: ResponderView[] }>('/v1/responders');
  return body.items.map((each) => each.externalRef);
}

describe('npm run import -- people', () => {
  const two = [
    HEAD,
    'i-1,A. One,cpr,Red Cross,2026-01-01,yes',
    'i-2,B. Two,nurse,State,2026-01-01,yes',
  ];

  it('puts everyone once, and says how many were new, changed and as they were', async () => {
    const dry = await importFile('people', two, '--dry-run');
    expect(dry.out).toMatch(/^IMPORT read=2 added=2 changed=0 unchanged=0 refused=0 dry-run=yes$/m);
    expect(await refs()).toEqual([]);
    const first = await importFile('people', two);
    expect(first.out).toMatch(/^IMPORT read=2 added=2 changed=0 unchanged=0 refused=0$/m);
    const changed = [...two.slice(0, 2), 'i-2,B. Two-Three,nurse,State,2026-01-01,yes'];
    const second = await importFile('people', changed);
    expect(second.out).toMatch(/^IMPORT read=2 added=0 changed=1 unchanged=1 refused=0$/m);
    expect(second.code).toBe(0);
    expect(await refs()).toEqual(['i-1', 'i-2']);
  });

  it('puts nobody when any line is refused, and names the lines', async () => {
    const bad = [
      HEAD,
      'i-8,H. Eight,cpr,X,2026-01-01,yes',
      'i-9,I. Nine,juggling,X,2026-01-01,yes',
    ];
    const refused = await importFile('people', bad);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^line 3: credentials\.0\.kind: /m);
    expect(refused.out).toMatch(/^IMPORT read=2 added=0 changed=0 unchanged=0 refused=1 nothing/m);
    expect(await refs()).not.toContain('i-8');
    const skipped = await importFile('people', bad, '--skip-bad');
    expect(skipped.out).toMatch(/^IMPORT read=2 added=1 changed=0 unchanged=0 refused=1$/m);
    expect(await refs()).toContain('i-8');
  });

  it('says how it is used, and what it cannot read', async () => {
    const usage = 'npm run import -- people|aeds|flood-areas FILE';
    expect((await importFile('dogs', [])).out).toContain(usage);
    const broken = await importFile('people', ['externalRef,name']);
    expect([broken.code, broken.out]).toEqual([1, expect.stringContaining('no column "name"')]);
  });
});

describe('npm run import -- aeds', () => {
  it('puts them with their hours and status', async () => {
    const lines = [
      'externalRef,name,lat,lon,access,openingHours,status',
      `a-1,Town hall,${HERE.lat},${HERE.lon},public,"Mo-Fr 08:00-18:00; PH off",available`,
      `a-2,Gym,${HERE.lat},${HERE.lon},customers,whenever we like,`,
    ];
    const done = await importFile('aeds', lines);
    expect(done.out).toMatch(/^IMPORT read=2 added=2 changed=0 unchanged=0 refused=0 /m);
    const again = await importFile('aeds', lines);
    expect(again.out).toMatch(/^IMPORT read=2 added=0 changed=0 unchanged=2 refused=0 /m);
    const { body } = await server
      .registrar()
      .get<{ items: AedRecordView[] }>(`/v1/aeds?lat=${HERE.lat}&lon=${HERE.lon}`);
    const seen = body.items.map((each) => [each.externalRef, each.hoursRead, each.status]);
    expect(seen.sort()).toEqual([
      ['a-1', 'intervals', 'available'],
      ['a-2', 'unknown', 'unverified'],
    ]);
  });
});

describe('the commands that prepare a database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());

  it('seed makes the organisation of the demo once, and keeps its keys', async () => {
    const keysFile = join(folder, 'keys.json');
    const env = { DATABASE_URL: database.appUrl, CLOSEBY_DEMO_KEYS_FILE: keysFile };
    expect(await run('seed', [], env)).toMatchObject({ code: 0 });
    const keys = readFileSync(keysFile, 'utf8');
    expect(await run('seed', [], env)).toMatchObject({ code: 0 });
    expect(readFileSync(keysFile, 'utf8')).toBe(keys);
    const production = await run('seed', [], { ...env, NODE_ENV: 'production' });
    expect(production).toMatchObject({
      code: 1,
      out: expect.stringContaining('not seeded') as string,
    });
  });

  it('migrate says that there is nothing to do', async () => {
    const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
    const done = await run('migrate', [], env);
    expect(done).toEqual({ code: 0, out: 'the database is at the newest migration\n' });
  });

  it('the server names everything that is wrong and does not start', async () => {
    const refused = await run('main', [], {
      NODE_ENV: 'production',
      DATABASE_URL: database.appUrl,
      DEMO_KEYS: '1',
      CLOCK_SPEED: '60',
    });
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('DEMO_KEYS must not be 1');
    expect(refused.out).toContain('CLOCK_SPEED must be 1');
  });
});
