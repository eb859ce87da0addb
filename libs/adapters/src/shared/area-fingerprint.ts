import { createHash } from 'node:crypto';
import type { StoredArea } from '#core/stored-area';

/** Tells whether an area was changed: over all that was put, but who put it and when. */
export function areaFingerprint(area: Omit<StoredArea, 'organisationId' | 'updatedAt'>): string {
  const { areaRef, label, description, geocodes, source } = area;
  const polygons = area.area.polygons.map(({ outer, holes }) =>
    [outer, ...holes].map((ring) => ring.map(({ lat, lon }) => [lat, lon])),
  );
  const text = JSON.stringify([areaRef, label, description, geocodes, source, polygons]);
  return createHash('sha256').update(text).digest('base64url');
}

/** Points of all rings of an area. */
export function pointsOf({ polygons }: StoredArea['area']): number {
  return polygons.reduce(
    (sum, { outer, holes }) =>
      sum + outer.length + holes.reduce((points, hole) => points + hole.length, 0),
    0,
  );
}
