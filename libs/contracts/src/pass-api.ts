import { z } from 'zod';
import { CHECK_BADGE_LENGTH } from '#core/check-badge';
import { INCIDENT_MODES } from '#core/incident';
import { conditionsSchema, ownBookingSchema } from '#contracts/booking-api';
import {
  briefingSchema,
  keySchema,
  needSchema,
  shiftSchema,
  windowSchema,
} from '#contracts/callout-parts';
import {
  idSchema,
  instantSchema,
  phoneSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** People that may come by one pass. */
export const PASS_USES_MAX = 10_000;
const PASS_CODE_LENGTH_MAX = 64;
const NAME_LENGTH_MAX = 80;
const SCANNED_LENGTH_MAX = 2 * CHECK_BADGE_LENGTH;

export const givePassSchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX).meta({ description: 'For whom, such as "Rowing club".' }),
    usesMax: z.number().int().min(1).max(PASS_USES_MAX).meta({
      description: 'People who may come by it, however many come together.',
    }),
    validUntil: instantSchema,
    musterKey: keySchema.nullable().default(null).meta({
      description: 'Where they report while it has room; null: where there is room.',
    }),
  })
  .meta({ id: 'GivePass' });
export type GivePassMessage = z.output<typeof givePassSchema>;

export const passSchema = z
  .object({
    passId: idSchema,
    label: z.string(),
    usesMax: z.number().int(),
    usedCount: z.number().int(),
    validUntil: instantSchema,
    musterKey: keySchema.nullable(),
    createdAt: instantSchema,
    revokedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Pass' });
export type PassView = z.infer<typeof passSchema>;
export const passListSchema = z.object({ items: z.array(passSchema) }).meta({ id: 'Passes' });

/** The code is shown this once; what is kept of it cannot be turned back. */
export const passGivenSchema = passSchema
  .extend({
    code: z.string(),
    url: z.string().nullable().meta({
      description:
        'For a link or a QR code; the code stands behind the #, so that no server sees it.',
    }),
  })
  .meta({ id: 'PassGiven' });
export type PassGivenView = z.infer<typeof passGivenSchema>;

const codeSchema = z.string().min(1).max(PASS_CODE_LENGTH_MAX);
const badge = { badge: z.string().min(1).max(SCANNED_LENGTH_MAX) };

export const readPassSchema = z.strictObject({ code: codeSchema }).meta({ id: 'ReadPass' });

/** What whoever has a pass may know before they say that they come. */
export const passShownSchema = z
  .object({
    organisation: z.string(),
    title: z.string(),
    mode: z.enum(INCIDENT_MODES),
    briefing: briefingSchema,
    window: windowSchema,
    shifts: z.array(shiftSchema),
    needs: z.array(
      needSchema.pick({ needKey: true, label: true, shiftKey: true, equipment: true }),
    ),
    musterPoints: z.array(z.object({ musterKey: keySchema, name: z.string() })),
    placesLeft: z.number().int().meta({ description: 'Of the pass; the call-out may have fewer.' }),
    validUntil: instantSchema,
    isOpen: z.boolean().meta({ description: 'False once the call-out is over.' }),
  })
  .meta({ id: 'PassShown' });
export type PassShownView = z.infer<typeof passShownSchema>;

export const joinByPassSchema = z
  .strictObject({
    code: codeSchema,
    joinId: idSchema.optional().meta({
      description:
        'A secret that the page makes at random and keeps: sent again after a lost answer it ' +
        'joins nobody twice, and gives the same badge.',
    }),
    displayName: text(NAME_LENGTH_MAX),
    phone: phoneSchema.nullable().default(null),
    conditions: conditionsSchema.prefault({}),
  })
  .meta({ id: 'JoinByPass' });
export type JoinByPassMessage = z.output<typeof joinByPassSchema>;

/** A badge is the secret of whoever joined: keep it, show it at the desk. */
export const passJoinedSchema = z
  .object({ bookingId: idSchema, badge: z.string(), booking: ownBookingSchema })
  .meta({ id: 'PassJoined' });
export type PassJoinedView = z.infer<typeof passJoinedSchema>;

export const badgeHeldSchema = z.strictObject(badge).meta({ id: 'BadgeHeld' });
