import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Place } from '#core/geometry';

/**
 * TIGER feature classes nobody walks, cycles or parks on: S1100 is a limited-access highway, S1630
 * its ramps. TIGER draws an overpass as a crossing with a shared vertex, so keeping them would also
 * let a route change from a street to the highway above it.
 */
const LIMITED_ACCESS_CLASSES: ReadonlySet<string> = new Set(['S1100', 'S1630']);

/**
 * Reads US Census TIGER road lines from GeoJSON, plain or gzipped (`.gz`).
 *
 * Lines of limited-access highways and unusable features come back in `leftOut` with their position
 * in the file and the reason. Throws when the file is not a GeoJSON FeatureCollection.
 */
export function loadTiger(file: string): StreetLines {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const collection: unknown = JSON.parse(text);
  if (!isRecord(collection) || !Array.isArray(collection['features'])) {
    throw new Error(`${file} is not a GeoJSON FeatureCollection`);
  }
  const features: readonly unknown[] = collection['features'];
  const lines: StreetLine[] = [];
  const leftOut: { index: number; reason: string }[] = [];
  features.forEach((feature, index) => {
    const line = readLine(feature);
    if (typeof line === 'string') leftOut.push({ index, reason: line });
    else lines.push(line);
  });
  return { lines, leftOut };
}

/** One line of a road as the data has it: a name (may be empty) and its vertices in order. */
export interface StreetLine {
  readonly name: string;
  readonly places: readonly Place[];
}

/** What was read, and what was left out with its reason. */
export interface StreetLines {
  readonly lines: readonly StreetLine[];
  readonly leftOut: readonly { readonly index: number; readonly reason: string }[];
}

function readLine(feature: unknown): StreetLine | string {
  if (!isRecord(feature) || !isRecord(feature['geometry'])) return 'no geometry';
  const properties = isRecord(feature['properties']) ? feature['properties'] : {};
  const roadClass = properties['mtfcc'];
  if (typeof roadClass === 'string' && LIMITED_ACCESS_CLASSES.has(roadClass)) {
    return `limited-access highway (${roadClass})`;
  }
  const { type, coordinates } = feature['geometry'];
  if (type !== 'LineString' || !Array.isArray(coordinates)) return 'not a LineString';
  const places: Place[] = [];
  for (const position of coordinates as readonly unknown[]) {
    const place = readPlace(position);
    if (place === null) return 'a coordinate is not a place on Earth';
    places.push(place);
  }
  if (places.length < 2) return 'fewer than two vertices';
  const name = properties['name'];
  return { name: typeof name === 'string' ? name : '', places };
}

function readPlace(position: unknown): Place | null {
  if (!Array.isArray(position)) return null;
  const [lon, lat] = position as readonly unknown[];
  if (typeof lat !== 'number' || typeof lon !== 'number') return null;
  const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isOnEarth ? { lat, lon } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
