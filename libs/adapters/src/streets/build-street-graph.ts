import { distanceM } from '#core/geometry';
import type { Place } from '#core/geometry';
import { networkOf } from './network-of';
import type { Edge } from './network-of';
import { at } from './numbers';
import type { StreetLine } from './street-lines';
import type { StreetNetwork } from './street-search';

/** A node at least this often along a street, so that a place snaps to within half of it. */
const NODE_SPACING_M = 40;
/** Vertices are the same place when they agree to the last digit of the data, about 0.1 m. */
const KEY_SCALE = 1_000_000;

/**
 * Joins street lines into a network of nodes and half edges, walked in both directions.
 *
 * Nodes are line ends, vertices that lines share, and one every 40 m in between; an edge's length
 * in metres follows every vertex of the line. Only the biggest connected part is kept, and
 * `leftOut` says what was not. Throws when there is no line at all.
 */
export function buildStreetGraph(lines: readonly StreetLine[]): BuiltStreets {
  const keys = placeKeys(lines);
  const junctions = sharedVertices(lines, keys);
  const names: string[] = [];
  const nameIndex = new Map<string, number>();
  const nodeAtKey = new Map<number, number>();
  const draft: Draft = { lat: [], lon: [], nameOf: [], from: [], to: [], lengthM: [] };
  for (const line of lines) {
    let name = nameIndex.get(line.name);
    if (name === undefined) {
      name = names.push(line.name) - 1;
      nameIndex.set(line.name, name);
    }
    addLine({ line, name, keys, junctions, nodeAtKey, draft });
  }
  return { ...keepBiggestPart(draft), names };
}

/** The arrays of a street graph, and what the building kept and left out. */
export interface BuiltStreets extends StreetNetwork {
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  /** Index into `names` per node; a node where streets meet has the first one of the data. */
  readonly nameOf: Int32Array;
  readonly names: readonly string[];
  readonly lengthKm: number;
  readonly leftOut: { readonly parts: number; readonly nodes: number; readonly lengthKm: number };
}

interface Draft {
  readonly lat: number[];
  readonly lon: number[];
  readonly nameOf: number[];
  readonly from: number[];
  readonly to: number[];
  readonly lengthM: number[];
}

type PlaceKey = (place: Place) => number;

/** Exact number keys relative to the south-west corner, so that they stay whole below 2^53. */
function placeKeys(lines: readonly StreetLine[]): PlaceKey {
  let minLat = Infinity;
  let minLon = Infinity;
  let maxLon = -Infinity;
  for (const { places } of lines) {
    for (const { lat, lon } of places) {
      if (lat < minLat) minLat = lat;
      if (lon < minLon) minLon = lon;
      if (lon > maxLon) maxLon = lon;
    }
  }
  if (minLat === Infinity) throw new Error('a street graph needs at least one line');
  const columns = Math.round((maxLon - minLon) * KEY_SCALE) + 1;
  return ({ lat, lon }) =>
    Math.round((lat - minLat) * KEY_SCALE) * columns + Math.round((lon - minLon) * KEY_SCALE);
}

function sharedVertices(lines: readonly StreetLine[], keys: PlaceKey): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const { places } of lines) {
    places.forEach((place, index) => {
      const key = keys(place);
      if (index === 0 || index === places.length - 1 || seen.has(key)) shared.add(key);
      seen.add(key);
    });
  }
  return shared;
}

function addLine(task: {
  line: StreetLine;
  name: number;
  keys: PlaceKey;
  junctions: ReadonlySet<number>;
  nodeAtKey: Map<number, number>;
  draft: Draft;
}): void {
  const { line, name, keys, junctions, nodeAtKey, draft } = task;
  const addNode = (place: Place): number => {
    draft.lon.push(place.lon);
    draft.nameOf.push(name);
    return draft.lat.push(place.lat) - 1;
  };
  const junctionAt = (key: number, place: Place): number => {
    const known = nodeAtKey.get(key);
    if (known !== undefined) return known;
    const node = addNode(place);
    nodeAtKey.set(key, node);
    return node;
  };
  let last: Place | null = null;
  let lastNode = -1;
  let sinceNodeM = 0;
  const endEdgeAt = (node: number): void => {
    draft.from.push(lastNode);
    draft.to.push(node);
    draft.lengthM.push(sinceNodeM);
    lastNode = node;
    sinceNodeM = 0;
  };
  for (const place of line.places) {
    const key = keys(place);
    if (last === null) {
      lastNode = junctionAt(key, place);
      last = place;
      continue;
    }
    const pieces = Math.max(1, Math.ceil(distanceM(last, place) / NODE_SPACING_M));
    const pieceM = distanceM(last, place) / pieces;
    for (let piece = 1; piece < pieces; piece += 1) {
      sinceNodeM += pieceM;
      endEdgeAt(addNode(between(last, place, piece / pieces)));
    }
    sinceNodeM += pieceM;
    if (junctions.has(key)) endEdgeAt(junctionAt(key, place));
    else if (sinceNodeM >= NODE_SPACING_M) endEdgeAt(addNode(place));
    last = place;
  }
}

function between(a: Place, b: Place, share: number): Place {
  return { lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share };
}

function keepBiggestPart(draft: Draft): Omit<BuiltStreets, 'names'> {
  const part = partOfNodes(draft);
  const sizes = new Map<number, number>();
  for (const root of part) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  const [biggest, size] = [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a));
  const newNumber = new Int32Array(part.length).fill(-1);
  const lat = new Float64Array(size);
  const lon = new Float64Array(size);
  const nameOf = new Int32Array(size);
  let count = 0;
  part.forEach((root, node) => {
    if (root !== biggest) return;
    newNumber[node] = count;
    lat[count] = draft.lat[node] ?? NaN;
    lon[count] = draft.lon[node] ?? NaN;
    nameOf[count] = draft.nameOf[node] ?? 0;
    count += 1;
  });
  const rows = toRows(draft, newNumber, size);
  return {
    ...rows.network,
    lat,
    lon,
    nameOf,
    lengthKm: rows.keptM / 1_000,
    leftOut: {
      parts: sizes.size - 1,
      nodes: part.length - size,
      lengthKm: (rows.totalM - rows.keptM) / 1_000,
    },
  };
}

/** Union-find with path halving: the root of each node's connected part. */
function partOfNodes(draft: Draft): Int32Array {
  const parent = Int32Array.from(draft.lat, (_, node) => node);
  const root = (start: number): number => {
    let node = start;
    while (at(parent, node) !== node) {
      parent[node] = at(parent, at(parent, node));
      node = at(parent, node);
    }
    return node;
  };
  draft.from.forEach((from, edge) => {
    parent[root(from)] = root(draft.to[edge] ?? from);
  });
  return parent.map((_, node) => root(node));
}

function toRows(
  draft: Draft,
  newNumber: Int32Array,
  nodeCount: number,
): { network: StreetNetwork; keptM: number; totalM: number } {
  const edges: Edge[] = [];
  let keptM = 0;
  let totalM = 0;
  draft.from.forEach((from, edge) => {
    const lengthM = draft.lengthM[edge] ?? 0;
    totalM += lengthM;
    const a = at(newNumber, from);
    const b = at(newNumber, draft.to[edge] ?? from);
    // An edge from a node to itself is road, but no way to anywhere.
    if (a < 0) return;
    keptM += lengthM;
    if (a !== b) edges.push({ a, b, lengthM });
  });
  return { network: networkOf(nodeCount, edges), keptM, totalM };
}
