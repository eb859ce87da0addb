import type { Pool } from 'pg';
import { HOOK_AT_ONCE_MAX } from '#core/webhook-attempts';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { WebhookDelivery, WebhookSecret, WebhookStore } from '#flow/ports';
import {
  EVENT_COLUMNS,
  EVENT_JOINS,
  toEvent,
  toWebhook,
  WEBHOOK_COLUMNS,
  type EventRow,
  type WebhookRow,
} from './event-rows';
import { acrossOrganisations, atOnce, inOrganisation, type Tx } from './transaction';

/**
 * $1 now, $2 at most, $3 lease, $4 until. For each address the oldest that are due, up to what it
 * may have at once; behind an earlier event of the same incident only once that has failed twice.
 */
const TAKE = `WITH chosen AS (
  SELECT d.id FROM webhook w CROSS JOIN LATERAL (
    SELECT d.id FROM webhook_delivery d
    WHERE d.webhook_id = w.id AND d.status = 'queued' AND d.due_at <= $1::timestamptz
      AND (d.leased_until IS NULL OR d.leased_until <= $1)
      AND NOT EXISTS (SELECT FROM webhook_delivery b WHERE b.webhook_id = w.id
        AND b.status = 'queued' AND b.incident_id = d.incident_id AND b.position < d.position
        AND b.attempts <= 1)
    ORDER BY d.due_at, d.position
    LIMIT greatest(0, CASE WHEN w.failing_since IS NULL THEN ${HOOK_AT_ONCE_MAX} ELSE 1 END
      - (SELECT count(*) FROM webhook_delivery u WHERE u.webhook_id = w.id
        AND u.status = 'queued' AND u.leased_until > $1))
    FOR UPDATE SKIP LOCKED) d
  WHERE w.disabled_at IS NULL LIMIT $2
), taken AS (
  UPDATE webhook_delivery d SET attempts = attempts + 1, lease_id = $3::uuid,
    leased_until = $4::timestamptz
  FROM chosen WHERE d.id = chosen.id
  RETURNING d.id, d.attempts, d.organisation_id, d.position, d.webhook_id
)
SELECT t.id AS "deliveryId", t.attempts AS attempt, to_jsonb(w) AS webhook, e.*
FROM taken t
CROSS JOIN LATERAL (SELECT ${WEBHOOK_COLUMNS} FROM webhook w WHERE w.id = t.webhook_id LIMIT 1) w
CROSS JOIN LATERAL (SELECT ${EVENT_COLUMNS} FROM control_event e ${EVENT_JOINS}
  WHERE e.organisation_id = t.organisation_id AND e.position = t.position LIMIT 1) e
ORDER BY e.position`;

/** $1 delivery, $2 lease, $3 status, $4 due, $5 reason, $6 answered, $7 now. */
const SETTLE = `UPDATE webhook_delivery SET status = $3, due_at = coalesce($4, due_at), reason = $5,
  http_status = $6, lease_id = NULL, leased_until = NULL,
  settled_at = CASE WHEN $3 = 'queued' THEN NULL ELSE $7::timestamptz END
WHERE id = $1::uuid AND lease_id = $2::uuid AND status = 'queued' RETURNING webhook_id`;

/** $1 address, $2 whether it took something, $3 now. */
const NOTE_HEALTH = `UPDATE webhook
SET failing_since = CASE WHEN $2 THEN NULL ELSE $3::timestamptz END
WHERE id = $1::uuid AND (failing_since IS NULL) <> $2::boolean`;

/** $1 address, $2 reason, $3 now. */
const BURY = `UPDATE webhook_delivery SET status = 'dead', reason = coalesce(reason, $2),
  settled_at = $3::timestamptz, lease_id = NULL, leased_until = NULL
WHERE webhook_id = $1::uuid AND status = 'queued'`;

const AS_NEW = `status = 'queued', attempts = 0, reason = NULL, http_status = NULL,
  settled_at = NULL, lease_id = NULL, leased_until = NULL`;

const DELIVERY = `d.id, d.organisation_id AS "organisationId", d.webhook_id AS "webhookId",
  e.id AS "eventId", e.type, d.incident_id AS "incidentId", d.status, d.attempts,
  d.due_at AS "dueAt", d.reason, d.http_status AS "httpStatus", d.settled_at AS "settledAt"`;

/** $1 organisation, $2 and $3 where the page before ended, $4 at most. */
const DEAD = `SELECT ${DELIVERY} FROM webhook_delivery d JOIN control_event e
  ON e.organisation_id = d.organisation_id AND e.position = d.position
WHERE d.organisation_id = $1::uuid AND d.status = 'dead'
  AND ($2::timestamptz IS NULL OR (d.settled_at, d.id) < ($2, $3::uuid))
ORDER BY d.settled_at DESC, d.id DESC LIMIT $4`;

