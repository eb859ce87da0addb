import { DistanceHeap } from './distance-heap';
import { at } from './numbers';

const NO_NODE = -1;
/** A place in the middle of a street has two ways to leave it. */
const STARTS_MAX = 2;

/**
 * Dijkstra's algorithm over typed arrays, reused from search to search: a stamp per node marks
 * which entries belong to the running search, so nothing is cleared in between.
 */
export class StreetSearch implements WaySearch {
  private readonly distanceM: Float64Array;
  private readonly parent: Int32Array;
  private readonly reachedIn: Int32Array;
  private readonly settledIn: Int32Array;
  private readonly wantedIn: Int32Array;
  private readonly heap: DistanceHeap;
  private search = 0;

  constructor(private readonly network: StreetNetwork) {
    const nodeCount = network.firstEdge.length - 1;
    this.distanceM = new Float64Array(nodeCount);
    this.parent = new Int32Array(nodeCount);
    this.reachedIn = new Int32Array(nodeCount);
    this.settledIn = new Int32Array(nodeCount);
    this.wantedIn = new Int32Array(nodeCount);
    // Each half edge is relaxed at most once per search, plus the starts.
    this.heap = new DistanceHeap(network.target.length + STARTS_MAX);
  }

  /** Runs one search; `distanceTo` and `pathTo` answer for it until the next one. */
  run(options: SearchOptions): void {
    this.search += 1;
    this.heap.clear();
    let missing = this.markWanted(options.until);
    for (const { node, distanceM } of options.starts) {
      if (distanceM <= options.limitM) this.reach(node, distanceM, NO_NODE);
    }
    while (this.heap.size > 0) {
      const node = this.heap.pop();
      if (at(this.settledIn, node) === this.search) continue;
      this.settledIn[node] = this.search;
      if (at(this.wantedIn, node) === this.search) {
        missing -= 1;
        if (missing === 0) return;
      }
      this.relax(node, options.limitM);
    }
  }

  /** Metres along streets from the start of the last search; Infinity when it was not reached. */
  distanceTo(node: number): number {
    return at(this.settledIn, node) === this.search ? at(this.distanceM, node) : Infinity;
  }

  /** Nodes from the start of the last search to `node`, both included; empty when not reached. */
  pathTo(node: number): number[] {
    const path: number[] = [];
    if (this.distanceTo(node) === Infinity) return path;
    for (let step = node; step !== NO_NODE; step = at(this.parent, step)) path.push(step);
    return path.reverse();
  }

  private markWanted(nodes: ArrayLike<number>): number {
    let count = 0;
    for (let i = 0; i < nodes.length; i += 1) {
      const node = nodes[i] ?? NO_NODE;
      if (at(this.wantedIn, node) === this.search) continue;
      this.wantedIn[node] = this.search;
      count += 1;
    }
    return count;
  }

  private relax(node: number, limitM: number): void {
    const { firstEdge, target, lengthM } = this.network;
    const distance = at(this.distanceM, node);
    const end = at(firstEdge, node + 1);
    for (let edge = at(firstEdge, node); edge < end; edge += 1) {
      const next = distance + at(lengthM, edge);
      if (next <= limitM) this.reach(at(target, edge), next, node);
    }
  }

  private reach(node: number, distance: number, parent: number): void {
    const isNew = at(this.reachedIn, node) !== this.search;
    if (!isNew && distance >= at(this.distanceM, node)) return;
    this.reachedIn[node] = this.search;
    this.distanceM[node] = distance;
    this.parent[node] = parent;
    this.heap.push(node, distance);
  }
}

/** Answers how far nodes are from where the last run started. */
export interface WaySearch {
  run(options: SearchOptions): void;
  /**
   * Metres; Infinity for a node that was not asked for and not reached. Where only ways below so
   * many metres matter, Infinity or the way for a longer one.
   */
  distanceTo(node: number, belowM?: number): number;
}

/** Compressed rows: the half edges of node `n` are `firstEdge[n]` up to `firstEdge[n + 1]`. */
export interface StreetNetwork {
  readonly firstEdge: Int32Array;
  readonly target: Int32Array;
  readonly lengthM: Float32Array;
}

export interface SearchOptions {
  /** Where the search begins: nodes, and the metres already behind one who leaves from there. */
  readonly starts: readonly { readonly node: number; readonly distanceM: number }[];
  /** Nodes farther than this many metres are not reached. */
  readonly limitM: number;
  /** The search ends as soon as all of these are settled; empty means everything in reach. */
  readonly until: ArrayLike<number>;
}
