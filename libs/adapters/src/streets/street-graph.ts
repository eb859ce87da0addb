import type { Place } from '#core/geometry';
import { buildStreetGraph } from './build-street-graph';
import type { BuiltStreets } from './build-street-graph';
import { loadStreets } from './load-streets';
import { loadTiger } from './load-tiger';
import { NodeGrid } from './node-grid';
import type { NearestNode } from './node-grid';
import { at } from './numbers';
import type { StreetLine } from './street-lines';
import { StreetSearch } from './street-search';
import type { StreetNetwork } from './street-search';

export type { Place, NearestNode, StreetLine };

/**
 * Streets of one region, in memory, for distances as people travel them.
 *
 * Every street may be used in both directions (the data has no one-way streets and no speeds).
 * Nodes are numbers from 0. The searches share one workspace: an instance serves one caller at a
 * time, which in one JavaScript thread is always so.
 */
export class StreetGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Length of all streets kept, in kilometres. */
  readonly lengthKm: number;
  /** Parts without a connection to the rest, left out at building. */
  readonly leftOut: BuiltStreets['leftOut'];
  private readonly grid: NodeGrid;
  private readonly search: StreetSearch;
  private readonly lengthUpToM: Float64Array;

  /** Builds the graph from street lines, given in any order. Throws when there are none. */
  static fromLines(lines: readonly StreetLine[]): StreetGraph {
    return new StreetGraph(buildStreetGraph(lines));
  }

  /** Loads TIGER or OpenStreetMap streets, whichever the file holds; throws like `loadStreets`. */
  static fromFile(file: string): StreetGraph {
    return StreetGraph.fromLines(loadStreets(file).lines);
  }

  /** `fromFile`, where the file is known to be TIGER's. */
  static fromTiger(file: string): StreetGraph {
    return StreetGraph.fromLines(loadTiger(file).lines);
  }

  private constructor(private readonly streets: BuiltStreets) {
    this.nodeCount = streets.lat.length;
    this.edgeCount = streets.target.length / 2;
    this.lengthKm = streets.lengthKm;
    this.leftOut = streets.leftOut;
    this.grid = new NodeGrid(streets.lat, streets.lon);
    this.search = new StreetSearch(streets);
    this.lengthUpToM = lengthUpTo(streets);
  }

  /** The nodes and half edges, for searches of another kind. */
  get network(): StreetNetwork {
    return this.streets;
  }

  /** The place of a node. Throws a RangeError for a number that is no node. */
  place(node: number): Place {
    return { lat: at(this.streets.lat, node), lon: at(this.streets.lon, node) };
  }

  /** The name of a street at a node; empty where the data has none. */
  streetName(node: number): string {
    return this.streets.names[at(this.streets.nameOf, node)] ?? '';
  }

  /** The streets that leave a node: where to, and how many metres. */
  edgesFrom(node: number): { readonly to: number; readonly lengthM: number }[] {
    const { firstEdge, target, lengthM } = this.streets;
    const edges: { to: number; lengthM: number }[] = [];
    for (let edge = at(firstEdge, node); edge < at(firstEdge, node + 1); edge += 1) {
      edges.push({ to: at(target, edge), lengthM: at(lengthM, edge) });
    }
    return edges;
  }

  /** The node nearest to a place in a straight line, with that distance in metres. */
  nearestNode(place: Place): NearestNode {
    return this.grid.nearest(place);
  }

  /**
   * The node at a share (0 to 1) of the region's whole street length: equal shares hold equal
   * lengths of street, so uniform draws give nodes by road density.
   */
  nodeAtShare(share: number): number {
    const total = at(this.lengthUpToM, this.nodeCount - 1);
    const wanted = Math.min(Math.max(share, 0), 1) * total;
    let low = 0;
    let high = this.nodeCount - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(this.lengthUpToM, middle) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Metres along streets from one node to each asked node, in the order asked; Infinity for those
   * farther than `limitM`. One sweep outward answers all of them.
   */
  sweep(
    from: number,
    options: { readonly to: readonly number[]; readonly limitM: number },
  ): number[] {
    const starts = [{ node: from, distanceM: 0 }];
    this.search.run({ starts, limitM: options.limitM, until: options.to });
    return options.to.map((node) => this.search.distanceTo(node));
  }

  /** The shortest way between two nodes, or null when it is longer than `limitM`. */
  route(from: number, to: number, limitM = Infinity): Route | null {
    this.search.run({ starts: [{ node: from, distanceM: 0 }], limitM, until: [to] });
    const path = this.search.pathTo(to);
    if (path.length === 0) return null;
    return {
      lengthM: this.search.distanceTo(to),
      places: path.map((node) => this.place(node)),
      cumulativeM: path.map((node) => this.search.distanceTo(node)),
    };
  }

  /**
   * The shortest way between two places: straight to the nearest node, along streets, and straight
   * to the door. Null when the streets between are longer than `limitM`.
   */
  routeBetween(from: Place, to: Place, limitM = Infinity): Route | null {
    const start = this.nearestNode(from);
    const end = this.nearestNode(to);
    const streets = this.route(start.node, end.node, limitM);
    if (streets === null) return null;
    const doorM = start.distanceM + streets.lengthM;
    return {
      lengthM: doorM + end.distanceM,
      places: [from, ...streets.places, to],
      cumulativeM: [
        0,
        ...streets.cumulativeM.map((metres) => start.distanceM + metres),
        doorM + end.distanceM,
      ],
    };
  }
}

/** A way along streets: its places in order, and the metres travelled at each of them. */
export interface Route {
  readonly lengthM: number;
  readonly places: readonly Place[];
  readonly cumulativeM: readonly number[];
}

/** The place reached after so many metres of a route; its ends for less than 0 and beyond it. */
export function placeAlong(route: Route, metres: number): Place {
  const { places, cumulativeM } = route;
  let low = 0;
  let high = cumulativeM.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulativeM[middle] ?? Infinity) < metres) low = middle + 1;
    else high = middle;
  }
  const after = places[low];
  if (after === undefined) throw new RangeError('a route has at least one place');
  const before = places[low - 1];
  if (before === undefined) return after;
  const startM = cumulativeM[low - 1] ?? 0;
  const pieceM = (cumulativeM[low] ?? startM) - startM;
  const share = pieceM > 0 ? Math.min((metres - startM) / pieceM, 1) : 1;
  return {
    lat: before.lat + (after.lat - before.lat) * share,
    lon: before.lon + (after.lon - before.lon) * share,
  };
}

function lengthUpTo(streets: BuiltStreets): Float64Array {
  const upTo = new Float64Array(streets.lat.length);
  let total = 0;
  for (let node = 0; node < upTo.length; node += 1) {
    const end = at(streets.firstEdge, node + 1);
    for (let edge = at(streets.firstEdge, node); edge < end; edge += 1) {
      total += at(streets.lengthM, edge) / 2;
    }
    upTo[node] = total;
  }
  return upTo;
}
