import { z } from 'zod';
import { idSchema, instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

/** Roles a new key may have: systems have keys, people sign in. */
export const KEY_ACCOUNT_ROLES = ['control', 'read-only'] as const;
export type KeyAccountRole = (typeof KEY_ACCOUNT_ROLES)[number];

const certificateSha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'must be the SHA-256 of the DER certificate, 64 hex digits' })
  .nullable()
  .meta({ description: 'The only client certificate it works with (RFC 8705); null for any.' });

const needsSignatureSchema = z.boolean().meta({
  description: 'Whether every change must be signed in the form of Standard Webhooks.',
});

/** A secret with which messages are signed; the secret itself is shown once, when it is made. */
export const signingSecretSchema = z
  .object({ id: idSchema, createdAt: instantSchema })
  .meta({ id: 'SigningSecret' });

/** A key of a system, as supervisors see it. Its id is also its client id of OAuth 2.0. */
export const keySchema = z
  .object({
    id: idSchema,
    label: z.string(),
    role: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    revokedAt: instantSchema.nullable(),
    needsSignature: needsSignatureSchema,
    certificateSha256: certificateSha256Schema,
    signingSecrets: z.array(signingSecretSchema),
  })
  .meta({ id: 'Key' });
export type KeyView = z.infer<typeof keySchema>;
export const keyListSchema = z.object({ keys: z.array(keySchema) }).meta({ id: 'KeyList' });
export type KeyList = z.infer<typeof keyListSchema>;

export const addKeySchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX),
    role: z.enum(KEY_ACCOUNT_ROLES),
    expiresAt: instantSchema.nullable().default(null),
    needsSignature: needsSignatureSchema.default(false),
    certificateSha256: certificateSha256Schema.default(null),
  })
  .meta({ id: 'AddKey' });
export type AddKey = z.infer<typeof addKeySchema>;

export const putKeySchema = z
  .strictObject({
    label: text(SHORT_TEXT_LENGTH_MAX),
    needsSignature: needsSignatureSchema,
    certificateSha256: certificateSha256Schema,
  })
  .meta({ id: 'PutKey' });
export type PutKey = z.infer<typeof putKeySchema>;

const addedSigningSecretShape = signingSecretSchema.shape;
/** A new signing secret. */
export const addedSigningSecretSchema = z
  .object({
    ...addedSigningSecretShape,
    secret: z.string().meta({ description: 'whsec_ and base64; shown once.' }),
  })
  .meta({ id: 'AddedSigningSecret' });
export type AddedSigningSecret = z.infer<typeof addedSigningSecretSchema>;

/** A new key with what is shown once. */
export const addedKeySchema = z
  .object({
    key: keySchema,
    secret: z.string().meta({ description: 'For Authorization: Bearer; shown once.' }),
    signingSecret: addedSigningSecretSchema
      .nullable()
      .meta({ description: 'Of a key whose messages must be signed.' }),
  })
  .meta({ id: 'AddedKey' });
export type AddedKey = z.infer<typeof addedKeySchema>;

/** An access token (RFC 6749 §5.1). */
export const oauthTokenSchema = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.number().int().positive().meta({ description: 'Seconds.' }),
    scope: z.string().meta({ description: 'The role it acts in.' }),
  })
  .meta({ id: 'OauthToken' });
export type OauthToken = z.infer<typeof oauthTokenSchema>;

/** Why there is no access token (RFC 6749 §5.2). */
export const oauthErrorSchema = z
  .object({ error: z.string(), error_description: z.string() })
  .meta({ id: 'OauthError' });
export type OauthError = z.infer<typeof oauthErrorSchema>;
