import { z } from 'zod';
import { refSchema } from '#contracts/shapes';

/** Points that a drawn area may have, all rings together. */
export const WIRE_AREA_POINTS_MAX = 10_000;
export const WIRE_POLYGONS_MAX = 1_000;
/** A body with outlines of some thousand points fits. */
export const OUTLINE_BYTES_MAX = 512 * 1024;
export const CIRCLE_RADIUS_MAX_M = 125_000;
const CIRCLE_RADIUS_MIN_M = 10;

/*
 * An area as people and systems send it. Only its form is read here; whether its rings are closed,
 * cross each other or lie on their side is looked at afterwards, so that it is put right or refused
 * with the reason and the place.
 */

const degrees = z.number();
const position = z.tuple([degrees, degrees]);
const ring = z.array(position).min(1);

const polygon = z.strictObject({
  type: z.literal('Polygon'),
  coordinates: z.array(ring).min(1),
});
const multiPolygon = z.strictObject({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring).min(1)).min(1).max(WIRE_POLYGONS_MAX),
});
const circle = z
  .strictObject({
    type: z.literal('Circle'),
    centre: position.meta({ description: '[longitude, latitude]' }),
    radiusM: z.number().min(CIRCLE_RADIUS_MIN_M).max(CIRCLE_RADIUS_MAX_M),
  })
  .meta({ description: 'A circle on the ground; GeoJSON has none.' });
const stored = z
  .strictObject({ type: z.literal('Stored'), areaRef: refSchema })
  .meta({ description: 'An area that the organisation keeps.' });

interface Drawn {
  readonly type: string;
  readonly coordinates?: readonly unknown[];
}

const tooManyPoints = {
  error: `must have at most ${WIRE_AREA_POINTS_MAX} points`,
  path: ['coordinates'],
};

/** A Polygon, a MultiPolygon or a circle, as drawn. */
export const drawnAreaSchema = z
  .discriminatedUnion('type', [polygon, multiPolygon, circle])
  .refine((area: Drawn) => pointsOf(area) <= WIRE_AREA_POINTS_MAX, tooManyPoints)
  .meta({ id: 'DrawnArea', description: 'GeoJSON Polygon or MultiPolygon, or a circle. WGS 84.' });
export type DrawnArea = z.output<typeof drawnAreaSchema>;

/** As above, or an area that is kept under a name. */
export const wireAreaSchema = z
  .discriminatedUnion('type', [polygon, multiPolygon, circle, stored])
  .refine((area: Drawn) => pointsOf(area) <= WIRE_AREA_POINTS_MAX, tooManyPoints)
  .meta({
    id: 'WireArea',
    description: 'GeoJSON Polygon or MultiPolygon, a circle, or a stored area. WGS 84.',
  });
export type WireArea = z.output<typeof wireAreaSchema>;

function pointsOf({ type, coordinates = [] }: Drawn): number {
  const polygons = type === 'MultiPolygon' ? (coordinates as readonly unknown[][]) : [coordinates];
  return polygons.flat().reduce<number>((sum, each) => sum + (each as unknown[]).length, 0);
}
