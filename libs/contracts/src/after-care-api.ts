import { z } from 'zod';
import { CALL_BACK_STATES, WELLBEINGS } from '#core/after-care';
import { CARE_BANDS, CARE_ITEM_MAX, CARE_ITEMS } from '#core/care-score';
import { INCIDENT_KINDS } from '#core/incident';
import {
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  optionalText,
  pageOf,
  pageQuerySchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** What happened, as far as it may be told; whoever released it stands for it by name. */
export const toldOutcomeSchema = z
  .object({ text: z.string(), releasedBy: z.string(), releasedAt: instantSchema })
  .meta({ id: 'ToldOutcome', description: 'What happened; never who the patient was.' });
export type ToldOutcomeView = z.infer<typeof toldOutcomeSchema>;

export const ownAfterCareSchema = z
  .object({
    assignmentId: idSchema,
    kind: z.enum(INCIDENT_KINDS),
    onSceneAt: instantSchema.nullable(),
    endedAt: instantSchema,
    state: z.enum(['open', 'answered', 'skipped']),
    callBack: z.enum(CALL_BACK_STATES).nullable(),
    outcome: toldOutcomeSchema.nullable(),
  })
  .meta({ id: 'OwnAfterCare', description: 'How are you, after one incident.' });
export type OwnAfterCareView = z.infer<typeof ownAfterCareSchema>;

export const ownAfterCareListSchema = z
  .object({
    contact: z.string().nullable().meta({ description: 'Who calls back, and how to reach them.' }),
    items: z.array(ownAfterCareSchema),
  })
  .meta({ id: 'OwnAfterCareList' });
export type OwnAfterCareListView = z.infer<typeof ownAfterCareListSchema>;

export const afterCareAnswerSchema = z
  .strictObject({
    wellbeing: z.enum(WELLBEINGS).nullable().default(null),
    scale: z
      .array(z.number().int().min(0).max(CARE_ITEM_MAX))
      .length(CARE_ITEMS.length)
      .nullable()
      .default(null)
      .meta({
        description: `${CARE_ITEMS.join(', ')}: each from 0, not at all, to 4, very much.`,
        example: [1, 0, 0, 2, 0, 0],
      }),
    callBack: z.boolean().default(false),
    text: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
  })
  .meta({ id: 'AfterCareAnswer', description: 'All of it may be left out; the last one counts.' });
export type AfterCareAnswerMessage = z.input<typeof afterCareAnswerSchema>;

export const afterCareSchema = z
  .object({
    assignmentId: idSchema,
    incidentId: idSchema,
    responderId: idSchema,
    displayName: z.string(),
    phone: z
      .string()
      .nullable()
      .meta({ description: 'While a call is to be made, and only then.' }),
    wellbeing: z.enum(WELLBEINGS).nullable(),
    text: z.string().nullable(),
    score: z.number().int().nullable().meta({
      description: 'Sum of the scale, 0 to 24; null where it was left out. No diagnosis.',
    }),
    band: z.enum(CARE_BANDS).meta({ description: '`call`: to be rung within a day.' }),
    dueAt: instantSchema.nullable().meta({
      description: 'By when they are to have been rung; null where nobody is to ring them.',
    }),
    isOverdue: z.boolean(),
    answeredAt: instantSchema,
    callBack: z.enum(CALL_BACK_STATES).nullable(),
    takenById: idSchema.nullable(),
    takenByName: z.string().nullable(),
    takenAt: instantSchema.nullable(),
    doneAt: instantSchema.nullable(),
  })
  .meta({ id: 'AfterCare', description: 'What somebody said of how they are.' });
export type AfterCareView = z.infer<typeof afterCareSchema>;
export const afterCarePageSchema = pageOf(afterCareSchema).meta({ id: 'AfterCarePage' });

export const afterCareQuerySchema = pageQuerySchema.extend({
  callBack: z.enum(CALL_BACK_STATES).optional(),
  due: z.literal('true').optional().meta({
    description: 'Calls to make alone, asked for or called for by the answers; soonest due first.',
  }),
});

export const moveCallBackSchema = z
  .strictObject({ to: z.enum(CALL_BACK_STATES) })
  .meta({ id: 'MoveCallBack', description: 'Taken on, handed back, or done.' });

const contact = z
  .string()
  .nullable()
  .meta({ description: 'Shown to whoever wants a call; null where nobody is named.' });
export const afterCareContactSchema = z.object({ contact }).meta({ id: 'AfterCareContact' });
export const putAfterCareContactSchema = z
  .strictObject({ contact: optionalText(SHORT_TEXT_LENGTH_MAX) })
  .meta({ id: 'PutAfterCareContact' });
export type AfterCareContactView = z.infer<typeof afterCareContactSchema>;

export const OUTCOME_LENGTH_MAX = 600;

export const putOutcomeSchema = z
  .strictObject({
    text: text(OUTCOME_LENGTH_MAX),
    releasedBy: text(SHORT_TEXT_LENGTH_MAX).meta({
      description: 'The person who decides that it may be told; responders see the name.',
    }),
  })
  .meta({ id: 'PutOutcome', description: 'Without anything that says who the patient was.' });

export const outcomeSchema = z
  .object({ outcome: toldOutcomeSchema.nullable() })
  .meta({ id: 'Outcome' });
export type OutcomeView = z.infer<typeof outcomeSchema>;
