import { z } from 'zod';
import { DELIVERY_CHANNELS, LANGUAGES } from '#core/delivery';
import { TEMPLATE_KINDS } from '#core/message-templates';
import { instantSchema, optionalText, text } from '#contracts/shapes';

export const TEMPLATE_TITLE_LENGTH_MAX = 80;
export const TEMPLATE_BODY_LENGTH_MAX = 1_000;

export const templateKeySchema = z.strictObject({
  kind: z.enum(TEMPLATE_KINDS),
  channel: z.enum(DELIVERY_CHANNELS),
  language: z.enum(LANGUAGES),
});

/** Words of the organisation's own; `{code}` and `{link}` are filled in where a kind knows them. */
export const putTemplateSchema = z
  .strictObject({
    title: optionalText(TEMPLATE_TITLE_LENGTH_MAX).optional(),
    body: text(TEMPLATE_BODY_LENGTH_MAX),
  })
  .meta({ id: 'PutTemplate' });
export type PutTemplateMessage = z.output<typeof putTemplateSchema>;

export const templateSchema = z
  .object({
    kind: z.enum(TEMPLATE_KINDS),
    channel: z.enum(DELIVERY_CHANNELS),
    language: z.enum(LANGUAGES),
    title: z.string().nullable(),
    body: z.string(),
    isOwn: z.boolean().meta({ description: 'False for the words that come with Closeby.' }),
    updatedAt: instantSchema.nullable(),
    preview: z.object({
      title: z.string().nullable(),
      body: z.string(),
      speech: z.string().nullable().meta({ description: 'As it is spoken in a call.' }),
      characters: z.number().int(),
      /** Of SMS only. */
      alphabet: z.enum(['GSM-7', 'UCS-2']).nullable(),
      segments: z.number().int().nullable(),
    }),
  })
  .meta({ id: 'Template' });
export type TemplateView = z.infer<typeof templateSchema>;
export const templateListSchema = z
  .object({ items: z.array(templateSchema) })
  .meta({ id: 'Templates' });
