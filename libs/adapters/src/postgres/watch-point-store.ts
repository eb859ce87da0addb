import type { Pool } from 'pg';
import type { WatchPoint, WatchReading } from '#core/watch-point';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { StoredReading, WatchPointStore } from '#flow/ports';
import { dateOf } from './field-task-rows';
import {
  acrossOrganisations,
  inOrganisation,
  isDuplicate,
  RolledBack,
  type Tx,
} from './transaction';

interface PointRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly point_ref: string;
  readonly name: string;
  readonly kind: WatchPoint['kind'];
  readonly lat: number;
  readonly lon: number;
  readonly rule: WatchPoint['rule'];
  readonly upstream_refs: readonly string[];
  readonly template_ref: string | null;
  readonly created_at: number;
  readonly state: WatchPoint['state'];
  readonly last_value: number | null;
  readonly last_seen_at: number | null;
  readonly trend_per_hour: number | null;
  readonly nudge_steps: number;
  readonly nudged_at: number | null;
  readonly escalated_at: number | null;
  readonly revision: number;
  readonly adopter_ids: readonly string[];
}

interface ReadingRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly point_id: string;
  readonly responder_id: string | null;
  readonly value: number;
  readonly seen_at: number;
  readonly received_at: number;
  readonly note: string | null;
  readonly is_jump: boolean;
  readonly has_photo: boolean;
}

const COLUMNS = `w.*, ARRAY(SELECT a.responder_id FROM watch_adoption a
    WHERE a.organisation_id = w.organisation_id AND a.point_id = w.id
    ORDER BY a.nudged_as) AS adopter_ids`;

const SELECT = `SELECT ${COLUMNS} FROM watch_point w WHERE w.organisation_id = $1`;

const INSERT = `INSERT INTO watch_point (organisation_id, id, point_ref, created_at, name, kind,
  lat, lon, rule, upstream_refs, template_ref, state, last_value, last_seen_at, trend_per_hour,
  nudge_steps, nudged_at, escalated_at, review_at, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::text[], $11, $12, $13, $14, $15, $16, $17,
  $18, $19, 0)`;

const UPDATE = `UPDATE watch_point SET name = $4, kind = $5, lat = $6, lon = $7, rule = $8::jsonb,
  upstream_refs = $9::text[], template_ref = $10, state = $11, last_value = $12,
  last_seen_at = $13, trend_per_hour = $14, nudge_steps = $15, nudged_at = $16,
  escalated_at = $17, review_at = $18, revision = revision + 1
WHERE organisation_id = $1 AND id = $2 AND revision = $3::int RETURNING id`;

const ADOPT = `INSERT INTO watch_adoption (organisation_id, point_id, responder_id, nudged_as)
SELECT $1::uuid, $2::uuid, a.id, a.place
FROM unnest($3::uuid[]) WITH ORDINALITY AS a(id, place)
ON CONFLICT (organisation_id, point_id, responder_id) DO UPDATE SET nudged_as = excluded.nudged_as
  WHERE watch_adoption.nudged_as <> excluded.nudged_as`;

/** $1 now, $2 when it is taken anew if nobody finishes it, $3 so many. */
const TAKE = `UPDATE watch_point w SET review_at = $2::timestamptz
FROM (SELECT organisation_id, id FROM watch_point WHERE review_at <= $1::timestamptz
  ORDER BY review_at LIMIT $3::int FOR UPDATE SKIP LOCKED) due
WHERE w.organisation_id = due.organisation_id AND w.id = due.id
RETURNING ${COLUMNS}`;

const READING = `SELECT r.*, a.responder_id, a.note, EXISTS (SELECT FROM field_photo p
    WHERE p.organisation_id = r.organisation_id AND p.of_id = r.id) AS has_photo
FROM watch_reading r LEFT JOIN watch_reading_author a
  ON a.organisation_id = r.organisation_id AND a.reading_id = r.id
WHERE r.organisation_id = $1`;

