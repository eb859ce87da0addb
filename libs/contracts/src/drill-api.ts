import { z } from 'zod';
import { DELIVERY_CHANNELS } from '#core/delivery';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const DRILL_WINDOW_MIN_S = 10;
export const DRILL_WINDOW_MAX_S = 7 * 24 * 3_600;
export const DRILL_PEOPLE_MAX = 5_000;
export const DRILL_EVERY_MAX_DAYS = 366;

export const planDrillSchema = z
  .strictObject({
    drillId: idSchema.optional().meta({
      description: 'Of your choice, so that sending it again plans one drill; made where left out.',
    }),
    title: text(SHORT_TEXT_LENGTH_MAX),
    responderIds: z.array(idSchema).min(1).max(DRILL_PEOPLE_MAX).nullable().default(null).meta({
      description: 'Who takes part, of those on duty when it starts; null for all of them.',
    }),
    startsAt: instantSchema.optional().meta({ description: 'At once where left out.' }),
    windowS: z.number().int().min(DRILL_WINDOW_MIN_S).max(DRILL_WINDOW_MAX_S).default(600),
    everyDays: z.number().int().min(1).max(DRILL_EVERY_MAX_DAYS).nullable().default(null),
  })
  .meta({ id: 'PlanDrill' });
export type PlanDrillMessage = z.output<typeof planDrillSchema>;

export const drillCallSchema = z.object({
  responderId: idSchema,
  displayName: z.string(),
  alertId: idSchema,
  sentAt: instantSchema,
  deliveredAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  heardBy: z.array(z.enum(DELIVERY_CHANNELS)),
  state: z.enum(['waiting', 'answered', 'rang-unanswered', 'not-reached']),
});

/** A drill with its counts. */
export const drillSummarySchema = z
  .object({
    id: idSchema,
    title: z.string(),
    status: z.enum(['planned', 'running', 'ended', 'cancelled']),
    startsAt: instantSchema,
    windowS: z.number().int(),
    everyDays: z.number().int().nullable(),
    startedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    calledCount: z.number().int(),
    reachedCount: z.number().int(),
    answeredCount: z.number().int(),
    score: z.number().nullable().meta({
      description: 'Share of those called who answered in the window; null where nobody was.',
    }),
  })
  .meta({ id: 'DrillSummary' });
export type DrillSummaryView = z.infer<typeof drillSummarySchema>;

export const drillSchema = drillSummarySchema
  .extend({ calls: z.array(drillCallSchema) })
  .meta({ id: 'Drill', description: 'With everybody who was called.' });
export type DrillView = z.infer<typeof drillSchema>;
export const drillPageSchema = pageOf(drillSummarySchema).meta({ id: 'DrillPage' });
export const drillPageQuerySchema = pageQuerySchema;

export const TEST_ALARM_AFTER_MAX_S = 60;

/** A responder rings their own phones for practice. */
export const testAlarmMessageSchema = z
  .strictObject({
    testId: idSchema.meta({ description: 'Of your choice; sending it again rings once.' }),
    afterS: z.number().int().min(0).max(TEST_ALARM_AFTER_MAX_S).default(0).meta({
      description: 'Seconds to lay the phone down and lock it.',
    }),
  })
  .meta({ id: 'RingTestAlarm' });
export type TestAlarmMessage = z.output<typeof testAlarmMessageSchema>;

export const testAlarmSchema = drillCallSchema
  .pick({ deliveredAt: true, answeredAt: true, heardBy: true, state: true })
  .extend({ testId: idSchema, startsAt: instantSchema, sentAt: instantSchema.nullable() })
  .meta({ id: 'TestAlarm', description: 'Whether the phone rang, by which ways and how soon.' });
export type TestAlarmView = z.infer<typeof testAlarmSchema>;
