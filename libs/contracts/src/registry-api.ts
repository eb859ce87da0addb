import { z } from 'zod';
import { AED_ACCESS, AED_REPORTS } from '#core/aed';
import { DELIVERY_CHANNELS, LANGUAGES } from '#core/delivery';
import { EQUIPMENT } from '#core/equipment';
import { CREDENTIAL_KINDS, RESPONDER_TIERS, TRAVEL_MODES } from '#core/responder';
import {
  emailSchema,
  idSchema,
  instantSchema,
  optionalText,
  pageOf,
  phoneSchema,
  pointSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const CREDENTIALS_PER_RESPONDER_MAX = 20;
export const AED_NEAR_RADIUS_MAX_M = 20_000;
export const OPENING_HOURS_LENGTH_MAX = 500;
export const FLOOR_LENGTH_MAX = 20;
export const CABINET_CODE_LENGTH_MAX = 60;
/** One of each kind. */
export const REGISTERED_PLACES_MAX = 2;

const hoursRead = z.enum(['always', 'intervals', 'unknown']);

const credentialFields = {
  kind: z.enum(CREDENTIAL_KINDS),
  issuer: text(SHORT_TEXT_LENGTH_MAX),
  validFrom: instantSchema,
  validTo: instantSchema.nullable().optional(),
};

export const credentialInputSchema = z
  .strictObject({ ...credentialFields, verified: z.boolean().default(false) })
  .refine(
    (credential) =>
      credential.validTo === null ||
      credential.validTo === undefined ||
      Date.parse(credential.validTo) > Date.parse(credential.validFrom),
    { error: 'must be after validFrom', path: ['validTo'] },
  )
  .meta({ id: 'CredentialInput' });

/** Puts a responder under the organisation's own reference; repeating it changes nothing twice. */
export const putResponderSchema = z
  .strictObject({
    displayName: text(SHORT_TEXT_LENGTH_MAX),
    testPhone: z.boolean().default(false),
    disabled: z.boolean().default(false),
    travelMode: z.enum(TRAVEL_MODES).optional().meta({
      description: 'How they travel; as it was where left out, and on foot at first.',
    }),
    tier: z.enum(RESPONDER_TIERS).optional().meta({
      description: 'Whom they may be sent to; as it was where left out, and `home` at first.',
    }),
    credentials: z.array(credentialInputSchema).max(CREDENTIALS_PER_RESPONDER_MAX),
    phone: phoneSchema.nullable().optional().meta({
      description: 'For SMS and calls, as +41791234567; as it was where left out.',
    }),
    email: emailSchema.nullable().optional(),
    language: z.enum(LANGUAGES).optional(),
    equipment: z.array(z.enum(EQUIPMENT)).max(EQUIPMENT.length).optional().meta({
      description: 'What they own and could bring; as they have said it where left out.',
    }),
  })
  .meta({ id: 'PutResponder' });
export type PutResponderMessage = z.infer<typeof putResponderSchema>;

export const credentialViewSchema = z
  .object({
    id: idSchema,
    kind: z.enum(CREDENTIAL_KINDS),
    issuer: z.string(),
    status: z.enum(['pending', 'verified', 'refused', 'revoked']),
    validFrom: instantSchema,
    validTo: instantSchema.nullable(),
    number: z.string().nullable(),
    hasProof: z.boolean(),
    reviewedBy: idSchema.nullable(),
    reviewedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Credential' });

export const responderViewSchema = z
  .object({
    id: idSchema,
    externalRef: refSchema,
    displayName: z.string(),
    onDuty: z.boolean(),
    testPhone: z.boolean(),
    disabled: z.boolean(),
    travelMode: z.enum(TRAVEL_MODES),
    tier: z.enum(RESPONDER_TIERS).meta({ description: 'The most the organisation allows.' }),
    tierNow: z.enum(RESPONDER_TIERS).nullable().meta({
      description: 'What comes of that and of what is verified and valid now; null for nothing.',
    }),
    language: z.enum(LANGUAGES),
    channels: z.array(z.enum(DELIVERY_CHANNELS)).meta({
      description: 'Ways to this person that have an address and are not declined.',
    }),
    credentials: z.array(credentialViewSchema),
  })
  .meta({ id: 'Responder' });
export type ResponderView = z.infer<typeof responderViewSchema>;
export const responderPageSchema = pageOf(responderViewSchema).meta({ id: 'ResponderPage' });

/** Home and work with the hours there; an empty list forgets them. */
export const putPlacesSchema = z
  .strictObject({
    places: z
      .array(
        z.strictObject({
          kind: z.enum(['home', 'work']),
          place: pointSchema,
          hours: optionalText(OPENING_HOURS_LENGTH_MAX).optional().meta({
            description: 'When they are there, as OpenStreetMap opening_hours.',
          }),
        }),
      )
      .max(REGISTERED_PLACES_MAX)
      .refine((places) => new Set(places.map(({ kind }) => kind)).size === places.length, {
        error: 'must have at most one of each kind',
      }),
  })
  .meta({ id: 'PutPlaces' });
export type PutPlacesMessage = z.infer<typeof putPlacesSchema>;

export const placesSchema = z
  .object({
    places: z.array(
      z.object({
        kind: z.enum(['home', 'work']),
        place: pointSchema,
        hours: z.string().nullable(),
        hoursRead: hoursRead.meta({
          description: '`unknown` where the hours could not be read, or nobody gave any.',
        }),
      }),
    ),
  })
  .meta({ id: 'Places', description: 'Used while no fresh position is shared.' });
export type PlacesView = z.infer<typeof placesSchema>;

/** The move of one credential's status: `verified`, `refused` or `revoked`. */
export const moveCredentialSchema = z
  .strictObject({ status: z.enum(['verified', 'refused', 'revoked']) })
  .meta({ id: 'MoveCredential' });

export const enrolmentSchema = z
  .object({ enrolmentCode: z.string(), expiresAt: instantSchema })
  .meta({ id: 'Enrolment', description: 'Shown once; the phone trades it for a token.' });
export type EnrolmentView = z.infer<typeof enrolmentSchema>;

export const putAedSchema = z
  .strictObject({
    name: text(SHORT_TEXT_LENGTH_MAX),
    place: pointSchema,
    locationDetail: text(SHORT_TEXT_LENGTH_MAX).nullable().optional(),
    access: z.enum(AED_ACCESS).default('unknown'),
    openingHours: text(OPENING_HOURS_LENGTH_MAX).nullable().optional().meta({
      description: 'OpenStreetMap opening_hours, e.g. "Mo-Fr 08:00-18:00; PH off".',
    }),
    lastCheckedAt: instantSchema.nullable().optional(),
    floor: text(FLOOR_LENGTH_MAX).nullable().optional(),
    cabinetCode: text(CABINET_CODE_LENGTH_MAX).nullable().optional().meta({
      description:
        'Shown to whoever fetches this AED, and to nobody else; as it was where left out.',
    }),
  })
  .meta({ id: 'PutAed' });
export type PutAedMessage = z.infer<typeof putAedSchema>;

export const moveAedSchema = z
  .strictObject({ status: z.enum(['available', 'out-of-service', 'retired']) })
  .meta({ id: 'MoveAed' });

export const aedRecordSchema = z
  .object({
    id: idSchema,
    externalRef: refSchema,
    name: z.string(),
    place: pointSchema,
    locationDetail: z.string().nullable(),
    access: z.enum(AED_ACCESS),
    openingHours: z.string().nullable(),
    hoursRead: hoursRead.meta({
      description: '`unknown` where the text could not be read; such an AED is never called open.',
    }),
    status: z.enum(['unverified', 'available', 'out-of-service', 'retired']),
    outOfServiceReason: z.enum(AED_REPORTS).nullable().meta({
      description: 'What a responder reported of it; null where nobody did.',
    }),
    lastCheckedAt: instantSchema.nullable(),
    floor: z.string().nullable(),
    hasCabinetCode: z.boolean().meta({ description: 'The code itself is not shown here.' }),
  })
  .meta({ id: 'Aed' });
export type AedRecordView = z.infer<typeof aedRecordSchema>;

export const aedListQuerySchema = z.strictObject({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
  radiusM: z.coerce.number().min(1).max(AED_NEAR_RADIUS_MAX_M).default(2_000),
});
export const aedListSchema = z.object({ items: z.array(aedRecordSchema) }).meta({ id: 'Aeds' });
