import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncidentPage } from '#contracts/incident-api';
import { until } from '../support/clients';
import type { TestServer } from '../support/server';

const MAIN = join(process.cwd(), 'dist/apps/simulator/src/demo/main.js');
const RESPONDERS = 40;
const GAP_S = 3;

/** The demo beside a story: a simulated control room posts arrests, simulated phones answer. */
export class RunningDemo {
  private constructor(
    private readonly server: TestServer,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static start(server: TestServer): RunningDemo {
    const folder = mkdtempSync(join(tmpdir(), 'closeby-demo-'));
    const keysFile = join(folder, 'keys.json');
    const { organisationId, keys } = server;
    const given = {
      ...{ organisationId, controlKey: keys.control, dispatcherKey: keys.dispatcher },
      ...{ registrarKey: keys.registrar, supervisorKey: keys.supervisor },
    };
    writeFileSync(keysFile, JSON.stringify(given), { mode: 0o600 });
    const args = ['--url', server.url, '--keys', keysFile, '--speed', '1', '--seed', '7'];
    args.push('--responders', String(RESPONDERS), '--aeds', '20', '--gap-s', String(GAP_S));
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env['PATH'] ?? '' },
      stdio: 'ignore',
    });
    return new RunningDemo(server, child, folder);
  }

  /** Resolves when control has posted an incident that was not there before. */
  async goesOn(): Promise<void> {
    const before = new Set(await this.posted());
    const more = async () => (await this.posted()).some((id) => !before.has(id));
    await until(more, 'further incident of the demo');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true });
  }

  private async posted(): Promise<readonly string[]> {
    const { body } = await this.server.dispatcher().get<IncidentPage>('/v1/incidents?limit=200');
    return body.items.filter(({ controlRef }) => controlRef.includes('@demo')).map(({ id }) => id);
  }
}
