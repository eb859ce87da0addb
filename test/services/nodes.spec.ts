import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { copyOfScripts, evaluate, removeCopies, ROOT, runScript } from './scripts';

afterAll(removeCopies);

const written = (text: string): readonly string[] =>
  text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));

describe('HAProxy before several copies', () => {
  const apis = [
    { name: 'api-1', port: 4001 },
    { name: 'api-2', port: 4002 },
  ];

  it('runs what is in deploy/ with the addresses of this machine, and nothing else', async () => {
    const options = JSON.stringify({ dir: ROOT, port: 3456, apis });
    const local = await evaluate('services/haproxy.mjs', `m.haproxyConfig(${options})`);
    const given = written(readFileSync(join(ROOT, 'deploy/haproxy/closeby.cfg'), 'utf8'));
    const lines = written(String(local));
    const ofAddresses = /^ {2}(bind|server|maxconn) /;
    expect(lines.filter((line) => !ofAddresses.test(line))).toEqual(
      given.filter((line) => !ofAddresses.test(line)),
    );
    const backends = given.filter((line) => line.startsWith('backend ')).length;
    expect(lines.filter((line) => ofAddresses.test(line))).toEqual([
      '  bind 127.0.0.1:3456',
      ...Array.from({ length: backends }, () =>
        apis.map(({ name, port }) => `  server ${name} 127.0.0.1:${port}`),
      ).flat(),
    ]);
  });
});

describe('npm run nodes', () => {
  it.each([
    [['--api', '0'], '--api is 0; give a number from 1 to 16.'],
    [['--workers', 'many'], '--workers is many; give a number from 1 to 16.'],
    [['--standbys'], 'unknown argument --standbys'],
  ])('refuses %j before it starts anything', async (args, why) => {
    const env = { PORT: '0' };
    const ended = await runScript(copyOfScripts(), ['scripts/nodes.mjs', ...args], env);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(why);
  });
});
