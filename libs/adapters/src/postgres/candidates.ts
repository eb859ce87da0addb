import type { Pool } from 'pg';
import type { Candidate } from '#core/eligibility';
import { boundingBox, type Area, type Place } from '#core/geometry';
import type { Fix } from '#core/location-fix';
import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { AvailablePerson, PeopleStore } from '#flow/ports';
import {
  CANDIDATE_COLUMNS,
  toAvailability,
  toCandidate,
  toFix,
  type AvailabilityColumns,
  type CandidateRow,
  type FixColumns,
} from './candidate-rows';
import { boxAround, inBox } from './box-around';
import type { PersonKeys } from './person-keys';
import { areaText } from './save-document';
import { acrossOrganisations, inOneTrip, inOrganisation, type Statement } from './transaction';

/** People read at once while the live index is filled. */
const FILL_PAGE = 1_000;

/** $1 organisation, $2 now. */
const BY_IDS = `SELECT ${CANDIDATE_COLUMNS}
FROM responder r LEFT JOIN last_known_fix l ON l.responder_id = r.id
WHERE r.organisation_id = $1::uuid AND r.id = ANY ($3::uuid[]) ORDER BY r.id`;

/** Distances on the mean sphere, as the core measures them. */
export const NEAR = `SELECT ${CANDIDATE_COLUMNS} FROM (
  SELECT *, ST_Distance(position, ST_SetSRID(ST_MakePoint($4::float8, $3::float8),
    4326)::geography, false) AS metres
  FROM last_known_fix WHERE organisation_id = $1::uuid AND ${inBox(7)}
    AND ST_DWithin(position, ST_SetSRID(ST_MakePoint($4::float8, $3::float8), 4326)::geography,
      $5::float8, false)
  ORDER BY metres, responder_id LIMIT $6::int
) l JOIN responder r ON r.id = l.responder_id ORDER BY l.metres, r.id`;

export const IN_AREA = `SELECT ${CANDIDATE_COLUMNS} FROM (
  SELECT * FROM last_known_fix WHERE organisation_id = $1::uuid AND ${inBox(4)}
    AND ST_Intersects(position::geometry, ST_SetSRID(ST_GeomFromGeoJSON($3::text), 4326))
  ORDER BY responder_id LIMIT $8::int
) l JOIN responder r ON r.id = l.responder_id ORDER BY r.id`;

/** Each person once, by the nearest of their places. */
export const WITH_PLACE_NEAR = `SELECT ${CANDIDATE_COLUMNS} FROM (
  SELECT responder_id, min(ST_Distance(position, ST_SetSRID(ST_MakePoint($4::float8, $3::float8),
    4326)::geography, false)) AS metres
  FROM registered_place WHERE organisation_id = $1::uuid AND ${inBox(7)}
    AND ST_DWithin(position, ST_SetSRID(ST_MakePoint($4::float8, $3::float8), 4326)::geography,
      $5::float8, false)
  GROUP BY responder_id ORDER BY metres, responder_id LIMIT $6::int
) p JOIN responder r ON r.id = p.responder_id LEFT JOIN last_known_fix l ON l.responder_id = r.id
ORDER BY p.metres, r.id`;

const AVAILABLE = `SELECT r.id, r.organisation_id, ST_Y(l.position::geometry) AS lat,
  ST_X(l.position::geometry) AS lon, l.measured_at, l.accuracy_m, k.kinds, r.schedule,
  r.quiet_hours, r.muted_until
FROM responder r JOIN last_known_fix l ON l.responder_id = r.id
JOIN LATERAL (SELECT array_agg(DISTINCT c.kind COLLATE "C") AS kinds FROM credential c
  WHERE c.responder_id = r.id AND c.status = 'verified' AND c.valid_from <= $2::timestamptz
    AND (c.valid_to IS NULL OR c.valid_to > $2::timestamptz)) k ON k.kinds IS NOT NULL
WHERE r.id > $1::uuid AND r.on_duty AND r.disabled_at IS NULL
  AND (r.muted_until IS NULL OR r.muted_until <= $2::timestamptz)
  AND NOT EXISTS (SELECT FROM assignment s WHERE s.responder_id = r.id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient'))
ORDER BY r.id LIMIT $3::int`;

