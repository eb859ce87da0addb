import { z } from 'zod';
import { idSchema, pointSchema } from '#contracts/shapes';

/** Nearer tiles than any map has. */
const ZOOM_MAX = 22;
/** The longest side of a box that may be asked about, in degrees: a large region. */
export const BOX_SIDE_MAX_DEGREES = 3;
/** AEDs in one answer; the map is to be brought nearer where there are more. */
export const AEDS_ON_MAP_MAX = 2_000;
/** People counted for one answer. */
export const COVER_PEOPLE_MAX = 20_000;
/** Side of a square of cover: many houses, so that a count is nobody's address. */
export const COVER_CELL_M = 300;

const ZOOM = z.coerce.number().int().min(0).max(ZOOM_MAX);
const INDEX = z.coerce.number().int().min(0);

export const tileParamsSchema = z
  .strictObject({ z: ZOOM, x: INDEX, y: INDEX })
  .refine(({ z: zoom, x }) => x < 2 ** zoom, { error: 'is no column of that zoom', path: ['x'] })
  .refine(({ z: zoom, y }) => y < 2 ** zoom, { error: 'is no row of that zoom', path: ['y'] });

export const mapStyleSchema = z
  .object({
    styleUrl: z.string().nullable().meta({
      description: 'A MapLibre style of the operator’s choice; it wins over the tiles.',
    }),
    tiles: z
      .enum(['streets', 'pmtiles'])
      .nullable()
      .meta({
        description:
          'What `/v1/map/tiles` serves: our streets (layer `streets` with `class` and `name`), ' +
          'or the layers of Protomaps’ basemap.',
      }),
    attribution: z.string().nullable(),
    maxZoom: z.number().int(),
    bounds: z
      .object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })
      .nullable()
      .meta({ description: 'What the tiles cover, in degrees.' }),
  })
  .meta({ id: 'MapStyle' });
export type MapStyleView = z.infer<typeof mapStyleSchema>;

const SIDE = /^-?\d{1,3}(\.\d{1,15})?$/;

/** `west,south,east,north` in degrees, as in GeoJSON; not across the date line. */
export const boxQuerySchema = z.strictObject({
  bbox: z
    .string()
    .max(100)
    .refine((text) => text.split(',').length === 4 && text.split(',').every(isDegrees), {
      error: 'must be west,south,east,north in degrees',
    })
    .refine((text) => !hasSides(text) || isInOrder(text), {
      error: 'must have its west before its east and its south below its north',
    })
    .refine((text) => !hasSides(text) || isSmallEnough(text), {
      error: `must be at most ${BOX_SIDE_MAX_DEGREES} degrees wide and high`,
    })
    .meta({ description: 'west,south,east,north in degrees', example: '-76.1,36.7,-75.9,36.9' }),
});

/** The box of a query that has been read. */
export function toBox(bbox: string): {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
} {
  const [west = 0, south = 0, east = 0, north = 0] = bbox.split(',').map(Number);
  return { west, south, east, north };
}

export const coverSchema = z
  .object({
    cellM: z.number().int(),
    cells: z.array(
      z.object({
        west: z.number(),
        south: z.number(),
        east: z.number(),
        north: z.number(),
        count: z.number().int(),
      }),
    ),
    truncated: z.boolean().meta({ description: 'More people are there than were counted.' }),
  })
  .meta({ id: 'Cover', description: 'Available responders by squares; nobody’s position.' });
export type CoverView = z.infer<typeof coverSchema>;

export const aedsOnMapSchema = z
  .object({
    items: z.array(
      z.object({
        id: idSchema,
        externalRef: z.string(),
        name: z.string(),
        place: pointSchema,
        open: z.enum(['open', 'shut', 'unknown']).meta({
          description: 'Now; `shut` also where it is out of service or nobody may take it.',
        }),
        isReserved: z.boolean().meta({ description: 'Somebody is fetching it.' }),
      }),
    ),
    truncated: z.boolean().meta({ description: 'There are more; ask about a smaller box.' }),
  })
  .meta({ id: 'AedsOnMap' });
export type AedsOnMapView = z.infer<typeof aedsOnMapSchema>;

function isDegrees(text: string): boolean {
  return SIDE.test(text);
}

function hasSides(text: string): boolean {
  return text.split(',').every(isDegrees);
}

function isInOrder(text: string): boolean {
  const { west, south, east, north } = toBox(text);
  const isOnEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return isOnEarth && west < east && south < north;
}

function isSmallEnough(text: string): boolean {
  const { west, south, east, north } = toBox(text);
  return east - west <= BOX_SIDE_MAX_DEGREES && north - south <= BOX_SIDE_MAX_DEGREES;
}
