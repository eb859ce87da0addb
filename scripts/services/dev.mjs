/**
 * `node scripts/services/dev.mjs`: throw-away services in the foreground. Prints one line of JSON
 * {databaseOwnerUrl, databaseUrl, redisUrl} and ends, with them, on SIGTERM, SIGINT or when its
 * stdin is closed.
 */
import { fileURLToPath } from 'node:url';

import { runMain } from '../lib/terminal.mjs';
import { startServices } from './index.mjs';

await runMain(async () => {
  const ended = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, resolve);
    process.stdin.once('end', resolve).resume();
  });
  const dir = fileURLToPath(new URL('../..', import.meta.url));
  try {
    const { stop, ...urls } = await startServices({ dir, throwaway: true });
    process.stdout.write(`${JSON.stringify(urls)}\n`);
    await ended;
    await stop();
  } finally {
    process.stdin.destroy();
  }
});
