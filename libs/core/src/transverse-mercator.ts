import type { Ellipsoid } from '#core/datum';
import type { Place } from '#core/geometry';

/** Metres on a grid. */
export interface GridPoint {
  readonly eastM: number;
  readonly northM: number;
}

/** A grid on a transverse Mercator projection. */
export interface MercatorGrid {
  readonly ellipsoid: Ellipsoid;
  /** On the central meridian. */
  readonly scale: number;
  /** Where the false easting and northing belong to. */
  readonly origin: Place;
  readonly falseM: GridPoint;
}

const RADIANS = Math.PI / 180;
const ROUNDS = 4;

/*
 * The series of Krüger in the third flattening to its fourth power (Karney, Transverse Mercator
 * with an accuracy of a few nanometers, Journal of Geodesy 85, 2011, equations 7 to 36): below a
 * millimetre within the zones of all grids here.
 */

/** A place, in degrees of the grid's own survey, as metres on its grid. */
export function toGrid(place: Place, grid: MercatorGrid): GridPoint {
  const { falseM, origin } = grid;
  const point = unshifted(place, grid);
  const zero = unshifted(origin, grid);
  return {
    eastM: falseM.eastM + point.eastM,
    northM: falseM.northM + point.northM - zero.northM,
  };
}

/** Metres on a grid as a place, in degrees of the grid's own survey. */
export function fromGrid({ eastM, northM }: GridPoint, grid: MercatorGrid): Place {
  const { ellipsoid, origin, falseM } = grid;
  const { radiusM, backward, eccentricity } = seriesOf(ellipsoid);
  const zeroM = unshifted(origin, grid).northM;
  const y = (northM - falseM.northM + zeroM) / (grid.scale * radiusM);
  const x = (eastM - falseM.eastM) / (grid.scale * radiusM);
  let [north, east] = [y, x];
  for (const [i, factor] of backward.entries()) {
    const twice = 2 * (i + 1);
    north -= factor * Math.sin(twice * y) * Math.cosh(twice * x);
    east -= factor * Math.cos(twice * y) * Math.sinh(twice * x);
  }
  const conformal = Math.sin(north) / Math.hypot(Math.sinh(east), Math.cos(north));
  const lon = Math.atan2(Math.sinh(east), Math.cos(north));
  return {
    lat: Math.atan(tangentOf(conformal, eccentricity)) / RADIANS,
    lon: origin.lon + lon / RADIANS,
  };
}

/** Without false easting and northing, and north of the equator. */
function unshifted({ lat, lon }: Place, { ellipsoid, origin, scale }: MercatorGrid): GridPoint {
  const { radiusM, forward, eccentricity } = seriesOf(ellipsoid);
  const turned = (lon - origin.lon) * RADIANS;
  const conformal = conformalOf(Math.tan(lat * RADIANS), eccentricity);
  const y = Math.atan2(conformal, Math.cos(turned));
  const x = Math.asinh(Math.sin(turned) / Math.hypot(conformal, Math.cos(turned)));
  let [north, east] = [y, x];
  for (const [i, factor] of forward.entries()) {
    const twice = 2 * (i + 1);
    north += factor * Math.sin(twice * y) * Math.cosh(twice * x);
    east += factor * Math.cos(twice * y) * Math.sinh(twice * x);
  }
  return { eastM: scale * radiusM * east, northM: scale * radiusM * north };
}

/** The tangent of the conformal latitude from that of the latitude. */
function conformalOf(tangent: number, eccentricity: number): number {
  const secant = Math.hypot(1, tangent);
  const sigma = Math.sinh(eccentricity * Math.atanh((eccentricity * tangent) / secant));
  return tangent * Math.hypot(1, sigma) - sigma * secant;
}

/** Back again, by Newton's method. */
function tangentOf(conformal: number, eccentricity: number): number {
  const rest = 1 - eccentricity * eccentricity;
  let tangent = conformal;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = conformalOf(tangent, eccentricity);
    const slope = (1 + rest * tangent * tangent) / (rest * Math.hypot(1, tangent));
    tangent += ((conformal - found) / Math.hypot(1, found)) * slope;
  }
  return tangent;
}

function seriesOf({ semiMajorM, semiMinorM }: Ellipsoid): {
  readonly radiusM: number;
  readonly eccentricity: number;
  readonly forward: readonly number[];
  readonly backward: readonly number[];
} {
  const n = (semiMajorM - semiMinorM) / (semiMajorM + semiMinorM);
  const [n2, n3, n4] = [n ** 2, n ** 3, n ** 4];
  return {
    radiusM: (semiMajorM / (1 + n)) * (1 + n2 / 4 + n4 / 64),
    eccentricity: Math.sqrt(1 - (semiMinorM * semiMinorM) / (semiMajorM * semiMajorM)),
    forward: [
      n / 2 - (2 * n2) / 3 + (5 * n3) / 16 + (41 * n4) / 180,
      (13 * n2) / 48 - (3 * n3) / 5 + (557 * n4) / 1_440,
      (61 * n3) / 240 - (103 * n4) / 140,
      (49_561 * n4) / 161_280,
    ],
    backward: [
      n / 2 - (2 * n2) / 3 + (37 * n3) / 96 - n4 / 360,
      n2 / 48 + n3 / 15 - (437 * n4) / 1_440,
      (17 * n3) / 480 - (37 * n4) / 840,
      (4_397 * n4) / 161_280,
    ],
  };
}
