import { z } from 'zod';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { NOTE_KINDS } from '#core/note';
import { idSchema, instantSchema, pageOf, pageQuerySchema } from '#contracts/shapes';

/** A text of a coordinator to people; an SMS of it has three parts at most. */
export const NOTE_TEXT_LENGTH_MAX = 400;

export const noteViewSchema = z
  .object({
    noteId: idSchema,
    kind: z.enum(NOTE_KINDS),
    title: z.string(),
    text: z.string(),
    calloutId: idSchema.nullable(),
    isExercise: z.boolean(),
    at: instantSchema,
    seenAt: instantSchema.nullable(),
    by: z.array(z.enum(DELIVERY_CHANNELS)).meta({ description: 'Ways that took it so far.' }),
  })
  .meta({ id: 'Note', description: 'A text to one person that is no alert.' });
export type NoteView = z.infer<typeof noteViewSchema>;

export const noteQuerySchema = pageQuerySchema;
export const notePageSchema = pageOf(noteViewSchema).meta({ id: 'NotePage' });
