import { networkOf } from './network-of';
import type { Edge } from './network-of';
import { at } from './numbers';
import type { StreetNetwork } from './street-search';

const NONE = -1;

/**
 * The same streets with only their junctions as nodes, for searches that need no way but its
 * length: a search visits a tenth of the nodes, and no way it finds is longer or shorter.
 *
 * Blind alleys and all that hangs on them are trees; each has one root, by which every way in and
 * out goes. Of the rest, where every street leads on, a junction has at least three neighbours, and
 * between two junctions lies a chain of nodes with two each, left by one of its ends. Where nothing
 * is a junction (a lone road, a ring) one node serves as one.
 */
export class StreetChains {
  /** Junctions are numbered from 0 in the order of their nodes. */
  readonly network: StreetNetwork;
  readonly junctionCount: number;
  /** The root of each node's tree, and the metres to it; a node of no tree is its own root. */
  readonly rootOf: Int32Array;
  readonly toRootM: Float64Array;
  /** The junctions at both ends of each root's chain; a junction is both of its ends. */
  readonly endA: Int32Array;
  readonly endB: Int32Array;
  /** Metres from each root to those ends. */
  readonly toAM: Float64Array;
  readonly toBM: Float64Array;
  /** The chain of each root; a junction is in none, `NONE`. */
  private readonly chainOf: Int32Array;
  /** The next node on the way to the root, and how many steps are left. */
  private readonly parent: Int32Array;
  private readonly depth: Int32Array;
  private readonly neighbours: Int32Array;
  private readonly junctionOf: Int32Array;
  private readonly edges: Edge[] = [];
  private chainCount = 0;

  constructor(private readonly streets: StreetNetwork) {
    const nodeCount = streets.firstEdge.length - 1;
    const numbers = (): Int32Array => new Int32Array(nodeCount).fill(NONE);
    [this.chainOf, this.endA, this.endB, this.junctionOf, this.parent] = [
      numbers(),
      numbers(),
      numbers(),
      numbers(),
      numbers(),
    ];
    this.toAM = new Float64Array(nodeCount);
    this.toBM = new Float64Array(nodeCount);
    this.toRootM = new Float64Array(nodeCount);
    this.depth = new Int32Array(nodeCount);
    this.rootOf = Int32Array.from(this.parent, (_, node) => node);
    this.neighbours = this.rootOf.map((node) => this.edgesEnd(node) - at(streets.firstEdge, node));
    this.fellTrees();
    this.junctionCount = this.numberJunctions();
    for (let node = 0; node < nodeCount; node += 1) {
      if (at(this.junctionOf, node) !== NONE) this.followAll(node);
    }
    this.network = networkOf(this.junctionCount, this.edges);
  }

  /** Metres between two nodes where no junction need be passed; Infinity where one must. */
  besideM(from: number, to: number): number {
    const [fromRoot, toRoot] = [at(this.rootOf, from), at(this.rootOf, to)];
    if (fromRoot === toRoot) return this.withinTreeM(from, to);
    const chain = at(this.chainOf, fromRoot);
    if (chain === NONE || chain !== at(this.chainOf, toRoot)) return Infinity;
    const alongM = Math.abs(at(this.toAM, fromRoot) - at(this.toAM, toRoot));
    return at(this.toRootM, from) + alongM + at(this.toRootM, to);
  }

  /** The only way between two nodes of one tree: up to where their ways to the root meet. */
  private withinTreeM(from: number, to: number): number {
    let [a, b] = [from, to];
    while (a !== b) {
      if (at(this.depth, a) >= at(this.depth, b)) a = at(this.parent, a);
      else b = at(this.parent, b);
    }
    return at(this.toRootM, from) + at(this.toRootM, to) - 2 * at(this.toRootM, a);
  }

