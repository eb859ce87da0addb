import type { Pool } from 'pg';
import { ok, refuse } from '#core/problem';
import type { RetentionName } from '#core/retention';
import type { PersonSections, PrivacyStore, RetentionRun } from '#flow/ports';
import { openSaid } from './after-care-store';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { DatabaseFailed, inOrganisation, readAcross, type Tx } from './transaction';

/** Tables with rows of people that this role may read. */
const TABLES = `SELECT c.relname AS name FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'responder_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND c.relname NOT IN ('person_key', 'plain_person')
  AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`;

const PERSON = `SELECT r.id, ${SEALED_COLUMNS}, to_jsonb(r) AS kept FROM responder r
WHERE r.organisation_id = $1 AND r.id = $2`;

/** When they came and went: of their bookings, since a check names no person. */
const CHECKS = `SELECT to_jsonb(e) AS kept FROM check_event e
JOIN callout_booking b ON b.organisation_id = e.organisation_id AND b.id = e.booking_id
WHERE e.organisation_id = $1 AND b.responder_id = $2 ORDER BY e.happened_at`;

const SAID = `SELECT assignment_id AS "assignmentId", sealed FROM after_care
WHERE organisation_id = $1 AND responder_id = $2 AND sealed IS NOT NULL ORDER BY answered_at`;

/** Places as they can be read, not as PostGIS keeps them. */
const PLACES: Readonly<Record<string, string>> = {
  last_known_fix: ` || jsonb_build_object('position', ST_AsGeoJSON(t.position)::jsonb)`,
  registered_place: ` || jsonb_build_object('position', ST_AsGeoJSON(t.position)::jsonb)`,
};

/** Hashes and whatever is sealed are of no use to anybody, or open a door. */
const SECRET = /^\\x[0-9a-f]*$/;
const HIDDEN: readonly string[] = ['push_token', 'lease_id', 'leased_until'];

