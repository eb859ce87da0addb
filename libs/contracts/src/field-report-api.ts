import { z } from 'zod';
import {
  FIELD_REPORT_KINDS,
  FIELD_REPORT_STATUSES,
  HELP_URGENCIES,
  MOBILITIES,
  WATER_TRENDS,
} from '#core/field-report';
import { FIELD_TASK_PRIORITIES, FIELD_TASK_STATUSES } from '#core/field-task';
import { PHOTO_BYTES_MAX, PHOTO_MEDIA_TYPES } from '#core/photo';
import { keySchema } from '#contracts/callout-parts';
import {
  areaSchema,
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  optionalText,
  pageOf,
  pageQuerySchema,
  pointSchema,
  SHORT_TEXT_LENGTH_MAX,
} from '#contracts/shapes';

const PEOPLE_MAX = 10_000;
const DEPTH_MAX_M = 50;
const LEVEL_MIN_M = -100;
const LEVEL_MAX_M = 10_000;

const riverLevel = z.strictObject({
  kind: z.literal('river-level'),
  levelM: z.number().min(LEVEL_MIN_M).max(LEVEL_MAX_M),
  trend: z.enum(WATER_TRENDS).default('unknown'),
});
const help = z.strictObject({
  kind: z.literal('person-needs-help'),
  peopleCount: z.number().int().min(1).max(PEOPLE_MAX),
  urgency: z.enum(HELP_URGENCIES),
  mobility: z.enum(MOBILITIES).default('unknown'),
});
const flooded = z.strictObject({
  kind: z.literal('flooded'),
  depthM: z.number().min(0).max(DEPTH_MAX_M).nullable().default(null),
});
const plain = z.strictObject({
  kind: z.enum(['road-closed', 'defence-breached', 'all-clear', 'other']),
});

/** What was seen, by its kind. */
const factsSchema = z
  .discriminatedUnion('kind', [riverLevel, help, flooded, plain])
  .meta({ id: 'FieldReportFacts', description: 'What was seen; levels and depths in metres.' });

/**
 * What somebody of a call-out saw. The phone gives the id, keeps the report while there is no
 * network and sends it again until it was taken: it is kept once.
 */
export const sendReportSchema = z
  .strictObject({
    reportId: idSchema,
    calloutId: idSchema,
    facts: factsSchema,
    place: pointSchema,
    text: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
    seenAt: instantSchema,
  })
  .refine((report) => report.facts.kind !== 'other' || report.text !== null, {
    error: 'must say what it is',
    path: ['text'],
  })
  .meta({ id: 'SendFieldReport' });
export type SendReportMessage = z.output<typeof sendReportSchema>;

/** A picture as it comes; whatever it says of its place, time and camera is taken out. */
export const PHOTO_UPLOAD = {
  mediaTypes: PHOTO_MEDIA_TYPES,
  bytesMax: PHOTO_BYTES_MAX,
} as const;

/** What whoever reported it is told. */
export const takenReportSchema = z
  .object({
    reportId: idSchema,
    receivedAt: instantSchema,
    hasPhoto: z.boolean(),
    says: z.string().nullable().meta({ description: 'To be shown at once; null for nothing.' }),
  })
  .meta({ id: 'TakenFieldReport' });
export type TakenReportView = z.infer<typeof takenReportSchema>;

export const photoTakenSchema = z
  .object({ ofId: idSchema, mediaType: z.enum(PHOTO_MEDIA_TYPES), bytes: z.number().int() })
  .meta({ id: 'FieldPhotoTaken', description: 'As it is kept.' });
export type PhotoTakenView = z.infer<typeof photoTakenSchema>;

export const fieldReportSchema = z
  .object({
    id: idSchema,
    calloutId: idSchema,
    responderId: idSchema.nullable(),
    facts: factsSchema,
    place: pointSchema,
    text: z.string().nullable(),
    seenAt: instantSchema,
    receivedAt: instantSchema,
    status: z.enum(FIELD_REPORT_STATUSES),
    isExpired: z.boolean(),
    expiresAt: instantSchema,
    isUrgent: z.boolean().meta({
      description: 'Somebody needs help soon, or a defence has given way: an emergency is 112/999.',
    }),
    similarToId: idSchema.nullable().meta({
      description: 'An earlier report that may be about the same thing.',
    }),
    mergedIntoId: idSchema.nullable(),
    reviewNote: z.string().nullable(),
    reviewedAt: instantSchema.nullable(),
    hasPhoto: z.boolean(),
    proposedExclusion: areaSchema.nullable().meta({
      description: 'What to keep clear; a person puts it into the exclusions of the call-out.',
    }),
  })
  .meta({ id: 'FieldReport' });
export type FieldReportView = z.infer<typeof fieldReportSchema>;

export const fieldReportPageSchema = pageOf(fieldReportSchema).meta({ id: 'FieldReportPage' });
export const fieldReportQuerySchema = pageQuerySchema.extend({
  status: z.enum(FIELD_REPORT_STATUSES).optional(),
  kind: z.enum(FIELD_REPORT_KINDS).optional(),
});

export const reviewReportSchema = z
  .strictObject({
    status: z.enum(['confirmed', 'refuted', 'merged', 'resolved']),
    mergedIntoId: idSchema.nullable().default(null),
    note: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  })
  .refine((review) => (review.status === 'merged') === (review.mergedIntoId !== null), {
    error: 'must name the report it is merged into, and only then',
    path: ['mergedIntoId'],
  })
  .refine((review) => review.status !== 'resolved' || review.note !== null, {
    error: 'must say what was done',
    path: ['note'],
  })
  .meta({ id: 'ReviewFieldReport' });
export type ReviewReportMessage = z.output<typeof reviewReportSchema>;

/** A square of a task, as any GeoJSON reader draws it. */
const squareSchema = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
});

function feature<G extends z.ZodType, P extends z.ZodType>(geometry: G, properties: P) {
  return z.object({ type: z.literal('Feature'), geometry, properties });
}

/** What stands on the map of a call-out; no positions or names of people. */
export const calloutMapSchema = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.union([
        feature(areaSchema, z.object({ what: z.enum(['area', 'exclusions']) })),
        feature(
          pointSchema,
          z.object({
            what: z.literal('muster-point'),
            musterKey: keySchema,
            name: z.string(),
            acceptedCount: z.number().int(),
            quotaCount: z.number().int().nullable(),
          }),
        ),
        feature(
          z.union([pointSchema, squareSchema]),
          z.object({
            what: z.literal('task'),
            id: idSchema,
            title: z.string(),
            status: z.enum(FIELD_TASK_STATUSES),
            priority: z.enum(FIELD_TASK_PRIORITIES),
          }),
        ),
        feature(
          pointSchema,
          z.object({
            what: z.literal('report'),
            id: idSchema,
            status: z.enum(FIELD_REPORT_STATUSES),
            facts: factsSchema,
            seenAt: instantSchema,
            isUrgent: z.boolean(),
          }),
        ),
      ]),
    ),
    isCut: z.boolean().meta({ description: 'There is more than fits on one map.' }),
  })
  .meta({ id: 'CalloutMap', description: 'A GeoJSON FeatureCollection.' });
export type CalloutMapView = z.infer<typeof calloutMapSchema>;
