import type { AreaRepair } from '#core/area-repairs';
import { boundingBox, contains, type Box, type Place, type Polygon } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { few, signedSize } from '#core/area-rings';

interface Part {
  readonly polygon: Polygon;
  readonly number: number;
  readonly box: Box | null;
  readonly sense: number;
}

/**
 * Polygons that lie wholly within another one of the same area. Where they run the other way round
 * than what they lie in, their sender wrote them as holes (RFC 7946 §3.1.6), and they become holes;
 * where they run the same way, nobody can tell whether a hole or nothing was meant.
 *
 * @param polygons whose rings do not cross each other
 * @returns refusal `area-invalid`
 */
export function nestedAsHoles(polygons: readonly Polygon[]): Result<{
  readonly polygons: readonly Polygon[];
  readonly repairs: readonly AreaRepair[];
}> {
  const parts = polygons.map((polygon, number): Part => ({
    ...{ polygon, number, box: boundingBox({ polygons: [polygon] }) },
    sense: Math.sign(signedSize(polygon.outer)),
  }));
  const around = parts.map((part) => parts.filter((other) => liesIn(part, other)));
  const holes = new Map<number, (readonly Place[])[]>();
  const repairs: AreaRepair[] = [];
  const gone = new Set<number>();
  for (const part of parts) {
    const containers = around[part.number] ?? [];
    const parent = innermost(containers, around);
    if (parent === null) continue;
    const names = `Polygon ${String(part.number + 1)} lies wholly within polygon`;
    if (part.sense === parent.sense || (containers.length % 2 === 1 && hasHoles(part))) {
      const detail =
        `${names} ${String(parent.number + 1)}: if it is a hole, send it as a second ring of ` +
        'that polygon; if it is not, leave it out.';
      return refuse('area-invalid', detail);
    }
    if (containers.length % 2 === 0) continue;
    gone.add(part.number);
    holes.set(parent.number, [...(holes.get(parent.number) ?? []), part.polygon.outer]);
    const says = `${names} ${String(parent.number + 1)} and runs the other way: it became a hole.`;
    repairs.push({ kind: 'hole-made', says });
  }
  const kept = parts
    .filter(({ number }) => !gone.has(number))
    .map(({ polygon, number }) => ({
      outer: polygon.outer,
      holes: [...polygon.holes, ...(holes.get(number) ?? [])],
    }));
  return ok({ polygons: kept, repairs });
}

/** Rings do not cross, so that all points lie in it or none do; those on its edge tell nothing. */
function liesIn(part: Part, other: Part): boolean {
  const [inner, outer] = [part.box, other.box];
  if (part === other || inner === null || outer === null) return false;
  const boxFits =
    inner.south >= outer.south &&
    inner.north <= outer.north &&
    inner.west >= outer.west &&
    inner.east <= outer.east;
  if (!boxFits) return false;
  return few(part.polygon.outer).every((point) => contains({ polygons: [other.polygon] }, point));
}

function hasHoles({ polygon }: Part): boolean {
  return polygon.holes.length > 0;
}

/** Of parts that all hold the same one, that which lies in all the others. */
function innermost(containers: readonly Part[], around: readonly (readonly Part[])[]): Part | null {
  const depth = (part: Part) => around[part.number]?.length ?? 0;
  return containers.reduce<Part | null>(
    (deepest, part) => (deepest === null || depth(part) > depth(deepest) ? part : deepest),
    null,
  );
}
