import type { Pool } from 'pg';
import type { Organisation } from '#core/organisation';
import type { AccountRole, Caller, PeopleStore } from '#flow/ports';
import { hashOf } from './registry';
import { inOrganisation, readAcross } from './transaction';

/* Who is calling, asked with every request and therefore not through TypeORM. */

/** The caller a key belongs to; null for a revoked one. */
export async function callerOfKey(
  pool: Pool,
  secret: string,
): ReturnType<PeopleStore['callerOfKey']> {
  const [key] = await readAcross<{ keyId: string; organisationId: string; role: AccountRole }>(
    pool,
    {
      name: 'caller-of-key',
      text: `SELECT id AS "keyId", organisation_id AS "organisationId", role FROM access_key
        WHERE secret_hash = $1 AND revoked_at IS NULL`,
      values: [hashOf(secret)],
    },
  );
  return key === undefined ? null : { ...key, sessionId: null, expiresAt: null };
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
