import { z } from 'zod';
import {
  WATCH_DIRECTIONS,
  WATCH_MEASURES,
  WATCH_POINT_KINDS,
  WATCH_STATES,
} from '#core/watch-point';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import {
  idSchema,
  instantSchema,
  optionalText,
  pageOf,
  pageQuerySchema,
  pointSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const RHYTHM_MIN_MS = 5 * MINUTE_MS;
const RHYTHM_MAX_MS = 90 * DAY_MS;
const VALUE_MAX = 1_000_000;
const UPSTREAM_MAX = 10;

const value = z.number().min(-VALUE_MAX).max(VALUE_MAX);
const rhythm = z.number().int().min(RHYTHM_MIN_MS).max(RHYTHM_MAX_MS);

const ruleShape = {
  measure: z.enum(WATCH_MEASURES),
  direction: z.enum(WATCH_DIRECTIONS).default('above').meta({
    description: 'Whether high or low values are the dangerous ones.',
  }),
  warnAt: value,
  alarmAt: value,
  valueMin: value,
  valueMax: value,
  jumpPerHour: z.number().positive().max(VALUE_MAX).meta({
    description: 'A change beyond it, in an hour, is told as a jump; the reading is kept.',
  }),
  everyMs: rhythm.default(DAY_MS),
  risingEveryMs: rhythm.default(HOUR_MS),
};

const ruleSchema = z
  .strictObject(ruleShape)
  .refine(({ valueMin, valueMax }) => valueMin < valueMax, {
    error: 'must be below valueMax',
    path: ['valueMin'],
  })
  .refine(
    ({ direction, warnAt, alarmAt }) =>
      direction === 'above' ? warnAt < alarmAt : warnAt > alarmAt,
    { error: 'must lie beyond warnAt in the direction of danger', path: ['alarmAt'] },
  )
  .refine(({ everyMs, risingEveryMs }) => risingEveryMs <= everyMs, {
    error: 'must be no longer than everyMs',
    path: ['risingEveryMs'],
  })
  .meta({ id: 'WatchRule', description: 'What is read, when it is dangerous, and how often.' });

/** A drain, gauge or bank to keep an eye on. */
export const putWatchPointSchema = z
  .strictObject({
    name: text(SHORT_TEXT_LENGTH_MAX),
    kind: z.enum(WATCH_POINT_KINDS),
    place: pointSchema,
    rule: ruleSchema,
    upstreamRefs: z.array(refSchema).max(UPSTREAM_MAX).default([]),
    templateRef: refSchema.nullable().default(null).meta({
      description: 'The call-out template to think of when it warns.',
    }),
  })
  .meta({ id: 'PutWatchPoint' });
export type PutWatchPointMessage = z.output<typeof putWatchPointSchema>;

/** Who adopts a point, or lets it go. */
export const adoptWatchPointSchema = z
  .strictObject({
    externalRef: refSchema.optional(),
    responderId: idSchema.optional(),
    adopts: z.boolean().default(true),
  })
  .refine((one) => (one.externalRef === undefined) !== (one.responderId === undefined), {
    error: 'must be given, or responderId must, and not both',
    path: ['externalRef'],
  })
  .meta({ id: 'AdoptWatchPoint' });
export type AdoptWatchPointMessage = z.output<typeof adoptWatchPointSchema>;

const lastReading = z.object({ value: z.number(), seenAt: instantSchema }).nullable();

const pointShape = {
  pointRef: refSchema,
  name: z.string(),
  kind: z.enum(WATCH_POINT_KINDS),
  place: pointSchema,
  rule: ruleSchema,
  state: z.enum(WATCH_STATES),
  isRising: z.boolean().meta({
    description: 'By its own readings, those of a point upstream, or a warning that covers it.',
  }),
  risingBecause: z.array(z.string()),
  trendPerHour: z.number().nullable(),
  lastReading,
  dueAt: instantSchema,
  isOverdue: z.boolean(),
};

export const watchPointSchema = z
  .object({
    ...pointShape,
    upstreamRefs: z.array(refSchema),
    templateRef: refSchema.nullable(),
    proposesTemplateRef: refSchema.nullable().meta({
      description: 'Its template, while it warns; a person opens the call-out.',
    }),
    adopterCount: z.number().int(),
    escalatedAt: instantSchema.nullable().meta({
      description: 'Since when nobody who was reminded has reported.',
    }),
  })
  .meta({ id: 'WatchPoint' });
export type WatchPointView = z.infer<typeof watchPointSchema>;
export const watchPointPageSchema = pageOf(watchPointSchema).meta({ id: 'WatchPointPage' });
export const watchPointQuerySchema = pageQuerySchema.extend({
  state: z.enum(WATCH_STATES).optional(),
});

const readingSchema = z.object({
  id: idSchema,
  value: z.number(),
  seenAt: instantSchema,
  receivedAt: instantSchema,
  responderId: idSchema.nullable(),
  note: z.string().nullable(),
  isJump: z.boolean(),
  hasPhoto: z.boolean(),
});

/** A point with who adopted it and its newest readings. */
export const watchPointDetailSchema = watchPointSchema
  .extend({
    adopters: z.array(z.object({ responderId: idSchema, displayName: z.string() })),
    readings: z.array(readingSchema).meta({ description: 'Newest first, at most fifty.' }),
  })
  .meta({ id: 'WatchPointDetail' });
export type WatchPointDetailView = z.infer<typeof watchPointDetailSchema>;

/** A point as its adopters see it on their phones. */
export const ownWatchPointsSchema = z
  .object({ items: z.array(z.object(pointShape)) })
  .meta({ id: 'OwnWatchPoints' });
export type OwnWatchPointsView = z.infer<typeof ownWatchPointsSchema>;

/** A reading; the phone gives the id, so that one that is sent twice is kept once. */
export const sendReadingSchema = z
  .strictObject({
    readingId: idSchema,
    value,
    seenAt: instantSchema,
    note: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  })
  .meta({ id: 'SendWatchReading' });
export type SendReadingMessage = z.output<typeof sendReadingSchema>;

export const takenReadingSchema = z
  .object({
    readingId: idSchema,
    state: z.enum(WATCH_STATES),
    isJump: z.boolean(),
    nextDueAt: instantSchema,
    says: z.string().nullable().meta({ description: 'To be shown at once; null for nothing.' }),
  })
  .meta({ id: 'TakenWatchReading' });
export type TakenReadingView = z.infer<typeof takenReadingSchema>;
