import type { Place } from '#core/geometry';
import type { PlaceReading } from '#core/place-reading';
import { ok, refuse } from '#core/problem';

/*
 * Swiss coordinates LV95 and LV03: swisstopo, Approximate solution for the transformation between
 * CH1903/LV95 and WGS 84, of which it says that it is right to about a metre.
 */

const GRID_ERROR_M = 1.5;
/** Longer and wider than the country by about 20 km; LV03 is the same less two and one million. */
const EAST = { leastM: 2_460_000, mostM: 2_860_000 };
const NORTH = { leastM: 1_050_000, mostM: 1_320_000 };
const OLD_FRAME = { eastM: 2_000_000, northM: 1_000_000 };
const BERN = { eastM: 2_600_000, northM: 1_200_000 };
const BERN_SECONDS = { lat: 169_028.66, lon: 26_782.5 };
const NUMBER = String.raw`\d{1,3}(?:'?\d{3}){1,2}(?:\.\d+)?`;
const PAIR = new RegExp(`^(LV95|LV03)?[ :]*(${NUMBER}) ?[ ,;/] ?(${NUMBER})$`);

/**
 * Reads `2683256 1248117`, `2'683'256 / 1'248'117` or, in the old frame, `LV03 683256 248117`; east
 * and north cannot be confused, so either may come first.
 *
 * @param isNear whether the place is known to be in or around the country; without that, six
 *   digits without `LV03` may be of another country and are refused
 */
export function readSwissGrid(text: string, isNear: boolean): PlaceReading {
  const [, frame, one, other] = PAIR.exec(text) ?? [];
  if (one === undefined || other === undefined) return null;
  const pair = [one, other].map((number) => Number(number.replaceAll("'", '')));
  const [eastM = 0, northM = 0] = pair.sort((a, b) => b - a);
  const isOld = frame === 'LV03' || (frame === undefined && eastM < 1_000_000);
  const point = {
    eastM: eastM + (isOld ? OLD_FRAME.eastM : 0),
    northM: northM + (isOld ? OLD_FRAME.northM : 0),
  };
  if (!isInside(point)) {
    if (frame === undefined) return null;
    return refuse('place-invalid', `This is not within the Swiss frame ${frame}.`);
  }
  if (isOld && frame === undefined && !isNear) {
    const says = 'Two numbers of six digits may be of several countries';
    return refuse('place-invalid', `${says}: write LV03 before Swiss ones, or letters of a grid.`);
  }
  const [name, decimals] = [isOld ? 'LV03' : 'LV95', /\.\d/.test(one + other) ? 1 : 0];
  const written = `${name} ${eastM.toFixed(decimals)} ${northM.toFixed(decimals)}`;
  return ok({ place: placeOf(point), accuracyM: GRID_ERROR_M, notation: 'swiss-grid', written });
}

/** A place in LV95, to the metre; null outside the frame. */
export function swissGridOf(place: Place): string | null {
  const lat = (place.lat * 3_600 - BERN_SECONDS.lat) / 10_000;
  const lon = (place.lon * 3_600 - BERN_SECONDS.lon) / 10_000;
  const eastM =
    2_600_072.37 +
    211_455.93 * lon -
    10_938.51 * lon * lat -
    0.36 * lon * lat ** 2 -
    44.54 * lon ** 3;
  const northM =
    1_200_147.07 +
    308_807.95 * lat +
    3_745.25 * lon ** 2 +
    76.63 * lat ** 2 -
    194.56 * lon ** 2 * lat +
    119.79 * lat ** 3;
  if (!isInside({ eastM, northM })) return null;
  return `LV95 ${eastM.toFixed(0)} ${northM.toFixed(0)}`;
}

function isInside({ eastM, northM }: typeof BERN): boolean {
  const isEast = eastM >= EAST.leastM && eastM <= EAST.mostM;
  return isEast && northM >= NORTH.leastM && northM <= NORTH.mostM;
}

/** The polynomials give units of 10 000 seconds. */
function placeOf({ eastM, northM }: typeof BERN): Place {
  const y = (eastM - BERN.eastM) / 1e6;
  const x = (northM - BERN.northM) / 1e6;
  const lon = 2.6779094 + 4.728982 * y + 0.791484 * y * x + 0.1306 * y * x ** 2 - 0.0436 * y ** 3;
  const lat =
    16.9023892 +
    3.238272 * x -
    0.270978 * y ** 2 -
    0.002528 * x ** 2 -
    0.0447 * y ** 2 * x -
    0.014 * x ** 3;
  return { lat: (lat * 100) / 36, lon: (lon * 100) / 36 };
}
