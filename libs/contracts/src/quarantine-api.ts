import { z } from 'zod';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { idSchema, instantSchema, pageOf } from '#contracts/shapes';

/** Work that failed again and again, was set aside, and waits for a human. */
export const setAsideSchema = z
  .object({
    id: idSchema,
    what: z.enum(['review', 'delivery']).meta({
      description: 'Looking again at whom to alert, or carrying one message to one person.',
    }),
    about: z.enum(['incident', 'callout', 'drill']),
    aboutId: idSchema,
    channel: z.enum(DELIVERY_CHANNELS).nullable(),
    failures: z.int().meta({ description: 'Attempts in a row that failed or never ended.' }),
    reason: z.string().meta({ description: 'What broke; for whoever runs the server.' }),
    setAsideAt: instantSchema,
  })
  .meta({ id: 'SetAside' });
export type SetAsideView = z.infer<typeof setAsideSchema>;

export const setAsidePageSchema = pageOf(setAsideSchema).meta({ id: 'SetAsidePage' });
