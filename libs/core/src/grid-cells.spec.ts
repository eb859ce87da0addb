import fc from 'fast-check';
import { distanceM } from '#core/geometry';
import { countByCell } from '#core/grid-cells';

const BEACH = { lat: 36.85, lon: -75.98 };
const place = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

it('counts everybody once, in the square where they are', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 50 }), (places) => {
      const cells = countByCell(places, 300);
      expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(places.length);
      for (const { lat, lon } of places) {
        const isIn = cells.some(
          ({ box }) =>
            box.south <= lat + 1e-9 &&
            lat <= box.north + 1e-9 &&
            box.west <= lon + 1e-9 &&
            lon <= box.east + 1e-9,
        );
        expect(isIn).toBe(true);
      }
    }),
  );
});

it('has squares of the side it is given, and neighbours that share it', () => {
  const [cell] = countByCell([BEACH, { ...BEACH, lat: BEACH.lat + 1e-6 }], 300);
  const { south, west, north, east } = cell?.box ?? { south: 0, west: 0, north: 0, east: 0 };
  expect(cell?.count).toBe(2);
  expect(distanceM({ lat: south, lon: west }, { lat: north, lon: west })).toBeCloseTo(300, 3);
  expect(distanceM({ lat: south, lon: west }, { lat: south, lon: east })).toBeCloseTo(300, 0);
});

it('says the same of a place whoever else is asked about, so that asking tells nothing', () => {
  const alone = countByCell([BEACH], 300);
  const among = countByCell([{ lat: 36.9, lon: -76.1 }, BEACH, { lat: 36.7, lon: -75.9 }], 300);
  expect(among).toContainEqual(alone[0]);
});
