import { z } from 'zod';
import { AED_FORMATS } from '#core/aed-feed';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import { keySchema } from '#contracts/callout-parts';
import { instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

/** A query to Overpass is long. */
const URL_LENGTH_MAX = 2_000;
const EVERY_MS = { min: 15 * MINUTE_MS, max: 7 * DAY_MS, default: 6 * HOUR_MS };
/** Of one document of a feed; larger registers are to be asked for by region. */
export const AED_FEED_BYTES_MAX = 16 * 1_024 * 1_024;
/** AEDs of one feed. */
export const AED_FEED_ROWS_MAX = 20_000;
/** Refused rows that are kept of a reading. */
export const AED_FEED_REFUSED_MAX = 50;

export const putAedFeedSchema = z
  .strictObject({
    title: text(SHORT_TEXT_LENGTH_MAX),
    url: z.url({ protocol: /^https$/ }).max(URL_LENGTH_MAX),
    format: z.enum(AED_FORMATS).meta({
      description: 'JSON of OpenStreetMap, its changes, our CSV, a table, or the French GéoDAE.',
    }),
    region: text(SHORT_TEXT_LENGTH_MAX).nullable().default(null).meta({
      description: 'The state whose public holidays the opening hours keep.',
    }),
    everyMs: z.number().int().min(EVERY_MS.min).max(EVERY_MS.max).default(EVERY_MS.default),
    paused: z.boolean().default(false),
    dryRun: z.boolean().default(false).meta({
      description: 'Says what it would do, and does nothing of it.',
    }),
  })
  .meta({ id: 'PutAedFeed' });
export type PutAedFeedMessage = z.output<typeof putAedFeedSchema>;

export const readAedFeedNowSchema = z
  .strictObject({
    allowVanish: z.boolean().default(false).meta({
      description: 'Believes this one reading although many AEDs are gone from it.',
    }),
  })
  .meta({ id: 'ReadAedFeedNow' });

const number = z.number().int();

export const aedFeedSchema = putAedFeedSchema
  .extend({
    feedRef: keySchema.meta({ description: 'Also the name of the register.' }),
    lastTriedAt: instantSchema.nullable(),
    lastReadAt: instantSchema.nullable(),
    nextAt: instantSchema,
    failing: z
      .object({ since: instantSchema, times: number, says: z.string() })
      .nullable()
      .meta({ description: 'Why it could not be read; its AEDs stay as they are.' }),
    report: z
      .object({
        at: instantSchema,
        applied: z.boolean(),
        refusal: z.string().nullable().meta({ description: 'Why nothing was applied.' }),
        ...{ read: number, added: number, changed: number, moved: number, back: number },
        ...{ gone: number, unchanged: number, refused: number, hoursUnknown: number },
        refusedRows: z.array(z.object({ where: z.string(), why: z.string() })),
      })
      .nullable()
      .meta({ description: 'What the last reading that was not the same did, or would do.' }),
  })
  .meta({ id: 'AedFeed' });
export type AedFeedView = z.infer<typeof aedFeedSchema>;

export const aedFeedListSchema = z
  .object({ items: z.array(aedFeedSchema) })
  .meta({ id: 'AedFeedList' });
