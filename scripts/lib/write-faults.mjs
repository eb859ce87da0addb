/** Puts what a run of the faults says into docs/faults.md and the README. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import {
  counted,
  mergeLines,
  tellingTable,
  whenOf,
  wholeTable,
  worstOfSeeds,
} from './faults-table.mjs';
import { readJson } from './files.mjs';
import { capture } from './processes.mjs';
import { PROJECT } from './project.mjs';
import { writeBetween } from './write-between.mjs';

const MARKS = {
  begin: '<!-- faults: written by npm run faults -- all --write -->',
  end: '<!-- end of the faults -->',
};
const BYTES_PER_GIB = 2 ** 30;

/**
 * Keeps these lines, which may be of several seeds, in docs/figures/faults.txt, each with its day
 * and commit in place of the one of the same fault and seed, and makes the tables of all that are
 * kept.
 *
 * @param programs what `findPrograms` found
 */
export async function writeFaults({ lines, programs, dir = PROJECT }) {
  const matrix = readJson(join(dir, 'test/fault/matrix.json'), {});
  const [whole, readme, file] = [
    join(dir, 'docs/faults.md'),
    join(dir, 'README.md'),
    join(dir, 'docs/figures/faults.txt'),
  ];
  const stamp = await stampOf(dir);
  const stamped = lines.map((line) => line.replace(/^FAULT \S+ \S+/, (start) => start + stamp));
  const kept = mergeLines(linesIn(file), stamped);
  writeFileSync(file, `${kept.join('\n')}\n`);
  const worst = worstOfSeeds(kept);
  const about = `${whenOf(kept)}: ${await machineOf(programs)} ${counted(matrix, worst)}`;
  await writeBetween(whole, MARKS, [about, wholeTable(matrix, worst)]);
  await writeBetween(readme, MARKS, [about, tellingTable(matrix, worst)]);
}

function linesIn(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

/** Of which day and state. */
async function stampOf(dir) {
  const { stdout } = await capture('git', ['rev-parse', '--short', 'HEAD'], { cwd: dir });
  const date = new Date().toISOString().slice(0, 10);
  return ` date=${date} commit=${stdout.trim() || 'unknown'}`;
}

/** On which machine, on which versions. */
async function machineOf({ postgres, redis }) {
  const said = await capture(redis.program, ['--version'], { env: redis.env });
  const version = /v=([\d.]+)/.exec(said.stdout)?.[1] ?? 'of unknown version';
  const memory = `${Math.round(totalmem() / BYTES_PER_GIB)} GiB`;
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return (
    `${cpus().length} cores (${model}), ${memory}, ` +
    `Node ${process.versions.node}, PostgreSQL ${postgres.major}, Redis ${version}; servers, ` +
    'services, phones and control on the same machine.'
  );
}
