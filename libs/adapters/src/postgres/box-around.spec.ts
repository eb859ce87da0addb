import { distanceM } from '#core/geometry';
import { boxAround } from './box-around';

const SEED = 20_261_122;

/** A small generator of numbers in [0, 1), the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('box around a place', () => {
  it(`leaves out nothing that lies within the distance (seed ${String(SEED)})`, () => {
    const next = random(SEED);
    let inside = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const place = { lat: next() * 180 - 90, lon: next() * 360 - 180 };
      const radiusM = 10 ** (next() * 6);
      const spread = (radiusM / 111_195) * 1.2;
      const other = {
        lat: Math.max(-90, Math.min(90, place.lat + (next() * 2 - 1) * spread)),
        lon: ((place.lon + (next() * 2 - 1) * spread * 3 + 540) % 360) - 180,
      };
      if (distanceM(place, other) > radiusM * 0.999_999) continue;
      inside += 1;
      const [south = 0, north = 0, west = 0, east = 0] = boxAround(place, radiusM);
      expect(other.lat >= south && other.lat <= north).toBe(true);
      expect(other.lon >= west && other.lon <= east).toBe(true);
    }
    expect(inside).toBeGreaterThan(1_000);
  });

  it('is small where the distance is', () => {
    const [south = 0, north = 0, west = 0, east = 0] = boxAround({ lat: 60, lon: 10 }, 1_000);
    expect(north - south).toBeCloseTo(0.018, 3);
    expect(east - west).toBeCloseTo(0.036, 3);
  });
});
