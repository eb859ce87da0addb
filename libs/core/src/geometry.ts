/** A point on the earth, WGS 84 degrees. On the wire it is a GeoJSON Point, `[lon, lat]`. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface Polygon {
  /** Closed or not: the last point is joined to the first either way. */
  readonly outer: readonly Place[];
  readonly holes: readonly (readonly Place[])[];
}

/** One or more polygons; a place inside any of them, and in none of its holes, is inside. */
export interface Area {
  readonly polygons: readonly Polygon[];
}

/** The coarse square shown before accept: its middle and its side in metres. */
export interface Cell {
  readonly centre: Place;
  readonly sizeM: number;
}

export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** Mean earth radius in metres (IUGG). */
export const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS;

/** Side of the coarse cell: wide enough that a cell holds many front doors. */
export const COARSE_CELL_M = 500;

/** Great-circle metres between two places, by the haversine formula on the mean sphere. */
export function distanceM(a: Place, b: Place): number {
  const halfLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const halfLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2);
  const h =
    halfLat * halfLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * halfLon * halfLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Metres from a place to the nearest whole one; null without a position on earth. */
export function metresFrom(place: Place, at: { readonly place: Place } | null): number | null {
  const metres = at === null ? Number.NaN : Math.round(distanceM(place, at.place));
  return Number.isFinite(metres) ? metres : null;
}

/** True for finite degrees within ±90 and ±180; but not (0,0), which broken devices send. */
export function isPlausiblePlace(place: Place): boolean {
  return (
    Number.isFinite(place.lat) &&
    Number.isFinite(place.lon) &&
    Math.abs(place.lat) <= 90 &&
    Math.abs(place.lon) <= 180 &&
    !(place.lat === 0 && place.lon === 0)
  );
}

/**
 * True when the place lies in the area; on degrees, so not for areas across the antimeridian.
 * Edges belong to the area, those of its holes too: whoever stands on the line is in it, as
 * PostGIS' `ST_Intersects` has it.
 */
export function contains(area: Area, place: Place): boolean {
  return area.polygons.some(
    (polygon) =>
      inRing(polygon.outer, place) !== 'outside' &&
      polygon.holes.every((hole) => inRing(hole, place) !== 'inside'),
  );
}

/**
 * Even-odd rule: a ray to the east crosses the ring an odd number of times from inside. Sides of an
 * edge are told by the same product of doubles as PostGIS takes, so that ties fall alike.
 */
function inRing(ring: readonly Place[], place: Place): 'inside' | 'edge' | 'outside' {
  const { lat, lon } = place;
  let inside = false;
  let from = ring.at(-1);
  for (const to of ring) {
    const begin = from ?? to;
    from = to;
    const goesUp = begin.lat <= lat && lat < to.lat;
    const goesDown = to.lat <= lat && lat < begin.lat;
    if (!goesUp && !goesDown && to.lat !== lat) continue;
    const side =
      (lon - begin.lon) * (to.lat - begin.lat) - (to.lon - begin.lon) * (lat - begin.lat);
    if (side === 0 && isBetween(begin, to, place)) return 'edge';
    if ((goesUp && side < 0) || (goesDown && side > 0)) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

function isBetween(a: Place, b: Place, { lat, lon }: Place): boolean {
  return (
    Math.min(a.lat, b.lat) <= lat &&
    lat <= Math.max(a.lat, b.lat) &&
    Math.min(a.lon, b.lon) <= lon &&
    lon <= Math.max(a.lon, b.lon)
  );
}

/** The smallest box of degrees around an area; null for an area without points. */
export function boundingBox(area: Area): Box | null {
  const points = area.polygons.flatMap((polygon) => polygon.outer);
  const first = points[0];
  if (first === undefined) return null;
  let [south, north, west, east] = [first.lat, first.lat, first.lon, first.lon];
  for (const point of points) {
    south = Math.min(south, point.lat);
    north = Math.max(north, point.lat);
    west = Math.min(west, point.lon);
    east = Math.max(east, point.lon);
  }
  return { south, west, north, east };
}

/**
 * The coarse cell of a place: a square of `COARSE_CELL_M` on a grid that `salt` shifts, so that
 * grids of two incidents cannot be laid over each other. Depends on place and salt alone; asking
 * again from elsewhere tells nothing new.
 *
 * @param salt two numbers in [0, 1), drawn once per incident
 */
export function coarseCell(place: Place, salt: readonly [number, number]): Cell {
  const stepLat = COARSE_CELL_M / METRES_PER_DEGREE;
  const row = Math.floor(place.lat / stepLat - salt[0]);
  const centreLat = (row + 0.5 + salt[0]) * stepLat;
  const stepLon = stepLat / Math.max(0.01, Math.cos(centreLat * RADIANS));
  const column = Math.floor(place.lon / stepLon - salt[1]);
  const centreLon = (column + 0.5 + salt[1]) * stepLon;
  return {
    centre: { lat: roundDegrees(Math.max(-90, Math.min(90, centreLat))), lon: wrapped(centreLon) },
    sizeM: COARSE_CELL_M,
  };
}

/** A distance in metres rounded up to the next band of 250 m, as told before accept. */
export function distanceBandM(distance: number): number {
  return Math.max(1, Math.ceil(distance / DISTANCE_BAND_M)) * DISTANCE_BAND_M;
}

const DISTANCE_BAND_M = 250;

/** A longitude within ±180 again, where a cell reaches over the antimeridian. */
function wrapped(lon: number): number {
  return roundDegrees(Math.abs(lon) > 180 ? lon - Math.sign(lon) * 360 : lon);
}

/** Five decimals are about a metre. */
function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
