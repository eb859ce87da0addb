import type { Pool } from 'pg';
import type { Organisation } from '#core/organisation';
import type { AccountRole, Caller, KeyTerms, PeopleStore } from '#flow/ports';
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

/** The caller a key belongs to; null for a revoked one. */
export async function callerOfKey(
  pool: Pool,
  secret: string,
): ReturnType<PeopleStore['callerOfKey']> {
  const [key] = await readAcross<{
    readonly keyId: string;
    readonly organisationId: string;
    readonly role: AccountRole;
    readonly expiresAt: number | null;
    readonly terms: KeyTermsRow;
  }>(pool, {
    name: 'caller-of-key',
    text: `SELECT k.id AS "keyId", k.organisation_id AS "organisationId", k.role,
        k.expires_at AS "expiresAt", ${KEY_TERMS} AS terms
      FROM access_key k WHERE k.secret_hash = $1 AND k.revoked_at IS NULL`,
    values: [hashOf(secret)],
  });
  return key === undefined ? null : { ...key, sessionId: null, terms: keyTermsOf(key.terms) };
}

/** The responder a token belongs to, also when it has expired; null for a disabled one. */
export async function callerOfToken(
  pool: Pool,
  token: string,
): ReturnType<PeopleStore['callerOfToken']> {
  const [device] = await readAcross<Omit<Extract<Caller, { role: 'responder' }>, 'role'>>(pool, {
    name: 'caller-of-token',
    text: `SELECT d.organisation_id AS "organisationId", d.responder_id AS "responderId",
        d.id AS "deviceId", d.token_expires_at AS "expiresAt"
      FROM device d JOIN responder r ON r.id = d.responder_id
      WHERE d.token_hash = $1 AND d.ended_at IS NULL AND r.disabled_at IS NULL`,
    values: [hashOf(token)],
  });
  return device === undefined ? null : { role: 'responder', ...device };
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