/** $1 organisation, $2 delivery, $3 now. */
const RESEND = `WITH again AS (
  UPDATE webhook_delivery d SET ${AS_NEW}, due_at = $3::timestamptz
  WHERE d.organisation_id = $1::uuid AND d.id = $2::uuid AND d.status = 'dead' RETURNING d.*
)
SELECT ${DELIVERY} FROM again d JOIN control_event e
  ON e.organisation_id = d.organisation_id AND e.position = d.position`;

/** $1 organisation, $2 address, $3 since, $4 now, $5 also what was taken. */
const REPLAY = `WITH again AS (
  INSERT INTO webhook_delivery AS d (id, organisation_id, webhook_id, position, incident_id,
    status, due_at)
  SELECT gen_random_uuid(), e.organisation_id, w.id, e.position, e.incident_id, 'queued',
    $4::timestamptz
  FROM webhook w JOIN control_event e ON e.organisation_id = w.organisation_id
    AND e.recorded_at >= $3::timestamptz
    AND (cardinality(w.types) = 0 OR e.type = ANY (w.types))
  WHERE w.organisation_id = $1::uuid AND w.id = $2::uuid
  ON CONFLICT (organisation_id, position, webhook_id) DO UPDATE
    SET ${AS_NEW}, due_at = $4::timestamptz
    WHERE d.status = 'dead' OR ($5::boolean AND d.status = 'delivered')
  RETURNING 1
)
SELECT count(*) AS count FROM again`;

/** Addresses of control rooms in PostgreSQL. */
export class PostgresWebhookStore implements WebhookStore {
  constructor(private readonly pools: { readonly pool: Pool; readonly queuePool: Pool }) {}

  webhooks: WebhookStore['webhooks'] = (organisationId) =>
    this.within(organisationId, async (tx) => {
      const text = `SELECT ${WEBHOOK_COLUMNS} FROM webhook w WHERE w.organisation_id = $1
        ORDER BY w.created_at, w.id`;
      return (await tx.rows<WebhookRow>({ text, values: [organisationId] })).map(toWebhook);
    });

  webhook: WebhookStore['webhook'] = (organisationId, webhookId) =>
    this.within(organisationId, async (tx) => {
      const text = `SELECT ${WEBHOOK_COLUMNS} FROM webhook w
        WHERE w.organisation_id = $1 AND w.id = $2`;
      const [row] = await tx.rows<WebhookRow>({ text, values: [organisationId, webhookId] });
      return row === undefined ? null : toWebhook(row);
    });

  addWebhook: WebhookStore['addWebhook'] = (webhook, atMost) => {
    const { organisationId } = webhook;
    const scope = { organisationId, lockOn: 'web-hooks' };
    return inOrganisation(this.pools.pool, scope, async (tx) => {
      const added = await tx.rows({
        text: `INSERT INTO webhook (id, organisation_id, label, url, types, created_at)
          SELECT $1, $2, $3, $4, $5, $6
          WHERE (SELECT count(*) FROM webhook WHERE organisation_id = $2) < $7 RETURNING id`,
        values: [
          ...[webhook.id, organisationId, webhook.label, webhook.url, webhook.types],
          ...[new Date(webhook.createdAt), atMost],
        ],
      });
      if (added.length === 0) return false;
      for (const secret of webhook.secrets) {
        await addSecret(tx, { organisationId, webhookId: webhook.id }, secret);
      }
      return true;
    });
  };

  changeWebhook: WebhookStore['changeWebhook'] = (webhook) =>
    this.within(webhook.organisationId, async (tx) => {
      const { disabledAt, disabledReason } = webhook;
      const at = disabledAt === null ? null : new Date(disabledAt);
      const changed = await tx.rows({
        text: `UPDATE webhook SET label = $3, url = $4, types = $5, disabled_at = $6,
            disabled_reason = $7, failing_since = NULL
          WHERE organisation_id = $1 AND id = $2 RETURNING id`,
        values: [
          ...[webhook.organisationId, webhook.id, webhook.label, webhook.url, webhook.types],
          ...[at, disabledReason],
        ],
      });
      if (at !== null) await tx.rows({ text: BURY, values: [webhook.id, disabledReason, at] });
      return changed.length > 0;
    });

  removeWebhook: WebhookStore['removeWebhook'] = (organisationId, webhookId) =>
    this.within(organisationId, async (tx) => {
      const text = 'DELETE FROM webhook WHERE organisation_id = $1 AND id = $2 RETURNING id';
      return (await tx.rows({ text, values: [organisationId, webhookId] })).length > 0;
    });

