import type { Area, Place, Polygon } from '#core/geometry';
import type { RawArea } from '#core/raw-warning';
import type { WarningRemark } from '#core/warning';

/** Corners of all polygons of one warning together, at most. */
export const WARNING_POINTS_MAX = 50_000;
/** A circle of a thousand kilometres is half a continent, or a radius in metres. */
export const CIRCLE_RADIUS_MAX_KM = 1_000;
const CIRCLE_CORNERS = 64;
/** Three corners and the first one again. */
const RING_POINTS_MIN = 4;
const RADIANS = Math.PI / 180;
/** Mean earth radius in kilometres (IUGG). */
const EARTH_RADIUS_KM = 6_371.0088;

/** Shapes that were read, or what is wrong with them in a plain sentence. */
export type ReadShapes =
  | { readonly area: Area | null; readonly remarks: readonly WarningRemark[] }
  | { readonly fault: string };

/**
 * Reads the polygons and circles of a warning's areas into one area; the same shape in several
 * languages counts once. CAP 1.2 §3.2.4: corners are `lat,lon`, radii kilometres.
 */
export function readShapes(areas: readonly RawArea[]): ReadShapes {
  const polygons: Polygon[] = areas.flatMap(({ drawn }) => drawn?.polygons ?? []);
  const remarks: WarningRemark[] = [];
  const texts = (kind: 'polygons' | 'circles'): ReadonlySet<string> =>
    new Set(areas.flatMap((area) => area[kind].map((text) => text.trim())));
  for (const [read, all] of [
    [readRing, texts('polygons')],
    [readCircle, texts('circles')],
  ] as const) {
    for (const text of all) {
      const shape = text === '' ? EMPTY : read(text);
      if ('fault' in shape) return shape;
      remarks.push(...shape.remarks);
      if (shape.ring !== null) polygons.push({ outer: shape.ring, holes: [] });
    }
  }
  const points = polygons.reduce((sum, { outer }) => sum + outer.length, 0);
  if (points > WARNING_POINTS_MAX) {
    return { fault: `The areas have ${points} corners, more than ${WARNING_POINTS_MAX}.` };
  }
  const kept = polygons.filter(({ outer }) => !crossesAntimeridian(outer));
  if (kept.length < polygons.length) remarks.push(CROSSES);
  return { area: kept.length === 0 ? null : { polygons: kept }, remarks };
}

type ReadShape =
  | { readonly ring: readonly Place[] | null; readonly remarks: readonly WarningRemark[] }
  | { readonly fault: string };

const EMPTY: ReadShape = {
  ring: null,
  remarks: [{ code: 'empty-shape', says: 'One of its shapes is empty and was left out.' }],
};
const CROSSES: WarningRemark = {
  code: 'crosses-antimeridian',
  says: 'A shape that crosses the 180th meridian was left out.',
};

function readRing(text: string): ReadShape {
  const ring: Place[] = [];
  for (const pair of text.split(/\s+/)) {
    const place = readPlace(pair);
    if ('fault' in place) return { fault: `A corner of a polygon ${place.fault}.` };
    ring.push(place);
  }
  const [first] = ring;
  const last = ring.at(-1);
  const isClosed = first?.lat === last?.lat && first?.lon === last?.lon;
  if (!isClosed && first !== undefined) ring.push(first);
  if (ring.length < RING_POINTS_MIN) {
    return { fault: `A polygon has ${ring.length} corners where a ring has at least four.` };
  }
  const remark = { code: 'polygon-closed', says: 'A polygon did not end where it began.' };
  return { ring, remarks: isClosed ? [] : [remark] };
}

function readCircle(text: string): ReadShape {
  const [pair = '', radius = '', ...more] = text.split(/\s+/);
  const centre = readPlace(pair);
  if ('fault' in centre) return { fault: `The centre of a circle ${centre.fault}.` };
  if (more.length > 0 || !NUMBER.test(radius)) {
    return { fault: 'The radius of a circle is not a number of kilometres.' };
  }
  const radiusKm = Number(radius);
  if (radiusKm < 0 || radiusKm > CIRCLE_RADIUS_MAX_KM) {
    return { fault: `A circle has a radius of ${radiusKm} km; at most ${CIRCLE_RADIUS_MAX_KM}.` };
  }
  const remark = { code: 'circle-without-radius', says: 'A circle is a point and covers nothing.' };
  return radiusKm === 0
    ? { ring: null, remarks: [remark] }
    : { ring: circleRing(centre, radiusKm), remarks: [] };
}

/** Corners around a circle so that all of the circle lies inside. */
function circleRing(centre: Place, radiusKm: number): readonly Place[] {
  const reach = radiusKm / Math.cos(Math.PI / CIRCLE_CORNERS) / EARTH_RADIUS_KM;
  const lat = centre.lat * RADIANS;
  return Array.from({ length: CIRCLE_CORNERS + 1 }, (_, index) => {
    const bearing = (2 * Math.PI * (index % CIRCLE_CORNERS)) / CIRCLE_CORNERS;
    const sine = Math.sin(lat) * Math.cos(reach);
    const cornerLat = Math.asin(sine + Math.cos(lat) * Math.sin(reach) * Math.cos(bearing));
    const east = Math.sin(bearing) * Math.sin(reach) * Math.cos(lat);
    const north = Math.cos(reach) - Math.sin(lat) * Math.sin(cornerLat);
    const lon = centre.lon + Math.atan2(east, north) / RADIANS;
    return { lat: cornerLat / RADIANS, lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon };
  });
}

const NUMBER = /^[+-]?\d{1,6}(\.\d{1,20})?$/;

function readPlace(pair: string): Place | { readonly fault: string } {
  const [latText = '', lonText = '', ...more] = pair.split(',');
  if (more.length > 0 || !NUMBER.test(latText) || !NUMBER.test(lonText)) {
    return { fault: 'is not a pair of numbers' };
  }
  const lat = Number(latText);
  const lon = Number(lonText);
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
    return { fault: 'has its longitude first, where CAP has the latitude' };
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return { fault: 'is nowhere on earth' };
  return { lat, lon };
}

function crossesAntimeridian(ring: readonly Place[]): boolean {
  let west = 180;
  let east = -180;
  for (const { lon } of ring) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  return east - west > 180;
}
