import type { Place } from '#adapters/streets/street-graph';

const METRES_PER_DEGREE = 111_195;

/** To so many decimals: what leaves the generator must not hang on the last bit of a float. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** A place to six decimals, about 0.1 m. */
export function roundPlace(place: Place): Place {
  return { lat: round(place.lat, 6), lon: round(place.lon, 6) };
}

/** The place so many metres to the north and east. */
export function movedBy(place: Place, northM: number, eastM: number): Place {
  const metresPerDegreeEast = METRES_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180);
  return {
    lat: place.lat + northM / METRES_PER_DEGREE,
    lon: place.lon + eastM / metresPerDegreeEast,
  };
}
