import type { Route } from '#contracts/routes/route';
import {
  authenticatorSchema,
  beginAccountSchema,
  confirmAccountSchema,
  oidcCallbackQuerySchema,
  organisationQuerySchema,
  signedInSchema,
  signInLocallySchema,
  signInWaysSchema,
} from '#contracts/sign-in-api';

const signedIn = {
  status: 200,
  description: 'Signed in; the refresh token comes as a cookie.',
  schema: signedInSchema,
};

/** How members of staff come in, stay in, and leave. */
export const SIGN_IN_ROUTES = {
  readSignInWays: {
    method: 'GET',
    path: '/v1/sign-in/ways',
    tag: 'sign-in',
    summary: 'How staff of an organisation sign in.',
    permission: 'anyone',
    query: organisationQuerySchema,
    success: { status: 200, description: 'The ways.', schema: signInWaysSchema },
    refusals: ['not-found', 'too-many-requests'],
  },
  startOidc: {
    method: 'GET',
    path: '/v1/sign-in/oidc/start',
    tag: 'sign-in',
    summary: 'Send the browser to the OpenID Connect provider of the organisation.',
    permission: 'anyone',
    query: organisationQuerySchema,
    success: { status: 302, description: 'To the provider.', schema: null },
    refusals: ['not-found', 'too-many-requests'],
  },
  finishOidc: {
    method: 'GET',
    path: '/v1/sign-in/oidc/callback',
    tag: 'sign-in',
    summary: 'Where the provider sends the browser back to.',
    permission: 'anyone',
    query: oidcCallbackQuerySchema,
    success: {
      status: 302,
      description: 'To /console/, signed in; or to /console/?sign-in=refused.',
      schema: null,
    },
    refusals: [],
  },
  signInLocally: {
    method: 'POST',
    path: '/v1/sign-in/local',
    tag: 'sign-in',
    summary: 'Sign in by password and code.',
    permission: 'anyone',
    body: signInLocallySchema,
    success: signedIn,
    refusals: ['sign-in-refused', 'origin-refused', 'too-many-requests'],
  },
  beginAccount: {
    method: 'POST',
    path: '/v1/sign-in/first',
    tag: 'sign-in',
    summary: 'Trade an invitation and a new password for the secret of an authenticator.',
    permission: 'anyone',
    body: beginAccountSchema,
    success: { status: 200, description: 'Shown once.', schema: authenticatorSchema },
    refusals: ['sign-in-refused', 'too-many-requests'],
  },
  confirmAccount: {
    method: 'POST',
    path: '/v1/sign-in/first/confirm',
    tag: 'sign-in',
    summary: 'Show by a first code that the authenticator has the secret, and sign in.',
    permission: 'anyone',
    body: confirmAccountSchema,
    success: signedIn,
    refusals: ['sign-in-refused', 'code-invalid', 'origin-refused', 'too-many-requests'],
  },
  refreshSession: {
    method: 'POST',
    path: '/v1/session/refresh',
    tag: 'sign-in',
    summary:
      'Trade the refresh token for the next one and an access token. One that was traded before ' +
      'ends the session; within five seconds it is answered changed-meanwhile: another tab was ' +
      'first, ask again.',
    permission: 'anyone',
    success: signedIn,
    refusals: ['session-over', 'changed-meanwhile', 'origin-refused', 'too-many-requests'],
  },
  endSession: {
    method: 'POST',
    path: '/v1/session/end',
    tag: 'sign-in',
    summary: 'Sign out: end the session of the cookie.',
    permission: 'anyone',
    success: { status: 204, description: 'There is no session any more.', schema: null },
    refusals: ['origin-refused'],
  },
} as const satisfies Record<string, Route>;
