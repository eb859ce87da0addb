import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PMTiles, TileType, type RangeResponse, type Source } from 'pmtiles';
import type { MapBase, MapBaseFacts, MapTile, TileAt } from '#flow/ports';
import { isTile } from './web-squares';

const pack = promisify(gzip);

/** Vector tiles out of one PMTiles file in the layers of Protomaps' basemap. */
export class PmtilesFile implements MapBase {
  private readonly archive: PMTiles;
  private readonly ranges: FileRanges;

  constructor(
    file: string,
    private readonly attribution: string | null,
  ) {
    this.ranges = new FileRanges(file);
    this.archive = new PMTiles(this.ranges);
  }

  /** Throws where the file is no PMTiles file, or one of pictures. */
  async facts(): Promise<MapBaseFacts> {
    const { maxZoom, tileType, ...header } = await this.archive.getHeader();
    if (tileType !== TileType.Mvt) throw new Error('the map file holds no vector tiles');
    const bounds = {
      ...{ west: header.minLon, south: header.minLat, east: header.maxLon, north: header.maxLat },
    };
    const { attribution } = this;
    return { styleUrl: null, tiles: 'pmtiles', attribution, maxZoom, bounds };
  }

  async tile(at: TileAt): Promise<MapTile | null> {
    const { maxZoom } = await this.archive.getHeader();
    if (!isTile(at) || at.z > maxZoom) return null;
    const found = await this.archive.getZxy(at.z, at.x, at.y);
    if (found === undefined) return { bytes: new Uint8Array(), isGzipped: false, etag: '"empty"' };
    const bytes = new Uint8Array(found.data);
    const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    return { bytes: await pack(bytes), isGzipped: true, etag: `"${digest}"` };
  }

  close(): Promise<void> {
    return this.ranges.close();
  }
}

/** Parts of a file on this machine, opened when first read. */
class FileRanges implements Source {
  private handle: Promise<FileHandle> | undefined;

  constructor(private readonly file: string) {}

  getKey = (): string => this.file;

  getBytes = async (offset: number, length: number): Promise<RangeResponse> => {
    this.handle ??= open(this.file);
    const buffer = new Uint8Array(length);
    const { bytesRead } = await (await this.handle).read(buffer, 0, length, offset);
    return { data: buffer.buffer.slice(0, bytesRead) };
  };

  async close(): Promise<void> {
    const handle = await this.handle;
    this.handle = undefined;
    await handle?.close();
  }
}