/** $1 organisation, $2 before; each answers with how many. */
const FORGET: Readonly<Record<RetentionName, string>> = {
  positions: counted(`DELETE FROM last_known_fix l USING responder r
    WHERE r.id = l.responder_id AND l.organisation_id = $1 AND NOT r.on_duty
      AND $2::timestamptz IS NOT NULL RETURNING 1`),
  'silent-positions': counted(`DELETE FROM last_known_fix
    WHERE organisation_id = $1 AND measured_at < $2 RETURNING 1`),
  'incident-details': counted(`UPDATE incident SET address = NULL, notes_for_responders = NULL,
      patient_age_years = NULL, place = cell_centre, place_accuracy_m = cell_size_m,
      orders = CASE WHEN orders IS NULL THEN NULL ELSE orders || '{"words": []}' END
    WHERE organisation_id = $1 AND ended_at < $2 AND (address IS NOT NULL
      OR notes_for_responders IS NOT NULL OR patient_age_years IS NOT NULL
      OR jsonb_array_length(orders->'words') > 0
      OR NOT ST_Equals(place::geometry, cell_centre::geometry)) RETURNING 1`),
  'control-messages': called('forget_messages'),
  'kept-fields': counted(`DELETE FROM kept_fields
    WHERE organisation_id = $1 AND received_at < $2 RETURNING 1`),
  'decision-inputs': called('forget_decision_inputs'),
  'reply-texts': counted(`UPDATE reply SET text = '', note = NULL
    WHERE organisation_id = $1 AND received_at < $2 AND (text <> '' OR note IS NOT NULL)
    RETURNING 1`),
  'unplaced-replies': counted(`DELETE FROM unplaced_reply
    WHERE received_at < $2 AND $1::uuid IS NOT NULL RETURNING 1`),
  'delivery-attempts': called('forget_attempts'),
  'booking-details': counted(`UPDATE callout_booking SET sealed = NULL, note = NULL
    WHERE organisation_id = $1 AND upper(during) < $2 AND status <> 'checked-in'
      AND (sealed IS NOT NULL OR note IS NOT NULL) RETURNING 1`),
  'callout-considered': counted(`DELETE FROM callout_considered d USING callout c
    WHERE d.organisation_id = $1 AND c.organisation_id = $1 AND c.id = d.callout_id
      AND c.status IN ('closed', 'cancelled') AND c.window_until < $2 RETURNING 1`),
  warnings: `WITH old AS (SELECT id FROM warning WHERE organisation_id = $1 AND received_at < $2
      AND (state <> 'current' OR expires_at < $2)),
    referred AS (DELETE FROM warning_reference r USING old
      WHERE r.organisation_id = $1 AND r.warning_id = old.id),
    gone AS (DELETE FROM warning w USING old
      WHERE w.organisation_id = $1 AND w.id = old.id RETURNING 1)
    SELECT count(*) AS count FROM gone`,
  enrolments: called('forget_enrolments'),
  sessions: `WITH over AS (SELECT id FROM session
      WHERE organisation_id = $1 AND coalesce(ended_at, expires_at) < $2),
    tokens AS (DELETE FROM refresh_token t USING over WHERE t.session_id = over.id),
    short AS (DELETE FROM access_token WHERE organisation_id = $1 AND expires_at < $2),
    invited AS (DELETE FROM account_invitation WHERE organisation_id = $1 AND expires_at < $2),
    tried AS (DELETE FROM oidc_attempt WHERE organisation_id = $1 AND expires_at < $2),
    changed AS (DELETE FROM access_change WHERE organisation_id = $1 AND changed_at < $2),
    gone AS (DELETE FROM session s USING over WHERE s.id = over.id RETURNING 1)
    SELECT count(*) AS count FROM gone`,
  notes: counted(`DELETE FROM note WHERE organisation_id = $1 AND made_at < $2 RETURNING 1`),
  debriefs: counted(`DELETE FROM debrief_answer
    WHERE organisation_id = $1 AND answered_at < $2 RETURNING 1`),
  'after-care': counted(`DELETE FROM after_care
    WHERE organisation_id = $1 AND coalesce(answered_at, reminded_at, thanked_at) < $2
    RETURNING 1`),
  outcomes: counted(`DELETE FROM incident_outcome
    WHERE organisation_id = $1 AND released_at < $2 RETURNING 1`),
  'one-time-codes': counted(`DELETE FROM one_time_code
    WHERE organisation_id = $1 AND expires_at < $2 RETURNING 1`),
  'board-entries': counted(`DELETE FROM board_entry
    WHERE organisation_id = $1 AND ended_at < $2 RETURNING 1`),
  'signed-messages': counted(`DELETE FROM signed_message
    WHERE organisation_id = $1 AND received_at < $2 RETURNING 1`),
  'field-tasks': `WITH over AS (SELECT id FROM field_task WHERE organisation_id = $1
      AND ended_at < $2 AND (where_note IS NOT NULL OR risk_note IS NOT NULL
        OR ended_note IS NOT NULL OR scale(lat::numeric) > 2)),
    said AS (UPDATE field_task_member m SET note = NULL FROM over
      WHERE m.organisation_id = $1 AND m.task_id = over.id AND m.note IS NOT NULL),
    gone AS (UPDATE field_task t SET where_note = NULL, risk_note = NULL, ended_note = NULL,
        lat = round(lat::numeric, 2), lon = round(lon::numeric, 2)
      FROM over WHERE t.organisation_id = $1 AND t.id = over.id RETURNING 1)
    SELECT count(*) AS count FROM gone`,
  'field-reports': `WITH said AS (UPDATE field_report_author SET body = NULL
      WHERE organisation_id = $1 AND seen_at < $2 AND body IS NOT NULL RETURNING 1),
    helped AS (UPDATE field_report SET lat = round(lat::numeric, 2), lon = round(lon::numeric, 2),
        review_note = NULL
      WHERE organisation_id = $1 AND seen_at < $2 AND kind = 'person-needs-help'
        AND (scale(lat::numeric) > 2 OR review_note IS NOT NULL) RETURNING 1)
    SELECT (SELECT count(*) FROM said) + (SELECT count(*) FROM helped) AS count`,
  'field-photos': counted(`DELETE FROM field_photo
    WHERE organisation_id = $1 AND uploaded_at < $2 RETURNING 1`),
  'watch-authors': counted(`DELETE FROM watch_reading_author
    WHERE organisation_id = $1 AND seen_at < $2 RETURNING 1`),
  'control-events': counted(`DELETE FROM control_event
    WHERE organisation_id = $1 AND recorded_at < $2 RETURNING 1`),
};

/** What belongs to no organisation goes as upkeep. */
const ACROSS: readonly RetentionName[] = ['unplaced-replies'];

const CLAIM = `INSERT INTO retention_run AS r (organisation_id, what, at, deleted)
VALUES ($1, $2, $3, 0)
ON CONFLICT (organisation_id, what) DO UPDATE SET at = excluded.at
  WHERE r.at <= excluded.at - make_interval(secs => $4::float8) RETURNING r.what`;

const NOTE = `UPDATE retention_run SET deleted = $3 WHERE organisation_id = $1 AND what = $2`;

