import type { Pool } from 'pg';
import type { CompiledHours } from '#core/hours';
import { HOURS_ASKED_AFTER_MS, HOURS_ASKED_BEFORE_MS } from '#core/hours-around';
import { toInstant, toIso } from '#contracts/shapes';
import type { PeopleStore, RegisteredPlaceInput } from '#flow/ports';
import { inOrganisation } from './transaction';

/** One statement: what is named is put, every other place of the person is gone. */
const PUT = `WITH person AS (
  SELECT id FROM responder WHERE organisation_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE
),
named AS MATERIALIZED (
  SELECT n.*, CASE WHEN n.hours_state = 'intervals' THEN coalesce((
      SELECT range_agg(tstzrange(i."from", i."to"))
      FROM jsonb_to_recordset(n.intervals) AS i("from" timestamptz, "to" timestamptz)), '{}')
    END AS open_at
  FROM jsonb_to_recordset($3::jsonb) AS n(kind text, lat float8, lon float8, hours_text text,
    hours_state text, intervals jsonb, compiled_from timestamptz, compiled_until timestamptz)
),
gone AS (
  DELETE FROM registered_place p USING person
  WHERE p.responder_id = person.id AND p.kind NOT IN (SELECT kind FROM named)
),
put AS (
  INSERT INTO registered_place (responder_id, kind, organisation_id, position, hours_text,
    hours_state, open_at, compiled_from, compiled_until)
  SELECT person.id, n.kind, $1::uuid, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326)::geography,
    n.hours_text, n.hours_state, n.open_at, n.compiled_from, n.compiled_until
  FROM person, named n
  ON CONFLICT (responder_id, kind) DO UPDATE SET position = excluded.position,
    hours_text = excluded.hours_text, hours_state = excluded.hours_state,
    open_at = excluded.open_at, compiled_from = excluded.compiled_from,
    compiled_until = excluded.compiled_until
)
SELECT id FROM person`;

const intervalsOf = (ranges: string): string => `(SELECT json_agg(json_build_object(
    'from', lower(x), 'to', upper(x)) ORDER BY lower(x)) FROM unnest(${ranges}) x)`;
const placeColumns = (ranges: string): string => `kind, ST_Y(position::geometry) AS lat,
  ST_X(position::geometry) AS lon, hours_state, compiled_from, compiled_until,
  ${intervalsOf(ranges)} AS intervals`;

/** Places of responder `r` as JSON, with the hours that a decision at $2 may ask for. */
export const JSON_PLACES = `(SELECT coalesce(json_agg(p ORDER BY p.kind), '[]') FROM (
  SELECT ${placeColumns(`open_at * tstzmultirange(tstzrange(
    $2::timestamptz - interval '${String(HOURS_ASKED_BEFORE_MS)} milliseconds',
    $2::timestamptz + interval '${String(HOURS_ASKED_AFTER_MS)} milliseconds'))`)}
  FROM registered_place WHERE registered_place.responder_id = r.id) p)`;

const READ = `SELECT p.hours_text, to_json(p) AS place FROM (
  SELECT hours_text, ${placeColumns('open_at')} FROM registered_place
  WHERE organisation_id = $1::uuid AND responder_id = $2::uuid
) p ORDER BY p.kind`;

/** A row of `JSON_PLACES`. */
export interface PlaceJson {
  kind: RegisteredPlaceInput['kind'];
  lat: number;
  lon: number;
  hours_state: CompiledHours['state'];
  compiled_from: string | null;
  compiled_until: string | null;
  intervals: { from: string; to: string }[] | null;
}

/** The place with its hours; such as touch each other come back as one. */
export function toPlace(json: PlaceJson): Omit<RegisteredPlaceInput, 'hoursText'> {
  const { kind, lat, lon, hours_state: state, compiled_from: from, compiled_until: until } = json;
  const place = { lat, lon };
  if (state !== 'intervals' || from === null || until === null) {
    return { kind, place, hours: { state: state === 'always' ? 'always' : 'unknown' } };
  }
  const intervals = (json.intervals ?? []).map((open) => ({
    ...{ from: toInstant(open.from), to: toInstant(open.to) },
  }));
  const compiled = { compiledFrom: toInstant(from), compiledUntil: toInstant(until) };
  return { kind, place, hours: { state, intervals, ...compiled } };
}

/** Replaces a person's registered places; of two of one kind the last counts. */
export async function putRegisteredPlaces(
  pool: Pool,
  organisationId: string,
  person: {
    readonly responderId: string;
    readonly places: readonly RegisteredPlaceInput[];
  },
): Promise<void> {
  const rows = new Map(person.places.map((place) => [place.kind, rowOf(place)]));
  const found = await inOrganisation(pool, organisationId, (tx) =>
    tx.rows({
      name: 'places-put',
      text: PUT,
      values: [organisationId, person.responderId, JSON.stringify([...rows.values()])],
    }),
  );
  if (found.length === 0) throw new Error('no such responder');
}

function rowOf({ kind, place, hoursText, hours }: RegisteredPlaceInput): object {
  const row = { kind, ...place, hours_text: hoursText, hours_state: hours.state };
  if (hours.state !== 'intervals') return row;
  return {
    ...row,
    intervals: hours.intervals.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
    compiled_from: toIso(hours.compiledFrom),
    compiled_until: toIso(hours.compiledUntil),
  };
}

/** A person's registered places, home before work. */
export function registeredPlaces(
  pool: Pool,
  organisationId: string,
  responderId: string,
): ReturnType<PeopleStore['registeredPlaces']> {
  return inOrganisation(pool, organisationId, async (tx) => {
    const rows = await tx.rows<{ hours_text: string | null; place: PlaceJson }>({
      name: 'places',
      text: READ,
      values: [organisationId, responderId],
    });
    return rows.map((row) => ({ ...toPlace(row.place), hoursText: row.hours_text }));
  });
}
