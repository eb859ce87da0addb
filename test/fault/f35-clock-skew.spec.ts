import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import type { ServerNode } from './support/node';
import { waitFor } from './support/wait';

const INCIDENTS = 25;
/** What a phone says of a server that is not there: those that are started again are not. */
const NO_ANSWER = ['websocket error', 'timeout'];
const LIBRARY = 'faketime/libfaketime.so.1';
const FOLDERS = [
  'usr/lib/x86_64-linux-gnu',
  'usr/lib/aarch64-linux-gnu',
  'usr/lib64',
  'usr/lib',
] as const;

/** One api and one worker are five minutes ahead, and then an hour behind. */
fault(
  'F35',
  async (run) => {
    const cluster = await startCluster({ apis: 2, workers: 2, phones: INCIDENTS * 5 });
    try {
      const clock = join(cluster.services.postgres.folder, '..', 'faketime');
      writeFileSync(clock, '+300s');
      const library = await libraryOf(cluster);
      const wrong = [cluster.apis[1], cluster.workers[1]].flatMap((node) => node ?? []);
      for (const node of wrong) await startBy(node, { clock, library });
      await cluster.phones.connect();
      const ahead = await cluster.control.raise(INCIDENTS, { everyMs: 100, closes: false });
      writeFileSync(clock, '-3600s');
      const behind = await cluster.control.raise(INCIDENTS, { everyMs: 100 });
      await cluster.control.closeAll();
      await cluster.settle();
      const raised = [...ahead, ...behind];
      run.figure('n', raised.length);
      run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
      const refusals = cluster.ledger.phoneFacts('refused').filter(({ detail = '' }) => {
        return !NO_ANSWER.includes(detail);
      });
      run.figure('token_errors', refusals.length, { max: 0 });
      const ended = wrong.filter((node) => !node.isRunning);
      run.figure('ended', ended.length, { max: 0 });
      run.invariants(await cluster.check());
    } finally {
      await cluster.stop();
    }
  },
  { needs: ['faketime'] },
);

async function startBy(
  node: ServerNode,
  { clock, library }: { readonly clock: string; readonly library: string },
): Promise<void> {
  await node.kill('SIGKILL');
  Object.assign(node.env, {
    ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1' },
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
  // It may well say that it is not ready, since its clock is wrong.
  await node.launch();
  await waitFor(async () => {
    const response = await fetch(`${node.url}/health/live`).catch(() => null);
    return response?.ok;
  }, `${node.name} alive`);
}

async function libraryOf({ keeper }: Cluster): Promise<string> {
  const packages = ['faketime', 'libfaketime'];
  const { path } = await keeper.call('tool', { packages, program: 'usr/bin/faketime' });
  const root = join(path, '../../..');
  const library = FOLDERS.map((folder) => join(root, folder, LIBRARY)).find((each) =>
    existsSync(each),
  );
  if (library === undefined) throw new Error(`there is no ${LIBRARY} beside ${path}`);
  return library;
}
