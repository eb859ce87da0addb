import type { Pool } from 'pg';
import type { OwnWellbeing } from '#core/after-care';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type {
  AfterCareStore,
  AttendedPart,
  NamedAnswer,
  ToldOutcome,
  UnattendedAlert,
} from '#flow/ports';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { inOrganisation } from './transaction';

/** The outcome `o` of an incident, as one column. */
export const OUTCOME_COLUMN = `CASE WHEN o.incident_id IS NULL THEN NULL ELSE jsonb_build_object(
    'text', o.body, 'releasedBy', o.released_by, 'releasedById', o.released_by_id,
    'releasedAt', (extract(epoch FROM o.released_at) * 1000)::float8) END AS outcome`;

const COLUMNS = `a.organisation_id AS "organisationId", a.id AS "assignmentId",
  a.incident_id AS "incidentId", a.responder_id AS "responderId", a.status,
  a.on_scene_at AS "onSceneAt", a.with_patient_at AS "withPatientAt",
  a.cleared_at AS "clearedAt", a.released_at AS "releasedAt", i.mode, i.kind,
  i.ended_at AS "incidentEndedAt", ${OUTCOME_COLUMN},
  CASE WHEN c.assignment_id IS NULL THEN NULL ELSE jsonb_build_object(
    'state', c.state, 'callBack', c.call_back,
    'remindedAt', (extract(epoch FROM c.reminded_at) * 1000)::float8,
    'thankedAt', (extract(epoch FROM c.thanked_at) * 1000)::float8) END AS care`;

const JOINED = `JOIN incident i ON i.organisation_id = a.organisation_id AND i.id = a.incident_id
LEFT JOIN incident_outcome o
  ON o.organisation_id = a.organisation_id AND o.incident_id = a.incident_id
LEFT JOIN after_care c ON c.organisation_id = a.organisation_id AND c.assignment_id = a.id`;

const NEWEST_FIRST = 'ORDER BY a.accepted_at DESC, a.id DESC';

/** One person's, by their own index. */
const OF_ONE = `SELECT ${COLUMNS} FROM assignment a ${JOINED}
WHERE a.organisation_id = $1 AND a.responder_id = $3::uuid AND a.accepted_at >= $2 ${NEWEST_FIRST}`;

/** Everybody's: by the newest incidents, since nobody accepts one before it comes in. */
const OF_ALL = `SELECT ${COLUMNS} FROM incident n
JOIN assignment a ON a.incident_id = n.id ${JOINED}
WHERE n.organisation_id = $1 AND n.received_at >= $2 AND a.organisation_id = $1 ${NEWEST_FIRST}`;

const REMINDED = `INSERT INTO after_care AS c
  (organisation_id, assignment_id, incident_id, responder_id, state, reminded_at)
VALUES ($1, $2, $3, $4, 'open', $5)
ON CONFLICT (organisation_id, assignment_id) DO UPDATE SET reminded_at = excluded.reminded_at
  WHERE c.state = 'open' AND c.reminded_at IS NULL RETURNING assignment_id`;

const THANKED = `INSERT INTO after_care AS c
  (organisation_id, assignment_id, incident_id, responder_id, state, thanked_at)
VALUES ($1, $2, $3, $4, 'open', $5)
ON CONFLICT (organisation_id, assignment_id) DO UPDATE SET thanked_at = excluded.thanked_at
  WHERE c.thanked_at IS NULL RETURNING assignment_id`;

const UNATTENDED = `SELECT a.incident_id AS "incidentId", i.mode, a.sent_at AS "sentAt"
FROM alert a JOIN incident i ON i.organisation_id = a.organisation_id AND i.id = a.incident_id
WHERE a.organisation_id = $1 AND a.id = $2 AND a.responder_id = $3
  AND a.status IN ('declined', 'expired', 'withdrawn') AND NOT EXISTS (SELECT FROM assignment s
    WHERE s.incident_id = a.incident_id AND s.responder_id = a.responder_id)`;

