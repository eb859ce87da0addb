import {
  accountPageSchema,
  accountSchema,
  addAccountSchema,
  changeAccountSchema,
  invitationSchema,
  sessionListSchema,
} from '#contracts/account-api';
import type { Route } from '#contracts/routes/route';
import { idSchema, pageQuerySchema } from '#contracts/shapes';
import { ownAccountSchema } from '#contracts/sign-in-api';
import { z } from 'zod';

const account = { status: 200, description: 'The account as it now is.', schema: accountSchema };
const accountParams = z.strictObject({ accountId: idSchema });

/** Accounts of staff, and each one's own sessions. */
export const ACCOUNT_ROUTES = {
  readOwnAccount: {
    method: 'GET',
    path: '/v1/account',
    tag: 'sign-in',
    summary: 'Whoever is signed in, or the key that asks.',
    permission: 'own-account',
    success: { status: 200, description: 'The account.', schema: ownAccountSchema },
    refusals: ['not-found'],
  },
  listOwnSessions: {
    method: 'GET',
    path: '/v1/account/sessions',
    tag: 'sign-in',
    summary: 'Own sign-ins of the last days, newest first, with how each one ended.',
    permission: 'own-account',
    success: { status: 200, description: 'The sessions.', schema: sessionListSchema },
    refusals: ['not-found'],
  },
  endOwnSession: {
    method: 'POST',
    path: '/v1/account/sessions/:sessionId/end',
    tag: 'sign-in',
    summary: 'End one of the own sessions; its sockets close within two seconds.',
    permission: 'own-account',
    params: z.strictObject({ sessionId: idSchema }),
    success: { status: 204, description: 'Ended.', schema: null },
    refusals: ['not-found'],
  },
  listAccounts: {
    method: 'GET',
    path: '/v1/accounts',
    tag: 'access',
    summary: 'Accounts of staff, by name.',
    permission: 'keep-accounts',
    query: pageQuerySchema,
    success: { status: 200, description: 'One page.', schema: accountPageSchema },
    refusals: [],
  },
  addAccount: {
    method: 'POST',
    path: '/v1/accounts',
    tag: 'access',
    summary: 'Make an account; its person signs in by OpenID Connect, or is invited.',
    permission: 'keep-accounts',
    body: addAccountSchema,
    success: { status: 201, description: 'Made.', schema: accountSchema },
    refusals: ['reference-conflict'],
  },
  changeAccount: {
    method: 'PUT',
    path: '/v1/accounts/:accountId',
    tag: 'access',
    summary: 'Name, role, and whether it may sign in; sockets follow within two seconds.',
    permission: 'keep-accounts',
    params: accountParams,
    body: changeAccountSchema,
    success: account,
    refusals: ['not-found', 'last-of-its-kind'],
  },
  inviteAccount: {
    method: 'POST',
    path: '/v1/accounts/:accountId/invite',
    tag: 'access',
    summary: 'A link by which its person sets password and authenticator, anew if need be.',
    permission: 'keep-accounts',
    params: accountParams,
    success: { status: 201, description: 'Shown once.', schema: invitationSchema },
    refusals: ['not-found'],
  },
  endAccountSessions: {
    method: 'POST',
    path: '/v1/accounts/:accountId/end-sessions',
    tag: 'access',
    summary: 'End all sessions of an account.',
    permission: 'keep-accounts',
    params: accountParams,
    success: { status: 204, description: 'Ended.', schema: null },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
