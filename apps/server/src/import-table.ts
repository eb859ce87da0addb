import { FLOOR_LENGTH_MAX, OPENING_HOURS_LENGTH_MAX, putAedSchema } from '#contracts/registry-api';
import { refSchema, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import type { AedAccess, AedStatus } from '#core/aed';
import type { AedFormat } from '#core/aed-feed';
import type { RefusedRow } from '#core/aed-register-sync';
import type { Place } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { readTypedPlace } from '#core/typed-place';
import type { AedDocument, AedRow } from '#flow/ports';
import { CsvError, readTable, SEPARATORS, type Separator } from './csv';
import { withoutPrivate } from './import-private';
import { read } from './validation';

type Field =
  | ('ref' | 'name' | 'lat' | 'lon' | 'place' | 'east' | 'north' | 'detail' | 'floor')
  | ('access' | 'indoor' | 'hours' | 'days' | 'checked' | 'status' | 'duplicate');
/** The names by which a field's column is known, as `plainName` writes them. */
type Columns = Readonly<Partial<Record<Field, readonly string[]>>>;

const COLUMNS: Readonly<Record<Extract<AedFormat, 'table' | 'geodae'>, Columns>> = {
  /** Usual names in English, French and German. */
  table: {
    ref: ['id', 'ref', 'externalref', 'reference', 'objectid', 'identifiant', 'nummer', 'nr'],
    name: ['name', 'title', 'nom', 'site', 'bezeichnung', 'objekt'],
    lat: ['lat', 'latitude', 'breite', 'breitengrad', 'wgs84lat'],
    lon: ['lon', 'lng', 'long', 'longitude', 'laenge', 'laengengrad', 'wgs84lon'],
    place: ['place', 'pluscode', 'gridref', 'gridreference', 'osgridref', 'osgridreference'],
    east: ['lv95e', 'elv95', 'ekoord', 'koorde', 'estlv95', 'ostlv95'],
    north: ['lv95n', 'nlv95', 'nkoord', 'koordn', 'nordlv95'],
    detail: ['location', 'locationdetail', 'emplacement', 'standort', 'standortbeschreibung'],
    floor: ['floor', 'level', 'etage', 'stockwerk'],
    access: ['access', 'accessibility', 'acces', 'zugang', 'zugaenglichkeit'],
    indoor: ['indoor', 'interieur', 'innen'],
    hours: ['openinghours', 'hours', 'horaires', 'oeffnungszeiten'],
    checked: ['lastchecked', 'checkdate', 'lastcheckedat', 'controle', 'letztekontrolle'],
    status: ['status', 'state', 'etat', 'zustand'],
  },
  /** GéoDAE, the French national base (arrêté of 29 October 2019, annex). */
  geodae: {
    ...{ ref: ['cgid', 'gid'], name: ['cnom'], lat: ['clatcoor1'], lon: ['clongcoor1'] },
    ...{ detail: ['cacccomplt'], floor: ['caccetg'], access: ['cacclib'], indoor: ['cacc'] },
    ...{ days: ['cdispj'], hours: ['cdisph'], checked: ['cdermnt'], status: ['cetatfonct'] },
    duplicate: ['cdoublon'],
  },
};

const ACCESS: Readonly<Record<AedAccess, readonly string[]>> = {
  public: ['public', 'yes', 'true', 't', '1', 'oui', 'libre', 'ja', 'oeffentlich'],
  permissive: ['permissive'],
  customers: ['customers', 'clients', 'kunden'],
  private: ['private', 'prive', 'privat'],
  no: ['no', 'non', 'nein'],
  unknown: [],
};
const INDOOR = ['yes', 'true', 't', '1', 'oui', 'ja', 'indoor', 'interieur', 'innen'];
const OUTDOOR = ['no', 'false', 'f', '0', 'non', 'nein', 'outdoor', 'exterieur', 'aussen'];
/**
 * Only what takes an AED away is believed. That a register calls one in order says nothing of one
 * that a responder has found broken; whoever keeps it says when it is back.
 */
const STATUSES: readonly (readonly [AedStatus, readonly string[]])[] = [
  [
    'out-of-service',
    ['outofservice', 'outoforder', 'horsservice', 'absentmomentanement', 'defekt'],
  ],
  ['retired', ['retired', 'removed', 'supprimedefinitivement', 'entfernt']],
];

/**
 * Reads AEDs from a table as other registers hand it out: the columns found by their usual names,
 * the others passed over; comma, semicolon or tab between them, decimal comma or point; UTF-8, or
 * else windows-1252. Places are latitude and longitude, a reference of a grid, or Swiss LV95.
 *
 * @throws CsvError
 */
export function readAedTable(
  bytes: Uint8Array,
  format: 'table' | 'geodae',
  now: number,
): AedDocument {
  const text = decoded(bytes);
  const separator = separatorOf(text);
  const columns = new Map<Field, string>();
  const check = (names: readonly string[]): void => {
    findColumns(names, { known: COLUMNS[format], isTable: format === 'table' }, columns);
  };
  const lines = readTable(text, { separator, check });
  const rows: AedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const line of lines) {
    const of = (field: Field): string => line.values[columns.get(field) ?? ''] ?? '';
    const where = `line ${line.line}`;
    const ref = read(refSchema, of('ref'));
    const row = ref.ok ? rowOf(of, { where, externalRef: ref.value }, now) : ref;
    if (row.ok) rows.push(row.value);
    else {
      const why = ref.ok ? row.problem.detail : `reference: ${row.problem.detail}`;
      refused.push({ where, externalRef: ref.ok ? ref.value : null, why });
    }
  }
  return { readCount: lines.length, rows, refused };
}

