import type { Place } from '#core/geometry';
import type { AreaGeometry } from '#web/map/map-kinds';

/** The middle of the rectangle around an area, to look at; null where it has no corners. */
export function middleOf(area: AreaGeometry): Place | null {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const spots = polygons.flatMap(([outer = []]) => outer);
  const [lons, lats] = [0, 1].map((axis) => spots.flatMap((spot) => spot[axis] ?? []));
  if (lons === undefined || lats === undefined || lons.length === 0) return null;
  const middle = (all: readonly number[]): number => {
    const [least, most] = all.reduce(
      ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
      [Infinity, -Infinity],
    );
    return (least + most) / 2;
  };
  return { lat: middle(lats), lon: middle(lons) };
}
