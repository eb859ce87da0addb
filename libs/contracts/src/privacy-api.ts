import { z } from 'zod';
import { idSchema, instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

/** Shorter than this is no reason. */
export const REASON_LENGTH_MIN = 3;

const reason = text(SHORT_TEXT_LENGTH_MAX).refine((given) => given.length >= REASON_LENGTH_MIN, {
  error: 'must say why',
});

/** Why somebody else's data are taken out; kept with the audit. */
export const exportQuerySchema = z.strictObject({ reason }).meta({ id: 'ExportQuery' });

/** Everything that is kept about one person, section by section. */
export const personExportSchema = z
  .object({
    responderId: idSchema,
    exportedAt: instantSchema,
    /** By section, such as `credentials` or `alerts`; each a list of rows as they are kept. */
    sections: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  })
  .meta({ id: 'PersonExport', description: 'All that is kept about one person.' });
export type PersonExport = z.infer<typeof personExportSchema>;

/** The word that must be typed, so that nobody erases themselves by a slip. */
export const eraseMeSchema = z
  .strictObject({ confirm: z.literal('erase') })
  .meta({ id: 'EraseMe' });

export const erasePersonSchema = z.strictObject({ reason }).meta({ id: 'ErasePerson' });

/** What is left of a person: a number without a name. */
export const erasedSchema = z
  .object({
    responderId: idSchema,
    erasedAt: instantSchema,
    /** Rows deleted or emptied, by what they were. */
    removed: z.record(z.string(), z.number().int().min(0)),
    /** The person's key is gone: what backups still hold of them opens no more. */
    keyShredded: z.boolean(),
  })
  .meta({ id: 'Erased' });
export type ErasedView = z.infer<typeof erasedSchema>;

export const retentionSchema = z
  .object({
    items: z.array(
      z.object({
        what: z.string(),
        /** 0 where it goes at once. */
        keepsForMs: z.number().int().min(0),
        from: z.string(),
        why: z.string(),
        /** How many went the last time, and when; null before the first time. */
        last: z.object({ at: instantSchema, deleted: z.number().int().min(0) }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Retention', description: 'What is kept for how long, and what last went.' });
export type RetentionView = z.infer<typeof retentionSchema>;
