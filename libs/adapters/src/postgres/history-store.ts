import type { Pool } from 'pg';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { HistoryRow, HistoryStore } from '#flow/ports';
import { OUTCOME_COLUMN } from './after-care-store';
import { inOrganisation } from './transaction';

const AFTER = (at: string, id: string): string =>
  `($3::timestamptz IS NULL OR (${at}, ${id}) < ($3::timestamptz, $4::uuid))`;

const millis = (name: string): string => `(extract(epoch FROM ${name}) * 1000)::float8`;

const ASSIGNMENT = `CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('status', s.status,
    'enRouteAt', ${millis('s.en_route_at')}, 'onSceneAt', ${millis('s.on_scene_at')},
    'withPatientAt', ${millis('s.with_patient_at')}, 'clearedAt', ${millis('s.cleared_at')},
    'releasedAt', ${millis('s.released_at')}) END AS assignment`;

const ALERTS = `SELECT a.id, CASE WHEN a.incident_id IS NOT NULL THEN 'incident'
    WHEN a.callout_id IS NOT NULL THEN 'callout' ELSE 'drill' END AS about, a.sent_at AS at,
  CASE WHEN d.id IS NOT NULL THEN 'exercise' ELSE coalesce(i.mode, c.mode) END AS mode, i.kind,
  coalesce(c.title, d.title) AS title, a.distance_m AS "distanceM",
  jsonb_build_object('status', a.status, 'endedReason', a.ended_reason,
    'answeredAt', ${millis('a.answered_at')}) AS alert,
  NULL::jsonb AS considered, ${ASSIGNMENT}, ${OUTCOME_COLUMN}
FROM alert a
LEFT JOIN incident i ON i.organisation_id = a.organisation_id AND i.id = a.incident_id
LEFT JOIN callout c ON c.organisation_id = a.organisation_id AND c.id = a.callout_id
LEFT JOIN drill d ON d.organisation_id = a.organisation_id AND d.id = a.drill_id
LEFT JOIN assignment s ON s.organisation_id = a.organisation_id AND s.alert_id = a.id
LEFT JOIN incident_outcome o
  ON o.organisation_id = a.organisation_id AND o.incident_id = a.incident_id
WHERE a.organisation_id = $1 AND a.responder_id = $2 AND a.status <> 'sent'
  AND ${AFTER('a.sent_at', 'a.id')}
ORDER BY a.sent_at DESC, a.id DESC LIMIT $7::int`;

const NOT_CHOSEN = `SELECT i.id, 'incident' AS about, i.received_at AS at, i.mode, i.kind,
  NULL::text AS title, k.distance_m AS "distanceM", NULL::jsonb AS alert,
  jsonb_build_object('reason', k.reason, 'status', i.status,
    'endedAt', ${millis('i.ended_at')}) AS considered,
  NULL::jsonb AS assignment, NULL::jsonb AS outcome
FROM considered k
JOIN incident i ON i.organisation_id = k.organisation_id AND i.id = k.incident_id
WHERE k.organisation_id = $1 AND k.responder_id = $2 AND k.reason = ANY ($6::text[])
  AND k.distance_m IS NOT NULL AND i.mode = 'actual' AND i.status <> 'active'
  AND i.ended_at <= $5 AND ${AFTER('i.received_at', 'i.id')}
  AND NOT EXISTS (SELECT FROM alert a
    WHERE a.incident_id = i.id AND a.responder_id = $2 AND a.organisation_id = $1)
ORDER BY i.received_at DESC, i.id DESC LIMIT $7::int`;

const HISTORY = `SELECT * FROM ((${ALERTS}) UNION ALL (${NOT_CHOSEN})) h
ORDER BY h.at DESC, h.id DESC LIMIT $7::int`;

/** What somebody was asked and was not sent to, in PostgreSQL. */
export class PostgresHistoryStore implements HistoryStore {
  constructor(private readonly pool: Pool) {}

  history: HistoryStore['history'] = ({ organisationId, responderId }, notChosen, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<HistoryRow>({
        text: HISTORY,
        values: [
          ...[organisationId, responderId, after === null ? null : new Date(after.at)],
          ...[after?.id ?? null, new Date(notChosen.before), notChosen.reasons, page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.at), last.id]) : null };
    });
}
