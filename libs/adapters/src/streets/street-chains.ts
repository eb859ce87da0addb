import { networkOf } from './network-of';
import type { Edge } from './network-of';
import { at } from './numbers';
import type { StreetNetwork } from './street-search';

/** A chain that ends nowhere, and a junction's missing second end. */
export const NO_END = -1;

/**
 * The same streets with only their junctions as nodes, for searches that need no way but its
 * length: a search visits a tenth of the nodes.
 *
 * Between two junctions lies a chain of nodes with two neighbours each; a blind alley is a chain
 * with one end. The shortest way to a node inside a chain comes in by one of its ends, unless it
 * starts in the same chain. Where nothing is a junction (a lone road, a ring), node 0 serves as one.
 */
export class StreetChains {
  /** Junctions are numbered from 0 in the order of their nodes. */
  readonly network: StreetNetwork;
  readonly junctionCount: number;
  /** The chain of each node; `NO_END` for a junction. */
  readonly chainOf: Int32Array;
  /** The junctions at the ends of each node's chain; a junction is its own first end. */
  readonly endA: Int32Array;
  readonly endB: Int32Array;
  /** Metres from each node to those ends; Infinity where there is none. */
  readonly toAM: Float64Array;
  readonly toBM: Float64Array;
  private readonly junctionOf: Int32Array;
  private readonly edges: Edge[] = [];
  private chainCount = 0;

  constructor(private readonly streets: StreetNetwork) {
    const nodeCount = streets.firstEdge.length - 1;
    this.chainOf = new Int32Array(nodeCount).fill(NO_END);
    this.endA = new Int32Array(nodeCount).fill(NO_END);
    this.endB = new Int32Array(nodeCount).fill(NO_END);
    this.toAM = new Float64Array(nodeCount).fill(Infinity);
    this.toBM = new Float64Array(nodeCount).fill(Infinity);
    this.junctionOf = new Int32Array(nodeCount).fill(NO_END);
    this.junctionCount = this.numberJunctions();
    for (let node = 0; node < nodeCount; node += 1) {
      if (at(this.junctionOf, node) === NO_END) continue;
      const end = at(streets.firstEdge, node + 1);
      for (let edge = at(streets.firstEdge, node); edge < end; edge += 1) this.follow(node, edge);
    }
    this.network = networkOf(this.junctionCount, this.edges);
  }

  private numberJunctions(): number {
    let count = 0;
    for (let node = 0; node < this.junctionOf.length; node += 1) {
      if (this.neighbours(node) < 3) continue;
      this.asJunction(node, count);
      count += 1;
    }
    if (count > 0) return count;
    this.asJunction(0, 0);
    return 1;
  }

  private asJunction(node: number, junction: number): void {
    this.junctionOf[node] = junction;
    this.endA[node] = junction;
    this.toAM[node] = 0;
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
      const junction = at(this.junctionOf, node);
      if (junction !== NO_END || this.neighbours(node) === 1) {
        if (junction === NO_END) inside.push({ node, alongM });
        this.note({ inside, a: at(this.junctionOf, from), b: junction, lengthM: alongM });
        return;
      }
      if (inside.length === 0 && at(this.chainOf, node) !== NO_END) return;
      inside.push({ node, alongM });
      const back = { to: previous, lengthM: at(this.streets.lengthM, edge) };
      previous = node;
      edge = this.onward(node, back);
    }
  }

  private note(chain: {
    inside: readonly { node: number; alongM: number }[];
    a: number;
    b: number;
    lengthM: number;
  }): void {
    const { inside, a, b, lengthM } = chain;
    // A street without a node inside is seen from both ends; the lower end notes it.
    if (inside.length === 0 && a > b) return;
    for (const { node, alongM } of inside) {
      this.chainOf[node] = this.chainCount;
      this.endA[node] = a;
      this.toAM[node] = alongM;
      this.endB[node] = b;
      this.toBM[node] = b === NO_END ? Infinity : lengthM - alongM;
    }
    this.chainCount += 1;
    if (b !== NO_END && a !== b) this.edges.push({ a, b, lengthM });
  }

  /** The edge out of a node with two, other than back where the walk came from. */
  private onward(node: number, back: { to: number; lengthM: number }): number {
    const first = at(this.streets.firstEdge, node);
    const leadsBack =
      at(this.streets.target, first) === back.to &&
      at(this.streets.lengthM, first) === back.lengthM;
    return leadsBack ? first + 1 : first;
  }

  private neighbours(node: number): number {
    return at(this.streets.firstEdge, node + 1) - at(this.streets.firstEdge, node);
  }
}
