import type { Pool } from 'pg';
import type { AssignmentStatus } from '#core/assignment';
import type { Incident } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
import type { TeamTask } from '#core/team-role';
import type { Fact } from '#core/timeline';
import { boundElsewhere, newAssignment, whyNoPlace } from '#adapters/shared/place-taken';
import type { FeedEntry, IncidentStore, PlaceTaken } from '#flow/ports';
import { toAlert, type AlertJson } from './rows';
import { factsOf, savedOf } from './save-document';
import { FETCHING } from './read-sql';
import { allInOneTrip, isDuplicate, isOvertaken, isReserved } from './transaction';

type Input = Parameters<IncidentStore['takePlace']>[0];
/** Whether somebody else was seen to take the AED at the same moment. */
type Attempt = Input & { readonly aedLost: boolean };
/** Null: what was seen has changed meanwhile, look again. */
type Answer = Result<PlaceTaken> | null;

/** Whoever sees a place that another takes first looks again; in vain so often is an accident. */
const TRIES_MAX = 5;
/** Of one incident, so many answers are asked for at once; far more than it has places. */
const BATCH_MAX = 50;

/** Limited to one, it is looked for person by person: as a join it would read all who are bound. */
const BOUND = `coalesce((SELECT true FROM assignment s WHERE s.responder_id = a.responder_id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient') LIMIT 1), false)`;

/**
 * Takes places for those who say yes to one incident, in their order and as far as there is room,
 * in one statement, so that the incident is held for no longer than that. Room is counted once the
 * incident is held. What was seen of an alert before that is seen again by its update; where that
 * finds one of them gone, nothing is kept.
 *
 * $1 organisation, $2 incident, $3 who says yes, $4 when to look again.
 */
const TAKE = `WITH asked AS (
  SELECT g.*, row_number() OVER (ORDER BY g.n) AS place,
    CASE WHEN taken.it THEN 'direct' ELSE a.role END AS role,
    CASE WHEN taken.it THEN NULL ELSE a.aed_id END AS aed_id
  FROM jsonb_to_recordset($3::jsonb) AS g(n int, alert_id uuid, assignment_id uuid,
      aed_lost boolean, kind text, at timestamptz, actor text, responder_id uuid, detail jsonb)
    JOIN alert a ON a.id = g.alert_id AND a.responder_id = g.responder_id
    CROSS JOIN LATERAL (SELECT g.aed_lost OR EXISTS (SELECT FROM assignment s
      WHERE s.aed_id = a.aed_id AND ${FETCHING}) AS it) taken
  WHERE a.organisation_id = $1::uuid AND a.incident_id = $2::uuid
    AND a.status = 'sent' AND a.expires_at > g.at AND NOT ${BOUND}
),
held AS (
  SELECT i.id, i.wanted_count - i.accepted_count AS room, i.fact_count FROM incident i
  WHERE i.organisation_id = $1::uuid AND i.id = $2::uuid AND i.status = 'active'
    AND i.accepted_count < i.wanted_count
  FOR NO KEY UPDATE
),
chosen AS (
  SELECT asked.*, held.id AS incident_id, (held.room - asked.place)::int AS places_left,
    (held.fact_count + asked.place)::int AS fact_seq
  FROM asked JOIN held ON asked.place <= held.room
),
counted AS (
  UPDATE incident i SET accepted_count = accepted_count + taken.count,
    revision = revision + taken.count, fact_count = fact_count + taken.count
  FROM (SELECT incident_id, count(*)::int AS count FROM chosen GROUP BY incident_id) taken
  WHERE i.id = taken.incident_id
  RETURNING i.id
),
answered AS (
  UPDATE alert SET status = 'accepted', answered_at = chosen.at, ended_at = chosen.at
  FROM chosen JOIN counted ON counted.id = chosen.incident_id
  WHERE alert.id = chosen.alert_id AND alert.status = 'sent' AND alert.expires_at > chosen.at
  RETURNING alert.id
),
assigned AS (
  INSERT INTO assignment (id, organisation_id, incident_id, alert_id, responder_id, status,
    accepted_at, role, aed_id)
  SELECT chosen.assignment_id, $1::uuid, incident_id, answered.id, responder_id, 'accepted', at,
    role, aed_id
  FROM answered JOIN chosen ON chosen.alert_id = answered.id
),
numbered AS (
  UPDATE responder SET last_seq = last_seq + 1
  FROM answered JOIN chosen ON chosen.alert_id = answered.id
  WHERE responder.id = chosen.responder_id
  RETURNING responder.id, last_seq
),
fed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT numbered.id, last_seq, $1::uuid, 'alert-answered', chosen.alert_id, chosen.at
  FROM numbered JOIN chosen ON chosen.responder_id = numbered.id
),
new_fact AS (
  INSERT INTO fact (organisation_id, incident_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, incident_id, fact_seq, kind, at, actor, responder_id, detail FROM chosen
),
reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT id, 'incident', $1::uuid, $4::timestamptz, 0 FROM counted
  ON CONFLICT (subject_id) DO UPDATE
    SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL
)
SELECT chosen.n, chosen.fact_seq, chosen.places_left, chosen.role, chosen.aed_id,
  numbered.last_seq,
  ARRAY(SELECT b.callout_id FROM callout_booking b WHERE b.responder_id = chosen.responder_id
    AND b.status IN ('expected', 'en-route', 'held', 'checked-in')
    AND lower(b.during) <= chosen.at AND upper(b.during) > chosen.at) AS called_from
FROM chosen LEFT JOIN numbered ON numbered.id = chosen.responder_id
WHERE must_be_whole((SELECT count(*) FROM answered) = (SELECT count(*) FROM chosen))`;