const REMOVE_PHOTOS = `DELETE FROM field_photo p USING watch_reading r, watch_point w
WHERE w.organisation_id = $1 AND w.point_ref = $2 AND r.organisation_id = w.organisation_id
  AND r.point_id = w.id AND p.organisation_id = r.organisation_id AND p.of_id = r.id`;

/** Watch points and their readings in PostgreSQL. */
export class PostgresWatchPointStore implements WatchPointStore {
  constructor(private readonly ports: { readonly pool: Pool; readonly queuePool: Pool }) {}

  watchPoint: WatchPointStore['watchPoint'] = async (organisationId, pointRef) => {
    const found = await this.select(organisationId, 'AND w.point_ref = $2', [pointRef]);
    return found[0] ?? null;
  };

  watchPoints: WatchPointStore['watchPoints'] = async (organisationId, { state }, page) => {
    const [after] = readCursor(page.cursor, 1) ?? [];
    const rows = await this.select(
      organisationId,
      `AND ($2::text IS NULL OR w.state = $2)
        AND ($3::text IS NULL OR w.point_ref COLLATE "C" > $3)
      ORDER BY w.point_ref COLLATE "C" LIMIT $4::int`,
      [state, after ?? null, page.limit + 1],
    );
    const items = rows.slice(0, page.limit);
    const last = items.at(-1);
    const more = rows.length > items.length && last !== undefined;
    return { items, nextCursor: more ? writeCursor([last.pointRef]) : null };
  };

  watchPointsByRef: WatchPointStore['watchPointsByRef'] = (organisationId, pointRefs) =>
    this.select(organisationId, 'AND w.point_ref = ANY ($2::text[]) ORDER BY w.point_ref', [
      pointRefs,
    ]);

  downstreamOf: WatchPointStore['downstreamOf'] = (organisationId, pointRef) =>
    this.select(organisationId, 'AND $2::text = ANY (w.upstream_refs) ORDER BY w.point_ref', [
      pointRef,
    ]);

  watchPointsOf: WatchPointStore['watchPointsOf'] = (organisationId, responderId) =>
    this.select(
      organisationId,
      `AND w.id IN (SELECT a.point_id FROM watch_adoption a
        WHERE a.organisation_id = $1 AND a.responder_id = $2) ORDER BY w.point_ref COLLATE "C"`,
      [responderId],
    );

  saveWatchPoint: WatchPointStore['saveWatchPoint'] = async (input) => {
    const { organisationId } = input.point;
    try {
      return await inOrganisation(this.ports.pool, organisationId, (tx) => save(tx, input));
    } catch (error) {
      if (isDuplicate(error, ['watch_point_pkey', 'watch_point_ref_key'])) return false;
      throw error;
    }
  };

  removeWatchPoint: WatchPointStore['removeWatchPoint'] = (organisationId, pointRef) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, pointRef];
      await tx.rows({ text: REMOVE_PHOTOS, values });
      const text = `DELETE FROM watch_point WHERE organisation_id = $1 AND point_ref = $2
        RETURNING id`;
      return (await tx.rows({ text, values })).length > 0;
    });

  addReading: WatchPointStore['addReading'] = (reading) =>
    inOrganisation(this.ports.pool, reading.organisationId, async (tx) => {
      const { organisationId, id, pointId, responderId, value, note, isJump } = reading;
      const seenAt = new Date(reading.seenAt);
      const values = [
        ...[organisationId, id, pointId, value, seenAt, new Date(reading.receivedAt), isJump],
      ];
      const added = await tx.rows({
        text: `INSERT INTO watch_reading (organisation_id, id, point_id, value, seen_at,
            received_at, is_jump) VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT DO NOTHING RETURNING id`,
        values,
      });
      if (added.length === 0) return false;
      await tx.rows({
        text: `INSERT INTO watch_reading_author (organisation_id, reading_id, responder_id,
            seen_at, note) VALUES ($1, $2, $3, $4, $5)`,
        values: [organisationId, id, responderId, seenAt, note],
      });
      return true;
    });

  reading: WatchPointStore['reading'] = (organisationId, readingId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const text = `${READING} AND r.id = $2`;
      const [row] = await tx.rows<ReadingRow>({ text, values: [organisationId, readingId] });
      return row === undefined ? null : toReading(row);
    });

  readings: WatchPointStore['readings'] = (organisationId, pointId, max) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const text = `${READING} AND r.point_id = $2 ORDER BY r.seen_at DESC, r.id LIMIT $3::int`;
      const values = [organisationId, pointId, max];
      return (await tx.rows<ReadingRow>({ text, values })).map(toStored);
    });

  takeDuePoints: WatchPointStore['takeDuePoints'] = ({ now, leaseMs, max }) =>
    acrossOrganisations(this.ports.queuePool, async (tx) => {
      const values = [new Date(now), new Date(now + leaseMs), max];
      const rows = await tx.rows<PointRow>({ name: 'take-watch-points', text: TAKE, values });
      return rows.map(toPoint).sort((a, b) => (a.id < b.id ? -1 : 1));
    });

  private async select(
    organisationId: string,
    where: string,
    values: readonly unknown[],
  ): Promise<readonly WatchPoint[]> {
    const text = `${SELECT} ${where}`;
    const rows = await inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<PointRow>({ text, values: [organisationId, ...values] }),
    );
    return rows.map(toPoint);
  }
}

