import type { Pool } from 'pg';
import { DELIVERY_RANKS, type DeliveryRank } from '#core/delivery';
import { SUSPECT_FROM } from '#core/work-attempts';
import type { DeliveryFacts, DueDelivery, Lease, Queue } from '#flow/ports';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { atOnce } from './transaction';

/** Due and under no lease that still runs. */
export const FREE = `due_at <= $1::timestamptz
  AND (leased_until IS NULL OR leased_until <= $1::timestamptz)`;

/** Addresses of phones that are signed in; those of the person are opened from `identity`. */
const ADDRESSES = `CASE
    WHEN t.channel IN ('push', 'web-push') THEN (
      SELECT coalesce(json_agg(json_build_object('deviceId', v.id, 'address', v.push_token)
        ORDER BY v.id), '[]')
      FROM device v WHERE v.responder_id = t.responder_id AND v.push_channel = t.channel
        AND v.push_token IS NOT NULL AND v.ended_at IS NULL
        AND v.token_expires_at > $1::timestamptz)
    ELSE '[]' END`;

/** What other deliveries of the same alert say about this one. */
const OTHERS = `SELECT
    max(d.delivered_at) FILTER (WHERE d.subject = t.subject AND d.delivered_at >= t.queued_at)
      AS confirmed_at,
    bool_or((d.subject = 'changed' AND d.queued_at > t.queued_at)
      OR (d.subject = 'stood-down' AND t.subject <> 'stood-down' AND d.queued_at >= t.queued_at))
      AS superseded,
    bool_or(d.subject = 'alert' AND d.channel IN ('sms', 'voice')
      AND (d.status IN ('handed-over', 'delivered')
        OR (d.status = 'not-needed' AND d.provider_ref IS NOT NULL))) AS rang_outside_app,
    min(d.due_at) FILTER (WHERE d.subject = t.subject AND d.id <> t.id AND d.status = 'queued'
      AND d.attempt = 0 AND d.channel IN ('sms', 'voice', 'email')) AS next_rung_at
  FROM delivery d WHERE d.alert_id = t.alert_id`;

/** A lease that ran out is an attempt of which nobody heard how it ended. */
export const FAILURES_NOW = '(leased_until IS NOT NULL)::int::smallint';

const LAST_RANK = Math.max(...Object.values(DELIVERY_RANKS));
const LAST_BEFORE_CROWDS = DELIVERY_RANKS['crowd-news'] - 1;

/** The least suspect of those that may be what ends their workers; see `isSuspect` of the core. */
const SUSPECT = `SELECT id FROM delivery WHERE status = 'queued' AND channel = $5::text
  AND failures >= ${SUSPECT_FROM} AND $6::boolean AND ${FREE}
  ORDER BY failures, due_at, id LIMIT 1`;

/**
 * $1 now, $2 lease, $3 its end, $4 how many, $5 channel, $6 whether a suspect may be with them,
 * $7 the last rank that is taken.
 */
export const TAKE_DELIVERIES = `WITH taken AS (
  UPDATE delivery SET lease_id = $2::text, leased_until = $3::timestamptz, attempt = attempt + 1,
    failures = failures + ${FAILURES_NOW}
  FROM (SELECT id FROM delivery WHERE status = 'queued' AND channel = $5::text AND ${FREE}
          AND rank <= $7::smallint AND (failures < ${SUSPECT_FROM} OR id = (${SUSPECT}))
        ORDER BY rank, due_at LIMIT $4::int FOR UPDATE SKIP LOCKED) due
  WHERE delivery.id = due.id
  RETURNING delivery.*
)
SELECT t.id, t.alert_id AS "alertId", t.responder_id AS "responderId", t.channel, t.subject,
  t.rank, t.due_at AS "dueAt", t.organisation_id AS "organisationId", t.attempt,
  t.failures,
  o.time_zone AS "timeZone", coalesce(a.incident_id, a.callout_id, a.drill_id) AS "aboutId",
  r.language, ${ADDRESSES} AS addresses, ${SEALED_COLUMNS},
  (SELECT max(f.seq) FROM responder_feed f WHERE f.alert_id = t.alert_id
    AND f.responder_id = t.responder_id AND f.kind = ANY (CASE t.subject
      WHEN 'alert' THEN ARRAY['alert-sent']
      WHEN 'changed' THEN ARRAY['incident-changed', 'assignment-changed', 'control-message']
      ELSE ARRAY['stood-down', 'alert-withdrawn', 'alert-expired'] END)) AS "feedSeq",
  s.next_rung_at AS "nextRungAt",
  CASE WHEN a.incident_id IS NOT NULL THEN 'incident'
    WHEN a.callout_id IS NOT NULL THEN 'callout' ELSE 'drill' END AS about,
  coalesce(i.mode, c.mode, 'exercise') AS mode, i.priority,
  coalesce(i.status <> 'active', c.status IN ('closed', 'cancelled'),
    g.status IN ('ended', 'cancelled')) AS is_over,
  a.status AS alert_status, a.expires_at,
  CASE t.subject WHEN 'alert' THEN a.delivered_at ELSE s.confirmed_at END AS confirmed_at,
  EXISTS (SELECT FROM assignment b WHERE b.alert_id = t.alert_id
    AND b.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS is_under_way,
  (c.credential_kinds IS NOT NULL AND cardinality(c.credential_kinds) = 0)
    OR EXISTS (SELECT FROM credential k WHERE k.responder_id = t.responder_id
      AND k.status = 'verified' AND k.valid_from <= $1::timestamptz
      AND (k.valid_to IS NULL OR k.valid_to > $1::timestamptz)
      AND (c.credential_kinds IS NULL OR k.kind = ANY (c.credential_kinds))) AS is_trained,
  s.superseded, s.rang_outside_app, r.on_duty, r.disabled_at, r.test_phone, r.schedule,
  r.quiet_hours, r.muted_until, r.declined_channels
FROM taken t JOIN alert a ON a.id = t.alert_id JOIN responder r ON r.id = t.responder_id
JOIN organisation o ON o.id = t.organisation_id
LEFT JOIN incident i ON i.id = a.incident_id LEFT JOIN callout c ON c.id = a.callout_id
LEFT JOIN drill g ON g.id = a.drill_id
CROSS JOIN LATERAL (${OTHERS}) s
ORDER BY t.rank, t.due_at, t.id`;

