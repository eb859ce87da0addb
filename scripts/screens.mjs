/**
 * `npm run screens`: the pictures in docs/screens and the sketches in docs/design anew, out of the
 * real pages against the real server. Look at what changed before it is committed.
 */
import { join } from 'node:path';

import { build } from './build.mjs';
import { serviceEnv } from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { runMain } from './lib/terminal.mjs';
import { findChromium } from './services/chromium.mjs';
import { createGuard } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

await runMain(async () => {
  checkNode();
  const guard = createGuard();
  process.exit(await runGuarded({ guard, work: () => renew(guard), codeWhenAsked: 130 }));
});

async function renew(guard) {
  await ensureDependencies({ dir: PROJECT, guard });
  await build({ guard });
  const urls = await startServices({ dir: PROJECT, throwaway: true, guard });
  const { executablePath, env } = await findChromium({ dir: PROJECT, guard });
  const jest = join(PROJECT, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--selectProjects', 'browser', '--testPathPatterns', 'browser/screens'];
  const child = guard.spawn(process.execPath, args, {
    cwd: PROJECT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...serviceEnv(urls),
      NODE_ENV: 'test',
      CHROMIUM_PATH: executablePath,
      CHROMIUM_ENV_JSON: JSON.stringify(env),
      CLOSEBY_RENEW_SCREENS: '1',
    },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
