import type { Pool } from 'pg';
import type { CalloutReason } from '#core/callout-considered';
import type { HistogramBar } from '#core/callout-fairness';
import type { FactView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { CalloutReads, ConsideredForCallout } from '#flow/ports';
import { toCallout, type CalloutRow } from './callout-rows';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { CALLOUT_COLUMNS } from './read-sql';
import { inOrganisation } from './transaction';

const FACTS = `SELECT seq, at, kind, actor, responder_id AS "responderId", detail
FROM fact WHERE organisation_id = $1 AND callout_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`;

const NEWEST = (column: string): string => `(SELECT a.${column} FROM alert a
  WHERE a.callout_id = c.callout_id AND a.responder_id = c.responder_id
  ORDER BY a.wave DESC LIMIT 1)`;

/** $1 organisation, $2 call-out, $3 reason, $4 after whom, $5 how many. */
const CONSIDERED = `SELECT r.id, c.reason, c.distance_m AS "distanceM",
  c.decided_at AS "decidedAt", ${NEWEST('status')} AS "alertStatus", ${SEALED_COLUMNS}
FROM callout_considered c JOIN responder r ON r.id = c.responder_id
WHERE c.organisation_id = $1::uuid AND c.callout_id = $2::uuid
  AND ($3::text IS NULL OR c.reason = $3::text) AND c.responder_id > $4::uuid
ORDER BY c.responder_id LIMIT $5::int`;

/** Counted in the database: of fifty thousand people there come back a few bars. */
const SPREAD = `WITH counted AS (
  SELECT count(a.id) AS asked, count(a.id) FILTER (WHERE a.status = 'accepted') AS accepted
  FROM callout_considered c LEFT JOIN alert a ON a.responder_id = c.responder_id
    AND a.sent_at >= $3::timestamptz AND a.callout_id IS NOT NULL
  WHERE c.organisation_id = $1::uuid AND c.callout_id = $2::uuid
    AND c.reason IN ('asked', 'not-yet')
  GROUP BY c.responder_id
)
SELECT 'asked' AS what, asked AS times, count(*) AS "peopleCount" FROM counted GROUP BY asked
UNION ALL SELECT 'accepted', accepted, count(*) FROM counted GROUP BY accepted
ORDER BY 1, 2`;

/** $1 organisation, $2 responder, $3 since, $4 how many. */
const FOR_PERSON = `SELECT ${CALLOUT_COLUMNS}, k.reason, k.distance_m,
  (SELECT a.id FROM alert a WHERE a.callout_id = c.id AND a.responder_id = $2::uuid
    ORDER BY a.wave DESC LIMIT 1) AS alert_id
FROM callout c LEFT JOIN callout_considered k ON k.callout_id = c.id AND k.responder_id = $2::uuid
WHERE c.organisation_id = $1::uuid AND c.opened_at >= $3::timestamptz
ORDER BY c.opened_at DESC, c.id DESC LIMIT $4::int`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What is read of how call-outs were filled, in PostgreSQL. */
export class PostgresCalloutReads implements CalloutReads {
  constructor(
    private readonly pool: Pool,
    private readonly keys: PersonKeys,
  ) {}

  calloutFacts: CalloutReads['calloutFacts'] = (organisationId, calloutId, { cursor, limit }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(cursor)?.at ?? 0;
      const rows = await tx.rows<Omit<FactView, 'at'> & { at: number }>({
        name: 'callout-facts-page',
        text: FACTS,
        values: [organisationId, calloutId, after, limit + 1],
      });
      const items = rows.slice(0, limit).map((row) => ({ ...row, at: toIso(row.at) }));
      const last = items.at(-1);
      const isMore = rows.length > items.length && last !== undefined;
      return { items, nextCursor: isMore ? writeCursor([String(last.seq), calloutId]) : null };
    });

  calloutConsidered: CalloutReads['calloutConsidered'] = (of, { reason }, { cursor, limit }) =>
    inOrganisation(this.pool, of.organisationId, async (tx) => {
      const after = readTimeCursor(cursor)?.id ?? NOBODY;
      type Row = Omit<ConsideredForCallout, 'responderId' | 'displayName'> & SealedPerson;
      const rows = await tx.rows<Row>({
        text: CONSIDERED,
        values: [of.organisationId, of.calloutId, reason, after, limit + 1],
      });
      const items = rows.slice(0, limit).map((row) => ({
        responderId: row.id,
        displayName: this.keys.open(row).displayName,
        ...{ reason: row.reason, distanceM: row.distanceM, alertStatus: row.alertStatus },
        decidedAt: row.decidedAt,
      }));
      const last = items.at(-1);
      const isMore = rows.length > items.length && last !== undefined;
      return { items, nextCursor: isMore ? writeCursor(['0', last.responderId]) : null };
    });

  spread: CalloutReads['spread'] = (organisationId, calloutId, since) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const bars = await tx.rows<HistogramBar & { what: 'asked' | 'accepted' }>({
        text: SPREAD,
        values: [organisationId, calloutId, new Date(since)],
      });
      const of = (meant: 'asked' | 'accepted') =>
        bars
          .filter(({ what }) => what === meant)
          .map(({ times, peopleCount }) => ({ times, peopleCount }));
      return { asked: of('asked'), accepted: of('accepted') };
    });

  calloutsFor: CalloutReads['calloutsFor'] = (organisationId, responderId, { since, max }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      type Row = CalloutRow & {
        reason: CalloutReason | null;
        distance_m: number | null;
        alert_id: string | null;
      };
      const rows = await tx.rows<Row>({
        name: 'callouts-for',
        text: FOR_PERSON,
        values: [organisationId, responderId, new Date(since), max],
      });
      return rows.map((row) => ({
        callout: toCallout(row),
        ...{ reason: row.reason, distanceM: row.distance_m, alertId: row.alert_id },
      }));
    });
}
