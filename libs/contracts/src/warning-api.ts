import { z } from 'zod';
import { INCIDENT_MODES } from '#core/incident';
import {
  WARNING_FORMS,
  WARNING_MESSAGE_TYPES,
  WARNING_ORIGINS,
  WARNING_SCOPES,
  WARNING_STATES,
  WARNING_STATUSES,
} from '#core/warning';
import { openCalloutSchema } from '#contracts/callout-api';
import { keySchema } from '#contracts/callout-parts';
import {
  areaSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** A warning with thousands of points, or a day's collection of them. */
export const WARNING_BYTES_MAX = 2 * 1024 * 1024;

/** XML as it is; JSON of up to 64 KiB, more of it as `application/geo+json`. */
export const WARNING_UPLOAD = {
  mediaTypes: [
    'application/cap+xml',
    'application/xml',
    'text/xml',
    'application/geo+json',
    'application/json',
  ],
  bytesMax: WARNING_BYTES_MAX,
} as const;

const keyShape = { sender: z.string(), identifier: z.string(), sentAt: instantSchema };
const optional = z.string().nullable();
const when = instantSchema.nullable();

export const warningSummarySchema = z
  .object({
    id: idSchema,
    origin: z.enum(WARNING_ORIGINS),
    feedRef: z.string().nullable().meta({ description: 'Null where somebody sent it in.' }),
    ...keyShape,
    receivedAt: instantSchema,
    state: z.enum(WARNING_STATES),
    status: z.enum(WARNING_STATUSES),
    messageType: z.enum(WARNING_MESSAGE_TYPES),
    scope: z.enum(WARNING_SCOPES),
    proposes: z.enum(INCIDENT_MODES).nullable().meta({
      description: 'In which mode a call-out may come of it; null: none may.',
    }),
    whyNoProposal: z.string().nullable(),
    event: z.string(),
    headline: optional,
    urgency: optional,
    severity: optional,
    certainty: optional,
    senderName: optional,
    areaNames: z.array(z.string()),
    startsAt: instantSchema,
    expiresAt: when.meta({ description: 'Null: until it is updated, cancelled or dismissed.' }),
  })
  .meta({ id: 'WarningSummary' });
export type WarningSummaryView = z.infer<typeof warningSummarySchema>;

export const warningInfoSchema = z
  .object({
    language: z.string(),
    event: z.string(),
    headline: optional,
    description: optional,
    instruction: optional,
    contact: optional,
    web: optional,
    startsAt: when,
    expiresAt: when,
  })
  .meta({ id: 'WarningInfo', description: 'What it says in one language, or of one part.' });

export const warningViewSchema = warningSummarySchema
  .extend({
    infos: z.array(warningInfoSchema),
    area: areaSchema.nullable().meta({
      description: 'Its own, or else of stored areas that carry its codes; null: not known.',
    }),
    geocodes: z.array(
      z.object({ name: z.string(), value: z.string(), areaRef: z.string().nullable() }),
    ),
    references: z.array(z.object({ ...keyShape, warningId: idSchema.nullable() })),
    replacedById: idSchema.nullable(),
    signature: z.enum(['absent', 'present-unverified']).meta({
      description: 'Signatures are told and not checked: nothing here rests on one.',
    }),
    signedBy: optional,
    remarks: z.array(z.object({ code: z.string(), says: z.string() })).meta({
      description: 'What is odd about it and did not keep it out.',
    }),
    dismissedReason: optional,
    callouts: z
      .array(z.object({ calloutId: idSchema, status: z.string(), title: z.string() }))
      .meta({ description: 'Opened from a proposal of it, or of one that it replaces.' }),
  })
  .meta({ id: 'Warning' });
export type WarningView = z.infer<typeof warningViewSchema>;

export const warningsTakenSchema = z
  .object({
    items: z.array(
      z.object({
        outcome: z.enum(['added', 'known-before']),
        warning: warningSummarySchema,
      }),
    ),
    refused: z.array(z.object({ identifier: z.string(), says: z.string() })).meta({
      description: 'Of a collection: which of it could not be read, and why.',
    }),
  })
  .meta({ id: 'WarningsTaken' });
export type WarningsTakenView = z.infer<typeof warningsTakenSchema>;

export const warningAsParamsSchema = z.strictObject({
  warningId: idSchema,
  form: z.enum(WARNING_FORMS),
});

export const warningListQuerySchema = pageQuerySchema.extend({
  state: z.enum(WARNING_STATES).optional(),
});
export const warningPageSchema = pageOf(warningSummarySchema).meta({ id: 'WarningPage' });

export const dismissWarningSchema = z
  .strictObject({ reason: text(SHORT_TEXT_LENGTH_MAX) })
  .meta({ id: 'DismissWarning' });

export const proposalQuerySchema = z.strictObject({ template: keySchema });
export const proposalSchema = z
  .object({
    warningId: idSchema,
    templateRef: keySchema,
    draft: openCalloutSchema.meta({
      description: 'Complete, and sent by nobody: a person opens it, changed or not.',
    }),
    remarks: z.array(z.object({ code: z.string(), says: z.string() })),
  })
  .meta({ id: 'CalloutProposal' });
export type ProposalView = z.infer<typeof proposalSchema>;
