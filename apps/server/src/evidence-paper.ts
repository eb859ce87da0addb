import type { EvidenceItemView, EvidenceTableView, EvidenceView } from '#contracts/evidence-api';
import type { EvidencePack } from '#flow/evidence';
import { figuresView } from '#flow/evidence-view';
import { evidenceAppendix } from './evidence-appendix';
import { escaped } from './muster-paper';
import { clockWords, momentIn, paper } from './paper';
import { columnChart, lineBar } from './paper-charts';

/** The tables of each part, in order; credentials follow the people. */
const PARTS: readonly (readonly [heading: string, tables: readonly string[]])[] = [
  ['Arrests', ['arrests', 'help', 'setting', 'age', 'policies']],
  ['Response times', ['on-scene', 'ambulance', 'against-ambulance']],
  ['Alerts', ['alerts', 'unreached', 'reached-by', 'carried', 'by-hour', 'by-distance']],
  ['Responders', ['people', 'not-alerted']],
  ['AEDs', ['aed-on-scene', 'aed-orders', 'aed-failures', 'aeds']],
];
/** Tables that are drawn as columns, with lines enough that their numbers fill a page. */
const DRAWN = ['by-hour', 'by-distance', 'people'];
const TOPICS: Readonly<Record<EvidenceItemView['topic'], string>> = {
  system: 'System',
  network: 'Network of responders',
  technology: 'Technology and algorithm',
  reporting: 'Reporting',
  aeds: 'AEDs',
};
const KEPT_BACK = 'kept back';
const NOT_KNOWN = 'not known to Closeby';

/** A pack as a report: on paper as on the screen, and it asks the network nothing. */
export function evidencePage(pack: EvidencePack): string {
  const view = figuresView(pack);
  const parts = PARTS.map(([heading, names]) => part(view, heading, names));
  return paper(`Evidence: ${view.organisation}`, [
    head(pack, view),
    keys(view),
    ...parts,
    system(view),
    method(view),
    view.release === 'public' ? '' : evidenceAppendix(pack),
  ]);
}

function head({ asked }: EvidencePack, view: EvidenceView): string {
  const at = momentIn(view.timeZone);
  const of = view.kinds === 'all' ? 'incidents of every kind' : 'cardiac arrests';
  const purpose = view.release === 'public' ? '' : `, for: ${asked.reason ?? ''}`;
  const notice =
    view.release === 'public'
      ? `<p class="notice"><b>For the public.</b> Numbers below 5 are kept back, and others where
they would come back by subtraction. There are no rows, no names and no places in it.</p>`
      : `<p class="notice"><b>Not for the public.</b> Small numbers and single arrests may point at
people. <span class="screen">Each number leads to its rows.</span><span class="print">The rows of a
number are had by its name: <code>GET /v1/evidence?figure=NAME</code>.</span></p>`;
  return `<h1>Evidence of ${escaped(view.organisation)}</h1>
<p>Actual ${of} that control reported from <b>${escaped(at(view.from))}</b> to before
<b>${escaped(at(view.to))}</b> (${escaped(view.timeZone)}).
<span class="soft">Made ${escaped(at(view.madeAt))}${escaped(purpose)}.</span></p>
${notice}`;
}

function keys(view: EvidenceView): string {
  const kept = numberOf(view, 'arrests', 'kept');
  const came = numberOf(view, 'help', 'on-scene');
  const asked = sum([kept, negative(numberOf(view, 'help', 'nobody-alerted'))]);
  const accepted = sum([came, numberOf(view, 'help', 'nobody-on-scene')]);
  const leads = view.tables.find(({ name }) => name === 'against-ambulance');
  const before = sum(
    leads?.bars
      .filter(({ name }) => name.startsWith('before'))
      .map(({ counts }) => counts[0] ?? null) ?? [],
  );
  const toScene = view.times.find(({ name }) => name === 'call-to-scene');
  const all: readonly (readonly [string, string])[] = [
    [words(kept), 'not cancelled by control'],
    [share(asked, kept), 'somebody was alerted'],
    [share(accepted, kept), 'somebody accepted'],
    [share(came, kept), 'a responder on scene'],
    [clockWords(toScene?.p50S ?? null), 'median from call to scene, min'],
    [share(before, came), 'of those before the ambulance was expected'],
  ];
  const shown = all.map(([value, says]) => `<div><b>${value}</b>${says}</div>`).join('\n');
  return `<div class="keys">${shown}</div>`;
}

