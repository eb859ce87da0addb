import { z } from 'zod';
import { BOOKING_STATUSES } from '#core/callout-booking';
import {
  FIELD_TASK_OUTCOMES,
  FIELD_TASK_PRIORITIES,
  FIELD_TASK_STATUSES,
  FIELD_TASK_STEPS,
} from '#core/field-task';
import { keySchema, piecesSchema } from '#contracts/callout-parts';
import {
  idSchema,
  instantSchema,
  optionalText,
  pageOf,
  pageQuerySchema,
  pointSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const PEOPLE_OF_TASK_MAX = 1_000;
export const TEAM_MAX = 100;
const CELL_SIDE_MAX_M = 50_000;

/** An exact place, or a square to be searched. */
const whereSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('place'), place: pointSchema }),
    z.strictObject({
      kind: z.literal('cell'),
      centre: pointSchema,
      sizeM: z.number().min(10).max(CELL_SIDE_MAX_M),
    }),
  ])
  .meta({ id: 'FieldTaskWhere', description: 'A place, or a square by its middle and side.' });
export type FieldTaskWhereMessage = z.infer<typeof whereSchema>;

const written = {
  title: text(SHORT_TEXT_LENGTH_MAX),
  where: whereSchema,
  whereNote: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  needKey: keySchema.nullable().default(null),
  wantedCount: z.number().int().min(1).max(PEOPLE_OF_TASK_MAX).default(1),
  equipment: piecesSchema.default({}),
  riskNote: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  priority: z.enum(FIELD_TASK_PRIORITIES).default('normal'),
  until: instantSchema.nullable().default(null),
};

/** A task of a call-out; with an id of the caller's, sending it again adds no second one. */
export const addTaskSchema = z
  .strictObject({ taskId: idSchema.optional(), ...written })
  .meta({ id: 'AddFieldTask' });
export type AddTaskMessage = z.output<typeof addTaskSchema>;

/** A task anew; its team, where it has one, is told. */
export const changeTaskSchema = z.strictObject(written).meta({ id: 'ChangeFieldTask' });
export type ChangeTaskMessage = z.output<typeof changeTaskSchema>;

/** The whole team: whoever is not named is taken off the task. */
export const assignTaskSchema = z
  .strictObject({
    bookingIds: z.array(idSchema).max(TEAM_MAX),
    leaderBookingId: idSchema.nullable().default(null).meta({
      description: 'Who leads; else who led before and stays, else the first.',
    }),
  })
  .meta({ id: 'AssignFieldTask' });
export type AssignTaskMessage = z.output<typeof assignTaskSchema>;

export const endTaskSchema = z
  .strictObject({
    outcome: z.enum([...FIELD_TASK_OUTCOMES, 'reopened']),
    note: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  })
  .meta({ id: 'EndFieldTask' });
export type EndTaskMessage = z.output<typeof endTaskSchema>;

const memberSchema = z.object({
  bookingId: idSchema,
  displayName: z.string(),
  isLeader: z.boolean(),
  peopleCount: z.number().int(),
  assignedAt: instantSchema,
  step: z.enum(FIELD_TASK_STEPS).nullable(),
  stepAt: instantSchema.nullable(),
  note: z.string().nullable(),
  trouble: z.enum(['left', 'called-away', 'overdue']).nullable().meta({
    description: 'Why they cannot be counted on: gone home, at an incident, not checked out.',
  }),
});

export const fieldTaskSchema = z
  .object({
    id: idSchema,
    calloutId: idSchema,
    title: z.string(),
    where: whereSchema,
    whereNote: z.string().nullable(),
    needKey: keySchema.nullable(),
    wantedCount: z.number().int(),
    assignedCount: z.number().int().meta({ description: 'People who can be counted on.' }),
    equipment: piecesSchema,
    riskNote: z.string().nullable(),
    priority: z.enum(FIELD_TASK_PRIORITIES),
    until: instantSchema.nullable(),
    isLate: z.boolean(),
    status: z.enum(FIELD_TASK_STATUSES),
    team: z.array(memberSchema),
    createdAt: instantSchema,
    endedAt: instantSchema.nullable(),
    endedNote: z.string().nullable(),
  })
  .meta({ id: 'FieldTask' });
export type FieldTaskView = z.infer<typeof fieldTaskSchema>;

export const fieldTaskPageSchema = pageOf(fieldTaskSchema).meta({ id: 'FieldTaskPage' });
export const fieldTaskQuerySchema = pageQuerySchema.extend({
  status: z.enum(FIELD_TASK_STATUSES).optional(),
});

/** Who would do for a task, best first, each with the reasons in sentences. */
export const teamSuggestionSchema = z
  .object({
    items: z.array(
      z.object({
        bookingId: idSchema,
        displayName: z.string(),
        status: z.enum(BOOKING_STATUSES),
        peopleCount: z.number().int(),
        distanceM: z.number().nullable(),
        isSuggested: z.boolean().meta({ description: 'One of those who would do together.' }),
        because: z.array(z.string()),
      }),
    ),
    says: z.string().meta({ description: 'What is still missing, or that these would do.' }),
  })
  .meta({ id: 'TeamSuggestion' });
export type TeamSuggestionView = z.infer<typeof teamSuggestionSchema>;

/** A task as whoever is in its team sees it, with the exact place. */
export const ownTaskSchema = z
  .object({
    id: idSchema,
    calloutId: idSchema,
    bookingId: idSchema,
    title: z.string(),
    where: whereSchema,
    whereNote: z.string().nullable(),
    riskNote: z.string().nullable(),
    equipment: piecesSchema,
    priority: z.enum(FIELD_TASK_PRIORITIES),
    until: instantSchema.nullable(),
    status: z.enum(FIELD_TASK_STATUSES),
    isLeader: z.boolean(),
    teamCount: z.number().int().meta({ description: 'People, with you.' }),
    step: z.enum(FIELD_TASK_STEPS).nullable(),
    assignedAt: instantSchema,
  })
  .meta({ id: 'OwnFieldTask' });
export type OwnTaskView = z.infer<typeof ownTaskSchema>;
export const ownTasksSchema = z
  .object({ items: z.array(ownTaskSchema) })
  .meta({ id: 'OwnFieldTasks' });

export const taskProgressSchema = z
  .strictObject({
    step: z.enum(FIELD_TASK_STEPS),
    note: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  })
  .meta({ id: 'FieldTaskProgress' });
export type TaskProgressMessage = z.output<typeof taskProgressSchema>;
