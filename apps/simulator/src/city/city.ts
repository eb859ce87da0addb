import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StreetGraph } from '#adapters/streets/street-graph';
import type { Place } from '#adapters/streets/street-graph';
import { readArrests, readStations } from './arrests';
import type { Arrests } from './arrests';

/** The recorded half of the sample city: everything here is real data. */
export interface City extends Arrests {
  readonly name: string;
  /** IANA name of its time zone. */
  readonly timeZone: string;
  readonly stations: readonly Place[];
  /** GeoJSON geometry of the city's boundary, as on the wire. */
  readonly boundary: Boundary;
  readonly streets: StreetGraph;
}

export interface Boundary {
  readonly type: 'MultiPolygon';
  /** Polygons of rings of [lon, lat]. */
  readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

const CITY_FOLDER = join('data', 'virginia-beach');

/**
 * Loads Virginia Beach from the project's data folder, or from another folder with the same files.
 * Takes about half a second, nearly all of it for the streets. Throws when a file is missing or
 * foreign.
 */
export function loadCity(folder = findCityFolder()): City {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    name: 'Virginia Beach',
    timeZone: 'America/New_York',
    ...readArrests(text('arrests.csv')),
    stations: readStations(text('stations.csv')),
    boundary: readBoundary(text('boundary.geojson')),
    streets: StreetGraph.fromTiger(join(folder, 'roads.geojson.gz')),
  };
}

/** Looks upward from this file, which stands at another depth in the sources than in the build. */
function findCityFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, CITY_FOLDER);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`${CITY_FOLDER} is missing from the project`);
  }
}

function readBoundary(text: string): Boundary {
  const feature = JSON.parse(text) as { readonly geometry?: Partial<Boundary> };
  const { type, coordinates } = feature.geometry ?? {};
  if (type !== 'MultiPolygon' || coordinates === undefined) {
    throw new Error('the boundary is not a GeoJSON Feature with a MultiPolygon');
  }
  return { type, coordinates };
}
