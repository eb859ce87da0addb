import { EARTH_RADIUS_M, type Place } from '#core/geometry';
import type { AreaGeometry, MapArea, MapBounds, MapLayers, MapLine, MapPoint } from './map-kinds';

/** Corners of the polygon that stands for a circle. */
const CIRCLE_CORNERS = 64;
const DEGREES = 180 / Math.PI;

/** One kind of GeoJSON feature collection, for the sources of the map. */
export interface Features {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

interface Feature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, string | number>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** Symbols that crowd: counted together where they would lie upon each other. */
export type CrowdName = 'responders' | 'aeds';

/** Which crowd a symbol may disappear in; an incident or a muster point stands for itself. */
export function crowdOf({ kind }: MapPoint): CrowdName | null {
  if (kind === 'responder-available' || kind === 'responder-alerted') return 'responders';
  return kind.startsWith('aed-') && kind !== 'aed-reserved' ? 'aeds' : null;
}

/** Symbols as GeoJSON. */
export function featuresOfPoints(points: readonly MapPoint[]): Features {
  return collection(
    points.map(({ id, kind, at, label }) =>
      feature({ id, kind, label: label ?? '' }, 'Point', [at.lon, at.lat]),
    ),
  );
}

/** Lines as GeoJSON; one of fewer than two places is no line. */
export function featuresOfLines(lines: readonly MapLine[]): Features {
  return collection(
    lines
      .filter(({ places }) => places.length > 1)
      .map(({ id, kind, places }) => {
        const coordinates = places.map(({ lat, lon }) => [lon, lat]);
        return feature({ id, kind }, 'LineString', coordinates);
      }),
  );
}

/** Areas as GeoJSON. */
export function featuresOfAreas(areas: readonly MapArea[]): Features {
  return collection(
    areas.map(({ id, kind, shape, label, weight }) => {
      const { type, coordinates } = geometryOf(shape);
      return feature({ id, kind, label: label ?? '', weight: weight ?? 1 }, type, coordinates);
    }),
  );
}

/** A circle of so many metres on the ground as a GeoJSON polygon. */
export function circleOf(centre: Place, radiusM: number): AreaGeometry {
  const lat = (radiusM / EARTH_RADIUS_M) * DEGREES;
  const lon = lat / Math.cos(centre.lat / DEGREES);
  const ring = Array.from({ length: CIRCLE_CORNERS + 1 }, (_, corner) => {
    const angle = ((corner % CIRCLE_CORNERS) / CIRCLE_CORNERS) * 2 * Math.PI;
    return [centre.lon + lon * Math.cos(angle), centre.lat + lat * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** The smallest rectangle around all that is shown; null when nothing is. */
export function boundsOf({ points = [], lines = [], areas = [] }: MapLayers): MapBounds | null {
  const places = [
    ...points.map(({ at }) => [at.lon, at.lat]),
    ...lines.flatMap(({ places: along }) => along.map(({ lat, lon }) => [lon, lat])),
    ...areas.flatMap(({ shape }) => cornersOf(geometryOf(shape))),
  ];
  if (places.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of places) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}

function geometryOf(shape: MapArea['shape']): AreaGeometry {
  return 'radiusM' in shape ? circleOf(shape.centre, shape.radiusM) : shape;
}

function cornersOf(geometry: AreaGeometry): readonly (readonly number[])[] {
  return geometry.type === 'Polygon'
    ? geometry.coordinates.flat()
    : geometry.coordinates.flatMap((rings) => rings.flat());
}

function collection(features: readonly Feature[]): Features {
  return { type: 'FeatureCollection', features };
}

function feature(properties: Feature['properties'], type: string, coordinates: unknown): Feature {
  return { type: 'Feature', properties, geometry: { type, coordinates } };
}
