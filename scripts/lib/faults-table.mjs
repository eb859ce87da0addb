/**
 * What runs of the faults say, as tables: every fault in docs/faults.md, the most telling ones in
 * the README. Both are made of the lines that the runs print and never by hand;
 * docs/figures/faults.txt keeps the newest line of each fault and seed with its commit, since five
 * seeds of all faults take longer than one sitting.
 */
const VERDICT = / (PASS|MISS|NOT RUN(?: .*)?|NOT BUILT)$/;
const FIELD = /(\w+)=("[^"]*"|\S+)/g;
/** What compares ledger and record, one count each; test/fault/support/check.ts. */
const INVARIANTS = new Set([
  ...['lost_incidents', 'lost_alerts', 'duplicate_rings', 'over_accept', 'lost_accepts'],
  ...['phantom_accepts', 'ghost_alerts', 'state_regressions', 'gaps', 'stale_dispatch'],
  ...['cross_tenant', 'audit_breaks', 'unaccounted'],
]);
/** Not figures of the fault. */
const OTHERS = new Set(['seed', 'seconds', 'date', 'commit', 'error', 'missed_by']);
/** Seeds sort as numbers do. */
const SEED_DIGITS = 6;
const RANGE = '..';
const WORST_FIRST = ['MISS', 'PASS', 'NOT RUN', 'NOT BUILT'];

/** The line with how long the fault took, before its verdict; as it is where nothing was tried. */
export function withSeconds(line, seconds) {
  return line.replace(/ (PASS|MISS)$/, ` seconds=${seconds} $1`);
}

/** `{ id, words, fields, verdict, why }` of a line; `fields` in the order they were printed. */
export function readLine(line) {
  const [, id, words] = /^FAULT (F\d\d) (\S+)/.exec(line) ?? [];
  const said = VERDICT.exec(line)?.[1] ?? 'MISS';
  const verdict = WORST_FIRST.find((each) => said.startsWith(each));
  const told = line.slice(0, line.length - said.length);
  const fields = new Map([...told.matchAll(FIELD)].map(([, name, value]) => [name, value]));
  return { id, words, fields, verdict, why: said.slice(verdict.length).trim() };
}

/**
 * One line for each fault, in order, of lines that may be of several seeds: the worst verdict, and
 * of figures that differ the lowest and the highest, as `900..1480`.
 */
export function worstOfSeeds(lines) {
  const byId = new Map();
  for (const line of lines) {
    const { id } = readLine(line);
    byId.set(id, [...(byId.get(id) ?? []), line]);
  }
  return [...byId].sort(([a], [b]) => a.localeCompare(b)).map(([, each]) => merged(each));
}

function merged(lines) {
  if (lines.length === 1) return lines[0];
  const all = lines.map(readLine);
  const [first] = all;
  const verdict = WORST_FIRST.find((each) => all.some((one) => one.verdict === each));
  const names = [...new Set(all.flatMap(({ fields }) => [...fields.keys()]))];
  const fields = names.map((name) => {
    const values = all.map((one) => one.fields.get(name)).filter((value) => value !== undefined);
    return `${name}=${name === 'seed' ? values.join(',') : lowToHigh(values)}`;
  });
  const missed = all.filter((one) => one.verdict === 'MISS').map((one) => one.fields.get('seed'));
  const some = missed.length > 0 && missed.length < all.length;
  const why = verdict.startsWith('NOT') ? first.why : '';
  const [before, after] = [
    ['FAULT', first.id, first.words],
    [verdict, why],
  ];
  const blame = some ? [`missed_by=${missed.join(',')}`] : [];
  return [...before, ...fields, ...blame, ...after].join(' ').trim();
}

function lowToHigh(values) {
  const different = [...new Set(values)];
  if (different.length === 1) return different[0];
  const numbers = different.map(Number);
  if (numbers.some(Number.isNaN)) return different.join('|').replaceAll('"|"', '; ');
  return `${Math.min(...numbers)}${RANGE}${Math.max(...numbers)}`;
}

/** The kept lines with those of the same fault and seed replaced, in order. */
export function mergeLines(kept, lines) {
  const byRun = new Map([...kept, ...lines].map((line) => [runOf(line), line]));
  return [...byRun].sort(([a], [b]) => a.localeCompare(b)).map(([, line]) => line);
}

function runOf(line) {
  const { id, fields } = readLine(line);
  return `${id} ${(fields.get('seed') ?? '').padStart(SEED_DIGITS)}`;
}

/** The days and commits that lines are of, in one half sentence. */
export function whenOf(lines) {
  const told = (name) => [
    ...new Set(lines.map((line) => readLine(line).fields.get(name)).filter(Boolean)),
  ];
  const days = told('date').sort();
  const commits = told('commit');
  const when = days.length < 2 ? days.join('') : `${days[0]} to ${days.at(-1)}`;
  return `${when}, ${commits.length === 1 ? 'commit' : 'commits'} ${commits.join(', ')}`;
}

