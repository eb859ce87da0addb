import { z } from 'zod';
import { EVIDENCE_ROWS } from '#core/evidence-table';
import { INCIDENT_KINDS, INCIDENT_PRIORITIES, SETTINGS, type IncidentStatus } from '#core/incident';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { idSchema, instantSchema, refSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

/** What a pack is for: the service itself, or everybody. */
export const EVIDENCE_RELEASES = ['internal', 'public'] as const;
/** Arrests alone, or incidents of every kind. */
export const EVIDENCE_KINDS = ['arrests', 'all'] as const;
/** Figures, or the rows that they were counted from. */
export const EVIDENCE_PARTS = ['figures', 'system', ...EVIDENCE_ROWS] as const;

const STATUSES = ['active', 'closed', 'cancelled'] as const satisfies readonly IncidentStatus[];
const FIGURE_LENGTH_MAX = 120;

const query = {
  from: instantSchema,
  to: instantSchema.meta({ description: 'Before this moment.' }),
  reason: text(SHORT_TEXT_LENGTH_MAX).optional().meta({
    description: 'What it is for; kept in the audit. Compulsory.',
  }),
  kinds: z.enum(EVIDENCE_KINDS).default('arrests').meta({
    description: 'Incidents that control called a cardiac arrest, or all of them.',
  }),
  release: z.enum(EVIDENCE_RELEASES).default('internal').meta({
    description: 'A public one has no rows and no small numbers.',
  }),
};

export const evidencePageQuerySchema = z.strictObject(query);

export const evidenceQuerySchema = z.strictObject({
  ...query,
  part: z.enum(EVIDENCE_PARTS).default('figures'),
  figure: z.string().min(1).max(FIGURE_LENGTH_MAX).optional().meta({
    description: 'The rows behind one number, by its name, such as `help/on-scene`.',
  }),
});
export type EvidenceQuery = z.output<typeof evidenceQuerySchema>;

const number = z.number().nullable().meta({ description: 'Null where it is kept back.' });

const tableSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    counts: z.string().meta({ description: 'What one counts.' }),
    columns: z.array(z.string()).meta({ description: 'None where there is one number a line.' }),
    totals: z.array(number),
    bars: z.array(
      z.object({
        name: z.string(),
        says: z.string(),
        counts: z.array(number),
        figures: z.array(z.string().nullable()).meta({
          description: 'For each number the name by which its rows are asked for; null for none.',
        }),
      }),
    ),
  })
  .meta({ id: 'EvidenceTable' });
export type EvidenceTableView = z.infer<typeof tableSchema>;

const timeSchema = z
  .object({
    name: z.string(),
    says: z.string(),
    count: number.meta({ description: 'Arrests in which both moments are known.' }),
    p10S: number,
    p50S: number,
    p90S: number,
    figure: z.string().nullable(),
  })
  .meta({ id: 'EvidenceTime', description: 'Whole seconds.' });
export type EvidenceTimeView = z.infer<typeof timeSchema>;

const itemSchema = z
  .object({
    topic: z.enum(['system', 'network', 'technology', 'reporting', 'aeds']),
    item: z.string(),
    value: z.string().nullable().meta({ description: 'Null: not known to Closeby.' }),
  })
  .meta({ id: 'EvidenceItem' });
export type EvidenceItemView = z.infer<typeof itemSchema>;

const moment = instantSchema.nullable();
const unknown = z.literal('unknown');
const count = z.number().int();

export const arrestRecordSchema = z
  .object({
    id: idSchema,
    controlRef: refSchema,
    status: z.enum(STATUSES),
    kind: z.enum(INCIDENT_KINDS),
    priority: z.enum(INCIDENT_PRIORITIES),
    setting: z.enum(SETTINGS),
    raisedByHand: z.boolean(),
    policyName: z.string(),
    policyVersion: count,
    ageYears: z.number().nullable(),
    calledAt: instantSchema,
    receivedAt: instantSchema,
    firstAlertAt: moment,
    firstDeliveredAt: moment,
    firstSeenAt: moment,
    firstAcceptedAt: moment,
    firstEnRouteAt: moment,
    firstOnSceneAt: moment,
    firstWithPatientAt: moment,
    aedOnSceneAt: moment,
    firstCprAt: z.null(),
    firstShockAt: z.null(),
    ambulanceExpectedAt: moment,
    ambulanceArrivedAt: z.null(),
    lastClearedAt: moment,
    cancelledAt: moment,
    closedAt: moment,
    witnessed: unknown,
    bystanderCpr: unknown,
    dispatcherCpr: unknown,
    firstRhythm: unknown,
    aedAppliedBy: unknown,
    outcome: unknown,
    alerts: count,
    accepted: count,
    onScene: count,
    unreached: count,
    aedsCollected: count,
    aedsNotToBeHad: count,
    notAlerted: count,
    nearestM: z.number().nullable(),
  })
  .meta({
    id: 'ArrestRecord',
    description: 'In the Utstein style; null and `unknown` are what Closeby does not know.',
  });
export type ArrestRecordView = z.infer<typeof arrestRecordSchema>;

export const evidenceAlertSchema = z
  .object({
    id: idSchema,
    incidentId: idSchema,
    responderId: idSchema,
    wave: count,
    status: z.enum(['sent', 'accepted', 'declined', 'expired', 'withdrawn']),
    end: z.string().meta({ description: 'The line of the table `alerts` that it is counted in.' }),
    reason: z.string(),
    endedReason: z.string().nullable(),
    distanceM: z.number().nullable(),
    sentAt: instantSchema,
    deliveredAt: moment,
    seenAt: moment,
    answeredAt: moment,
    reachedBy: z.enum(DELIVERY_CHANNELS).nullable(),
    unreachedWhy: z.string().nullable(),
  })
  .meta({ id: 'EvidenceAlert' });
export type EvidenceAlertView = z.infer<typeof evidenceAlertSchema>;

export const evidenceDeliverySchema = z
  .object({
    id: idSchema,
    alertId: idSchema,
    incidentId: idSchema,
    channel: z.enum(DELIVERY_CHANNELS),
    status: z.enum(['queued', 'handed-over', 'delivered', 'not-needed', 'failed']),
    queuedAt: instantSchema,
    dueAt: instantSchema,
    finishedAt: moment,
    deliveredAt: moment,
    seenAt: moment,
    spared: z.string().nullable(),
  })
  .meta({ id: 'EvidenceDelivery' });
export type EvidenceDeliveryView = z.infer<typeof evidenceDeliverySchema>;

export const evidenceSchema = z
  .object({
    organisation: z.string(),
    timeZone: z.string(),
    from: instantSchema,
    to: instantSchema,
    madeAt: instantSchema,
    kinds: z.enum(EVIDENCE_KINDS),
    release: z.enum(EVIDENCE_RELEASES),
    system: z.array(itemSchema),
    tables: z.array(tableSchema),
    times: z.array(timeSchema),
    unevenness: number.meta({
      description: 'Gini coefficient of alerts over those who got one; 0 where all got as many.',
    }),
    arrests: z.array(arrestRecordSchema).nullable(),
    alerts: z.array(evidenceAlertSchema).nullable(),
    deliveries: z.array(evidenceDeliverySchema).nullable(),
  })
  .meta({
    id: 'Evidence',
    description: 'Actual incidents alone; rows are null unless they were asked for.',
  });
export type EvidenceView = z.infer<typeof evidenceSchema>;
