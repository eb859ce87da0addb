import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CalloutView } from '#contracts/callout-api';
import type { IncidentPage } from '#contracts/incident-api';
import { startServer, type TestServer } from '../support/server';

const ROOT = join(__dirname, '../..');
const COMMAND = join(ROOT, 'dist/packages/closeby/src/main.js');

let server: TestServer;
let folder: string;
let compiled: Promise<Ran>;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program in the folder, with what it says. */
function run(
  command: string,
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly stdin?: string } = {},
): Promise<Ran> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...options.env };
  const child = spawn(command, args, { cwd: folder, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  child.stdin.end(options.stdin ?? '');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** Types of the whole openapi.json by its generator, and a stranger's program compiled by them. */
async function compileStory(): Promise<Ran> {
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'story.mts'), readFileSync(join(ROOT, 'test/independent/story.mts')));
  const made = await run(process.execPath, [
    join(ROOT, 'node_modules/openapi-typescript/bin/cli.js'),
    ...[join(ROOT, 'openapi.json'), '--default-non-nullable=false', '-o', 'openapi.d.ts'],
  ]);
  if (made.code !== 0) return made;
  return run(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    ...['--strict', '--noUncheckedIndexedAccess', '--skipLibCheck', '--target', 'es2023'],
    ...['--lib', 'es2023,dom', '--module', 'nodenext', '--types', 'node', 'story.mts'],
  ]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'closeby-independent-'));
  compiled = compileStory();
  server = await startServer();
});
afterAll(async () => {
  await compiled.catch(() => undefined);
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The shell blocks of a document, in order. */
function recipes(document: string): readonly string[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? '');
}

test('every recipe runs as it stands, from a phone to the end of a call-out', async () => {
  const blocks = recipes('docs/recipes.md');
  expect(blocks.length).toBeGreaterThan(15);
  const script = [
    'set -eu',
    `closeby() { '${process.execPath}' '${COMMAND}' "$@"; }`,
    ...blocks.map((block, index) => `echo "## ${index + 1}"\n${block}echo`),
    'echo "## done"',
  ].join('\n');
  const env = {
    CLOSEBY_URL: server.url,
    CONTROL_KEY: server.keys.control,
    REGISTRAR_KEY: server.keys.registrar,
  };
  const ran = await run('bash', ['-s'], { env, stdin: script });
  expect({ ...ran, out: ran.out.slice(-600) }).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('## done');
  expect(ran.out).toMatch(/^raised {2}CAD-2026-3 {2}/m);
  expect(ran.out).toMatch(/^applied {2}read=1 added=1 /m);
  expect(ran.out).toMatch(/^\+00:00:00\.000 {4}1 {2}incident-received/m);

  const { body } = await server.control().get<IncidentPage>('/v1/incidents');
  const byRef = new Map(body.items.map((each) => [each.controlRef, each]));
  expect(byRef.get('CAD-2026-1')).toMatchObject({
    status: 'closed',
    notesForResponders: 'Side door.',
    responders: [expect.objectContaining({ onSceneAt: expect.any(String) as string })],
  });
  expect(byRef.get('CAD-2026-3')).toMatchObject({ status: 'closed' });
  const callouts = await server.control().get<{ items: CalloutView[] }>('/v1/callouts');
  expect(callouts.body.items).toMatchObject([{ status: 'closed', acceptedCount: 1 }]);
});

test('a program by types generated from openapi.json carries an arrest through', async () => {
  expect(await compiled).toEqual({ code: 0, out: expect.any(String) as string, err: '' });
  const ran = await run(process.execPath, ['story.mjs'], {
    env: {
      CLOSEBY_URL: server.url,
      SUPERVISOR_KEY: server.keys.supervisor,
      REGISTRAR_KEY: server.keys.registrar,
    },
  });
  expect(ran).toMatchObject({ code: 0, err: '' });
  const story = JSON.parse(ran.out) as { facts: string[] };
  expect(story).toMatchObject({
    raised: 201,
    exactBefore: null,
    exactAfter: [-75.95, 36.7],
    refusedField: 'place.coordinates.1',
    closed: 'closed',
    onSceneAt: expect.any(String) as string,
  });
  expect(story.facts).toEqual(
    expect.arrayContaining(['incident-raised', 'alert-sent', 'incident-closed']),
  );
});

test('the command line says what was refused and where, and ends with its number', async () => {
  const closeby = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
    run(process.execPath, [COMMAND, ...args], {
      env: { CLOSEBY_URL: server.url, CLOSEBY_KEY: server.keys.control, ...env },
    });
  const raise = ['raise', '--ref', 'CLI-1', '--kind', 'cardiac-arrest', '--priority', 'urgent'];
  const place = ['--lat', '36.85', '--lon', '-76.03'];
  const [relative, forbidden, unreached] = await Promise.all([
    closeby([...raise, ...place, '--called-at', 'now']),
    closeby(['drill', 'list']),
    closeby(['watch'], { CLOSEBY_URL: 'http://127.0.0.1:9' }),
  ]);
  expect(relative).toMatchObject({ code: 1, out: '' });
  expect(relative.err).toMatch(/^closeby: refused: invalid-field: calledAt: .*\(request .+\)\n$/);
  expect(forbidden.err).toMatch(/^closeby: refused: forbidden: /);
  expect(unreached).toMatchObject({ code: 3, out: '' });
});
