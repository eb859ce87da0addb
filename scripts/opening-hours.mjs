/**
 * `npm run opening-hours [-- --instants N --seed S]`: every opening_hours string of the Zurich
 * registers, compiled as at import, against the package opening_hours run alone in a process of the
 * AEDs' own zone, at N moments each (1,000): around midnight, where the clocks change, on public
 * holidays and at any time. Ends with exit code 1 where they disagree.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

import { build } from './build.mjs';
import { PROJECT } from './lib/project.mjs';
import { runMain, say } from './lib/terminal.mjs';

const STRINGS = join(PROJECT, 'data/opening-hours/zurich.csv');
const ORACLE = join(import.meta.dirname, 'opening-hours-oracle.mjs');
const ZONE = 'Europe/Zurich';
const REGION = 'Zürich';
const COLUMNS = { required: ['kind', 'opening_hours', 'occurrences_over_files'], optional: [] };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Hours are compiled then; the year after it holds both changes of the clocks. */
const COMPILED_AT = Date.parse('2026-01-15T12:00:00Z');
const CLOCK_CHANGES = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'].map(Date.parse);
/** Public holidays of the canton of Zurich, at midnight there in winter. */
const HOLIDAYS = [
  ...['2026-04-03', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-24'],
  ...['2026-05-25', '2026-08-01', '2026-09-20', '2026-12-25', '2026-12-26', '2027-01-01'],
].map((date) => Date.parse(`${date}T00:00:00+01:00`));
const DAYS_AHEAD = 395;
/** Moments shown of a string whose intervals disagree. */
const SHOWN_MAX = 5;

await runMain(async (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      instants: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
  });
  await build();
  // Wall times are handed over as local dates, which UTC has all of.
  process.env.TZ = 'UTC';
  const ours = createRequire(join(PROJECT, 'dist/'));
  const { readCsv } = ours('./apps/server/src/csv.js');
  const { CompileHours } = ours('./libs/adapters/src/opening-hours/compile-hours.js');
  const { openAt } = ours('./libs/core/src/hours.js');

  const random = seeded(Number(values.seed));
  const strings = readCsv(readFileSync(STRINGS, 'utf8'), COLUMNS).map(({ values: row }) => {
    const instants = Array.from({ length: Number(values.instants) }, (_, i) => momentOf(i, random));
    return { text: row.opening_hours, instants };
  });
  const answers = await askAlone(strings);

  const counts = compare(strings, answers, { compiler: new CompileHours(), openAt });
  const compileMs = counts.compileMs.sort((x, y) => x - y);
  console.log(
    `HOURS strings=${strings.length} instants=${strings.length * Number(values.instants)} ` +
      `agree=${counts.agree} unknown=${counts.unknown} unknown_strings=${counts.unknownStrings} ` +
      `unreadable=${counts.unreadable} disagree=${counts.disagree} ` +
      `compile_ms_p50=${compileMs[compileMs.length >> 1].toFixed(2)} seed=${values.seed}`,
  );
  if (counts.disagree > 0) process.exitCode = 1;
});

/** Compiles every string and counts at how many moments that agrees with the answers. */
function compare(strings, answers, { compiler, openAt }) {
  const counts = { agree: 0, unknown: 0, disagree: 0, unknownStrings: 0, unreadable: 0 };
  const compileMs = [];
  for (const [i, { text, instants }] of strings.entries()) {
    const began = performance.now();
    const hours = compiler.compile(text, { timeZone: ZONE, region: REGION }, COMPILED_AT);
    compileMs.push(performance.now() - began);
    const { states, doubts } = answers[i];
    if (hours.state === 'unknown') {
      const why = states === null ? 'not readable' : doubts[0];
      say(`unknown: ${JSON.stringify(text)}: ${why ?? 'without a reason'}`);
      counts.unknownStrings += 1;
      if (states === null) counts.unreadable += 1;
      counts[why === undefined ? 'disagree' : 'unknown'] += instants.length;
      continue;
    }
    const wrong = instants.filter((at, j) => openAt(hours, at) !== states?.[j]);
    counts.agree += instants.length - wrong.length;
    counts.disagree += wrong.length;
    for (const at of wrong.slice(0, SHOWN_MAX)) {
      say(`not as alone: ${JSON.stringify(text)} at ${new Date(at).toISOString()}`);
    }
  }
  return { ...counts, compileMs };
}

/** What the package says in a process whose own zone is the AEDs'. */
async function askAlone(strings) {
  const child = spawn(process.execPath, [ORACLE], {
    env: { ...process.env, TZ: ZONE },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ strings, address: { country_code: 'ch', state: REGION } }));
  const { zone, answers } = await json(child.stdout);
  if (zone !== ZONE) throw new Error(`the process ran in ${zone}`);
  return answers;
}

/** Midnights, changes of the clocks, holidays and any time, in turn; often on a full quarter. */
function momentOf(i, random) {
  const day = COMPILED_AT + Math.floor(random() * DAYS_AHEAD) * DAY_MS;
  const midnight = Math.floor(day / DAY_MS) * DAY_MS - 1.5 * HOUR_MS;
  const near = (middle, widthMs) => middle + (random() - 0.5) * widthMs;
  const rough = [
    () => near(midnight, 4 * HOUR_MS),
    () => near(pick(CLOCK_CHANGES, random), 2 * DAY_MS),
    () => near(pick(HOLIDAYS, random) + DAY_MS / 2, DAY_MS + 2 * HOUR_MS),
    () => near(day, DAY_MS),
  ][i % 4]();
  const step = pick([15 * MINUTE_MS, MINUTE_MS, 1], random);
  return Math.floor(rough / step) * step + pick([0, 0, -1], random);
}

function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

/** mulberry32. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
