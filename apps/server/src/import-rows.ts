import {
  putAedSchema,
  putResponderSchema,
  type PutResponderMessage,
} from '#contracts/registry-api';
import { refSchema } from '#contracts/shapes';
import type { RefusedRow } from '#core/aed-register-sync';
import type { Place } from '#core/geometry';
import type { TypedPlace } from '#core/place-reading';
import type { Result } from '#core/problem';
import { readTypedPlace } from '#core/typed-place';
import type { AedDocument, AedRow } from '#flow/ports';
import { CsvError, readCsv, type CsvRow } from './csv';
import { read } from './validation';

export const PEOPLE_COLUMNS = {
  required: ['externalRef', 'displayName', 'credentialKind', 'issuer', 'validFrom'],
  optional: [
    ...['validTo', 'verified', 'testPhone', 'disabled', 'travelMode', 'tier'],
    ...['phone', 'email', 'language', 'equipment'],
  ],
};
export const AED_COLUMNS = {
  required: ['externalRef', 'name'],
  optional: [
    ...['lat', 'lon', 'place'],
    ...['locationDetail', 'floor', 'access', 'openingHours', 'indoor', 'cabinetCode'],
    ...['lastCheckedAt', 'status'],
  ],
};

/** What every line of one person says alike. */
const PERSON_COLUMNS = [
  ...['displayName', 'testPhone', 'disabled', 'travelMode', 'tier'],
  ...['phone', 'email', 'language', 'equipment'],
];

export interface Importable<M> {
  /** Where it begins in the file: `line 3`. */
  readonly where: string;
  readonly externalRef: string;
  readonly message: M;
}

/** What a file holds: things to put, and lines that cannot be put with the reason why not. */
export interface ImportFile<M> {
  readonly readCount: number;
  readonly good: readonly Importable<M>[];
  readonly refused: readonly RefusedRow[];
}

/**
 * Reads people: one line per credential, the lines of one person together or not; a person whose
 * every line cannot be read is refused as a whole, so that nobody loses a credential by a slip.
 *
 * @throws CsvError
 */
export function readPeople(text: string): ImportFile<PutResponderMessage> {
  const rows = readCsv(text, PEOPLE_COLUMNS);
  const byRef = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const ref = row.values['externalRef'] ?? '';
    byRef.set(ref, [...(byRef.get(ref) ?? []), row]);
  }
  return sortOut(rows.length, [...byRef.values()], (group) => {
    const contradiction = contradictionIn(group);
    return contradiction === null ? read(putResponderSchema, personOf(group)) : contradiction;
  });
}

/**
 * Reads AEDs, one per line.
 *
 * @throws CsvError
 */
export function readAeds(text: string): AedDocument {
  const rows = readCsv(text, AED_COLUMNS);
  const isPlaced = ['place', 'lat'].some((column) => rows[0]?.values[column] !== undefined);
  if (rows.length > 0 && !isPlaced)
    throw new CsvError(1, 'has neither "lat" and "lon" nor "place"');
  const groups = rows.map((row) => [row]);
  const { good, refused } = sortOut(rows.length, groups, ([row]): Result<AedMessage> => {
    const values = row?.values ?? {};
    const status = statusOf(values['status'] ?? '');
    if (status === undefined)
      return refusal('status: must be available, out-of-service or retired');
    const indoor = yesOrNo(values['indoor']) ?? null;
    if (typeof indoor === 'string') return refusal('indoor: must be yes or no');
    const typed = typedPlace(values);
    if (typed !== null && !typed.ok) return refusal(`place: ${typed.problem.detail}`);
    const put = read(putAedSchema, aedOf(values, typed?.value.place ?? null));
    return put.ok ? { ok: true, value: { put: put.value, indoor, status } } : put;
  });
  const taken = good.map(({ where, externalRef, message }) => ({ where, externalRef, ...message }));
  return { readCount: rows.length, rows: taken, refused };
}

type AedMessage = Pick<AedRow, 'put' | 'indoor' | 'status'>;

