import { z } from 'zod';
import { INCIDENT_MODES } from '#core/incident';
import {
  briefingSchema,
  calloutPolicySchema,
  MUSTER_POINTS_MAX,
  musterPointSchema,
  NEEDS_MAX,
  needSchema,
  piecesSchema,
  presenceSchema,
  SHIFTS_MAX,
  shiftSchema,
  windowSchema,
} from '#contracts/callout-parts';
import { wireAreaSchema } from '#contracts/area-shapes';
import {
  areaSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const openCalloutSchema = z
  .strictObject({
    controlRef: refSchema,
    mode: z.enum(INCIDENT_MODES).default('actual'),
    title: text(SHORT_TEXT_LENGTH_MAX),
    briefing: briefingSchema,
    area: wireAreaSchema,
    exclusions: wireAreaSchema.nullable().default(null).meta({
      description: 'Nobody in it is asked, and nobody goes there: flood water, a cordon.',
    }),
    presence: presenceSchema.default({ now: true, entering: true, living: false }),
    window: windowSchema,
    shifts: z.array(shiftSchema).max(SHIFTS_MAX).default([]),
    needs: z.array(needSchema).min(1).max(NEEDS_MAX),
    musterPoints: z.array(musterPointSchema).min(1).max(MUSTER_POINTS_MAX),
    policy: calloutPolicySchema.prefault({}),
    reason: text(SHORT_TEXT_LENGTH_MAX).optional().meta({
      description: 'Compulsory for a large call-out, which waits for a second person.',
    }),
  })
  .meta({ id: 'OpenCallout' });
export type OpenCalloutBody = z.output<typeof openCalloutSchema>;

/** The same with its areas looked up, checked and put right: plain polygons. */
export const plainCalloutSchema = openCalloutSchema
  .safeExtend({ area: areaSchema, exclusions: areaSchema.nullable().default(null) })
  .meta({ id: 'PlainCallout' });
export type OpenCalloutMessage = z.output<typeof plainCalloutSchema>;

export const endCalloutSchema = z
  .strictObject({ outcome: z.enum(['closed', 'cancelled']) })
  .meta({ id: 'EndCallout' });

export const calloutViewSchema = z
  .object({
    id: idSchema,
    controlRef: refSchema,
    mode: z.enum(INCIDENT_MODES),
    status: z.enum(['open', 'filled', 'closed', 'cancelled']),
    title: z.string(),
    briefing: briefingSchema,
    area: areaSchema,
    exclusions: areaSchema.nullable(),
    presence: presenceSchema,
    window: windowSchema,
    shifts: z.array(shiftSchema),
    needs: z.array(
      needSchema.extend({ acceptedCount: z.number().int(), acceptedPieces: piecesSchema }),
    ),
    musterPoints: z.array(musterPointSchema.extend({ acceptedCount: z.number().int() })),
    policy: calloutPolicySchema,
    wantedCount: z.number().int(),
    acceptedCount: z.number().int(),
    askedCount: z.number().int(),
    openCount: z.number().int().meta({ description: 'Asked, and neither answered nor let go.' }),
    declinedCount: z.number().int(),
    lateYesCount: z.number().int(),
    openedAt: instantSchema,
    stopComingAt: instantSchema.nullable(),
  })
  .meta({ id: 'Callout' });
export type CalloutView = z.infer<typeof calloutViewSchema>;

export const calloutListQuerySchema = pageQuerySchema;
export const calloutPageSchema = pageOf(calloutViewSchema).meta({ id: 'CalloutPage' });
