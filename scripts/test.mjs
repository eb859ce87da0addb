/**
 * `npm test`: everything CI checks, from a fresh clone, on throw-away services. Options after
 * `--`: --long (more repetitions), --only STAGE[,STAGE], --allow-missing (what this machine cannot
 * run does not fail the rest), --system. The last line is `N passed, N failed`.
 */
import { build } from './build.mjs';
import { serviceEnv } from './lib/application.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { SOURCE_STAGES, TEST_STAGES } from './lib/stages.mjs';
import { readOptions, Refusal, runMain, say } from './lib/terminal.mjs';
import { findChromium } from './services/chromium.mjs';
import { createGuard } from './services/guard.mjs';
import { startServices } from './services/index.mjs';

const PREPARATIONS = ['install', 'services', 'build'];
const FLAGS = ['long', 'allow-missing', 'system'];

await runMain(async (argv) => {
  const options = readOptions(argv, { flags: FLAGS, values: ['only'] });
  const chosen = choose(options.only);
  const guard = createGuard();
  const rows = [];
  const code = await runGuarded({
    guard,
    work: async () => {
      await runAll({ options, chosen, guard, rows });
      return 0;
    },
    codeWhenAsked: 130,
  });
  const failed = summarise(rows, options['allow-missing'] === true, code);
  process.exit(code === 0 && failed > 0 ? 1 : code);
});

function choose(only) {
  const all = [...SOURCE_STAGES, ...TEST_STAGES];
  if (only === undefined) return all;
  const names = only.split(',');
  const known = [...PREPARATIONS, ...all.map(({ name }) => name)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Refusal(`there is no stage "${unknown}"; stages are ${known.join(', ')}.`);
  }
  return all.filter(({ name }) => names.includes(name));
}

async function runAll({ options, chosen, guard, rows }) {
  const { env, chromium } = await prepare({ options, chosen, guard, rows });
  const context = { dir: PROJECT, guard, env, chromium, long: options.long === true };
  const run = (stage, quiet) => runStage(stage, { ...context, quiet }, rows);
  const tests = chosen.filter((stage) => TEST_STAGES.includes(stage));
  const beside = async () => {
    const alone = tests[0]?.name !== 'unit';
    for (const stage of chosen.filter((each) => SOURCE_STAGES.includes(each))) {
      await run(stage, !alone);
    }
  };
  // On two cores the checks of the sources cost nearly nothing beside the unit tests, but would
  // disturb the figures of what runs against the clock.
  const first = tests[0]?.name === 'unit' ? [tests.shift()] : [];
  await Promise.all([beside(), ...first.map((stage) => run(stage, false))]);
  for (const stage of tests) await run(stage, false);
}

/** Install, services and build; resolves the environment of the tests. A failure ends the run. */
async function prepare({ options, chosen, guard, rows }) {
  const timed = async (name, work) => {
    const began = Date.now();
    const row = { name, passed: 0, failed: 1, notRun: [] };
    rows.push(row);
    try {
      const value = await work();
      Object.assign(row, { passed: 1, failed: 0 });
      return value;
    } finally {
      row.seconds = (Date.now() - began) / 1000;
    }
  };
  const wanted = (need) => chosen.some(({ needs }) => needs.includes(need));
  const services = async () => {
    const [urls, chromium] = await Promise.all([
      wanted('services')
        ? startServices({ dir: PROJECT, throwaway: true, system: options.system, guard })
        : {},
      wanted('chromium') ? lookForChromium(options, guard) : null,
    ]);
    return { urls, chromium };
  };
  const installAndBuild = async () => {
    await timed('install', async () => {
      checkNode();
      await ensureDependencies({ dir: PROJECT, guard });
    });
    await timed('build', () => build({ guard }));
  };
  const [, { urls, chromium }] = await Promise.all([
    installAndBuild(),
    timed('services', services),
  ]);
  return { env: testEnv(options, urls, chromium), chromium };
}

async function lookForChromium({ system }, guard) {
  try {
    return await findChromium({ dir: PROJECT, system, guard });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { missing: error.message };
  }
}

function testEnv(options, urls, chromium) {
  const env = { ...process.env, ...serviceEnv(urls), NODE_ENV: 'test' };
  if (options.long) env.TEST_LONG = '1';
  if (chromium?.executablePath) {
    env.CHROMIUM_PATH = chromium.executablePath;
    env.CHROMIUM_ENV_JSON = JSON.stringify(chromium.env);
  }
  return env;
}

async function runStage(stage, context, rows) {
  if (!context.quiet) say(`\n== ${stage.name}`);
  const began = Date.now();
  const row = { name: stage.name, passed: 0, failed: 0, notRun: [] };
  rows.push(row);
  const missing = stage.needs.includes('chromium') ? context.chromium?.missing : undefined;
  if (missing !== undefined) row.notRun.push({ count: 1, why: `${stage.name}: ${missing}` });
  else Object.assign(row, await withLimit(stage, context));
  row.seconds = (Date.now() - began) / 1000;
  if (context.quiet) say(`== ${stage.name}: ${row.failed === 0 ? 'passed' : 'FAILED'}`);
}

/** A stage that hangs is a failed stage: what it started is killed at its limit. */
async function withLimit(stage, context) {
  const started = new Set();
  const spawn = (...args) => {
    const child = context.guard.spawn(...args);
    started.add(child);
    return child;
  };
  let late = false;
  const limit = () => {
    late = true;
    say(`${stage.name} took longer than ${stage.limitMs / 60_000} minutes and is ended`);
    for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
  };
  const timer = context.long ? undefined : setTimeout(limit, stage.limitMs);
  try {
    const counted = await stage.run({ ...context, guard: { ...context.guard, spawn } });
    return late ? { ...counted, failed: Math.max(1, counted.failed) } : counted;
  } catch (error) {
    say(error.stack);
    return { passed: 0, failed: 1, notRun: [] };
  } finally {
    clearTimeout(timer);
  }
}

/** Prints the table and the last line; returns the number of failures. */
function summarise(rows, allowMissing, code) {
  const notRun = rows.flatMap((row) => row.notRun);
  const sum = (pick) => rows.reduce((total, row) => total + pick(row), 0);
  const missing = notRun.reduce((total, { count }) => total + count, 0);
  let failed = sum((row) => row.failed) + (allowMissing ? 0 : missing);
  if (code !== 0) failed = Math.max(1, failed);
  const lines = [
    '',
    `${'stage'.padEnd(12)}${'seconds'.padStart(9)}${'passed'.padStart(8)}  failed`,
  ];
  for (const row of rows) {
    const seconds = (row.seconds ?? 0).toFixed(1).padStart(9);
    const failures = String(row.failed).padStart(8);
    lines.push(`${row.name.padEnd(12)}${seconds}${String(row.passed).padStart(8)}${failures}`);
  }
  for (const { count, why } of notRun) lines.push(`NOT RUN ${count}: ${why}`);
  lines.push(`${sum((row) => row.passed)} passed, ${failed} failed`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return failed;
}
