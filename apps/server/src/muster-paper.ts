import { createHash } from 'node:crypto';
import type { Headcount } from '#core/headcount';
import type { ListedPerson, MusterList } from '#flow/headcounts';

/** What a spreadsheet would take for a formula at the begin of a cell (OWASP, CSV injection). */
const FORMULA = /^[\s]*[=+\-@\t\r]/u;
const BYTE_ORDER_MARK = '\ufeff';

const HEADINGS = [
  ...['name', 'people', 'state', 'overdue', 'muster point', 'need', 'expected at', 'in at'],
  ...['out at', 'due out at'],
] as const;

const STATES: Readonly<Record<string, string>> = {
  expected: 'expected',
  'en-route': 'on the way',
  held: 'held back',
  'checked-in': 'IN',
  'checked-out': 'out',
};

const STYLE = `
@page { size: A4; margin: 14mm; }
body { font: 10.5pt/1.35 system-ui, sans-serif; color: #000; background: #fff; margin: 1.5em; }
h1 { font-size: 16pt; margin: 0 0 .2em; }
.exercise { border: 3pt double #000; padding: .4em; font-weight: bold; font-size: 14pt; }
table { border-collapse: collapse; width: 100%; margin: .8em 0; }
th, td { border-bottom: .5pt solid #666; padding: .25em .4em; text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.late { font-weight: bold; }
.box { width: 1.6em; }
.box span { display: inline-block; width: 1em; height: 1em; border: 1pt solid #000; }
@media print { body { margin: 0; } }
`;

/** What the page may load: its own style, known by its digest, and nothing else. */
export const PAPER_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** One line of a table that spreadsheets read (RFC 4180), in which no cell is a formula. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The list as a table, piece by piece; instants in ISO 8601. */
export async function* csvOf(list: MusterList): AsyncIterable<string> {
  const mode = list.isExercise ? 'EXERCISE' : 'actual';
  const head = [list.title, mode, new Date(list.at).toISOString(), `contact: ${list.contact}`];
  yield BYTE_ORDER_MARK + csvLine(head) + csvLine(HEADINGS);
  for await (const page of list.people())
    yield page.map((person) => csvLine(rowOf(person))).join('');
}

/** The list as a page to be printed, piece by piece; nothing on it needs network or power. */
export async function* pageOf(list: MusterList): AsyncIterable<string> {
  const at = momentIn(list.timeZone);
  yield `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Headcount: ${escaped(list.title)}</title><style>${STYLE}</style></head>
<body>
${list.isExercise ? '<p class="exercise">EXERCISE · EXERCISE · EXERCISE</p>' : ''}
<h1>${escaped(list.title)}</h1>
<p>As of <strong>${escaped(at(list.at))}</strong> (${escaped(list.timeZone)}).
Muster leader: <strong>${escaped(list.contact)}</strong></p>
${countsTable(list)}
<table><thead><tr><th class="box">✓</th><th>Name</th><th>People</th><th>State</th>
<th>Muster point</th><th>Work</th><th>Expected</th><th>In</th><th>Due out</th><th>Out</th></tr>
</thead><tbody>
`;
  for await (const page of list.people()) {
    yield page.map((person) => personRow(person, at)).join('');
  }
  yield '</tbody></table></body></html>\n';
}

function countsTable({ total, perMuster }: MusterList): string {
  const row = (name: string, count: Headcount): string => {
    const { expected, enRoute, held, in: here, out, overdue, withoutPlace } = count;
    const numbers = [here, expected, enRoute, held, out, overdue, withoutPlace];
    return `<tr><th>${escaped(name)}</th>${numbers.map((n) => `<td>${n}</td>`).join('')}</tr>`;
  };
  const all = perMuster.map(({ name, count }) => row(name, count)).join('\n');
  return `<table><thead><tr><th>People</th><th>In</th><th>Expected</th><th>On the way</th>
<th>Held back</th><th>Out</th><th>Overdue</th><th>Without a place</th></tr></thead><tbody>
${all}
${row('All', total)}
</tbody></table>`;
}

function personRow(person: ListedPerson, at: (moment: number | null) => string): string {
  const { displayName, peopleCount, muster, need, isOverdue } = person;
  const state = isOverdue ? 'IN, OVERDUE' : stateOf(person);
  const cells = [displayName, String(peopleCount), state, muster, need, at(person.etaAt)];
  const moments = [at(person.checkedInAt), at(person.dueOutAt), at(person.checkedOutAt)];
  const all = [...cells, ...moments].map((cell) => `<td>${escaped(cell)}</td>`).join('');
  return `<tr${isOverdue ? ' class="late"' : ''}><td class="box"><span></span></td>${all}</tr>\n`;
}

function rowOf(person: ListedPerson): readonly (string | number)[] {
  const { displayName, peopleCount, isOverdue, muster, need } = person;
  const moments = [person.etaAt, person.checkedInAt, person.checkedOutAt, person.dueOutAt];
  const iso = moments.map((at) => (at === null ? '' : new Date(at).toISOString()));
  const state = stateOf(person);
  return [displayName, peopleCount, state, isOverdue ? 'OVERDUE' : '', muster, need, ...iso];
}

function stateOf({ isHere, status }: ListedPerson): string {
  return isHere ? 'HERE, no place' : (STATES[status] ?? status);
}

function csvCell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Day and minute where the organisation is. */
function momentIn(timeZone: string): (moment: number | null) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' },
  });
  return (moment) => (moment === null ? '' : format.format(moment));
}

/** Text as it may stand in a page, also between quotation marks. */
export function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  };
  return text.replace(/[&<>"']/gu, (sign) => names[sign] ?? sign);
}
