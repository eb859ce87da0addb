import type { Pool } from 'pg';
import type { Drill, DrillTally } from '#core/drill';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { toIso } from '#contracts/shapes';
import type {
  DrillCall,
  DrillChange,
  DrillStore,
  FeedEntry,
  SaveOutcome,
  Saved,
} from '#flow/ports';
import type { DueBell } from './due-bell';
import { leavesSomethingDue } from './incident-store';
import { SELECT_ALERT } from './read-sql';
import { toAlert, type AlertJson } from './rows';
import { deliveriesOf, savedOf } from './save-document';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { inOrganisation, isDuplicate, RolledBack, type Tx } from './transaction';

type Answer = Parameters<DrillStore['answer']>[0];
type Answered = Awaited<ReturnType<DrillStore['answer']>>;

interface DrillRow {
  id: string;
  organisation_id: string;
  title: string;
  responder_ids: string[] | null;
  starts_at: number;
  window_ms: number;
  every_days: number | null;
  status: Drill['status'];
  started_at: number | null;
  ended_at: number | null;
  revision: number;
}

const COLUMNS = `d.id, d.organisation_id, d.title, d.responder_ids, d.starts_at, d.window_ms,
  d.every_days, d.status, d.started_at, d.ended_at, d.revision`;

/** Channels of an alert `a` on which it was delivered. */
const HEARD_BY = `ARRAY(SELECT DISTINCT v.channel COLLATE "C" FROM delivery v
  WHERE v.alert_id = a.id AND v.subject = 'alert' AND v.status = 'delivered' ORDER BY 1)`;

const CALLS = `SELECT to_json(a) AS alert, r.id, ${SEALED_COLUMNS},
  ${HEARD_BY} AS "heardBy"
FROM alert a JOIN responder r ON r.id = a.responder_id
WHERE a.organisation_id = $1::uuid AND a.drill_id = $2::uuid
ORDER BY a.sent_at, a.id`;

const LIST = `SELECT ${COLUMNS}, t.called, t.answered, t.reached
FROM drill d CROSS JOIN LATERAL (SELECT count(*) AS called,
    count(*) FILTER (WHERE a.answered_at IS NOT NULL) AS answered,
    count(*) FILTER (WHERE a.answered_at IS NOT NULL OR a.delivered_at IS NOT NULL
      OR EXISTS (SELECT FROM delivery v WHERE v.alert_id = a.id AND v.subject = 'alert'
        AND v.status = 'delivered')) AS reached
  FROM alert a WHERE a.drill_id = d.id) t
WHERE d.organisation_id = $1::uuid
  AND ($2::timestamptz IS NULL OR (d.starts_at, d.id) < ($2, $3::uuid))
ORDER BY d.starts_at DESC, d.id DESC LIMIT $4::int`;

const INSERT = `INSERT INTO drill (id, organisation_id, title, responder_ids, starts_at, window_ms,
  every_days, status, started_at, ended_at, revision)
VALUES ($1, $2, $3, $4::uuid[], $5, $6, $7, $8, $9, $10, $11)`;

const UPDATE = `UPDATE drill SET status = $3, started_at = $4, ended_at = $5,
  revision = revision + 1
WHERE organisation_id = $1 AND id = $2 AND revision = $6::bigint RETURNING id`;

const END = `UPDATE alert SET status = $4, ended_at = $5::timestamptz, ended_reason = $6
WHERE organisation_id = $1 AND drill_id = $2 AND id = ANY($3::uuid[]) AND status = 'sent'
RETURNING id`;

const ADD_ALERTS = `INSERT INTO alert (id, organisation_id, drill_id, responder_id, wave, status,
  reason, distance_m, sent_at, expires_at, role)
SELECT a.id, $1::uuid, $2::uuid, a.responder_id, a.wave, 'sent', a.reason, a.distance_m, a.sent_at,
  a.expires_at, a.role
FROM jsonb_to_recordset($3::jsonb) AS a(id uuid, responder_id uuid, wave int, reason text,
  distance_m float8, sent_at timestamptz, expires_at timestamptz, role text)`;

const ADD_DELIVERIES = `INSERT INTO delivery (id, organisation_id, alert_id, responder_id, channel,
  subject, rank, status, queued_at, due_at, attempt)
SELECT d.id, $1::uuid, d.alert_id, d.responder_id, d.channel, d.subject, d.rank, 'queued',
  $2::timestamptz, d.due_at, 0
FROM jsonb_to_recordset($3::jsonb) AS d(id uuid, alert_id uuid, responder_id uuid, channel text,
  subject text, rank smallint, due_at timestamptz)`;

/** Feeds are numbered with their responders locked by id, as everywhere. */
const ADD_FEED = `WITH feed_line AS MATERIALIZED (
  SELECT f.* FROM jsonb_to_recordset($3::jsonb) AS f(responder_id uuid, kind text, alert_id uuid)
),
called AS MATERIALIZED (
  SELECT r.id FROM responder r
  WHERE r.organisation_id = $1::uuid AND r.id IN (SELECT responder_id FROM feed_line)
  ORDER BY r.id FOR NO KEY UPDATE OF r
),
numbered AS (
  UPDATE responder r SET last_seq = r.last_seq + 1 FROM called WHERE called.id = r.id
  RETURNING r.id, r.last_seq
),
new_feed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT f.responder_id, n.last_seq, $1::uuid, f.kind, f.alert_id, $2::timestamptz
  FROM feed_line f JOIN numbered n ON n.id = f.responder_id
)
SELECT id AS "responderId", last_seq AS "lastSeq" FROM numbered`;

