import { z } from 'zod';
import { CONTROL_FORMATS } from '#core/control-format';
import { mappingNameSchema } from '#contracts/control-mapping-api';
import { idSchema, instantSchema, refSchema } from '#contracts/shapes';

/** Of one document of a control system. */
export const FOREIGN_DOCUMENT_BYTES_MAX = 256 * 1024;
/** JSON first: it is what most formats are. */
export const FOREIGN_DOCUMENT_TYPES = ['application/json', 'application/xml', 'text/xml'] as const;

const formatSchema = z.enum(CONTROL_FORMATS).meta({ id: 'ControlFormat' });

export const formatParamsSchema = z.strictObject({ format: formatSchema });
export const incidentAsParamsSchema = z.strictObject({
  incidentId: idSchema,
  format: formatSchema,
});
export const mappingQuerySchema = z.strictObject({
  mapping: mappingNameSchema.optional().meta({
    description: 'Of the format `mapped`: by which mapping of the organisation.',
  }),
});

const keptFieldSchema = z
  .object({
    path: z.string().meta({ description: 'Where it stood, from the root of the document.' }),
    value: z.string(),
  })
  .meta({ id: 'KeptField' });

const takenMessageSchema = z
  .object({
    documentId: z.string().nullable(),
    op: z.enum(['raise', 'update', 'close', 'cancel']),
    controlRef: refSchema,
    incidentId: idSchema.nullable().meta({
      description: 'Null while the message that raises it has not come.',
    }),
    status: z.enum(['awaited', 'active', 'closed', 'cancelled']),
    isNew: z.boolean().meta({ description: 'Whether it raised the incident.' }),
    kept: z.array(keptFieldSchema).meta({ description: 'What was not understood.' }),
  })
  .meta({ id: 'TakenMessage' });
export type TakenMessageView = z.infer<typeof takenMessageSchema>;

/** What became of the messages of a document, in its order. */
export const takenDocumentSchema = z
  .object({ messages: z.array(takenMessageSchema) })
  .meta({ id: 'TakenDocument' });
export type TakenDocumentView = z.infer<typeof takenDocumentSchema>;

export const keptFieldListSchema = z
  .object({
    items: z.array(
      z.object({
        format: formatSchema,
        documentId: z.string().nullable(),
        receivedAt: instantSchema,
        fields: z.array(keptFieldSchema),
      }),
    ),
  })
  .meta({ id: 'KeptFieldList' });
export type KeptFieldListView = z.infer<typeof keptFieldListSchema>;
