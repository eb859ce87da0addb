import { z } from 'zod';
import { ownReachSchema } from '#contracts/reach-api';
import {
  addContactSchema,
  codeSentSchema,
  confirmContactSchema,
  confirmRegistrationSchema,
  devicesSchema,
  invitedSchema,
  inviteSchema,
  organisationSchema,
  pushProofSchema,
  putOrganisationSchema,
  registerSchema,
  registrationSchema,
} from '#contracts/registration-api';
import { renewedTokenSchema, signedInDeviceSchema } from '#contracts/responder-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const devices = { status: 200, description: 'Phones signed in now.', schema: devicesSchema };
const organisation = { status: 200, description: 'As it is now.', schema: organisationSchema };

/** How people come in, with which phones, and under which addresses they are reached. */
export const REGISTRATION_ROUTES = {
  register: {
    method: 'POST',
    path: '/v1/registrations',
    tag: 'phones',
    summary: 'Register oneself where the organisation allows it; a code is sent to the address.',
    permission: 'anyone',
    body: registerSchema,
    success: {
      status: 202,
      description: 'Taken; the same for an address that is known already.',
      schema: registrationSchema,
    },
    refusals: ['registration-closed', 'too-many-requests'],
  },
  confirmRegistration: {
    method: 'POST',
    path: '/v1/registrations/:registrationId/confirm',
    tag: 'phones',
    summary:
      'Trade the code for a signed-in phone; nobody is alerted before a credential is verified.',
    permission: 'anyone',
    params: z.strictObject({ registrationId: idSchema }),
    body: confirmRegistrationSchema,
    success: { status: 201, description: 'Signed in.', schema: signedInDeviceSchema },
    refusals: ['code-invalid', 'registration-closed', 'too-many-requests'],
  },
  inviteResponder: {
    method: 'POST',
    path: '/v1/responders/:responder/invite',
    tag: 'registry',
    summary: 'Send a one-time code that signs in one phone to the address on record.',
    permission: 'keep-people',
    params: z.strictObject({ responder: idSchema }),
    body: inviteSchema,
    success: { status: 200, description: 'Sent.', schema: invitedSchema },
    refusals: ['not-found', 'not-eligible', 'invalid-field', 'too-many-requests', 'unavailable'],
  },
  renewOwnToken: {
    method: 'POST',
    path: '/v1/me/token',
    tag: 'phones',
    summary:
      'A new token for this phone. The old one is good until the new one was used; whoever ' +
      'comes with it after that ends the sign-in.',
    permission: 'use-phone',
    success: { status: 201, description: 'To be kept, then used.', schema: renewedTokenSchema },
    refusals: [],
  },
  listOwnDevices: {
    method: 'GET',
    path: '/v1/me/devices',
    tag: 'phones',
    summary: 'The phones this person is signed in with.',
    permission: 'use-phone',
    success: devices,
    refusals: [],
  },
  endOwnDevice: {
    method: 'POST',
    path: '/v1/me/devices/:deviceId/end',
    tag: 'phones',
    summary: 'End the sign-in of one of them.',
    permission: 'use-phone',
    params: z.strictObject({ deviceId: idSchema }),
    success: devices,
    refusals: ['not-found'],
  },
  addContact: {
    method: 'POST',
    path: '/v1/me/contacts',
    tag: 'phones',
    summary: 'Send a code to an address of one’s own; it is used once the code came back.',
    permission: 'use-phone',
    body: addContactSchema,
    success: { status: 202, description: 'Sent.', schema: codeSentSchema },
    refusals: ['not-eligible', 'too-many-requests', 'unavailable'],
  },
  confirmContact: {
    method: 'POST',
    path: '/v1/me/contacts/confirm',
    tag: 'phones',
    summary: 'Prove the newest address that a code was sent to.',
    permission: 'use-phone',
    body: confirmContactSchema,
    success: { status: 200, description: 'As it is now.', schema: ownReachSchema },
    refusals: ['code-invalid', 'not-eligible', 'too-many-requests'],
  },
  provePushAddress: {
    method: 'POST',
    path: '/v1/me/push-proof',
    tag: 'phones',
    summary: 'Show the challenge of a push of kind `push-proof`: its address is this phone’s.',
    permission: 'use-phone',
    body: pushProofSchema,
    success: { status: 204, description: 'The address has moved here.', schema: null },
    refusals: ['code-invalid', 'too-many-requests'],
  },
  readOrganisation: {
    method: 'GET',
    path: '/v1/organisation',
    tag: 'access',
    summary: 'The settings of the organisation.',
    permission: 'keep-accounts',
    success: organisation,
    refusals: [],
  },
  putOrganisation: {
    method: 'PUT',
    path: '/v1/organisation',
    tag: 'access',
    summary: 'Whether people may register themselves, and the number of control.',
    permission: 'keep-accounts',
    body: putOrganisationSchema,
    success: organisation,
    refusals: [],
  },
} as const satisfies Record<string, Route>;
