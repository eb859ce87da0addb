import { z } from 'zod';
import { DEFAULT_CALLOUT_POLICY } from '#core/callout';
import {
  CALLOUT_ORDERS,
  type CalloutNeed,
  type MusterPoint,
  type Shift,
} from '#core/callout-needs';
import { EQUIPMENT, type Pieces } from '#core/equipment';
import { CREDENTIAL_KINDS } from '#core/responder';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import {
  fromPlace,
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  pointSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
  toInstant,
  toIso,
  toPlace,
} from '#contracts/shapes';

export const CALLOUT_WANTED_MAX = 100_000;
export const NEEDS_MAX = 20;
export const SHIFTS_MAX = 100;
export const MUSTER_POINTS_MAX = 50;
export const WAVES_MAX = 10;
export const PIECES_MAX = 1_000;
export const KEY_LENGTH_MAX = 40;
export const BATCH_MAX = 100_000;

/** A short name within one call-out. */
export const keySchema = z
  .string()
  .max(KEY_LENGTH_MAX)
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be small letters, digits and hyphens' });

/** Pieces of equipment by kind. */
export const piecesSchema = z
  .partialRecord(z.enum(EQUIPMENT), z.number().int().min(1).max(PIECES_MAX))
  .meta({ id: 'Pieces', description: 'Pieces of equipment by kind.' });

const people = z.number().int().min(0).max(CALLOUT_WANTED_MAX);

export const briefingSchema = z
  .strictObject({
    event: text(LONG_TEXT_LENGTH_MAX),
    task: text(LONG_TEXT_LENGTH_MAX),
    contact: text(SHORT_TEXT_LENGTH_MAX),
    bring: text(LONG_TEXT_LENGTH_MAX),
    risks: text(LONG_TEXT_LENGTH_MAX),
  })
  .meta({ id: 'Briefing', description: 'What people must know; none of it may be empty.' });

export const needSchema = z
  .strictObject({
    needKey: keySchema,
    label: text(SHORT_TEXT_LENGTH_MAX),
    minimumCount: people.default(0),
    wantedCount: people.min(1),
    credentialKinds: z.array(z.enum(CREDENTIAL_KINDS)).default([]),
    equipment: piecesSchema.default({}),
    shiftKey: keySchema.nullable().default(null),
  })
  .meta({ id: 'CalloutNeed' });

export const shiftSchema = z
  .strictObject({ shiftKey: keySchema, from: instantSchema, until: instantSchema })
  .meta({ id: 'Shift' });

export const windowSchema = z
  .strictObject({ from: instantSchema, until: instantSchema })
  .meta({ id: 'CalloutWindow', description: 'From the first to the last of the work.' });

export const musterPointSchema = z
  .strictObject({
    musterKey: keySchema,
    name: text(SHORT_TEXT_LENGTH_MAX),
    place: pointSchema,
    quotaCount: people.min(1).nullable().default(null),
    routeNote: text(LONG_TEXT_LENGTH_MAX),
    parkingNote: text(LONG_TEXT_LENGTH_MAX),
  })
  .meta({ id: 'MusterPoint' });

export const presenceSchema = z
  .strictObject({ now: z.boolean(), entering: z.boolean(), living: z.boolean() })
  .refine((presence) => presence.now || presence.entering || presence.living, {
    error: 'must ask for somebody',
  })
  .meta({ id: 'Presence', description: 'Who counts as being in the area.' });

export const waveSchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX),
    credentialKinds: z.array(z.enum(CREDENTIAL_KINDS)).default([]),
    equipment: z.array(z.enum(EQUIPMENT)).default([]),
    groupIds: z.array(idSchema).default([]),
    distanceMaxM: z.number().min(1).max(1_000_000).nullable().default(null),
  })
  .meta({ id: 'CalloutWave' });

const usual = DEFAULT_CALLOUT_POLICY;

export const calloutPolicySchema = z
  .strictObject({
    waves: z
      .array(waveSchema)
      .min(1)
      .max(WAVES_MAX)
      .default([{ ...usual.waves[0], label: 'Everyone' } as z.output<typeof waveSchema>]),
    order: z.enum(CALLOUT_ORDERS).default(usual.order),
    intervalMs: z.number().int().min(SECOND_MS).max(DAY_MS).default(usual.intervalMs),
    batchMax: z.number().int().min(1).max(BATCH_MAX).default(usual.batchMax),
    acceptShare: z.number().min(0.01).max(1).default(usual.acceptShare),
    confidence: z.number().min(0.5).max(0.999).default(usual.confidence),
    overshootShareMax: z.number().min(0).max(1).default(usual.overshootShareMax),
    alertTtlMs: z
      .number()
      .int()
      .min(MINUTE_MS)
      .max(7 * DAY_MS)
      .default(usual.alertTtlMs),
    fixStaleAfterMs: z
      .number()
      .int()
      .min(MINUTE_MS)
      .max(24 * HOUR_MS)
      .default(usual.fixStaleAfterMs),
  })
  .meta({ id: 'CalloutPolicy', description: 'The numbers by which a call-out is filled.' });

/** Pieces of a message: kinds without a number are left out. */
export function toPieces(message: z.output<typeof piecesSchema>): Pieces {
  return Object.fromEntries(Object.entries(message).filter(([, count]) => count > 0));
}

/** A need as core reads it. */
export function toNeed(message: z.output<typeof needSchema>): CalloutNeed {
  return { ...message, equipment: toPieces(message.equipment) };
}

/** A shift with its moments as instants. */
export function toShift(message: z.output<typeof shiftSchema>): Shift {
  return { ...message, from: toInstant(message.from), until: toInstant(message.until) };
}

/** A shift as it goes over the wire. */
export function fromShift(shift: Shift): z.output<typeof shiftSchema> {
  return { ...shift, from: toIso(shift.from), until: toIso(shift.until) };
}

/** A muster point with its place as core reads it. */
export function toMusterPoint(message: z.output<typeof musterPointSchema>): MusterPoint {
  return { ...message, place: toPlace(message.place) };
}

/** A muster point as it goes over the wire. */
export function fromMusterPoint(point: MusterPoint): z.output<typeof musterPointSchema> {
  return { ...point, place: fromPlace(point.place) };
}