const KEY = `SELECT sealed_key AS "sealedKey" FROM person_key
WHERE organisation_id = $1 AND responder_id = $2`;

/** A call that was made is wanted again, or called for by what they say now. */
const AGAIN = `c.call_back = 'done' AND $8::timestamptz IS NOT NULL`;

/** $7 whether they want a call, $8 by when they are to be rung. */
const ANSWER = `INSERT INTO after_care AS c (organisation_id, assignment_id, incident_id,
  responder_id, state, sealed, answered_at, call_back, due_at)
VALUES ($1, $2, $3, $4, 'answered', $5, $6, CASE WHEN $7::boolean THEN 'wanted' END, $8)
ON CONFLICT (organisation_id, assignment_id) DO UPDATE SET state = 'answered',
  sealed = excluded.sealed, answered_at = excluded.answered_at,
  call_back = CASE WHEN c.call_back = 'taken' OR (c.call_back = 'done' AND NOT (${AGAIN}))
    THEN c.call_back ELSE excluded.call_back END,
  due_at = CASE WHEN ${AGAIN} THEN excluded.due_at
    WHEN c.call_back IN ('taken', 'done') OR excluded.due_at IS NOT NULL
      THEN least(c.due_at, excluded.due_at) END,
  taken_by = CASE WHEN ${AGAIN} THEN NULL ELSE c.taken_by END,
  taken_at = CASE WHEN ${AGAIN} THEN NULL ELSE c.taken_at END,
  done_at = CASE WHEN ${AGAIN} THEN NULL ELSE c.done_at END`;

const SKIP = `INSERT INTO after_care AS c
  (organisation_id, assignment_id, incident_id, responder_id, state)
VALUES ($1, $2, $3, $4, 'skipped')
ON CONFLICT (organisation_id, assignment_id) DO UPDATE SET state = 'skipped'
  WHERE c.state = 'open'`;

const ANSWERS = `SELECT c.organisation_id AS "organisationId", c.assignment_id AS "assignmentId",
  c.incident_id AS "incidentId", c.responder_id AS "responderId", c.sealed,
  c.answered_at AS "answeredAt", c.due_at AS "dueAt", c.call_back AS "callBack",
  c.taken_by AS "takenById",
  c.taken_at AS "takenAt", c.done_at AS "doneAt",
  coalesce((SELECT s.display_name FROM account s
      WHERE s.organisation_id = c.organisation_id AND s.id = c.taken_by),
    (SELECT k.label FROM access_key k
      WHERE k.organisation_id = c.organisation_id AND k.id = c.taken_by)) AS "takenByName",
  r.id, ${SEALED_COLUMNS}
FROM after_care c JOIN responder r ON r.id = c.responder_id
WHERE c.organisation_id = $1 AND c.sealed IS NOT NULL`;

const NEWEST = `${ANSWERS} AND ($2::text IS NULL OR c.call_back = $2)
  AND ($3::timestamptz IS NULL
    OR (c.answered_at, c.assignment_id) < ($3::timestamptz, $4::uuid))
ORDER BY c.answered_at DESC, c.assignment_id DESC LIMIT $5::int`;

const SOONEST_DUE = `${ANSWERS} AND ($2::text IS NULL OR c.call_back = $2)
  AND c.due_at IS NOT NULL AND c.call_back IS DISTINCT FROM 'done'
  AND ($3::timestamptz IS NULL OR (c.due_at, c.assignment_id) > ($3::timestamptz, $4::uuid))
ORDER BY c.due_at, c.assignment_id LIMIT $5::int`;

