import type { Place } from '#core/geometry';

/** Two edges that cross or lie on each other, and where. */
export interface Crossing {
  readonly rings: readonly [number, number];
  /** Each edge by the number of the point at which it begins. */
  readonly edges: readonly [number, number];
  readonly at: Place;
}

export interface CrossingSearch {
  readonly crossings: readonly Crossing[];
  /** Pairs of boxes and of edges that were compared. */
  readonly comparisons: number;
  /** There may be more: as many as are looked for were found, or the outline is too tangled. */
  readonly isCutShort: boolean;
}

/** Whoever draws this many has not drawn an area. */
export const CROSSINGS_MAX = 200;
/** An outline of 10,000 points takes some 300,000; one folded like a fan far more. */
export const COMPARISONS_MAX = 5_000_000;
/** Edges that are looked at one by one rather than by their box. */
const LEAF_EDGES = 8;

interface Edges {
  readonly from: readonly Place[];
  readonly to: readonly Place[];
  readonly ring: readonly number[];
  readonly index: readonly number[];
  /** Of the edge before and after in its ring. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

interface Node {
  readonly first: number;
  readonly end: number;
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
  readonly halves: readonly [Node, Node] | null;
}

/**
 * Where edges of closed rings cross each other or lie on each other; touching in a point is none.
 *
 * Edges that follow each other lie near each other, so that halving a ring again and again gives
 * boxes that hardly overlap: comparing the boxes leaves few pairs of edges. That is about
 * n log n comparisons for outlines that people and models draw, and never more than
 * `COMPARISONS_MAX`.
 *
 * @param rings each closed, its last point the first again, without repeated points
 */
export function findCrossings(rings: readonly (readonly Place[])[]): CrossingSearch {
  const edges = edgesOf(rings);
  const search = new Search(edges);
  if (edges.from.length > 1) search.within(treeOf(edges, 0, edges.from.length));
  return search;
}

function edgesOf(rings: readonly (readonly Place[])[]): Edges {
  const [from, to]: [Place[], Place[]] = [[], []];
  const [ring, index, before, after]: [number[], number[], number[], number[]] = [[], [], [], []];
  rings.forEach((points, number) => {
    const first = from.length;
    const count = points.length - 1;
    for (let i = 0; i < count; i += 1) {
      const [a, b] = [points[i], points[i + 1]];
      if (a === undefined || b === undefined) continue;
      from.push(a);
      to.push(b);
      ring.push(number);
      index.push(i);
      before.push(first + ((i + count - 1) % count));
      after.push(first + ((i + 1) % count));
    }
  });
  return { from, to, ring, index, before, after };
}

function treeOf(edges: Edges, first: number, end: number): Node {
  if (end - first > LEAF_EDGES) {
    const middle = (first + end) >> 1;
    const [a, b] = [treeOf(edges, first, middle), treeOf(edges, middle, end)];
    return {
      ...{ first, end, halves: [a, b] },
      south: Math.min(a.south, b.south),
      north: Math.max(a.north, b.north),
      west: Math.min(a.west, b.west),
      east: Math.max(a.east, b.east),
    };
  }
  let [south, north, west, east] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = first; i < end; i += 1) {
    for (const point of [edges.from[i], edges.to[i]]) {
      if (point === undefined) continue;
      south = Math.min(south, point.lat);
      north = Math.max(north, point.lat);
      west = Math.min(west, point.lon);
      east = Math.max(east, point.lon);
    }
  }
  return { first, end, south, north, west, east, halves: null };
}

class Search implements CrossingSearch {
  readonly crossings: Crossing[] = [];
  comparisons = 0;

  constructor(private readonly edges: Edges) {}

  get isCutShort(): boolean {
    return this.comparisons >= COMPARISONS_MAX || this.crossings.length >= CROSSINGS_MAX;
  }