/** What people may ask of their data, and what goes by age, in PostgreSQL. */
export class PostgresPrivacyStore implements PrivacyStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly upkeepPool: Pool;
      readonly keys: PersonKeys;
    },
  ) {}

  sections: PrivacyStore['sections'] = (organisationId, responderId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, responderId];
      const [person] = await tx.rows<SealedPerson & { kept: object }>({ text: PERSON, values });
      if (person === undefined) return null;
      const identity = this.ports.keys.open(person);
      const sections: Record<string, PersonSections[string]> = {
        identity: [{ ...identity }],
        responder: [readable(person.kept)],
      };
      for (const { name } of await tx.rows<{ name: string }>({ text: TABLES, values: [] })) {
        const rows = await theirs(tx, name, values);
        if (rows.length > 0) sections[name] = rows;
      }
      const checks = await tx.rows<{ kept: object }>({ text: CHECKS, values });
      await this.addSaid(tx, sections, { ...person, values });
      if (checks.length > 0) sections['check_event'] = checks.map(({ kept }) => readable(kept));
      return sections;
    });

  /** What they said of how they are, in words and not sealed. */
  private async addSaid(
    tx: Tx,
    sections: Record<string, PersonSections[string]>,
    person: SealedPerson & { readonly values: unknown[] },
  ): Promise<void> {
    const rows = await tx.rows<{ assignmentId: string; sealed: Buffer }>({
      text: SAID,
      values: person.values,
    });
    const { id: responderId, sealedKey } = person;
    const said = rows.map((row) => ({
      assignment_id: row.assignmentId,
      ...openSaid(this.ports.keys, { ...row, responderId, sealedKey }),
    }));
    if (said.length > 0) sections['after_care_said'] = said;
  }

  erase: PrivacyStore['erase'] = async ({ organisationId, responderId, now }) => {
    try {
      const rows = await inOrganisation(this.ports.pool, organisationId, (tx) =>
        tx.rows<{ what: string; gone: number }>({
          text: 'SELECT what, gone FROM erase_person($1::uuid, $2::timestamptz)',
          values: [responderId, new Date(now)],
        }),
      );
      const removed = Object.fromEntries(rows.map(({ what, gone }) => [what, gone]));
      if (removed['person_key'] === undefined) {
        return refuse('not-found', 'There is no such responder.');
      }
      return ok({ removed, keyShredded: removed['person_key'] > 0 });
    } catch (error) {
      if (error instanceof DatabaseFailed && error.code === '55006') {
        return refuse('bound-elsewhere', 'Bound to an incident; erase them once it is over.');
      }
      throw error;
    }
  };

  organisationIds: PrivacyStore['organisationIds'] = async () => {
    const text = 'SELECT id FROM organisation ORDER BY id';
    const rows = await readAcross<{ id: string }>(this.ports.upkeepPool, { text, values: [] });
    return rows.map(({ id }) => id);
  };

  claim: PrivacyStore['claim'] = ({ organisationId, what, now, everyMs }) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, what, new Date(now), everyMs / 1_000];
      return (await tx.rows({ text: CLAIM, values })).length > 0;
    });

  forget: PrivacyStore['forget'] = ({ organisationId, what, before }) => {
    const pool = ACROSS.includes(what) ? this.ports.upkeepPool : this.ports.pool;
    return inOrganisation(pool, organisationId, async (tx) => {
      const values = [organisationId, new Date(before)];
      const [row] = await tx.rows<{ count: number }>({ text: FORGET[what], values });
      const count = row?.count ?? 0;
      await tx.rows({ text: NOTE, values: [organisationId, what, count] });
      return count;
    });
  };

  lastRuns: PrivacyStore['lastRuns'] = (organisationId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const rows = await tx.rows<RetentionRun & { what: string }>({
        text: 'SELECT what, at, deleted FROM retention_run WHERE organisation_id = $1',
        values: [organisationId],
      });
      return new Map(rows.map(({ what, at, deleted }) => [what, { at, deleted }]));
    });
}

/** Somebody's rows of one table, as they can be read. */
async function theirs(tx: Tx, table: string, values: unknown[]): Promise<PersonSections[string]> {
  const rows = await tx.rows<{ kept: object }>({
    text: `SELECT to_jsonb(t)${PLACES[table] ?? ''} AS kept FROM "${table}" t
      WHERE t.organisation_id = $1 AND t.responder_id = $2`,
    values,
  });
  return rows.map(({ kept }) => readable(kept));
}

function readable(kept: object): Readonly<Record<string, unknown>> {
  const fields = Object.entries(kept).filter(
    ([name, value]) => !HIDDEN.includes(name) && !(typeof value === 'string' && SECRET.test(value)),
  );
  return Object.fromEntries(fields);
}

function counted(statement: string): string {
  return `WITH gone AS (${statement}) SELECT count(*) AS count FROM gone`;
}

function called(name: string): string {
  return `SELECT ${name}($2::timestamptz) AS count FROM organisation WHERE id = $1`;
}
