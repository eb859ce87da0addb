import type { FieldSource } from '#core/control-mapping';
import {
  degreesOf,
  faultAt,
  type MappedValue,
  type MappedValues,
} from '#core/control-mapping-value';
import { ok, type Result } from '#core/problem';
import { readTypedPlace } from '#core/typed-place';

/** A place as a foreign message gives it. */
export interface MappedPlace {
  readonly lat: number;
  readonly lon: number;
  /** What the way it is written leaves open; null where that is nothing. */
  readonly accuracyM: number | null;
  readonly path: string;
}

/**
 * The place of a message: of latitude and longitude, else of a point in one text, else of a grid
 * reference or whatever else a place may be typed as. Null where none of these is there.
 */
export function mappedPlace(
  found: MappedValues,
  order: FieldSource['order'],
): Result<MappedPlace | null> {
  const [lat, lon] = [found.get('lat'), found.get('lon')];
  if (lat !== undefined && lon !== undefined) return degrees(lat, lon);
  const [point, grid] = [found.get('point'), found.get('grid')];
  if (point !== undefined) return pointOf(point, order);
  return grid === undefined ? ok(null) : gridOf(grid);
}

function degrees(lat: MappedValue, lon: MappedValue): Result<MappedPlace> {
  const [north, east] = [degreesOf(lat.texts[0] ?? ''), degreesOf(lon.texts[0] ?? '')];
  if (north === null) return notDegrees(lat);
  if (east === null) return notDegrees(lon);
  return ok({ lat: north, lon: east, accuracyM: null, path: lat.path });
}

/** Two numbers with a space, a semicolon or, where they have points, a comma between. */
function pointOf({ texts, path }: MappedValue, order: FieldSource['order']): Result<MappedPlace> {
  const text = (texts[0] ?? '').trim();
  const apart = /[\s;]/.test(text) ? text.split(/[\s;]+/) : text.split(',');
  const numbers = apart.map((part) => degreesOf(part.replace(/,$/, '')));
  const [first, second] = numbers;
  if (numbers.length !== 2 || typeof first !== 'number' || typeof second !== 'number') {
    return { ok: false, problem: faultAt('is not two numbers', path) };
  }
  const [lat, lon] = order === 'lat-lon' ? [first, second] : [second, first];
  return ok({ lat, lon, accuracyM: null, path });
}

function gridOf({ texts, path }: MappedValue): Result<MappedPlace> {
  const read = readTypedPlace(texts[0] ?? '', null);
  if (!read.ok) {
    const { detail } = read.problem;
    return {
      ok: false,
      problem: { code: 'invalid-field', detail: `${path}: ${detail}`, field: path },
    };
  }
  const { place, accuracyM } = read.value;
  return ok({ ...place, accuracyM, path });
}

function notDegrees({ path }: MappedValue): Result<never> {
  return { ok: false, problem: faultAt('is no number of degrees', path) };
}