const MOVE = `UPDATE after_care SET call_back = $4::text,
  taken_by = CASE $4::text WHEN 'wanted' THEN NULL WHEN 'taken' THEN $5::uuid ELSE taken_by END,
  taken_at = CASE $4::text WHEN 'wanted' THEN NULL WHEN 'taken' THEN $6::timestamptz
    ELSE taken_at END,
  done_at = CASE $4::text WHEN 'done' THEN $6::timestamptz END
WHERE organisation_id = $1 AND assignment_id = $2 AND call_back IS NOT DISTINCT FROM $3::text
RETURNING assignment_id`;

const PUT_OUTCOME = `INSERT INTO incident_outcome
  (organisation_id, incident_id, body, released_by, released_by_id, released_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (organisation_id, incident_id) DO UPDATE SET body = excluded.body,
  released_by = excluded.released_by, released_by_id = excluded.released_by_id,
  released_at = excluded.released_at`;

const PUT_CONTACT = `INSERT INTO after_care_contact (organisation_id, contact) VALUES ($1, $2)
ON CONFLICT (organisation_id) DO UPDATE SET contact = excluded.contact`;

interface AnswerRow extends SealedPerson, Omit<NamedAnswer, 'displayName' | 'phone' | keyof Said> {
  readonly sealed: Buffer;
}

interface Said {
  readonly wellbeing: OwnWellbeing | null;
  readonly text: string | null;
  readonly scale: readonly number[] | null;
}

/** How people are after incidents, in PostgreSQL; sealed under the keys of those people. */
export class PostgresAfterCareStore implements AfterCareStore {
  constructor(private readonly ports: { readonly pool: Pool; readonly keys: PersonKeys }) {}