async function save(
  tx: Tx,
  input: Parameters<WatchPointStore['saveWatchPoint']>[0],
): Promise<boolean> {
  const { point, expectedRevision, reviewAt } = input;
  const { organisationId, id, place, nudges, lastReading } = point;
  const values = [
    ...[point.name, point.kind, place.lat, place.lon, JSON.stringify(point.rule)],
    ...[point.upstreamRefs, point.templateRef, point.state, lastReading?.value ?? null],
    ...[dateOf(lastReading?.seenAt ?? null), point.trendPerHour, nudges.steps],
    ...[dateOf(nudges.lastAt), dateOf(nudges.escalatedAt), dateOf(reviewAt)],
  ];
  if (expectedRevision === null) {
    const key = [organisationId, id, point.pointRef, new Date(point.createdAt)];
    await tx.rows({ text: INSERT, values: [...key, ...values] });
  } else {
    const key = [organisationId, id, expectedRevision];
    const changed = await tx.rows({ text: UPDATE, values: [...key, ...values] });
    if (changed.length === 0) throw new RolledBack<boolean>(false);
  }
  await adopt(tx, point);
  return true;
}

async function adopt(tx: Tx, { organisationId, id, adopterIds }: WatchPoint): Promise<void> {
  const values = [organisationId, id, adopterIds];
  const text = `DELETE FROM watch_adoption WHERE organisation_id = $1 AND point_id = $2
    AND responder_id <> ALL ($3::uuid[])`;
  await tx.rows({ text, values });
  if (adopterIds.length > 0) await tx.rows({ text: ADOPT, values });
}

function toPoint(row: PointRow): WatchPoint {
  const { last_value: value, last_seen_at: seenAt } = row;
  return {
    ...{ id: row.id, organisationId: row.organisation_id, pointRef: row.point_ref },
    ...{ name: row.name, kind: row.kind, place: { lat: row.lat, lon: row.lon }, rule: row.rule },
    ...{ upstreamRefs: row.upstream_refs, templateRef: row.template_ref },
    ...{ adopterIds: row.adopter_ids, createdAt: row.created_at, state: row.state },
    lastReading: value === null || seenAt === null ? null : { value, seenAt },
    trendPerHour: row.trend_per_hour,
    nudges: {
      steps: row.nudge_steps,
      ...{ lastAt: row.nudged_at, escalatedAt: row.escalated_at },
    },
    revision: row.revision,
  };
}

function toReading(row: ReadingRow): WatchReading {
  return {
    ...{ id: row.id, organisationId: row.organisation_id, pointId: row.point_id },
    ...{ responderId: row.responder_id, value: row.value, note: row.note },
    ...{ seenAt: row.seen_at, receivedAt: row.received_at, isJump: row.is_jump },
  };
}

function toStored(row: ReadingRow): StoredReading {
  return { ...toReading(row), hasPhoto: row.has_photo };
}
