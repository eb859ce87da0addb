/** The browser of the browser tests. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { capture } from '../lib/processes.mjs';
import { Refusal, say } from '../lib/terminal.mjs';
import { hasApt, installSystemWide, libraryPath, unpackPackages } from './debian.mjs';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium that runs here, as `{ executablePath, env }` for a launcher: CHROMIUM_PATH, one of
 * the machine, or on Debian a rootless download into `<dir>/.closeby/chromium` (`system`: into the
 * machine). Throws a `Refusal` with the remedy when there is none.
 */
export async function findChromium({ dir, system = false, guard, log = say }) {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, env: given.startsWith('/') ? givenEnv() : {} };
  const installed = await firstThatRuns();
  if (installed !== null) return installed;
  if (!hasApt()) throw new Refusal(`no Chromium found; install it, or set CHROMIUM_PATH.`);
  if (system) {
    await installSystemWide(['chromium'], log);
    const found = await firstThatRuns();
    if (found !== null) return found;
    throw new Refusal('the chromium package of this system does not run; set CHROMIUM_PATH.');
  }
  return unpackChromium({ root: join(resolve(dir), '.closeby/chromium'), guard, log });
}

function givenEnv() {
  return JSON.parse(process.env.CHROMIUM_ENV_JSON || '{}');
}

/** Ubuntu's /usr/bin/chromium-browser may be a stub that only asks for a snap: try each. */
async function firstThatRuns() {
  for (const executablePath of USUAL_PATHS.filter((path) => existsSync(path))) {
    const { code } = await capture(executablePath, ['--version']);
    if (code === 0) return { executablePath, env: {} };
  }
  return null;
}

async function unpackChromium({ root, guard, log }) {
  await unpackPackages({
    target: root,
    what: 'Chromium',
    prefixes: ['chromium', 'fonts-dejavu-core'],
    choose: (names) => {
      if (names.has('chromium') && names.has('chromium-common'))
        return ['chromium', 'fonts-dejavu-core'];
      throw new Refusal(
        "this machine's package sources do not offer chromium; install a Chromium and set " +
          'CHROMIUM_PATH to it.',
      );
    },
    guard,
    log,
  });
  const executablePath = join(root, 'usr/lib/chromium/chromium');
  const env = { LD_LIBRARY_PATH: libraryPath(root), FONTCONFIG_FILE: writeFontConfig(root) };
  const { code, stderr } = await capture(executablePath, ['--version'], {
    env: { ...process.env, ...env },
  });
  if (code === 0) return { executablePath, env };
  throw new Refusal(
    `the unpacked Chromium does not run (${stderr.trim().split('\n')[0]}); delete ${root} to ` +
      'fetch it again, or set CHROMIUM_PATH.',
  );
}

/**
 * Fonts of the unpacked root, whose own configuration names folders of a real installation. A
 * Chromium that finds no font at all does not draw letters as boxes: it ends.
 */
function writeFontConfig(root) {
  const path = join(root, 'fonts.conf');
  const families = [
    ['sans-serif', 'DejaVu Sans'],
    ['sans', 'DejaVu Sans'],
    ['system-ui', 'DejaVu Sans'],
    ['serif', 'DejaVu Serif'],
    ['monospace', 'DejaVu Sans Mono'],
  ];
  const aliases = families.map(
    ([name, font]) =>
      `  <alias binding="same"><family>${name}</family>` +
      `<prefer><family>${font}</family></prefer></alias>`,
  );
  writeFileSync(
    path,
    [
      '<?xml version="1.0"?>',
      '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
      '<fontconfig>',
      `  <dir>${join(root, 'usr/share/fonts')}</dir>`,
      `  <cachedir>${join(root, 'fontcache')}</cachedir>`,
      ...aliases,
      '</fontconfig>',
      '',
    ].join('\n'),
  );
  return path;
}
