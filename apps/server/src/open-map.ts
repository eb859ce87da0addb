import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { loadStreetLines } from '#adapters/map/load-street-lines';
import { PmtilesFile } from '#adapters/map/pmtiles-file';
import { StreetTiles } from '#adapters/map/street-tiles';
import { boundingBox, type Box } from '#core/geometry';
import { makePool } from '#adapters/postgres/transaction';
import type { StreetLines } from '#adapters/streets/street-lines';
import type { MapBase, MapBaseFacts, MapStreet, MapTile, TileAt } from '#flow/ports';
import { accidentOf } from './accident';
import { ConfigError, type Config } from './config';

/** Apart from those of the hot path: whoever moves the map about holds up nobody else. */
const CONNECTIONS_MAX = 2;
const TRY_AGAIN_MS = 30_000;

/** The map's base, and where the streets are handed in once they have been read. */
export interface OpenedMap {
  readonly base: MapBase;
  /** Begins to put them where tiles are made from, in the background; later calls do nothing. */
  take(streets: StreetLines): void;
  close(): Promise<void>;
}

/**
 * The base of the map as configured: a file of tiles before the streets before nothing.
 *
 * @throws ConfigError where the file of tiles is none
 */
export async function openMap(
  config: Pick<Config, 'map' | 'streetsFile' | 'databaseUrl'>,
  logger: Logger,
): Promise<OpenedMap> {
  const { map, streetsFile } = config;
  if (map.pmtilesFile !== null) {
    const tiles = await tilesOfFile(map.pmtilesFile, map.attribution);
    return { ...still(tiles), close: () => tiles.close() };
  }
  if (map.styleUrl !== null) return still(styled(map.styleUrl));
  if (streetsFile === null) return still(NOTHING);
  return new LoadingStreets({ ...config, streetsFile }, logger);
}

async function tilesOfFile(file: string, attribution: string | null): Promise<PmtilesFile> {
  const tiles = new PmtilesFile(file, attribution);
  try {
    await tiles.facts();
  } catch (error) {
    await tiles.close().catch(() => undefined);
    throw new ConfigError([`MAP_PMTILES_FILE cannot be read: ${accidentOf(error).message ?? ''}`]);
  }
  return tiles;
}

const NOTHING: MapBase = {
  facts: () =>
    Promise.resolve({ styleUrl: null, tiles: null, attribution: null, maxZoom: 0, bounds: null }),
  tile: () => Promise.resolve(null),
};

function still(base: MapBase): OpenedMap {
  return { base, take: () => undefined, close: () => Promise.resolve() };
}

function styled(styleUrl: string): MapBase {
  return { ...NOTHING, facts: async () => ({ ...(await NOTHING.facts()), styleUrl }) };
}

/** Tiles of the streets, from when they are in the database. */
class LoadingStreets implements OpenedMap, MapBase {
  readonly base = this;
  private readonly pool;
  private tiles: StreetTiles | null = null;
  private attribution: string | null;
  private bounds: Box | null = null;
  private loading: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly config: Pick<Config, 'map' | 'databaseUrl'> & { readonly streetsFile: string },
    private readonly logger: Logger,
  ) {
    this.attribution = config.map.attribution;
    this.pool = makePool(config.databaseUrl, {
      max: CONNECTIONS_MAX,
      onError: (error) => this.troubled(error),
      purpose: 'map',
    });
  }

  facts(): Promise<MapBaseFacts> {
    return (this.tiles ?? this.tilesOf('')).facts();
  }

  tile(at: TileAt): Promise<MapTile | 'loading' | null> {
    return this.tiles?.tile(at) ?? Promise.resolve('loading' as const);
  }

  take(streets: StreetLines): void {
    if (this.loading !== null || this.closed) return;
    this.attribution ??= streets.attribution ?? null;
    this.loading = this.load(streets).catch((error: unknown) => {
      this.troubled(error);
      this.loading = null;
      if (!this.closed) this.timer = setTimeout(() => this.take(streets), TRY_AGAIN_MS).unref();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.loading;
    await this.pool.end();
  }

  private async load(streets: StreetLines): Promise<void> {
    const fileHash = await hashOf(this.config.streetsFile);
    const lines = [...streets.lines, ...(streets.drawn ?? [])].map((line): MapStreet => ({
      ...line,
      class: line.class ?? 'minor',
    }));
    this.bounds = boundsOf(streets);
    const loaded = await loadStreetLines(this.pool, fileHash, lines);
    this.tiles = this.tilesOf(fileHash);
    this.logger.info({ lines: lines.length, loaded }, 'streets of the map');
  }

  private tilesOf(fileHash: string): StreetTiles {
    const { pool, attribution, bounds } = this;
    return new StreetTiles({ pool, fileHash, attribution, bounds });
  }

  private troubled(error: unknown): void {
    this.logger.warn({ what: 'map', accident: accidentOf(error) }, 'not reached');
  }
}

function boundsOf({ lines }: StreetLines): Box | null {
  const places = lines.flatMap((line) => line.places);
  return boundingBox({ polygons: [{ outer: places, holes: [] }] });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
