import { z } from 'zod';
import { AED_ACCESS, AED_REPORTS } from '#core/aed';
import { AED_STANDINGS } from '#core/aeds-around';
import { MORE_AT_ONCE_MAX } from '#core/dispatch-orders';
import { PLACE_ACCURACY_MAX_M } from '#contracts/incident-api';
import {
  idSchema,
  instantSchema,
  optionalText,
  pointSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** A text of a dispatcher to people on their way: read while running. */
export const WORDS_LENGTH_MAX = 280;

const deedId = idSchema.meta({
  description: 'Made by whoever does it; the same id again changes nothing.',
});
const reason = text(SHORT_TEXT_LENGTH_MAX).meta({
  description: 'Why; it stands on the timeline, and no responder is shown it.',
});

export const relocateSchema = z
  .strictObject({
    deedId,
    reason,
    place: pointSchema.optional(),
    placeAccuracyM: z.number().min(0).max(PLACE_ACCURACY_MAX_M).nullable().optional(),
    address: optionalText(SHORT_TEXT_LENGTH_MAX).optional().meta({
      description: 'With a place and without an address, the old address goes.',
    }),
    acceptOutsideArea: z.boolean().optional(),
    seenPlace: pointSchema.optional().meta({
      description: 'Where the incident was shown; refused where it has moved since.',
    }),
  })
  .refine(({ place, address }) => place !== undefined || typeof address === 'string', {
    error: 'give a place, an address, or both',
    path: ['address'],
  })
  .meta({ id: 'RelocateIncident' });
export type RelocateMessage = z.infer<typeof relocateSchema>;

export const addRespondersSchema = z
  .strictObject({ deedId, reason, count: z.number().int().min(1).max(MORE_AT_ONCE_MAX) })
  .meta({ id: 'AddResponders' });
export type AddRespondersMessage = z.infer<typeof addRespondersSchema>;

export const standDownPeopleSchema = z
  .strictObject({
    deedId,
    reason,
    responderId: idSchema.nullable().meta({ description: 'Null for everybody.' }),
  })
  .meta({ id: 'StandDownPeople' });
export type StandDownPeopleMessage = z.infer<typeof standDownPeopleSchema>;

export const tellPeopleSchema = z
  .strictObject({
    deedId,
    to: z.union([z.enum(['all', 'accepted']), z.strictObject({ responderId: idSchema })]),
    text: text(WORDS_LENGTH_MAX).meta({
      description: 'Whoever has not accepted reads it too, where it is for all: no address in it.',
    }),
  })
  .meta({ id: 'TellPeople' });
export type TellPeopleMessage = z.infer<typeof tellPeopleSchema>;

export const closeByHandSchema = z.strictObject({ deedId, reason }).meta({ id: 'CloseByHand' });
export type CloseByHandMessage = z.infer<typeof closeByHandSchema>;

/** AEDs around an incident, also those that cannot be had, with why. */
export const aedsAroundSchema = z
  .object({
    items: z.array(
      z.object({
        aedId: idSchema,
        name: z.string(),
        place: pointSchema,
        locationDetail: z.string().nullable(),
        access: z.enum(AED_ACCESS),
        openingHours: z.string().nullable(),
        standing: z.enum(AED_STANDINGS),
        distanceM: z.number(),
        changesAt: instantSchema.nullable().meta({ description: 'When it opens or shuts next.' }),
        report: z.enum(AED_REPORTS).nullable(),
      }),
    ),
  })
  .meta({ id: 'AedsAround' });
export type AedsAroundView = z.infer<typeof aedsAroundSchema>;
