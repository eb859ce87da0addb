import * as fc from 'fast-check';
import { SURVIVAL_CURVES, survivalOf, type RescueTimes } from '#core/survival';

const SEED = 2026;

const times = (cprMin: number, shockMin: number, ambulanceMin: number): RescueTimes => ({
  cprMin,
  shockMin,
  ambulanceMin,
});

describe('survival after cardiac arrest, by hand from the published formulas', () => {
  test.each([
    // 0.67 − 0.115 − 0.110 − 0.210
    ['larsen', times(5, 10, 10), 0.235],
    ['larsen', times(0, 0, 0), 0.67],
    // 0.67 − 0.046 − 0.066 − 0.168
    ['larsen', times(2, 6, 8), 0.39],
    // 1 / (1 + e^2.24)
    ['waalewijn', times(5, 10, 10), 0.0962],
    // 1 / (1 + e^1.48)
    ['waalewijn', times(2, 6, 8), 0.1854],
    // eight minutes after the call, nine after the collapse: 1 / (1 + e^2.775)
    ['de-maio', times(5, 9, 10), 0.0587],
    // 1 / (1 + e^1.989)
    ['de-maio', times(2, 6, 8), 0.1204],
    // 1 / (1 + e^1.66)
    ['valenzuela', times(5, 10, 10), 0.1598],
    // 1 / (1 + e^0.786)
    ['valenzuela', times(2, 6, 8), 0.313],
  ] as const)('%s at %o is %d', (curve, at, share) => {
    expect(survivalOf(curve, at)).toBeCloseTo(share, 4);
  });

  test('without anybody at all nobody survives, whatever the curve', () => {
    for (const curve of SURVIVAL_CURVES) {
      expect(survivalOf(curve, times(Infinity, Infinity, Infinity))).toBe(0);
    }
  });

  test('the crew does compressions if nobody did before', () => {
    for (const curve of SURVIVAL_CURVES) {
      expect(survivalOf(curve, times(Infinity, 11, 10))).toBe(survivalOf(curve, times(10, 11, 10)));
    }
  });

  test('a late ambulance leaves a straight line at 0, never below', () => {
    expect(survivalOf('larsen', times(20, 30, 40))).toBe(0);
  });
});

describe(`whatever the times (seed ${String(SEED)})`, () => {
  const minutes = fc.double({ min: 0, max: 90, noNaN: true });
  const anyTimes = fc.record({ cprMin: minutes, shockMin: minutes, ambulanceMin: minutes });
  const anyCurve = fc.constantFrom(...SURVIVAL_CURVES);

  test('more time for any of the three never raises survival', () => {
    const field = fc.constantFrom('cprMin', 'shockMin', 'ambulanceMin' as const);
    fc.assert(
      fc.property(anyCurve, anyTimes, field, minutes, (curve, before, later, byMin) => {
        const after = { ...before, [later]: before[later] + byMin };
        expect(survivalOf(curve, after)).toBeLessThanOrEqual(survivalOf(curve, before) + 1e-12);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('survival is a share', () => {
    fc.assert(
      fc.property(anyCurve, anyTimes, (curve, at) => {
        const share = survivalOf(curve, at);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