function part(view: EvidenceView, heading: string, names: readonly string[]): string {
  const tables = view.tables.filter(({ name }) => names.includes(name));
  const before =
    heading === 'Response times' ? timesTable(view) + distribution(view) : evenness(view, heading);
  return `<h2>${heading}</h2>\n${before}${tables.map(tableWords).join('\n')}
${heading === 'Responders' ? network(view) : ''}`;
}

function tableWords(table: EvidenceTableView): string {
  const { title, counts: unit, columns, bars, totals } = table;
  const single = columns.length === 0;
  const isDrawn = DRAWN.includes(table.name);
  const largest = Math.max(0, ...bars.map(({ counts }) => counts[0] ?? 0));
  const heads = single ? [unit] : columns;
  const lines = bars.map((bar) => {
    const cells = bar.counts.map((count, at) => numberCell(count, bar.figures[at]));
    const drawn =
      single && !isDrawn ? `<td class="bar">${lineBar(bar.counts[0] ?? null, largest)}</td>` : '';
    return `<tr><th scope="row">${escaped(bar.says)}</th>${cells.join('')}${drawn}</tr>`;
  });
  const total = totals.map((count) => numberCell(count)).join('');
  const isLong = bars.length > 14;
  return `<section${isLong ? ' class="many"' : ''}><h3>${escaped(title)}</h3>
${isDrawn ? chartOf(table) : ''}<table><thead><tr><th></th>${heads
    .map((name) => `<th class="number" scope="col">${escaped(name)}</th>`)
    .join('')}${single && !isDrawn ? '<th></th>' : ''}</tr></thead><tbody>
${lines.join('\n')}
<tr class="total"><th scope="row">all</th>${total}${single && !isDrawn ? '<td></td>' : ''}</tr>
</tbody></table></section>`;
}

/** Who could be sent when this was made, in one table: of those registered so many have it. */
function network({ tables }: EvidenceView): string {
  const lines = tables
    .filter(({ name }) => /^(on-duty$|trained$|credential-)/u.test(name))
    .map(({ title, bars }) => {
      const cells = bars.map(({ counts }) => numberCell(counts[0] ?? null)).join('');
      return `<tr><th scope="row">${escaped(title)}</th>${cells}</tr>`;
    });
  return `<section><h3>People in the registry when this was made</h3>
<table><thead><tr><th></th><th class="number">yes</th><th class="number">no</th></tr></thead><tbody>
${lines.join('\n')}
</tbody></table></section>`;
}

function chartOf({ title, bars, columns, counts: unit }: EvidenceTableView): string {
  const series = (columns.length === 0 ? [unit] : columns).map((says, column) => ({
    ...{ says, values: bars.map(({ counts }) => counts[column] ?? null) },
  }));
  return columnChart(
    title,
    bars.map(({ says }) => says.replace(/:00$/u, '')),
    series,
  );
}

/** The first responder beside the ambulance, in the same steps. */
function distribution({ tables }: EvidenceView): string {
  const came = tables.find(({ name }) => name === 'on-scene');
  if (came === undefined) return '';
  const bars = came.bars.filter(({ name }) => name !== 'clock-wrong');
  const ambulance = tables.find(({ name }) => name === 'ambulance');
  const valuesOf = (table: EvidenceTableView): readonly (number | null)[] =>
    bars.map(({ name }) => table.bars.find((bar) => bar.name === name)?.counts[0] ?? null);
  const series = [
    { says: 'first responder on scene', values: valuesOf(came) },
    ...(ambulance === undefined
      ? []
      : [{ says: 'ambulance as control expected it', values: valuesOf(ambulance) }]),
  ];
  return columnChart(
    'Minutes from the call',
    bars.map(({ says }) => says),
    series,
  );
}

