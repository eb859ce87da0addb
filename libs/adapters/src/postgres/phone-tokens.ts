import type { Pool } from 'pg';
import type { PeopleStore } from '#flow/ports';
import { hashOf } from './registry';
import { inOrganisation, type Tx } from './transaction';

/** Traded tokens remembered of a phone; the oldest is unknown rather than betrayed. */
const TRADED_MAX = 100;

/** Locked, so that two first uses of one token come one after the other. */
const DEVICE = `SELECT token_hash AS "tokenHash", token_expires_at AS "expiresAt" FROM device
  WHERE organisation_id = $1 AND id = $2 AND ended_at IS NULL FOR UPDATE`;

const FORGET = `DELETE FROM device_token WHERE device_id = $1 AND (expires_at <= $2
  OR token_hash IN (SELECT token_hash FROM device_token WHERE device_id = $1
    AND traded_at IS NOT NULL ORDER BY traded_at DESC OFFSET ${TRADED_MAX}))`;

interface TokenRow {
  readonly tokenHash: Buffer;
  readonly expiresAt: number;
}

/** Keeps a new token of a phone beside the one in use; see `PeopleStore`. */
export function offerToken(
  pool: Pool,
  input: Parameters<PeopleStore['offerToken']>[0],
): Promise<boolean> {
  const { organisationId, deviceId, token, expiresAt } = input;
  return inOrganisation(pool, organisationId, async (tx) => {
    if ((await held(tx, input)) === null) return false;
    await tx.rows({
      text: 'DELETE FROM device_token WHERE device_id = $1 AND traded_at IS NULL',
      values: [deviceId],
    });
    await tx.rows({
      text: `INSERT INTO device_token (token_hash, organisation_id, device_id, expires_at)
        VALUES ($1, $2, $3, $4)`,
      values: [hashOf(token), organisationId, deviceId, new Date(expiresAt)],
    });
    return true;
  });
}

/** The first use of such a token; see `PeopleStore`. */
export function useToken(pool: Pool, input: Parameters<PeopleStore['useToken']>[0]): Promise<void> {
  const { organisationId, deviceId, token, now } = input;
  return inOrganisation(pool, organisationId, async (tx) => {
    const before = await held(tx, input);
    if (before === null) return;
    const [next] = await tx.rows<TokenRow>({
      text: `DELETE FROM device_token
        WHERE token_hash = $1 AND device_id = $2 AND traded_at IS NULL
        RETURNING token_hash AS "tokenHash", expires_at AS "expiresAt"`,
      values: [hashOf(token), deviceId],
    });
    if (next === undefined) return;
    await tx.rows({
      text: 'UPDATE device SET token_hash = $2, token_expires_at = $3 WHERE id = $1',
      values: [deviceId, next.tokenHash, new Date(next.expiresAt)],
    });
    await tx.rows({
      text: `INSERT INTO device_token
          (token_hash, organisation_id, device_id, expires_at, traded_at)
        VALUES ($1, $2, $3, $4, $5)`,
      values: [
        ...[before.tokenHash, organisationId, deviceId],
        ...[new Date(before.expiresAt), new Date(now)],
      ],
    });
    await tx.rows({ text: FORGET, values: [deviceId, new Date(now)] });
  });
}

async function held(
  tx: Tx,
  { organisationId, deviceId }: { readonly organisationId: string; readonly deviceId: string },
): Promise<TokenRow | null> {
  const values = [organisationId, deviceId];
  return (await tx.rows<TokenRow>({ text: DEVICE, values }))[0] ?? null;
}
