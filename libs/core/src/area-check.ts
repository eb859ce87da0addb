import { findCrossings, type Crossing } from '#core/area-crossings';
import type { AreaRepair } from '#core/area-repairs';
import { cleanRing, few, misplaced, signedSize } from '#core/area-rings';
import { nestedAsHoles } from '#core/area-nesting';
import { contains, type Area, type Place, type Polygon } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';

/** An outline that was looked at ring by ring. */
export interface CheckedOutline {
  readonly polygons: readonly Polygon[];
  readonly repairs: readonly AreaRepair[];
  /** Rings that cross themselves, each with the first place where; not put right yet. */
  readonly tangled: readonly { readonly ring: readonly Place[]; readonly says: string }[];
  /** Rings cross one another: what they enclose together has to be drawn anew. */
  readonly isEntangled: boolean;
}

/** Lobes that make this share of an area are a slip of the hand; larger ones are a question. */
export const SLIP_SHARE_MAX = 0.01;

/**
 * Looks at polygons as they were drawn, puts right what has one meaning only, and refuses the rest
 * with the reason and the place. Rings end up closed, outlines against the clock and holes with it
 * (RFC 7946 §3.1.6).
 *
 * @param within the organisation's area of operation, where it is known
 * @returns refusal `area-invalid`
 */
export function checkOutline(
  drawn: readonly Polygon[],
  within: Area | null,
): Result<CheckedOutline> {
  const fault = misplaced(drawn, within);
  if (fault !== null) return refuse('area-invalid', fault);
  const cleaned = cleanPolygons(drawn);
  if (!cleaned.ok) return cleaned;
  const { polygons, repairs } = cleaned.value;
  const found = crossingsOf(polygons);
  if (!found.ok) return found;
  const { tangled, isEntangled, notes } = found.value;
  if (tangled.length > 0 || isEntangled) {
    return ok({ polygons, repairs: [...repairs, ...notes], tangled, isEntangled });
  }
  const nested = nestedAsHoles(polygons);
  if (!nested.ok) return nested;
  const astray = holeAstray(nested.value.polygons);
  if (astray !== null) return refuse('area-invalid', astray);
  const wound = woundRightly(nested.value.polygons);
  return ok({
    polygons: wound.polygons,
    repairs: [...repairs, ...nested.value.repairs, ...wound.repairs],
    tangled,
    isEntangled,
  });
}

/**
 * Whether a ring that crosses itself encloses the same however one reads it, but for a slip of the
 * hand: what it goes round, with its sense, and what lies in its loops differ by a hundredth.
 */
export function isSlip(ring: readonly Place[], loops: readonly Polygon[]): boolean {
  const looped = loops.reduce(
    (sum, { outer, holes }) =>
      sum +
      Math.abs(signedSize(outer)) -
      holes.reduce((inner, hole) => inner + Math.abs(signedSize(hole)), 0),
    0,
  );
  return Math.abs(looped - Math.abs(signedSize(ring))) <= SLIP_SHARE_MAX * looped;
}

/** Outlines against the clock and holes with it. */
export function woundRightly(polygons: readonly Polygon[]): {
  readonly polygons: readonly Polygon[];
  readonly repairs: readonly AreaRepair[];
} {
  let turnedCount = 0;
  const wound = (ring: readonly Place[], sense: 1 | -1) => {
    if (signedSize(ring) * sense >= 0) return ring;
    turnedCount += 1;
    return [...ring].reverse();
  };
  const turned = polygons.map(({ outer, holes }) => ({
    outer: wound(outer, 1),
    holes: holes.map((hole) => wound(hole, -1)),
  }));
  const says = 'Rings that ran the wrong way were turned round; the area is the same.';
  return { polygons: turned, repairs: turnedCount > 0 ? [{ kind: 'turned-round', says }] : [] };
}

/** What a ring is called in a sentence. */
export function ringName(polygonNumber: number, ringNumber: number, isOnly: boolean): string {
  const of = isOnly ? '' : ` of polygon ${String(polygonNumber + 1)}`;
  return ringNumber === 0 ? `The outline${of}` : `Hole ${String(ringNumber)}${of}`;
}

function cleanPolygons(drawn: readonly Polygon[]): Result<{
  readonly polygons: readonly Polygon[];
  readonly repairs: readonly AreaRepair[];
}> {
  const repairs: AreaRepair[] = [];
  const polygons: Polygon[] = [];
  for (const [p, { outer, holes }] of drawn.entries()) {
    const rings: (readonly Place[])[] = [];
    for (const [r, ring] of [outer, ...holes].entries()) {
      const clean = cleanRing(ring, ringName(p, r, drawn.length === 1));
      if (!clean.ok) return clean;
      rings.push(clean.value.ring);
      repairs.push(...clean.value.repairs);
    }
    polygons.push({ outer: rings[0] ?? [], holes: rings.slice(1) });
  }
  return ok({ polygons, repairs });
}

function crossingsOf(
  polygons: readonly Polygon[],
): Result<
  Pick<CheckedOutline, 'tangled' | 'isEntangled'> & { readonly notes: readonly AreaRepair[] }
> {
  const rings = polygons.flatMap(({ outer, holes }, polygon) =>
    [outer, ...holes].map((points, ring) => ({ points, polygon, ring })),
  );
  const search = findCrossings(rings.map(({ points }) => points));
  if (search.isCutShort) {
    const detail =
      search.crossings.length > 0
        ? `It crosses itself in ${String(search.crossings.length)} places or more: draw it anew.`
        : 'It is folded too tightly to be checked: draw it with fewer points.';
    return refuse('area-invalid', detail);
  }
  const isOnly = polygons.length === 1;
  const tangled = new Map<number, { ring: readonly Place[]; says: string }>();
  const kinds = new Set<'hole-cut' | 'parts-joined'>();
  for (const crossing of search.crossings) {
    const [a, b] = crossing.rings.map((number) => rings[number]);
    if (a === undefined || b === undefined) continue;
    if (a === b) {
      const says = `${ringName(a.polygon, a.ring, isOnly)} crosses itself ${where(crossing)}`;
      const [number] = crossing.rings;
      if (!tangled.has(number)) tangled.set(number, { ring: a.points, says });
    } else {
      kinds.add(a.polygon === b.polygon ? 'hole-cut' : 'parts-joined');
    }
  }
  const notes = [...kinds].map((kind) => ({ kind, says: JOINED[kind] }));
  return ok({ tangled: [...tangled.values()], isEntangled: kinds.size > 0, notes });
}

const JOINED = {
  'hole-cut': 'Holes that reached over their outline or each other were cut to what they leave.',
  'parts-joined': 'Polygons that overlap or share an edge were joined.',
} as const;

function where({ at, edges }: Crossing): string {
  const degrees = (value: number) => String(Math.round(value * 1e5) / 1e5);
  const [first, second] = edges.map((edge) => String(edge + 1));
  return (
    `near latitude ${degrees(at.lat)}, longitude ${degrees(at.lon)} ` +
    `(after its points ${first ?? ''} and ${second ?? ''})`
  );
}

/** A hole that lies outside its outline is a part of its own, or a slip: who drew it must say. */
function holeAstray(polygons: readonly Polygon[]): string | null {
  for (const [p, { outer, holes }] of polygons.entries()) {
    for (const [h, hole] of holes.entries()) {
      const isIn = few(hole).every((point) =>
        contains({ polygons: [{ outer, holes: [] }] }, point),
      );
      if (isIn) continue;
      const name = ringName(p, h + 1, polygons.length === 1);
      return `${name} lies outside the outline: if it is a part, send it as a polygon of its own.`;
    }
  }
  return null;
}
