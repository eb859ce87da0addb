import type { Area } from '#core/geometry';
import { swappedPlaces } from '#core/swapped-places';

const ZURICH = { lat: 47.37, lon: 8.54 };
const around = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ lat: 47.2 + i * 0.01, lon: 8.4 + i * 0.02 }));
const turned = { lat: ZURICH.lon, lon: ZURICH.lat };
const area: Area = {
  polygons: [
    {
      outer: [
        { lat: 47.1, lon: 8.3 },
        { lat: 47.1, lon: 9 },
        { lat: 47.7, lon: 9 },
        { lat: 47.7, lon: 8.3 },
      ],
      holes: [],
    },
  ],
};

test('a place that is only among the others when turned round looks swapped', () => {
  expect(swappedPlaces([...around(9), turned], null).indexOf(true)).toBe(9);
  expect(swappedPlaces([...around(9), turned], null).filter(Boolean)).toHaveLength(1);
});

test('a file that is swapped throughout is seen against the area of the organisation', () => {
  expect(swappedPlaces([turned, turned], area)).toEqual([true, true]);
  expect(swappedPlaces([turned, turned], null)).toEqual([false, false]);
});

test('a place far away stays what it is where turning it round does not help', () => {
  expect(swappedPlaces([{ lat: 36.85, lon: -76 }, ...around(3)], area)[0]).toBe(false);
  expect(swappedPlaces([], null)).toEqual([]);
});

test('where latitude and longitude are about equal nothing can be told, and nothing is', () => {
  const places = [
    { lat: 10.1, lon: 12.3 },
    { lat: 12.3, lon: 10.1 },
  ];
  expect(swappedPlaces(places, null)).toEqual([false, false]);
});