  attended: AfterCareStore['attended'] = (organisationId, { responderId, since }) => {
    const values = [organisationId, new Date(since)];
    const [text, all] =
      responderId === null ? [OF_ALL, values] : [OF_ONE, [...values, responderId]];
    return inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<AttendedPart>({ text, values: all }),
    );
  };

  noteReminded: AfterCareStore['noteReminded'] = (part, at) =>
    this.changes(part.organisationId, REMINDED, [...keyOf(part), new Date(at)]);

  noteThanked: AfterCareStore['noteThanked'] = (part, at) =>
    this.changes(part.organisationId, THANKED, [...keyOf(part), new Date(at)]);

  unattended: AfterCareStore['unattended'] = (organisationId, { responderId, alertId }) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, alertId, responderId];
      const [row] = await tx.rows<UnattendedAlert>({ text: UNATTENDED, values });
      return row ?? null;
    });

  putAnswer: AfterCareStore['putAnswer'] = (answer) => {
    const { organisationId, responderId, assignmentId, wellbeing, text, scale, dueAt } = answer;
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, responderId];
      const [key] = await tx.rows<{ sealedKey: Buffer | null }>({ text: KEY, values });
      const sealedKey = key?.sealedKey ?? null;
      // Erased meanwhile: nothing of them is kept any more.
      if (sealedKey === null) return;
      const of = { responderId, sealedKey, about: aboutOf(assignmentId) };
      const sealed = this.ports.keys.sealText(of, JSON.stringify({ wellbeing, text, scale }));
      await tx.rows({
        text: ANSWER,
        values: [
          ...[...keyOf(answer), sealed, new Date(answer.answeredAt), answer.wantsCall],
          dueAt === null ? null : new Date(dueAt),
        ],
      });
    });
  };

  skip: AfterCareStore['skip'] = async (part) => {
    await this.changes(part.organisationId, SKIP, keyOf(part));
  };

  answers: AfterCareStore['answers'] = (organisationId, { callBack, due = false }, page) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<AnswerRow>({
        text: due ? SOONEST_DUE : NEWEST,
        values: [
          ...[organisationId, callBack, after === null ? null : new Date(after.at)],
          ...[after?.id ?? null, page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit).map((row) => this.opened(row));
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      const at = due ? (last?.dueAt ?? 0) : last?.answeredAt;
      const next = more ? writeCursor([String(at), last.assignmentId]) : null;
      return { items, nextCursor: next };
    });

  answer: AfterCareStore['answer'] = (organisationId, assignmentId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, assignmentId];
      const text = `${ANSWERS} AND c.assignment_id = $2`;
      const [row] = await tx.rows<AnswerRow>({ text, values });
      return row === undefined ? null : this.opened(row);
    });

  moveCallBack: AfterCareStore['moveCallBack'] = (organisationId, move) => {
    const { assignmentId, from, to, byId, at } = move;
    const values = [organisationId, assignmentId, from, to, byId, new Date(at)];
    return this.changes(organisationId, MOVE, values);
  };

  contact: AfterCareStore['contact'] = (organisationId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const text = 'SELECT contact FROM after_care_contact WHERE organisation_id = $1';
      const [row] = await tx.rows<{ contact: string }>({ text, values: [organisationId] });
      return row?.contact ?? null;
    });

  putContact: AfterCareStore['putContact'] = async (organisationId, contact) => {
    const gone = 'DELETE FROM after_care_contact WHERE organisation_id = $1';
    if (contact === null) await this.changes(organisationId, gone, [organisationId]);
    else await this.changes(organisationId, PUT_CONTACT, [organisationId, contact]);
  };

  outcome: AfterCareStore['outcome'] = (organisationId, incidentId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<ToldOutcome>({
        text: `SELECT body AS text, released_by AS "releasedBy",
            released_by_id AS "releasedById", released_at AS "releasedAt"
          FROM incident_outcome WHERE organisation_id = $1 AND incident_id = $2`,
        values: [organisationId, incidentId],
      });
      return row ?? null;
    });

  putOutcome: AfterCareStore['putOutcome'] = async (organisationId, incidentId, outcome) => {
    const of = [organisationId, incidentId];
    const gone = 'DELETE FROM incident_outcome WHERE organisation_id = $1 AND incident_id = $2';
    if (outcome === null) {
      await this.changes(organisationId, gone, of);
      return;
    }
    const { text, releasedBy, releasedById, releasedAt } = outcome;
    const values = [...of, text, releasedBy, releasedById, new Date(releasedAt)];
    await this.changes(organisationId, PUT_OUTCOME, values);
  };

  private opened({ sealed, id, identity, sealedKey, ...row }: AnswerRow): NamedAnswer {
    const { displayName, phone } = this.ports.keys.open({ id, identity, sealedKey });
    return {
      ...row,
      displayName,
      phone,
      ...openSaid(this.ports.keys, { ...row, sealed, sealedKey }),
    };
  }

  /** Whether a row came back. */
  private changes(organisationId: string, text: string, values: unknown[]): Promise<boolean> {
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      return (await tx.rows({ text, values })).length > 0;
    });
  }
}

/** What somebody said, opened with their key; nothing where it was shredded. */
export function openSaid(
  keys: Pick<PersonKeys, 'openText'>,
  answer: {
    readonly responderId: string;
    readonly assignmentId: string;
    readonly sealed: Buffer;
    readonly sealedKey: Buffer | null;
  },
): Said {
  const { responderId, assignmentId, sealed, sealedKey } = answer;
  if (sealedKey === null) return { wellbeing: null, text: null, scale: null };
  const of = { responderId, sealedKey, about: aboutOf(assignmentId) };
  // What was kept before the scale was asked has none.
  const said = JSON.parse(keys.openText(of, sealed)) as Partial<Said>;
  return { wellbeing: said.wellbeing ?? null, text: said.text ?? null, scale: said.scale ?? null };
}

type Keyed = Pick<AttendedPart, 'organisationId' | 'assignmentId' | 'incidentId' | 'responderId'>;

function keyOf({ organisationId, assignmentId, incidentId, responderId }: Keyed): unknown[] {
  return [organisationId, assignmentId, incidentId, responderId];
}

function aboutOf(assignmentId: string): string {
  return `after-care ${assignmentId}`;
}
