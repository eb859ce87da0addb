import type { Pool, PoolClient } from 'pg';
import type { MapStreet } from '#flow/ports';
import { SQUARE_ZOOM } from './street-tiles';
import { squaresOf, webPoint, type WebPoint } from './web-squares';

/** Rows sent at once: a megabyte or two. */
const BATCH_MAX = 2_000;
/** How far beyond its square a line is drawn, in sides of a square. */
const MARGIN = 0.02;

const BEGIN_FILE = `INSERT INTO street_file (file_hash, line_count, loaded_at)
  VALUES ($1, $2, clock_timestamp()) ON CONFLICT (file_hash) DO NOTHING RETURNING file_hash`;
const PUT = `INSERT INTO street_line (file_hash, square_x, square_y, line_no, class, name, line)
  SELECT $1::text, l.x, l.y, l.no, l.class, l.name, ST_GeomFromText(l.line, 3857)
  FROM unnest($2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
    AS l(x, y, no, class, name, line)`;

interface Row {
  readonly x: number;
  readonly y: number;
  readonly no: number;
  readonly street: MapStreet;
  readonly line: string;
}

/**
 * Puts the streets of a file into the table of the map, all or none, unless they are there; those
 * of other files are let go. Where two processes begin at once the second one waits and finds them.
 *
 * @param pool of connections that see the tables of the map
 * @returns whether it was this call that loaded them
 */
export async function loadStreetLines(
  pool: Pool,
  fileHash: string,
  streets: readonly MapStreet[],
): Promise<boolean> {
  if (await isLoaded(pool, fileHash)) return false;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query(BEGIN_FILE, [fileHash, streets.length]);
    if (rowCount === 1) {
      for (const batch of batchesOf(streets)) await put(client, fileHash, batch);
      await client.query('DELETE FROM street_file WHERE file_hash <> $1', [fileHash]);
    }
    await client.query('COMMIT');
    client.release();
    return rowCount === 1;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function isLoaded(pool: Pool, fileHash: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM street_file WHERE file_hash = $1', [
    fileHash,
  ]);
  return rowCount === 1;
}

/** A few at a time, so that the process does its other work in between. */
function* batchesOf(streets: readonly MapStreet[]): Generator<readonly Row[]> {
  let batch: Row[] = [];
  for (const [no, street] of streets.entries()) {
    batch.push(...rowsOf(street, no));
    if (batch.length < BATCH_MAX) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The line in every square that it touches. */
function rowsOf(street: MapStreet, no: number): readonly Row[] {
  const points = street.places.map(webPoint);
  if (points.length < 2) return [];
  const { fromX, toX, fromY, toY } = squaresOf(points, SQUARE_ZOOM, MARGIN);
  const line = textOf(points);
  const rows: Row[] = [];
  for (let x = fromX; x <= toX; x += 1) {
    for (let y = fromY; y <= toY; y += 1) rows.push({ x, y, no, street, line });
  }
  return rows;
}

function textOf(points: readonly WebPoint[]): string {
  return `LINESTRING(${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join(',')})`;
}

async function put(client: PoolClient, fileHash: string, rows: readonly Row[]): Promise<void> {
  await client.query(PUT, [
    fileHash,
    rows.map(({ x }) => x),
    rows.map(({ y }) => y),
    rows.map(({ no }) => no),
    rows.map(({ street }) => street.class),
    rows.map(({ street }) => street.name),
    rows.map(({ line }) => line),
  ]);
}
