import type { Pool } from 'pg';
import { isTaskOpen, MAY_WORK, type FieldTask } from '#core/field-task';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { FieldTaskStore, Vault } from '#flow/ports';
import { openGuest } from './booking-rows';
import {
  CREW_COLUMNS,
  dateOf,
  membersOf,
  TASK_COLUMNS,
  toCrew,
  toTask,
  writtenOf,
  type CrewRow,
  type TaskRow,
} from './field-task-rows';
import { SEALED_COLUMNS, type PersonKeys } from './person-keys';
import { append } from './receipts';
import { inOrganisation, isDuplicate, RolledBack, type Tx } from './transaction';

const INSERT = `INSERT INTO field_task (organisation_id, id, callout_id, title, lat, lon,
  cell_size_m, where_note, need_key, wanted_count, equipment, risk_note, priority, until_at,
  status, created_at, ended_at, ended_note, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14, $15, $16, $17, $18, 0)
ON CONFLICT DO NOTHING RETURNING id`;

const UPDATE = `UPDATE field_task SET title = $4, lat = $5, lon = $6, cell_size_m = $7,
  where_note = $8, need_key = $9, wanted_count = $10, equipment = $11::jsonb, risk_note = $12,
  priority = $13, until_at = $14, status = $15, ended_at = $16, ended_note = $17,
  revision = revision + 1
WHERE organisation_id = $1 AND id = $2 AND revision = $3::int RETURNING id`;

/** The whole team anew: within a transaction nobody sees it empty. */
const CLEAR = 'DELETE FROM field_task_member WHERE organisation_id = $1 AND task_id = $2';
const FILL = `INSERT INTO field_task_member (organisation_id, task_id, booking_id, responder_id,
  place_in_team, is_leader, is_open, assigned_at, step, step_at, note)
SELECT $1::uuid, $2::uuid, m.booking_id, b.responder_id, m.place_in_team, m.is_leader, $3::boolean,
  m.assigned_at, m.step, m.step_at, m.note
FROM jsonb_to_recordset($4::jsonb) AS m(booking_id uuid, place_in_team smallint,
  is_leader boolean, assigned_at timestamptz, step text, step_at timestamptz, note text)
JOIN callout_booking b ON b.organisation_id = $1 AND b.id = m.booking_id
ORDER BY m.booking_id`;

const LIST = `SELECT ${TASK_COLUMNS} FROM field_task t
WHERE t.organisation_id = $1 AND t.callout_id = $2
  AND ($3::text[] IS NULL OR t.status = ANY ($3::text[]))
  AND ($4::timestamptz IS NULL OR (t.created_at, t.id) < ($4::timestamptz, $5::uuid))
ORDER BY t.created_at DESC, t.id DESC LIMIT $6::int`;

const OWN = `SELECT ${TASK_COLUMNS}, o.booking_id AS own_booking_id
FROM field_task_member o
JOIN field_task t ON t.organisation_id = o.organisation_id AND t.id = o.task_id
WHERE o.organisation_id = $1 AND o.responder_id = $2
  AND CASE WHEN $3::uuid IS NULL THEN o.is_open ELSE o.task_id = $3 END
ORDER BY o.assigned_at, t.id`;

const CREW = `SELECT ${CREW_COLUMNS} FROM callout_booking b
WHERE b.organisation_id = $1 AND b.callout_id = $2 AND b.id = ANY ($4::uuid[]) ORDER BY b.id`;

/** Looked at by the newest first where there are thousands, so that no question waits for all. */
const FREE = `SELECT ${CREW_COLUMNS} FROM callout_booking b
WHERE b.organisation_id = $1 AND b.callout_id = $2 AND b.status = ANY ($4::text[])
  AND NOT EXISTS (SELECT FROM field_task_member m WHERE m.organisation_id = b.organisation_id
    AND m.booking_id = b.id AND m.is_open)
ORDER BY b.status = 'checked-in' DESC, b.need_key = $5::text DESC NULLS LAST,
  (SELECT count(*) FROM field_task_member m WHERE m.organisation_id = b.organisation_id
    AND m.booking_id = b.id), b.id
LIMIT $6::int`;

const NAMES = `SELECT b.id AS booking_id, b.sealed, b.responder_id, ${SEALED_COLUMNS}
FROM callout_booking b LEFT JOIN responder r ON r.id = b.responder_id
WHERE b.organisation_id = $1 AND b.id = ANY ($2::uuid[])`;

