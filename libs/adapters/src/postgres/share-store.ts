import type { Pool } from 'pg';
import type { CalloutShare, ShareStore } from '#flow/ports';
import { acrossOrganisations, inOrganisation } from './transaction';

const COLUMNS = `organisation_id AS "organisationId", callout_id AS "calloutId",
  agreement_id AS "agreementId", partner_id AS "partnerId", partner_ref AS "partnerRef", needs,
  reason, asked_at AS "askedAt", told_stop_at AS "toldStopAt"`;

/** $1 now, $2 left alone until, $3 so many. */
const TAKE = `UPDATE callout_share SET due_at = $2
WHERE (organisation_id, callout_id, agreement_id) IN (
  SELECT organisation_id, callout_id, agreement_id FROM callout_share
  WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING ${COLUMNS}`;

/** Call-outs shared with partners, in PostgreSQL. */
export class PostgresShareStore implements ShareStore {
  constructor(
    private readonly pool: Pool,
    private readonly queuePool: Pool,
  ) {}

  keepShare: ShareStore['keepShare'] = (share) =>
    inOrganisation(this.pool, share.organisationId, async (tx) => {
      const { organisationId, calloutId, agreementId, partnerId, partnerRef } = share;
      const askedAt = new Date(share.askedAt);
      await tx.rows({
        text: `INSERT INTO callout_share (organisation_id, callout_id, agreement_id, partner_id,
            partner_ref, needs, reason, asked_at, due_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING`,
        values: [
          ...[organisationId, calloutId, agreementId, partnerId, partnerRef],
          ...[JSON.stringify(share.needs), share.reason, askedAt],
        ],
      });
    });

  shares: ShareStore['shares'] = (organisationId, calloutId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<CalloutShare>({
        text: `SELECT ${COLUMNS} FROM callout_share WHERE organisation_id = $1
          AND callout_id = $2 ORDER BY asked_at, agreement_id`,
        values: [organisationId, calloutId],
      }),
    );

  takeShares: ShareStore['takeShares'] = ({ now, leaseMs, max }) =>
    acrossOrganisations(this.queuePool, (tx) =>
      tx.rows<CalloutShare>({
        text: TAKE,
        values: [new Date(now), new Date(now + leaseMs), max],
      }),
    );

  shareTold: ShareStore['shareTold'] = ({ organisationId, calloutId, agreementId }, toldStopAt) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `UPDATE callout_share SET told_stop_at = $4
        WHERE organisation_id = $1 AND callout_id = $2 AND agreement_id = $3`;
      const at = toldStopAt === null ? null : new Date(toldStopAt);
      await tx.rows({ text, values: [organisationId, calloutId, agreementId, at] });
    });

  shareOver: ShareStore['shareOver'] = ({ organisationId, calloutId, agreementId }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `UPDATE callout_share SET due_at = NULL
        WHERE organisation_id = $1 AND callout_id = $2 AND agreement_id = $3`;
      await tx.rows({ text, values: [organisationId, calloutId, agreementId] });
    });
}
