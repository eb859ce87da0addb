import { Client } from 'pg';

/*
 * The figures of the evidence counted once more, by statements that were written for that alone:
 * nothing of the code that reckons them is used.
 */

/** Views of one session; $1 and on are written in, since a view takes no parameters. */
const VIEWS = (organisationId: string, from: string, to: string): string => `
CREATE TEMP VIEW arrest AS SELECT * FROM incident WHERE organisation_id = '${organisationId}'
  AND mode = 'actual' AND kind = 'cardiac-arrest' AND received_at >= '${from}'
  AND received_at < '${to}';
CREATE TEMP VIEW asked AS SELECT a.*, CASE
    WHEN a.status = 'accepted' THEN 'accepted'
    WHEN a.answered_at IS NOT NULL THEN 'declined'
    WHEN a.seen_at IS NOT NULL OR d.seen THEN 'seen'
    WHEN a.delivered_at IS NOT NULL OR d.rang THEN 'rang'
    WHEN d.lines = 0 THEN 'not-reached'
    WHEN d.queued THEN 'waiting'
    WHEN d.taken = 0 AND d.spared THEN 'spared'
    ELSE 'not-reached' END AS fate,
    CASE WHEN d.lines = 0 THEN 'no-way' WHEN d.taken > 0 THEN 'no-receipt' ELSE 'failed' END AS why,
    d.first
  FROM alert a JOIN arrest i ON i.id = a.incident_id, LATERAL (
    SELECT count(*) AS lines, coalesce(bool_or(seen_at IS NOT NULL), false) AS seen,
      coalesce(bool_or(delivered_at IS NOT NULL), false) AS rang,
      coalesce(bool_or(status = 'queued'), false) AS queued,
      count(*) FILTER (WHERE status = 'handed-over') AS taken,
      coalesce(bool_and(status = 'not-needed'), false) AS spared,
      coalesce((array_agg(channel ORDER BY coalesce(delivered_at, seen_at))
        FILTER (WHERE coalesce(delivered_at, seen_at) IS NOT NULL))[1], 'none') AS first
    FROM delivery WHERE alert_id = a.id AND subject = 'alert') d;
CREATE TEMP VIEW part AS SELECT s.* FROM assignment s JOIN arrest i ON i.id = s.incident_id;
CREATE TEMP VIEW outcome AS SELECT i.*, (SELECT min(sent_at) FROM asked WHERE incident_id = i.id)
    AS alerted_at, (SELECT min(delivered_at) FROM asked WHERE incident_id = i.id) AS rang_at,
  (SELECT min(accepted_at) FROM part WHERE incident_id = i.id) AS accepted_at,
  (SELECT min(on_scene_at) FROM part WHERE incident_id = i.id) AS scene_at,
  (SELECT min(with_patient_at) FROM part WHERE incident_id = i.id) AS patient_at,
  (SELECT min(on_scene_at) FROM part WHERE incident_id = i.id
    AND aed_collected_at <= on_scene_at) AS aed_at
  FROM arrest i;
CREATE TEMP VIEW kept AS SELECT * FROM outcome WHERE status <> 'cancelled';`;

const MINUTES = `CASE WHEN m < 0 THEN 'clock-wrong' WHEN m < 2 THEN 'under-2'
  WHEN m < 4 THEN '2-to-4' WHEN m < 6 THEN '4-to-6' WHEN m < 8 THEN '6-to-8'
  WHEN m < 10 THEN '8-to-10' WHEN m < 15 THEN '10-to-15' ELSE '15-or-more' END`;
const YES = `CASE WHEN status = 'accepted' THEN 'accepted' ELSE 'other' END`;

