/**
 * `node scripts/services/dev.mjs`: throw-away services in the foreground. Prints one line of JSON
 * {databaseOwnerUrl, databaseUrl, redisUrl} and ends, with them, on SIGTERM, SIGINT or when its
 * stdin is closed. With `--standby` or `--redis-cluster` they are those of many nodes (many.mjs); a
 * line on its stdin is obeyed and said again: "promote" kills the primary and promotes the standby,
 * "stop-standby" ends that.
 */
import { fileURLToPath } from 'node:url';

import { readOptions, runMain } from '../lib/terminal.mjs';
import { createGuard } from './guard.mjs';
import { startServices } from './index.mjs';
import { startMany } from './many.mjs';

const dir = fileURLToPath(new URL('../..', import.meta.url));

await runMain(async (argv) => {
  const options = readOptions(argv, { flags: ['standby', 'redis-cluster'] });
  const ended = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, resolve);
    process.stdin.once('end', resolve).resume();
  });
  try {
    const isMany = options.standby === true || options['redis-cluster'] === true;
    const { stop, servers, ...urls } = await (isMany
      ? many(options)
      : startServices({ dir, throwaway: true }));
    process.stdout.write(`${JSON.stringify(urls)}\n`);
    if (servers) process.stdin.on('data', (said) => void obey(String(said), servers));
    await ended;
    await stop();
  } finally {
    process.stdin.destroy();
  }
});

async function many(options) {
  const guard = createGuard();
  const redisCluster = options['redis-cluster'];
  try {
    const started = await startMany({ dir, standby: options.standby, redisCluster, guard });
    return { ...started, stop: () => guard.close() };
  } catch (error) {
    await guard.close();
    throw error;
  }
}

async function obey(said, { endPrimary, promote, signalStandby }) {
  const word = said.trim();
  if (word === 'stop-standby') signalStandby('SIGINT');
  if (word === 'promote') {
    endPrimary();
    await promote();
  }
  process.stdout.write(`${word}\n`);
}
