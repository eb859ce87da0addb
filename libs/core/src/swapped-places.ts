import { boundingBox, type Area, type Box, type Place } from '#core/geometry';

/** How far outside the organisation's area an AED of its register may lie. */
const AREA_MARGIN_DEGREES = 1;
/** How far from the middle of a file its places lie, where no area is known: a country's width. */
const FILE_MARGIN_DEGREES = 8;

/**
 * Whether latitude and longitude of each place look swapped: far from where the register's places
 * are, and among them when turned round. Where the area is not known, the median of the file is
 * the middle, which a few bad rows do not move.
 */
export function swappedPlaces(places: readonly Place[], area: Area | null): boolean[] {
  const box = area === null ? null : boundingBox(area);
  const around =
    box === null ? boxAround(places, FILE_MARGIN_DEGREES) : widened(box, AREA_MARGIN_DEGREES);
  return places.map(({ lat, lon }) => {
    const turned = { lat: lon, lon: lat };
    return around !== null && !isIn(around, { lat, lon }) && isIn(around, turned);
  });
}

function boxAround(places: readonly Place[], marginDegrees: number): Box | null {
  const [lat, lon] = [median(places.map((each) => each.lat)), median(places.map((e) => e.lon))];
  if (lat === undefined || lon === undefined) return null;
  return widened({ south: lat, north: lat, west: lon, east: lon }, marginDegrees);
}

function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

function widened(box: Box, degrees: number): Box {
  return {
    south: box.south - degrees,
    north: box.north + degrees,
    west: box.west - degrees,
    east: box.east + degrees,
  };
}

function isIn(box: Box, { lat, lon }: Place): boolean {
  return lat >= box.south && lat <= box.north && lon >= box.west && lon <= box.east;
}
