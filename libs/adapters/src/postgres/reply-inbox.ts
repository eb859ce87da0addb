import type { Pool } from 'pg';
import { DAY_MS } from '#core/units';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { toInstant } from '#contracts/shapes';
import type { AnswerableAlert, ListedReply, ReplyInbox, Sender } from '#flow/ports';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { acrossOrganisations, inOrganisation, readAcross } from './transaction';

/** Alerts that a sender could mean; nobody has more of them in a day. */
const ALERTS_MAX = 50;

/** $1 digests of the number, $2 since when alerts count that have ended. */
const SENDERS = `SELECT r.organisation_id AS "organisationId", r.id AS "responderId", r.language,
  (SELECT coalesce(json_agg(x ORDER BY x."sentAt" DESC, x."alertId" DESC), '[]') FROM (
    SELECT a.id AS "alertId",
      CASE WHEN a.incident_id IS NOT NULL THEN 'incident'
        WHEN a.callout_id IS NOT NULL THEN 'callout' ELSE 'drill' END AS about,
      coalesce(a.incident_id, a.callout_id, a.drill_id) AS "aboutId", i.priority, a.status,
      a.sent_at AS "sentAt", a.expires_at AS "expiresAt",
      EXISTS (SELECT FROM delivery d WHERE d.alert_id = a.id AND d.subject = 'alert'
        AND d.channel IN ('sms', 'voice') AND (d.status IN ('handed-over', 'delivered')
          OR EXISTS (SELECT FROM delivery_attempt t WHERE t.delivery_id = d.id
            AND t.outcome IN ('taken', 'no-answer')))) AS "wasAskedOutsideApp",
      (SELECT coalesce(json_agg(DISTINCT s.ref COLLATE "C"), '[]') FROM (
        SELECT d.provider_ref AS ref FROM delivery d
          WHERE d.alert_id = a.id AND d.channel IN ('sms', 'voice')
        UNION ALL
        SELECT t.provider_ref FROM delivery d JOIN delivery_attempt t ON t.delivery_id = d.id
          WHERE d.alert_id = a.id AND d.channel IN ('sms', 'voice')) s
        WHERE s.ref IS NOT NULL) AS "providerRefs"
    FROM alert a LEFT JOIN incident i ON i.id = a.incident_id
    WHERE a.responder_id = r.id AND (a.status = 'sent' OR a.sent_at > $2::timestamptz)
    ORDER BY a.sent_at DESC, a.id DESC LIMIT ${ALERTS_MAX}) x) AS alerts
FROM responder r WHERE r.phone_digest = ANY ($1::bytea[]) ORDER BY r.id`;

type AlertJson = Omit<AnswerableAlert, 'sentAt' | 'expiresAt'> & {
  readonly sentAt: string;
  readonly expiresAt: string;
};
type SenderRow = Omit<Sender, 'alerts'> & { readonly alerts: readonly AlertJson[] };

/** Reads replies `p` with whom they come from and what they are about. */
const listedFrom = (source: string): string => `SELECT p.id,
  p.organisation_id AS "organisationId", p.responder_id AS "responderId",
  p.alert_id AS "alertId", p.channel, p.provider_ref AS "providerRef", p.text, p.meaning, p.status,
  p.received_at AS "receivedAt", p.handled_at AS "handledAt", p.handled_by AS "handledBy", p.note,
  ${SEALED_COLUMNS},
  CASE WHEN a.incident_id IS NOT NULL THEN 'incident' WHEN a.callout_id IS NOT NULL THEN 'callout'
    WHEN a.drill_id IS NOT NULL THEN 'drill' END AS about,
  coalesce(a.incident_id, a.callout_id, a.drill_id) AS "aboutId"
FROM ${source} p JOIN responder r ON r.id = p.responder_id LEFT JOIN alert a ON a.id = p.alert_id`;

const SETTLE = `WITH settled AS (
  UPDATE reply SET alert_id = $3::uuid, meaning = $4::jsonb, status = $5
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND status = 'open' RETURNING *
) ${listedFrom('settled')}`;

