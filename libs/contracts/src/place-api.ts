import { z } from 'zod';
import { PLACE_NOTATIONS } from '#core/place-reading';
import { TYPED_PLACE_EXAMPLES, TYPED_PLACE_LENGTH_MAX } from '#core/typed-place';
import { pointSchema } from '#contracts/shapes';

export const readPlaceQuerySchema = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(TYPED_PLACE_LENGTH_MAX)
    .meta({ description: `As people type a place: ${TYPED_PLACE_EXAMPLES}.` }),
});

const notationSchema = z.enum(PLACE_NOTATIONS);

export const placeReadSchema = z
  .object({
    place: pointSchema.meta({ description: 'The middle of what was named.' }),
    accuracyM: z.number().meta({ description: 'All of what was named is within so many metres.' }),
    readAs: notationSchema,
    written: z.string().meta({ description: 'What was read, in full.' }),
    also: z.array(z.object({ notation: notationSchema, text: z.string() })).meta({
      description: 'The middle in the ways that are usual there, its Plus Code first.',
    }),
  })
  .meta({ id: 'PlaceRead' });
export type PlaceReadView = z.infer<typeof placeReadSchema>;

export const placesNearSchema = z
  .object({
    near: z
      .object({ place: pointSchema, withinM: z.number() })
      .nullable()
      .meta({ description: 'Null where the organisation has no area.' }),
  })
  .meta({ id: 'PlacesNear' });
export type PlacesNearView = z.infer<typeof placesNearSchema>;
