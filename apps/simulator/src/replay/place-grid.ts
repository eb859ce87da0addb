import type { Place } from '#core/geometry';

/** Side of a cell, in degrees of latitude: about 500 m. */
const CELL_DEGREES = 0.0045;

/** Numbers found again by place: a sparse grid of cells of about half a kilometre. */
export class PlaceGrid {
  private readonly cells = new Map<number, number[]>();

  add(place: Place, value: number): void {
    const key = keyOf(cellOf(place.lat), cellOf(place.lon));
    const cell = this.cells.get(key);
    if (cell === undefined) this.cells.set(key, [value]);
    else cell.push(value);
  }

  /** All values in cells that lie within so many metres of a place, and some beyond; each once. */
  near(place: Place, radiusM: number): number[] {
    const degreesLat = radiusM / 111_195;
    const degreesLon = degreesLat / Math.cos((place.lat * Math.PI) / 180);
    const found = new Set<number>();
    for (let y = cellOf(place.lat - degreesLat); y <= cellOf(place.lat + degreesLat); y += 1) {
      for (let x = cellOf(place.lon - degreesLon); x <= cellOf(place.lon + degreesLon); x += 1) {
        for (const value of this.cells.get(keyOf(y, x)) ?? []) found.add(value);
      }
    }
    return [...found];
  }
}

function cellOf(degrees: number): number {
  return Math.floor(degrees / CELL_DEGREES);
}

function keyOf(y: number, x: number): number {
  return y * 1_000_000 + x;
}