const REVIEW = `INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
VALUES ($1, 'drill', $2, $3, 0) ON CONFLICT (subject_id) DO UPDATE
  SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL`;

/** Drills in PostgreSQL. */
export class PostgresDrillStore implements DrillStore {
  constructor(
    private readonly pool: Pool,
    private readonly bell: DueBell,
    private readonly keys: PersonKeys,
  ) {}

  save: DrillStore['save'] = async (change) => {
    try {
      const outcome = await inOrganisation(this.pool, change.drill.organisationId, (tx) =>
        save(tx, change),
      );
      if (outcome.outcome === 'saved' && leavesSomethingDue(change)) this.bell.ring();
      return outcome;
    } catch (error) {
      if (isDuplicate(error, ['drill_pkey'])) return { outcome: 'duplicate' };
      throw error;
    }
  };

  load: DrillStore['load'] = (organisationId, drillId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const drill = await find(tx, organisationId, drillId);
      if (drill === null) return null;
      const rows = await tx.rows<
        Omit<DrillCall, 'alert' | 'displayName'> & SealedPerson & { alert: AlertJson }
      >({
        name: 'drill-calls',
        text: CALLS,
        values: [organisationId, drillId],
      });
      const calls = rows.map(({ id, identity, sealedKey, alert, ...call }) => ({
        ...call,
        displayName: this.keys.open({ id, identity, sealedKey }).displayName,
        alert: toAlert(alert),
      }));
      return { drill, calls };
    });

  progress: DrillStore['progress'] = (organisationId, drillId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const drill = await find(tx, organisationId, drillId);
      if (drill === null) return null;
      const [last] = await tx.rows<{ responder_id: string }>({
        name: 'drill-last-called',
        text: `SELECT responder_id FROM alert WHERE drill_id = $1::uuid
          ORDER BY responder_id DESC LIMIT 1`,
        values: [drillId],
      });
      return { drill, lastCalledId: last?.responder_id ?? null };
    });

  list: DrillStore['list'] = (organisationId, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const at = after === null ? null : new Date(after.at);
      const rows = await tx.rows<DrillRow & { called: number; answered: number; reached: number }>({
        text: LIST,
        values: [organisationId, at, after?.id ?? null, page.limit + 1],
      });
      const items = rows.slice(0, page.limit).map((row) => {
        const { called: calledCount, reached: reachedCount, answered: answeredCount } = row;
        const tally: DrillTally = { calledCount, reachedCount, answeredCount };
        return { drill: toDrill(row), tally };
      });
      const last = items.at(-1)?.drill;
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.startsAt), last.id]) : null };
    });

  loadDrillAlert: DrillStore['loadDrillAlert'] = (organisationId, alertId, responderId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<{ alert: AlertJson }>({
        name: 'alert',
        text: SELECT_ALERT,
        values: [organisationId, alertId, responderId],
      });
      const drillId = row?.alert.drill_id ?? null;
      if (row === undefined || drillId === null) return null;
      const drill = await find(tx, organisationId, drillId);
      return drill === null ? null : { alert: toAlert(row.alert), drill };
    });

  answer: DrillStore['answer'] = (input) =>
    inOrganisation(this.pool, input.organisationId, (tx) => answer(tx, input));

  onDutyIds: DrillStore['onDutyIds'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const rows = await tx.rows<{ id: string }>({
        text: `SELECT id FROM responder
          WHERE organisation_id = $1 AND on_duty AND disabled_at IS NULL ORDER BY id`,
        values: [organisationId],
      });
      return rows.map((row) => row.id);
    });
}

async function save(tx: Tx, change: DrillChange): Promise<SaveOutcome> {
  const { drill, now, next } = change;
  const { organisationId } = drill;
  if (change.expectedRevision === null) await insert(tx, drill);
  else if (!(await update(tx, change))) {
    throw new RolledBack<SaveOutcome>({ outcome: 'changed-meanwhile' });
  }
  const ended = await end(tx, change);
  await addAlerts(tx, change);
  const kept = new Set(change.endedAlertIds.filter((id) => !ended.has(id)));
  const feed = change.feed.filter((entry) => !kept.has(entry.alertId));
  const saved = await addFeed(tx, organisationId, { feed, now });
  await review(tx, drill, change.reviewAt);
  if (next !== null) {
    await insert(tx, next);
    await review(tx, next, next.startsAt);
  }
  return { outcome: 'saved', saved };
}

async function insert(tx: Tx, drill: Drill): Promise<void> {
  const values = [
    ...[drill.id, drill.organisationId, drill.title, drill.responderIds],
    ...[new Date(drill.startsAt), drill.windowMs, drill.everyDays, drill.status],
    ...[dateOf(drill.startedAt), dateOf(drill.endedAt), drill.revision],
  ];
  await tx.rows({ name: 'drill-insert', text: INSERT, values });
}

