import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Pool } from 'pg';
import { Server as Sockets } from 'socket.io';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import type { Placed } from '../people-grid';
import { read } from './floor';
import { TELL_ALL } from './names';
import { calloutOf, ringOf, RUNG, WITHIN_M, type PeerIncident } from './people';

const ROWS_AT_ONCE = 20_000;
const CONNECTIONS = 8;

const TABLES = `DROP TABLE IF EXISTS bench_sql_alert, bench_sql_incident, bench_sql_person;
CREATE TABLE bench_sql_person (id uuid PRIMARY KEY, available bool NOT NULL,
  position geography(Point, 4326) NOT NULL);
CREATE TABLE bench_sql_incident (id uuid PRIMARY KEY, ref text UNIQUE,
  position geography(Point, 4326), at timestamptz);
CREATE TABLE bench_sql_alert (id uuid PRIMARY KEY, incident_id uuid REFERENCES bench_sql_incident,
  person_id uuid, distance_m float8, status text, at timestamptz);
CREATE INDEX ON bench_sql_alert (incident_id)`;

const FILL = `INSERT INTO bench_sql_person
SELECT id, true, ST_SetSRID(ST_MakePoint(lon, lat), 4326)
FROM unnest($1::uuid[], $2::float8[], $3::float8[]) AS p(id, lat, lon)`;

/** Finds the nearest, keeps the incident, keeps the alerts: all of it in one statement. */
const RAISE = `WITH here AS (
  SELECT ST_SetSRID(ST_MakePoint($4::float8, $3::float8), 4326)::geography AS position
), incident AS (
  INSERT INTO bench_sql_incident SELECT $1::uuid, $2::text, position, now() FROM here
), nearest AS (
  SELECT p.id, p.position <-> (SELECT position FROM here) AS metres
  FROM bench_sql_person p WHERE p.available
  ORDER BY p.position <-> (SELECT position FROM here) LIMIT ${RUNG}
), alert AS (
  INSERT INTO bench_sql_alert SELECT gen_random_uuid(), $1::uuid, id, metres, 'sent', now()
  FROM nearest WHERE metres <= ${WITHIN_M} RETURNING person_id
)
SELECT person_id AS id FROM alert`;

/** The best that is known without an index in memory: PostGIS by itself, and one emit to all. */
export async function oneSql(ownerUrl: string, people: Placed): Promise<Server> {
  const pool = new Pool({ connectionString: ownerUrl, max: CONNECTIONS });
  await fill(pool, people);
  const raise = async (incident: PeerIncident): Promise<readonly string[]> => {
    const values = [randomUUID(), incident.ref, incident.lat, incident.lon];
    const { rows } = await pool.query<{ id: string }>({ name: 'raise', text: RAISE, values });
    return rows.map(({ id }) => id);
  };
  const server = createServer((request, response) => {
    read(request, (text) => {
      if (request.url === TELL_ALL) {
        phones.emit('feed', calloutOf());
        response.writeHead(200).end();
        return;
      }
      const incident = JSON.parse(text) as PeerIncident;
      raise(incident).then((rung) => {
        phones.to(rung as string[]).emit('feed', ringOf(incident.ref, incident));
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ alerted: rung.length }));
      }, console.error);
    });
  });
  const phones = phonesOf(server);
  return server;
}

/** A Socket.IO server whose phones each have a room by their token. */
export function phonesOf(server: Server) {
  const io = new Sockets(server, { transports: ['websocket'], perMessageDeflate: false });
  const phones = io.of(RESPONDER_NAMESPACE);
  phones.on('connection', (socket) => {
    void socket.join(String((socket.handshake.auth as { readonly token?: string }).token));
  });
  return phones;
}

async function fill(pool: Pool, people: Placed): Promise<void> {
  await pool.query(TABLES);
  for (let from = 0; from < people.ids.length; from += ROWS_AT_ONCE) {
    const until = from + ROWS_AT_ONCE;
    await pool.query(FILL, [
      people.ids.slice(from, until),
      [...people.lat.subarray(from, until)],
      [...people.lon.subarray(from, until)],
    ]);
  }
  await pool.query('CREATE INDEX ON bench_sql_person USING gist (position) WHERE available');
  await pool.query('ANALYZE bench_sql_person');
}
