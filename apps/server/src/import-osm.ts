import { FLOOR_LENGTH_MAX, OPENING_HOURS_LENGTH_MAX, putAedSchema } from '#contracts/registry-api';
import { refSchema, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import type { AedAccess } from '#core/aed';
import type { RefusedRow } from '#core/aed-register-sync';
import { ok, refuse, type Result } from '#core/problem';
import type { AedDocument, AedRow } from '#flow/ports';
import { withoutPrivate } from './import-private';
import { read } from './validation';

/** The file is not what its ending or first character says; nothing of it can be read. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

export type Tags = Readonly<Record<string, string>>;

const REMARK_CHARS_MAX = 200;
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

/** Something with tags at a place, as yet unread. */
export interface OsmThing {
  readonly ref: string | undefined;
  readonly tags: Tags;
  /** Longitude and latitude, or why there are none. */
  readonly at: Result<unknown>;
}

/**
 * Reads AEDs from GeoJSON as OpenStreetMap's exports and public feeds give them, points with an id
 * and OpenStreetMap tags, or from the JSON of Overpass, nodes and whatever has a centre. Operators,
 * descriptions, notes, contacts and addresses are not read, since they name people; names and
 * telephone numbers in the place of the AED are left out.
 *
 * @throws FileError where the text is neither, or Overpass says that it is not all
 */
export function readOsmAeds(text: string, now: number): AedDocument {
  const things = thingsOf(text);
  const rows: AedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const [i, thing] of things.entries()) {
    const ref = read(refSchema, thing.ref);
    const externalRef = ref.ok ? ref.value : null;
    const where = externalRef ?? `feature ${i + 1}`;
    const row = ref.ok ? osmRow(thing, ref.value, now) : refuse('invalid-field', 'it has no id');
    if (row.ok) rows.push(row.value);
    else refused.push({ where, externalRef, why: row.problem.detail });
  }
  return { readCount: things.length, rows, refused };
}

function thingsOf(text: string): readonly OsmThing[] {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new FileError('it is not JSON, or is cut before its end');
  }
  const elements = fieldOf(content, 'elements');
  if (Array.isArray(elements)) return elementsOf(elements, fieldOf(content, 'remark'));
  const features = fieldOf(content, 'features');
  if (fieldOf(content, 'type') !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new FileError('it is JSON but no GeoJSON FeatureCollection, nor an answer of Overpass');
  }
  return features.map((feature) => {
    const geometry = fieldOf(feature, 'geometry');
    const isPoint = fieldOf(geometry, 'type') === 'Point';
    return {
      ...{ ref: idOf(feature), tags: tagsOf(feature) },
      at: isPoint
        ? ok(fieldOf(geometry, 'coordinates'))
        : refuse('invalid-field', 'its geometry is not a point'),
    };
  });
}

/**
 * Elements of Overpass that have tags; the others are corners of these. A remark says that it ran
 * out of time or memory: what is missing has not left the register.
 */
function elementsOf(elements: readonly unknown[], remark: unknown): readonly OsmThing[] {
  if (typeof remark === 'string') {
    throw new FileError(`Overpass did not answer in full: ${remark.slice(0, REMARK_CHARS_MAX)}`);
  }
  const tagged = elements.filter((element) => fieldOf(element, 'tags') !== undefined);
  return tagged.map((element) => {
    const [type, id] = [fieldOf(element, 'type'), fieldOf(element, 'id')];
    const at = fieldOf(element, 'center') ?? element;
    const [lon, lat] = [fieldOf(at, 'lon'), fieldOf(at, 'lat')];
    return {
      ref: typeof type === 'string' && typeof id === 'number' ? `${type}/${id}` : undefined,
      tags: withValues(fieldOf(element, 'tags')),
      at:
        lon === undefined || lat === undefined
          ? refuse('invalid-field', 'its place is not there; ask Overpass with "out center"')
          : ok([lon, lat]),
    };
  });
}

/** One AED by its tags; refused where it is none, or is at no place. */
export function osmRow(
  { tags, at }: Omit<OsmThing, 'ref'>,
  externalRef: string,
  now: number,
): Result<AedRow> {
  const emergency = tags['emergency'];
  if (emergency !== undefined && emergency !== 'defibrillator') {
    return refuse('invalid-field', 'it is not tagged as a defibrillator');
  }
  if (!at.ok) return at;
  const put = read(putAedSchema, {
    name: nameOf(tags),
    place: { type: 'Point', coordinates: at.value },
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
  return withValues(fieldOf(properties, 'tags') ?? properties);
}

function withValues(tags: unknown): Tags {
  const pairs = Object.entries(tags ?? {}).filter(
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
