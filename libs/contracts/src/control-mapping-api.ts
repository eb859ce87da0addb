import { z } from 'zod';
import {
  KEPT_CODE,
  MAPPED_FIELDS,
  MAPPED_OPS,
  OUTGOING_CODES,
  REFUSED_CODE,
  type Json,
  type MappedField,
} from '#core/control-mapping';
import { PATH_LENGTH_MAX } from '#core/control-mapping-path';
import {
  instantSchema,
  optionalText,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** Of one field: how many paths it has, and how many codes. */
export const MAPPING_PATHS_MAX = 8;
export const MAPPING_CODES_MAX = 500;
/** Mappings with their tables are larger than other bodies. */
export const MAPPING_BYTES_MAX = 200_000;
/** What is tried is a message of control, no file of them. */
export const TRIED_DOCUMENT_LENGTH_MAX = 500_000;
const CODE_LENGTH_MAX = 80;
const NAME_LENGTH_MAX = 60;
const FORMAT_LENGTH_MAX = 40;
const MEDIA_TYPE_LENGTH_MAX = 80;
const JOIN_LENGTH_MAX = 10;
const FACTOR_MAX = 1_000_000;

export const mappingNameSchema = z
  .string()
  .max(NAME_LENGTH_MAX)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be small letters and digits with -' })
  .meta({ description: 'As `?mapping=` names it where a document is posted.' });

const pathSchema = z.string().min(1).max(PATH_LENGTH_MAX);
const codeSchema = z.string().min(1).max(CODE_LENGTH_MAX);
const codesSchema = z
  .record(codeSchema, codeSchema)
  .refine((codes) => Object.keys(codes).length <= MAPPING_CODES_MAX, {
    error: `must have at most ${MAPPING_CODES_MAX} codes`,
  });

const timeZoneSchema = z
  .string()
  .max(NAME_LENGTH_MAX)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, { error: 'must be an IANA name' })
  .refine(isTimeZone, { error: 'is no time zone that is known here' });

export const fieldSourceSchema = z
  .strictObject({
    paths: z
      .array(pathSchema)
      .max(MAPPING_PATHS_MAX)
      .default([])
      .meta({
        description:
          'Names with / between; @name is an attribute, [2] the third, [*] all, [type=home] the ' +
          'first whose child says so; / in front begins at the root.',
      }),
    value: codeSchema.nullable().default(null).meta({
      description: 'Taken where the paths lead to nothing.',
    }),
    codes: codesSchema
      .nullable()
      .default(null)
      .meta({
        description: `Their code and our word, or \`${KEPT_CODE}\` where it means nothing to us.`,
      }),
    otherwise: codeSchema.default(REFUSED_CODE).meta({
      description: `For codes without entry: our word, \`${KEPT_CODE}\` or \`${REFUSED_CODE}\`.`,
    }),
    required: z.boolean().default(false),
    format: z.string().min(1).max(FORMAT_LENGTH_MAX).default('iso').meta({
      description: 'Of moments: iso, epoch-s, epoch-ms, or letters as in DD/MM/YYYY hh:mm:ss.',
    }),
    timeZone: timeZoneSchema.nullable().default(null).meta({
      description: 'Of moments without offset; where it is null they are refused.',
    }),
    factor: z.number().positive().max(FACTOR_MAX).default(1).meta({
      description: 'Numbers are multiplied by it.',
    }),
    order: z.enum(['lat-lon', 'lon-lat']).default('lat-lon'),
    join: z.string().max(JOIN_LENGTH_MAX).default(', '),
  })
  .meta({ id: 'MappedFieldSource' });

const fieldsShape = Object.fromEntries(
  MAPPED_FIELDS.map((name) => [name, fieldSourceSchema.optional()]),
) as Record<MappedField, z.ZodOptional<typeof fieldSourceSchema>>;

const jsonSchema = z.json().meta({ id: 'AnyJson' }) as unknown as z.ZodType<Json, Json>;

const outgoingShape = Object.fromEntries(
  OUTGOING_CODES.map((name) => [name, codesSchema.optional()]),
) as Record<(typeof OUTGOING_CODES)[number], z.ZodOptional<typeof codesSchema>>;

export const putControlMappingSchema = z
  .strictObject({
    title: text(SHORT_TEXT_LENGTH_MAX),
    form: z.enum(['json', 'xml']),
    messages: pathSchema.nullable().default(null).meta({
      description: 'Path to each message; null: the document is one.',
    }),
    fields: z.strictObject(fieldsShape),
    outgoing: z
      .strictObject({
        mediaType: z
          .string()
          .max(MEDIA_TYPE_LENGTH_MAX)
          .regex(/^(?:application|text)\/[a-z0-9.+-]+$/, { error: 'must be a media type' }),
        skeleton: jsonSchema,
        codes: z.strictObject(outgoingShape).default({}),
      })
      .nullable()
      .default(null),
  })
  .meta({ id: 'PutControlMapping' });
export type PutControlMappingMessage = z.output<typeof putControlMappingSchema>;

export const controlMappingSchema = putControlMappingSchema
  .extend({ name: mappingNameSchema, changedAt: instantSchema })
  .meta({ id: 'ControlMapping' });
export type ControlMappingView = z.output<typeof controlMappingSchema>;

export const controlMappingListSchema = z
  .object({
    items: z.array(
      z.object({
        name: mappingNameSchema,
        title: z.string(),
        form: z.enum(['json', 'xml']),
        writes: z.boolean().meta({ description: 'Whether it has an outgoing part.' }),
        changedAt: instantSchema,
      }),
    ),
  })
  .meta({ id: 'ControlMappingList' });
export type ControlMappingListView = z.infer<typeof controlMappingListSchema>;

export const tryControlMappingSchema = z
  .strictObject({ document: z.string().min(1).max(TRIED_DOCUMENT_LENGTH_MAX) })
  .meta({ id: 'TryControlMapping', description: 'A message of theirs, as text.' });
export type TryControlMappingMessage = z.infer<typeof tryControlMappingSchema>;

export const triedMappingSchema = z
  .object({
    messages: z.array(
      z.object({
        documentId: optionalText(SHORT_TEXT_LENGTH_MAX),
        op: z.enum(MAPPED_OPS),
        controlRef: refSchema,
        message: z.record(z.string(), z.unknown()).meta({
          description: 'As our own message would say it.',
        }),
        kept: z.array(z.object({ path: z.string(), value: z.string() })),
        missing: z.array(z.enum(MAPPED_FIELDS)).meta({
          description: 'Fields of the mapping that the document does not have.',
        }),
      }),
    ),
  })
  .meta({ id: 'TriedControlMapping' });
export type TriedMappingView = z.infer<typeof triedMappingSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