/** By the name of the table: its lines, with the column behind a stroke, and how many. */
const TABLES: Readonly<Record<string, string>> = {
  arrests: `SELECT CASE status WHEN 'cancelled' THEN status ELSE 'kept' END FROM arrest`,
  help: `SELECT CASE WHEN scene_at IS NOT NULL THEN 'on-scene'
    WHEN accepted_at IS NOT NULL THEN 'nobody-on-scene'
    WHEN alerted_at IS NOT NULL THEN 'nobody-accepted' ELSE 'nobody-alerted' END FROM kept`,
  'aed-on-scene': `SELECT CASE WHEN aed_at IS NULL THEN 'not-reported' ELSE 'brought' END
    FROM kept WHERE scene_at IS NOT NULL`,
  'on-scene': `SELECT ${MINUTES} FROM (SELECT extract(epoch FROM scene_at - called_at) / 60 AS m
    FROM kept WHERE scene_at IS NOT NULL) x`,
  'against-ambulance': `SELECT CASE WHEN l IS NULL THEN 'not-known'
    WHEN l >= 5 THEN 'before-5-or-more' WHEN l >= 2 THEN 'before-2-to-5'
    WHEN l >= 0 THEN 'before-0-to-2' WHEN l >= -5 THEN 'after-0-to-5' ELSE 'after-5-or-more' END
    FROM (SELECT extract(epoch FROM ambulance_eta_at - scene_at) / 60 AS l FROM kept
      WHERE scene_at IS NOT NULL) x`,
  ambulance: `SELECT CASE WHEN m IS NULL THEN 'not-known' ELSE ${MINUTES} END
    FROM (SELECT extract(epoch FROM ambulance_eta_at - called_at) / 60 AS m FROM kept) x`,
  setting: `SELECT setting FROM kept`,
  age: `SELECT CASE WHEN patient_age_years IS NULL THEN 'not-known'
    WHEN patient_age_years < 1 THEN 'under-1' WHEN patient_age_years < 18 THEN '1-to-18'
    WHEN patient_age_years < 65 THEN '18-to-65' WHEN patient_age_years < 80 THEN '65-to-80'
    ELSE '80-or-more' END FROM kept`,
  policies: `SELECT policy_name || '@' || policy_version FROM arrest`,
  alerts: `SELECT fate FROM asked`,
  unreached: `SELECT why FROM asked WHERE fate = 'not-reached'`,
  'reached-by': `SELECT first FROM asked`,
  'by-hour': `SELECT to_char(sent_at AT TIME ZONE 'America/New_York', 'HH24') || '/' || ${YES}
    FROM asked`,
  'by-distance': `SELECT CASE WHEN distance_m IS NULL THEN 'not-known'
    WHEN distance_m < 250 THEN 'under-250' WHEN distance_m < 500 THEN '250-to-500'
    WHEN distance_m < 1000 THEN '500-to-1000' WHEN distance_m < 2000 THEN '1000-to-2000'
    ELSE '2000-or-more' END || '/' || ${YES} FROM asked`,
  people: `SELECT CASE WHEN n < 2 THEN 'under-2' WHEN n < 6 THEN n || '-to-' || n + 1
    WHEN n < 10 THEN '6-to-10' WHEN n < 20 THEN '10-to-20' WHEN n < 50 THEN '20-to-50'
    ELSE '50-or-more' END
    FROM (SELECT count(*) AS n FROM asked GROUP BY responder_id) x`,
  carried: `SELECT d.channel || '/' || d.status FROM delivery d JOIN asked a ON a.id = d.alert_id
    WHERE d.subject = 'alert'`,
  'aed-orders': `SELECT CASE WHEN aed_collected_at IS NULL THEN 'not-reported'
    ELSE 'collected' END FROM part WHERE role = 'via-aed'`,
  'aed-failures': `SELECT detail->>'report' FROM fact f JOIN arrest i ON i.id = f.incident_id
    WHERE f.kind = 'aed-reported'`,
  'not-alerted': `SELECT reason FROM considered c JOIN arrest i ON i.id = c.incident_id
    WHERE (c.incident_id, c.responder_id) NOT IN (SELECT incident_id, responder_id FROM asked)`,
  'on-duty': `SELECT CASE WHEN on_duty THEN 'yes' ELSE 'no' END FROM mine`,
  trained: `SELECT CASE WHEN EXISTS (SELECT FROM valid v WHERE v.responder_id = m.id) THEN 'yes'
    ELSE 'no' END FROM mine m`,
  'credential-cpr': `SELECT CASE WHEN EXISTS (SELECT FROM valid v WHERE v.responder_id = m.id
    AND v.kind = 'cpr') THEN 'yes' ELSE 'no' END FROM mine m`,
  'credential-nurse': `SELECT CASE WHEN EXISTS (SELECT FROM valid v WHERE v.responder_id = m.id
    AND v.kind = 'nurse') THEN 'yes' ELSE 'no' END FROM mine m`,
  aeds: `SELECT a.status || '/' || a.access FROM aed a JOIN arrest i
    ON i.organisation_id = a.organisation_id GROUP BY a.id`,
};

