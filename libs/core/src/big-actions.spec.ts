import { isBigCallout, roundedPlace } from '#core/big-actions';

describe('a call-out that one person may not open alone', () => {
  it('wants more than a hundred, or lies over more than a thousand', () => {
    const callout = { mode: 'actual', wantedCount: 100, reachCount: 1_000 } as const;
    expect(isBigCallout(callout)).toBe(false);
    expect(isBigCallout({ ...callout, wantedCount: 101 })).toBe(true);
    expect(isBigCallout({ ...callout, reachCount: 1_001 })).toBe(true);
  });

  it('is none that rings test phones only', () => {
    const many = { wantedCount: 5_000, reachCount: 9_000 };
    expect(isBigCallout({ ...many, mode: 'exercise' })).toBe(false);
    expect(isBigCallout({ ...many, mode: 'test' })).toBe(false);
  });
});

describe('a place that leaves in bulk', () => {
  it('has three decimals, and is the same for a whole street', () => {
    expect(roundedPlace({ lat: 36.852912345, lon: -75.978012 })).toEqual({
      lat: 36.853,
      lon: -75.978,
    });
    expect(roundedPlace({ lat: 36.8528, lon: -75.9784 })).toEqual(
      roundedPlace({ lat: 36.8532, lon: -75.9776 }),
    );
  });
});
