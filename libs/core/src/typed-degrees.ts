import { isPlausiblePlace, type Place } from '#core/geometry';
import type { PlaceReading } from '#core/place-reading';
import { ok, refuse } from '#core/problem';

const METRES_PER_DEGREE = 111_320;
const SHOWN_DECIMALS = 5;
/** Degrees, degrees and minutes, or degrees, minutes and seconds; signs between may be spaces. */
const ANGLES = [
  /^(\d{1,3}(?:[.,]\d*)?)°?$/,
  /^(\d{1,3})(?:° ?| )(\d{1,2}(?:[.,]\d*)?)'?$/,
  /^(\d{1,3})(?:° ?| )(\d{1,2})(?:' ?| )(\d{1,2}(?:[.,]\d*)?)"?$/,
];
const UNITS = [1, 60, 3_600];
const ANGLE = String.raw`[\d.,°'" ]+?`;
const BETWEEN = String.raw`[ ,;/]*`;
const LETTER_FIRST = new RegExp(`^([NSEWO]) ?(${ANGLE})${BETWEEN}([NSEWO]) ?(${ANGLE})$`);
const LETTER_LAST = new RegExp(`^(${ANGLE}) ?([NSEWO])${BETWEEN}(${ANGLE}) ?([NSEWO])$`);
/** A pair of numbers with points or with commas; of which only the latter may follow the former. */
const POINTS = /^([-+]?\d{1,3}(?:\.\d+)?°?) ?[ ,;/] ?([-+]?\d{1,3}(?:\.\d+)?°?)$/;
const COMMAS = /^([-+]?\d{1,3},\d+°?)(?: ?[;/] ?|, | )([-+]?\d{1,3},\d+°?)$/;
const SIGNED = /^([-+]?\d{1,3}°.*?)[ ,;/]+([-+]?\d{1,3}°.*)$/;

interface Angle {
  readonly degrees: number;
  /** What its last digit stands for. */
  readonly stepDegrees: number;
}

/**
 * Reads latitude and longitude: `47.3769, 8.5417`, `47,3769 8,5417`, `N 47° 22.61' E 8° 32.5'`,
 * `47°22'36.8"N 8°32'30"E`. Without letters the first number is north. The accuracy is half of what
 * the last digit of the finer number stands for: zeros at the end are often left out.
 */
export function readDegrees(text: string): PlaceReading {
  const lettered = LETTER_FIRST.exec(text) ?? turnedRound(LETTER_LAST.exec(text));
  if (lettered !== null) return readLettered(lettered);
  const [, north, east] = POINTS.exec(text) ?? COMMAS.exec(text) ?? SIGNED.exec(text) ?? [];
  if (north === undefined || east === undefined) return null;
  const [lat, lon] = [signed(north), signed(east)];
  return lat === null || lon === null ? null : placeOf(lat, lon);
}

function turnedRound(found: RegExpExecArray | null): readonly string[] | null {
  if (found === null) return null;
  const [all = '', angle = '', letter = '', other = '', otherLetter = ''] = found;
  return [all, letter, angle, otherLetter, other];
}

function readLettered(found: readonly string[]): PlaceReading {
  const [, letter = '', first = '', otherLetter = '', second = ''] = found;
  if (letter === 'O' || otherLetter === 'O') {
    return refuse('place-invalid', 'O is Ost to some and ouest to others: write E or W.');
  }
  const isNorthFirst = letter === 'N' || letter === 'S';
  const isNorthSecond = otherLetter === 'N' || otherLetter === 'S';
  if (isNorthFirst === isNorthSecond) {
    return refuse('place-invalid', 'A place has one of N or S and one of E or W.');
  }
  const [a, b] = [lettered(first, letter), lettered(second, otherLetter)];
  if (a === null || b === null) return null;
  return isNorthFirst ? placeOf(a, b) : placeOf(b, a);
}

function lettered(text: string, letter: string): Angle | null {
  const angle = angleOf(text);
  const isNegative = letter === 'S' || letter === 'W';
  return angle && { ...angle, degrees: isNegative ? -angle.degrees : angle.degrees };
}

function signed(text: string): Angle | null {
  const angle = angleOf(text.replace(/^[-+]/, ''));
  return angle && { ...angle, degrees: text.startsWith('-') ? -angle.degrees : angle.degrees };
}

function angleOf(text: string): Angle | null {
  const bare = text.trim().replace(/[,;]$/, '');
  const parts = ANGLES.map((shape) => shape.exec(bare)?.slice(1)).find((each) => each);
  if (parts === undefined) return null;
  const numbers = parts.map((part) => Number(part.replace(',', '.')));
  if (numbers.slice(1).some((number) => number >= 60)) return null;
  const decimals = /[.,](\d*)$/.exec(parts.at(-1) ?? '')?.[1]?.length ?? 0;
  return {
    degrees: numbers.reduce((sum, number, i) => sum + number / (UNITS[i] ?? 1), 0),
    stepDegrees: 10 ** -decimals / (UNITS[parts.length - 1] ?? 1),
  };
}

function placeOf(lat: Angle, lon: Angle): PlaceReading {
  const place: Place = { lat: lat.degrees, lon: lon.degrees };
  if (Math.abs(place.lat) > 90) {
    return refuse('place-invalid', 'Degrees north are from -90 to 90, and come first.');
  }
  if (Math.abs(place.lon) > 180) {
    return refuse('place-invalid', 'Degrees east are from -180 to 180.');
  }
  if (!isPlausiblePlace(place)) {
    return refuse('place-invalid', 'Nothing is at zero degrees north and zero degrees east.');
  }
  const stepM = Math.min(lat.stepDegrees, lon.stepDegrees) * METRES_PER_DEGREE;
  const written = [place.lat, place.lon].map((degrees) => degrees.toFixed(SHOWN_DECIMALS));
  return ok({
    place,
    accuracyM: stepM * Math.SQRT1_2,
    notation: 'degrees',
    written: written.join(', '),
  });
}
