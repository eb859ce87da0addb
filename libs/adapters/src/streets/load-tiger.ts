import { linesOf, readFeatures, type Feature } from './read-geojson';
import type { StreetLines } from './street-lines';

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
  return tigerLines(readFeatures(file));
}

/** The same from features already read. */
export function tigerLines(features: readonly Feature[]): StreetLines {
  return linesOf(features, ({ mtfcc: roadClass }) =>
    typeof roadClass === 'string' && LIMITED_ACCESS_CLASSES.has(roadClass)
      ? `limited-access highway (${roadClass})`
      : null,
  );
}
