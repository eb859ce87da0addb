import { z } from 'zod';
import type { AED_ACCESS } from '#core/aed';
import { exportedIncidentSchema } from '#contracts/export-api';
import { idSchema, instantSchema, pointSchema, refSchema } from '#contracts/shapes';

/** RFC 7946. */
export const GEOJSON_TYPE = 'application/geo+json';

const feature = z.literal('Feature');
const collection = z.literal('FeatureCollection');

/** The export of incidents as a map takes it: the same incidents, fields and limits. */
export const incidentFeaturesSchema = z
  .object({
    type: collection,
    from: instantSchema,
    to: instantSchema,
    more: z.boolean().meta({ description: 'There are more than one export holds: ask for less.' }),
    features: z.array(
      z.object({
        type: feature,
        id: idSchema,
        geometry: pointSchema.meta({ description: 'Rounded to about 100 metres.' }),
        properties: exportedIncidentSchema.omit({ id: true, place: true }),
      }),
    ),
  })
  .meta({ id: 'IncidentFeatures' });
export type IncidentFeaturesView = z.infer<typeof incidentFeaturesSchema>;

const OSM_ACCESS = ['yes', 'permissive', 'customers', 'private', 'no'] as const;
export type OsmAccess = (typeof OSM_ACCESS)[number];

/** AEDs with OpenStreetMap's tags; what the register does not know is left out. */
export const aedFeaturesSchema = z
  .object({
    type: collection,
    nextCursor: z.string().nullable().meta({ description: 'Of the next page; null on the last.' }),
    features: z.array(
      z.object({
        type: feature,
        id: refSchema,
        geometry: pointSchema,
        properties: z.object({
          emergency: z.literal('defibrillator'),
          name: z.string(),
          access: z.enum(OSM_ACCESS).optional(),
          opening_hours: z.string().optional(),
          level: z.string().optional(),
          'defibrillator:location': z.string().optional(),
          check_date: z.string().optional().meta({ description: 'The day of the last check.' }),
          status: z.enum(['unverified', 'available', 'out-of-service']).meta({
            description: 'No tag of OpenStreetMap: as the register has it.',
          }),
        }),
      }),
    ),
  })
  .meta({ id: 'AedFeatures' });
export type AedFeaturesView = z.infer<typeof aedFeaturesSchema>;

/** In OpenStreetMap's words; undefined where it is not known. */
export const OSM_ACCESS_OF: Readonly<Record<(typeof AED_ACCESS)[number], OsmAccess | undefined>> = {
  ...{ public: 'yes', permissive: 'permissive', customers: 'customers' },
  ...{ private: 'private', no: 'no', unknown: undefined },
};

const position = z.tuple([z.number(), z.number()]);

/** Squares of cover as areas. */
export const coverFeaturesSchema = z
  .object({
    type: collection,
    cellM: z.number(),
    truncated: z.boolean().meta({ description: 'More people are there than were counted.' }),
    features: z.array(
      z.object({
        type: feature,
        geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
        properties: z.object({ count: z.number().int() }),
      }),
    ),
  })
  .meta({ id: 'CoverFeatures' });
export type CoverFeaturesView = z.infer<typeof coverFeaturesSchema>;
