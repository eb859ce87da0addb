import type { Pool } from 'pg';
import type { AcceptanceCheck, AcceptanceChecks, StoredOutcome } from '#flow/ports';
import { inOneTrip, inOrganisation } from './transaction';

/** Outcomes read at once. */
const PAGE = 2_000;

/** $1 organisation, $2 and $3 the moment and alert the page before ended with, $4 so many. */
const OUTCOMES = `SELECT a.id, a.responder_id AS "responderId", a.sent_at AS "sentAt",
  CASE a.status WHEN 'expired' THEN a.expires_at ELSE a.answered_at END AS "knownAt",
  CASE a.status WHEN 'expired' THEN 'silent' ELSE a.status END AS ended,
  a.distance_m AS "distanceM"
FROM alert a JOIN incident i ON i.id = a.incident_id
WHERE a.organisation_id = $1::uuid AND a.incident_id IS NOT NULL
  AND (a.sent_at, a.id) > ($2::timestamptz, $3::uuid)
  AND a.status IN ('accepted', 'declined', 'expired') AND i.mode = 'actual'
ORDER BY a.sent_at, a.id LIMIT $4::int`;

/** Checks of the chances of a yes, in PostgreSQL. */
export class PostgresAcceptanceChecks implements AcceptanceChecks {
  constructor(private readonly pool: Pool) {}

  putCheck: AcceptanceChecks['putCheck'] = async (organisationId, check) => {
    const { at, alerts, brier, constantBrier, slope, verdict } = check;
    await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        text: `INSERT INTO acceptance_check (organisation_id, at, alerts, brier, constant_brier,
            slope, verdict) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        values: [organisationId, new Date(at), alerts, brier, constantBrier, slope, verdict],
      }),
    );
  };

  newestCheck: AcceptanceChecks['newestCheck'] = async (organisationId) => {
    const rows = await inOneTrip<AcceptanceCheck>(this.pool, organisationId, {
      name: 'acceptance-check',
      text: `SELECT at, alerts, brier, constant_brier AS "constantBrier", slope, verdict
        FROM acceptance_check WHERE organisation_id = $1 ORDER BY at DESC LIMIT 1`,
      values: [organisationId],
    });
    return rows[0] ?? null;
  };

  async *outcomes(organisationId: string, since: number): AsyncGenerator<StoredOutcome> {
    // One below the first id that is given at that moment.
    let after = { sentAt: since, id: '00000000-0000-0000-0000-000000000000' };
    for (;;) {
      const values = [organisationId, new Date(after.sentAt), after.id, PAGE];
      const rows = await inOrganisation(this.pool, organisationId, (tx) =>
        tx.rows<StoredOutcome & { id: string }>({ name: 'outcomes', text: OUTCOMES, values }),
      );
      for (const { id, ...outcome } of rows) {
        yield outcome;
        after = { sentAt: outcome.sentAt, id };
      }
      if (rows.length < PAGE) return;
    }
  }
}
