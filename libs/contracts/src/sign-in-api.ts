import { z } from 'zod';
import { ACCOUNT_ROLES } from '#core/caller-roles';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '#core/account';
import { emailSchema, idSchema, instantSchema } from '#contracts/shapes';

const SLUG_LENGTH_MAX = 80;
const INVITATION_LENGTH_MAX = 100;

/** Short name of an organisation, as in links. */
export const slugSchema = z
  .string()
  .min(1)
  .max(SLUG_LENGTH_MAX)
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be lower-case letters, digits and hyphens' });

/** Six digits of an authenticator. */
export const codeSchema = z.string().regex(/^\d{6}$/, { error: 'must be six digits' });

/** Any text a person can type; counted in characters, and neither trimmed nor changed. */
const passwordSchema = z.string().min(1).max(PASSWORD_LENGTH_MAX);
const newPasswordSchema = z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX);
const invitationSchema = z
  .string()
  .max(INVITATION_LENGTH_MAX)
  .regex(/^[\w-]+$/);

export const organisationQuerySchema = z.strictObject({ organisation: slugSchema });

/** How members of staff of an organisation may sign in. */
export const signInWaysSchema = z
  .object({
    organisation: z.object({ slug: z.string(), name: z.string() }),
    local: z.boolean().meta({ description: 'By password and code of an authenticator.' }),
    oidc: z.string().nullable().meta({ description: 'Name of the provider; null for none.' }),
  })
  .meta({ id: 'SignInWays' });
export type SignInWays = z.infer<typeof signInWaysSchema>;

export const signInLocallySchema = z
  .strictObject({
    organisation: slugSchema,
    email: emailSchema,
    password: passwordSchema,
    code: codeSchema,
  })
  .meta({ id: 'SignInLocally' });
export type SignInLocally = z.infer<typeof signInLocallySchema>;

export const beginAccountSchema = z
  .strictObject({ invitation: invitationSchema, password: newPasswordSchema })
  .meta({ id: 'BeginAccount' });
export type BeginAccount = z.infer<typeof beginAccountSchema>;

/** What goes into an authenticator; shown once. */
export const authenticatorSchema = z
  .object({
    totpUri: z.string().meta({ description: 'otpauth:// address, for a QR code.' }),
    totpSecret: z.string().meta({ description: 'The same secret in base32, to type.' }),
  })
  .meta({ id: 'Authenticator' });
export type AuthenticatorView = z.infer<typeof authenticatorSchema>;

export const confirmAccountSchema = z
  .strictObject({ invitation: invitationSchema, code: codeSchema })
  .meta({ id: 'ConfirmAccount' });
export type ConfirmAccount = z.infer<typeof confirmAccountSchema>;

/** Whoever signed in. */
export const ownAccountSchema = z
  .object({
    id: idSchema,
    displayName: z.string(),
    email: z.string().nullable().meta({ description: 'Null for a key, which is nobody’s own.' }),
    role: z.enum(ACCOUNT_ROLES),
    organisation: z.object({ slug: z.string(), name: z.string() }),
  })
  .meta({ id: 'OwnAccount' });
export type OwnAccountView = z.infer<typeof ownAccountSchema>;

/**
 * Signed in. The access token goes into `Authorization: Bearer` and into `auth.key` of the socket;
 * the refresh token comes as a cookie that scripts cannot read.
 */
export const signedInSchema = z
  .object({
    accessToken: z.string(),
    expiresAt: instantSchema.meta({ description: 'End of the access token.' }),
    account: ownAccountSchema,
  })
  .meta({ id: 'SignedIn' });
export type SignedInView = z.infer<typeof signedInSchema>;

/** What the provider sends back with the browser; read by the library that checks it. */
export const oidcCallbackQuerySchema = z.object({
  state: z.string().max(200).optional(),
  code: z.string().max(4_096).optional(),
  error: z.string().max(200).optional(),
});
