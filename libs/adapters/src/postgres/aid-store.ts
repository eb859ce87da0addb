import type { Pool } from 'pg';
import type { AidAgreement, AidPartner } from '#core/mutual-aid';
import type { AidRequest, AidStore } from '#flow/ports';
import { inOrganisation, readAcross, type Tx } from './transaction';

const AGREEMENT = `id, organisation_id AS "organisationId",
  json_build_object('id', partner_id, 'slug', partner_slug, 'name', partner_name) AS partner,
  proposed_by_us AS "proposedByUs", status, proposed_at AS "proposedAt",
  valid_until AS "validUntil", accepted_at AS "acceptedAt", ended_at AS "endedAt"`;

const PROPOSE = `INSERT INTO aid_agreement (id, organisation_id, partner_id, partner_slug,
  partner_name, proposed_by_us, status, proposed_at, valid_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** $1 organisation, $2 agreement, $3 status before, $4 after, $5 now. */
const MOVE = `UPDATE aid_agreement SET status = $4,
  accepted_at = CASE WHEN $4 = 'accepted' THEN $5::timestamptz ELSE accepted_at END,
  ended_at = CASE WHEN $4 = 'ended' THEN $5::timestamptz ELSE ended_at END
WHERE organisation_id = $1::uuid AND id = $2::uuid AND status = $3 RETURNING id`;

/**
 * Agreements between organisations, in PostgreSQL. Each side's row is its own organisation's; what
 * changes both does so in one transaction that acts for one and then for the other.
 */
export class PostgresAidStore implements AidStore {
  constructor(
    private readonly pool: Pool,
    private readonly doorPool: Pool,
  ) {}

  partner: AidStore['partner'] = async (slug) => {
    const text = 'SELECT id, slug, name FROM organisation WHERE slug = $1';
    const rows = await readAcross<AidPartner>(this.doorPool, { text, values: [slug] });
    return rows[0] ?? null;
  };

  propose: AidStore['propose'] = ([us, them]) =>
    inOrganisation(this.pool, us.organisationId, async (tx) => {
      await insert(tx, us);
      await actFor(tx, them.organisationId);
      await insert(tx, them);
    });

  agreements: AidStore['agreements'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<AidAgreement>({
        text: `SELECT ${AGREEMENT} FROM aid_agreement WHERE organisation_id = $1
          ORDER BY proposed_at DESC, id DESC`,
        values: [organisationId],
      }),
    );

  agreement: AidStore['agreement'] = (organisationId, agreementId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `SELECT ${AGREEMENT} FROM aid_agreement WHERE organisation_id = $1 AND id = $2`;
      const rows = await tx.rows<AidAgreement>({ text, values: [organisationId, agreementId] });
      return rows[0] ?? null;
    });

  move: AidStore['move'] = ({ id, organisationId, partner, status }, to, now) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const change = [id, status, to, new Date(now)];
      const moved = await tx.rows({ text: MOVE, values: [organisationId, ...change] });
      if (moved.length === 0) return false;
      await actFor(tx, partner.id);
      const theirs = await tx.rows({ text: MOVE, values: [partner.id, ...change] });
      if (theirs.length === 0) throw new Error('both sides of an agreement stand alike');
      return true;
    });

  keep: AidStore['keep'] = (request) =>
    inOrganisation(this.pool, request.organisationId, async (tx) => {
      const { organisationId, incidentId, agreementId, partnerIncidentId, partnerRef } = request;
      await tx.rows({
        text: `INSERT INTO aid_request (organisation_id, incident_id, agreement_id,
            partner_incident_id, partner_ref, reason, asked_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        values: [
          ...[organisationId, incidentId, agreementId, partnerIncidentId, partnerRef],
          ...[request.reason, new Date(request.askedAt)],
        ],
      });
    });

  requests: AidStore['requests'] = (organisationId, incidentId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<AidRequest>({
        text: `SELECT organisation_id AS "organisationId", incident_id AS "incidentId",
            agreement_id AS "agreementId", partner_incident_id AS "partnerIncidentId",
            partner_ref AS "partnerRef", reason, asked_at AS "askedAt"
          FROM aid_request WHERE organisation_id = $1 AND incident_id = $2
          ORDER BY asked_at, agreement_id`,
        values: [organisationId, incidentId],
      }),
    );
}

/** From here on the transaction is of that organisation. */
async function actFor(tx: Tx, organisationId: string): Promise<void> {
  const text = `SELECT set_config('closeby.organisation_id', $1, true)`;
  await tx.rows({ text, values: [organisationId] });
}

async function insert(tx: Tx, side: AidAgreement): Promise<void> {
  const { id, organisationId, partner, proposedByUs, status, proposedAt, validUntil } = side;
  await tx.rows({
    text: PROPOSE,
    values: [
      ...[id, organisationId, partner.id, partner.slug, partner.name, proposedByUs, status],
      ...[new Date(proposedAt), new Date(validUntil)],
    ],
  });
}
