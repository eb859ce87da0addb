/**
 * `npm run security`: every abuse case against a real server, at full length, on throw-away
 * services. Tests name the case they show in their titles (`#07 …`); figures come from the lines
 * they print. The last line is `SECURITY …`; the exit code is 1 unless all cases pass.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from './build.mjs';
import { serviceEnv } from './lib/application.mjs';
import { readJson } from './lib/files.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { PROJECT } from './lib/project.mjs';
import { casesOf, figuresOf, lastLine } from './lib/security-report.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, runMain } from './lib/terminal.mjs';
import { createGuard } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

await runMain(async (argv) => {
  checkNode();
  const { quick } = readOptions(argv, { flags: ['quick'] });
  const guard = createGuard();
  const work = () => security({ guard, full: quick !== true });
  process.exit(await runGuarded({ guard, work, codeWhenAsked: 130 }));
});

async function security({ guard, full }) {
  const [urls] = await Promise.all([
    startServices({ dir: PROJECT, throwaway: true, guard }),
    ensureDependencies({ dir: PROJECT, guard }).then(() => build({ guard })),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'closeby-security-'));
  try {
    const report = join(folder, 'report.json');
    const env = { ...process.env, ...serviceEnv(urls), NODE_ENV: 'test' };
    if (full) env.SECURITY_FULL = '1';
    const { code, output } = await jest({ guard, env, report });
    return conclude({ code, output, report: readJson(report) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the project `security`, shows its output, and resolves it with the exit code. */
function jest({ guard, env, report }) {
  const program = join(PROJECT, 'node_modules/jest/bin/jest.js');
  const args = [program, '--selectProjects', 'security', '--json', '--outputFile', report];
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = guard.spawn(process.execPath, args, { cwd: PROJECT, env, stdio });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  });
  // The report itself, which is read from its file.
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Prints one line a case, the figures and the last line; the exit code. */
function conclude({ code, output, report }) {
  if (report === null) return 1;
  const cases = casesOf(report);
  for (const { id, passed, failed, titles } of cases) {
    const verdict = failed === 0 ? 'PASS' : 'FAIL';
    console.log(`CASE ${id} ${verdict} tests=${passed + failed} ${titles[0]}`);
  }
  const figures = figuresOf(output);
  for (const { line } of figures) console.log(line);
  console.log(lastLine(cases, figures));
  const whole = cases.length > 0 && cases.every(({ failed }) => failed === 0);
  return code === 0 && whole ? 0 : 1;
}
