import { z } from 'zod';
import { TEAM_ROLES } from '#core/team-role';
import { safetyFindingSchema } from '#contracts/safety-api';
import { idSchema, instantSchema } from '#contracts/shapes';

/** Decisions shown of one incident: the first, and the newest of the others. */
export const DECISIONS_SHOWN_MAX = 60;

/** Why a decision was made. */
export const DECISION_TRIGGERS = [
  'raised',
  'changed-by-control',
  'by-dispatcher',
  'answered',
  'progress',
  'aed-reported',
  'due',
] as const;

/** What came of one person in one decision. */
export const PERSON_OUTCOMES = [
  'alerted',
  'not-alerted',
  'withdrawn',
  'expired',
  'ordered',
  'stood-down',
] as const;
export type PersonOutcome = (typeof PERSON_OUTCOMES)[number];

const share = z.number().meta({ description: 'Between 0 and 1.' });

/** What the decision expected of one person. */
export const estimateSchema = z
  .object({
    wayM: z.number().meta({ description: 'Metres along the way by their task.' }),
    etaMs: z.number().meta({ description: 'Median time until they are with the patient.' }),
    acceptChance: share,
    gain: share.nullable().meta({ description: 'Survival that alerting them adds.' }),
    price: share.nullable().meta({ description: 'What that must be at least.' }),
    whereabouts: z.enum(['live', 'scheduled-place', 'home']),
  })
  .meta({ id: 'Estimate' });
export type EstimateView = z.infer<typeof estimateSchema>;

const personFields = {
  responderId: idSchema,
  displayName: z.string(),
  reason: z.string().nullable(),
  sentence: z.string().meta({ description: 'The reason in one plain sentence.' }),
  distanceM: z.number().nullable(),
};

export const decidedPersonSchema = z
  .object({
    ...personFields,
    outcome: z.enum(PERSON_OUTCOMES),
    role: z.enum(TEAM_ROLES).nullable(),
    aedId: idSchema.nullable(),
    estimate: estimateSchema.nullable(),
  })
  .meta({ id: 'DecidedPerson' });
export type DecidedPersonView = z.infer<typeof decidedPersonSchema>;

export const decisionSchema = z
  .object({
    seq: z.number().int().meta({ description: '1 for the first of its incident.' }),
    at: instantSchema,
    trigger: z.enum(DECISION_TRIGGERS),
    sentence: z.string().meta({ description: 'When, why and by which rule, in plain words.' }),
    policyName: z.string(),
    policyVersion: z.number().int(),
    travelSource: z.enum(['straight-line', 'streets', 'routing-engine']),
    consideredCount: z.number().int(),
    expected: z
      .object({ ambulanceOnly: share, before: share, after: share })
      .nullable()
      .meta({ description: 'Expected survival; null for policies that do not reckon in it.' }),
    safety: z.array(safetyFindingSchema),
    nextReviewAt: instantSchema.nullable(),
    people: z.array(decidedPersonSchema).meta({
      description: 'Those for whom this decision brought something new.',
    }),
  })
  .meta({ id: 'Decision' });
export type DecisionView = z.infer<typeof decisionSchema>;

export const planSchema = z
  .object({
    incidentId: idSchema,
    policyName: z.string(),
    policyVersion: z.number().int(),
    people: z.array(
      z.object({
        ...personFields,
        reason: z.string(),
        alerted: z.boolean(),
        decidedAt: instantSchema,
      }),
    ),
    decisions: z.array(decisionSchema).meta({ description: 'Oldest first.' }),
    decisionsLeftOut: z.number().int().meta({
      description: 'Decisions between the first and the second shown that are not listed.',
    }),
  })
  .meta({
    id: 'Plan',
    description: 'Everyone considered, with the newest reason for each, and every decision.',
  });
export type PlanView = z.infer<typeof planSchema>;
