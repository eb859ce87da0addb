import { z } from 'zod';
import { PROOF_BYTES_MAX, PROOF_MEDIA_TYPES } from '#core/credential-proof';
import { CREDENTIAL_KINDS, RESPONDER_TIERS } from '#core/responder';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

export const CREDENTIAL_NUMBER_LENGTH_MAX = 60;
export const BADGE_CODE_LENGTH_MAX = 300;

const status = z.enum(['pending', 'verified', 'refused', 'revoked']);
const kind = z.enum(CREDENTIAL_KINDS);

/** A credential that a person says they have; it counts for nothing until it is verified. */
export const addCredentialSchema = z
  .strictObject({
    kind,
    issuer: text(SHORT_TEXT_LENGTH_MAX),
    number: text(CREDENTIAL_NUMBER_LENGTH_MAX).meta({ description: 'As printed on it.' }),
    validFrom: instantSchema,
    validTo: instantSchema.nullable().optional(),
  })
  .refine(({ validFrom, validTo }) => !validTo || Date.parse(validTo) > Date.parse(validFrom), {
    error: 'must be after validFrom',
    path: ['validTo'],
  })
  .meta({ id: 'AddCredential' });
export type AddCredentialMessage = z.infer<typeof addCredentialSchema>;

/** A file as it comes: no JSON, at most so many bytes, beginning as its type does. */
export const PROOF_UPLOAD = {
  mediaTypes: PROOF_MEDIA_TYPES,
  bytesMax: PROOF_BYTES_MAX,
} as const;

const proof = z
  .object({
    mediaType: z.enum(PROOF_MEDIA_TYPES),
    bytes: z.number().int(),
    uploadedAt: instantSchema,
  })
  .meta({ id: 'CredentialProof', description: 'That there is one; the file has its own route.' });

const filed = {
  id: idSchema,
  kind,
  issuer: z.string(),
  number: z.string().nullable(),
  status,
  validFrom: instantSchema,
  validTo: instantSchema.nullable(),
  proof: proof.nullable(),
  reason: z.string().nullable().meta({ description: 'Why it was refused.' }),
};

/** One of a person's own credentials. */
export const ownCredentialSchema = z.object(filed).meta({ id: 'OwnCredential' });
export type OwnCredentialView = z.infer<typeof ownCredentialSchema>;

export const ownCredentialsSchema = z
  .object({
    items: z.array(ownCredentialSchema),
    tier: z.enum(RESPONDER_TIERS).nullable().meta({
      description: 'Whom they may be sent to now, by what is verified and valid; null for nobody.',
    }),
  })
  .meta({ id: 'OwnCredentials' });
export type OwnCredentialsView = z.infer<typeof ownCredentialsSchema>;

const whose = z.object({ id: idSchema, externalRef: refSchema, displayName: z.string() });

/** A credential as whoever reviews it sees it. */
export const filedCredentialSchema = z
  .object({
    ...filed,
    addedAt: instantSchema,
    addedBy: z.enum(['responder', 'registrar']),
    responder: whose,
    reviewedBy: idSchema.nullable(),
    reviewedAt: instantSchema.nullable(),
    sameNumber: z
      .array(z.object({ credentialId: idSchema, responder: whose, status }))
      .meta({ description: 'Credentials of other people with the same kind and number.' }),
    isOwn: z.boolean().meta({ description: 'Of whoever asks: somebody else must review it.' }),
  })
  .meta({ id: 'FiledCredential' });
export type FiledCredentialView = z.infer<typeof filedCredentialSchema>;
export const filedCredentialPageSchema = pageOf(filedCredentialSchema).meta({
  id: 'FiledCredentialPage',
});

export const filedCredentialQuerySchema = pageQuerySchema.extend({
  status: status.default('pending'),
});

/** What came of looking at a proof; a refusal says why. */
export const reviewCredentialSchema = z
  .strictObject({
    status: z.enum(['verified', 'refused']),
    validTo: instantSchema.nullable().optional().meta({
      description: 'The end of validity as the proof says it; as it was where left out.',
    }),
    reason: text(SHORT_TEXT_LENGTH_MAX).optional(),
  })
  .refine((review) => review.status === 'verified' || review.reason !== undefined, {
    error: 'must say why it is refused',
    path: ['reason'],
  })
  .meta({ id: 'ReviewCredential' });
export type ReviewCredentialMessage = z.infer<typeof reviewCredentialSchema>;

/** Verified credentials that end soon, soonest first, and what their people were told. */
export const endingCredentialSchema = z
  .object({
    credentialId: idSchema,
    kind,
    issuer: z.string(),
    validTo: instantSchema,
    responder: whose,
    remindedDays: z.array(z.number().int()).meta({
      description: 'Reminders that went out, as days before the end: 30, 7, 1.',
    }),
  })
  .meta({ id: 'EndingCredential' });
export type EndingCredentialView = z.infer<typeof endingCredentialSchema>;
export const endingCredentialPageSchema = pageOf(endingCredentialSchema).meta({
  id: 'EndingCredentialPage',
});

/** What the phone shows as a QR code; asked for again when it has expired. */
export const identitySchema = z
  .object({
    url: z.string().meta({
      description:
        'Of the page that checks it: /identity/#CODE, absolute where the server ' +
        'knows its own address.',
    }),
    expiresAt: instantSchema,
  })
  .meta({ id: 'Identity' });
export type IdentityView = z.infer<typeof identitySchema>;

/** What anybody who scans a badge sees. */
export const badgeSchema = z
  .object({
    organisation: z.string(),
    displayName: z.string().nullable().meta({
      description: 'Null of somebody who is neither on duty nor assigned: a member, no more.',
    }),
    credentials: z.array(kind).meta({ description: 'Verified and valid now.' }),
    isAssigned: z.boolean().meta({ description: 'Sent to an incident at this moment.' }),
    checkedAt: instantSchema,
  })
  .meta({ id: 'Badge' });
export type BadgeView = z.infer<typeof badgeSchema>;
