import { z } from 'zod';
import { DELIVERY_CHANNELS, DELIVERY_SUBJECTS } from '#core/delivery';
import { idSchema, instantSchema } from '#contracts/shapes';

const moment = instantSchema.nullable();
const channel = z.enum(DELIVERY_CHANNELS);

const attemptSchema = z.object({
  deviceId: idSchema.nullable(),
  handedOverAt: instantSchema,
  answeredAt: moment.meta({ description: 'When the provider answered; null where it did not.' }),
  outcome: z.enum(['taken', 'address-gone', 'refused', 'try-again', 'no-answer']),
  providerRef: z.string().nullable(),
  error: z.string().nullable(),
});

/** One thing carried to one person by one channel, with every attempt at it. */
export const ledgerLineSchema = z
  .object({
    deliveryId: idSchema,
    alertId: idSchema,
    responderId: idSchema,
    displayName: z.string(),
    channel,
    subject: z.enum(DELIVERY_SUBJECTS),
    status: z.enum(['queued', 'handed-over', 'delivered', 'not-needed', 'failed']),
    queuedAt: instantSchema,
    dueAt: instantSchema,
    finishedAt: moment,
    deliveredAt: moment,
    seenAt: moment,
    answeredAt: moment,
    spared: z.string().nullable().meta({ description: 'Why it was not needed.' }),
    error: z.string().nullable(),
    attempts: z.array(attemptSchema),
    sentence: z.string().meta({ description: 'The line in one plain sentence.' }),
  })
  .meta({ id: 'LedgerLine' });
export type LedgerLineView = z.infer<typeof ledgerLineSchema>;

/** How one person stands with what was sent to them last. */
export const reachedSchema = z
  .object({
    responderId: idSchema,
    displayName: z.string(),
    alertId: idSchema,
    subject: z.enum(DELIVERY_SUBJECTS).meta({ description: 'The newest thing sent to them.' }),
    state: z.enum(['waiting', 'rang', 'seen', 'answered', 'not-reached', 'spared']),
    by: channel.nullable().meta({ description: 'Channel that reached them first.' }),
    confirmedAt: moment,
    sentence: z.string(),
  })
  .meta({ id: 'Reached' });
export type ReachedView = z.infer<typeof reachedSchema>;

/** The delivery truth of one incident or call-out. */
export const ledgerSchema = z
  .object({
    summary: z.string().meta({ description: 'Such as "9 rang, 2 by SMS, 1 not reached".' }),
    people: z.array(reachedSchema),
    /** People who were stood down, or whose order changed, and who have not confirmed it. */
    unconfirmed: z.array(reachedSchema),
    lines: z.array(ledgerLineSchema),
  })
  .meta({ id: 'Ledger' });
export type LedgerView = z.infer<typeof ledgerSchema>;
