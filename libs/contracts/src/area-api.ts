import { z } from 'zod';
import { AREA_REPAIRS } from '#core/area-repairs';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { INCIDENT_MODES } from '#core/incident';
import { calloutViewSchema, openCalloutSchema } from '#contracts/callout-api';
import { musterPointSchema, MUSTER_POINTS_MAX } from '#contracts/callout-parts';
import { drawnAreaSchema, wireAreaSchema } from '#contracts/area-shapes';
import {
  areaSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  optionalText,
  pageOf,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const GEOCODES_MAX = 500;
export const GEOCODE_LENGTH_MAX = 80;
/** An import is one file of at most this size. */
export const AREA_IMPORT_BYTES_MAX = 16 * 1024 * 1024;
export const AREA_IMPORT_TYPE = 'application/geo+json';
/** Lines of a report: what was refused comes first, then what was repaired. */
export const AREA_IMPORT_LINES_MAX = 500;
export const PRICE_MAX = 100;

const count = z.number().int().min(0);

/** What was put right about an outline, in words for whoever drew it. */
export const areaRepairSchema = z
  .object({
    field: z.string().meta({ description: 'Of the message, e.g. `area` or `exclusions`.' }),
    kind: z.enum(AREA_REPAIRS),
    says: z.string(),
  })
  .meta({ id: 'AreaRepair' });
export type AreaRepairView = z.infer<typeof areaRepairSchema>;

/** A code by which warnings name an area without drawing it. */
export const geocodeSchema = z
  .strictObject({ name: text(GEOCODE_LENGTH_MAX), value: text(GEOCODE_LENGTH_MAX) })
  .meta({ id: 'Geocode', description: 'As CAP writes it, e.g. UGC and VAZ098.' });

export const putAreaSchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX),
    description: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
    area: drawnAreaSchema,
    geocodes: z.array(geocodeSchema).max(GEOCODES_MAX).default([]),
    source: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  })
  .meta({ id: 'PutArea' });
export type PutAreaMessage = z.output<typeof putAreaSchema>;

const areaFields = {
  areaRef: refSchema,
  label: z.string(),
  description: z.string().nullable(),
  geocodes: z.array(z.object({ name: z.string(), value: z.string() })),
  source: z.string().nullable(),
  updatedAt: instantSchema,
};

export const storedAreaSchema = z
  .object({ ...areaFields, area: areaSchema })
  .meta({ id: 'StoredArea' });
export type StoredAreaView = z.infer<typeof storedAreaSchema>;

export const areaPutSchema = z
  .object({ ...areaFields, area: areaSchema, repairs: z.array(areaRepairSchema) })
  .meta({ id: 'AreaPut', description: 'The area as it is kept, and what was put right.' });
export type AreaPutView = z.infer<typeof areaPutSchema>;

export const storedAreaSummarySchema = z
  .object({ ...areaFields, pointCount: count })
  .meta({ id: 'StoredAreaSummary', description: 'Without its outline.' });
export type StoredAreaSummaryView = z.infer<typeof storedAreaSummarySchema>;
export const storedAreaPageSchema = pageOf(storedAreaSummarySchema).meta({ id: 'StoredAreaPage' });

export const importAreasQuerySchema = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Tells what would come of it, and keeps nothing.' }),
  source: text(SHORT_TEXT_LENGTH_MAX)
    .optional()
    .meta({ description: 'Where the file comes from; kept with each area.' }),
});

export const areaImportReportSchema = z
  .object({
    dryRun: z.boolean(),
    readCount: count,
    addedCount: count,
    changedCount: count,
    unchangedCount: count,
    refusedCount: count,
    lines: z
      .array(
        z.object({
          index: count.meta({ description: 'Of the feature or item in the file, from 0.' }),
          areaRef: z.string().nullable(),
          outcome: z.enum(['added', 'changed', 'unchanged', 'refused']),
          reason: z.string().nullable(),
          repairs: z.array(z.string()),
        }),
      )
      .meta({ description: `Refused first, then repaired; at most ${AREA_IMPORT_LINES_MAX}.` }),
  })
  .meta({ id: 'AreaImportReport' });
export type AreaImportReportView = z.infer<typeof areaImportReportSchema>;

const price = z.number().min(0).max(PRICE_MAX);

/** What one message costs; of SMS one segment, of voice one call. */
export const messagePricesSchema = z
  .strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be three letters of ISO 4217' }),
    prices: z.partialRecord(z.enum(DELIVERY_CHANNELS), price),
  })
  .meta({ id: 'MessagePrices', description: 'A channel without a price costs nothing.' });
export type MessagePricesMessage = z.output<typeof messagePricesSchema>;
export const messagePricesViewSchema = messagePricesSchema
  .extend({
    currency: z.string().nullable().meta({ description: 'Null where nobody has said.' }),
  })
  .meta({ id: 'MessagePricesView' });
export type MessagePricesView = z.infer<typeof messagePricesViewSchema>;

/** The same body as opening; a reason is not needed. */
export const previewCalloutSchema = openCalloutSchema;

export const calloutPreviewSchema = z
  .object({
    mode: z.enum(INCIDENT_MODES),
    area: areaSchema.meta({ description: 'As it would be used, after repairs.' }),
    exclusions: areaSchema.nullable(),
    repairs: z.array(areaRepairSchema),
    isWhole: z
      .boolean()
      .meta({ description: 'False where there are so many that only some were counted.' }),
    inAreaCount: count.meta({ description: 'People who count as being in the area.' }),
    reachableCount: count.meta({ description: 'Those of them who could be asked now.' }),
    byReason: z
      .record(z.string(), count)
      .meta({ description: 'Why the others would not be asked, by reason.' }),
    perNeed: z.array(
      z.object({
        needKey: z.string(),
        wantedCount: count,
        eligibleCount: count,
        piecesOffered: z.record(z.string(), count),
      }),
    ),
    perWave: z.array(z.object({ label: z.string(), eligibleCount: count })),
    costs: z.array(
      z.object({
        channel: z.enum(DELIVERY_CHANNELS),
        messagesExpected: count,
        messagesMax: count,
        segmentsPerMessage: count,
        costExpected: z.number().min(0),
        costMax: z.number().min(0),
        currency: z.string().nullable(),
      }),
    ),
    askedExpected: count.meta({ description: 'People likely to be asked until it is filled.' }),
    needsApproval: z.boolean(),
  })
  .meta({ id: 'CalloutPreview' });
export type CalloutPreviewView = z.infer<typeof calloutPreviewSchema>;

export const changeCalloutAreaSchema = z
  .strictObject({
    area: wireAreaSchema.optional().meta({ description: 'Left out: as it is.' }),
    exclusions: wireAreaSchema.nullable().meta({ description: 'All of them; null lifts them.' }),
    musterPoints: z.array(musterPointSchema).min(1).max(MUSTER_POINTS_MAX).optional().meta({
      description: 'Where a point lies in an exclusion it has to move; keys in use stay.',
    }),
    reason: text(SHORT_TEXT_LENGTH_MAX),
  })
  .meta({ id: 'ChangeCalloutArea' });
export type ChangeCalloutAreaMessage = z.output<typeof changeCalloutAreaSchema>;

export const calloutAreaChangedSchema = z
  .object({
    callout: calloutViewSchema,
    repairs: z.array(areaRepairSchema),
    heldCount: count.meta({ description: 'People told to stay where they are or turn back.' }),
    letGoOnCount: count.meta({ description: 'People told that they may go on.' }),
  })
  .meta({ id: 'CalloutAreaChanged' });
export type CalloutAreaChangedView = z.infer<typeof calloutAreaChangedSchema>;
