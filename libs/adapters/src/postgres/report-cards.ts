import type { Pool } from 'pg';
import { SYNTHETIC_ORGANISATION_ID } from '#core/synthetic';
import { WEEKLY_EVENT } from '#core/webhook-events';
import type { ReportCard, ReportCards } from '#flow/ports';
import { acrossOrganisations, inOrganisation, readAcross } from './transaction';

/** $1 organisation, $2 week, $3 until, $4 now. */
const CLAIM = `INSERT INTO report_card_week AS w (organisation_id, week, claimed_until)
VALUES ($1::uuid, $2::date, $3::timestamptz)
ON CONFLICT (organisation_id, week) DO UPDATE SET claimed_until = excluded.claimed_until
  WHERE w.sent_at IS NULL AND w.claimed_until <= $4::timestamptz RETURNING 1`;

/** $1 organisation, $2 week, $3 now. */
const SENT = `UPDATE report_card_week SET sent_at = $3::timestamptz
WHERE organisation_id = $1::uuid AND week = $2::date AND sent_at IS NULL RETURNING 1`;

/** $1 organisation, $2 type, $3 now, $4 what it says; with a delivery for each who asks for it. */
const TELL = `WITH told AS (
  INSERT INTO control_event (organisation_id, id, type, at, recorded_at, weekly)
  VALUES ($1::uuid, gen_random_uuid(), $2::text, $3::timestamptz, $3, $4::jsonb)
  RETURNING organisation_id, position
)
INSERT INTO webhook_delivery (id, organisation_id, webhook_id, position, status, due_at)
SELECT gen_random_uuid(), t.organisation_id, w.id, t.position, 'queued', $3
FROM told t JOIN webhook w ON w.organisation_id = t.organisation_id AND w.disabled_at IS NULL
  AND (cardinality(w.types) = 0 OR $2 = ANY (w.types))`;

type Sendable = Awaited<ReturnType<ReportCards['organisations']>>[number];

/** Cards of the week in PostgreSQL. */
export class PostgresReportCards implements ReportCards {
  constructor(private readonly pools: { readonly pool: Pool; readonly queuePool: Pool }) {}

  card: ReportCards['card'] = (organisationId) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const text = 'SELECT emails, language FROM report_card WHERE organisation_id = $1';
      const [card] = await tx.rows<ReportCard>({ text, values: [organisationId] });
      return card ?? { emails: [], language: 'en' };
    });

  putCard: ReportCards['putCard'] = (organisationId, { emails, language }) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO report_card (organisation_id, emails, language) VALUES ($1, $2, $3)
          ON CONFLICT (organisation_id) DO UPDATE
          SET emails = excluded.emails, language = excluded.language`,
        values: [organisationId, emails, language],
      });
    });

  lastSent: ReportCards['lastSent'] = (organisationId) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const [last] = await tx.rows<{ week: string; at: number }>({
        text: `SELECT week::text, sent_at AS at FROM report_card_week
          WHERE organisation_id = $1 AND sent_at IS NOT NULL ORDER BY week DESC LIMIT 1`,
        values: [organisationId],
      });
      return last ?? null;
    });

  organisations: ReportCards['organisations'] = async () => {
    const found = await readAcross<{ id: string }>(this.pools.queuePool, {
      text: 'SELECT id FROM organisation WHERE id <> $1::uuid ORDER BY id',
      values: [SYNTHETIC_ORGANISATION_ID],
    });
    const named: Sendable[] = [];
    for (const { id } of found) named.push(...(await this.named(id)));
    return named;
  };

  private named(organisationId: string): Promise<readonly Sendable[]> {
    return inOrganisation(this.pools.pool, organisationId, (tx) =>
      tx.rows<Sendable>({
        text: 'SELECT id, name, time_zone AS "timeZone" FROM organisation WHERE id = $1',
        values: [organisationId],
      }),
    );
  }

  claim: ReportCards['claim'] = async ({ organisationId, week }, { now, until }) => {
    const values = [organisationId, week, new Date(until), new Date(now)];
    const claimed = await acrossOrganisations(this.pools.queuePool, (tx) =>
      tx.rows({ text: CLAIM, values }),
    );
    return claimed.length > 0;
  };

  sent: ReportCards['sent'] = ({ organisationId, week }, weekly, now) =>
    acrossOrganisations(this.pools.queuePool, async (tx) => {
      // Whoever numbers events does so alone, so that none comes in before what was read.
      await tx.rows({
        text: 'SELECT last_fact_id FROM event_relay WHERE is_only FOR UPDATE',
        values: [],
      });
      const at = new Date(now);
      const sent = await tx.rows({ text: SENT, values: [organisationId, week, at] });
      if (sent.length === 0) return;
      const values = [organisationId, WEEKLY_EVENT, at, JSON.stringify(weekly)];
      await tx.rows({ text: TELL, values });
    });
}
