import { boxQuerySchema, tileParamsSchema, toBox } from '#contracts/map-api';

it('reads a box as GeoJSON orders it', () => {
  const { bbox } = boxQuerySchema.parse({ bbox: '-76.1,36.7,-75.9,36.95' });
  expect(toBox(bbox)).toEqual({ west: -76.1, south: 36.7, east: -75.9, north: 36.95 });
});

it.each([
  ['', 'in degrees'],
  ['1,2,3', 'in degrees'],
  ['1,2,3,4,5', 'in degrees'],
  ['a,b,c,d', 'in degrees'],
  ['NaN,0,1,1', 'in degrees'],
  ['1e9,0,1,1', 'in degrees'],
  ['2,0,1,1', 'west before its east'],
  ['0,1,1,1', 'south below its north'],
  ['-190,0,-189,1', 'west before its east'],
  ['0,0,4,1', 'at most 3 degrees'],
  ['0,0,1,4', 'at most 3 degrees'],
])('refuses the box %j, and says why', (bbox, why) => {
  const read = boxQuerySchema.safeParse({ bbox });
  expect(read.success).toBe(false);
  expect(read.error?.issues.map(({ message }) => message).join()).toContain(why);
});

it('reads a tile that is there, and refuses one that is beside the map', () => {
  expect(tileParamsSchema.parse({ z: '12', x: '1183', y: '1600' })).toEqual({
    ...{ z: 12, x: 1183, y: 1600 },
  });
  for (const at of [
    { z: '2', x: '4', y: '0' },
    { z: '2', x: '0', y: '4' },
    { z: '-1', x: '0', y: '0' },
    { z: '23', x: '0', y: '0' },
    { z: '2', x: '1.5', y: '0' },
    { z: 'two', x: '1', y: '0' },
    { z: '2', x: '../..', y: '0' },
  ]) {
    expect([at, tileParamsSchema.safeParse(at).success]).toEqual([at, false]);
  }
});
