/**
 * `npm run build`: the server and simulator to dist/ (TypeScript), the two web apps to dist/web/
 * (Vite). A part whose inputs have not changed since it was last built is left alone.
 */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { hashFiles, listFiles, readJson, withLock, writePrivateJson } from './lib/files.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { must } from './lib/processes.mjs';
import { PROJECT } from './lib/project.mjs';
import { runMain, say, withProgress } from './lib/terminal.mjs';

const SERVER_INPUTS = ['libs', 'apps/server', 'apps/simulator', 'migrations', 'packages'];
const WEB_APPS = ['console', 'helper', 'identity', 'muster', 'responder'];
const CONFIGURATION = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const ASSET = /\.(lua|sql|xsd)$/;

/** Brings dist/ up to date with the sources of the project in `dir`; needs its npm packages. */
export async function build({ dir = PROJECT, guard, log = say } = {}) {
  await withLock(join(dir, '.closeby/build.lock'), async () => {
    const stampFile = join(dir, 'dist/.stamp.json');
    const stamp = readJson(stampFile, {});
    for (const part of parts(dir)) {
      const hash = hashFiles(dir, part.inputs);
      if (stamp[part.name]?.hash === hash) continue;
      const made = async () => part.make(stamp[part.name]?.files ?? null, { guard });
      await withProgress(`building ${part.name}`, made, log);
      stamp[part.name] = { hash, files: part.inputs.map((path) => relative(dir, path)) };
      writePrivateJson(stampFile, stamp);
    }
  });
}

function parts(dir) {
  const under = (paths) => paths.map((path) => join(dir, path));
  const noTests = (path) => !/\.spec\.tsx?$/.test(path);
  const isSource = (path) => noTests(path) && (/\.(ts|json)$/.test(path) || ASSET.test(path));
  const inputs = listFiles(under([...SERVER_INPUTS, ...CONFIGURATION]), isSource);
  const list = [{ name: 'server', inputs, make: (before, how) => buildServer(dir, before, how) }];
  for (const app of WEB_APPS) {
    if (!existsSync(join(dir, 'apps', app, 'index.html'))) continue;
    const others = (path) => !/^apps\/(server|simulator)\//.test(relative(dir, path));
    const web = listFiles(
      under(['apps', 'libs/core', 'libs/contracts', ...CONFIGURATION]),
      (path) => noTests(path) && others(path),
    );
    const make = (_before, how) => buildWebApp(dir, app, how);
    list.push({ name: `the ${app} app`, inputs: web, make });
  }
  return list;
}

async function buildServer(dir, filesBefore, { guard }) {
  const gone = filesBefore === null || filesBefore.some((path) => !existsSync(join(dir, path)));
  if (gone) {
    // The compiler never removes outputs, and with its memory intact it would not write them again.
    for (const folder of ['libs', 'apps', 'migrations', 'packages']) {
      rmSync(join(dir, 'dist', folder), { recursive: true, force: true });
    }
    rmSync(join(dir, 'node_modules/.cache/tsc/build.tsbuildinfo'), { force: true });
  }
  const tsc = join(dir, 'node_modules/typescript/bin/tsc');
  await must(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: dir, guard });
  const roots = SERVER_INPUTS.map((path) => join(dir, path));
  for (const asset of listFiles(roots, (path) => ASSET.test(path))) {
    const target = join(dir, 'dist', relative(dir, asset));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(asset, target);
  }
}

async function buildWebApp(dir, app, { guard }) {
  const vite = join(dir, 'node_modules/vite/bin/vite.js');
  const folder = `apps/${app}`;
  const args = ['build', folder, '--config', 'apps/vite.config.mjs', '--emptyOutDir'];
  args.push('--outDir', join(dir, 'dist/web', app), '--logLevel', 'warn');
  const env = { ...process.env, NODE_ENV: 'production' };
  await must(process.execPath, [vite, ...args], { cwd: dir, env, guard });
}

if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    await ensureDependencies({ dir: PROJECT });
    await build();
  });
}