/** $1 organisation, $2 now, $3 positions; rows are of people who are not on duty. */
const SAVE_LAST_KNOWN = `WITH told AS (
  SELECT r.id, r.on_duty, f.* FROM jsonb_to_recordset($3::jsonb) AS f(responder_id uuid,
    lat float8, lon float8, measured_at timestamptz, accuracy_m float8)
  JOIN responder r ON r.id = f.responder_id AND r.organisation_id = $1::uuid
), kept AS (
  INSERT INTO last_known_fix AS l (responder_id, organisation_id, position, measured_at,
    accuracy_m, saved_at)
  SELECT id, $1::uuid, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, measured_at,
    accuracy_m, $2::timestamptz
  FROM told WHERE on_duty ORDER BY id
  ON CONFLICT (responder_id) DO UPDATE SET position = excluded.position,
    measured_at = excluded.measured_at, accuracy_m = excluded.accuracy_m,
    saved_at = excluded.saved_at
  WHERE excluded.measured_at > l.measured_at
)
SELECT id AS "responderId" FROM told WHERE NOT on_duty`;

interface AvailableRow extends FixColumns, AvailabilityColumns {
  id: string;
  organisation_id: string;
  kinds: CredentialKind[];
}

type CandidateValues = readonly [organisationId: string, now: Date, ...unknown[]];
type CandidateStatement = Statement & { readonly values: CandidateValues };

interface NearQuery {
  readonly organisationId: string;
  readonly place: Place;
  readonly radiusM: number;
  readonly max: number;
  readonly now: Instant;
  readonly keys: PersonKeys;
}

type Query<Name extends keyof PeopleStore> = ReturnType<
  Extract<PeopleStore[Name], (...input: never) => unknown>
>;

/** People as the decision sees them, by id. */
export function candidatesByIds(
  pool: Pool,
  query: {
    readonly organisationId: string;
    readonly ids: readonly string[];
    readonly now: Instant;
    readonly keys: PersonKeys;
  },
): Query<'candidates'> {
  const { organisationId, ids, now, keys } = query;
  if (ids.length === 0) return Promise.resolve([]);
  const values: CandidateValues = [organisationId, new Date(now), ids];
  return candidates({ pool, keys }, { name: 'candidates', text: BY_IDS, values });
}

/** People whose last known position lies within the radius, nearest first. */
export function candidatesNear(pool: Pool, query: NearQuery): Query<'candidatesNear'> {
  const values = nearValues(query);
  return candidates({ ...query, pool }, { name: 'candidates-near', text: NEAR, values });
}

/** People with a registered place within the radius, nearest first. */
export function candidatesWithPlaceNear(
  pool: Pool,
  query: NearQuery,
): Query<'candidatesWithPlaceNear'> {
  const statement = { name: 'candidates-place-near', text: WITH_PLACE_NEAR };
  return candidates({ ...query, pool }, { ...statement, values: nearValues(query) });
}

function nearValues({ organisationId, now, place, radiusM, max }: NearQuery): CandidateValues {
  const at = [organisationId, new Date(now), place.lat, place.lon] as const;
  return [...at, radiusM, max, ...boxAround(place, radiusM)];
}

/** People whose last known position lies in the area, by id. */
export function candidatesIn(
  pool: Pool,
  query: {
    readonly organisationId: string;
    readonly area: Area;
    readonly max: number;
    readonly now: Instant;
    readonly keys: PersonKeys;
  },
): Query<'candidatesIn'> {
  const { organisationId, area, max, now, keys } = query;
  const box = boundingBox(area);
  if (box === null) return Promise.resolve([]);
  const sides = [box.south, box.north, box.west, box.east];
  const at = new Date(now);
  const values: CandidateValues = [organisationId, at, areaText(area), ...sides, max];
  return candidates({ pool, keys }, { text: IN_AREA, values });
}

