import { at } from './numbers';
import type { StreetNetwork } from './street-search';

/** Compressed rows of half edges, two for each edge, in the order of the edges. */
export function networkOf(nodeCount: number, edges: readonly Edge[]): StreetNetwork {
  const firstEdge = new Int32Array(nodeCount + 1);
  for (const { a, b } of edges) {
    firstEdge[a + 1] = at(firstEdge, a + 1) + 1;
    firstEdge[b + 1] = at(firstEdge, b + 1) + 1;
  }
  for (let node = 0; node < nodeCount; node += 1) {
    firstEdge[node + 1] = at(firstEdge, node + 1) + at(firstEdge, node);
  }
  const next = firstEdge.slice();
  const target = new Int32Array(edges.length * 2);
  const lengths = new Float32Array(edges.length * 2);
  const put = (from: number, to: number, lengthM: number): void => {
    const slot = at(next, from);
    target[slot] = to;
    lengths[slot] = lengthM;
    next[from] = slot + 1;
  };
  for (const { a, b, lengthM } of edges) {
    put(a, b, lengthM);
    put(b, a, lengthM);
  }
  return { firstEdge, target, lengthM: lengths };
}

/** Walked in both directions. */
export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly lengthM: number;
}
