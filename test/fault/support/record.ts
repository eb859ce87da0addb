import type { PostgresService } from './services';

/** What the record says of an incident. */
export interface IncidentRow {
  readonly id: string;
  readonly ref: string;
  readonly status: string;
  readonly wanted: number;
  readonly isDecided: boolean;
  /** Trained people within its reach whom no other incident had when it came in. */
  readonly peopleFree: number;
}

export interface AlertRow {
  readonly id: string;
  readonly incidentId: string;
  readonly responderId: string;
  readonly status: string;
  readonly sentAt: number;
  readonly endedAt: number | null;
}

/** A person bound to an incident, from and until. */
export interface AssignmentRow {
  readonly alertId: string;
  readonly incidentId: string;
  readonly responderId: string;
  readonly aedId: string | null;
  readonly from: number;
  readonly until: number | null;
}

export interface Recorded {
  readonly incidents: readonly IncidentRow[];
  readonly alerts: readonly AlertRow[];
  readonly assignments: readonly AssignmentRow[];
  /** The newest number of each responder's feed. */
  readonly feeds: ReadonlyMap<string, number>;
}

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** Within the radius of the plan that fault tests use. */
const REACH_M = 1_000;

/**
 * When others could see how a row stands: it says when something ended, and whoever held a lock
 * meanwhile could make that visible seconds later.
 */
const SEEN = (row: string): string => `pg_xact_commit_timestamp(${row}.xmin)`;

/** Whoever was taken for another until then was not free. */
const DECIDED = `coalesce((SELECT d.at FROM decision d WHERE d.incident_id = i.id AND d.seq = 1),
  i.received_at) + interval '1 s'`;

const INCIDENTS = `SELECT i.id, i.control_ref AS ref, i.status, i.wanted_count AS wanted,
    i.decision_count > 0 OR EXISTS (SELECT FROM alert a WHERE a.incident_id = i.id) AS "isDecided",
    (SELECT count(*)::int FROM last_known_fix f
      WHERE f.organisation_id = i.organisation_id
        AND ST_DWithin(f.position, i.place, ${REACH_M})
        AND f.saved_at < i.received_at
        AND NOT EXISTS (SELECT FROM alert a WHERE a.responder_id = f.responder_id
          AND a.incident_id <> i.id AND a.sent_at <= ${DECIDED}
          AND (a.ended_at IS NULL OR greatest(a.ended_at, ${SEEN('a')}) >= i.received_at))
        AND NOT EXISTS (SELECT FROM assignment s WHERE s.responder_id = f.responder_id
          AND s.accepted_at <= ${DECIDED}
          AND greatest(coalesce(s.released_at, s.cleared_at, 'infinity'), ${SEEN('s')})
            >= i.received_at)) AS "peopleFree"
  FROM incident i WHERE i.organisation_id = $1`;

const ALERTS = `SELECT id, incident_id AS "incidentId", responder_id AS "responderId", status,
    ${MS('sent_at')} AS "sentAt", ${MS('ended_at')} AS "endedAt"
  FROM alert WHERE organisation_id = $1 AND incident_id IS NOT NULL`;

const ASSIGNMENTS = `SELECT alert_id AS "alertId", incident_id AS "incidentId",
    responder_id AS "responderId", aed_id AS "aedId", ${MS('accepted_at')} AS "from",
    ${MS('coalesce(released_at, cleared_at)')} AS "until"
  FROM assignment WHERE organisation_id = $1`;

const FEEDS = `SELECT responder_id AS id, max(seq)::int AS "lastSeq"
  FROM responder_feed WHERE organisation_id = $1 GROUP BY 1`;

/** Reads what the record says, past every rule of rows. */
export async function readRecord(
  postgres: PostgresService,
  organisationId: string,
): Promise<Recorded> {
  const client = await postgres.connect();
  const rows = async <T>(text: string): Promise<T[]> =>
    (await client.query(text, [organisationId])).rows as T[];
  try {
    const incidents = await rows<IncidentRow>(INCIDENTS);
    const alerts = await rows<AlertRow>(ALERTS);
    const assignments = await rows<AssignmentRow>(ASSIGNMENTS);
    const feeds = await rows<{ id: string; lastSeq: number }>(FEEDS);
    return {
      ...{ incidents, alerts, assignments },
      feeds: new Map(feeds.map(({ id, lastSeq }) => [id, lastSeq])),
    };
  } finally {
    await client.end();
  }
}
