import { distanceM, type Place } from '#core/geometry';

const CELL_DEG = 0.01;
const CELLS_ROUND = 100_000;
const METRES_PER_DEGREE = 111_195;

/** People by where they are, in columns. */
export interface Placed {
  readonly ids: readonly string[];
  readonly lat: Float64Array;
  readonly lon: Float64Array;
}

/** An index in the memory of one process: people in squares of a hundredth of a degree. */
export class PeopleGrid {
  private readonly cells = new Map<number, number[]>();

  constructor(private readonly people: Placed) {
    for (let n = 0; n < people.ids.length; n += 1) {
      const key = cellOf(people.lat[n] ?? 0, people.lon[n] ?? 0);
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, [n]);
      else cell.push(n);
    }
  }

  /** Numbers of the nearest people within a distance, nearest first; nobody nearer is missing. */
  nearest(place: Place, max: number, withinM: number): readonly number[] {
    const { lat, lon } = this.people;
    const cellM = CELL_DEG * METRES_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180);
    const found: { readonly n: number; readonly metres: number }[] = [];
    for (let ring = 0; (ring - 1) * cellM < withinM; ring += 1) {
      for (const n of this.inRing(place, ring)) {
        const metres = distanceM(place, { lat: lat[n] ?? 0, lon: lon[n] ?? 0 });
        if (metres <= withinM) found.push({ n, metres });
      }
      // Whoever is in the next ring is at least so far away.
      const sureM = ring * cellM;
      if (found.filter(({ metres }) => metres <= sureM).length >= max) break;
    }
    found.sort((a, b) => a.metres - b.metres);
    return found.slice(0, max).map(({ n }) => n);
  }

  private *inRing({ lat, lon }: Place, ring: number): Generator<number> {
    for (let dy = -ring; dy <= ring; dy += 1) {
      const isEdge = Math.abs(dy) === ring;
      for (let dx = -ring; dx <= ring; dx += isEdge || ring === 0 ? 1 : 2 * ring) {
        yield* this.cells.get(cellOf(lat + dy * CELL_DEG, lon + dx * CELL_DEG)) ?? [];
      }
    }
  }
}

function cellOf(lat: number, lon: number): number {
  return Math.floor(lat / CELL_DEG) * CELLS_ROUND + Math.floor(lon / CELL_DEG);
}
