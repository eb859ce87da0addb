import { osmLines } from './load-osm';
import { loadOsmPbf } from './load-osm-pbf';
import { tigerLines } from './load-tiger';
import { readFeatures } from './read-geojson';
import type { StreetLines } from './street-lines';

/**
 * Reads streets from a file of any kind that is known: an OpenStreetMap extract (`.pbf`), or
 * GeoJSON (`.gz` or not) of OpenStreetMap's ways (they have a `highway`) or of TIGER's roads.
 * Throws when it cannot be read or is of another kind.
 */
export function loadStreets(file: string): StreetLines {
  if (file.endsWith('.pbf')) return loadOsmPbf(file);
  const features = readFeatures(file);
  const has = (key: string): boolean =>
    features.some(({ properties }) => typeof properties[key] === 'string');
  if (has('highway')) return osmLines(features);
  if (has('mtfcc')) return tigerLines(features);
  throw new Error(`${file} holds neither OpenStreetMap ways (highway) nor TIGER roads (mtfcc)`);
}
