import type { Pool } from 'pg';
import type { AssignmentStatus } from '#core/assignment';
import type { Incident } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import { boundElsewhere, newAssignment, taskTaken, whyNoPlace } from '#adapters/shared/place-taken';
import type { FeedEntry, IncidentStore, PlaceTaken } from '#flow/ports';
import { toAlert, type AlertJson } from './rows';
import { factsOf, savedOf, type Written } from './save-document';
import { FETCHING } from './read-sql';
import { inOrganisation, isDuplicate, isReserved, type Tx } from './transaction';

type Input = Parameters<IncidentStore['takePlace']>[0];
/** Whether somebody else was seen to take the AED at the same moment. */
type Attempt = Input & { readonly aedLost: boolean };

/** The incident is held first, as by every other change, and only then looked at. */
const HOLD = `SELECT i.id FROM incident i
WHERE i.organisation_id = $1
  AND i.id = (SELECT a.incident_id FROM alert a
              WHERE a.organisation_id = $1 AND a.id = $2 AND a.responder_id = $3)
FOR NO KEY UPDATE`;

const LOOK = `SELECT to_json(a) AS alert, i.status, i.accepted_count, i.wanted_count,
  (SELECT s.status FROM assignment s WHERE s.alert_id = a.id) AS own,
  EXISTS (SELECT FROM assignment s WHERE s.responder_id = a.responder_id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS bound,
  EXISTS (SELECT FROM assignment s WHERE s.aed_id = a.aed_id AND ${FETCHING}) AS aed_reserved,
  ARRAY(SELECT b.callout_id FROM callout_booking b WHERE b.responder_id = a.responder_id
    AND b.status IN ('expected', 'en-route', 'held', 'checked-in')
    AND lower(b.during) <= $3::timestamptz AND upper(b.during) > $3::timestamptz) AS called_from
FROM alert a JOIN incident i ON i.id = a.incident_id
WHERE a.organisation_id = $1 AND a.id = $2`;

/** $1 organisation, $2 incident, $3 alert, $4 responder, $5 assignment, $6 now, $7 facts, $8 role,
 * $9 AED, $10 when to look again. */
const TAKE = `WITH counted AS (
  UPDATE incident SET accepted_count = accepted_count + 1, revision = revision + 1,
    fact_count = fact_count + jsonb_array_length($7::jsonb)
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND status = 'active'
    AND accepted_count < wanted_count
  RETURNING id, fact_count, accepted_count
),
answered AS (
  UPDATE alert SET status = 'accepted', answered_at = $6::timestamptz, ended_at = $6::timestamptz
  FROM counted
  WHERE alert.id = $3::uuid AND alert.incident_id = counted.id AND alert.status = 'sent'
    AND alert.expires_at > $6::timestamptz
  RETURNING alert.id
),
assigned AS (
  INSERT INTO assignment (id, organisation_id, incident_id, alert_id, responder_id, status,
    accepted_at, role, aed_id)
  SELECT $5::uuid, $1::uuid, $2::uuid, answered.id, $4::uuid, 'accepted', $6::timestamptz,
    $8::text, $9::uuid
  FROM answered
),
numbered AS (
  UPDATE responder SET last_seq = last_seq + 1 FROM answered WHERE responder.id = $4::uuid
  RETURNING responder.id, last_seq
),
fed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT id, last_seq, $1::uuid, 'alert-answered', $3::uuid, $6::timestamptz FROM numbered
),
new_fact AS (
  INSERT INTO fact (organisation_id, incident_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, $2::uuid, counted.fact_count - jsonb_array_length($7::jsonb) + f.ordinal,
    f.kind, f.at, f.actor,
    f.responder_id, f.detail
  FROM counted, jsonb_to_recordset($7::jsonb) AS f(ordinal int, kind text, at timestamptz,
    actor text,
    responder_id uuid, detail jsonb)
),
reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT $2::uuid, 'incident', $1::uuid, $10::timestamptz, 0 FROM counted
  ON CONFLICT (subject_id) DO UPDATE
    SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL
)
SELECT (SELECT fact_count FROM counted) AS fact_count,
  (SELECT count(*) FROM answered) AS moved,
  (SELECT coalesce(json_agg(json_build_object('responderId', id, 'lastSeq', last_seq)), '[]')
   FROM numbered) AS feeds`;

interface Looked {
  alert: AlertJson;
  status: Incident['status'];
  accepted_count: number;
  wanted_count: number;
  own: AssignmentStatus | null;
  bound: boolean;
  aed_reserved: boolean;
  called_from: string[];
}

/** Takes one of the incident's places for an alert, or says why not; see `IncidentStore`. */
export function takePlace(pool: Pool, input: Input): Promise<Result<PlaceTaken>> {
  return attempt(pool, { ...input, aedLost: false });
}

async function attempt(pool: Pool, input: Attempt): Promise<Result<PlaceTaken>> {
  try {
    return await inOrganisation(pool, input.organisationId, (tx) => take(tx, input));
  } catch (error) {
    // Two incidents at the same moment: the index lets one of them have the person.
    if (isDuplicate(error, ['assignment_one_open_idx'])) return boundElsewhere();
    // And one of them the AED.
    if (isReserved(error) && !input.aedLost) return attempt(pool, { ...input, aedLost: true });
    throw error;
  }
}

async function take(tx: Tx, input: Attempt): Promise<Result<PlaceTaken>> {
  const { organisationId, alertId, responderId, now } = input;
  const key = [organisationId, alertId, responderId];
  const [held] = await tx.rows<{ id: string }>({ name: 'place-hold', text: HOLD, values: key });
  if (held === undefined) return refuse('not-found', 'There is no such alert.');
  const [looked] = await tx.rows<Looked>({
    name: 'place-look',
    text: LOOK,
    values: [organisationId, alertId, new Date(now)],
  });
  if (looked === undefined) throw new Error('a held incident has its alert');
  const alert = { ...toAlert(looked.alert), incidentId: held.id };
  const refusal = whyNoPlace({
    alert,
    incident: {
      status: looked.status,
      acceptedCount: looked.accepted_count,
      wantedCount: looked.wanted_count,
    },
    own: looked.own,
    boundElsewhere: looked.bound,
    now,
  });
  if (refusal !== null) return refusal;
  const change = { feed: [entryOf(input)], facts: [factOf(input)], now };
  const task = taskTaken(alert.task, looked.aed_reserved || input.aedLost);
  const [written] = await tx.rows<Written>({
    name: 'place-take',
    text: TAKE,
    values: [
      ...[organisationId, held.id, alertId, responderId, input.assignmentId, new Date(now)],
      ...[JSON.stringify(factsOf(change.facts)), task.role, task.aedId],
      new Date(input.reviewAt),
    ],
  });
  if (written?.moved !== 1) throw new Error('a place that was seen free under a lock is free');
  return ok({
    assignment: newAssignment({ id: input.assignmentId, alert, task, now }),
    placesLeft: looked.wanted_count - looked.accepted_count - 1,
    calledFrom: looked.called_from,
    saved: savedOf(change, written),
  });
}

function entryOf(input: Input): FeedEntry {
  return { responderId: input.responderId, kind: 'alert-answered', alertId: input.alertId };
}

function factOf({ alertId, responderId, now }: Input): Fact {
  return { kind: 'alert-accepted', at: now, actor: 'responder', responderId, detail: { alertId } };
}
