import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Pool } from 'pg';
import type { Box } from '#core/geometry';
import type { MapBase, MapBaseFacts, MapTile, StreetClass, TileAt } from '#flow/ports';
import { isTile, squaresUnder } from './web-squares';

/** Zoom of the squares under which lines are kept. */
export const SQUARE_ZOOM = 12;
/** Nearer tiles than these show nothing more. */
const ZOOM_MAX = 14;
/** A tile larger than this, before it is packed, loses its lesser streets. */
export const TILE_BYTES_MAX = 500_000;
/** Packed tiles kept at hand, the latest asked for; some 20 MB in a dense city. */
const KEPT_MAX = 400;
/** Side of a tile in its own units, and how many of them lines reach over its edge. */
const EXTENT = 4_096;
const BUFFER = 64;
/** Lines are drawn to within so many units of where they are. */
const SIMPLIFIED_UNITS = 4;
const WEB_SIDE_M = 40_075_016.685578488;
/** From which zoom on a class is drawn, the widest first. */
const FROM_ZOOM: readonly (readonly [StreetClass, number])[] = [
  ['major', 0],
  ['middle', 9],
  ['minor', 11],
  ['path', 14],
];
const NAMES_FROM_ZOOM = 13;

const pack = promisify(gzip);

/** $1 to $3 the tile, $4 file, $5 to $8 squares, $9 classes, $10 tolerance, $11 whether named. */
const TILE = `WITH tile AS (SELECT ST_TileEnvelope($1::int, $2::int, $3::int) AS box),
drawn AS (
  SELECT ST_AsMVTGeom(ST_Simplify(s.line, $10::float8, true), tile.box,
      ${EXTENT}, ${BUFFER}) AS geom, s.class,
    CASE WHEN $11::boolean THEN s.name END AS name
  FROM street_line s, tile
  WHERE s.file_hash = $4::text AND s.square_x BETWEEN $5::int AND $6::int
    AND s.square_y BETWEEN $7::int AND $8::int AND s.class = ANY ($9::text[])
  ORDER BY s.line_no
)
SELECT ST_AsMVT(drawn, 'streets', ${EXTENT}, 'geom') AS bytes FROM drawn WHERE geom IS NOT NULL`;

/** Our own streets as vector tiles, out of PostGIS. */
export class StreetTiles implements MapBase {
  private readonly kept = new Map<string, Promise<MapTile>>();

  /** @param input.pool of connections that see the tables of the map */
  constructor(
    private readonly input: {
      readonly pool: Pool;
      /** Of the file whose streets are drawn, as they were loaded. */
      readonly fileHash: string;
      readonly attribution: string | null;
      readonly bounds?: Box | null;
      readonly bytesMax?: number;
    },
  ) {}

  facts(): Promise<MapBaseFacts> {
    const { attribution, bounds = null } = this.input;
    const facts = { styleUrl: null, tiles: 'streets', maxZoom: ZOOM_MAX } as const;
    return Promise.resolve({ ...facts, attribution, bounds });
  }

  async tile(at: TileAt): Promise<MapTile | null> {
    if (!isTile(at) || at.z > ZOOM_MAX) return null;
    const key = `${at.z}/${at.x}/${at.y}`;
    const kept = this.kept.get(key) ?? this.make(at);
    this.keep(key, kept);
    try {
      return await kept;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }

  private async make(at: TileAt): Promise<MapTile> {
    const bytes = await this.bytesOf(at);
    const etag = `"${this.input.fileHash.slice(0, 16)}-${at.z}-${at.x}-${at.y}"`;
    // Until the streets are loaded a square is empty, and may not be remembered as such.
    if (bytes.length === 0) this.kept.delete(`${at.z}/${at.x}/${at.y}`);
    return bytes.length === 0
      ? { bytes, isGzipped: false, etag: '"empty"' }
      : { bytes: await pack(bytes), isGzipped: true, etag };
  }

  /** With as many classes of streets as fit. */
  private async bytesOf(at: TileAt): Promise<Uint8Array> {
    const { bytesMax = TILE_BYTES_MAX } = this.input;
    const classes = FROM_ZOOM.filter(([, zoom]) => at.z >= zoom).map(([name]) => name);
    for (let count = classes.length; count > 0; count -= 1) {
      const bytes = await this.query(at, classes.slice(0, count));
      if (bytes.length <= bytesMax) return bytes;
    }
    return new Uint8Array();
  }

  private async query(at: TileAt, classes: readonly StreetClass[]): Promise<Uint8Array> {
    const { fromX, toX, fromY, toY } = squaresUnder(at, SQUARE_ZOOM);
    const toleranceM = (WEB_SIDE_M / 2 ** at.z / EXTENT) * SIMPLIFIED_UNITS;
    const { rows } = await this.input.pool.query<{ bytes: Buffer }>({
      name: 'map-tile',
      text: TILE,
      values: [
        ...[at.z, at.x, at.y, this.input.fileHash, fromX, toX, fromY, toY],
        ...[classes, toleranceM, at.z >= NAMES_FROM_ZOOM],
      ],
    });
    return rows[0]?.bytes ?? new Uint8Array();
  }

  /** Puts a tile last, and lets the first go when there are too many. */
  private keep(key: string, tile: Promise<MapTile>): void {
    this.kept.delete(key);
    this.kept.set(key, tile);
    const first = this.kept.keys().next();
    if (this.kept.size > KEPT_MAX && !first.done) this.kept.delete(first.value);
  }
}