/** Every fault of the list: what is done, the figures, the verdict, and what the usual parts do. */
export function wholeTable(matrix, lines) {
  const byId = new Map(lines.map((line) => [readLine(line).id, readLine(line)]));
  const rows = Object.entries(matrix).map(([id, { does, stock }]) => {
    const read = byId.get(id);
    if (read === undefined) return [id, does, '', '', '', 'not run yet', stock];
    const { fields } = read;
    const [seconds, seed] = [fields.get('seconds'), fields.get('seed') ?? ''];
    const took = seconds === undefined ? '' : ranged(seconds);
    return [id, does, figuresOf(read), took, seed, verdictOf(read), stock];
  });
  const head = ['', 'What is done', 'Closeby', 's', 'Seed', '', 'The usual parts'];
  return table(head, rows);
}

/** Only those with a sentence of their own in the list, with its figures put in. */
export function tellingTable(matrix, lines) {
  const byId = new Map(lines.map((line) => [readLine(line).id, readLine(line)]));
  const telling = Object.entries(matrix).filter(([, { tells }]) => tells !== undefined);
  const rows = telling.map(([id, { does, stock, tells }]) => {
    const read = byId.get(id);
    return [id, does, read === undefined ? 'not run yet' : inWords(tells, read), stock];
  });
  return table(['', 'What is done', 'Closeby', 'The usual parts'], rows);
}

/** How the kept faults ended, in one sentence. */
export function counted(matrix, lines) {
  const verdicts = lines.map((line) => readLine(line).verdict);
  const of = (verdict) => verdicts.filter((each) => each === verdict).length;
  const rest = Object.keys(matrix).length - of('PASS') - of('MISS');
  const seconds = lines.map((line) => highest(readLine(line).fields.get('seconds') ?? '0'));
  const minutes = Math.round(seconds.reduce((sum, each) => sum + Number(each), 0) / 60);
  return (
    `Of ${Object.keys(matrix).length} faults ${of('PASS')} kept to their bars, ` +
    `${of('MISS')} missed one, ${rest} were not run; ${minutes} minutes for one seed.`
  );
}

/** The sentence of a fault with `{name}` replaced by the worst value of that figure. */
function inWords(tells, read) {
  const { fields, verdict } = read;
  if (verdict.startsWith('NOT')) return verdictOf(read);
  const text = tells.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const value = fields.get(name);
    if (value === undefined) return 'not measured';
    return withUnit(name, name.endsWith('_percent') ? lowest(value) : highest(value));
  });
  return verdict === 'MISS' ? `${text} **MISS**` : text;
}

function figuresOf({ fields, verdict }) {
  if (verdict.startsWith('NOT')) return '';
  const entries = [...fields].filter(([name]) => !OTHERS.has(name));
  const checked = entries.filter(([name]) => INVARIANTS.has(name));
  const own = entries.filter(([name]) => !INVARIANTS.has(name));
  const broken = checked.filter(([, value]) => value !== '0');
  const told = [...own, ...broken].map(([name, value]) => `\`${name}\` ${ranged(value)}`);
  if (checked.length > 0 && broken.length === 0) told.push(`${checked.length} invariants 0`);
  return told.join(', ');
}

function verdictOf({ verdict, why, fields }) {
  const error = fields.get('error')?.replaceAll('"', '');
  if (verdict === 'MISS') {
    const by = fields.get('missed_by');
    const miss = by === undefined ? '**MISS**' : `**MISS** by ${by}`;
    return error === undefined ? miss : `${miss}: ${error}`;
  }
  return why === '' ? verdict : `${verdict}: ${why}`;
}

/** Milliseconds from a second on as seconds; thousands apart. */
function withUnit(name, value) {
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  if (!name.endsWith('_ms')) return number.toLocaleString('en');
  return number < 1_000 ? `${Math.round(number)} ms` : `${(number / 1_000).toFixed(1)} s`;
}

function lowest(value) {
  return value.split(RANGE)[0];
}

function highest(value) {
  return value.split(RANGE).at(-1);
}

function ranged(value) {
  if (Number.isNaN(Number(lowest(value)))) return value === 'none' ? value : `\`${value}\``;
  const parts = value.split(RANGE).map((part) => {
    return /^\d{4,}$/.test(part) ? Number(part).toLocaleString('en') : part;
  });
  return parts.join(' to ');
}

function table(head, rows) {
  const cells = [head, head.map(() => '---'), ...rows];
  const safe = (text) => text.replaceAll('|', '\\|');
  return cells.map((row) => `| ${row.map(safe).join(' | ')} |`).join('\n');
}
