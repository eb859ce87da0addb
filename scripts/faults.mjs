/**
 * `npm run faults -- fast|all|F03[,F09] [--seed N] [--seeds N] [--minutes N] [--write]`: each fault
 * of test/fault/matrix.json against a whole Closeby in processes of its own. Prints a line that
 * begins with `FAULT` for each, of `all` also for those that no spec tries (`NOT BUILT`), and at
 * last `FAULTS run= pass= miss= not_run= seconds= seed=`. With `--write` each seed's lines are kept
 * as soon as it is through; docs/faults.md and the README's table are made of all that are kept.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from './build.mjs';
import { chooseFaults, faultsNotBuilt, filesOf, wordsOf } from './lib/faults.mjs';
import { withSeconds } from './lib/faults-table.mjs';
import { checkNode, ensureDependencies } from './lib/install.mjs';
import { PROJECT } from './lib/project.mjs';
import { runGuarded } from './lib/signals.mjs';
import { readOptions, Refusal, runMain } from './lib/terminal.mjs';
import { writeFaults } from './lib/write-faults.mjs';
import { createGuard } from './services/guard.mjs';
import { findPrograms } from './services/index.mjs';

const VALUES = ['seed', 'seeds', 'minutes'];

await runMain(async (argv) => {
  checkNode();
  const {
    rest,
    seed = '1',
    seeds = '1',
    write = false,
    ...options
  } = readOptions(argv, {
    values: VALUES,
    flags: ['write'],
    rest: true,
  });
  const asked = rest[0] ?? 'fast';
  const ids = chooseFaults(asked);
  const notBuilt = asked === 'all' ? faultsNotBuilt() : [];
  const count = Number(seeds);
  if (!Number.isInteger(count) || count < 1)
    throw new Refusal(`--seeds is ${seeds}; give a count.`);
  if (count > 1 && !/^\d+$/.test(seed)) throw new Refusal(`--seed is ${seed}; give a number.`);
  const guard = createGuard();
  const work = async () => {
    await ensureDependencies({ dir: PROJECT, guard });
    const programs = await findPrograms({ dir: PROJECT, guard });
    await build({ guard });
    let failed = 0;
    for (let nth = 0; nth < count; nth += 1) {
      const given = count === 1 ? seed : String(Number(seed) + nth);
      const lines = [];
      failed += await runAll({ ids, notBuilt, seed: given, options, guard, lines });
      if (write) await writeFaults({ lines, programs });
    }
    return failed === 0 ? 0 : 1;
  };
  process.exit(await runGuarded({ guard, work, codeWhenAsked: 130 }));
});

/** All of them by one seed, their lines added to `lines`; resolves how many were missed. */
async function runAll({ ids, notBuilt, seed, options, guard, lines }) {
  const began = Date.now();
  let newestAt = began;
  const counts = { run: 0, pass: 0, miss: 0, notRun: 0 };
  const heard = new Set();
  const print = (line) => {
    lines.push(line);
    process.stdout.write(`${line}\n`);
  };
  const take = (line) => {
    if (line.startsWith('NEMESIS ')) process.stdout.write(`${line}\n`);
    // Something that ended without a new line may stand before it.
    const [, said, id] = /(FAULT (F\d\d) .*)$/.exec(line) ?? [];
    if (id === undefined) return;
    print(withSeconds(said, Math.round((Date.now() - newestAt) / 1_000)));
    newestAt = Date.now();
    heard.add(id);
    if (/ NOT RUN /.test(said)) counts.notRun += 1;
    else counts[said.endsWith(' PASS') ? 'pass' : 'miss'] += 1;
  };
  const code = await jest({ ids, seed, options, guard }, take);
  // A file that could not be loaded has said nothing of its faults.
  for (const id of ids.filter((each) => !heard.has(each))) {
    print(`FAULT ${id} ${wordsOf(id)} seed=${seed} error="it said nothing" MISS`);
    counts.miss += 1;
  }
  for (const fault of notBuilt) print(`FAULT ${fault} NOT BUILT`);
  counts.run = counts.pass + counts.miss;
  const seconds = Math.round((Date.now() - began) / 1_000);
  const { run, pass, miss } = counts;
  const notRun = counts.notRun + notBuilt.length;
  process.stdout.write(
    `FAULTS run=${run} pass=${pass} miss=${miss} not_run=${notRun} ` +
      `seconds=${seconds} seed=${seed}\n`,
  );
  return miss + (code === 0 || miss > 0 ? 0 : 1);
}

function jest({ ids, seed, options, guard }, take) {
  const program = join(PROJECT, 'node_modules/jest/bin/jest.js');
  const args = [program, '--selectProjects', 'faults', '--runInBand', '--forceExit'];
  args.push('--runTestsByPath');
  const child = guard.spawn(process.execPath, [...args, ...filesOf(ids)], {
    cwd: PROJECT,
    env: {
      ...process.env,
      FAULT_IDS: ids.join(','),
      FAULT_SEED: seed,
      ...(options.minutes === undefined ? {} : { FAULT_MINUTES: options.minutes }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', take);
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
