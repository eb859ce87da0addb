import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { copyOfScripts, evaluate, removeCopies, ROOT, runScript, write } from './scripts';

afterAll(removeCopies);

const LOCKED = '.closeby/start.lock';

describe('npm start refuses in one sentence, and starts nothing', () => {
  const start = (
    env: Record<string, string>,
    args: readonly string[] = [],
    folder = copyOfScripts(),
  ) => runScript(folder, ['scripts/start.mjs', ...args], env);

  it.each([
    ['NODE_ENV=production, because it uses demo keys', { NODE_ENV: 'production' }, /demo keys/],
    ['a PORT that is none', { PORT: '70000' }, /PORT is "70000"/],
  ])('%s', async (_what, env, sentence) => {
    const { code, stdout, stderr } = await start(env);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('an argument it does not know', async () => {
    const { code, stderr } = await start({}, ['--no-dmeo']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^closeby: unknown argument --no-dmeo; known are --no-demo/);
  });

  it('a port that is taken, and lets go of the folder', async () => {
    const folder = copyOfScripts();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start({ PORT: String(port) }, [], folder);
    other.close();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `closeby: port ${port} is taken; choose another one, as in: PORT=3001 npm start\n`,
    );
    expect(() => readFileSync(join(folder, LOCKED))).toThrow(/ENOENT/);
  });

  it('a folder in which it is running already, but not one whose holder has died', async () => {
    const folder = copyOfScripts();
    const me = (await evaluate('lib/processes.mjs', `m.identify(${process.pid})`)) as object;
    write(join(folder, LOCKED), JSON.stringify(me));
    const taken = await start({}, [], folder);
    expect(taken).toMatchObject({ code: 1, stdout: '' });
    expect(taken.stderr).toContain(`already running in this folder (process ${process.pid})`);

    write(join(folder, LOCKED), JSON.stringify({ ...me, began: 'long ago' }));
    const free = await start({ DATABASE_URL: 'postgres://a', REDIS_URL: 'redis://b' }, [], folder);
    expect(free.stderr).toBe(
      'closeby: package-lock.json is missing; restore it from the repository.\n',
    );
  });
});

describe('npm test', () => {
  it('refuses a stage there is not', async () => {
    const { code, stderr } = await runScript(copyOfScripts(), [
      'scripts/test.mjs',
      '--only',
      'unti',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no stage "unti"; stages are install, services, build,');
  });

  it('counts a preparation that fails, and ends with the line people grep for', async () => {
    const { code, stdout } = await runScript(copyOfScripts(), [
      'scripts/test.mjs',
      '--only',
      'unit',
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^install +\d+\.\d +0 +1$/m);
    expect(stdout).toMatch(/\n\d passed, 1 failed\n$/);
  });

  it.each([
    ['a clean run', { numPassedTests: 3 }, 0, { passed: 3, failed: 0, notRun: [] }],
    ['a failed test', { numPassedTests: 2, numFailedTests: 1 }, 1, { passed: 2, failed: 1 }],
    ['a file that cannot be loaded', { numRuntimeErrorTestSuites: 1 }, 1, { failed: 1 }],
    ['a bad end without a failed test', { numPassedTests: 3 }, 1, { passed: 3, failed: 1 }],
    ['no test at all', { numTotalTests: 0 }, 0, { passed: 0, failed: 1 }],
    [
      'skipped tests',
      { numPassedTests: 1, numPendingTests: 2 },
      0,
      { passed: 1, failed: 0, notRun: [{ count: 2, why: 'skipped in unit' }] },
    ],
  ])('of Jest it counts %s', async (_what, report, code, expected) => {
    const none = { numPassedTests: 0, numFailedTests: 0, numTotalTests: 3 };
    const rest = { numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0 };
    const full = JSON.stringify({ ...none, ...rest, ...report });
    const counted = await evaluate('lib/stages.mjs', `m.countJest(${full}, ${code}, 'unit')`);
    expect(counted).toMatchObject(expected);
  });

  it('a Jest that leaves no report is a failure', async () => {
    const counted = await evaluate('lib/stages.mjs', `m.countJest(null, 0, 'unit')`);
    expect(counted).toEqual({ passed: 0, failed: 1, notRun: [] });
  });
});

describe('what is there before anything else', () => {
  it.each(['18.20.8', '20.18.3'])('Node %s is refused with the remedy', async (version) => {
    const check = `m.checkNode('${version}')`;
    await expect(evaluate('lib/install.mjs', check)).rejects.toThrow(
      `Node ${version} is too old; install Node 20.19 or newer (24 is best).`,
    );
  });

  it.each(['20.19.0', '22.1.0', '24.0.0'])('Node %s is taken', async (version) => {
    expect(await evaluate('lib/install.mjs', `m.checkNode('${version}')`)).toBeNull();
  });

  it('packages are installed anew when one of them differs from the lock file', async () => {
    const folder = copyOfScripts();
    const optional = { version: '1.0.0', integrity: 'o', optional: true };
    const entry = { version: '1.2.3', integrity: 'x' };
    const wanted = { '': {}, 'node_modules/a': entry, 'node_modules/o': optional };
    const state = async (packages: object): Promise<unknown> => {
      write(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
      return evaluate('lib/install.mjs', `m.isInstalled(${JSON.stringify(folder)})`);
    };
    write(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    expect(await state({ 'node_modules/a': entry })).toBe(true);
    expect(await state({ 'node_modules/a': { ...entry, integrity: 'y' } })).toBe(false);
    expect(await state({})).toBe(false);
  });

  it('the lock file names every platform, or npm ci would refuse it everywhere', async () => {
    const lock = join(ROOT, 'package-lock.json');
    const packages = `JSON.parse((await import('node:fs')).readFileSync('${lock}')).packages`;
    const missing = `Object.keys(m.missingEntries(${packages}))`;
    // The remedy: node scripts/complete-lock.mjs
    expect(await evaluate('complete-lock.mjs', missing)).toEqual([]);
  });

  it('a package of another platform is described by its name', async () => {
    const optionalDependencies = { '@x/core-darwin-arm64': '1.0.0', '@x/core-linux-x64': '1.0.0' };
    const packages = {
      'node_modules/@x/core': { dev: true, optionalDependencies },
      'node_modules/@x/core/node_modules/@x/core-linux-x64': { version: '1.0.0' },
    };
    const missing = `m.missingEntries(${JSON.stringify(packages)})`;
    expect(await evaluate('complete-lock.mjs', missing)).toEqual({
      'node_modules/@x/core-darwin-arm64': {
        version: '1.0.0',
        cpu: ['arm64'],
        dev: true,
        optional: true,
        os: ['darwin'],
      },
    });
  });
});
