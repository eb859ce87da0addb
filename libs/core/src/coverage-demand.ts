import { middleOf } from '#core/grid-cells';
import type { Box, Place } from '#core/geometry';

/** How much of a past arrest counts for its own square; the rest for the eight around. Proposed. */
const OWN_SHARE = 0.5;
const NEIGHBOURS = 8;
/** What the whole area is expected to have beside its past, in arrests, evenly. Proposed. */
const EVENLY = 10;

/**
 * The share of the arrests to come that each square of a grid is expected to have; all together 1.
 * Past arrests are smoothed over the squares around theirs, since two addresses tell little of
 * where the next one is, and a few are taken to fall anywhere.
 */
export function expectedShares(boxes: readonly Box[], arrests: readonly Place[]): number[] {
  const weights = boxes.map(() => EVENLY / Math.max(1, boxes.length));
  const index = indexOf(boxes);
  for (const place of arrests) {
    const own = index.find(place);
    if (own === undefined) continue;
    weights[own] = (weights[own] ?? 0) + OWN_SHARE;
    const box = boxes[own];
    if (box === undefined) continue;
    for (const around of placesAround(box)) {
      // What would fall outside the area stays with the square itself.
      const at = index.find(around) ?? own;
      weights[at] = (weights[at] ?? 0) + (1 - OWN_SHARE) / NEIGHBOURS;
    }
  }
  const total = weights.reduce((sum, each) => sum + each, 0);
  return weights.map((each) => (total === 0 ? 0 : each / total));
}

/** The middles of where the eight squares around are. */
function placesAround(box: Box): readonly Place[] {
  const { lat, lon } = middleOf(box);
  const [high, wide] = [box.north - box.south, box.east - box.west];
  return [-1, 0, 1].flatMap((row) =>
    [-1, 0, 1]
      .filter((column) => row !== 0 || column !== 0)
      .map((column) => ({ lat: lat + row * high, lon: lon + column * wide })),
  );
}

/** Finds the square that a place lies in: by its row, then along the row. */
function indexOf(boxes: readonly Box[]): { readonly find: (place: Place) => number | undefined } {
  const rows = new Map<number, number[]>();
  const high = (boxes[0]?.north ?? 1) - (boxes[0]?.south ?? 0);
  boxes.forEach((box, index) => {
    const row = Math.round(box.south / high);
    rows.set(row, [...(rows.get(row) ?? []), index]);
  });
  return {
    find: (place) =>
      rows.get(Math.floor(place.lat / high))?.find((index) => {
        const box = boxes[index];
        return box !== undefined && box.west <= place.lon && place.lon < box.east;
      }),
  };
}
