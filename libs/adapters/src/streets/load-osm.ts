import { linesOf, readFeatures, type Feature } from './read-geojson';
import { whyNotOnFoot } from './on-foot';
import { OSM_ATTRIBUTION, type StreetLines } from './street-lines';

/**
 * Reads OpenStreetMap ways from GeoJSON, plain or gzipped (`.gz`), as `osmium export`, Overpass and
 * `ogr2ogr` write them: tags as properties, or, of ogr2ogr, the rarer ones in `other_tags`.
 *
 * Streets meet where their lines share a coordinate. Ways nobody may walk along and unusable
 * features come back in `leftOut`. Throws when the file is not a GeoJSON FeatureCollection.
 */
export function loadOsm(file: string): StreetLines {
  return osmLines(readFeatures(file));
}

/** The same from features already read. */
export function osmLines(features: readonly Feature[]): StreetLines {
  const lines = linesOf(features, (properties) => {
    const others = otherTags(properties['other_tags']);
    return whyNotOnFoot((key) => {
      const value = properties[key];
      return typeof value === 'string' ? value : others.get(key);
    });
  });
  return { ...lines, attribution: OSM_ATTRIBUTION };
}

const PAIR = /"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"/g;

/** Tags in the notation of PostgreSQL's hstore: `"access"=>"private","foot"=>"yes"`. */
function otherTags(text: unknown): ReadonlyMap<string, string> {
  if (typeof text !== 'string') return new Map();
  return new Map([...text.matchAll(PAIR)].map(([, key = '', value = '']) => [key, value]));
}
