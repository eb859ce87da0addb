import { ARRIVAL_FIX_AGE_MAX_MS, ARRIVED_WITHIN_M, arrivalTrust } from './arrival';

const NOW = Date.UTC(2026, 2, 1, 12);
const SCENE = { lat: 36.85, lon: -76 };
const EXACT = { place: SCENE, placeAccuracyM: null };
const METRES_PER_DEGREE = 111_195;

function fixAway(metres: number, fields: { accuracyM?: number; at?: number } = {}) {
  const place = { lat: SCENE.lat + metres / METRES_PER_DEGREE, lon: SCENE.lon };
  return { place, at: NOW, accuracyM: 0, ...fields };
}

describe('an arrival', () => {
  it('is near within its limit and the accuracy of the fix, and far beyond', () => {
    expect(arrivalTrust(fixAway(ARRIVED_WITHIN_M - 1), EXACT, NOW)).toBe('near');
    expect(arrivalTrust(fixAway(ARRIVED_WITHIN_M + 5), EXACT, NOW)).toBe('far');
    expect(arrivalTrust(fixAway(ARRIVED_WITHIN_M + 5, { accuracyM: 10 }), EXACT, NOW)).toBe('near');
    expect(arrivalTrust(fixAway(5_000), EXACT, NOW)).toBe('far');
  });

  it('is near all over the circle of a place that is known badly', () => {
    const vague = { ...EXACT, placeAccuracyM: 800 };
    expect(arrivalTrust(fixAway(ARRIVED_WITHIN_M + 799), vague, NOW)).toBe('near');
    expect(arrivalTrust(fixAway(ARRIVED_WITHIN_M + 805), vague, NOW)).toBe('far');
  });

  it('is unknown without a position, or with one from too long ago', () => {
    expect(arrivalTrust(null, EXACT, NOW)).toBe('unknown');
    const old = fixAway(0, { at: NOW - ARRIVAL_FIX_AGE_MAX_MS - 1 });
    expect(arrivalTrust(old, EXACT, NOW)).toBe('unknown');
  });
});
