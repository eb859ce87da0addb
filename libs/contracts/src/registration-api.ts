import { z } from 'zod';
import { LANGUAGES } from '#core/delivery';
import { CODE_DIGITS } from '#core/one-time-code';
import { PUSH_TOKEN_LENGTH_MAX } from '#contracts/responder-api';
import {
  emailSchema,
  idSchema,
  instantSchema,
  phoneSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const SLUG_LENGTH_MAX = 80;
const CHALLENGE_LENGTH_MAX = 64;
const PRINTABLE = /^[\x21-\x7e]+$/;

const PLATFORMS = ['android', 'ios', 'web'] as const;

const oneAddress = {
  check: (contact: { readonly phone?: string | undefined; readonly email?: string | undefined }) =>
    (contact.phone === undefined) !== (contact.email === undefined),
  says: { error: 'must have either phone or email', path: ['phone'] },
};

const codeSchema = z
  .string()
  .regex(new RegExp(`^\\d{${String(CODE_DIGITS)}}$`), { error: 'must be six digits' });

/** Somebody registers with one address, to which a code is sent. */
export const registerSchema = z
  .strictObject({
    organisation: z.string().min(1).max(SLUG_LENGTH_MAX).meta({ description: 'Its short name.' }),
    displayName: text(SHORT_TEXT_LENGTH_MAX),
    phone: phoneSchema.optional(),
    email: emailSchema.optional(),
    language: z.enum(LANGUAGES).default('en'),
  })
  .refine(oneAddress.check, oneAddress.says)
  .meta({ id: 'Register' });
export type RegisterMessage = z.output<typeof registerSchema>;

export const registrationSchema = z
  .object({ registrationId: idSchema, expiresAt: instantSchema })
  .meta({ id: 'Registration', description: 'The same whether or not the address is known.' });
export type RegistrationView = z.infer<typeof registrationSchema>;

export const confirmRegistrationSchema = z
  .strictObject({
    code: codeSchema,
    platform: z.enum(PLATFORMS),
    pushToken: z.string().min(1).max(PUSH_TOKEN_LENGTH_MAX).regex(PRINTABLE).nullable().optional(),
  })
  .meta({ id: 'ConfirmRegistration' });
export type ConfirmRegistrationMessage = z.output<typeof confirmRegistrationSchema>;

export const inviteSchema = z
  .strictObject({ by: z.enum(['sms', 'email']) })
  .meta({ id: 'InviteResponder' });
export type InviteMessage = z.output<typeof inviteSchema>;

export const invitedSchema = z
  .object({ by: z.enum(['sms', 'email']), expiresAt: instantSchema })
  .meta({ id: 'InvitedResponder', description: 'The code itself went to the person alone.' });
export type InvitedView = z.infer<typeof invitedSchema>;

export const deviceSchema = z
  .object({
    id: idSchema,
    platform: z.enum(PLATFORMS),
    isThisOne: z.boolean(),
    signedInAt: instantSchema,
    seenAt: instantSchema.nullable(),
    expiresAt: instantSchema,
    hasPushAddress: z.boolean(),
  })
  .meta({ id: 'Device' });
export const devicesSchema = z.object({ items: z.array(deviceSchema) }).meta({ id: 'Devices' });
export type DevicesView = z.infer<typeof devicesSchema>;

/** An address of one's own that is to be proven. */
export const addContactSchema = z
  .strictObject({ phone: phoneSchema.optional(), email: emailSchema.optional() })
  .refine(oneAddress.check, oneAddress.says)
  .meta({ id: 'AddContact' });
export type AddContactMessage = z.output<typeof addContactSchema>;

export const codeSentSchema = z.object({ expiresAt: instantSchema }).meta({ id: 'CodeSent' });
export type CodeSentView = z.infer<typeof codeSentSchema>;

export const confirmContactSchema = z
  .strictObject({ code: codeSchema })
  .meta({ id: 'ConfirmContact' });

/**
 * A push with `data: { kind: 'push-proof', challenge }` came to this phone; whoever shows it to
 * us from the phone that asked has both. Web pushes carry the same `data` in their JSON.
 */
export const pushProofSchema = z
  .strictObject({ challenge: z.string().min(16).max(CHALLENGE_LENGTH_MAX).regex(PRINTABLE) })
  .meta({ id: 'PushProof' });

/** Another person's phone has the address: it stays there until the challenge comes back. */
export const pushToBeProvenSchema = z
  .object({ standing: z.literal('to-be-proven'), expiresAt: instantSchema })
  .meta({ id: 'PushToBeProven' });
export type PushToBeProven = z.infer<typeof pushToBeProvenSchema>;

export const putOrganisationSchema = z
  .strictObject({
    selfRegistration: z.boolean().optional(),
    controlPhone: phoneSchema.nullable().optional().meta({
      description: 'The number responders call control by; shown in their app. Null for none.',
    }),
  })
  .meta({ id: 'PutOrganisation', description: 'What is left out stays.' });
export type PutOrganisationMessage = z.infer<typeof putOrganisationSchema>;
export const organisationSchema = z
  .object({
    slug: z.string(),
    name: z.string(),
    selfRegistration: z.boolean(),
    controlPhone: z.string().nullable(),
  })
  .meta({ id: 'OrganisationSettings' });
export type OrganisationView = z.infer<typeof organisationSchema>;
