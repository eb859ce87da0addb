import { z } from 'zod';
import { INCIDENT_MODES } from '#core/incident';
import { EVENT_TYPES, TEST_EVENT } from '#core/webhook-events';
import { factViewSchema } from '#contracts/incident-api';
import { weeklyReportSchema } from '#contracts/report-card-api';
import {
  idSchema,
  instantSchema,
  PAGE_SIZE_MAX,
  pageOf,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const HOOK_URL_LENGTH_MAX = 2_000;
/** Addresses of one organisation. */
export const WEBHOOKS_MAX = 10;

const eventTypeSchema = z.enum(EVENT_TYPES);
const typesSchema = z
  .array(eventTypeSchema)
  .max(EVENT_TYPES.length)
  .meta({ description: 'Which events are sent; all of them where this is empty.' });

/** What an event says of an incident: one fact, and how far the incident had come. */
export const incidentNewsSchema = z
  .object({
    incidentId: idSchema,
    controlRef: refSchema,
    mode: z.enum(INCIDENT_MODES),
    status: z.enum(['active', 'closed', 'cancelled']),
    progress: z
      .enum(['alerting', 'resources-assigned', 'resources-en-route', 'resources-on-scene'])
      .nullable()
      .meta({ description: 'How far those who are bound to it had come; null once it is over.' }),
    fact: factViewSchema,
  })
  .meta({ id: 'IncidentNews' });

const envelope = {
  specversion: z.literal('1.0'),
  id: idSchema.meta({ description: 'The same however often it is sent or read.' }),
  source: z.string().meta({ description: 'The organisation: /v1/organisations/{id}.' }),
  time: instantSchema.meta({ description: 'When it happened.' }),
  datacontenttype: z.literal('application/json'),
};

/** Something that happened, as CloudEvents 1.0 writes it in JSON. */
export const cloudEventSchema = z
  .object({
    ...envelope,
    type: z.enum([...EVENT_TYPES, TEST_EVENT]),
    subject: idSchema.optional().meta({ description: 'The incident.' }),
    seq: z.number().int().optional().meta({
      description: 'Grows within the incident: events may come in another order.',
    }),
    data: z.union([incidentNewsSchema, weeklyReportSchema, z.object({ says: z.string() })]),
  })
  .meta({ id: 'CloudEvent' });
export type CloudEventView = z.infer<typeof cloudEventSchema>;

export const eventsQuerySchema = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,16}$/, { error: 'must be `next` of an earlier answer' })
    .default('0')
    .meta({ description: '`next` of the last answer; from the oldest kept where left out.' }),
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(100),
});

export const eventsPageSchema = z
  .object({
    items: z.array(cloudEventSchema),
    next: z.string().meta({ description: 'To be given as `after`; the same while nothing new.' }),
    more: z.boolean().meta({ description: 'There is more already.' }),
  })
  .meta({ id: 'EventsPage' });
export type EventsPageView = z.infer<typeof eventsPageSchema>;

/** An address that events are sent to. */
export const webhookSchema = z
  .object({
    id: idSchema,
    label: z.string(),
    url: z.string(),
    types: typesSchema,
    createdAt: instantSchema,
    secrets: z
      .array(z.object({ createdAt: instantSchema, endsAt: instantSchema.nullable() }))
      .meta({ description: 'What signs now; the older one of a rotated pair ends by itself.' }),
    failingSince: instantSchema.nullable(),
    disabledAt: instantSchema.nullable(),
    disabledReason: z.string().nullable(),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookSchema>;
export const webhookListSchema = z
  .object({ webhooks: z.array(webhookSchema) })
  .meta({ id: 'WebhookList' });

const urlSchema = z
  .url({ protocol: /^https$/, error: 'must be an https address' })
  .max(HOOK_URL_LENGTH_MAX);

export const addWebhookSchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX),
    url: urlSchema,
    types: typesSchema.default([]),
  })
  .meta({ id: 'AddWebhook' });
export type AddWebhook = z.infer<typeof addWebhookSchema>;

export const putWebhookSchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX),
    url: urlSchema,
    types: typesSchema,
    disabled: z.boolean().meta({ description: 'False also takes it up again after it failed.' }),
  })
  .meta({ id: 'PutWebhook' });
export type PutWebhook = z.infer<typeof putWebhookSchema>;

export const webhookSecretSchema = z
  .object({
    webhook: webhookSchema,
    secret: z.string().meta({ description: 'whsec_ and base64; shown this once.' }),
  })
  .meta({ id: 'WebhookSecret' });
export type WebhookSecretView = z.infer<typeof webhookSecretSchema>;

export const webhookTestSchema = z
  .object({
    taken: z.boolean(),
    httpStatus: z.number().int().nullable(),
    says: z.string().meta({ description: 'What came back, in a few words.' }),
  })
  .meta({ id: 'WebhookTest' });
export type WebhookTestView = z.infer<typeof webhookTestSchema>;

/** One event on its way to one address, or given up. */
export const webhookDeliverySchema = z
  .object({
    id: idSchema,
    webhookId: idSchema,
    eventId: idSchema,
    type: z.string(),
    subject: idSchema.nullable(),
    status: z.enum(['queued', 'delivered', 'dead']),
    attempts: z.number().int(),
    dueAt: instantSchema.nullable(),
    reason: z.string().nullable().meta({ description: 'Why the last attempt failed.' }),
    httpStatus: z.number().int().nullable(),
    settledAt: instantSchema.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDeliveryView = z.infer<typeof webhookDeliverySchema>;
export const webhookDeliveryPageSchema = pageOf(webhookDeliverySchema).meta({
  id: 'WebhookDeliveryPage',
});

export const replaySchema = z
  .strictObject({
    since: instantSchema.meta({ description: 'Events that were recorded from this moment on.' }),
    delivered: z.boolean().default(false).meta({
      description: 'Also those that were taken, for a receiver that has lost them.',
    }),
  })
  .meta({ id: 'ReplayWebhook' });
export type ReplayWebhook = z.infer<typeof replaySchema>;
export const replayedSchema = z.object({ count: z.number().int() }).meta({ id: 'ReplayedWebhook' });
