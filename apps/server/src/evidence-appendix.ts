import { figureName } from '#core/evidence-table';
import type { ArrestRecordView } from '#contracts/evidence-api';
import type { EvidencePack } from '#flow/evidence';
import { arrestRows } from '#flow/evidence-view';
import { escaped } from './muster-paper';
import { momentIn } from './paper';

/** Beyond so many records the rows are left out on paper, where nobody reads them. */
const PRINTED_RECORDS_MAX = 100;
const MS_PER_S = 1_000;

/** The rows behind the numbers: which arrests each was counted from, and all arrests. */
export function evidenceAppendix(pack: EvidencePack): string {
  const isShort = pack.records.length <= PRINTED_RECORDS_MAX;
  const left = `<p class="print">The ${pack.records.length} records and the rows behind the numbers
stand in the page on the screen and in the tables (<code>part=arrests</code>).</p>`;
  return `${isShort ? '' : left}<div class="appendix${isShort ? '' : ' screen'}">
<h2>Rows behind the numbers</h2>
<p class="soft">By the numbers of the records below.</p>
<table><tbody>${behind(pack).join('\n')}</tbody></table>
<h2>Records</h2>
${records(pack)}
</div>`;
}

function behind(pack: EvidencePack): readonly string[] {
  const numbers = numbersOf(pack);
  const line = (figure: string, ids: readonly string[]): string => {
    const rows = ranges(ids.map((id) => numbers.get(id) ?? 0));
    return `<tr id="${figure.replaceAll('/', '.')}"><th scope="row">${escaped(figure)}</th>
<td>${rows}</td></tr>`;
  };
  return [
    ...pack.times.map(({ name, ids }) => line(`times/${name}`, ids)),
    ...pack.tables.flatMap((table) =>
      table.bars.flatMap((bar) =>
        bar.cells.flatMap(({ ids }, column) =>
          ids.length === 0 ? [] : [line(figureName(table, bar, column), ids)],
        ),
      ),
    ),
  ];
}

/** The number of the record that an arrest, an alert or a delivery belongs to. */
function numbersOf({ incidents }: EvidencePack): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  incidents.forEach(({ id, alerts }, at) => {
    numbers.set(id, at + 1);
    for (const alert of alerts) {
      numbers.set(alert.id, at + 1);
      for (const line of alert.deliveries) numbers.set(line.id, at + 1);
    }
  });
  return numbers;
}

/** Numbers in rising order, each once, with neighbours drawn together: `1–3, 7`. */
function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const number of sorted) {
    const last = spans.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

const SETTINGS_SHORT: Readonly<Record<ArrestRecordView['setting'], string>> = {
  'public-place': 'public',
  home: 'home',
  'care-home-with-staff': 'care home',
  unknown: '',
};
const HEADS = [
  ...['no.', 'control’s reference', 'called', 'alert', 'yes', 'en route', 'scene', 'patient'],
  ...['AED', 'amb. exp.', 'ended', 'setting', 'age', 'asked', 'came', 'not reached'],
];

function records(pack: EvidencePack): string {
  const at = momentIn(pack.organisation.timeZone, { year: false });
  const lines = arrestRows(pack).map((record, index) => {
    const cells = [String(index + 1), record.controlRef, at(record.calledAt), ...sinceCall(record)];
    const shown = cells.map((value) => `<td>${escaped(value)}</td>`);
    return `<tr>${shown.join('')}</tr>`;
  });
  return `<p class="soft">Moments are told in seconds after the call; empty is not known. Witnessed,
first rhythm, CPR, shocks, arrival of the ambulance and outcome are not known of any.</p>
<div class="scrolls"><table class="records"><thead><tr>${HEADS.map(
    (name) => `<th scope="col">${name}</th>`,
  ).join('')}</tr></thead><tbody>
${lines.join('\n')}
</tbody></table></div>`;
}

function sinceCall(record: ArrestRecordView): readonly string[] {
  const calledAt = Date.parse(record.calledAt);
  const after = (iso: string | null): string =>
    iso === null ? '' : String(Math.round((Date.parse(iso) - calledAt) / MS_PER_S));
  const { cancelledAt, closedAt, setting, ageYears, alerts, onScene, unreached } = record;
  const ended = cancelledAt === null ? after(closedAt) : `${after(cancelledAt)} cancelled`;
  return [
    ...[record.firstAlertAt, record.firstAcceptedAt, record.firstEnRouteAt].map(after),
    ...[record.firstOnSceneAt, record.firstWithPatientAt, record.aedOnSceneAt].map(after),
    ...[after(record.ambulanceExpectedAt), ended, SETTINGS_SHORT[setting]],
    ageYears === null ? '' : String(ageYears),
    ...[alerts, onScene, unreached].map(String),
  ];
}
