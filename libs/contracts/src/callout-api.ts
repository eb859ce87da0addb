import { z } from 'zod';
import { INCIDENT_MODES } from '#core/incident';
import { CREDENTIAL_KINDS } from '#core/responder';
import {
  areaSchema,
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  pageOf,
  pageQuerySchema,
  pointSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const CALLOUT_WANTED_MAX = 100_000;

export const openCalloutSchema = z
  .strictObject({
    controlRef: refSchema,
    mode: z.enum(INCIDENT_MODES).default('actual'),
    title: text(SHORT_TEXT_LENGTH_MAX),
    message: text(LONG_TEXT_LENGTH_MAX),
    area: areaSchema,
    wantedCount: z.number().int().min(1).max(CALLOUT_WANTED_MAX),
    credentialKind: z.enum(CREDENTIAL_KINDS),
    musterPoint: z
      .strictObject({ place: pointSchema, note: text(SHORT_TEXT_LENGTH_MAX) })
      .nullable()
      .optional(),
    reason: text(SHORT_TEXT_LENGTH_MAX).optional().meta({
      description: 'Compulsory for a large call-out, which waits for a second person.',
    }),
  })
  .meta({ id: 'OpenCallout' });
export type OpenCalloutMessage = z.infer<typeof openCalloutSchema>;

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
    message: z.string(),
    area: areaSchema,
    wantedCount: z.number().int(),
    acceptedCount: z.number().int(),
    askedCount: z.number().int(),
    declinedCount: z.number().int(),
    lateYesCount: z.number().int(),
    credentialKind: z.enum(CREDENTIAL_KINDS),
    openedAt: instantSchema,
    accepted: z.array(z.object({ responderId: idSchema, displayName: z.string() })),
  })
  .meta({ id: 'Callout' });
export type CalloutView = z.infer<typeof calloutViewSchema>;

export const calloutListQuerySchema = pageQuerySchema;
export const calloutPageSchema = pageOf(calloutViewSchema).meta({ id: 'CalloutPage' });
