import { boundingBox, distanceM, type Area, type Box, type Place } from '#core/geometry';
import { irishGridOf, readIrishGrid } from '#core/irish-grid';
import { osGridOf, readOsGrid } from '#core/os-grid';
import type { PlaceNotation, PlaceReading, TypedPlace } from '#core/place-reading';
import { plusCodeOf, readPlusCode, type Nearby } from '#core/plus-code';
import { refuse, type Result } from '#core/problem';
import { readSwissGrid, swissGridOf } from '#core/swiss-grid';
import { readDegrees } from '#core/typed-degrees';
import { mgrsOf, readMgrs, readUtm } from '#core/utm-grid';

/** Longer texts name no place. */
export const TYPED_PLACE_LENGTH_MAX = 100;
/** A place known worse than this is an area: nobody is sent to the middle of it. */
export const TYPED_ACCURACY_MAX_M = 1_000;
/** Farther from the area than this, a place that lies in it when turned round is refused. */
const TURNED_BEYOND_M = 1_000_000;
/** What is accepted, for whoever typed something else. */
export const TYPED_PLACE_EXAMPLES =
  '47.3769, 8.5417; 47°22\'36.8"N 8°32\'30.1"E; 8FVC9G8F+6W; TG 51409 13177; O 15904 34671; ' +
  '31U DQ 48251 11932; 2683256 1248117';

/** Around and a little beyond a country, to say in which of its grids a place is usual. */
const SWITZERLAND: Box = { south: 45.7, north: 47.9, west: 5.8, east: 10.6 };
const BRITAIN: Box = { south: 49.8, north: 61, west: -8.7, east: 1.9 };
const IRELAND: Box = { south: 51.3, north: 55.5, west: -10.8, east: -5.3 };
const NEAR_SWITZERLAND_DEGREES = 1;

/**
 * Reads a place as people type and copy it, without asking anybody: degrees in the usual ways, Plus
 * Codes, references of the National Grid and of the Irish Grid, UTM and MGRS, Swiss coordinates.
 * What could be two places is not guessed at.
 *
 * @param near where the organisation is: it tells which place a short Plus Code means, whether bare
 *   six-digit numbers are Swiss, and whether latitude and longitude are turned round; null where
 *   that is not known
 * @returns refusal `place-invalid`, in a sentence that says what would do
 */
export function readTypedPlace(text: string, near: Nearby | null): Result<TypedPlace> {
  const plain = plainOf(text);
  if (plain === '') return refuse('place-invalid', `Type a place, as ${TYPED_PLACE_EXAMPLES}.`);
  if (plain.length > TYPED_PLACE_LENGTH_MAX) {
    return refuse('place-invalid', `A place has at most ${TYPED_PLACE_LENGTH_MAX} characters.`);
  }
  const read = readOne(plain, near);
  if (read === null) {
    return refuse('place-invalid', `This is not read as a place. Type ${TYPED_PLACE_EXAMPLES}.`);
  }
  if (!read.ok) return read;
  const { place, accuracyM, notation } = read.value;
  if (accuracyM > TYPED_ACCURACY_MAX_M) {
    const says = `This says where it is to ${Math.round(accuracyM)} m only`;
    return refuse('place-invalid', `${says}; at most ${TYPED_ACCURACY_MAX_M} m will do.`);
  }
  if (notation === 'degrees' && near !== null && looksTurned(place, near)) {
    return refuse(
      'place-invalid',
      'Latitude and longitude look swapped: degrees north come first.',
    );
  }
  return read;
}

/** How a place is written in the grids that are usual there, its Plus Code first. */
export function writtenPlace(
  place: Place,
): readonly { readonly notation: PlaceNotation; readonly text: string }[] {
  const all: readonly (readonly [PlaceNotation, string | null])[] = [
    ['plus-code', plusCodeOf(place)],
    ['os-grid', isIn(BRITAIN, place) ? osGridOf(place) : null],
    ['irish-grid', isIn(IRELAND, place) ? irishGridOf(place) : null],
    ['swiss-grid', isIn(SWITZERLAND, place) ? swissGridOf(place) : null],
    ['mgrs', mgrsOf(place)],
  ];
  return all.flatMap(([notation, text]) => (text === null ? [] : [{ notation, text }]));
}

/** What is nearby for an organisation of that area: all of it; null where it has none. */
export function nearbyOf(area: Area | null): Nearby | null {
  const box = area === null ? null : boundingBox(area);
  if (box === null) return null;
  const { south, north, west, east } = box;
  const place = { lat: (south + north) / 2, lon: (west + east) / 2 };
  const corners = [south, north].flatMap((lat) => [west, east].map((lon) => ({ lat, lon })));
  return { place, withinM: Math.max(...corners.map((corner) => distanceM(place, corner))) };
}

/** No text is of two notations, so their order does not matter. */
function readOne(text: string, near: Nearby | null): PlaceReading {
  const isNearSwitzerland =
    near !== null && isIn(SWITZERLAND, near.place, NEAR_SWITZERLAND_DEGREES);
  return (
    readPlusCode(text, near) ??
    readMgrs(text) ??
    readUtm(text) ??
    readOsGrid(text) ??
    readIrishGrid(text) ??
    readSwissGrid(text, isNearSwitzerland) ??
    readDegrees(text)
  );
}

/** In capitals, with plain signs and single spaces. */
function plainOf(text: string): string {
  return text
    .replace(/[′’‘´`]/g, "'")
    .replace(/[″”“]|''/g, '"')
    .replace(/[º˚]/g, '°')
    .replace(/[−–]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[°'"])/g, '')
    .trim()
    .toUpperCase();
}

function looksTurned(place: Place, near: Nearby): boolean {
  const turned = { lat: place.lon, lon: place.lat };
  const isFar = distanceM(place, near.place) > near.withinM + TURNED_BEYOND_M;
  return isFar && Math.abs(turned.lat) <= 90 && distanceM(turned, near.place) <= near.withinM;
}

function isIn({ south, north, west, east }: Box, { lat, lon }: Place, marginDegrees = 0): boolean {
  return (
    lat >= south - marginDegrees &&
    lat <= north + marginDegrees &&
    lon >= west - marginDegrees &&
    lon <= east + marginDegrees
  );
}
