import { z } from 'zod';
import {
  addedKeySchema,
  addedSigningSecretSchema,
  addKeySchema,
  keyListSchema,
  keySchema,
  oauthErrorSchema,
  oauthTokenSchema,
  putKeySchema,
} from '#contracts/key-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byKey = z.strictObject({ keyId: idSchema });
const bySigningSecret = z.strictObject({ keyId: idSchema, secretId: idSchema });
const key = { status: 200, description: 'As it now stands.', schema: keySchema };

/** How systems come in: keys, what they sign with, and short-lived tokens. */
export const KEY_ROUTES = {
  issueToken: {
    method: 'POST',
    path: '/v1/oauth/token',
    tag: 'access',
    summary: 'OAuth 2.0 client credentials, as a form: a key becomes a token of ten minutes.',
    permission: 'anyone',
    success: { status: 200, description: 'A token.', schema: oauthTokenSchema },
    otherwise: { status: 400, description: 'As RFC 6749 §5.2.', schema: oauthErrorSchema },
    refusals: ['too-many-requests'],
  },
  listKeys: {
    method: 'GET',
    path: '/v1/keys',
    tag: 'access',
    summary: 'Keys of the systems of the organisation, newest first.',
    permission: 'keep-keys',
    success: { status: 200, description: 'All keys.', schema: keyListSchema },
    refusals: [],
  },
  addKey: {
    method: 'POST',
    path: '/v1/keys',
    tag: 'access',
    summary: 'Make a key; its secret is shown this once.',
    permission: 'keep-keys',
    body: addKeySchema,
    success: { status: 201, description: 'Shown once.', schema: addedKeySchema },
    refusals: [],
  },
  putKey: {
    method: 'PUT',
    path: '/v1/keys/:keyId',
    tag: 'access',
    summary: 'Change what a key is called and what must come with it.',
    permission: 'keep-keys',
    params: byKey,
    body: putKeySchema,
    success: key,
    refusals: ['not-found', 'illegal-step'],
  },
  revokeKey: {
    method: 'POST',
    path: '/v1/keys/:keyId/revoke',
    tag: 'access',
    summary: 'End a key and its tokens for good, within two seconds.',
    permission: 'keep-keys',
    params: byKey,
    success: key,
    refusals: ['not-found'],
  },
  addSigningSecret: {
    method: 'POST',
    path: '/v1/keys/:keyId/signing-secrets',
    tag: 'access',
    summary: 'Add a signing secret beside the one in use; shown this once.',
    permission: 'keep-keys',
    params: byKey,
    success: { status: 201, description: 'Shown once.', schema: addedSigningSecretSchema },
    refusals: ['not-found', 'illegal-step'],
  },
  removeSigningSecret: {
    method: 'DELETE',
    path: '/v1/keys/:keyId/signing-secrets/:secretId',
    tag: 'access',
    summary: 'Forget a signing secret that is no longer in use.',
    permission: 'keep-keys',
    params: bySigningSecret,
    success: key,
    refusals: ['not-found', 'last-of-its-kind'],
  },
} as const satisfies Record<string, Route>;
