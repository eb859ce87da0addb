import { z } from 'zod';
import { AED_GAPS } from '#core/aed-gaps';
import { aedRecordSchema, OPENING_HOURS_LENGTH_MAX } from '#contracts/registry-api';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  SHORT_TEXT_LENGTH_MAX,
} from '#contracts/shapes';

const openState = z.enum(['open', 'closed', 'unknown']);

export const aedRegisterQuerySchema = pageQuerySchema.extend({
  words: z.string().max(SHORT_TEXT_LENGTH_MAX).optional().meta({
    description: 'In the reference, the name or where it hangs; large and small letters alike.',
  }),
  status: z.enum(['unverified', 'available', 'out-of-service', 'retired']).optional(),
  gap: z.enum(AED_GAPS).optional().meta({ description: 'Only those with something missing.' }),
});

/** An AED with what whoever keeps the register has to do about it. */
export const registeredAedSchema = aedRecordSchema
  .extend({
    open: openState.meta({ description: 'At the moment of the answer.' }),
    changesAt: instantSchema.nullable().meta({ description: 'When that ends, where it is known.' }),
    gaps: z.array(z.enum(AED_GAPS)),
    source: z.string().nullable().meta({ description: 'Its register; null where put by hand.' }),
    report: z
      .object({
        at: instantSchema,
        responder: z.object({ id: idSchema, displayName: z.string() }).nullable(),
      })
      .nullable()
      .meta({ description: 'The newest report while it waits to be confirmed.' }),
  })
  .meta({ id: 'RegisteredAed' });
export type RegisteredAedView = z.infer<typeof registeredAedSchema>;

export const aedCountsSchema = z
  .object({
    total: z.number().int(),
    available: z.number().int(),
    unverified: z.number().int(),
    outOfService: z.number().int(),
    retired: z.number().int(),
    gaps: z.record(z.enum(AED_GAPS), z.number().int()),
  })
  .meta({ id: 'AedCounts' });
export type AedCountsView = z.infer<typeof aedCountsSchema>;

export const aedRegisterPageSchema = pageOf(registeredAedSchema)
  .extend({ counts: aedCountsSchema })
  .meta({ id: 'AedRegisterPage' });
export type AedRegisterPageView = z.infer<typeof aedRegisterPageSchema>;

/** Is this text understood, and when would it be open? Nothing is kept. */
export const readHoursSchema = z
  .strictObject({ openingHours: z.string().max(OPENING_HOURS_LENGTH_MAX) })
  .meta({ id: 'ReadHours' });
export const hoursReadSchema = z
  .object({
    hoursRead: z.enum(['always', 'intervals', 'unknown']),
    open: openState,
    changesAt: instantSchema.nullable().meta({ description: 'When that ends, where it is known.' }),
  })
  .meta({ id: 'HoursRead', description: '`unknown` is never called open.' });
export type HoursReadView = z.infer<typeof hoursReadSchema>;
