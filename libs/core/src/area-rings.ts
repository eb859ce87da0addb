import type { AreaRepair } from '#core/area-repairs';
import { type Area, type Box, boundingBox, type Place, type Polygon } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';

/** Beyond this two neighbouring points lie on two sides of the antimeridian. */
const LONGEST_EDGE_DEGREES = 180;
/** How far beyond the organisation's area of operation an area may lie before it looks swapped. */
const SWAP_MARGIN_DEGREES = 1;
const POINTS_MIN = 3;

/** A ring put right: closed, without repeated points, and without ways out and back. */
export interface CleanRing {
  readonly ring: readonly Place[];
  readonly repairs: readonly AreaRepair[];
}

/**
 * Puts one ring right, or says why it cannot be one.
 *
 * @param name the ring in words, e.g. `The outline of polygon 2`
 * @returns refusal `area-invalid` for fewer than three different points
 */
export function cleanRing(points: readonly Place[], name: string): Result<CleanRing> {
  const repairs: AreaRepair[] = [];
  const [first, last] = [points[0], points.at(-1)];
  const wasOpen = first !== undefined && last !== undefined && !same(first, last);
  const open = wasOpen ? [...points] : points.slice(0, -1);
  const single = open.filter((point, i) => i === 0 || !same(point, open[i - 1]));
  if (single.length > 1 && same(single[0], single.at(-1))) single.pop();
  const smooth = withoutSpikes(single);
  if (new Set(smooth.map(({ lat, lon }) => `${lat} ${lon}`)).size < POINTS_MIN) {
    const given = new Set(points.map(({ lat, lon }) => `${lat} ${lon}`)).size;
    const detail =
      given < POINTS_MIN
        ? `${name} has ${counted(given, 'different point')}; an area needs at least ${POINTS_MIN}.`
        : `${name} goes out and back on itself and encloses nothing.`;
    return refuse('area-invalid', detail);
  }
  if (wasOpen) {
    repairs.push({ kind: 'ring-closed', says: `${name} was not closed: its end was joined.` });
  }
  const repeated = open.length - single.length;
  if (repeated > 0) {
    const says = `${name} repeated ${counted(repeated, 'point')} one after the other.`;
    repairs.push({ kind: 'points-repeated', says });
  }
  const spikes = single.length - smooth.length;
  if (spikes > 0) {
    const says = `${name} went out and back on itself: ${counted(spikes, 'point')} left out.`;
    repairs.push({ kind: 'spike-removed', says });
  }
  return ok({ ring: [...smooth, smooth[0] ?? { lat: 0, lon: 0 }], repairs });
}

/** Ways out and back to the very same point enclose nothing; one may hide the next. */
function withoutSpikes(points: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const point of points) {
    kept.push(point);
    while (kept.length >= 3 && same(kept.at(-1), kept.at(-3))) kept.splice(-2);
  }
  // The first point may be the tip of one that begins before it and ends after it.
  while (kept.length >= 3 && same(kept[1], kept.at(-1))) {
    kept.shift();
    kept.pop();
  }
  while (kept.length >= 3 && same(kept[0], kept.at(-2))) kept.splice(-2);
  return kept;
}

/**
 * Why these polygons lie nowhere that a call-out could be: no degrees, on their side, or across
 * the antimeridian. Turned round they are refused and never silently swapped.
 *
 * @param within the organisation's area of operation, where it is known
 */
export function misplaced(polygons: readonly Polygon[], within: Area | null): string | null {
  const points = polygons.flatMap(({ outer, holes }) => [outer, ...holes].flat());
  const turned = points.map(({ lat, lon }) => ({ lat: lon, lon: lat }));
  if (!points.every(isOnEarth)) {
    return turned.every(isOnEarth)
      ? 'A latitude is beyond ±90: did you swap latitude and longitude? Longitude comes first.'
      : 'These are no degrees: longitude within ±180 first, then latitude within ±90 (WGS 84).';
  }
  const given = boundingBox({ polygons });
  const box = within === null ? null : boundingBox(within);
  const asTurned = boundingBox({ polygons: [{ outer: turned, holes: [] }] });
  if (given !== null && box !== null && asTurned !== null) {
    const around = widened(box);
    if (!overlap(given, around) && overlap(asTurned, around)) {
      return (
        'It lies far from the area of operation, and within it when turned round: ' +
        'did you swap latitude and longitude? Longitude comes first.'
      );
    }
  }
  const jumps = polygons.some(({ outer, holes }) => [outer, ...holes].some(jumpsAcross));
  return jumps
    ? 'It crosses the antimeridian: draw it as two polygons that meet at ±180 degrees.'
    : null;
}

/** Square degrees, positive against the clock; for comparing shapes of one neighbourhood. */
export function signedSize(ring: readonly Place[]): number {
  const origin = ring[0];
  if (origin === undefined) return 0;
  return ring.reduce((sum, point, i) => {
    const before = ring[i - 1] ?? point;
    const [x0, y0] = [before.lon - origin.lon, before.lat - origin.lat];
    return sum + (x0 * (point.lat - origin.lat) - (point.lon - origin.lon) * y0) / 2;
  }, 0);
}

/** Some points of a ring, spread over it: of rings that do not cross all lie where a few lie. */
export function few(ring: readonly Place[]): readonly Place[] {
  const step = Math.max(1, Math.floor(ring.length / FEW_POINTS));
  return ring.filter((_, i) => i % step === 0);
}

const FEW_POINTS = 24;

function isOnEarth({ lat, lon }: Place): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

function jumpsAcross(ring: readonly Place[]): boolean {
  return ring.some((point, i) => {
    const before = ring[i - 1];
    return before !== undefined && Math.abs(point.lon - before.lon) > LONGEST_EDGE_DEGREES;
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.south <= b.north && b.south <= a.north && a.west <= b.east && b.west <= a.east;
}

function widened({ south, north, west, east }: Box): Box {
  const by = SWAP_MARGIN_DEGREES;
  return { south: south - by, north: north + by, west: west - by, east: east + by };
}

function same(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && a.lat === b?.lat && a.lon === b.lon;
}

/** `1 point`, `2 points`. */
export function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