  within(node: Node): void {
    if (node.halves === null) {
      for (let i = node.first; i < node.end; i += 1) {
        for (let j = i + 1; j < node.end; j += 1) this.compare(i, j);
      }
      return;
    }
    const [a, b] = node.halves;
    this.within(a);
    this.within(b);
    this.between(a, b);
  }

  private between(a: Node, b: Node): void {
    if (this.isCutShort) return;
    this.comparisons += 1;
    if (a.south > b.north || b.south > a.north || a.west > b.east || b.west > a.east) return;
    if (a.halves === null && b.halves === null) {
      for (let i = a.first; i < a.end; i += 1) {
        for (let j = b.first; j < b.end; j += 1) this.compare(i, j);
      }
    } else if (b.halves === null || (a.halves !== null && a.end - a.first >= b.end - b.first)) {
      for (const half of a.halves ?? []) this.between(half, b);
    } else {
      for (const half of b.halves) this.between(a, half);
    }
  }

  private compare(i: number, j: number): void {
    if (this.isCutShort) return;
    this.comparisons += 1;
    const { from, to, ring, index, after, before } = this.edges;
    const [a, b, c, d] = [from[i], to[i], from[j], to[j]];
    if (a === undefined || b === undefined || c === undefined || d === undefined) return;
    const neighbours = after[i] === j || before[i] === j;
    const at = neighbours
      ? null
      : (crossingOf(a, b, c, d) ??
        passesThrough({ a, b, next: to[after[i] ?? i], c, d }) ??
        passesThrough({ a: c, b: d, next: to[after[j] ?? j], c: a, d: b }));
    if (at === null) return;
    const rings = [ring[i] ?? 0, ring[j] ?? 0] as const;
    this.crossings.push({ rings, edges: [index[i] ?? 0, index[j] ?? 0], at });
  }
}

/** Where two edges cross in their middles, or the middle of the piece in which they coincide. */
function crossingOf(...[a, b, c, d]: readonly [Place, Place, Place, Place]): Place | null {
  const [abc, abd] = [side(a, b, c), side(a, b, d)];
  const [cda, cdb] = [side(c, d, a), side(c, d, b)];
  if (abc === 0 && abd === 0) return sharedPiece([a, b], [c, d]);
  if (abc * abd >= 0 || cda * cdb >= 0) return null;
  const share = abc / (abc - abd);
  return { lat: c.lat + share * (d.lat - c.lat), lon: c.lon + share * (d.lon - c.lon) };
}

/** Of two edges on one line; null where they share a point at most. */
function sharedPiece(one: readonly Place[], other: readonly Place[]): Place | null {
  const order = (x: Place, y: Place) => x.lon - y.lon || x.lat - y.lat;
  const [a, b] = [...one].sort(order);
  const [c, d] = [...other].sort(order);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const [from, to] = [order(a, c) > 0 ? a : c, order(b, d) < 0 ? b : d];
  if (order(from, to) >= 0) return null;
  return { lat: (from.lat + to.lat) / 2, lon: (from.lon + to.lon) / 2 };
}

/** Where a ring goes from one side of an edge to the other by a point of its own upon it. */
function passesThrough(way: {
  readonly a: Place;
  readonly b: Place;
  readonly next: Place | undefined;
  readonly c: Place;
  readonly d: Place;
}): Place | null {
  const { a, b, next, c, d } = way;
  if (next === undefined || side(c, d, b) !== 0) return null;
  const along = (b.lon - c.lon) * (d.lon - c.lon) + (b.lat - c.lat) * (d.lat - c.lat);
  const length = (d.lon - c.lon) ** 2 + (d.lat - c.lat) ** 2;
  if (along <= 0 || along >= length) return null;
  return side(c, d, a) * side(c, d, next) < 0 ? b : null;
}

/** Positive to the left of the way from a to b, negative to the right, 0 on its line. */
function side(a: Place, b: Place, point: Place): number {
  return (b.lon - a.lon) * (point.lat - a.lat) - (b.lat - a.lat) * (point.lon - a.lon);
}
