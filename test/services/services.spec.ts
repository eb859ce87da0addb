import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import {
  copyOfScripts,
  evaluate,
  eventually,
  isAlive,
  removeCopies,
  runScript,
  startProgram,
  write,
} from './scripts';

afterAll(removeCopies);

describe('what a command started ends with it', () => {
  const program = (ending: string): string => `
    import { createGuard } from './scripts/services/guard.mjs';
    import { mkdirSync } from 'node:fs';
    const guard = createGuard();
    mkdirSync('throw-away');
    guard.folder(process.cwd() + '/throw-away');
    const sleeper = (options) =>
      guard.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options);
    const stubborn = guard.spawn(process.execPath, ['-e', \`
      process.on('SIGTERM', () => undefined);
      const child = require('child_process').spawn('sleep', ['600']);
      console.log(child.pid);
      setInterval(() => {}, 1000)\`], { signals: [['SIGTERM', 200]], stdio: ['ignore', 'pipe'] });
    const grandchild = await new Promise((resolve) =>
      stubborn.stdout.once('data', (text) => resolve(Number(text))));
    const pids = [sleeper({ group: false }).pid, sleeper({}).pid, stubborn.pid, grandchild];
    console.log(JSON.stringify(pids));
    ${ending}`;

  it.each([
    ['at its normal end', 'await guard.close(); process.exit(0);', 0],
    ['after an accident', `throw new Error('on purpose');`, 1],
    ['killed with SIGKILL', `process.kill(process.pid, 'SIGKILL');`, null],
  ])('%s', async (_how, ending, expected) => {
    const folder = copyOfScripts();
    const command = startProgram(folder, program(ending));
    let output = '';
    command.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    const code = await new Promise((resolve) => command.once('close', resolve));
    expect(code).toBe(expected);
    const pids = JSON.parse(output) as number[];
    expect(pids).toHaveLength(4);
    await eventually('the processes have ended', () => !pids.some(isAlive));
    await eventually('the folder is gone', () => !existsSync(join(folder, 'throw-away')));
  });

  it('nothing is started once the end has begun', async () => {
    const started = evaluate(
      'services/guard.mjs',
      `(async () => { const g = m.createGuard(); await g.close(); g.spawn('true', []); })()`,
    );
    await expect(started).rejects.toThrow('true is not started, as this command is ending');
  });
});

describe('where services come from', () => {
  it('those named by the environment are used as they are, and nothing is made', async () => {
    const folder = copyOfScripts();
    const found = await evaluate(
      'services/index.mjs',
      `m.startServices({ dir: ${JSON.stringify(folder)} })
        .then(async (s) => { await s.stop(); return { ...s, renewed: await s.renew() }; })`,
      { folder, env: { DATABASE_URL: 'postgres://a/b', REDIS_URL: 'redis://c' } },
    );
    const urls = {
      databaseOwnerUrl: 'postgres://a/b',
      databaseUrl: 'postgres://a/b',
      redisUrl: 'redis://c',
    };
    expect(found).toEqual({ ...urls, renewed: urls });
    expect(existsSync(join(folder, '.closeby'))).toBe(false);
  });

  const choose = (names: readonly string[]): Promise<unknown> =>
    evaluate('services/index.mjs', `m.choosePackages(new Set(${JSON.stringify(names)}))`);

  it('of the packages on offer: the newest PostgreSQL that has PostGIS', async () => {
    const names = [15, 16, 17].map((major) => `postgresql-${major}`);
    const offered = [...names, 'postgresql-15-postgis-3', 'postgresql-16-postgis-3'];
    expect(await choose([...offered, 'redis-server'])).toEqual([
      'postgresql-16',
      'postgresql-16-postgis-3',
      'redis-server',
    ]);
    expect(await choose([...offered, 'valkey-server'])).toContain('valkey-server');
  });

  it('says what a machine does not offer, and what to do', async () => {
    await expect(choose(['postgresql-15', 'redis-server'])).rejects.toThrow(
      /do not offer PostGIS; enable .* or set DATABASE_URL and REDIS_URL/,
    );
    await expect(choose(['postgresql-15', 'postgresql-15-postgis-3'])).rejects.toThrow(
      /do not offer Redis or Valkey/,
    );
  });

  it('a PostgreSQL without PostGIS is passed over', async () => {
    const root = join(copyOfScripts(), 'root');
    const share = join(root, 'usr/share/postgresql/15');
    write(join(root, 'usr/lib/postgresql/15/bin/psql'), '');
    write(join(share, 'postgres.bki'), '# PostgreSQL 15\n');
    const find = `m.findPostgres({ root: ${JSON.stringify(root)} }).map((each) => each.major)`;
    expect(await evaluate('services/postgres.mjs', find)).toEqual([]);
    write(join(share, 'extension/postgis.control'), '');
    expect(await evaluate('services/postgres.mjs', find)).toEqual([15]);
  });

  it('servers of root run as postgres, else as nobody', async () => {
    const pick = (passwd: string): Promise<unknown> =>
      evaluate('services/home.mjs', `m.serviceAccount(${JSON.stringify(passwd)}).name`);
    const nobody = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n';
    expect(await pick(nobody)).toBe('nobody');
    expect(await pick(`${nobody}postgres:x:101:104::/:/bin/bash\n`)).toBe('postgres');
    await expect(pick('root:x:0:0::/root:/bin/sh\n')).rejects.toThrow(/as an ordinary user/);
  });
});

describe('services as containers', () => {
  const DOCKER = `#!/bin/sh
echo "$@" >> "$DOCKER_LOG"
case "$1" in
  port) echo "127.0.0.1:4711" ;;
  exec) case "$*" in *redis-cli*) echo PONG ;; *) cat > /dev/null; echo 1 ;; esac ;;
esac
`;

  it('listen on 127.0.0.1 only, keep passwords off command lines and go at the end', async () => {
    const folder = copyOfScripts();
    const log = join(folder, 'docker.log');
    write(join(folder, 'bin/docker'), DOCKER, true);
    const ports = await evaluate(
      'services/docker.mjs',
      `(async () => {
        const { createGuard } = await import('./scripts/services/guard.mjs');
        const guard = createGuard();
        const place = { name: 'closeby-x', throwaway: true, guard, log: () => undefined };
        const postgres = await m.startPostgresContainer(place, { superuser: 'hush' });
        const redis = await m.startRedisContainer(place, { password: 'hush' });
        await guard.close();
        return [postgres.port, redis];
      })()`,
      {
        folder,
        env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, DOCKER_LOG: log },
      },
    );
    expect(ports).toEqual([4711, 4711]);
    const calls = readFileSync(log, 'utf8');
    expect(calls).not.toContain('hush');
    for (const line of calls.split('\n').filter((each) => each.startsWith('run '))) {
      expect(line).toMatch(/ -p 127\.0\.0\.1::\d+ /);
    }
    expect(calls).toMatch(/rm -f closeby-x-postgres\nrm -f closeby-x-redis\n$/);
  });
});

describe('progress', () => {
  it('is silent about what is quick, and counts the seconds of what is slow', async () => {
    const folder = copyOfScripts();
    const program = `
      import { withProgress } from './scripts/lib/terminal.mjs';
      const wait = (ms) => () => new Promise((resolve) => setTimeout(resolve, ms));
      await withProgress('quick thing', wait(10));
      await withProgress('slow thing', wait(2300));`;
    const { stderr } = await runScript(folder, ['--input-type=module', '-e', program]);
    expect(stderr).toBe('slow thing … 2 s\nslow thing: done in 2 s\n');
  });
});
