/** Puts what a run of the faults says into docs/faults.md and the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { counted, mergeLines, tellingTable, wholeTable, worstOfSeeds } from './faults-table.mjs';
import { readJson } from './files.mjs';
import { capture } from './processes.mjs';
import { PROJECT } from './project.mjs';

const BEGIN = '<!-- faults: written by npm run faults -- all --write -->';
const END = '<!-- end of the faults -->';
const BYTES_PER_GIB = 2 ** 30;

/**
 * Writes the tables of these lines, which may be of several seeds. Of a run of `all` they are all
 * there is; of a few faults they replace the rows of those, and the others stay.
 *
 * @param programs what `findPrograms` found
 */
export async function writeFaults({ lines, isAll, programs, dir = PROJECT }) {
  const matrix = readJson(join(dir, 'test/fault/matrix.json'), {});
  const [whole, readme] = [join(dir, 'docs/faults.md'), join(dir, 'README.md')];
  const { date, commit, machine } = await described(dir, programs);
  const worst = worstOfSeeds(lines).map((line) =>
    line.replace(/^FAULT \S+ \S+/, (start) => `${start} date=${date} commit=${commit}`),
  );
  const kept = isAll ? worst : mergeLines(keptLines(readFileSync(whole, 'utf8')), worst);
  const about = `${machine} ${counted(matrix, kept)}`;
  const printed = ['```text', ...kept, '```'].join('\n');
  await between(whole, [about, wholeTable(matrix, kept), 'The lines as printed:', printed]);
  await between(readme, [about, tellingTable(matrix, kept)]);
}

/** The lines that the last runs have left in the document. */
function keptLines(text) {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  return text
    .slice(from, to)
    .split('\n')
    .filter((line) => /^FAULT F\d\d /.test(line));
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

/** When, of which state, on which machine, on which versions. */
async function described(dir, { postgres, redis }) {
  const { stdout } = await capture('git', ['rev-parse', '--short', 'HEAD'], { cwd: dir });
  const [commit, date] = [stdout.trim() || 'unknown', new Date().toISOString().slice(0, 10)];
  const said = await capture(redis.program, ['--version'], { env: redis.env });
  const version = /v=([\d.]+)/.exec(said.stdout)?.[1] ?? 'of unknown version';
  const memory = `${Math.round(totalmem() / BYTES_PER_GIB)} GiB`;
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const machine =
    `${date}, commit ${commit}: ${cpus().length} cores (${model}), ${memory}, ` +
    `Node ${process.versions.node}, PostgreSQL ${postgres.major}, Redis ${version}; servers, ` +
    'services, phones and control on the same machine.';
  return { date, commit, machine };
}
