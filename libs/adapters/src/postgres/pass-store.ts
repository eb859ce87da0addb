import type { Pool } from 'pg';
import type { PassStore } from '#flow/ports';
import { toPass, type PassRow } from './booking-rows';
import { hashOf } from './registry';
import { inOrganisation, readAcross } from './transaction';

/** Columns of pass `p`; its code is kept as a digest that nobody reads. */
const COLUMNS = `p.id, p.organisation_id, p.callout_id, p.label, p.uses_max, p.used_count,
  p.valid_until, p.muster_key, p.created_at, p.revoked_at`;

/** Passes in PostgreSQL. */
export class PostgresPassStore implements PassStore {
  constructor(
    private readonly pool: Pool,
    private readonly doorPool: Pool,
  ) {}

  addPass: PassStore['addPass'] = (pass, code) =>
    inOrganisation(this.pool, pass.organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO callout_pass (id, organisation_id, callout_id, label, code_hash,
            uses_max, valid_until, muster_key, created_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        values: [
          ...[pass.id, pass.organisationId, pass.calloutId, pass.label, hashOf(code)],
          ...[pass.usesMax, new Date(pass.validUntil), pass.musterKey, new Date(pass.createdAt)],
        ],
      });
    });

  passes: PassStore['passes'] = (organisationId, calloutId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const rows = await tx.rows<PassRow>({
        text: `SELECT ${COLUMNS} FROM callout_pass p
          WHERE p.organisation_id = $1 AND p.callout_id = $2
          ORDER BY p.created_at DESC, p.id DESC`,
        values: [organisationId, calloutId],
      });
      return rows.map(toPass);
    });

  revokePass: PassStore['revokePass'] = ({ organisationId, calloutId, passId, now }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<PassRow>({
        text: `UPDATE callout_pass p SET revoked_at = coalesce(p.revoked_at, $4)
          WHERE p.organisation_id = $1 AND p.callout_id = $2 AND p.id = $3 RETURNING ${COLUMNS}`,
        values: [organisationId, calloutId, passId, new Date(now)],
      });
      return row === undefined ? null : toPass(row);
    });

  passByCode: PassStore['passByCode'] = async (code) => {
    const text = `SELECT ${COLUMNS} FROM callout_pass p WHERE p.code_hash = $1`;
    const [row] = await readAcross<PassRow>(this.doorPool, { text, values: [hashOf(code)] });
    return row === undefined ? null : toPass(row);
  };
}
