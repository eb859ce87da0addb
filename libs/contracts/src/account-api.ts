import { z } from 'zod';
import { STAFF_ROLES } from '#core/caller-roles';
import {
  emailSchema,
  idSchema,
  instantSchema,
  pageOf,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** A member of staff, as supervisors see them. */
export const accountSchema = z
  .object({
    id: idSchema,
    displayName: z.string(),
    email: z.string(),
    role: z.enum(STAFF_ROLES),
    disabled: z.boolean(),
    signsInBy: z.array(z.enum(['password', 'oidc'])).meta({
      description: 'Empty until the invitation is used or the provider vouched once.',
    }),
    lastSignInAt: instantSchema.nullable(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof accountSchema>;
export const accountPageSchema = pageOf(accountSchema).meta({ id: 'AccountPage' });

export const addAccountSchema = z
  .strictObject({
    displayName: text(SHORT_TEXT_LENGTH_MAX),
    email: emailSchema,
    role: z.enum(STAFF_ROLES),
  })
  .meta({ id: 'AddAccount' });
export type AddAccount = z.infer<typeof addAccountSchema>;

export const changeAccountSchema = z
  .strictObject({
    displayName: text(SHORT_TEXT_LENGTH_MAX),
    role: z.enum(STAFF_ROLES),
    disabled: z.boolean(),
  })
  .meta({ id: 'ChangeAccount' });
export type ChangeAccount = z.infer<typeof changeAccountSchema>;

/** The way in for somebody who has no password yet, or no longer; shown once. */
export const invitationSchema = z
  .object({ invitation: z.string(), expiresAt: instantSchema })
  .meta({ id: 'Invitation' });
export type InvitationView = z.infer<typeof invitationSchema>;

/** A sign-in of one browser. */
export const sessionSchema = z
  .object({
    id: idSchema,
    current: z.boolean().meta({ description: 'The one that asks.' }),
    signedInBy: z.enum(['password', 'oidc']),
    client: z.string().meta({ description: 'Browser and system, such as "Firefox, Linux".' }),
    createdAt: instantSchema,
    lastUsedAt: instantSchema,
    expiresAt: instantSchema,
    endedAt: instantSchema.nullable(),
    endedBecause: z
      .enum(['signed-out', 'ended', 'token-reused', 'account-disabled', 'password-changed'])
      .nullable()
      .meta({ description: 'token-reused: somebody else may have had the refresh token.' }),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionSchema>;
export const sessionListSchema = z
  .object({ sessions: z.array(sessionSchema) })
  .meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;
