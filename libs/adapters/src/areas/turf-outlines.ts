import { difference, featureCollection, polygon, union } from '@turf/turf';
import type { Place, Polygon } from '#core/geometry';
import type { Outlines } from '#flow/ports';

type Shape = NonNullable<ReturnType<typeof union>>;

/** Draws shapes anew with turf, which sweeps over all edges at once. */
export class TurfOutlines implements Outlines {
  rebuild: Outlines['rebuild'] = (polygons) => {
    const shapes = polygons.flatMap((each): Shape[] => {
      const outer = simple(each.outer);
      if (outer === null) return [];
      const holes = each.holes.flatMap((hole) => simple(hole) ?? []);
      const left = holes.length === 0 ? outer : difference(featureCollection([outer, ...holes]));
      return left === null ? [] : [left];
    });
    const [first, second] = shapes;
    if (first === undefined) return [];
    const whole = second === undefined ? first : union(featureCollection(shapes));
    return whole === null ? [] : polygonsOf(whole);
  };
}

/** One ring, cut where it crosses itself; a union of it with itself is what does so. */
function simple(ring: readonly Place[]): Shape | null {
  const points = ring.map(({ lat, lon }): [number, number] => [lon, lat]);
  const [first, last] = [points[0], points.at(-1)];
  if (first !== undefined && (last?.[0] !== first[0] || last[1] !== first[1])) points.push(first);
  const shape = polygon([points]);
  return union(featureCollection([shape, shape]));
}

function polygonsOf({ geometry }: Shape): Polygon[] {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return parts.map((rings) => {
    const places = rings.map((ring) =>
      ring.map(([lon, lat]): Place => ({ lat: lat ?? NaN, lon: lon ?? NaN })),
    );
    return { outer: places[0] ?? [], holes: places.slice(1) };
  });
}
