import { SYNTHETIC_ORGANISATION_ID } from '#core/synthetic';
import type { InAndOut, WatchStore } from '#flow/ports';
import type { Pools } from './pools';
import { hashOf } from './registry';
import { inOrganisation, readAcross } from './transaction';

/** Numbers are few; whoever finds none free waits for one to run out. */
const SLOTS_MAX = 1_000;
/** Newest incidents of each organisation that are looked at. */
const RECENT_MAX = 200;
/** The replication slot by which `npm run backup` copies the log. */
const BACKUP_SLOT = 'closeby_backup';

/** $1 organisation, $2 holder, $3 now, $4 until. One's own first, then the lowest free one. */
const HOLD = `WITH free AS (
  SELECT n AS slot FROM generate_series(0, ${SLOTS_MAX - 1}) n
    LEFT JOIN watch_slot w ON w.organisation_id = $1 AND w.slot = n
  WHERE w.slot IS NULL OR w.holder = $2 OR w.held_until < $3
  ORDER BY (w.holder = $2) IS NOT TRUE, n LIMIT 1)
INSERT INTO watch_slot AS w (organisation_id, slot, holder, held_until)
  SELECT $1, slot, $2, $4 FROM free
ON CONFLICT (organisation_id, slot) DO UPDATE SET holder = $2, held_until = $4
RETURNING slot`;

/** $1 organisation, $2 responder, $3 device, $4 hash, $5 expires, $6 now: one phone a person. */
const SIGN_IN = `WITH known AS (
  UPDATE device SET token_hash = $4, token_expires_at = $5, seen_at = $6, ended_at = NULL
    WHERE organisation_id = $1 AND responder_id = $2 RETURNING id)
INSERT INTO device (id, organisation_id, responder_id, platform, token_hash, token_expires_at,
    created_at, seen_at)
  SELECT $3, $1, $2, 'web', $4, $5, $6, $6 WHERE NOT EXISTS (SELECT FROM known)`;

const IS_CARRIED = `SELECT count(*) > 0 AND bool_and(status <> 'queued') AS "isCarried"
  FROM delivery WHERE organisation_id = $1 AND alert_id = $2`;

/** $1 since, $2 until, $3 the organisation left out. */
const RECENT = `WITH latest AS (
  SELECT i.id FROM organisation o CROSS JOIN LATERAL (
    SELECT id FROM incident WHERE organisation_id = o.id AND received_at >= $1
      AND received_at < $2 AND mode = 'actual'
    ORDER BY received_at DESC, id DESC LIMIT ${RECENT_MAX}) i
  WHERE o.id <> $3),
asked AS (
  SELECT a.incident_id, a.status <> 'sent' OR a.delivered_at IS NOT NULL OR EXISTS (
      SELECT FROM delivery d WHERE d.alert_id = a.id
        AND d.status IN ('handed-over', 'delivered', 'not-needed')) AS carried
  FROM latest JOIN alert a ON a.incident_id = latest.id AND a.sent_at < $2),
each AS (
  SELECT incident_id, bool_or(carried) AS any_carried FROM asked GROUP BY incident_id)
SELECT (SELECT count(*)::int FROM latest) AS incidents,
  (SELECT count(*)::int FROM asked) AS alerts,
  (SELECT count(*)::int FROM asked WHERE carried) AS "carriedAlerts",
  (SELECT count(*)::int FROM each WHERE NOT any_carried) AS "silentIncidents"`;

const BEHIND = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 AS behind
  FROM pg_replication_slots
  WHERE slot_name = '${BACKUP_SLOT}' AND NOT pg_is_in_recovery()`;

/** What the watchdog reads and leaves in PostgreSQL. */
export class PostgresWatchStore implements WatchStore {
  constructor(private readonly pools: Pick<Pools, 'work' | 'queue'>) {}

  hold: WatchStore['hold'] = async ({ holder, now, until }) => {
    const scope = { organisationId: SYNTHETIC_ORGANISATION_ID, lockOn: 'watch-slot' };
    const values = [SYNTHETIC_ORGANISATION_ID, holder, new Date(now), new Date(until)];
    const [row] = await inOrganisation(this.pools.work, scope, (tx) =>
      tx.rows<{ slot: number }>({ text: HOLD, values }),
    );
    if (row === undefined) throw new Error('all phones of the watchdog are held');
    return row.slot;
  };

  signIn: WatchStore['signIn'] = async ({ responderId, deviceId, token, expiresAt, now }) => {
    const hash = hashOf(token);
    const values = [responderId, deviceId, hash, new Date(expiresAt), new Date(now)];
    await this.own(SIGN_IN, values);
  };

  forget: WatchStore['forget'] = async (slot, before) => {
    const [row] = await inOrganisation(this.pools.work, SYNTHETIC_ORGANISATION_ID, (tx) =>
      tx.rows<{ gone: number }>({
        text: 'SELECT forget_synthetic($1, $2) AS gone',
        values: [slot, new Date(before)],
      }),
    );
    return row?.gone ?? 0;
  };

  isCarried: WatchStore['isCarried'] = async (alertId) => {
    const [row] = await this.own<{ isCarried: boolean | null }>(IS_CARRIED, [alertId]);
    return row?.isCarried === true;
  };

  recent: WatchStore['recent'] = async ({ since, until }) => {
    const values = [new Date(since), new Date(until), SYNTHETIC_ORGANISATION_ID];
    const [row] = await readAcross<InAndOut>(this.pools.queue, { text: RECENT, values });
    return row ?? { incidents: 0, alerts: 0, carriedAlerts: 0, silentIncidents: 0 };
  };

  backupBehindBytes: WatchStore['backupBehindBytes'] = async () => {
    const statement = { text: BEHIND, values: [] };
    const [row] = await readAcross<{ behind: number | null }>(this.pools.queue, statement);
    return row?.behind ?? null;
  };

  /** A statement of the synthetic organisation, which is its $1. */
  private own<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const statement = { text, values: [SYNTHETIC_ORGANISATION_ID, ...values] };
    return inOrganisation(this.pools.work, SYNTHETIC_ORGANISATION_ID, (tx) =>
      tx.rows<Row>(statement),
    );
  }
}
