import type { Pool } from 'pg';
import type { Organisation } from '#core/organisation';
import type { AccountRole, KeyTerms, PeopleStore } from '#flow/ports';
import { hashOf } from './registry';
import { inOrganisation, readAcross } from './transaction';

/* Who is calling, asked with every request and therefore not through TypeORM. */

/** What must come with a key `k` beside its secret, as `KeyTerms` in JSON but for bytes in hex. */
export const KEY_TERMS = `jsonb_build_object(
  'needsSignature', k.needs_signature,
  'certificateSha256', encode(k.certificate_sha256, 'hex'),
  'signingSecrets', coalesce((SELECT jsonb_agg(
      jsonb_build_object('id', s.id, 'sealed', encode(s.sealed, 'hex')) ORDER BY s.created_at DESC)
    FROM signing_secret s WHERE s.key_id = k.id), '[]'))`;

/** The terms as `KEY_TERMS` gives them. */
export interface KeyTermsRow extends Omit<KeyTerms, 'signingSecrets'> {
  readonly signingSecrets: readonly { readonly id: string; readonly sealed: string }[];
}

/** The terms of a key as the program has them. */
export function keyTermsOf(row: KeyTermsRow): KeyTerms {
  const signingSecrets = row.signingSecrets.map(({ id, sealed }) => ({
    id,
    sealed: Buffer.from(sealed, 'hex'),
  }));
  return { ...row, signingSecrets };
}

/** $1 the hash of the secret. Whatever kind of secret it is, it is found in one round trip. */
const CALLER_OF = `SELECT d.organisation_id AS "organisationId", 'responder' AS role,
    d.responder_id AS "responderId", d.id AS "deviceId", NULL::uuid AS "keyId",
    NULL::uuid AS "sessionId", d.token_expires_at AS "expiresAt", NULL::jsonb AS terms,
    NULL::text AS "tokenCertificate", true AS "isInUse", NULL::timestamptz AS "tradedAt"
  FROM device d JOIN responder r ON r.id = d.responder_id
  WHERE d.token_hash = $1 AND d.ended_at IS NULL AND r.disabled_at IS NULL
UNION ALL
SELECT d.organisation_id, 'responder', d.responder_id, d.id, NULL, NULL, t.expires_at, NULL, NULL,
    false, t.traded_at
  FROM device_token t JOIN device d ON d.id = t.device_id JOIN responder r ON r.id = d.responder_id
  WHERE t.token_hash = $1 AND d.ended_at IS NULL AND r.disabled_at IS NULL
UNION ALL
SELECT k.organisation_id, k.role, NULL, NULL, k.id, NULL, k.expires_at, ${KEY_TERMS}, NULL,
    NULL, NULL
  FROM access_key k WHERE k.secret_hash = $1 AND k.revoked_at IS NULL
UNION ALL
SELECT s.organisation_id, a.role, NULL, NULL, a.id, s.id, t.expires_at, NULL, NULL, NULL, NULL
  FROM access_token t JOIN session s ON s.id = t.session_id JOIN account a ON a.id = s.account_id
  WHERE t.token_hash = $1 AND s.ended_at IS NULL AND a.disabled_at IS NULL
UNION ALL
SELECT k.organisation_id, CASE t.scope WHEN 'read-only' THEN t.scope ELSE k.role END, NULL, NULL,
    k.id, NULL, least(t.expires_at, k.expires_at),
    ${KEY_TERMS}, encode(t.certificate_sha256, 'hex'), NULL, NULL
  FROM access_token t JOIN access_key k ON k.id = t.key_id
  WHERE t.token_hash = $1 AND k.revoked_at IS NULL`;

interface PhoneRow {
  readonly role: 'responder';
  readonly organisationId: string;
  readonly responderId: string;
  readonly deviceId: string;
  readonly expiresAt: number;
  readonly isInUse: boolean;
  readonly tradedAt: number | null;
}

interface StaffRow {
  readonly role: AccountRole;
  readonly organisationId: string;
  readonly keyId: string;
  readonly sessionId: string | null;
  readonly expiresAt: number | null;
  readonly terms: KeyTermsRow | null;
  /** The certificate that a token was given to, and works with. */
  readonly tokenCertificate: string | null;
}

/** Whose a key, an access token or a phone's token is, also when it has expired; see the port. */
export async function callerOf(pool: Pool, secret: string): ReturnType<PeopleStore['callerOf']> {
  const [row] = await readAcross<PhoneRow | StaffRow>(pool, {
    name: 'caller-of',
    text: CALLER_OF,
    values: [hashOf(secret)],
  });
  if (row === undefined) return null;
  if (row.role === 'responder') {
    const { role, organisationId, responderId, deviceId, expiresAt, isInUse, tradedAt } = row;
    const standing = isInUse ? {} : { tradedAt };
    return { role, organisationId, responderId, deviceId, expiresAt, ...standing };
  }
  const { role, organisationId, keyId, sessionId, expiresAt, terms, tokenCertificate } = row;
  const caller = { role, organisationId, keyId, sessionId, expiresAt };
  if (terms === null) return caller;
  const bound = tokenCertificate === null ? {} : { certificateSha256: tokenCertificate };
  return { ...caller, terms: { ...keyTermsOf(terms), ...bound } };
}

/** The organisation of that id. */
export function organisationById(
  pool: Pool,
  organisationId: string,
): ReturnType<PeopleStore['organisation']> {
  return inOrganisation(pool, organisationId, async (tx) => {
    const [organisation] = await tx.rows<Organisation>({
      name: 'organisation',
      text: `SELECT id, slug, name, time_zone AS "timeZone", area, policy_name AS "policyName"
        FROM organisation WHERE id = $1`,
      values: [organisationId],
    });
    return organisation ?? null;
  });
}