/** What stands against those of $3 who got no place; seen after the others have theirs. */
const LOOK = `SELECT g.n, to_json(a) AS alert, i.status, i.accepted_count, i.wanted_count,
  (SELECT s.status FROM assignment s WHERE s.alert_id = a.id) AS own, ${BOUND} AS bound
FROM jsonb_to_recordset($3::jsonb) AS g(n int, alert_id uuid, responder_id uuid,
    assignment_id uuid)
  JOIN alert a ON a.id = g.alert_id AND a.responder_id = g.responder_id
  JOIN incident i ON i.id = a.incident_id
WHERE a.organisation_id = $1::uuid AND a.incident_id = $2::uuid
  AND NOT EXISTS (SELECT FROM assignment s WHERE s.id = g.assignment_id)`;

interface Taken {
  n: number;
  fact_seq: number;
  places_left: number;
  role: TeamTask['role'];
  aed_id: string | null;
  last_seq: number;
  called_from: string[];
}

interface Looked {
  n: number;
  alert: AlertJson;
  status: Incident['status'];
  accepted_count: number;
  wanted_count: number;
  own: AssignmentStatus | null;
  bound: boolean;
}

interface Waiting {
  readonly input: Input;
  readonly answer: (result: Promise<Result<PlaceTaken>>) => void;
}

/**
 * Gives places to those who say yes. Whoever says so while others of the same incident are being
 * answered goes with the next statement: they would wait for each other in the database, each on a
 * connection of its own.
 */
export class TakePlaces {
  /** By incident; it is there for as long as one of its answers is being asked for. */
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly pool: Pool) {}

  /** Takes one of the incident's places for an alert, or says why not; see `IncidentStore`. */
  take(input: Input): Promise<Result<PlaceTaken>> {
    return new Promise((answer) => {
      const key = `${input.organisationId} ${input.incidentId}`;
      const others = this.waiting.get(key);
      if (others !== undefined) {
        others.push({ input, answer });
        return;
      }
      this.waiting.set(key, [{ input, answer }]);
      // Those of the same moment are asked for together.
      setImmediate(() => void this.answerAll(key));
    });
  }

  private async answerAll(key: string): Promise<void> {
    for (;;) {
      const waiting = this.waiting.get(key) ?? [];
      if (waiting.length === 0) break;
      const batch = firstOfEach(waiting).slice(0, BATCH_MAX);
      const later = waiting.filter((one) => !batch.includes(one));
      this.waiting.set(key, later);
      const answers = answersOf(
        this.pool,
        batch.map(({ input }) => input),
      );
      for (const [n, { answer }] of batch.entries()) {
        answer(answers.then((all) => all[n] ?? Promise.reject(new Error('one answer each'))));
      }
      await answers.catch(() => undefined);
    }
    this.waiting.delete(key);
  }
}

/** Whoever says yes twice is answered once after the other. */
function firstOfEach(waiting: readonly Waiting[]): readonly Waiting[] {
  const byPerson = new Map<string, Waiting>();
  for (const one of waiting) {
    const { responderId } = one.input;
    if (!byPerson.has(responderId)) byPerson.set(responderId, one);
  }
  return [...byPerson.values()];
}