interface NameRow {
  readonly booking_id: string;
  readonly sealed: Buffer | null;
  readonly responder_id: string | null;
  readonly identity: Buffer | null;
  readonly sealedKey: Buffer | null;
}

type Outcome = Awaited<ReturnType<FieldTaskStore['saveTask']>>;

/** Tasks of call-outs in PostgreSQL. */
export class PostgresFieldTaskStore implements FieldTaskStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly keys: PersonKeys;
      readonly vault: Vault;
    },
  ) {}

  addTask: FieldTaskStore['addTask'] = (task) =>
    inOrganisation(this.ports.pool, task.organisationId, async (tx) => {
      const values = [
        ...[task.organisationId, task.id, task.calloutId, ...writtenOf(task)],
        ...[task.status, new Date(task.createdAt), dateOf(task.endedAt), task.endedNote],
      ];
      return (await tx.rows({ text: INSERT, values })).length > 0;
    });

  task: FieldTaskStore['task'] = (organisationId, taskId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const text = `SELECT ${TASK_COLUMNS} FROM field_task t
        WHERE t.organisation_id = $1 AND t.id = $2`;
      const [row] = await tx.rows<TaskRow>({ text, values: [organisationId, taskId] });
      return row === undefined ? null : toTask(row);
    });

  tasks: FieldTaskStore['tasks'] = ({ organisationId, calloutId }, statuses, page) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<TaskRow>({
        text: LIST,
        values: [
          ...[organisationId, calloutId, statuses, dateOf(after?.at ?? null), after?.id ?? null],
          page.limit + 1,
        ],
      });
      const items = rows.slice(0, page.limit).map(toTask);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.createdAt), last.id]) : null };
    });

  saveTask: FieldTaskStore['saveTask'] = async (input) => {
    const { organisationId } = input.task;
    try {
      return await inOrganisation(this.ports.pool, organisationId, (tx) => save(tx, input));
    } catch (error) {
      if (isDuplicate(error, ['field_task_member_one_idx'])) return 'double-booked';
      throw error;
    }
  };

  tasksOf: FieldTaskStore['tasksOf'] = (organisationId, responderId, taskId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, responderId, taskId];
      const rows = await tx.rows<TaskRow & { own_booking_id: string }>({ text: OWN, values });
      return rows.map((row) => ({ task: toTask(row), bookingId: row.own_booking_id }));
    });

  crew: FieldTaskStore['crew'] = (organisationId, calloutId, { bookingIds, now }) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, calloutId, new Date(now), bookingIds];
      return (await tx.rows<CrewRow>({ text: CREW, values })).map(toCrew);
    });

  freeCrew: FieldTaskStore['freeCrew'] = (organisationId, calloutId, { needKey, max, now }) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, calloutId, new Date(now), MAY_WORK, needKey, max];
      return (await tx.rows<CrewRow>({ text: FREE, values })).map(toCrew);
    });

  crewNames: FieldTaskStore['crewNames'] = (organisationId, bookingIds) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, bookingIds];
      const rows = await tx.rows<NameRow>({ text: NAMES, values });
      return new Map(rows.map((row) => [row.booking_id, this.nameOf(row)]));
    });

  private nameOf(row: NameRow): string {
    const { responder_id: id, identity, sealedKey } = row;
    if (id !== null) return this.ports.keys.open({ id, identity, sealedKey }).displayName;
    const guest = openGuest(this.ports.vault, { id: row.booking_id, sealed: row.sealed });
    return guest.displayName ?? '(erased)';
  }
}

async function save(
  tx: Tx,
  { task, expectedRevision, facts, now }: Parameters<FieldTaskStore['saveTask']>[0],
): Promise<Outcome> {
  const { organisationId, id } = task;
  const values = [
    ...[organisationId, id, expectedRevision, ...writtenOf(task)],
    ...[task.status, dateOf(task.endedAt), task.endedNote],
  ];
  if ((await tx.rows({ text: UPDATE, values })).length === 0) {
    throw new RolledBack<Outcome>('changed-meanwhile');
  }
  await fill(tx, task);
  await append(tx, { organisationId, table: 'callout', id: task.calloutId }, { facts, now });
  return 'saved';
}

async function fill(tx: Tx, task: FieldTask): Promise<void> {
  const { organisationId, id } = task;
  await tx.rows({ text: CLEAR, values: [organisationId, id] });
  if (task.members.length === 0) return;
  const values = [organisationId, id, isTaskOpen(task), membersOf(task)];
  await tx.rows({ text: FILL, values });
}
