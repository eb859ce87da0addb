import { z } from 'zod';
import { CALLOUT_REASONS } from '#core/callout-considered';
import { INCIDENT_MODES } from '#core/incident';
import { calloutPolicySchema, NEEDS_MAX, needSchema } from '#contracts/callout-parts';
import { factViewSchema } from '#contracts/incident-api';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const people = z.number().int().min(0);
const reasonSchema = z.enum(CALLOUT_REASONS);

export const putCalloutNeedsSchema = z
  .strictObject({
    needs: z.array(needSchema).min(1).max(NEEDS_MAX),
    policy: calloutPolicySchema.optional().meta({ description: 'Left as it is where not given.' }),
    reason: text(SHORT_TEXT_LENGTH_MAX),
  })
  .meta({ id: 'PutCalloutNeeds' });
export type PutCalloutNeedsMessage = z.output<typeof putCalloutNeedsSchema>;

export const calloutTimelinePageSchema = pageOf(factViewSchema).meta({ id: 'CalloutTimeline' });

export const calloutConsideredQuerySchema = pageQuerySchema.extend({
  reason: reasonSchema.optional(),
});

export const calloutConsideredSchema = z
  .object({
    responderId: idSchema,
    displayName: z.string(),
    reason: reasonSchema,
    sentence: z.string(),
    distanceM: z.number().nullable().meta({ description: 'To the nearest muster point.' }),
    alertStatus: z
      .enum(['sent', 'accepted', 'declined', 'expired', 'withdrawn'])
      .nullable()
      .meta({ description: 'Of the newest question; null where none was asked.' }),
    decidedAt: instantSchema,
  })
  .meta({ id: 'CalloutConsidered' });
export type CalloutConsideredView = z.infer<typeof calloutConsideredSchema>;
export const calloutConsideredPageSchema = pageOf(calloutConsideredSchema).meta({
  id: 'CalloutConsideredPage',
});

const spreadSchema = z.object({
  gini: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: '0 where all have as many, towards 1 where one has all.' }),
  histogram: z.array(z.object({ times: people, peopleCount: people })),
});

export const calloutFairnessSchema = z
  .object({
    calloutId: idSchema,
    daysCount: z.number().int().meta({ description: 'Days that are looked back on.' }),
    peopleCount: people.meta({ description: 'Who was asked or may yet be.' }),
    asked: spreadSchema,
    accepted: spreadSchema,
  })
  .meta({ id: 'CalloutFairness', description: 'How evenly asking and yes are spread.' });
export type CalloutFairnessView = z.infer<typeof calloutFairnessSchema>;

export const ownCalloutSchema = z
  .object({
    calloutId: idSchema,
    title: z.string(),
    mode: z.enum(INCIDENT_MODES),
    status: z.enum(['open', 'filled', 'closed', 'cancelled']),
    openedAt: instantSchema,
    window: z.object({ from: instantSchema, until: instantSchema }),
    distanceBandM: z.number().nullable().meta({ description: 'To the nearest muster point.' }),
    reason: reasonSchema,
    sentence: z.string(),
    alertId: idSchema.nullable().meta({ description: 'The question, where one was asked.' }),
  })
  .meta({ id: 'OwnCallout' });
export type OwnCalloutView = z.infer<typeof ownCalloutSchema>;
export const ownCalloutListSchema = z
  .object({ callouts: z.array(ownCalloutSchema) })
  .meta({ id: 'OwnCalloutList', description: 'Activity near this person, newest first.' });