/** An answer for each of several people of one incident. */
async function answersOf(
  pool: Pool,
  inputs: readonly Input[],
): Promise<readonly Result<PlaceTaken>[]> {
  const together = inputs.length > 1 ? await askTogether(pool, inputs) : [null];
  const answers: Result<PlaceTaken>[] = [];
  for (const [n, input] of inputs.entries()) {
    answers.push(together[n] ?? (await askAlone(pool, input)));
  }
  return answers;
}

/** Where one of them stands in the way of all, each is asked for alone. */
async function askTogether(pool: Pool, inputs: readonly Input[]): Promise<readonly Answer[]> {
  try {
    const attempts = inputs.map((input) => ({ ...input, aedLost: false }));
    return await ask(pool, attempts);
  } catch (error) {
    if (isOvertaken(error) || isDuplicate(error) || isReserved(error)) {
      return inputs.map(() => null);
    }
    throw error;
  }
}

async function askAlone(pool: Pool, input: Input): Promise<Result<PlaceTaken>> {
  let aedLost = false;
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    try {
      const [answer = null] = await ask(pool, [{ ...input, aedLost }]);
      if (answer !== null) return answer;
    } catch (error) {
      // Two incidents at the same moment: the index lets one of them have the person.
      if (isDuplicate(error, ['assignment_one_open_idx'])) return boundElsewhere();
      // And one of them the AED.
      const lostNow: boolean = isReserved(error) && !aedLost;
      // Or the alert ended while its incident was waited for.
      if (!lostNow && !isOvertaken(error)) throw error;
      aedLost ||= lostNow;
    }
  }
  throw new Error('a place that is seen free again and again can be taken');
}

async function ask(pool: Pool, attempts: readonly Attempt[]): Promise<readonly Answer[]> {
  const [first] = attempts;
  if (first === undefined) return [];
  const { organisationId, incidentId } = first;
  const asked = attempts.flatMap((attempt, n) => {
    const { alertId: alert_id, assignmentId: assignment_id, aedLost: aed_lost } = attempt;
    return factsOf([factOf(attempt)]).map((fact) => {
      return { n, alert_id, assignment_id, aed_lost, ...fact };
    });
  });
  const values = [organisationId, incidentId, JSON.stringify(asked)];
  const reviewAt = new Date(Math.max(...attempts.map((attempt) => attempt.reviewAt)));
  const [taken, looked] = await allInOneTrip<[Taken, Looked]>(pool, organisationId, [
    { name: 'places-take', text: TAKE, values: [...values, reviewAt] },
    { name: 'places-look', text: LOOK, values },
  ]);
  return attempts.map((attempt, n) => {
    const place = taken.find((one) => one.n === n);
    if (place !== undefined) return ok(placeOf(attempt, place));
    const why = looked.find((one) => one.n === n);
    return why === undefined
      ? refuse('not-found', 'There is no such alert.')
      : whyNot(attempt, why);
  });
}

function placeOf(input: Input, taken: Taken): PlaceTaken {
  const { organisationId, incidentId, alertId, responderId, assignmentId: id, now } = input;
  const task = { role: taken.role, aedId: taken.aed_id };
  const alert = { organisationId, incidentId, id: alertId, responderId };
  const written = {
    fact_count: taken.fact_seq,
    feeds: [{ responderId, lastSeq: taken.last_seq }],
  };
  return {
    assignment: newAssignment({ id, alert, task, now }),
    placesLeft: taken.places_left,
    calledFrom: taken.called_from,
    saved: savedOf({ feed: [entryOf(input)], facts: [factOf(input)], now }, written),
  };
}

function whyNot({ now }: Input, looked: Looked): Result<never> | null {
  return whyNoPlace({
    alert: toAlert(looked.alert),
    incident: {
      status: looked.status,
      acceptedCount: looked.accepted_count,
      wantedCount: looked.wanted_count,
    },
    ...{ own: looked.own, boundElsewhere: looked.bound, now },
  });
}

function entryOf(input: Input): FeedEntry {
  return { responderId: input.responderId, kind: 'alert-answered', alertId: input.alertId };
}

function factOf({ alertId, responderId, now }: Input): Fact {
  return { kind: 'alert-accepted', at: now, actor: 'responder', responderId, detail: { alertId } };
}