const HANDLE = `WITH handled AS (
  UPDATE reply SET status = 'handled', handled_at = $3::timestamptz, handled_by = $4::uuid,
    note = $5
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND status = 'open' RETURNING *
) ${listedFrom('handled')}`;

/** What people write back, in PostgreSQL. */
export class PostgresReplyInbox implements ReplyInbox {
  constructor(
    private readonly pools: { readonly pool: Pool; readonly queuePool: Pool },
    private readonly keys: PersonKeys,
  ) {}

  senders: ReplyInbox['senders'] = async (from, now) => {
    const values = [this.keys.contactDigests('phone', from), new Date(now - DAY_MS)];
    const rows = await readAcross<SenderRow>(this.pools.queuePool, {
      name: 'senders',
      text: SENDERS,
      values,
    });
    return rows.map((row) => ({ ...row, alerts: row.alerts.map(toAnswerable) }));
  };

  keep: ReplyInbox['keep'] = (reply) =>
    inOrganisation(this.pools.pool, reply.organisationId, async (tx) => {
      const kept = await tx.rows({
        text: `INSERT INTO reply (id, organisation_id, responder_id, alert_id, channel,
            provider_ref, text, meaning, status, received_at, handled_at, handled_by, note)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13)
          ON CONFLICT (channel, provider_ref, responder_id) DO NOTHING RETURNING id`,
        values: [
          ...[reply.id, reply.organisationId, reply.responderId, reply.alertId, reply.channel],
          ...[reply.providerRef, reply.text, toJson(reply.meaning), reply.status],
          ...[new Date(reply.receivedAt), toDate(reply.handledAt), reply.handledBy, reply.note],
        ],
      });
      return kept.length === 0 ? 'duplicate' : 'kept';
    });

  settle: ReplyInbox['settle'] = ({ organisationId, replyId, alertId, meaning, status }) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const values = [organisationId, replyId, alertId, toJson(meaning), status];
      const [row] = await tx.rows<ListedRow>({ text: SETTLE, values });
      return row === undefined ? null : this.listed(row);
    });

  keepUnplaced: ReplyInbox['keepUnplaced'] = (reply) =>
    acrossOrganisations(this.pools.queuePool, async (tx) => {
      await tx.rows({
        text: `INSERT INTO unplaced_reply (channel, provider_ref, sender, text, received_at)
          VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        values: [reply.channel, reply.providerRef, reply.from, reply.text, new Date(reply.now)],
      });
    });

  replies: ReplyInbox['replies'] = (organisationId, filter, page) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<ListedRow>({
        text: `${listedFrom('reply')} WHERE p.organisation_id = $1
          AND ($2::text IS NULL OR p.status = $2)
          AND ($3::uuid IS NULL OR $3 IN (a.incident_id, a.callout_id, a.drill_id))
          AND ($4::timestamptz IS NULL OR (p.received_at, p.id) < ($4, $5::uuid))
          ORDER BY p.received_at DESC, p.id DESC LIMIT $6`,
        values: [
          ...[organisationId, filter.status, filter.aboutId],
          ...[toDate(after?.at ?? null), after?.id ?? null, page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit).map((row) => this.listed(row));
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.receivedAt), last.id]) : null };
    });

  handle: ReplyInbox['handle'] = ({ organisationId, replyId, by, note, now }) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const values = [organisationId, replyId, new Date(now), by, note];
      const [row] = await tx.rows<ListedRow>({ text: HANDLE, values });
      return row === undefined ? null : this.listed(row);
    });

  private listed({ identity, sealedKey, ...reply }: ListedRow): ListedReply {
    const { displayName } = this.keys.open({ id: reply.responderId, identity, sealedKey });
    return { ...reply, displayName };
  }
}

type ListedRow = Omit<ListedReply, 'displayName'> & Omit<SealedPerson, 'id'>;

function toAnswerable(row: AlertJson): AnswerableAlert {
  return { ...row, sentAt: toInstant(row.sentAt), expiresAt: toInstant(row.expiresAt) };
}

function toJson(value: Readonly<Record<string, unknown>> | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
