import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/*
 * Accounts of staff, their sessions and tokens. They are read and written by hand-written SQL; they
 * stand here so that the drift gate knows every table of the migrations.
 */

const OF_ACCOUNT = ['organisation_id', 'account_id'] as const;
const OF_SESSION = ['organisation_id', 'session_id'] as const;

export const ACCOUNT = table({
  name: 'account',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    ...['role', 'display_name', 'email'].map((name) => column.text(name)),
    column.text('password_hash', OPTIONAL),
    column.hash('totp_sealed', OPTIONAL),
    column.counter('totp_step', OPTIONAL),
    column.text('oidc_issuer', OPTIONAL),
    column.text('oidc_subject', OPTIONAL),
    column.instant('created_at'),
    column.instant('last_sign_in_at', OPTIONAL),
    column.instant('disabled_at', OPTIONAL),
  ]),
  uniques: [
    { name: 'account_email_key', columns: ['organisation_id', 'email'] },
    { name: 'account_oidc_key', columns: ['organisation_id', 'oidc_issuer', 'oidc_subject'] },
    { name: 'account_organisation_key', columns: ['organisation_id', 'id'] },
  ],
  checks: checks(
    ...['account_role_check', 'account_email_check'],
    ...['account_local_check', 'account_oidc_check'],
  ),
  foreignKeys: [owner('account_owner_fkey', 'organisation_id')],
});

export const ACCOUNT_INVITATION = table({
  name: 'account_invitation',
  columns: plain([
    column.hash('code_hash', { primary: true }),
    column.uuid('organisation_id'),
    column.uuid('account_id'),
    column.instant('created_at'),
    column.instant('expires_at'),
    column.instant('used_at', OPTIONAL),
    column.text('password_hash', OPTIONAL),
    column.hash('totp_sealed', OPTIONAL),
  ]),
  indices: [{ name: 'account_invitation_account_idx', columns: ['account_id'] }],
  foreignKeys: [belongsTo('account', 'account_invitation_account_fkey', OF_ACCOUNT)],
});

export const OIDC_ATTEMPT = table({
  name: 'oidc_attempt',
  columns: plain([
    column.hash('state_hash', { primary: true }),
    column.uuid('organisation_id'),
    column.hash('sealed'),
    column.instant('expires_at'),
  ]),
  foreignKeys: [owner('oidc_attempt_owner_fkey', 'organisation_id')],
});

export const SESSION = table({
  name: 'session',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.uuid('account_id'),
    column.text('signed_in_by'),
    column.text('client'),
    ...['created_at', 'last_used_at', 'expires_at'].map((name) => column.instant(name)),
    column.instant('ended_at', OPTIONAL),
    column.text('ended_because', OPTIONAL),
  ]),
  uniques: [{ name: 'session_organisation_key', columns: ['organisation_id', 'id'] }],
  indices: [{ name: 'session_account_idx', columns: ['account_id', 'created_at'] }],
  checks: checks('session_by_check', 'session_end_check', 'session_ended_check'),
  foreignKeys: [belongsTo('account', 'session_account_fkey', OF_ACCOUNT)],
});

export const REFRESH_TOKEN = table({
  name: 'refresh_token',
  columns: plain([
    column.hash('token_hash', { primary: true }),
    column.uuid('organisation_id'),
    column.uuid('session_id'),
    column.instant('created_at'),
    column.instant('used_at', OPTIONAL),
  ]),
  indices: [{ name: 'refresh_token_session_idx', columns: ['session_id'] }],
  foreignKeys: [belongsTo('session', 'refresh_token_session_fkey', OF_SESSION)],
});

export const ACCESS_TOKEN = table({
  name: 'access_token',
  columns: plain([
    column.hash('token_hash', { primary: true }),
    column.uuid('organisation_id'),
    column.uuid('session_id', OPTIONAL),
    column.uuid('key_id', OPTIONAL),
    column.text('scope', OPTIONAL),
    column.hash('certificate_sha256', OPTIONAL),
    column.instant('created_at'),
    column.instant('expires_at'),
  ]),
  indices: [
    { name: 'access_token_session_idx', columns: ['session_id'] },
    { name: 'access_token_key_idx', columns: ['key_id'] },
    { name: 'access_token_expires_idx', columns: ['expires_at'] },
  ],
  checks: checks('access_token_whose_check'),
  foreignKeys: [
    owner('access_token_owner_fkey', 'organisation_id'),
    {
      name: 'access_token_key_fkey',
      target: 'access_key',
      columnNames: ['key_id'],
      referencedColumnNames: ['id'],
    },
    belongsTo('session', 'access_token_session_fkey', OF_SESSION),
  ],
});

export const ACCESS_CHANGE = table({
  name: 'access_change',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.text('kind'),
    column.uuid('subject_id'),
    column.instant('changed_at'),
  ]),
  indices: [{ name: 'access_change_changed_idx', columns: ['changed_at'] }],
  checks: checks('access_change_kind_check'),
  foreignKeys: [owner('access_change_owner_fkey', 'organisation_id')],
});
