import type { Pool } from 'pg';
import type { Organisation } from '#core/organisation';
import type { AccountRole, Caller, KeyTerms, PeopleStore } from '#flow/ports';
import { hashOf } from './registry';
import { inOneTrip, inOrganisation, readAcross } from './transaction';

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

/** $1 hashes of secrets. Whatever kind of secret each is, it is found in one round trip. */
const CALLERS_OF = `SELECT encode(d.token_hash, 'hex') AS hash,
    d.organisation_id AS "organisationId", 'responder' AS role,
    d.responder_id AS "responderId", d.id AS "deviceId", NULL::uuid AS "keyId",
    NULL::uuid AS "sessionId", d.token_expires_at AS "expiresAt", NULL::jsonb AS terms,
    NULL::text AS "tokenCertificate", true AS "isInUse", NULL::timestamptz AS "tradedAt"
  FROM device d JOIN responder r ON r.id = d.responder_id
  WHERE d.token_hash = ANY ($1::bytea[]) AND d.ended_at IS NULL AND r.disabled_at IS NULL
UNION ALL
SELECT encode(t.token_hash, 'hex'), d.organisation_id, 'responder', d.responder_id, d.id,
    NULL, NULL, t.expires_at, NULL, NULL, false, t.traded_at
  FROM device_token t JOIN device d ON d.id = t.device_id JOIN responder r ON r.id = d.responder_id
  WHERE t.token_hash = ANY ($1::bytea[]) AND d.ended_at IS NULL AND r.disabled_at IS NULL
UNION ALL
SELECT encode(k.secret_hash, 'hex'), k.organisation_id, k.role, NULL, NULL, k.id, NULL,
    k.expires_at, ${KEY_TERMS}, NULL, NULL, NULL
  FROM access_key k WHERE k.secret_hash = ANY ($1::bytea[]) AND k.revoked_at IS NULL
UNION ALL
SELECT encode(t.token_hash, 'hex'), s.organisation_id, a.role, NULL, NULL, a.id, s.id,
    t.expires_at, NULL, NULL, NULL, NULL
  FROM access_token t JOIN session s ON s.id = t.session_id JOIN account a ON a.id = s.account_id
  WHERE t.token_hash = ANY ($1::bytea[]) AND s.ended_at IS NULL AND a.disabled_at IS NULL
UNION ALL
SELECT encode(t.token_hash, 'hex'), k.organisation_id,
    CASE t.scope WHEN 'read-only' THEN t.scope ELSE k.role END, NULL, NULL,
    k.id, NULL, least(t.expires_at, k.expires_at),
    ${KEY_TERMS}, encode(t.certificate_sha256, 'hex'), NULL, NULL
  FROM access_token t JOIN access_key k ON k.id = t.key_id
  WHERE t.token_hash = ANY ($1::bytea[]) AND k.revoked_at IS NULL`;

interface PhoneRow {
  readonly hash: string;
  readonly role: 'responder';
  readonly organisationId: string;
  readonly responderId: string;
  readonly deviceId: string;
  readonly expiresAt: number;
  readonly isInUse: boolean;
  readonly tradedAt: number | null;
}

interface StaffRow {
  readonly hash: string;
  readonly role: AccountRole;
  readonly organisationId: string;
  readonly keyId: string;
  readonly sessionId: string | null;
  readonly expiresAt: number | null;
  readonly terms: KeyTermsRow | null;
  /** The certificate that a token was given to, and works with. */
  readonly tokenCertificate: string | null;
}

/**
 * Whose each key, access token or phone's token is, also when it has expired, in the order of the
 * secrets; see the port.
 */
export async function callersOf(
  pool: Pool,
  secrets: readonly string[],
): Promise<readonly Awaited<ReturnType<PeopleStore['callerOf']>>[]> {
  const hashes = secrets.map(hashOf);
  const rows = await readAcross<PhoneRow | StaffRow>(pool, {
    name: 'callers-of',
    text: CALLERS_OF,
    values: [hashes],
  });
  const callers = new Map(rows.map((row) => [row.hash, toCaller(row)]));
  return hashes.map((hash) => callers.get(hash.toString('hex')) ?? null);
}

function toCaller(row: PhoneRow | StaffRow): Caller {
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
export async function organisationById(
  pool: Pool,
  organisationId: string,
): ReturnType<PeopleStore['organisation']> {
  const statement = {
    name: 'organisation',
    text: `SELECT id, slug, name, time_zone AS "timeZone", area, policy_name AS "policyName"
      FROM organisation WHERE id = $1`,
    values: [organisationId],
  };
  const rows = await inOneTrip<Organisation>(pool, organisationId, statement);
  return rows[0] ?? null;
}

/** $1 organisation, $2 now: in another zone the hours that were compiled are due again. */
const READ_HOURS_ANEW = `UPDATE aed SET hours_until = $2::timestamptz
  WHERE organisation_id = $1::uuid AND hours->>'state' = 'intervals'`;

/** What an organisation is called, whose clocks it goes by, and where it works. */
export function changeOrganisation(
  pool: Pool,
  organisationId: string,
  to: Pick<Organisation, 'name' | 'timeZone' | 'area'> & { readonly now: number },
): Promise<void> {
  return inOrganisation(pool, organisationId, async (tx) => {
    const { name, timeZone, area, now } = to;
    const old = await tx.rows<{ timeZone: string }>({
      text: `SELECT time_zone AS "timeZone" FROM organisation WHERE id = $1`,
      values: [organisationId],
    });
    const kept = area === null ? null : JSON.stringify(area);
    const text = `UPDATE organisation SET name = $2, time_zone = $3, area = $4::jsonb
      WHERE id = $1`;
    await tx.rows({ text, values: [organisationId, name, timeZone, kept] });
    if (old[0]?.timeZone === timeZone) return;
    await tx.rows({ text: READ_HOURS_ANEW, values: [organisationId, new Date(now)] });
  });
}
