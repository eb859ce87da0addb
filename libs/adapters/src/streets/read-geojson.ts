import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Place } from '#core/geometry';
import { classOfHighway, classOfTiger, type StreetLine, type StreetLines } from './street-lines';

/** The features of a GeoJSON FeatureCollection, plain or gzipped (`.gz`); throws on others. */
export function readFeatures(file: string): readonly Feature[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const collection = parseJson(text);
  if (!isRecord(collection) || !Array.isArray(collection['features'])) {
    throw new Error(`${file} is not a GeoJSON FeatureCollection`);
  }
  return (collection['features'] as readonly unknown[]).map(readFeature);
}

export interface Feature {
  readonly properties: Readonly<Record<string, unknown>>;
  /** The vertices of its line, or why it has none. */
  readonly places: readonly Place[] | string;
}

/** Street lines out of features; apart those that are unusable or have a reason by `whyNot`. */
export function linesOf(
  features: readonly Feature[],
  whyNot: (properties: Readonly<Record<string, unknown>>) => string | null,
): StreetLines {
  const lines: StreetLine[] = [];
  const drawn: StreetLine[] = [];
  const leftOut: { index: number; reason: string }[] = [];
  features.forEach(({ properties, places }, index) => {
    const reason = whyNot(properties) ?? (typeof places === 'string' ? places : null);
    if (reason !== null) leftOut.push({ index, reason });
    if (typeof places === 'string') return;
    const line = { name: textOf(properties['name']), places, ...classOf(properties) };
    if (reason === null) lines.push(line);
    else if (line.class === 'major') drawn.push(line);
  });
  return { lines, leftOut, drawn };
}

function classOf({ highway, mtfcc }: Feature['properties']): Pick<StreetLine, 'class'> {
  if (typeof highway === 'string') return { class: classOfHighway(highway) };
  return typeof mtfcc === 'string' ? { class: classOfTiger(mtfcc) } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function readFeature(feature: unknown): Feature {
  const properties =
    isRecord(feature) && isRecord(feature['properties']) ? feature['properties'] : {};
  const geometry = isRecord(feature) ? feature['geometry'] : null;
  return { properties, places: isRecord(geometry) ? readLine(geometry) : 'no geometry' };
}

function readLine(geometry: Readonly<Record<string, unknown>>): readonly Place[] | string {
  const { type, coordinates } = geometry;
  if (type !== 'LineString' || !Array.isArray(coordinates)) return 'not a LineString';
  const places: Place[] = [];
  for (const position of coordinates as readonly unknown[]) {
    const place = readPlace(position);
    if (place === null) return 'a coordinate is not a place on Earth';
    places.push(place);
  }
  return places.length < 2 ? 'fewer than two vertices' : places;
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
