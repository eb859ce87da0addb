import { z } from 'zod';
import { isPlausiblePlace, type Area, type Place, type Polygon } from '#core/geometry';

/** Limits of what may be sent, with their units. */
export const REF_LENGTH_MAX = 120;
export const SHORT_TEXT_LENGTH_MAX = 200;
export const LONG_TEXT_LENGTH_MAX = 2_000;
export const AREA_POINTS_MAX = 10_000;
export const PAGE_SIZE_MAX = 200;
export const FIXES_PER_BATCH_MAX = 200;

/**
 * Control characters other than tab and line feed, and the marks that turn text around: they
 * have no place in an address and hide what a line says. Halves of a character cannot be stored.
 */
const UNSAFE_TEXT = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f' +
    '\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]',
  'u',
);

const UNSAFE_TEXT_ERROR = 'must not contain control or text-direction characters';

/**
 * Free text of at most `max` characters, trimmed, without control or direction characters; line
 * ends of any system are read as line feeds.
 */
export function text(max: number): z.ZodType<string, string> {
  return z
    .string()
    .max(max)
    .overwrite(readText)
    .refine((value) => value.length > 0, { error: 'must not be empty' })
    .refine((value) => !UNSAFE_TEXT.test(value), { error: UNSAFE_TEXT_ERROR });
}

/** Free text that may be left out: null, and an empty text, both mean that there is none. */
export function optionalText(max: number): z.ZodType<string | null, string | null> {
  return z
    .string()
    .max(max)
    .nullable()
    .transform((value) => readText(value ?? '') || null)
    .refine((value) => !UNSAFE_TEXT.test(value ?? ''), { error: UNSAFE_TEXT_ERROR });
}

function readText(value: string): string {
  return value.replace(/\r\n?/gu, '\n').trim();
}

export const refSchema = z
  .string()
  .min(1)
  .max(REF_LENGTH_MAX)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/-]*$/, {
    error: 'must be letters, digits and ._:@/- and begin with a letter or digit',
  })
  .meta({ description: "The caller's own reference; repeating it never creates a second one." });

export const idSchema = z.uuid().meta({ description: 'Identifier given by Closeby.' });

/** ISO 8601 with an offset; read to milliseconds since the epoch. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .meta({ description: 'ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z' });

/** Milliseconds since the epoch of a validated instant. */
export function toInstant(iso: string): number {
  return Date.parse(iso);
}

/** ISO 8601 in UTC; null stays null. */
export function toIso(instant: number): string;
export function toIso(instant: number | null): string | null;
export function toIso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

const degrees = z.number();

/** GeoJSON Point, `[longitude, latitude]`; out of range, (0,0) and altitudes are refused. */
export const pointSchema = z
  .strictObject({
    type: z.literal('Point'),
    coordinates: z.tuple([degrees.min(-180).max(180), degrees.min(-90).max(90)]),
  })
  .refine((point) => isPlausiblePlace({ lon: point.coordinates[0], lat: point.coordinates[1] }), {
    error: 'is not a place: (0, 0) is what broken devices send',
    path: ['coordinates'],
  })
  .meta({ id: 'Point', description: 'GeoJSON Point: [longitude, latitude], WGS 84.' });
export type PointMessage = z.infer<typeof pointSchema>;

const positionSchema = z.tuple([degrees.min(-180).max(180), degrees.min(-90).max(90)]);
const ringSchema = z.array(positionSchema).min(4);

/** GeoJSON Polygon or MultiPolygon of at most `AREA_POINTS_MAX` points. */
export const areaSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1) }),
    z.strictObject({
      type: z.literal('MultiPolygon'),
      coordinates: z.array(z.array(ringSchema).min(1)).min(1),
    }),
  ])
  .refine((area) => ringsOf(area).every(isClosed), {
    error: 'every ring must end where it began',
    path: ['coordinates'],
  })
  .refine((area) => ringsOf(area).reduce((sum, ring) => sum + ring.length, 0) <= AREA_POINTS_MAX, {
    error: `must have at most ${AREA_POINTS_MAX} points`,
    path: ['coordinates'],
  })
  .meta({ id: 'Area', description: 'GeoJSON Polygon or MultiPolygon, WGS 84.' });
export type AreaMessage = z.infer<typeof areaSchema>;

type Ring = readonly (readonly [number, number])[];

function ringsOf(area: {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly coordinates: readonly (Ring | readonly Ring[])[];
}): Ring[] {
  return area.type === 'Polygon'
    ? (area.coordinates as readonly Ring[]).slice()
    : (area.coordinates as readonly (readonly Ring[])[]).flat();
}

function isClosed(ring: Ring): boolean {
  const first = ring[0];
  const last = ring.at(-1);
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
}

/** Place of a GeoJSON Point. */
export function toPlace(point: PointMessage): Place {
  return { lon: point.coordinates[0], lat: point.coordinates[1] };
}

/** GeoJSON Point of a place. */
export function fromPlace(place: Place): PointMessage {
  return { type: 'Point', coordinates: [place.lon, place.lat] };
}

/** Area of a GeoJSON Polygon or MultiPolygon. */
export function toArea(message: AreaMessage): Area {
  const polygons = message.type === 'Polygon' ? [message.coordinates] : message.coordinates;
  return { polygons: polygons.map(toPolygon) };
}

/** GeoJSON MultiPolygon of an area. */
export function fromArea(area: Area): AreaMessage {
  return {
    type: 'MultiPolygon',
    coordinates: area.polygons.map((polygon) =>
      [polygon.outer, ...polygon.holes].map((ring) =>
        ring.map((place): [number, number] => [place.lon, place.lat]),
      ),
    ),
  };
}

function toPolygon(rings: readonly Ring[]): Polygon {
  const places = rings.map((ring) => ring.map(([lon, lat]) => ({ lat, lon })));
  return { outer: places[0] ?? [], holes: places.slice(1) };
}

export const pageQuerySchema = z.strictObject({
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'From `nextCursor` of the last page.' }),
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(50),
});

/** A page of things with the cursor of the next one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

const EMAIL_LENGTH_MAX = 254;
/** A telephone number as E.164 writes it: plus, country, number, 7 to 15 digits in all. */
export const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, { error: 'must be a number with its country, as +41791234567' });
export const emailSchema = z.email().max(EMAIL_LENGTH_MAX);
