import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Place } from '#core/geometry';
import { whyNotOnFoot } from './on-foot';
import { fields, packed, packedDeltas, unzigzag, type Field } from './protobuf';
import { classOfHighway, OSM_ATTRIBUTION, type StreetLine, type StreetLines } from './street-lines';

/** What a reader must know to read a file, as the file names it. */
const FEATURES_READ: ReadonlySet<string> = new Set(['OsmSchema-V0.6', 'DenseNodes']);
/** The format's own limit for an unpacked blob. */
const BLOB_MAX_BYTES = 32 * 1024 * 1024;
const NANO = 1e-9;
const GRANULARITY_DEFAULT = 100;

/**
 * Reads the ways to walk along of an OpenStreetMap extract (`.osm.pbf`, as in the OSM wiki's "PBF
 * Format"), of a city or a region: the file is held in memory.
 *
 * Highways nobody may walk along come back in `leftOut` with the way's position among the highways;
 * ways that are no highway are not mentioned. Throws where the file is damaged, or packed otherwise
 * than by zlib.
 */
export function loadOsmPbf(file: string): StreetLines {
  const blocks = blocksOf(readFileSync(file), file);
  const leftOut: { index: number; reason: string }[] = [];
  const ways: Way[] = [];
  let index = 0;
  for (const block of blocks()) {
    for (const way of block.ways()) {
      const highway = way.tag('highway');
      if (highway === undefined) continue;
      const reason = whyNotOnFoot(way.tag);
      const kind = classOfHighway(highway);
      const name = way.tag('name') ?? '';
      if (reason === null) ways.push({ index, name, nodes: way.nodes, class: kind });
      else leftOut.push({ index, reason });
      index += 1;
    }
  }
  const wanted = new Set(ways.flatMap(({ nodes }) => nodes));
  const places = new Map<number, Place>();
  for (const block of blocks()) {
    block.eachNode((id, place) => {
      if (wanted.has(id)) places.set(id, place);
    });
  }
  return { lines: linesOf(ways, places, leftOut), leftOut, attribution: OSM_ATTRIBUTION };
}

interface Way {
  readonly index: number;
  readonly name: string;
  readonly nodes: readonly number[];
  readonly class: NonNullable<StreetLine['class']>;
}

/** Where an extract was cut, the rest of a way has no places. */
function linesOf(
  ways: readonly Way[],
  places: ReadonlyMap<number, Place>,
  leftOut: { index: number; reason: string }[],
): readonly StreetLine[] {
  return ways.flatMap(({ index, name, nodes, class: kind }) => {
    const known = nodes.flatMap((node) => places.get(node) ?? []);
    if (known.length === nodes.length && known.length >= 2) {
      return { name, places: known, class: kind };
    }
    leftOut.push({ index, reason: 'nodes are missing' });
    return [];
  });
}

/** The data blocks of a file, unpacked one at a time. */
function blocksOf(bytes: Uint8Array, file: string): () => Generator<Block> {
  return function* () {
    let at = 0;
    while (at < bytes.length) {
      const headerLength = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
      const header = new Message(bytes.subarray(at + 4, at + 4 + headerLength));
      at += 4 + headerLength;
      const end = at + header.number(3);
      if (end < at || end > bytes.length) throw new RangeError(`${file} ends too soon`);
      const kind = header.text(1);
      if (kind === 'OSMHeader') checkHeader(unpack(bytes.subarray(at, end), file), file);
      if (kind === 'OSMData') yield new Block(unpack(bytes.subarray(at, end), file));
      at = end;
    }
  };
}

function unpack(blob: Uint8Array, file: string): Message {
  const message = new Message(blob);
  const raw = message.bytes(1);
  if (raw !== undefined) return new Message(raw);
  const zlib = message.bytes(3);
  if (zlib === undefined) throw new Error(`${file} is packed otherwise than by zlib`);
  return new Message(inflateSync(zlib, { maxOutputLength: BLOB_MAX_BYTES }));
}

function checkHeader(header: Message, file: string): void {
  for (const { value } of header.all(4)) {
    const feature = asText(value);
    if (!FEATURES_READ.has(feature)) throw new Error(`${file} needs ${feature}, which is not read`);
  }
}

/** A message with its fields at hand by number. */
class Message {
  private readonly fields: readonly Field[];

  constructor(bytes: Uint8Array) {
    this.fields = [...fields(bytes)];
  }

  all(number: number): readonly Field[] {
    return this.fields.filter((field) => field.number === number);
  }

  bytes(number: number): Uint8Array | undefined {
    const value = this.fields.findLast((field) => field.number === number)?.value;
    return typeof value === 'number' ? undefined : value;
  }

  number(number: number, otherwise = 0): number {
    const value = this.fields.findLast((field) => field.number === number)?.value;
    return typeof value === 'number' ? value : otherwise;
  }

  text(number: number): string {
    return asText(this.bytes(number) ?? new Uint8Array());
  }
}

/** A PrimitiveBlock: a table of texts, and groups of nodes, dense nodes, ways and relations. */
class Block {
  private readonly texts: readonly string[];
  private readonly groups: readonly Message[];

  constructor(private readonly message: Message) {
    const table = new Message(message.bytes(1) ?? new Uint8Array());
    this.texts = table.all(1).map(({ value }) => asText(value));
    this.groups = message.all(2).map(({ value }) => new Message(asBytes(value)));
  }

  *ways(): Generator<{
    readonly tag: (key: string) => string | undefined;
    readonly nodes: readonly number[];
  }> {
    for (const group of this.groups) {
      for (const { value } of group.all(3)) {
        const way = new Message(asBytes(value));
        const values = packed(way.bytes(3) ?? new Uint8Array());
        const tags = new Map(
          packed(way.bytes(2) ?? new Uint8Array()).map((key, i) => [
            this.texts[key],
            this.texts[values[i] ?? 0],
          ]),
        );
        const nodes = packedDeltas(way.bytes(8) ?? new Uint8Array());
        yield { tag: (key) => tags.get(key), nodes };
      }
    }
  }

  eachNode(take: (id: number, place: Place) => void): void {
    const place = (lat: number, lon: number): Place => ({
      lat: this.degrees(this.message.number(19), lat),
      lon: this.degrees(this.message.number(20), lon),
    });
    for (const group of this.groups) {
      for (const { value } of group.all(1)) {
        const node = new Message(asBytes(value));
        const [id, lat, lon] = [1, 8, 9].map((each) => unzigzag(node.number(each)));
        take(id ?? NaN, place(lat ?? NaN, lon ?? NaN));
      }
      for (const { value } of group.all(2)) {
        const dense = new Message(asBytes(value));
        const [ids, lats, lons] = [1, 8, 9].map((each) =>
          packedDeltas(dense.bytes(each) ?? new Uint8Array()),
        );
        ids?.forEach((id, i) => take(id, place(lats?.[i] ?? NaN, lons?.[i] ?? NaN)));
      }
    }
  }

  private degrees(offset: number, value: number): number {
    const granularity = this.message.number(17, GRANULARITY_DEFAULT);
    // The format has nanodegrees, people's data tenths of a microdegree.
    return Number((NANO * (offset + granularity * value)).toFixed(7));
  }
}

function asBytes(value: number | Uint8Array): Uint8Array {
  if (typeof value === 'number') throw new RangeError('a number where a message should be');
  return value;
}

function asText(value: number | Uint8Array): string {
  return Buffer.from(asBytes(value)).toString('utf8');
}
