import { distanceM, type Box, type Place } from '#core/geometry';
import type { PlaceReading } from '#core/place-reading';
import { ok, refuse } from '#core/problem';

/*
 * Plus Codes: Open Location Code, its specification of 2018 and its test data. Ten digits in pairs
 * of base 20, latitude first, then up to five more that each divide the cell in five rows and four
 * columns.
 */

const DIGITS = '23456789CFGHJMPQRVWX';
const BASE = 20;
const PAIR_DIGITS = 10;
const FINE_DIGITS_MAX = 5;
const FINE_ROWS = 5;
const FINE_COLUMNS = 4;
const BEFORE_PLUS = 8;
/** A first pair is of 20 degrees. */
const FIRST_PAIR_DEGREES = 20;
/** Cells of ten digits to a degree. */
const CELLS_PER_DEGREE = 8_000;
/** Of the eight digits before the plus, as many as a short code may lack. */
const LACKING = { most: 4, least: 2 };
const SHAPE = /^([23456789CFGHJMPQRVWX0]{2,8})\+([23456789CFGHJMPQRVWX]*)(?:[ ,].*)?$/;

/** Where a short code is looked for. */
export interface Nearby {
  readonly place: Place;
  /** A place beyond is not meant. */
  readonly withinM: number;
}

/**
 * Reads a full code, or one that lacks its first two or four digits and means exactly one place
 * nearby. A short code with the name of a town is refused: the town is not looked up.
 */
export function readPlusCode(text: string, near: Nearby | null): PlaceReading {
  const [, before, after] = SHAPE.exec(text) ?? [];
  if (before === undefined || after === undefined) return null;
  const code = `${before}+${after}`;
  if (before.length === BEFORE_PLUS) return readFull(code);
  const lacking = BEFORE_PLUS - before.length;
  const full = 'type the full code, as 8FVC9G8F+6W';
  if (lacking % 2 !== 0 || lacking > LACKING.most || before.includes('0') || after.length < 2) {
    return refuse('place-invalid', `This is not a whole Plus Code: ${full}.`);
  }
  if (code !== text) {
    return refuse('place-invalid', `Names of places are not looked up: ${full}.`);
  }
  if (near === null) return refuse('place-invalid', `A short Plus Code needs a place: ${full}.`);
  const found = recoveries(code, near.place).filter((each) => {
    const cell = plusCodeCell(each);
    return cell !== null && distanceM(middleOf(cell), near.place) <= near.withinM;
  });
  const [first, second] = found;
  if (first === undefined) return refuse('place-invalid', `${code} is not in the area: ${full}.`);
  if (second !== undefined) {
    return refuse('place-invalid', `${code} is in the area more than once: ${full}.`);
  }
  return readFull(first);
}

/** The code of ten digits of a place, a cell of about 14 metres. */
export function plusCodeOf({ lat, lon }: Place): string {
  const wrapped = (((lon + 180) % 360) + 360) % 360;
  // A billionth of a degree more: 20.37 · 8000 must not fall short of its cell.
  const cellsOf = (degrees: number): number => Math.floor((degrees + 1e-9) * CELLS_PER_DEGREE);
  let row = Math.min(cellsOf(Math.max(0, lat + 90)), 180 * CELLS_PER_DEGREE - 1);
  let column = cellsOf(wrapped) % (360 * CELLS_PER_DEGREE);
  let code = '';
  for (let pair = 0; pair < PAIR_DIGITS / 2; pair += 1) {
    code = `${DIGITS.charAt(row % BASE)}${DIGITS.charAt(column % BASE)}${code}`;
    row = Math.floor(row / BASE);
    column = Math.floor(column / BASE);
  }
  return `${code.slice(0, BEFORE_PLUS)}+${code.slice(BEFORE_PLUS)}`;
}

/** The cell that a full code names; null where it is none. */
export function plusCodeCell(code: string): Box | null {
  const [, before, after] = SHAPE.exec(code) ?? [];
  if (before?.length !== BEFORE_PLUS || after === undefined) return null;
  const named = before.replace(/0+$/, '');
  const isPadded = named.length < BEFORE_PLUS;
  const isOdd = named.length % 2 !== 0 || named.includes('0') || named === '';
  if (isOdd || after.length === 1 || (isPadded && after !== '')) return null;
  const digits = Array.from(named + after, (digit) => DIGITS.indexOf(digit));
  const pairs = digits.slice(0, PAIR_DIGITS);
  let [south, west, height] = [-90, -180, FIRST_PAIR_DEGREES * BASE];
  for (let at = 0; at < pairs.length; at += 2) {
    height /= BASE;
    south += (pairs[at] ?? 0) * height;
    west += (pairs[at + 1] ?? 0) * height;
  }
  let width = height;
  for (const digit of digits.slice(PAIR_DIGITS, PAIR_DIGITS + FINE_DIGITS_MAX)) {
    height /= FINE_ROWS;
    width /= FINE_COLUMNS;
    south += Math.floor(digit / FINE_COLUMNS) * height;
    west += (digit % FINE_COLUMNS) * width;
  }
  if (south >= 90 || west >= 180) return null;
  return { south, west, north: south + height, east: west + width };
}

/** Full codes that a short one may mean, the nearest of the reference place first. */
export function recoveries(code: string, near: Place): readonly string[] {
  const lacking = BEFORE_PLUS - code.indexOf('+');
  const stepDegrees = FIRST_PAIR_DEGREES / BASE ** (lacking / 2 - 1);
  const around = [-1, 0, 1].flatMap((north) => [-1, 0, 1].map((east) => ({ north, east })));
  const codes = around.flatMap(({ north, east }) => {
    const lat = near.lat + north * stepDegrees;
    if (lat < -90 || lat > 90) return [];
    const prefix = plusCodeOf({ lat, lon: near.lon + east * stepDegrees }).slice(0, lacking);
    const cell = plusCodeCell(`${prefix}${code}`);
    return cell === null
      ? []
      : [{ code: `${prefix}${code}`, away: awayFrom(middleOf(cell), near) }];
  });
  const sorted = codes.sort((a, b) => a.away - b.away).map((each) => each.code);
  return [...new Set(sorted)];
}

function readFull(code: string): PlaceReading {
  const cell = plusCodeCell(code);
  if (cell === null) return refuse('place-invalid', `There is no Plus Code ${code}.`);
  const place = middleOf(cell);
  const corners = [cell.south, cell.north].map((lat) => ({ lat, lon: cell.west }));
  const accuracyM = Math.max(...corners.map((corner) => distanceM(place, corner)));
  return ok({ place, accuracyM, notation: 'plus-code', written: code });
}

function middleOf({ south, north, west, east }: Box): Place {
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}

/** In degrees, as the specification compares them. */
function awayFrom(a: Place, b: Place): number {
  return Math.max(Math.abs(a.lat - b.lat), Math.abs(a.lon - b.lon));
}
