import { z } from 'zod';
import type { Geocode } from '#core/stored-area';
import { ok, refuse, type Result } from '#core/problem';
import { GEOCODE_LENGTH_MAX, GEOCODES_MAX } from '#contracts/area-api';
import { drawnAreaSchema, type DrawnArea } from '#contracts/area-shapes';
import { LONG_TEXT_LENGTH_MAX, refSchema, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';

/** One area as a file has it; what it lacks is null. */
export interface AreaOfFile {
  readonly index: number;
  readonly areaRef: string | null;
  readonly label: string | null;
  readonly description: string | null;
  readonly geocodes: readonly Geocode[];
  /** Null where the file only describes an area. */
  readonly drawn: DrawnArea | null;
  /** Why it cannot be taken; null where it can. */
  readonly fault: string | null;
}

/** By which name the Environment Agency's warnings carry the code of a flood area. */
export const EA_GEOCODE = 'TargetAreaCode';

/** Properties that say a thing, in the order they are looked for; names without regard to case. */
const REF_NAMES = ['arearef', 'notation', 'fwdcode', 'fws_tacode', 'ta_code', 'ref', 'code', 'id'];
const LABEL_NAMES = ['label', 'ta_name', 'name', 'title', 'areadesc'];
const DESCRIPTION_NAMES = ['description', 'descrip'];
const EA_NAMES = ['fwdcode', 'fws_tacode', 'ta_code'];

const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
});
const floodAreasSchema = z.object({ items: z.array(z.unknown()) });
const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullable(),
});
const itemSchema = z.record(z.string(), z.unknown());
const codesSchema = z.record(z.string(), z.array(z.string()));
const pairsSchema = z.array(z.object({ name: z.string(), value: z.string() }));

type Properties = ReadonlyMap<string, unknown>;

/**
 * Reads a GeoJSON FeatureCollection, or a list of flood areas as the Environment Agency's
 * flood-monitoring API gives it (`items` with `notation` or `fwdCode`, whose outlines are files of
 * their own). What is wrong with one area is said of that one; the others are read.
 *
 * @returns refusal `malformed-body` for what is neither
 */
export function readAreaFile(text: string): Result<readonly AreaOfFile[]> {
  const document = parsed(text);
  const collection = collectionSchema.safeParse(document);
  if (collection.success) return ok(collection.data.features.map(ofFeature));
  const list = floodAreasSchema.safeParse(document);
  if (list.success) return ok(list.data.items.map(ofItem));
  const detail = 'The file is neither a GeoJSON FeatureCollection nor a list of flood areas.';
  return refuse('malformed-body', detail);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch {
    return null;
  }
}

function ofFeature(feature: unknown, index: number): AreaOfFile {
  const read = featureSchema.safeParse(feature);
  if (!read.success) return { ...EMPTY, index, fault: 'It is no GeoJSON Feature.' };
  const { id, properties, geometry } = read.data;
  const known = lowered(properties ?? {});
  if (id !== undefined && !known.has('id')) known.set('id', String(id));
  const described = describe(known, index);
  if (described.fault !== null) return described;
  if (geometry === null) return { ...described, fault: 'It has no outline.' };
  const drawn = drawnAreaSchema.safeParse({
    type: geometry.type,
    coordinates: flat(geometry.coordinates),
  });
  if (drawn.success) return { ...described, drawn: drawn.data };
  const [issue] = drawn.error.issues;
  const where = (issue?.path ?? []).join('.');
  return { ...described, fault: `Its outline cannot be read: ${where} ${issue?.message ?? ''}` };
}

function ofItem(item: unknown, index: number): AreaOfFile {
  const read = itemSchema.safeParse(item);
  if (!read.success) return { ...EMPTY, index, fault: 'It is no flood area.' };
  return describe(lowered(read.data), index);
}

const EMPTY = {
  ...{ areaRef: null, label: null, description: null, geocodes: [], drawn: null, fault: null },
} as const;

function describe(properties: Properties, index: number): AreaOfFile {
  const ref = refSchema.safeParse(firstText(properties, REF_NAMES));
  const label = firstText(properties, LABEL_NAMES)?.slice(0, SHORT_TEXT_LENGTH_MAX) ?? null;
  const description =
    firstText(properties, DESCRIPTION_NAMES)?.slice(0, LONG_TEXT_LENGTH_MAX) ?? null;
  const geocodes = geocodesOf(properties);
  if (!ref.success) {
    const fault = 'It has no reference: letters, digits and ._:@/- are looked for.';
    return { ...EMPTY, index, label, description, geocodes, fault };
  }
  return { ...EMPTY, index, areaRef: ref.data, label, description, geocodes };
}

function geocodesOf(properties: Properties): Geocode[] {
  const ea = firstText(properties, EA_NAMES);
  const codes = codesSchema.safeParse(properties.get('geocode'));
  const pairs = pairsSchema.safeParse(properties.get('geocodes'));
  const all = [
    ...(ea === null ? [] : [{ name: EA_GEOCODE, value: ea }]),
    ...(pairs.success ? pairs.data : []),
    ...Object.entries(codes.success ? codes.data : {}).flatMap(([name, values]) =>
      values.map((value) => ({ name, value })),
    ),
  ];
  const fits = (text: string) => text.length > 0 && text.length <= GEOCODE_LENGTH_MAX;
  return all.filter(({ name, value }) => fits(name) && fits(value)).slice(0, GEOCODES_MAX);
}

function lowered(properties: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
}

function firstText(properties: Properties, names: readonly string[]): string | null {
  for (const name of names) {
    const value = properties.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/** Registers write heights as third numbers; an area has none. */
function flat(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  const parts: readonly unknown[] = coordinates;
  return typeof parts[0] === 'number' ? parts.slice(0, 2) : parts.map(flat);
}
