import type { KeptField } from '#core/control-format';
import { MAPPED_OPS, type MappedOp } from '#core/control-mapping';
import { cut } from '#core/control-mapping-kept';
import { mappedPlace } from '#core/control-mapping-place';
import { decimalOf, plainText, type MappedValue } from '#core/control-mapping-value';
import { readCsvLines, type CsvTable, type CsvValues } from '#core/csv-lines';

/** Columns of a dropped file in their order of reading; all others are kept and shown. */
export const DROP_COLUMNS = [
  ...(['op', 'controlRef', 'version', 'sentAt', 'kind', 'priority', 'mode'] as const),
  ...(['lat', 'lon', 'place', 'placeAccuracyM', 'address', 'notesForResponders'] as const),
  ...(['calledAt', 'ambulanceEtaAt', 'determinantCode', 'hazards', 'patientAgeYears'] as const),
  ...(['setting', 'acceptOutsideArea', 'reason'] as const),
];
export type DropColumn = (typeof DROP_COLUMNS)[number];

/** One line in our words, before it is checked as a message of ours. */
export interface DroppedStep {
  readonly line: number;
  readonly op: MappedOp;
  readonly controlRef: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly kept: readonly KeptField[];
}

/** Why a line is not taken. */
export interface DroppedFault {
  readonly line: number;
  /** Its name; the number of the column where it has none; empty where it is the whole line. */
  readonly column: string;
  readonly controlRef: string;
  readonly says: string;
}

/** Lines of one file; more is no file of incidents. */
export const DROPPED_LINES_MAX = 2_000;
const NUMBERS = ['version', 'placeAccuracyM', 'patientAgeYears'] as const;
const MOMENTS = ['sentAt', 'calledAt', 'ambulanceEtaAt'] as const;
const TEXTS = ['kind', 'priority', 'mode', 'determinantCode', 'setting', 'reason'] as const;
/** Free texts, and how long they may be: a longer one is cut, and kept whole besides. */
const LENGTHS = { address: 200, notesForResponders: 2_000 } as const;
const END_COLUMNS: readonly string[] = ['version', 'sentAt', 'reason'];

/** A file as its lines; a fault where the whole of it cannot be read. */
export function droppedTable(text: string): CsvTable | DroppedFault {
  const table = readCsvLines(text, DROPPED_LINES_MAX);
  const names = table.heading.map(columnOf);
  const fault = (column: string, says: string): DroppedFault => {
    return { line: 1, column, controlRef: '', says };
  };
  if (!names.includes('controlRef')) return fault('controlRef', 'the column is missing');
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) return fault(twice, 'the column is there twice');
  if (table.hasMore) {
    return fault('', `the file has more than ${DROPPED_LINES_MAX} lines`);
  }
  return { ...table, heading: names };
}

/**
 * What one line of a table asks for. An empty value says nothing. Where semicolons or tabs part
 * the values, a comma may stand before a fraction.
 *
 * @param isWhole whether the file is known to have come whole: else a last line without a line end
 *   may have been cut off within a number, and is not taken
 */
export function droppedStep(
  line: CsvValues,
  { heading }: Pick<CsvTable, 'heading'>,
  isWhole: boolean,
): DroppedStep | DroppedFault {
  const values = new Map<string, string>();
  line.values.forEach((value, at) => {
    if (value !== '') values.set(heading[at] ?? '', value);
  });
  const controlRef = (values.get('controlRef') ?? '').slice(0, 120);
  const fault = (column: string, says: string): DroppedFault => {
    return { line: line.line, column, controlRef, says };
  };
  if (line.values.length !== heading.length) {
    return fault('', `has ${line.values.length} values and not ${heading.length}`);
  }
  if (!line.ends && !isWhole) {
    return fault('', 'may have been cut off: no line end follows it');
  }
  const said = (values.get('op') ?? 'raise').toLowerCase();
  const op = MAPPED_OPS.find((one) => one === said);
  if (op === undefined) return fault('op', `must be one of ${MAPPED_OPS.join(', ')}`);
  const isEnding = op === 'close' || op === 'cancel';
  const read = isEnding
    ? fieldsOf(new Map([...values].filter(([name]) => END_COLUMNS.includes(name))))
    : fieldsOf(new Map([...values].filter(([name]) => isTaken(name, op))));
  if ('says' in read) return fault(read.column, read.says);
  const kept = keptOf(values, line.line);
  return { line: line.line, op, controlRef, fields: read.fields, kept };
}

