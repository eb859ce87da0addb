import type { Place } from '#core/geometry';

/** An ellipsoid by its half axes. */
export interface Ellipsoid {
  readonly semiMajorM: number;
  readonly semiMinorM: number;
}

/** How the places of an older survey lie to WGS 84: seven numbers, turned as position vectors. */
export interface Datum {
  readonly ellipsoid: Ellipsoid;
  readonly shiftM: readonly [number, number, number];
  readonly turnSeconds: readonly [number, number, number];
  readonly scalePpm: number;
}

/** WGS 84 (EPSG 7030). */
export const WGS84: Ellipsoid = { semiMajorM: 6_378_137, semiMinorM: 6_356_752.314245 };

type Vector = readonly [number, number, number];

const RADIANS = Math.PI / 180;
const SECOND_RADIANS = RADIANS / 3_600;

/** A place of an older survey in WGS 84, as exact as the seven numbers are: a few metres. */
export function toWgs84(place: Place, datum: Datum): Place {
  return geodetic(turned(cartesian(place, datum.ellipsoid), datum, 1), WGS84);
}

/** A place of WGS 84 in an older survey; turns back what `toWgs84` does to a centimetre. */
export function fromWgs84(place: Place, datum: Datum): Place {
  return geodetic(turned(cartesian(place, WGS84), datum, -1), datum.ellipsoid);
}

/** On the ellipsoid itself: heights do not matter to where somebody stands. */
function cartesian({ lat, lon }: Place, { semiMajorM, semiMinorM }: Ellipsoid): Vector {
  const [sinLat, cosLat] = [Math.sin(lat * RADIANS), Math.cos(lat * RADIANS)];
  const squared = 1 - (semiMinorM * semiMinorM) / (semiMajorM * semiMajorM);
  const radius = semiMajorM / Math.sqrt(1 - squared * sinLat * sinLat);
  return [
    radius * cosLat * Math.cos(lon * RADIANS),
    radius * cosLat * Math.sin(lon * RADIANS),
    radius * (1 - squared) * sinLat,
  ];
}

/** The transformation of Helmert with small angles; backwards with every sign changed. */
function turned([x, y, z]: Vector, datum: Datum, direction: 1 | -1): Vector {
  const [shiftX, shiftY, shiftZ] = datum.shiftM;
  const [turnX, turnY, turnZ] = datum.turnSeconds.map((seconds) => {
    return direction * seconds * SECOND_RADIANS;
  }) as unknown as Vector;
  const scale = 1 + (direction * datum.scalePpm) / 1e6;
  return [
    direction * shiftX + scale * x - turnZ * y + turnY * z,
    direction * shiftY + turnZ * x + scale * y - turnX * z,
    direction * shiftZ - turnY * x + turnX * y + scale * z,
  ];
}

/** By the formula of Bowring (Survey Review 23, 1976), exact to less than a millimetre here. */
function geodetic([x, y, z]: Vector, { semiMajorM, semiMinorM }: Ellipsoid): Place {
  const squared = 1 - (semiMinorM * semiMinorM) / (semiMajorM * semiMajorM);
  const second = squared / (1 - squared);
  const fromAxisM = Math.hypot(x, y);
  const parametric = Math.atan2(z * semiMajorM, fromAxisM * semiMinorM);
  const lat = Math.atan2(
    z + second * semiMinorM * Math.sin(parametric) ** 3,
    fromAxisM - squared * semiMajorM * Math.cos(parametric) ** 3,
  );
  return { lat: lat / RADIANS, lon: Math.atan2(y, x) / RADIANS };
}