function sortOut<M>(
  readCount: number,
  groups: readonly (readonly CsvRow[])[],
  readGroup: (group: readonly CsvRow[]) => Result<M>,
): ImportFile<M> {
  const good: Importable<M>[] = [];
  const refused: RefusedRow[] = [];
  for (const group of groups) {
    const ref = read(refSchema, group[0]?.values['externalRef']);
    const externalRef = ref.ok ? ref.value : null;
    const result = ref.ok ? readGroup(group) : ref;
    if (ref.ok && result.ok) {
      const where = `line ${group[0]?.line ?? 0}`;
      good.push({ where, externalRef: ref.value, message: result.value });
    } else if (!result.ok) {
      const why = ref.ok ? result.problem.detail : `externalRef: ${result.problem.detail}`;
      refused.push(...group.map(({ line }) => ({ where: `line ${line}`, externalRef, why })));
    }
  }
  return { readCount, good, refused };
}

/** Lines of one person must say the same of the person. */
function contradictionIn(group: readonly CsvRow[]): Result<never> | null {
  const first = group[0]?.values ?? {};
  const column = PERSON_COLUMNS.find((name) =>
    group.some((row) => row.values[name] !== first[name]),
  );
  return column === undefined ? null : refusal(`${column}: differs between lines of one person`);
}

function personOf(group: readonly CsvRow[]): object {
  const first = group[0]?.values ?? {};
  return {
    displayName: first['displayName'],
    ...given('testPhone', yesOrNo(first['testPhone'])),
    ...given('disabled', yesOrNo(first['disabled'])),
    ...given('travelMode', first['travelMode']),
    ...given('tier', first['tier']),
    ...given('phone', first['phone']),
    ...given('email', first['email']),
    ...given('language', first['language']),
    ...given('equipment', wordsOf(first['equipment'])),
    credentials: group.map(({ values }) => ({
      kind: values['credentialKind'],
      issuer: values['issuer'],
      validFrom: midnight(values['validFrom']),
      ...given('validTo', midnight(values['validTo'])),
      ...given('verified', yesOrNo(values['verified'])),
    })),
  };
}

/** The place of a line that has one in words; null where it has latitude and longitude. */
function typedPlace(values: CsvRow['values']): Result<TypedPlace> | null {
  const { place = '', lat = '', lon = '' } = values;
  if (place === '') return null;
  if (lat !== '' || lon !== '') return refusal('a line has either lat and lon, or place');
  return readTypedPlace(place, null);
}

function aedOf(values: CsvRow['values'], typed: Place | null): object {
  const { lon, lat } = typed ?? { lon: numberOf(values['lon']), lat: numberOf(values['lat']) };
  return {
    name: values['name'],
    place: { type: 'Point', coordinates: [lon, lat] },
    ...given('locationDetail', values['locationDetail']),
    ...given('floor', values['floor']),
    ...given('cabinetCode', values['cabinetCode']),
    ...given('access', values['access']),
    ...given('openingHours', values['openingHours']),
    ...given('lastCheckedAt', midnight(values['lastCheckedAt'])),
  };
}

/** A column that is empty or not there says nothing. */
function given(name: string, value: unknown): object {
  return value === undefined || value === '' ? {} : { [name]: value };
}

/** Words with a semicolon or space between; `none` for the empty list. */
function wordsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  return text === 'none' ? [] : text.split(/[;\s]+/u).filter(Boolean);
}

/** A bare date is its midnight in UTC. */
function midnight(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
}

function yesOrNo(text: string | undefined): boolean | string | undefined {
  if (text === undefined || text === '') return undefined;
  if (['true', 'yes', '1'].includes(text.toLowerCase())) return true;
  return ['false', 'no', '0'].includes(text.toLowerCase()) ? false : text;
}

/** The number, or the text itself, which the schema then refuses. */
function numberOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : text;
}

function statusOf(text: string): 'available' | 'out-of-service' | 'retired' | null | undefined {
  if (text === '') return null;
  return (['available', 'out-of-service', 'retired'] as const).find((each) => each === text);
}

function refusal(detail: string): Result<never> {
  return { ok: false, problem: { code: 'invalid-field', detail } };
}
