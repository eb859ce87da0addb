import { z } from 'zod';
import { AED_ACCESS } from '#core/aed';
import { CREDENTIAL_KINDS } from '#core/responder';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  pointSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const CREDENTIALS_PER_RESPONDER_MAX = 20;
export const AED_NEAR_RADIUS_MAX_M = 20_000;

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
    credentials: z.array(credentialInputSchema).max(CREDENTIALS_PER_RESPONDER_MAX),
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
    credentials: z.array(credentialViewSchema),
  })
  .meta({ id: 'Responder' });
export type ResponderView = z.infer<typeof responderViewSchema>;
export const responderPageSchema = pageOf(responderViewSchema).meta({ id: 'ResponderPage' });

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
    openingHours: text(500).nullable().optional().meta({
      description: 'OpenStreetMap opening_hours, e.g. "Mo-Fr 08:00-18:00; PH off".',
    }),
    lastCheckedAt: instantSchema.nullable().optional(),
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
    hoursRead: z.enum(['always', 'intervals', 'unknown']).meta({
      description: '`unknown` where the text could not be read; such an AED is never called open.',
    }),
    status: z.enum(['unverified', 'available', 'out-of-service', 'retired']),
    lastCheckedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Aed' });
export type AedRecordView = z.infer<typeof aedRecordSchema>;

export const aedListQuerySchema = z.strictObject({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
  radiusM: z.coerce.number().min(1).max(AED_NEAR_RADIUS_MAX_M).default(2_000),
});
export const aedListSchema = z.object({ items: z.array(aedRecordSchema) }).meta({ id: 'Aeds' });
export const registryPageQuerySchema = pageQuerySchema;