interface Row extends Omit<DueDelivery, 'facts' | 'rank' | 'unreadable'>, Omit<SealedPerson, 'id'> {
  rank: number;
  about: DeliveryFacts['about'];
  mode: DeliveryFacts['mode'];
  priority: DeliveryFacts['priority'];
  is_over: boolean;
  alert_status: DeliveryFacts['alertStatus'];
  expires_at: number;
  confirmed_at: number | null;
  superseded: boolean;
  rang_outside_app: boolean;
  is_under_way: boolean;
  on_duty: boolean;
  disabled_at: number | null;
  test_phone: boolean;
  is_trained: boolean;
  schedule: DeliveryFacts['availability']['schedule'];
  quiet_hours: DeliveryFacts['availability']['quietHours'];
  muted_until: number | null;
  declined_channels: DeliveryFacts['declined'];
}

/** Leases due deliveries of one channel, in one statement; see `Queue`. */
export async function takeDeliveries(
  { pool, keys }: { readonly pool: Pool; readonly keys: PersonKeys },
  lease: Parameters<Queue['takeDeliveries']>[0],
): Promise<readonly DueDelivery[]> {
  const { channel, suspects = true, crowds = true } = lease;
  const lastRank = crowds ? LAST_RANK : LAST_BEFORE_CROWDS;
  const values = [...leaseValues(lease), channel, suspects, lastRank];
  const rows = await atOnce<Row>(pool, { name: 'deliveries-take', text: TAKE_DELIVERIES, values });
  return rows.map((row) => toDue(row, keys));
}

/** $1 to $4 of a statement that takes something under a lease. */
export function leaseValues(lease: Lease): unknown[] {
  return [new Date(lease.now), lease.leaseId, new Date(lease.now + lease.leaseMs), lease.max];
}

function toDue(row: Row, keys: PersonKeys): DueDelivery {
  const { id, alertId, responderId, channel, subject, dueAt, organisationId, attempt } = row;
  const { timeZone, aboutId, language, feedSeq, nextRungAt } = row;
  const ofPerson = addressesOfPerson(row, keys);
  const addresses = [...row.addresses, ...(ofPerson ?? [])];
  return {
    ...{ id, alertId, responderId, channel, subject, dueAt, organisationId, attempt },
    ...{ timeZone, aboutId, language, addresses, feedSeq, nextRungAt },
    ...{ failures: row.failures, unreadable: ofPerson === null },
    rank: rankOf(row),
    facts: {
      about: row.about,
      mode: row.mode,
      priority: row.priority,
      isOver: row.is_over,
      alertStatus: row.alert_status,
      expiresAt: row.expires_at,
      confirmedAt: row.confirmed_at,
      superseded: row.superseded,
      rangOutsideApp: row.rang_outside_app,
      wasBound: row.alert_status === 'accepted',
      isUnderWay: row.is_under_way,
      onDuty: row.on_duty,
      disabledAt: row.disabled_at,
      testPhone: row.test_phone,
      isTrained: row.is_trained,
      availability: {
        schedule: row.schedule,
        quietHours: row.quiet_hours,
        mutedUntil: row.muted_until,
      },
      declined: row.declined_channels,
    },
  };
}

/**
 * Where the person is reached outside the app by the channel; null where that cannot be opened,
 * which must not keep those who were taken with them from being reached.
 */
function addressesOfPerson(row: Row, keys: PersonKeys): DueDelivery['addresses'] | null {
  if (!['sms', 'voice', 'email'].includes(row.channel)) return [];
  const { identity, sealedKey, responderId: id } = row;
  try {
    const { phone, email } = keys.open({ id, identity, sealedKey });
    const address = row.channel === 'email' ? email : phone;
    return address === null ? [] : [{ deviceId: null, address }];
  } catch {
    return null;
  }
}

/** The name of a rank; a stand-down and a change share theirs. */
function rankOf({ rank, subject }: Row): DeliveryRank {
  if (rank === 0 && subject !== 'alert') return subject;
  const names = Object.keys(DELIVERY_RANKS) as DeliveryRank[];
  return names.find((name) => DELIVERY_RANKS[name] === rank) ?? 'life-threatening';
}
