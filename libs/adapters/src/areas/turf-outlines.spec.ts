import { signedSize } from '#core/area-rings';
import { contains, type Place } from '#core/geometry';
import { TurfOutlines } from './turf-outlines';

const at = (lon: number, lat: number): Place => ({ lat, lon });
const square = (west: number, south: number, side: number) => [
  ...[at(west, south), at(west + side, south), at(west + side, south + side)],
  ...[at(west, south + side), at(west, south)],
];
const size = (polygons: ReturnType<TurfOutlines['rebuild']>) =>
  polygons.reduce(
    (sum, { outer, holes }) =>
      sum +
      Math.abs(signedSize(outer)) -
      holes.reduce((inner, hole) => inner + Math.abs(signedSize(hole)), 0),
    0,
  );

describe('outlines drawn anew', () => {
  const outlines = new TurfOutlines();

  it('join what overlaps, and what shares an edge', () => {
    const joined = outlines.rebuild([
      { outer: square(0, 0, 2), holes: [] },
      { outer: square(1, 1, 2), holes: [] },
      { outer: square(2, 0, 1), holes: [] },
    ]);
    expect(joined).toHaveLength(1);
    expect(size(joined)).toBeCloseTo(8, 9);
  });

  it('cut holes that reach out, and keep another polygon in a hole', () => {
    const [cut] = outlines.rebuild([{ outer: square(0, 0, 2), holes: [square(1, 1, 2)] }]);
    expect(cut?.holes).toEqual([]);
    expect(size(cut === undefined ? [] : [cut])).toBeCloseTo(3, 9);
    const island = outlines.rebuild([
      { outer: square(0, 0, 3), holes: [square(1, 1, 1)] },
      { outer: square(1.25, 1.25, 0.5), holes: [] },
    ]);
    expect(contains({ polygons: island }, at(1.5, 1.5))).toBe(true);
    expect(contains({ polygons: island }, at(1.1, 1.5))).toBe(false);
  });

  it('cut a ring that crosses itself into its loops', () => {
    const bowTie = [at(0, 0), at(2, 2), at(2, 0), at(0, 2), at(0, 0)];
    const loops = outlines.rebuild([{ outer: bowTie, holes: [] }]);
    expect(loops).toHaveLength(2);
    expect(size(loops)).toBeCloseTo(2, 9);
  });

  it('leave nothing of nothing', () => {
    expect(outlines.rebuild([])).toEqual([]);
  });
});