const SPANS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'call-to-alert': ['called_at', 'alerted_at'],
  'alert-to-receipt': ['alerted_at', 'rang_at'],
  'alert-to-accept': ['alerted_at', 'accepted_at'],
  'alert-to-scene': ['alerted_at', 'scene_at'],
  'call-to-scene': ['called_at', 'scene_at'],
  'call-to-patient': ['called_at', 'patient_at'],
  'call-to-aed': ['called_at', 'aed_at'],
  'call-to-ambulance': ['called_at', 'ambulance_eta_at'],
};

/** Lorenz's definition: half the mean difference of all pairs, by the mean. */
const GINI = `WITH n AS (SELECT count(*)::float8 AS x FROM asked GROUP BY responder_id)
SELECT round((sum(abs(a.x - b.x)) / (2 * count(*) * avg(a.x)))::numeric, 2)::float8 AS value
FROM n a, n b`;

export interface Recount {
  /** Figures by their name; those that are 0 are left out. */
  readonly counts: Readonly<Record<string, number>>;
  readonly times: Readonly<Record<string, readonly (number | null)[]>>;
  readonly unevenness: number;
}

/** All figures of an organisation's arrests of a time. */
export async function recount(
  ownerUrl: string,
  of: { readonly organisationId: string; readonly from: string; readonly to: string },
): Promise<Recount> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(VIEWS(of.organisationId, of.from, of.to));
    await client.query(`CREATE TEMP VIEW mine AS SELECT * FROM responder
      WHERE organisation_id = '${of.organisationId}' AND disabled_at IS NULL AND NOT test_phone;
      CREATE TEMP VIEW valid AS SELECT * FROM credential WHERE status = 'verified'
        AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now())`);
    const counts: Record<string, number> = {};
    for (const [table, text] of Object.entries(TABLES)) {
      const { rows } = await client.query<{ line: string; n: string }>(
        `SELECT line, count(*) AS n FROM (${text}) q (line) GROUP BY line`,
      );
      for (const { line, n } of rows) counts[`${table}/${line}`] = Number(n);
    }
    const times: Record<string, readonly (number | null)[]> = {};
    for (const [name, [from, to]] of Object.entries(SPANS)) {
      const { rows } = await client.query<{ n: string; p: number[] | null }>(
        `SELECT count(*) AS n, percentile_disc(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY s) AS p
         FROM (SELECT floor(extract(epoch FROM date_trunc('milliseconds', ${to})
             - date_trunc('milliseconds', ${from})) + 0.5)::float8 AS s
           FROM kept WHERE ${to} >= ${from}) x`,
      );
      times[name] = [Number(rows[0]?.n), ...(rows[0]?.p ?? [null, null, null])];
    }
    const { rows } = await client.query<{ value: number }>(GINI);
    return { counts, times, unevenness: rows[0]?.value ?? 0 };
  } finally {
    await client.end();
  }
}
