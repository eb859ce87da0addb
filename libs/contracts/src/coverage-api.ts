import { z } from 'zod';
import { COVERAGE_CLASSES, COVERAGE_LIMIT_MS } from '#core/coverage';
import { MORE_RESPONDERS } from '#core/coverage-gaps';
import { HOURS_OF_WEEK } from '#core/hours-of-week';
import { SECOND_MS } from '#core/units';
import { instantSchema } from '#contracts/shapes';

/** Side of a square where the area is small enough; in a larger one it is doubled until it fits. */
export const COVERAGE_CELL_M = 500;
/** Squares of one answer. */
export const COVERAGE_CELLS_MAX = 2_500;
/** The worst gaps that are listed. */
export const COVERAGE_GAPS_MAX = 20;
/** Places that are listed for one more AED, and for more people. */
export const COVERAGE_IMPROVEMENTS_MAX = 10;
/** Days that were looked at, as far as they are listed. */
export const COVERAGE_WARNINGS_MAX = 30;

const hour = z
  .number()
  .int()
  .min(0)
  .max(HOURS_OF_WEEK - 1)
  .meta({ description: 'Of the week, in the time zone: Monday 00:00 to 01:00 is 0.' });

export const coverageQuerySchema = z.strictObject({
  hour: z.coerce
    .number()
    .int()
    .min(0)
    .max(HOURS_OF_WEEK - 1)
    .optional()
    .meta({ description: 'Of the week; this hour where it is left out.', example: '166' }),
});

const polygon = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
});

const share = z.number().min(0).max(1);

const squareProperties = z.object({
  class: z.enum(COVERAGE_CLASSES).meta({
    description: '`few`: fewer than five people may come in time, or nobody; no figure is given.',
  }),
  probability: share.nullable().meta({
    description: 'That two trained people and an AED are there in time, in steps of 0.05.',
  }),
});

/** A square on the map, as GeoJSON has it. */
const squareSchema = z
  .object({
    type: z.literal('Feature'),
    geometry: polygon,
    properties: squareProperties,
  })
  .meta({ id: 'CoverageSquare' });

const gapSchema = z
  .object({
    type: z.literal('Feature'),
    geometry: polygon,
    properties: squareProperties.extend({
      expectedShare: share.meta({ description: 'Of all arrests to come; steps of 0.001.' }),
      lack: share.meta({ description: 'Of all arrests to come: here, and not reached in time.' }),
    }),
  })
  .meta({ id: 'CoverageGap' });

const asked = {
  hour,
  at: instantSchema.meta({ description: 'The middle of that hour, when it comes next.' }),
  timeZone: z.string(),
  limitS: z
    .number()
    .int()
    .meta({ description: 'Seconds from the alert.', example: COVERAGE_LIMIT_MS / SECOND_MS }),
};

export const coverageSchema = z
  .object({
    ...asked,
    cellM: z.number().int(),
    squares: z.object({ type: z.literal('FeatureCollection'), features: z.array(squareSchema) }),
    totals: z.object({
      squares: z.number().int(),
      byClass: z.record(z.enum(COVERAGE_CLASSES), z.number().int()),
      reached: share.meta({
        description: 'Of the arrests to come: two people and an AED in time; steps of 0.01.',
      }),
      people: z.number().int().meta({ description: 'To be expected at that hour, anywhere.' }),
      aeds: z.number().int().meta({ description: 'That may be had at that hour, anywhere.' }),
    }),
    gaps: z.array(gapSchema).meta({ description: 'The worst first.' }),
    truncated: z.boolean().meta({ description: 'There were more people or AEDs than fit in.' }),
  })
  .meta({
    id: 'Coverage',
    description: 'How well squares are covered at an hour of the week; nobody’s place.',
  });
export type CoverageView = z.infer<typeof coverageSchema>;

const improvementSchema = z
  .object({
    type: z.literal('Feature'),
    geometry: polygon,
    properties: z.object({
      gain: share.meta({ description: 'Of all arrests to come: reached besides those that are.' }),
    }),
  })
  .meta({ id: 'CoverageImprovement' });

export const improvementsSchema = z
  .object({
    ...asked,
    aeds: z.array(improvementSchema).meta({
      description: 'Squares where one more AED that is always open adds most, the best first.',
    }),
    people: z.array(improvementSchema).meta({
      description: `Squares where ${MORE_RESPONDERS} more people on foot add most, the best first.`,
    }),
    tried: z.number().int().meta({ description: 'Squares tried: those with the worst gaps.' }),
  })
  .meta({ id: 'CoverageImprovements' });
export type ImprovementsView = z.infer<typeof improvementsSchema>;

const MINUTES_OF_DAY = 1_440;
const positiveShare = z.number().positive().max(1);

const thresholdFields = {
  hours: z
    .array(hour)
    .min(1)
    .max(HOURS_OF_WEEK)
    .refine((hours) => new Set(hours).size === hours.length, { error: 'names an hour twice' })
    .meta({ description: 'That are looked at, as they come.', example: [22, 23] }),
  probability: positiveShare.meta({ description: 'From which a square counts as covered.' }),
  share: positiveShare.meta({ description: 'That has to be covered.' }),
  of: z.enum(['squares', 'arrests']).meta({ description: 'What the share is of.' }),
  tellAtMinute: z
    .number()
    .int()
    .min(0)
    .max(MINUTES_OF_DAY - 1)
    .meta({
      description: 'Of the local day: the next 24 hours are looked at then.',
      example: 1080,
    }),
};

export const putCoverageThresholdSchema = z
  .strictObject({ threshold: z.strictObject(thresholdFields).nullable() })
  .meta({ id: 'PutCoverageThreshold', description: 'Null: nobody is warned any more.' });
export type PutCoverageThresholdMessage = z.infer<typeof putCoverageThresholdSchema>;

const warningSchema = z
  .object({
    day: z.string().meta({ description: 'On which it was looked at.', example: '2026-03-01' }),
    at: instantSchema,
    wantedShare: share,
    below: z
      .array(z.object({ hour, share }))
      .meta({ description: 'Hours that were below; empty where none was.' }),
    weakest: z
      .array(
        z.object({
          type: z.literal('Feature'),
          geometry: polygon,
          properties: z.object({ class: z.enum(COVERAGE_CLASSES) }),
        }),
      )
      .meta({ description: 'The weakest squares of the worst hour.' }),
    toldAt: instantSchema.nullable().meta({
      description: 'When coordinators were told by e-mail; null where nobody was, or had to be.',
    }),
  })
  .meta({ id: 'CoverageWarning' });

export const coverageThresholdSchema = z
  .object({
    threshold: z.object(thresholdFields).nullable(),
    warnings: z.array(warningSchema).meta({ description: 'Days looked at, the newest first.' }),
  })
  .meta({ id: 'CoverageThreshold' });
export type CoverageThresholdView = z.infer<typeof coverageThresholdSchema>;