async function update(tx: Tx, { drill, expectedRevision }: DrillChange): Promise<boolean> {
  const { organisationId, id, status, startedAt, endedAt } = drill;
  const values = [
    ...[organisationId, id, status, dateOf(startedAt), dateOf(endedAt), expectedRevision],
  ];
  return (await tx.rows({ name: 'drill-update', text: UPDATE, values })).length > 0;
}

async function end(tx: Tx, change: DrillChange): Promise<ReadonlySet<string>> {
  const { drill, endedAlertIds, now } = change;
  if (endedAlertIds.length === 0) return new Set();
  const how = drill.status === 'cancelled' ? ['withdrawn', new Date(now), 'drill-cancelled'] : null;
  const rows = await tx.rows<{ id: string }>({
    name: 'drill-end',
    text: END,
    values: [
      ...[drill.organisationId, drill.id, endedAlertIds],
      ...(how ?? ['expired', new Date(now), null]),
    ],
  });
  return new Set(rows.map((row) => row.id));
}

async function addAlerts(tx: Tx, change: DrillChange): Promise<void> {
  const { organisationId, id } = change.drill;
  if (change.newAlerts.length === 0) return;
  const alerts = change.newAlerts.map((alert) => ({
    ...{ id: alert.id, responder_id: alert.responderId, wave: alert.wave, reason: alert.reason },
    ...{ distance_m: alert.distanceM, role: alert.task.role },
    ...{ sent_at: toIso(alert.sentAt), expires_at: toIso(alert.expiresAt) },
  }));
  const values = [organisationId, id, JSON.stringify(alerts)];
  await tx.rows({ name: 'drill-alerts', text: ADD_ALERTS, values });
  const deliveries = JSON.stringify(deliveriesOf(change.deliveries));
  await tx.rows({
    name: 'drill-deliveries',
    text: ADD_DELIVERIES,
    values: [organisationId, new Date(change.now), deliveries],
  });
}

/** At most one line for each person: a drill rings, ends or is answered. */
async function addFeed(
  tx: Tx,
  organisationId: string,
  input: { readonly feed: readonly FeedEntry[]; readonly now: number },
): Promise<Saved> {
  const { feed, now } = input;
  if (feed.length === 0) return { feed: [], facts: [] };
  const lines = feed.map(({ responderId, kind, alertId }) => ({
    ...{ responder_id: responderId, kind, alert_id: alertId },
  }));
  const feeds = await tx.rows<{ responderId: string; lastSeq: number }>({
    name: 'drill-feed',
    text: ADD_FEED,
    values: [organisationId, new Date(now), JSON.stringify(lines)],
  });
  return savedOf({ feed, facts: [], now }, { fact_count: 0, feeds });
}

async function review(tx: Tx, drill: Drill, dueAt: number | null): Promise<void> {
  if (dueAt === null) {
    const text = 'DELETE FROM review WHERE subject_id = $1::uuid';
    await tx.rows({ name: 'drill-unreview', text, values: [drill.id] });
    return;
  }
  const values = [drill.id, drill.organisationId, new Date(dueAt)];
  await tx.rows({ name: 'drill-review', text: REVIEW, values });
}

async function answer(tx: Tx, input: Answer): Promise<Answered> {
  const { organisationId, alertId, responderId, now } = input;
  const [moved] = await tx.rows<{ id: string }>({
    name: 'drill-answer',
    text: `UPDATE alert SET status = 'accepted', answered_at = $4::timestamptz,
        ended_at = $4::timestamptz
      WHERE organisation_id = $1 AND id = $2 AND responder_id = $3 AND drill_id IS NOT NULL
        AND status = 'sent' AND expires_at > $4::timestamptz
      RETURNING id`,
    values: [organisationId, alertId, responderId, new Date(now)],
  });
  if (moved !== undefined) {
    const feed = [{ responderId, kind: 'alert-answered' as const, alertId }];
    return { outcome: 'answered', saved: await addFeed(tx, organisationId, { feed, now }) };
  }
  const [row] = await tx.rows<{ alert: AlertJson }>({
    name: 'alert',
    text: SELECT_ALERT,
    values: [organisationId, alertId, responderId],
  });
  if (row === undefined || row.alert.drill_id === null) return { outcome: 'not-found' };
  return { outcome: row.alert.answered_at === null ? 'over' : 'again' };
}

async function find(tx: Tx, organisationId: string, drillId: string): Promise<Drill | null> {
  const [row] = await tx.rows<DrillRow>({
    name: 'drill',
    text: `SELECT ${COLUMNS} FROM drill d WHERE d.organisation_id = $1 AND d.id = $2`,
    values: [organisationId, drillId],
  });
  return row === undefined ? null : toDrill(row);
}

function toDrill(row: DrillRow): Drill {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    title: row.title,
    responderIds: row.responder_ids,
    startsAt: row.starts_at,
    windowMs: row.window_ms,
    everyDays: row.every_days,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    revision: row.revision,
  };
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
