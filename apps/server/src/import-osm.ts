import { FLOOR_LENGTH_MAX, OPENING_HOURS_LENGTH_MAX, putAedSchema } from '#contracts/registry-api';
import { refSchema, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import type { AedAccess } from '#core/aed';
import type { RefusedRow } from '#core/aed-register-sync';
import { refuse, type Result } from '#core/problem';
import type { AedRow } from '#flow/sync-aed-register';
import { withoutPrivate } from './import-private';
import { read } from './validation';

/** The file is not what its ending or first character says; nothing of it can be read. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

export interface AedFile {
  readonly readCount: number;
  readonly rows: readonly AedRow[];
  readonly refused: readonly RefusedRow[];
}

type Tags = Readonly<Record<string, string>>;

const NAME = 'Defibrillator';
const LOCATION = 'defibrillator:location';
const ACCESS: Readonly<Record<string, AedAccess>> = {
  yes: 'public',
  public: 'public',
  permissive: 'permissive',
  customers: 'customers',
  private: 'private',
  no: 'no',
};

/**
 * Reads AEDs from GeoJSON as OpenStreetMap's exports, Overpass and public feeds give them: points
 * with an id and OpenStreetMap tags. Operators, descriptions, notes, contacts and addresses are not
 * read, since they name people; names and telephone numbers in the place of the AED are left out.
 *
 * @throws FileError where the text is no FeatureCollection
 */
export function readOsmAeds(text: string, now: number): AedFile {
  const features = featuresOf(text);
  const rows: AedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const [i, feature] of features.entries()) {
    const ref = read(refSchema, idOf(feature));
    const externalRef = ref.ok ? ref.value : null;
    const where = externalRef ?? `feature ${i + 1}`;
    const row = ref.ok ? rowOf(feature, ref.value, now) : refuse('invalid-field', 'it has no id');
    if (row.ok) rows.push(row.value);
    else refused.push({ where, externalRef, why: row.problem.detail });
  }
  return { readCount: features.length, rows, refused };
}

function featuresOf(text: string): readonly unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new FileError('it is not JSON, or is cut before its end');
  }
  const features = fieldOf(content, 'features');
  if (fieldOf(content, 'type') !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new FileError('it is JSON but no GeoJSON FeatureCollection');
  }
  return features;
}

function rowOf(feature: unknown, externalRef: string, now: number): Result<AedRow> {
  const tags = tagsOf(feature);
  const emergency = tags['emergency'];
  if (emergency !== undefined && emergency !== 'defibrillator') {
    return refuse('invalid-field', 'it is not tagged as a defibrillator');
  }
  const geometry = fieldOf(feature, 'geometry');
  if (fieldOf(geometry, 'type') !== 'Point') {
    return refuse('invalid-field', 'its geometry is not a point');
  }
  const put = read(putAedSchema, {
    name: nameOf(tags),
    place: { type: 'Point', coordinates: fieldOf(geometry, 'coordinates') },
    locationDetail: locationOf(tags),
    floor: tags['level']?.slice(0, FLOOR_LENGTH_MAX) ?? null,
    access: ACCESS[tags['access'] ?? ''] ?? 'unknown',
    openingHours: hoursOf(tags),
    lastCheckedAt: checkedAt(tags, now),
  });
  if (!put.ok) return put;
  const indoor = ({ yes: true, no: false } as const)[tags['indoor'] ?? ''] ?? null;
  const row = { where: externalRef, externalRef, put: put.value, indoor, status: null };
  return { ok: true, value: row };
}

/** `id` of the feature, as GeoJSON has it; or where exports of Overpass put it. */
function idOf(feature: unknown): string | undefined {
  const properties = fieldOf(feature, 'properties');
  const id = [fieldOf(feature, 'id'), fieldOf(properties, '@id'), fieldOf(properties, 'id')].find(
    (each) => typeof each === 'string' || typeof each === 'number',
  );
  return id === undefined ? undefined : String(id);
}

/** Tags with a value; some converters nest them below the properties. */
function tagsOf(feature: unknown): Tags {
  const properties = fieldOf(feature, 'properties');
  const tags = fieldOf(properties, 'tags') ?? properties ?? {};
  const pairs = Object.entries(tags).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].trim() !== '',
  );
  return Object.fromEntries(pairs.map(([key, value]) => [key, value.trim()]));
}

function nameOf(tags: Tags): string {
  const ref = withoutPrivate(tags['ref']);
  const name = withoutPrivate(tags['name']) ?? (ref === null ? NAME : `${NAME} ${ref}`);
  return cut(name);
}

/** Where it hangs, in the language of the country or else the first of the others. */
function locationOf(tags: Tags): string | null {
  const other = Object.keys(tags).filter((key) => key.startsWith(`${LOCATION}:`));
  const text = withoutPrivate(tags[LOCATION] ?? tags[other.sort()[0] ?? '']);
  return text === null ? null : cut(text);
}

/** Longer texts are not opening hours. */
function hoursOf(tags: Tags): string | null {
  const hours = withoutPrivate(tags['opening_hours']) ?? '';
  return hours === '' || hours.length > OPENING_HOURS_LENGTH_MAX ? null : hours;
}

function cut(text: string): string {
  return text.length <= SHORT_TEXT_LENGTH_MAX
    ? text
    : `${text.slice(0, SHORT_TEXT_LENGTH_MAX - 1)}…`;
}

/** A full date that has been; others say nothing. */
function checkedAt(tags: Tags, now: number): string | null {
  const date = tags['check_date'] ?? tags['survey:date'] ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(at) && at <= now ? new Date(at).toISOString() : null;
}

function fieldOf(from: unknown, name: string): unknown {
  const isObject = typeof from === 'object' && from !== null && !Array.isArray(from);
  return isObject ? (from as Readonly<Record<string, unknown>>)[name] : undefined;
}
