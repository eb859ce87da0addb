import type { Pool } from 'pg';
import type { AccessKey, KeyStore } from '#flow/ports';
import { hashOf } from './registry';
import { inOrganisation, readAcross, type Tx } from './transaction';

const COLUMNS = `k.id, k.organisation_id AS "organisationId", k.role, k.label,
  k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt",
  k.needs_signature AS "needsSignature",
  encode(k.certificate_sha256, 'hex') AS "certificateSha256",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'createdAt',
      (extract(epoch FROM s.created_at) * 1000)::bigint) ORDER BY s.created_at, s.id)
    FROM signing_secret s WHERE s.key_id = k.id), '[]') AS "signingSecrets"`;

/** Keys of systems in PostgreSQL. */
export class PostgresKeyStore implements KeyStore {
  /** @param doorPool finds a key whichever organisation it belongs to */
  constructor(
    private readonly pool: Pool,
    private readonly doorPool: Pool,
  ) {}

  keys: KeyStore['keys'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<AccessKey>({
        text: `SELECT ${COLUMNS} FROM access_key k WHERE k.organisation_id = $1
          ORDER BY k.created_at DESC, k.id`,
        values: [organisationId],
      }),
    );

  key: KeyStore['key'] = (organisationId, keyId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `SELECT ${COLUMNS} FROM access_key k
        WHERE k.organisation_id = $1 AND k.id = $2`;
      const [key] = await tx.rows<AccessKey>({ text, values: [organisationId, keyId] });
      return key ?? null;
    });

  addKey: KeyStore['addKey'] = (key, { secret, signing }) =>
    inOrganisation(this.pool, key.organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO access_key (id, organisation_id, role, label, secret_hash, created_at,
            expires_at, needs_signature, certificate_sha256)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'))`,
        values: [
          ...[key.id, key.organisationId, key.role, key.label, hashOf(secret)],
          ...[new Date(key.createdAt), key.expiresAt === null ? null : new Date(key.expiresAt)],
          ...[key.needsSignature, key.certificateSha256],
        ],
      });
      if (signing === null) return;
      const { id: keyId, organisationId, createdAt: now } = key;
      await insertSigningSecret(tx, { organisationId, keyId, secret: signing, now, atMost: 1 });
    });

  changeKey: KeyStore['changeKey'] = (key) =>
    inOrganisation(this.pool, key.organisationId, async (tx) => {
      const changed = await tx.rows({
        text: `UPDATE access_key SET label = $3, needs_signature = $4,
            certificate_sha256 = decode($5, 'hex')
          WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
        values: [
          ...[key.organisationId, key.id, key.label, key.needsSignature],
          key.certificateSha256,
        ],
      });
      return changed.length > 0;
    });

  revokeKey: KeyStore['revokeKey'] = (organisationId, keyId, now) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      await tx.rows({
        text: `UPDATE access_key SET revoked_at = $3
          WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL`,
        values: [organisationId, keyId, new Date(now)],
      });
      await tx.rows({
        text: 'DELETE FROM access_token WHERE organisation_id = $1 AND key_id = $2',
        values: [organisationId, keyId],
      });
    });

  addSigningSecret: KeyStore['addSigningSecret'] = (added) => {
    const { organisationId, keyId } = added;
    const scope = { organisationId, lockOn: `signing secrets of ${keyId}` };
    return inOrganisation(this.pool, scope, (tx) => insertSigningSecret(tx, added));
  };

  removeSigningSecret: KeyStore['removeSigningSecret'] = (organisationId, keyId, secretId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      await tx.rows({
        text: `DELETE FROM signing_secret
          WHERE organisation_id = $1 AND key_id = $2 AND id = $3`,
        values: [organisationId, keyId, secretId],
      });
    });

  keyBySecret: KeyStore['keyBySecret'] = async (keyId, secret, now) => {
    const [key] = await readAcross<AccessKey>(this.doorPool, {
      text: `SELECT ${COLUMNS} FROM access_key k WHERE k.id = $1 AND k.secret_hash = $2
        AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $3)`,
      values: [keyId, hashOf(secret), new Date(now)],
    });
    return key ?? null;
  };

  addToken: KeyStore['addToken'] = (token) =>
    inOrganisation(this.pool, token.organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO access_token (token_hash, organisation_id, key_id, scope,
            certificate_sha256, created_at, expires_at)
          VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7)`,
        values: [
          ...[hashOf(token.token), token.organisationId, token.keyId, token.role],
          ...[token.certificateSha256, new Date(token.now), new Date(token.expiresAt)],
        ],
      });
    });
}

async function insertSigningSecret(
  tx: Tx,
  added: Parameters<KeyStore['addSigningSecret']>[0],
): Promise<boolean> {
  const inserted = await tx.rows({
    text: `INSERT INTO signing_secret (id, organisation_id, key_id, sealed, created_at)
      SELECT $1, $2, $3, $4, $5
      WHERE (SELECT count(*) FROM signing_secret WHERE key_id = $3) < $6 RETURNING id`,
    values: [
      ...[added.secret.id, added.organisationId, added.keyId, Buffer.from(added.secret.sealed)],
      ...[new Date(added.now), added.atMost],
    ],
  });
  return inserted.length > 0;
}
