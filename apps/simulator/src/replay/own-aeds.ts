import { AED_ACCESS } from '#core/aed';
import { isPlausiblePlace } from '#core/geometry';
import type { CsvRow, RefusedRow } from '../city/csv';
import type { CityAed } from '../city/world-types';
import { placeIn, readRows, textOf, type ReadFile, type Refused } from './own-rows';
import { UsageError } from './usage-error';

/** Columns a file of AEDs must have; `access`, `opening_hours` and `name` may be left out. */
export const AED_COLUMNS = ['ref', 'lat', 'lon'] as const;

/**
 * Reads a register of AEDs: CSV with `ref`, `lat`, `lon` and perhaps `access` and `opening_hours`
 * as OpenStreetMap has them; or GeoJSON of OpenStreetMap points with those tags.
 */
export function readAeds(file: string): ReadFile<CityAed> {
  return /\.(geo)?json$/i.test(file) ? readGeoJson(file) : readRows(file, AED_COLUMNS, fromCells);
}

function fromCells(cells: CsvRow['cells']): CityAed | Refused {
  const place = placeIn(cells);
  if (place === null) return { refused: 'lat and lon are not a place' };
  return aedOf(cells.get('ref') ?? '', place, (tag) => cells.get(tag));
}

function aedOf(
  ref: string,
  place: CityAed['place'],
  tag: (name: string) => string | undefined,
): CityAed {
  const hours = tag('opening_hours')?.trim() ?? '';
  return {
    ref,
    name: tag('name') ?? ref,
    place,
    locationDetail: tag('defibrillator:location') ?? '',
    access: accessOf(tag('access')),
    openingHours: hours === '' ? null : hours,
  };
}

/** OpenStreetMap writes `yes` for public; what is not known is unknown. */
function accessOf(text: string | undefined): CityAed['access'] {
  if (text === 'yes') return 'public';
  return AED_ACCESS.find((access) => access === text) ?? 'unknown';
}

interface Feature {
  readonly id?: string | number;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown } | null;
}

/** In GeoJSON the number of the feature stands for the line. */
function readGeoJson(file: string): ReadFile<CityAed> {
  const rows: CityAed[] = [];
  const refused: RefusedRow[] = [];
  const refs = new Set<string>();
  featuresIn(file).forEach((feature, index) => {
    const line = index + 1;
    const properties = feature.properties ?? {};
    const id = feature.id ?? properties['@id'] ?? properties['id'];
    const ref = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
    const place = pointOf(feature);
    if (ref === '') refused.push({ line, reason: 'the feature has no id' });
    else if (refs.has(ref)) refused.push({ line, reason: `id ${ref} came before` });
    else if (place === null) refused.push({ line, reason: 'the geometry is not a point on earth' });
    else {
      refs.add(ref);
      const tag = (name: string): string | undefined => {
        const value = properties[name];
        return typeof value === 'string' ? value : undefined;
      };
      rows.push(aedOf(ref, place, tag));
    }
  });
  return { file, rows, refused };
}

function featuresIn(file: string): readonly Feature[] {
  try {
    const { features } = JSON.parse(textOf(file)) as { readonly features?: unknown };
    if (Array.isArray(features)) return features as readonly Feature[];
  } catch (error) {
    if (error instanceof UsageError) throw error;
  }
  throw new UsageError(`${file} is not a GeoJSON FeatureCollection.`);
}

function pointOf({ geometry }: Feature): CityAed['place'] | null {
  const coordinates = geometry?.type === 'Point' ? geometry.coordinates : null;
  if (!Array.isArray(coordinates)) return null;
  const [lon, lat] = coordinates.map(Number);
  const place = { lat: lat ?? NaN, lon: lon ?? NaN };
  return isPlausiblePlace(place) ? place : null;
}
