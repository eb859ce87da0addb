import { DistanceHeap } from './distance-heap';
import { at } from './numbers';
import type { SearchOptions, StreetNetwork, WaySearch } from './street-search';

/** Trees that are grown to see which nodes many ways pass; more change little. */
const TREES = 64;
/** Two ways that differ by less are the same way, added up in another order; metres. */
const SAME_M = 1e-6;
const NO_NODE = -1;

/**
 * The ways between all nodes of a network, prepared: each node keeps its distances to a few hubs,
 * so chosen that the shortest way between any two nodes passes a hub of both. A distance then takes
 * one look along a node's hubs, however far the way and whatever water it goes around.
 *
 * Pruned landmark labelling (Akiba, Iwata and Yoshida 2013): nodes become hubs in turn, those that
 * many shortest ways pass first, each for all nodes to which earlier hubs do not know as short a
 * way. Distances are kept to the millimetre.
 */
export class HubLabels implements WaySearch {
  /** The hubs of node `n` are entries `first[n]` up to `first[n + 1]`. */
  private readonly first: Int32Array;
  private readonly hub: Int32Array;
  private readonly metres: Float32Array;
  /** Metres from the start of the last run to each hub; Infinity for those not of the start. */
  private readonly reachM: Float64Array;
  private readonly reached: number[] = [];

  constructor(network: StreetNetwork) {
    const nodeCount = network.firstEdge.length - 1;
    const { hubs, metres } = labelsOf(network);
    this.first = new Int32Array(nodeCount + 1);
    hubs.forEach((each, node) => (this.first[node + 1] = at(this.first, node) + each.length));
    this.hub = new Int32Array(at(this.first, nodeCount));
    this.metres = new Float32Array(this.hub.length);
    hubs.forEach((each, node) => this.fill(node, each, metres[node] ?? []));
    this.reachM = new Float64Array(nodeCount).fill(Infinity);
  }

  /** Takes the starts; nothing need be searched, so neither limit nor end matters. */
  run({ starts }: SearchOptions): void {
    for (const hub of this.reached) this.reachM[hub] = Infinity;
    this.reached.length = 0;
    for (const { node, distanceM } of starts) {
      const end = at(this.first, node + 1);
      for (let entry = at(this.first, node); entry < end; entry += 1) {
        const hub = at(this.hub, entry);
        const metres = distanceM + at(this.metres, entry);
        if (metres < at(this.reachM, hub)) this.reachM[hub] = metres;
        this.reached.push(hub);
      }
    }
  }

  distanceTo(node: number, belowM = Infinity): number {
    const { hub, metres, reachM } = this;
    let least = belowM;
    const end = at(this.first, node + 1);
    // Not by `at`: this loop is most of a table's time.
    for (let entry = at(this.first, node); entry < end; entry += 1) {
      const beyondM = metres[entry] ?? Infinity;
      // Hubs are in the order of their distance: those that follow are no nearer.
      if (beyondM >= least) break;
      const throughM = (reachM[hub[entry] ?? 0] ?? Infinity) + beyondM;
      if (throughM < least) least = throughM;
    }
    return least < belowM ? least : Infinity;
  }

  /** A node's hubs, the nearest first. */
  private fill(node: number, hubs: readonly number[], metres: readonly number[]): void {
    const order = Array.from(hubs.keys()).sort((a, b) => (metres[a] ?? 0) - (metres[b] ?? 0));
    order.forEach((entry, rank) => {
      this.hub[at(this.first, node) + rank] = hubs[entry] ?? 0;
      this.metres[at(this.first, node) + rank] = metres[entry] ?? Infinity;
    });
  }
}

interface Labels {
  /** By node: its hubs, in the order in which they became hubs. */
  readonly hubs: number[][];
  readonly metres: number[][];
}

function labelsOf(network: StreetNetwork): Labels {
  const nodeCount = network.firstEdge.length - 1;
  const outward = new Outward(network);
  const labels: Labels = {
    hubs: Array.from({ length: nodeCount }, () => []),
    metres: Array.from({ length: nodeCount }, () => []),
  };
  const toHubM = new Float64Array(nodeCount).fill(Infinity);
  byTraffic(network, outward).forEach((start, hub) => {
    const known = labels.hubs[start] ?? [];
    known.forEach((each, entry) => (toHubM[each] = labels.metres[start]?.[entry] ?? Infinity));
    outward.walk(start, (node, distance) => {
      const [hubs, metres] = [labels.hubs[node], labels.metres[node]];
      if (hubs === undefined || metres === undefined) return false;
      for (let entry = 0; entry < hubs.length; entry += 1) {
        const byEarlierM = (toHubM[hubs[entry] ?? 0] ?? Infinity) + (metres[entry] ?? Infinity);
        if (byEarlierM <= distance + SAME_M) return false;
      }
      hubs.push(hub);
      metres.push(distance);
      return true;
    });
    for (const each of known) toHubM[each] = Infinity;
  });
  return labels;
}

/** Nodes by how many shortest ways pass them, as seen in trees from evenly chosen nodes. */
function byTraffic(network: StreetNetwork, outward: Outward): readonly number[] {
  const nodeCount = network.firstEdge.length - 1;
  const traffic = new Float64Array(nodeCount);
  for (let tree = 0; tree < TREES; tree += 1) {
    const settled: number[] = [];
    outward.walk(Math.floor((tree * nodeCount) / TREES), (node) => settled.push(node) > 0);
    const beyond = new Float64Array(nodeCount).fill(1);
    for (const node of settled.reverse()) {
      const parent = outward.parentOf(node);
      if (parent !== NO_NODE) beyond[parent] = at(beyond, parent) + at(beyond, node);
      traffic[node] = at(traffic, node) + at(beyond, node);
    }
  }
  return Array.from(traffic, (_, node) => node).sort(
    (a, b) => at(traffic, b) - at(traffic, a) || a - b,
  );
}

/** Dijkstra's algorithm that asks at each node whether to go on from there. */
class Outward {
  private readonly distanceM: Float64Array;
  private readonly parent: Int32Array;
  private readonly reachedIn: Int32Array;
  private readonly settledIn: Int32Array;
  private readonly heap: DistanceHeap;
  private round = 0;

  constructor(private readonly network: StreetNetwork) {
    const nodeCount = network.firstEdge.length - 1;
    this.distanceM = new Float64Array(nodeCount);
    this.parent = new Int32Array(nodeCount);
    this.reachedIn = new Int32Array(nodeCount);
    this.settledIn = new Int32Array(nodeCount);
    this.heap = new DistanceHeap(network.target.length + 1);
  }

  walk(start: number, goOn: (node: number, distanceM: number) => boolean): void {
    this.round += 1;
    this.heap.clear();
    this.reach(start, 0, NO_NODE);
    while (this.heap.size > 0) {
      const node = this.heap.pop();
      if (at(this.settledIn, node) === this.round) continue;
      this.settledIn[node] = this.round;
      const distance = at(this.distanceM, node);
      if (!goOn(node, distance)) continue;
      const end = at(this.network.firstEdge, node + 1);
      for (let edge = at(this.network.firstEdge, node); edge < end; edge += 1) {
        this.reach(at(this.network.target, edge), distance + at(this.network.lengthM, edge), node);
      }
    }
  }

  parentOf(node: number): number {
    return at(this.parent, node);
  }

  private reach(node: number, distance: number, parent: number): void {
    if (at(this.reachedIn, node) === this.round && distance >= at(this.distanceM, node)) return;
    this.reachedIn[node] = this.round;
    this.distanceM[node] = distance;
    this.parent[node] = parent;
    this.heap.push(node, distance);
  }
}
