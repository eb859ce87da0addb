import { distanceM } from '#core/geometry';
import type { Place } from '#core/geometry';
import { at } from './numbers';

/** Side of a square in degrees of latitude, about 220 m. */
const CELL_DEG = 0.002;
const METRES_PER_DEGREE = 111_195;

/** Squares of equal degrees over the nodes: the nearest one is found without a full scan. */
export class NodeGrid {
  private readonly minLat: number;
  private readonly minLon: number;
  private readonly rows: number;
  private readonly columns: number;
  private readonly firstNode: Int32Array;
  private readonly nodes: Int32Array;

  constructor(
    private readonly lat: Float64Array,
    private readonly lon: Float64Array,
  ) {
    if (lat.length === 0) throw new Error('a street graph needs at least one node');
    const [minLat, maxLat] = bounds(lat);
    const [minLon, maxLon] = bounds(lon);
    this.minLat = minLat;
    this.minLon = minLon;
    this.rows = Math.floor((maxLat - minLat) / CELL_DEG) + 1;
    this.columns = Math.floor((maxLon - minLon) / CELL_DEG) + 1;
    this.firstNode = new Int32Array(this.rows * this.columns + 1);
    this.nodes = new Int32Array(lat.length);
    this.fill();
  }

  /** The node nearest in a straight line; of several at the same distance the lowest number. */
  nearest(place: Place): NearestNode {
    const row = clamp(Math.floor((place.lat - this.minLat) / CELL_DEG), this.rows);
    const column = clamp(Math.floor((place.lon - this.minLon) / CELL_DEG), this.columns);
    // Anything outside ring r lies at least r squares away, measured from the clamped square.
    const cellM = CELL_DEG * METRES_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180) * 0.99;
    let best: NearestNode = { node: -1, distanceM: Infinity };
    const rings = Math.max(this.rows, this.columns);
    for (let ring = 0; ring <= rings; ring += 1) {
      if (best.distanceM <= (ring - 1) * cellM) break;
      best = this.nearestInRing({ place, row, column, ring, best });
    }
    return best;
  }

  private nearestInRing(search: {
    place: Place;
    row: number;
    column: number;
    ring: number;
    best: NearestNode;
  }): NearestNode {
    const { place, row, column, ring } = search;
    let best = search.best;
    for (let r = Math.max(0, row - ring); r <= Math.min(this.rows - 1, row + ring); r += 1) {
      const isEdgeRow = Math.abs(r - row) === ring;
      const step = isEdgeRow || ring === 0 ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c < 0 || c >= this.columns) continue;
        best = this.nearestInCell(place, r * this.columns + c, best);
      }
    }
    return best;
  }

  private nearestInCell(place: Place, cell: number, bestSoFar: NearestNode): NearestNode {
    let best = bestSoFar;
    const end = at(this.firstNode, cell + 1);
    for (let i = at(this.firstNode, cell); i < end; i += 1) {
      const node = at(this.nodes, i);
      const distance = distanceM(place, { lat: at(this.lat, node), lon: at(this.lon, node) });
      const isTieWon = distance === best.distanceM && node < best.node;
      if (distance < best.distanceM || isTieWon) best = { node, distanceM: distance };
    }
    return best;
  }

  private fill(): void {
    const cells = new Int32Array(this.nodes.length);
    const counts = new Int32Array(this.firstNode.length);
    for (let node = 0; node < cells.length; node += 1) {
      const row = Math.floor((at(this.lat, node) - this.minLat) / CELL_DEG);
      const column = Math.floor((at(this.lon, node) - this.minLon) / CELL_DEG);
      const cell = row * this.columns + column;
      cells[node] = cell;
      counts[cell] = at(counts, cell) + 1;
    }
    for (let cell = 0; cell + 1 < this.firstNode.length; cell += 1) {
      this.firstNode[cell + 1] = at(this.firstNode, cell) + at(counts, cell);
    }
    const next = this.firstNode.slice();
    for (let node = 0; node < cells.length; node += 1) {
      const cell = at(cells, node);
      const slot = at(next, cell);
      this.nodes[slot] = node;
      next[cell] = slot + 1;
    }
  }
}

export interface NearestNode {
  readonly node: number;
  /** Straight line from the asked place to the node, in metres. */
  readonly distanceM: number;
}

function bounds(values: Float64Array): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

function clamp(index: number, count: number): number {
  return Math.min(Math.max(index, 0), count - 1);
}