  /** Takes away nodes with one neighbour, again and again; the last one of all stays. */
  private fellTrees(): void {
    const felled: { node: number; lengthM: number }[] = [];
    for (let start = 0; start < this.parent.length; start += 1) {
      for (let node = start; at(this.neighbours, node) === 1;) {
        const { parent, lengthM } = this.onlyNeighbour(node);
        this.parent[node] = parent;
        this.neighbours[node] = 0;
        this.neighbours[parent] = at(this.neighbours, parent) - 1;
        felled.push({ node, lengthM });
        node = parent;
      }
    }
    for (const { node, lengthM } of felled.reverse()) {
      const parent = at(this.parent, node);
      this.rootOf[node] = at(this.rootOf, parent);
      this.toRootM[node] = at(this.toRootM, parent) + lengthM;
      this.depth[node] = at(this.depth, parent) + 1;
    }
  }

  private onlyNeighbour(node: number): { parent: number; lengthM: number } {
    let edge = at(this.streets.firstEdge, node);
    while (this.isFelled(at(this.streets.target, edge))) edge += 1;
    return { parent: at(this.streets.target, edge), lengthM: at(this.streets.lengthM, edge) };
  }

  private isFelled(node: number): boolean {
    return at(this.parent, node) !== NONE;
  }

  private numberJunctions(): number {
    let count = 0;
    let anyRoot = 0;
    for (let node = 0; node < this.junctionOf.length; node += 1) {
      if (!this.isFelled(node)) anyRoot = node;
      if (at(this.neighbours, node) < 3) continue;
      this.asJunction(node, count);
      count += 1;
    }
    if (count > 0) return count;
    this.asJunction(anyRoot, 0);
    return 1;
  }

  private asJunction(node: number, junction: number): void {
    this.junctionOf[node] = junction;
    this.endA[node] = junction;
    this.endB[node] = junction;
  }

  private followAll(junction: number): void {
    const end = this.edgesEnd(junction);
    for (let edge = at(this.streets.firstEdge, junction); edge < end; edge += 1) {
      if (!this.isFelled(at(this.streets.target, edge))) this.follow(junction, edge);
    }
  }

  /** Walks one chain from a junction to its other end, unless it was walked from there before. */
  private follow(from: number, firstEdge: number): void {
    const inside: { node: number; alongM: number }[] = [];
    let edge = firstEdge;
    let previous = from;
    let alongM = 0;
    for (;;) {
      const node = at(this.streets.target, edge);
      alongM += at(this.streets.lengthM, edge);
      if (at(this.junctionOf, node) !== NONE) {
        this.note({ inside, from, to: node, lengthM: alongM });
        return;
      }
      if (inside.length === 0 && at(this.chainOf, node) !== NONE) return;
      inside.push({ node, alongM });
      const back = { to: previous, lengthM: at(this.streets.lengthM, edge) };
      previous = node;
      edge = this.onward(node, back);
    }
  }

  private note(chain: {
    inside: readonly { node: number; alongM: number }[];
    from: number;
    to: number;
    lengthM: number;
  }): void {
    const { inside, lengthM } = chain;
    const a = at(this.junctionOf, chain.from);
    const b = at(this.junctionOf, chain.to);
    // A street without a node inside is seen from both ends; the lower end notes it.
    if (inside.length === 0 && a > b) return;
    for (const { node, alongM } of inside) {
      this.chainOf[node] = this.chainCount;
      this.endA[node] = a;
      this.toAM[node] = alongM;
      this.endB[node] = b;
      this.toBM[node] = lengthM - alongM;
    }
    this.chainCount += 1;
    if (a !== b) this.edges.push({ a, b, lengthM });
  }

  /** The edge out of a node inside a chain, other than back where the walk came from. */
  private onward(node: number, back: { to: number; lengthM: number }): number {
    const end = this.edgesEnd(node);
    let cameBack = false;
    for (let edge = at(this.streets.firstEdge, node); edge < end; edge += 1) {
      const to = at(this.streets.target, edge);
      if (this.isFelled(to)) continue;
      const leadsBack = to === back.to && at(this.streets.lengthM, edge) === back.lengthM;
      // Of two streets of one length between the same two, either may be the one walked.
      if (!leadsBack || cameBack) return edge;
      cameBack = true;
    }
    throw new RangeError(`node ${node} inside a chain leads nowhere`);
  }

  private edgesEnd(node: number): number {
    return at(this.streets.firstEdge, node + 1);
  }
}
