import type { Pool } from 'pg';
import type { PeopleStore, RegisteredPlaceInput } from '#flow/ports';
import { inOrganisation } from './transaction';

/** One statement: what is named is put, every other place of the person is gone. */
const PUT = `WITH person AS (
  SELECT id FROM responder WHERE organisation_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE
),
named AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($3::jsonb)
    AS n(kind text, lat float8, lon float8, hours_text text, hours jsonb)
),
gone AS (
  DELETE FROM registered_place p USING person
  WHERE p.responder_id = person.id AND p.kind NOT IN (SELECT kind FROM named)
),
put AS (
  INSERT INTO registered_place (responder_id, kind, organisation_id, position, hours_text, hours)
  SELECT person.id, n.kind, $1::uuid, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326)::geography,
    n.hours_text, n.hours
  FROM person, named n
  ON CONFLICT (responder_id, kind) DO UPDATE SET position = excluded.position,
    hours_text = excluded.hours_text, hours = excluded.hours
)
SELECT id FROM person`;

/** Replaces a person's registered places; of two of one kind the last counts. */
export async function putRegisteredPlaces(
  pool: Pool,
  organisationId: string,
  person: {
    readonly responderId: string;
    readonly places: readonly RegisteredPlaceInput[];
  },
): Promise<void> {
  const rows = new Map(
    person.places.map(({ kind, place, hoursText, hours }) => [
      kind,
      { kind, ...place, hours_text: hoursText, hours },
    ]),
  );
  const found = await inOrganisation(pool, organisationId, (tx) =>
    tx.rows({
      name: 'places-put',
      text: PUT,
      values: [organisationId, person.responderId, JSON.stringify([...rows.values()])],
    }),
  );
  if (found.length === 0) throw new Error('no such responder');
}

/** A person's registered places, home before work. */
export function registeredPlaces(
  pool: Pool,
  organisationId: string,
  responderId: string,
): ReturnType<PeopleStore['registeredPlaces']> {
  return inOrganisation(pool, organisationId, (tx) =>
    tx.rows<RegisteredPlaceInput>({
      name: 'places',
      text: `SELECT kind, json_build_object('lat', ST_Y(position::geometry),
          'lon', ST_X(position::geometry)) AS place, hours_text AS "hoursText", hours
        FROM registered_place WHERE organisation_id = $1::uuid AND responder_id = $2::uuid
        ORDER BY kind`,
      values: [organisationId, responderId],
    }),
  );
}
