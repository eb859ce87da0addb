/**
 * The stages of `npm test` after install, services and build. A stage is `{ name, needs, run }`:
 * `needs` lists 'services' and 'chromium', and `run(context)` resolves what it counted,
 * `{ passed, failed, notRun }` with `notRun` a list of `{ count, why }`. The context is
 * `{ dir, guard, env, quiet }`; a `quiet` stage shows its output in one piece at its end.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chooseFaults, filesOf, otherSpecs } from './faults.mjs';
import { readJson } from './files.mjs';
import { npmCommand } from './install.mjs';
import { capture } from './processes.mjs';
import { say } from './terminal.mjs';

const DEMO_ARGUMENTS = ['--incidents', '10', '--responders', '300', '--speed', '60', '--seed', '1'];
const MINUTE_MS = 60_000;

/** Checks that only read the sources; they run beside the unit tests. */
export const SOURCE_STAGES = [
  { name: 'generated', needs: [], limitMs: 2 * MINUTE_MS, run: generated },
  { name: 'lint', needs: [], limitMs: 6 * MINUTE_MS, run: npmScript('lint') },
  { name: 'format', needs: [], limitMs: 3 * MINUTE_MS, run: npmScript('format:check') },
  { name: 'types', needs: [], limitMs: 6 * MINUTE_MS, run: npmScript('types') },
];

/**
 * The tests, in order; each has the machine to itself, but for the first. Where most of the time is
 * spent waiting for servers and databases, two files run at once, also on two cores.
 */
export const TEST_STAGES = [
  jestStage('unit', { needs: [], filesAtOnce: null }),
  jestStage('integration', { needs: ['services'], filesAtOnce: 2 }),
  jestStage('browser', { needs: ['services', 'chromium'], filesAtOnce: 2 }),
  jestStage('faults', { needs: ['services'], filesAtOnce: 1, choose: fastFaults }),
  jestStage('security', { needs: ['services'], filesAtOnce: 2 }),
  { name: 'demo', needs: [], limitMs: 6 * MINUTE_MS, run: demo },
];

/**
 * `filesAtOnce` null: as many as Jest thinks fit. `choose` gives `{ paths, env }` where only some
 * files of the project are wanted.
 */
function jestStage(name, { needs, filesAtOnce, choose }) {
  const workers = filesAtOnce === null ? [] : ['--maxWorkers', String(filesAtOnce)];
  return {
    name,
    needs,
    limitMs: 12 * MINUTE_MS,
    run: (context) => {
      const { paths = [], env } = choose?.() ?? {};
      const only = paths.length === 0 ? [] : ['--runTestsByPath', ...paths];
      const changed = { ...context, env: { ...context.env, ...env } };
      return jest(changed, { project: name, args: [...workers, ...only] });
    },
  };
}

/** Those that every change is held against; all of them take an hour (`npm run faults -- all`). */
function fastFaults() {
  const ids = chooseFaults('fast');
  return { paths: [...otherSpecs(), ...filesOf(ids)], env: { FAULT_IDS: ids.join() } };
}

async function jest(context, { project, args: more }) {
  const folder = mkdtempSync(join(tmpdir(), 'closeby-jest-'));
  try {
    const report = join(folder, 'report.json');
    const program = join(context.dir, 'node_modules/jest/bin/jest.js');
    const args = ['--selectProjects', project, '--json', '--outputFile', report, ...more];
    const reasons = join(folder, 'not-run.jsonl');
    const env = { ...context.env, NOT_RUN_FILE: reasons };
    const code = await show({ ...context, env }, process.execPath, [program, ...args]);
    const counted = countJest(readJson(report), code, project);
    return { ...counted, notRun: [...counted.notRun, ...saidNotRun(reasons)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What tests said of themselves that cannot be run here, one `{ count, why }` a line. */
function saidNotRun(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/**
 * What a Jest report says, with nothing lost: files that could not be loaded, a run that ended
 * badly without a failed test, and one without any test, are failures; skipped tests were not run.
 */
export function countJest(report, code, project) {
  if (report === null) return { passed: 0, failed: 1, notRun: [] };
  const passed = report.numPassedTests;
  let failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  if (failed === 0 && (code !== 0 || report.numTotalTests === 0)) failed = 1;
  const skipped = report.numPendingTests + report.numTodoTests;
  const notRun = skipped === 0 ? [] : [{ count: skipped, why: `skipped in ${project}` }];
  return { passed, failed, notRun };
}

function npmScript(name) {
  return async (context) => one(await npm(context, name));
}

/** The committed documents of the interface are what the schemas give. */
async function generated(context) {
  const code = await npm(context, 'generate', ['--check']);
  if (code !== 0) say('the documents have drifted from the schemas; run: npm run generate');
  return one(code);
}

/** The smoke run: real server, simulated people, and no incident lost. */
async function demo(context) {
  const script = join(context.dir, 'scripts/demo.mjs');
  const args = [script, ...DEMO_ARGUMENTS];
  const result = await capture(process.execPath, args, spawnOptions(context));
  process.stderr.write(`${result.stderr}${result.stdout}`);
  const last = result.stdout.trimEnd().split('\n').at(-1) ?? '';
  const fine = result.code === 0 && /^DEMO incidents=10 lost=0 /.test(last);
  if (!fine) say(`the demo's last line must begin with: DEMO incidents=10 lost=0 (got "${last}")`);
  return one(fine ? 0 : 1);
}

function one(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, notRun: [] };
}

function npm(context, script, args = []) {
  const [command, first] = npmCommand();
  return show(context, command, [...first, 'run', '--silent', script, '--', ...args]);
}

/** Runs a program whose output the reader sees, and resolves its exit code. */
async function show(context, command, args) {
  if (context.quiet) {
    const { code, stdout, stderr } = await capture(command, args, spawnOptions(context));
    const text = `${stdout}${stderr}`.trim();
    if (text !== '') say(text);
    return code;
  }
  const options = { ...spawnOptions(context), stdio: ['ignore', 'inherit', 'inherit'] };
  const child = context.guard.spawn(command, args, options);
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function spawnOptions({ dir, env, guard }) {
  return { cwd: dir, env, guard };
}
