import type { WeeklyReportView } from '#contracts/report-card-api';
import type { IncidentMode, IncidentStatus } from '#core/incident';
import type { IncidentProgress } from '#core/incident-progress';
import type { EventType } from '#core/webhook-events';
import type { ControlEvent, Webhook } from '#flow/ports';
import { toFact, type FactRow } from './rows';

/** Of an event `e`, with what `EVENT_JOINS` finds. */
export const EVENT_COLUMNS = `e.organisation_id AS "organisationId", e.position, e.id, e.type,
  e.at, e.incident_id AS "incidentId", e.status, e.progress, e.weekly,
  i.control_ref AS "controlRef", i.mode, f.fact`;

/** One row each, found by its key whatever the planner takes the tables for. */
export const EVENT_JOINS = `LEFT JOIN LATERAL (SELECT jsonb_build_object('seq', f.seq, 'kind',
    f.kind, 'at', (extract(epoch FROM f.at) * 1000)::bigint, 'actor', f.actor, 'responder_id',
    f.responder_id, 'detail', f.detail) AS fact
    FROM fact f WHERE f.id = e.fact_id LIMIT 1) f ON true
  LEFT JOIN LATERAL (SELECT i.control_ref, i.mode FROM incident i
    WHERE i.id = e.incident_id LIMIT 1) i ON true`;

export interface EventRow {
  readonly organisationId: string;
  readonly position: number;
  readonly id: string;
  readonly type: EventType;
  readonly at: number;
  readonly incidentId: string | null;
  readonly status: IncidentStatus | null;
  readonly progress: IncidentProgress | null;
  readonly weekly: WeeklyReportView | null;
  readonly controlRef: string | null;
  readonly mode: IncidentMode | null;
  readonly fact: FactRow | null;
}

export function toEvent(row: EventRow): ControlEvent {
  const { organisationId, position, id, type, at, weekly, incidentId, controlRef } = row;
  const { status, mode, progress, fact } = row;
  const isWhole = incidentId !== null && controlRef !== null && status !== null && mode !== null;
  const news =
    isWhole && fact !== null
      ? { incidentId, controlRef, mode, status, progress, fact: toFact(fact) }
      : null;
  return { organisationId, position, id, type, at, news, weekly };
}

/** Of an address `w`, with its secrets. */
export const WEBHOOK_COLUMNS = `w.id, w.organisation_id AS "organisationId", w.label, w.url,
  w.types, w.created_at AS "createdAt", w.failing_since AS "failingSince",
  w.disabled_at AS "disabledAt", w.disabled_reason AS "disabledReason",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64'),
      'createdAt', (extract(epoch FROM s.created_at) * 1000)::bigint,
      'endsAt', (extract(epoch FROM s.ends_at) * 1000)::bigint)
      ORDER BY s.ends_at DESC NULLS FIRST, s.id)
    FROM webhook_secret s WHERE s.organisation_id = w.organisation_id AND s.webhook_id = w.id),
    '[]') AS secrets`;

interface SecretRow {
  readonly id: string;
  readonly sealed: string;
  readonly createdAt: number;
  readonly endsAt: number | null;
}
export type WebhookRow = Omit<Webhook, 'secrets'> & { readonly secrets: readonly SecretRow[] };

export function toWebhook({ secrets, ...row }: WebhookRow): Webhook {
  return {
    ...row,
    secrets: secrets.map((one) => ({ ...one, sealed: Buffer.from(one.sealed, 'base64') })),
  };
}
