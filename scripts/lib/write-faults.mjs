/** Puts what a run of the faults says into docs/faults.md and the README. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

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

const BEGIN = '<!-- faults: written by npm run faults -- all --write -->';
const END = '<!-- end of the faults -->';
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
  await between(whole, [about, wholeTable(matrix, worst)]);
  await between(readme, [about, tellingTable(matrix, worst)]);
}

function linesIn(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

/** Replaces what is between the two marks; throws where they are not there. */
async function between(file, paragraphs) {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${BEGIN} and ${END}`);
  const whole = text.slice(0, from) + [BEGIN, ...paragraphs, ''].join('\n\n') + text.slice(to);
  const config = await resolveConfig(file);
  writeFileSync(file, await format(whole, { ...config, filepath: file }));
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