function timesTable({ times }: EvidenceView): string {
  const lines = times.map(({ says, count, p10S, p50S, p90S, figure }) => {
    const clocks = [p10S, p50S, p90S].map((s) => `<td class="number">${clockWords(s)}</td>`);
    return `<tr><th scope="row">${escaped(says)}</th>${numberCell(count, figure)}
${clocks.join('')}</tr>`;
  });
  return `<section><h3>How long it took, in minutes and seconds</h3>
<table><thead><tr><th></th><th class="number">arrests</th><th class="number">10 %</th>
<th class="number">median</th><th class="number">90 %</th></tr></thead><tbody>
${lines.join('\n')}</tbody></table></section>`;
}

function evenness({ unevenness }: EvidenceView, heading: string): string {
  if (heading !== 'Responders') return '';
  const value = unevenness === null ? KEPT_BACK : unevenness.toFixed(2);
  return `<p class="lead">How unevenly alerts fell on those who got one: <b>${value}</b>
<span class="soft">(Gini coefficient; 0 where all got as many)</span></p>`;
}

function system({ system: items }: EvidenceView): string {
  const topics = Object.entries(TOPICS).map(([topic, heading]) => {
    const lines = items
      .filter((item) => item.topic === topic)
      .map(({ item, value }) => {
        const says = value === null ? `<span class="soft">${NOT_KNOWN}</span>` : escaped(value);
        return `<tr><th scope="row">${escaped(item)}</th><td>${says}</td></tr>`;
      });
    return `<section><h3>${heading}</h3><table class="items"><tbody>
${lines.join('\n')}</tbody></table></section>`;
  });
  return `<h2>The system</h2>
<p class="soft">In the five topics of the reporting standard for first-responder systems (Müller et
al., Resuscitation 2024). Its list of 68 core and 21 further items is not repeated here; what stands
below is what Closeby can answer, and what it cannot.</p>
${topics.join('\n')}`;
}

function method({ kinds }: EvidenceView): string {
  return `<h2>How it was reckoned</h2>
<p>From the rows of the record as they stood when this was made; without exercises and tests.
${kinds === 'all' ? 'Every kind of incident is called an arrest here.' : ''}
Arrests that control cancelled are told apart; their alerts count, since phones rang. On scene and
with the patient are taps on a phone, which people forget. When the ambulance arrived, what was done
at the patient and how it ended nobody reports to Closeby: join the records by control’s reference.
Quantiles are by nearest rank over the arrests in which both moments are known; a moment before the
one it is reckoned from counts as not known.</p>`;
}

function numberCell(count: number | null, figure: string | null = null): string {
  if (count === null) return `<td class="number soft">${KEPT_BACK}</td>`;
  const isLinked = figure !== null && count > 0;
  const says = isLinked ? `<a href="#${figure.replaceAll('/', '.')}">${count}</a>` : String(count);
  return `<td class="number">${says}</td>`;
}

function numberOf(view: EvidenceView, table: string, line: string): number | null {
  const bars = view.tables.find(({ name }) => name === table)?.bars ?? [];
  return bars.find(({ name }) => name === line)?.counts[0] ?? null;
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce((all, value) => (all === null || value === null ? null : all + value), 0);
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}

function words(value: number | null): string {
  return value === null ? '–' : String(value);
}

function share(some: number | null, all: number | null): string {
  if (some === null || all === null || all === 0) return '–';
  return `${Math.round((100 * some) / all)} %`;
}
