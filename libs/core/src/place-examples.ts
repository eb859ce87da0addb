import type { Place, Polygon } from '#core/geometry';

/** Where incidents happen here unless told otherwise: Virginia Beach. */
export const SCENE: Place = { lat: 36.85, lon: -76.02 };

const EARTH_RADIUS_M = 6_371_008.8;
const METRES_PER_DEGREE = (EARTH_RADIUS_M * Math.PI) / 180;

/** The place `northM` and `eastM` metres from another; true to a centimetre within 20 km. */
export function placeFrom(origin: Place, northM: number, eastM = 0): Place {
  const lat = origin.lat + northM / METRES_PER_DEGREE;
  const stretch = Math.cos((lat * Math.PI) / 180);
  return { lat, lon: origin.lon + eastM / METRES_PER_DEGREE / stretch };
}

/** A square around a place, closed, without holes. */
export function aSquare(centre: Place, sideM: number): Polygon {
  const half = sideM / 2;
  const southWest = placeFrom(centre, -half, -half);
  const northEast = placeFrom(centre, half, half);
  return {
    outer: [
      southWest,
      { lat: southWest.lat, lon: northEast.lon },
      northEast,
      { lat: northEast.lat, lon: southWest.lon },
      southWest,
    ],
    holes: [],
  };
}