/** On-duty people with a valid credential and a position who are not bound, by id. */
export async function* eachAvailable(pool: Pool, now: Instant): AsyncGenerator<AvailablePerson> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const values = [after, new Date(now), FILL_PAGE];
    const rows = await acrossOrganisations(pool, (tx) =>
      tx.rows<AvailableRow>({
        name: 'available',
        text: AVAILABLE,
        values,
      }),
    );
    for (const row of rows) {
      const fix = toFix(row);
      const entry = { responderId: row.id, credentialKinds: row.kinds };
      const availability = toAvailability(row);
      const { organisation_id: organisationId } = row;
      if (fix !== null) yield { organisationId, entry: { ...entry, fix }, availability };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < FILL_PAGE) return;
    after = last.id;
  }
}

/**
 * Keeps the newest position of each person on duty; an older one never replaces a newer.
 *
 * @returns who is off duty, of whom nothing was kept
 */
export async function saveLastKnown(
  pool: Pool,
  fixes: Parameters<PeopleStore['saveLastKnown']>[0],
  now: Instant,
): Query<'saveLastKnown'> {
  const offDuty: { organisationId: string; responderId: string }[] = [];
  for (const [organisationId, newest] of newestByOrganisation(fixes)) {
    const rows = [...newest].map(([responderId, fix]) => ({
      responder_id: responderId,
      lat: fix.place.lat,
      lon: fix.place.lon,
      measured_at: toIso(fix.at),
      accuracy_m: fix.accuracyM,
    }));
    const values = [organisationId, new Date(now), JSON.stringify(rows)];
    const off = await inOrganisation(pool, organisationId, (tx) =>
      tx.rows<{ responderId: string }>({ name: 'last-known-save', text: SAVE_LAST_KNOWN, values }),
    );
    offDuty.push(...off.map(({ responderId }) => ({ organisationId, responderId })));
  }
  return offDuty;
}

/** Last known positions by responder. */
export function lastKnown(
  pool: Pool,
  organisationId: string,
  ids: readonly string[],
): Query<'lastKnown'> {
  if (ids.length === 0) return Promise.resolve(new Map());
  return inOrganisation(pool, organisationId, async (tx) => {
    const rows = await tx.rows<FixColumns & { responder_id: string }>({
      name: 'last-known',
      text: `SELECT responder_id, ST_Y(position::geometry) AS lat, ST_X(position::geometry) AS lon,
          measured_at, accuracy_m
        FROM last_known_fix WHERE organisation_id = $1 AND responder_id = ANY ($2::uuid[])`,
      values: [organisationId, ids],
    });
    const fixes = new Map<string, Fix>();
    for (const row of rows) {
      const fix = toFix(row);
      if (fix !== null) fixes.set(row.responder_id, fix);
    }
    return fixes;
  });
}

/** Runs one of the statements above; their first values are whose people, and when. */
async function candidates(
  { pool, keys }: { readonly pool: Pool; readonly keys: PersonKeys },
  statement: CandidateStatement,
): Promise<Candidate[]> {
  const [organisationId, at] = statement.values;
  const rows = await inOneTrip<CandidateRow>(pool, organisationId, statement);
  return rows.map((row) => toCandidate(row, at.getTime(), keys));
}

function newestByOrganisation(
  fixes: Parameters<PeopleStore['saveLastKnown']>[0],
): Map<string, Map<string, Fix>> {
  const newest = new Map<string, Map<string, Fix>>();
  for (const { organisationId, responderId, fix } of fixes) {
    const theirs = newest.get(organisationId) ?? new Map<string, Fix>();
    const known = theirs.get(responderId);
    if (known === undefined || known.at < fix.at) theirs.set(responderId, fix);
    newest.set(organisationId, theirs);
  }
  return newest;
}
