import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PATH = '/usr/bin/chromium';

/** No window system, no sandbox (tests may run as root), and no word to the world outside. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Maps are drawn by the processor: that costs more than all the rest of a page. */
const WITH_MAPS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const WITHOUT_MAPS = ['--disable-3d-apis'];

/**
 * Starts the Chromium of CHROMIUM_PATH, else the usual one, with CHROMIUM_ENV_JSON added to its
 * environment. Without `drawsMaps` pages say that this browser cannot. Throws with the remedy when
 * there is none.
 */
export async function launchChromium({
  drawsMaps,
}: {
  readonly drawsMaps: boolean;
}): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? USUAL_PATH;
  if (!existsSync(executablePath)) {
    throw new Error(`There is no Chromium at ${executablePath}: run by npm test, or CHROMIUM_PATH`);
  }
  const args = [...ARGUMENTS, ...(drawsMaps ? WITH_MAPS : WITHOUT_MAPS)];
  const extra = JSON.parse(process.env['CHROMIUM_ENV_JSON'] ?? '{}') as Record<string, string>;
  const env: Record<string, string> = { ...extra };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !(name in env)) env[name] = value;
  }
  return chromium.launch({ executablePath, args, env });
}
