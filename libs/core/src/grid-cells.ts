import { EARTH_RADIUS_M, type Box, type Place } from '#core/geometry';

const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS;
/** Nearer to a pole squares are no squares any more. */
const COSINE_MIN = 0.01;

/** A square of the ground and how many places lie in it. */
export interface CountedCell {
  readonly box: Box;
  readonly count: number;
}

/**
 * How many of the places lie in each square of a grid, for squares where any do, from south to
 * north and west to east. The grid depends on nothing but its side: the same places always fall
 * into the same squares, so that nobody learns more by asking for one box and then another.
 */
export function countByCell(places: readonly Place[], sideM: number): readonly CountedCell[] {
  const stepLat = sideM / METRES_PER_DEGREE;
  const cells = new Map<string, { row: number; column: number; stepLon: number; count: number }>();
  for (const { lat, lon } of places) {
    const row = Math.floor(lat / stepLat);
    const middle = Math.cos((row + 0.5) * stepLat * RADIANS);
    const stepLon = stepLat / Math.max(COSINE_MIN, middle);
    const column = Math.floor(lon / stepLon);
    const key = `${row} ${column}`;
    const cell = cells.get(key) ?? { row, column, stepLon, count: 0 };
    cell.count += 1;
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort((a, b) => a.row - b.row || a.column - b.column)
    .map(({ row, column, stepLon, count }) => ({
      box: {
        south: row * stepLat,
        west: column * stepLon,
        north: (row + 1) * stepLat,
        east: (column + 1) * stepLon,
      },
      count,
    }));
}