  rotateSecret: WebhookStore['rotateSecret'] = (of, secret, oldEndsAt) =>
    this.within(of.organisationId, async (tx) => {
      const values = [of.organisationId, of.webhookId];
      const now = new Date(secret.createdAt);
      await tx.rows({
        text: `DELETE FROM webhook_secret
          WHERE organisation_id = $1 AND webhook_id = $2 AND ends_at <= $3`,
        values: [...values, now],
      });
      await tx.rows({
        text: `UPDATE webhook_secret SET ends_at = $3
          WHERE organisation_id = $1 AND webhook_id = $2 AND ends_at IS NULL`,
        values: [...values, new Date(oldEndsAt)],
      });
      await addSecret(tx, of, secret);
    });

  take: WebhookStore['take'] = async ({ leaseId, now, leasedUntil, atMost }) => {
    const rows = await atOnce<TakenRow>(this.pools.queuePool, {
      name: 'take-webhooks',
      text: TAKE,
      values: [new Date(now), atMost, leaseId, new Date(leasedUntil)],
    });
    return rows.map(({ deliveryId, attempt, webhook, ...event }) => ({
      ...{ deliveryId, attempt, event: toEvent(event) },
      webhook: toWebhook(withInstants(webhook)),
    }));
  };

  settle: WebhookStore['settle'] = ({ due, leaseId, now }, outcome, ends) =>
    acrossOrganisations(this.pools.queuePool, async (tx) => {
      const { deliveryId, webhook } = due;
      const isTaken = outcome.status === 'delivered';
      const dueAt = outcome.status === 'queued' ? new Date(outcome.dueAt) : null;
      const reason = isTaken ? null : outcome.reason;
      const at = new Date(now);
      const written = await tx.rows({
        ...{ name: 'settle-webhook', text: SETTLE },
        values: [deliveryId, leaseId, outcome.status, dueAt, reason, outcome.httpStatus, at],
      });
      if (written.length === 0) return;
      await tx.rows({ text: NOTE_HEALTH, values: [webhook.id, isTaken, at] });
      if (ends === null) return;
      await tx.rows({
        text: `UPDATE webhook SET disabled_at = $2, disabled_reason = $3
          WHERE id = $1 AND disabled_at IS NULL`,
        values: [webhook.id, at, ends],
      });
      await tx.rows({ text: BURY, values: [webhook.id, ends, at] });
    });

  dead: WebhookStore['dead'] = (organisationId, page) =>
    this.within(organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const since = after === null ? null : new Date(after.at);
      const values = [organisationId, since, after?.id ?? null, page.limit + 1];
      const rows = await tx.rows<WebhookDelivery>({ text: DEAD, values });
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.settledAt), last.id]) : null };
    });

  resend: WebhookStore['resend'] = (organisationId, deliveryId, now) =>
    this.within(organisationId, async (tx) => {
      const values = [organisationId, deliveryId, new Date(now)];
      const [row] = await tx.rows<WebhookDelivery>({ text: RESEND, values });
      return row ?? null;
    });

  replay: WebhookStore['replay'] = (of, since, { delivered, now }) =>
    this.within(of.organisationId, async (tx) => {
      const values = [
        ...[of.organisationId, of.webhookId, new Date(since), new Date(now)],
        delivered,
      ];
      const [row] = await tx.rows<{ count: number }>({ text: REPLAY, values });
      return row?.count ?? 0;
    });

  private within<T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return inOrganisation(this.pools.pool, organisationId, work);
  }
}

/** Moments are text in JSON. */
type WebhookJson = Omit<WebhookRow, 'createdAt' | 'failingSince' | 'disabledAt'> & {
  readonly createdAt: string;
  readonly failingSince: string | null;
  readonly disabledAt: string | null;
};
type TakenRow = EventRow & {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly webhook: WebhookJson;
};

function withInstants(row: WebhookJson): WebhookRow {
  const moment = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    ...row,
    createdAt: Date.parse(row.createdAt),
    failingSince: moment(row.failingSince),
    disabledAt: moment(row.disabledAt),
  };
}

async function addSecret(
  tx: Tx,
  of: { readonly organisationId: string; readonly webhookId: string },
  secret: WebhookSecret,
): Promise<void> {
  await tx.rows({
    text: `INSERT INTO webhook_secret (id, organisation_id, webhook_id, sealed, created_at, ends_at)
      VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [
      ...[secret.id, of.organisationId, of.webhookId, Buffer.from(secret.sealed)],
      ...[new Date(secret.createdAt), secret.endsAt === null ? null : new Date(secret.endsAt)],
    ],
  });
}
