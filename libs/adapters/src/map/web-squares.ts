import type { Place } from '#core/geometry';
import type { TileAt } from '#flow/ports';

/** Half the side of the web's map in its own metres (EPSG:3857). */
const HALF_M = 20_037_508.342789244;
/** Where that map ends; further north and south it has nothing. */
const LAT_MAX = 85.05112877980659;
const RADIANS = Math.PI / 180;

/** A point of the web's map, in its own metres. */
export interface WebPoint {
  readonly x: number;
  readonly y: number;
}

/** Squares of one zoom, from and to inclusive. */
export interface Squares {
  readonly fromX: number;
  readonly toX: number;
  readonly fromY: number;
  readonly toY: number;
}

/** A place on the web's map. */
export function webPoint({ lat, lon }: Place): WebPoint {
  const bounded = Math.max(-LAT_MAX, Math.min(LAT_MAX, lat));
  return {
    x: (lon / 180) * HALF_M,
    y: (Math.log(Math.tan(Math.PI / 4 + (bounded * RADIANS) / 2)) / Math.PI) * HALF_M,
  };
}

/**
 * The squares of a zoom that a line may be seen in: those that its box touches, and those that it
 * nearly touches, since a line is drawn with some width.
 *
 * @param margin in sides of a square
 */
export function squaresOf(points: readonly WebPoint[], zoom: number, margin: number): Squares {
  const side = (2 * HALF_M) / 2 ** zoom;
  const last = 2 ** zoom - 1;
  const column = (x: number): number => Math.floor((x + HALF_M) / side);
  const row = (y: number): number => Math.floor((HALF_M - y) / side);
  const bounded = (index: number): number => Math.max(0, Math.min(last, index));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const reach = margin * side;
  return {
    fromX: bounded(column(Math.min(...xs) - reach)),
    toX: bounded(column(Math.max(...xs) + reach)),
    fromY: bounded(row(Math.max(...ys) + reach)),
    toY: bounded(row(Math.min(...ys) - reach)),
  };
}

/** The squares of another zoom that a tile covers, or the one that covers it. */
export function squaresUnder({ z, x, y }: TileAt, zoom: number): Squares {
  const factor = 2 ** (zoom - z);
  const from = (index: number): number => Math.floor(index * factor);
  const to = (index: number): number => Math.max(from(index), Math.ceil((index + 1) * factor) - 1);
  return { fromX: from(x), toX: to(x), fromY: from(y), toY: to(y) };
}

/** Whether there is such a square at all. */
export function isTile({ z, x, y }: TileAt): boolean {
  const isIndex = (index: number): boolean => Number.isInteger(index) && index >= 0;
  return isIndex(z) && isIndex(x) && isIndex(y) && x < 2 ** z && y < 2 ** z;
}
