import { at } from './numbers';

/** A binary heap of nodes by distance; the caller skips an entry that was bettered later. */
export class DistanceHeap {
  size = 0;
  private readonly nodes: Int32Array;
  private readonly distances: Float64Array;

  constructor(capacity: number) {
    this.nodes = new Int32Array(capacity);
    this.distances = new Float64Array(capacity);
  }

  clear(): void {
    this.size = 0;
  }

  push(node: number, distance: number): void {
    let hole = this.size;
    this.size += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (at(this.distances, parent) <= distance) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.nodes[hole] = node;
    this.distances[hole] = distance;
  }

  pop(): number {
    const top = at(this.nodes, 0);
    this.size -= 1;
    const node = at(this.nodes, this.size);
    const distance = at(this.distances, this.size);
    let hole = 0;
    for (let child = 1; child < this.size; child = 2 * hole + 1) {
      const right = child + 1;
      const isRightLess =
        right < this.size && at(this.distances, right) < at(this.distances, child);
      const least = isRightLess ? right : child;
      if (at(this.distances, least) >= distance) break;
      this.move(least, hole);
      hole = least;
    }
    this.nodes[hole] = node;
    this.distances[hole] = distance;
    return top;
  }

  private move(from: number, to: number): void {
    this.nodes[to] = at(this.nodes, from);
    this.distances[to] = at(this.distances, from);
  }
}
