/** The table of all benches in the README, made of the lines they print and never by hand. */
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

import { capture } from './processes.mjs';
import { PROJECT } from './project.mjs';
import { writeBetween } from './write-between.mjs';

const README = join(PROJECT, 'README.md');
const MARKS = {
  begin: '<!-- benches: written by npm run bench -- all --write -->',
  end: '<!-- end of the benches -->',
};
const SAID = 'Every bench with its limit and its peers, as one run of all of them printed it.';
const OWN = ['name', 'figure', 'unit', 'limit', 'ratio', 'low', 'high', 'rounds'];
const BYTES_PER_GIB = 2 ** 30;

/**
 * Puts the lines between the two marks of the README, below the machine and the `services` they
 * were measured on; throws where the marks are not there.
 */
export async function writeTable(lines, services) {
  const about = `${SAID} ${await machine(services)}`;
  await writeBetween(README, MARKS, [about, tableOf(lines)]);
}

/** A row for each line, with its peers and its verdict. */
export function tableOf(lines) {
  const rows = lines.map((line) => {
    const fields = fieldsOf(line);
    const verdict = /\b(PASS|MISS|NOT-RUN)$/.exec(line)?.[1] ?? '';
    const spread = 'low' in fields ? `${fields.low} … ${fields.high} (${fields.rounds})` : '';
    const beside = Object.entries(fields).filter(([name]) => !OWN.includes(name));
    const peers = beside.map(([name, value]) => `${name} ${value}`).join(', ');
    const { name, figure, unit, limit, ratio } = fields;
    return [`\`${name}\``, `${figure} ${unit}`, spread, limit, ratio, verdict, peers];
  });
  const head = ['Figure', 'Measured', 'Spread (rounds)', 'Limit', 'Ratio', '', 'Beside'];
  const cells = [head, head.map(() => '---'), ...rows];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function fieldsOf(line) {
  const pairs = [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  return Object.fromEntries(pairs);
}

/** Versions of these programs in words; `findPrograms` gives them. */
export async function versionsOf({ postgres, redis }) {
  const ask = async (program, env) => {
    const said = await capture(program, ['--version'], { env: { ...process.env, ...env } });
    return /\d+\.[\d.]+/.exec(said.stdout)?.[0] ?? 'of an unknown version';
  };
  const [database, cache] = await Promise.all([
    ask(join(postgres.bin, 'postgres'), postgres.env),
    ask(redis.program, redis.env),
  ]);
  return `PostgreSQL ${database}, Redis ${cache}`;
}

/** Which machine, which versions, when. */
async function machine(services) {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / BYTES_PER_GIB)} GiB`;
  const commit = await capture('git', ['rev-parse', '--short', 'HEAD'], { cwd: PROJECT });
  const date = new Date().toISOString().slice(0, 10);
  const model = first?.model.trim() ?? 'unknown processor';
  return (
    `${date}, commit ${commit.stdout.trim()}: ${cpus().length} cores (${model}), ${memory}, ` +
    `${type()} ${release()}, Node ${process.versions.node}, ${services}; services, server and ` +
    'clients on the same machine.'
  );
}
