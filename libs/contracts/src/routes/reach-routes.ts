import { z } from 'zod';
import {
  ownReachSchema,
  pushAddressSchema,
  readinessPageSchema,
  readinessQuerySchema,
  setReachSchema,
  webPushKeySchema,
} from '#contracts/reach-api';
import { pushToBeProvenSchema } from '#contracts/registration-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const reach = { status: 200, description: 'As it is now.', schema: ownReachSchema };

/** When and how people want to be reached, and whether they would be. */
export const REACH_ROUTES = {
  readOwnReach: {
    method: 'GET',
    path: '/v1/me/reach',
    tag: 'phones',
    summary: 'When and how this person is reached, and whether the phone would ring.',
    permission: 'use-phone',
    success: reach,
    refusals: ['not-eligible'],
  },
  setOwnReach: {
    method: 'PUT',
    path: '/v1/me/reach',
    tag: 'phones',
    summary: 'Schedule, quiet hours, mute, declined channels, language, telephone and e-mail.',
    permission: 'use-phone',
    body: setReachSchema,
    success: reach,
    refusals: ['not-eligible', 'invalid-field', 'proof-of-phone-needed'],
  },
  setPushAddress: {
    method: 'PUT',
    path: '/v1/me/push-address',
    tag: 'phones',
    summary: 'Where pushes to this phone go, and whether it may show them.',
    permission: 'use-phone',
    body: pushAddressSchema,
    success: { status: 204, description: 'Stored.', schema: null },
    otherwise: {
      status: 202,
      description: 'Another person’s phone has it: a push with a challenge went there.',
      schema: pushToBeProvenSchema,
    },
    refusals: ['too-many-requests'],
  },
  readWebPushKey: {
    method: 'GET',
    path: '/v1/web-push-key',
    tag: 'phones',
    summary: 'What a browser needs to ask its push service for a subscription.',
    permission: 'use-phone',
    success: { status: 200, description: 'The key.', schema: webPushKeySchema },
    refusals: [],
  },
  signOut: {
    method: 'DELETE',
    path: '/v1/me/device',
    tag: 'phones',
    summary: 'End the sign-in of this phone; with the last phone its person goes off duty.',
    permission: 'use-phone',
    success: { status: 204, description: 'Signed out.', schema: null },
    refusals: [],
  },
  setReach: {
    method: 'PUT',
    path: '/v1/responders/:responder/reach',
    tag: 'registry',
    summary: 'When and how a responder is reached.',
    permission: 'keep-people',
    params: z.strictObject({ responder: idSchema }),
    body: setReachSchema,
    success: reach,
    refusals: ['not-found', 'not-eligible', 'invalid-field'],
  },
  readReadiness: {
    method: 'GET',
    path: '/v1/responders/readiness',
    tag: 'registry',
    summary: 'Whose phone would ring and whose would not, and why.',
    permission: 'read-readiness',
    query: readinessQuerySchema,
    success: { status: 200, description: 'One page.', schema: readinessPageSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
