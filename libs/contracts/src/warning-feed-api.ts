import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '#core/units';
import { WARNING_FEED_FORMATS } from '#core/warning-feed';
import { keySchema } from '#contracts/callout-parts';
import { instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

const URL_LENGTH_MAX = 1_000;
export const FEED_EVERY_MS_DEFAULT = 5 * MINUTE_MS;

export const putWarningFeedSchema = z
  .strictObject({
    title: text(SHORT_TEXT_LENGTH_MAX),
    url: z.url({ protocol: /^https$/ }).max(URL_LENGTH_MAX),
    format: z.enum(WARNING_FEED_FORMATS),
    everyMs: z.number().int().min(MINUTE_MS).max(DAY_MS).default(FEED_EVERY_MS_DEFAULT),
    paused: z.boolean().default(false),
  })
  .meta({ id: 'PutWarningFeed' });
export type PutWarningFeedMessage = z.output<typeof putWarningFeedSchema>;

export const warningFeedSchema = putWarningFeedSchema
  .extend({
    feedRef: keySchema,
    lastTriedAt: instantSchema.nullable(),
    lastReadAt: instantSchema.nullable(),
    nextAt: instantSchema,
    failing: z
      .object({ since: instantSchema, times: z.number().int(), says: z.string() })
      .nullable()
      .meta({ description: 'Why it could not be read; what it said before stays as it was.' }),
    entryCount: z.number().int().meta({ description: 'Entries when it was last read.' }),
    refused: z.array(z.object({ entry: z.string(), says: z.string() })).meta({
      description: 'Entries of the last reading that were not taken, and why.',
    }),
  })
  .meta({ id: 'WarningFeed' });
export type WarningFeedView = z.infer<typeof warningFeedSchema>;

export const warningFeedListSchema = z
  .object({ items: z.array(warningFeedSchema) })
  .meta({ id: 'WarningFeedList' });
