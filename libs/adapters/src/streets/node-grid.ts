import { distanceM } from '#core/geometry';
import type { Place } from '#core/geometry';
import { at } from './numbers';

/** Least side of a square in degrees: about 110 m to the north, so that a few nodes lie in one. */
const CELL_MIN_DEG = 0.001;
/** In a wide country squares are larger, so that there are not many more of them than nodes. */
const CELLS_PER_NODE = 4;
const METRES_PER_DEGREE = 111_195;
/** What plane distances may be off by, as a share of them, within 100 km of a place. */
const PLANE_ERROR = 0.05;

/** Squares of equal degrees over the nodes: the nearest one is found without a full scan. */
export class NodeGrid {
  private readonly cellDeg: number;
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
    const cells = CELLS_PER_NODE * lat.length;
    const spanDeg = Math.max(maxLat - minLat, maxLon - minLon);
    this.cellDeg = Math.max(
      CELL_MIN_DEG,
      Math.sqrt(((maxLat - minLat) * (maxLon - minLon)) / cells),
      spanDeg / cells,
    );
    this.rows = Math.floor((maxLat - minLat) / this.cellDeg) + 1;
    this.columns = Math.floor((maxLon - minLon) / this.cellDeg) + 1;
    this.firstNode = new Int32Array(this.rows * this.columns + 1);
    this.nodes = new Int32Array(lat.length);
    this.fill();
  }

  /** The node nearest in a straight line; of several at the same distance the lowest number. */
  nearest(place: Place): NearestNode {
    const search = new Nearest(place);
    const row = clamp(Math.floor((place.lat - this.minLat) / this.cellDeg), this.rows);
    const column = clamp(Math.floor((place.lon - this.minLon) / this.cellDeg), this.columns);
    const rings = Math.max(this.rows, this.columns);
    for (let ring = 0; ring <= rings; ring += 1) {
      this.lookInRing(search, { row, column, ring });
      if (search.distanceM <= this.outsideM(search, { row, column, ring })) break;
    }
    return { node: search.node, distanceM: search.distanceM };
  }

  private lookInRing(search: Nearest, { row, column, ring }: Ring): void {
    for (let r = Math.max(0, row - ring); r <= Math.min(this.rows - 1, row + ring); r += 1) {
      const isEdgeRow = Math.abs(r - row) === ring;
      const step = isEdgeRow || ring === 0 ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c >= 0 && c < this.columns) this.lookInCell(search, r * this.columns + c);
      }
    }
  }

  private lookInCell(search: Nearest, cell: number): void {
    const end = at(this.firstNode, cell + 1);
    for (let i = at(this.firstNode, cell); i < end; i += 1) {
      const node = at(this.nodes, i);
      search.see(node, at(this.lat, node), at(this.lon, node));
    }
  }

  /** What is outside the ring is at least so many metres away; where no square is, nothing is. */
  private outsideM({ place, cosLat }: Nearest, { row, column, ring }: Ring): number {
    // From the nearest place within the squares: all nodes are still farther from the place itself.
    const y = clampTo((place.lat - this.minLat) / this.cellDeg, this.rows);
    const x = clampTo((place.lon - this.minLon) / this.cellDeg, this.columns);
    const south = row - ring > 0 ? y - (row - ring) : Infinity;
    const north = row + ring < this.rows - 1 ? row + ring + 1 - y : Infinity;
    const west = column - ring > 0 ? x - (column - ring) : Infinity;
    const east = column + ring < this.columns - 1 ? column + ring + 1 - x : Infinity;
    const cells = Math.min(south, north, Math.min(west, east) * cosLat);
    return cells * this.cellDeg * METRES_PER_DEGREE * (1 - PLANE_ERROR);
  }

  private fill(): void {
    const cells = new Int32Array(this.nodes.length);
    const counts = new Int32Array(this.firstNode.length);
    for (let node = 0; node < cells.length; node += 1) {
      const row = Math.floor((at(this.lat, node) - this.minLat) / this.cellDeg);
      const column = Math.floor((at(this.lon, node) - this.minLon) / this.cellDeg);
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
  return clampTo(index, count - 1);
}

function clampTo(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}

interface Ring {
  readonly row: number;
  readonly column: number;
  readonly ring: number;
}

/** The nearest node seen so far. */
class Nearest {
  node = -1;
  distanceM = Infinity;
  readonly cosLat: number;
  private planeLimit = Infinity;

  constructor(readonly place: Place) {
    this.cosLat = Math.cos((place.lat * Math.PI) / 180);
  }

  /** On a plane first, which rules most of them out. */
  see(node: number, lat: number, lon: number): void {
    const north = lat - this.place.lat;
    const east = (lon - this.place.lon) * this.cosLat;
    const plane = north * north + east * east;
    if (plane > this.planeLimit) return;
    const distance = distanceM(this.place, { lat, lon });
    const isTieWon = distance === this.distanceM && node < this.node;
    if (distance >= this.distanceM && !isTieWon) return;
    this.node = node;
    this.distanceM = distance;
    this.planeLimit = plane * (1 + PLANE_ERROR) ** 2 + Number.EPSILON;
  }
}
