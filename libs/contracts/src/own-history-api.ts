import { z } from 'zod';
import { ASSIGNMENT_STATUSES } from '#core/assignment';
import { INCIDENT_KINDS, INCIDENT_MODES } from '#core/incident';
import { TOLD_REASONS } from '#core/own-history';
import { toldOutcomeSchema } from '#contracts/after-care-api';
import { idSchema, instantSchema, pageOf } from '#contracts/shapes';

const when = instantSchema.nullable();

export const ownHistoryItemSchema = z
  .object({
    id: idSchema,
    about: z.enum(['incident', 'callout', 'drill']),
    at: instantSchema,
    mode: z.enum(INCIDENT_MODES),
    kind: z.enum(INCIDENT_KINDS).nullable(),
    title: z.string().nullable().meta({ description: 'Of a call-out or a drill.' }),
    distanceBandM: z.number().nullable().meta({ description: 'How far, in steps of 250 m.' }),
    alert: z
      .object({
        status: z.enum(['accepted', 'declined', 'expired', 'withdrawn']),
        endedReason: z.string().nullable(),
        answeredAt: when,
      })
      .nullable()
      .meta({ description: 'Null where this person was considered and not chosen.' }),
    notChosenBecause: z.enum(TOLD_REASONS).nullable(),
    assignment: z
      .object({
        status: z.enum(ASSIGNMENT_STATUSES),
        enRouteAt: when,
        onSceneAt: when,
        withPatientAt: when,
        endedAt: when,
      })
      .nullable(),
    outcome: toldOutcomeSchema.nullable(),
  })
  .meta({
    id: 'OwnHistoryItem',
    description: 'An alert of this person, or an incident near them that they were not sent to.',
  });
export type OwnHistoryItemView = z.infer<typeof ownHistoryItemSchema>;
export const ownHistoryPageSchema = pageOf(ownHistoryItemSchema).meta({ id: 'OwnHistoryPage' });

export const ownPositionSchema = z
  .object({ measuredAt: when.meta({ description: 'Null where there is none.' }) })
  .meta({ id: 'OwnPosition' });
export type OwnPositionView = z.infer<typeof ownPositionSchema>;