type Of = (field: Field) => string;

function rowOf(of: Of, at: Pick<AedRow, 'where' | 'externalRef'>, now: number): Result<AedRow> {
  if (['t', 'true', 'oui', '1'].includes(plainName(of('duplicate')))) {
    return refuse('invalid-field', 'the register calls it a duplicate');
  }
  const place = placeOf(of);
  if (!place.ok) return place;
  const put = read(putAedSchema, {
    name: short(withoutPrivate(of('name'))) ?? 'Defibrillator',
    place: { type: 'Point', coordinates: [place.value.lon, place.value.lat] },
    locationDetail: short(withoutPrivate(of('detail'))),
    floor: of('floor').slice(0, FLOOR_LENGTH_MAX) || null,
    access: accessOf(of('access')),
    openingHours: hoursOf(of),
    lastCheckedAt: checkedAt(of('checked'), now),
  });
  if (!put.ok) return put;
  const status = plainName(of('status'));
  const wanted = STATUSES.find(([, words]) => words.includes(status))?.[0] ?? null;
  return ok({ ...at, put: put.value, indoor: indoorOf(of('indoor')), status: wanted });
}

/** Nothing is believed of a place that is half there, or in a frame that nothing says. */
function placeOf(of: Of): Result<Place> {
  if (of('lat') !== '' || of('lon') !== '') {
    const [lat, lon] = [numberOf(of('lat')), numberOf(of('lon'))];
    if (lat === null) return refuse('place-invalid', 'latitude: it is no number of degrees');
    return lon === null
      ? refuse('place-invalid', 'longitude: it is no number of degrees')
      : ok({ lat, lon });
  }
  const [east, north] = [of('east').replace(',', '.'), of('north').replace(',', '.')];
  const typed = of('place') || (east === '' && north === '' ? '' : `LV95 ${east} ${north}`);
  if (typed === '') return refuse('place-invalid', 'it has no place');
  const found = readTypedPlace(typed, null);
  return found.ok ? ok(found.value.place) : found;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whatever stands most often in the heading. */
function separatorOf(text: string): Separator {
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  const counts = SEPARATORS.map((mark) => [mark, heading.split(mark).length] as const);
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

function findColumns(
  names: readonly string[],
  { known, isTable }: { readonly known: Columns; readonly isTable: boolean },
  columns: Map<Field, string>,
): void {
  for (const [field, words] of Object.entries(known) as [Field, readonly string[]][]) {
    const [found, other] = words.flatMap((word) =>
      names.filter((name) => plainName(name) === word),
    );
    if (other !== undefined && isTable) {
      throw new CsvError(1, `"${found}" and "${other}" are both the ${field}`);
    }
    if (found !== undefined) columns.set(field, found);
  }
  const hasPair = (one: Field, other: Field): boolean => columns.has(one) && columns.has(other);
  if (!columns.has('ref'))
    throw new CsvError(1, `no column names the AED: ${known.ref?.join(', ')}`);
  if (!hasPair('lat', 'lon') && !columns.has('place') && !hasPair('east', 'north')) {
    throw new CsvError(1, 'no columns say where an AED is');
  }
}

/** Small letters and digits alone, without accents. */
function plainName(text: string): string {
  const small = text.toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue');
  return small.normalize('NFD').replace(/[^a-z0-9]/g, '');
}

function numberOf(text: string): number | null {
  return /^-?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** GéoDAE says `f` where one has to ask, since its column is whether access is free. */
function accessOf(text: string): AedAccess {
  const plain = plainName(text);
  if (plain === 'f') return 'permissive';
  const found = Object.entries(ACCESS).find(([, words]) => words.includes(plain));
  return (found?.[0] as AedAccess | undefined) ?? 'unknown';
}

function indoorOf(text: string): boolean | null {
  const plain = plainName(text);
  return INDOOR.includes(plain) ? true : OUTDOOR.includes(plain) ? false : null;
}

/** GéoDAE has days and hours apart, in words; only always is plain enough to be believed. */
function hoursOf(of: Of): string | null {
  const [days, text] = [of('days'), withoutPrivate(of('hours')) ?? ''];
  if (/24 ?h?\/24/.test(text)) return days === '' || /7 ?j?\/7/.test(days) ? '24/7' : null;
  const isTold = text !== '' && days === '' && text.length <= OPENING_HOURS_LENGTH_MAX;
  return isTold ? text : null;
}

/** A day that has been: `2026-03-01`, `01.03.2026` or `01/03/2026`, day before month. */
function checkedAt(text: string, now: number): string | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  const dotted = /^(\d\d)[./](\d\d)[./](\d{4})$/.exec(text);
  const [year, month, day] = iso?.slice(1) ?? dotted?.slice(1).reverse() ?? [];
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isFinite(at) && at <= now ? new Date(at).toISOString() : null;
}

function short(text: string | null): string | null {
  if (text === null || text.length <= SHORT_TEXT_LENGTH_MAX) return text;
  return `${text.slice(0, SHORT_TEXT_LENGTH_MAX - 1)}…`;
}
