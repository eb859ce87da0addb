import { isTile, squaresOf, squaresUnder, webPoint } from './web-squares';

const BEACH = { lat: 36.852926, lon: -75.977985 };

it('puts a place into the square that the web’s maps put it into', () => {
  // By the formula of the tile scheme: x = floor((lon + 180) / 360 · 2^z).
  expect(squaresOf([webPoint(BEACH)], 12, 0)).toEqual({
    ...{ fromX: 1183, toX: 1183, fromY: 1596, toY: 1596 },
  });
  const { x, y } = webPoint({ lat: 0, lon: 180 });
  expect(x).toBeCloseTo(20_037_508.342789244, 6);
  expect(y).toBeCloseTo(0, 6);
});

it('counts a line to the next square where its width would be seen there', () => {
  const side = 40_075_016.685578488 / 2 ** 12;
  const edge = { x: 10 * side + 1, y: 0.5 * side };
  expect(squaresOf([edge], 12, 0).fromX).toBe(2058);
  expect(squaresOf([edge], 12, 0.02).fromX).toBe(2057);
});

it('names the squares under a tile that is wider, and the one above a tile that is nearer', () => {
  expect(squaresUnder({ z: 11, x: 5, y: 7 }, 12)).toEqual({
    fromX: 10,
    toX: 11,
    fromY: 14,
    toY: 15,
  });
  expect(squaresUnder({ z: 14, x: 43, y: 7 }, 12)).toEqual({
    fromX: 10,
    toX: 10,
    fromY: 1,
    toY: 1,
  });
  expect(squaresUnder({ z: 12, x: 3, y: 4 }, 12)).toEqual({ fromX: 3, toX: 3, fromY: 4, toY: 4 });
});

it('knows no square outside the map, and none between two', () => {
  expect(isTile({ z: 3, x: 7, y: 7 })).toBe(true);
  for (const at of [
    { z: 3, x: 8, y: 0 },
    { z: 3, x: 0, y: -1 },
    { z: 2.5, x: 0, y: 0 },
    { z: -1, x: 0, y: 0 },
    { z: NaN, x: 0, y: 0 },
  ]) {
    expect([at, isTile(at)]).toEqual([at, false]);
  }
});
