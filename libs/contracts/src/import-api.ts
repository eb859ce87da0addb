import { z } from 'zod';
import { AED_FORMATS } from '#core/aed-feed';
import { REGISTER_CHANGES } from '#core/aed-register-sync';
import { REF_LENGTH_MAX, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';

/** Limits of a file that is put in through the interface; larger ones go by the command. */
export const IMPORT_BYTES_MAX = 8 * 1_024 * 1_024;
export const IMPORT_AEDS_MAX = 20_000;
export const IMPORT_PEOPLE_MAX = 2_000;
/** Lines of a report; what is refused comes first, then what changes. */
export const IMPORT_LINES_MAX = 2_000;
export const IMPORT_CSV_TYPE = 'text/csv';
export const IMPORT_GEOJSON_TYPE = 'application/geo+json';
export const IMPORT_XML_TYPE = 'application/xml';
const TOKEN_LENGTH_MAX = 100;

const flag = z.enum(['true', 'false']).default('false');
const seen = z
  .string()
  .regex(/^[0-9a-f]+$/, { error: 'must be the token of a dry run' })
  .max(TOKEN_LENGTH_MAX)
  .optional()
  .meta({
    description:
      'The token of the dry run that was looked at. With it exactly that is applied, or nothing ' +
      'where the file or the register is another by now; without it nothing is changed.',
  });

export const importPeopleQuerySchema = z.strictObject({
  seen,
  skipRefused: flag.meta({ description: 'Puts the others although some are refused.' }),
});

export const importAedsQuerySchema = importPeopleQuerySchema.extend({
  source: z.string().min(1).max(REF_LENGTH_MAX).optional().meta({
    description: 'The register of which the file is the whole: what it no longer has is retired.',
  }),
  format: z
    .enum(AED_FORMATS)
    .optional()
    .meta({
      description:
        'How the file is written; left out, JSON is OpenStreetMap’s, XML its changes, and all ' +
        'else CSV with our own columns.',
    }),
  region: z.string().min(1).max(SHORT_TEXT_LENGTH_MAX).optional().meta({
    description: 'The state whose public holidays the opening hours keep.',
  }),
  allowVanish: flag.meta({ description: 'Believes a file in which many AEDs are gone.' }),
});

export const importReportSchema = z
  .object({
    applied: z.boolean().meta({ description: 'Whether anything was changed.' }),
    token: z.string().meta({ description: 'Names this very outcome; hand it back to apply it.' }),
    read: z.number().int(),
    added: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    moved: z.number().int().meta({ description: 'AEDs that are elsewhere now.' }),
    back: z.number().int().meta({ description: 'AEDs that had left their register.' }),
    gone: z.number().int().meta({ description: 'AEDs that their register has no more.' }),
    hoursUnknown: z.number().int(),
    refusal: z.string().nullable().meta({ description: 'Why the whole file is not believed.' }),
    lines: z.array(
      z.object({
        where: z.string().nullable().meta({ description: 'Such as `line 3` or `node/42`.' }),
        ref: z.string().nullable(),
        change: z.enum([...REGISTER_CHANGES, 'refused']),
        why: z.string().nullable(),
      }),
    ),
    linesLeftOut: z.number().int(),
  })
  .meta({
    id: 'ImportReport',
    description: 'Lines name references alone; unchanged ones are not.',
  });
export type ImportReportView = z.infer<typeof importReportSchema>;
export type ImportLine = ImportReportView['lines'][number];