function isTaken(name: string, op: MappedOp): boolean {
  return name !== 'reason' && (op === 'raise' || name !== 'mode');
}

type Fields =
  | { readonly fields: Readonly<Record<string, unknown>> }
  | { readonly column: string; readonly says: string };

function fieldsOf(values: ReadonlyMap<string, string>): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of TEXTS) if (values.has(name)) fields[name] = values.get(name);
  for (const [name, lengthMax] of Object.entries(LENGTHS)) {
    const text = plainText(values.get(name) ?? '');
    if (text !== '') fields[name] = text.length > lengthMax ? cut(text, lengthMax) : text;
  }
  for (const name of NUMBERS) {
    const text = values.get(name);
    const number = text === undefined ? 0 : decimalOf(text);
    if (number === null) return { column: name, says: 'is no number' };
    if (text !== undefined) fields[name] = number;
  }
  for (const name of MOMENTS) {
    const text = values.get(name);
    if (text !== undefined) fields[name] = text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
  }
  const hazards = values.get('hazards')?.split(/[\s;,|]+/);
  if (hazards !== undefined) fields['hazards'] = hazards.filter((one) => one !== '');
  const insists = values.get('acceptOutsideArea')?.toLowerCase();
  if (insists !== undefined && !['yes', 'no', 'true', 'false'].includes(insists)) {
    return { column: 'acceptOutsideArea', says: 'must be yes or no' };
  }
  if (insists !== undefined) fields['acceptOutsideArea'] = insists === 'yes' || insists === 'true';
  return withPlace(fields, values);
}

function withPlace(fields: Record<string, unknown>, values: ReadonlyMap<string, string>): Fields {
  const [lat, lon, typed] = ['lat', 'lon', 'place'].map((name) => values.get(name));
  if ((lat === undefined) !== (lon === undefined)) {
    return { column: lat === undefined ? 'lat' : 'lon', says: 'is missing beside the other' };
  }
  const value = (path: string, text: string): MappedValue => ({ path, texts: [text] });
  const place = mappedPlace(
    new Map([
      ...(lat === undefined ? [] : [['lat', value('lat', lat)] as const]),
      ...(lon === undefined ? [] : [['lon', value('lon', lon)] as const]),
      ...(typed === undefined ? [] : [['grid', value('place', typed)] as const]),
    ]),
    'lat-lon',
  );
  if (!place.ok) {
    const { field = 'place', detail } = place.problem;
    return { column: field, says: detail.replace(`${field}: `, '') };
  }
  if (place.value === null) return { fields };
  const { lat: north, lon: east, accuracyM } = place.value;
  const given = fields['placeAccuracyM'];
  const known = typeof given === 'number' && given >= (accuracyM ?? 0) ? given : accuracyM;
  return {
    fields: {
      ...fields,
      place: { type: 'Point', coordinates: [east, north] },
      ...(known === null ? {} : { placeAccuracyM: known }),
    },
  };
}

/** Columns that are none of ours, and texts that were cut. */
function keptOf(values: ReadonlyMap<string, string>, line: number): readonly KeptField[] {
  const known: readonly string[] = DROP_COLUMNS;
  return [...values]
    .filter(([name, value]) => {
      const lengthMax = name in LENGTHS ? LENGTHS[name as keyof typeof LENGTHS] : Infinity;
      return name !== '' && (!known.includes(name) || value.length > lengthMax);
    })
    .map(([name, value]) => ({ path: `line ${line}/${name}`, value: plainText(value) }))
    .filter(({ value }) => value !== '');
}

/** Our name of a column whatever its letters are; others as they stand, in bounds. */
function columnOf(name: string): string {
  const known = DROP_COLUMNS.find((one) => one.toLowerCase() === name.toLowerCase());
  return known ?? plainText(name).slice(0, 60);
}
