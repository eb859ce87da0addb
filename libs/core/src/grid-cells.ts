import {
  boundingBox,
  contains,
  EARTH_RADIUS_M,
  type Area,
  type Box,
  type Place,
} from '#core/geometry';

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
    const stepLon = stepLonOf(row, stepLat);
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

/**
 * The squares of the same grid whose middles lie in an area, from south to north and west to east.
 * The side is doubled until there are no more than `max`, and comes back with them.
 */
export function cellsIn(
  area: Area,
  sideM: number,
  max: number,
): { readonly sideM: number; readonly boxes: readonly Box[] } {
  const around = boundingBox(area);
  if (around === null) return { sideM, boxes: [] };
  const boxes = boxesIn(area, { around, sideM, max });
  return boxes === null ? cellsIn(area, sideM * 2, max) : { sideM, boxes };
}

/** The middle of a box. */
export function middleOf({ south, north, west, east }: Box): Place {
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}

/** Null where there are more than `max`. */
function boxesIn(
  area: Area,
  of: { readonly around: Box; readonly sideM: number; readonly max: number },
): readonly Box[] | null {
  const { around, sideM, max } = of;
  const stepLat = sideM / METRES_PER_DEGREE;
  const rows = Math.ceil((around.north - around.south) / stepLat) + 1;
  // No need to look at each: an area is hardly ever so thin within its box.
  if (rows > max) return null;
  const boxes: Box[] = [];
  for (let row = Math.floor(around.south / stepLat); row * stepLat <= around.north; row += 1) {
    const stepLon = stepLonOf(row, stepLat);
    if ((around.east - around.west) / stepLon > max) return null;
    const first = Math.floor(around.west / stepLon);
    for (let column = first; column * stepLon <= around.east; column += 1) {
      const box = {
        south: row * stepLat,
        west: column * stepLon,
        north: (row + 1) * stepLat,
        east: (column + 1) * stepLon,
      };
      if (contains(area, middleOf(box))) boxes.push(box);
      if (boxes.length > max) return null;
    }
  }
  return boxes;
}

/** Degrees of longitude that are as wide as a row is high. */
function stepLonOf(row: number, stepLat: number): number {
  const middle = Math.cos((row + 0.5) * stepLat * RADIANS);
  return stepLat / Math.max(COSINE_MIN, middle);
}
