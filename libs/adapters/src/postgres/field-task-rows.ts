import type { CrewMember, FieldTask, FieldTaskMember } from '#core/field-task';
import type { CredentialKind } from '#core/responder';
import { toInstant, toIso } from '#contracts/shapes';

/** A member as it stands in the JSON of a task. */
interface MemberJson {
  readonly booking_id: string;
  readonly is_leader: boolean;
  readonly assigned_at: string;
  readonly step: FieldTaskMember['step'];
  readonly step_at: string | null;
  readonly note: string | null;
}

export interface TaskRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly callout_id: string;
  readonly title: string;
  readonly lat: number;
  readonly lon: number;
  readonly cell_size_m: number | null;
  readonly where_note: string | null;
  readonly need_key: string | null;
  readonly wanted_count: number;
  readonly equipment: FieldTask['equipment'];
  readonly risk_note: string | null;
  readonly priority: FieldTask['priority'];
  readonly until_at: number | null;
  readonly status: FieldTask['status'];
  readonly created_at: number;
  readonly ended_at: number | null;
  readonly ended_note: string | null;
  readonly revision: number;
  readonly members: readonly MemberJson[];
}

/** Of task `t`. */
export const TASK_COLUMNS = `t.*,
  (SELECT coalesce(json_agg(m ORDER BY m.place_in_team), '[]') FROM field_task_member m
    WHERE m.organisation_id = t.organisation_id AND m.task_id = t.id) AS members`;

export function toTask(row: TaskRow): FieldTask {
  const place = { lat: row.lat, lon: row.lon };
  const size = row.cell_size_m;
  return {
    ...{ id: row.id, organisationId: row.organisation_id, calloutId: row.callout_id },
    title: row.title,
    where:
      size === null
        ? { kind: 'place', place }
        : { kind: 'cell', cell: { centre: place, sizeM: size } },
    ...{ whereNote: row.where_note, needKey: row.need_key, wantedCount: row.wanted_count },
    ...{ equipment: row.equipment, riskNote: row.risk_note, priority: row.priority },
    ...{ until: row.until_at, status: row.status, members: row.members.map(toMember) },
    ...{ createdAt: row.created_at, endedAt: row.ended_at, endedNote: row.ended_note },
    revision: row.revision,
  };
}

function toMember(row: MemberJson): FieldTaskMember {
  return {
    ...{ bookingId: row.booking_id, isLeader: row.is_leader },
    assignedAt: toInstant(row.assigned_at),
    step: row.step,
    stepAt: row.step_at === null ? null : toInstant(row.step_at),
    note: row.note,
  };
}

/** What a task says, as values of its columns from the title to the time it is wanted by. */
export function writtenOf(task: FieldTask): readonly unknown[] {
  const { where } = task;
  const place = where.kind === 'place' ? where.place : where.cell.centre;
  return [
    ...[task.title, place.lat, place.lon, where.kind === 'cell' ? where.cell.sizeM : null],
    ...[task.whereNote, task.needKey, task.wantedCount, JSON.stringify(task.equipment)],
    ...[task.riskNote, task.priority, dateOf(task.until)],
  ];
}

/** The team as JSON of its columns. */
export function membersOf(task: FieldTask): string {
  return JSON.stringify(
    task.members.map((member, place) => ({
      ...{ booking_id: member.bookingId, place_in_team: place, is_leader: member.isLeader },
      ...{ assigned_at: toIso(member.assignedAt), step: member.step },
      ...{ step_at: toIso(member.stepAt), note: member.note },
    })),
  );
}

export function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

export interface CrewRow {
  readonly booking_id: string;
  readonly responder_id: string | null;
  readonly status: CrewMember['status'];
  readonly need_key: string | null;
  readonly muster_key: string | null;
  readonly people_count: number;
  readonly pieces: CrewMember['pieces'];
  readonly credential_kinds: CredentialKind[];
  readonly due_out_at: number | null;
  readonly called_away: boolean;
  readonly open_task_id: string | null;
  readonly task_count: number;
}

/** Of booking `b`; `$3` is now. */
export const CREW_COLUMNS = `b.id AS booking_id, b.responder_id, b.status, b.need_key,
  b.muster_key, b.people_count, b.pieces, b.due_out_at,
  ARRAY(SELECT DISTINCT k.kind FROM credential k WHERE k.responder_id = b.responder_id
    AND k.status = 'verified' AND k.valid_from <= $3::timestamptz
    AND (k.valid_to IS NULL OR k.valid_to > $3::timestamptz) ORDER BY 1) AS credential_kinds,
  EXISTS (SELECT FROM assignment s WHERE s.responder_id = b.responder_id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS called_away,
  (SELECT m.task_id FROM field_task_member m WHERE m.organisation_id = b.organisation_id
    AND m.booking_id = b.id AND m.is_open) AS open_task_id,
  (SELECT count(*) FROM field_task_member m WHERE m.organisation_id = b.organisation_id
    AND m.booking_id = b.id) AS task_count`;

export function toCrew(row: CrewRow): CrewMember {
  return {
    ...{ bookingId: row.booking_id, responderId: row.responder_id, status: row.status },
    ...{ needKey: row.need_key, musterKey: row.muster_key, peopleCount: row.people_count },
    ...{ pieces: row.pieces, credentialKinds: row.credential_kinds },
    ...{ dueOutAt: row.due_out_at, calledAway: row.called_away },
    ...{ openTaskId: row.open_task_id, taskCount: row.task_count },
  };
}
