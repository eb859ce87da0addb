import {
  beatNow,
  beatsBetween,
  BREATHS_PAUSE_S,
  COMPRESSIONS_PER_MINUTE,
  CPR_MODES,
  elapsedText,
} from '#core/cpr';

const HOUR_S = 3_600;

describe('the beat of compressions', () => {
  it('is within the guidelines, exactly even, and has not drifted after an hour', () => {
    expect(COMPRESSIONS_PER_MINUTE).toBeGreaterThanOrEqual(100);
    expect(COMPRESSIONS_PER_MINUTE).toBeLessThanOrEqual(120);
    expect(beatsBetween('continuous', 0, 60)).toHaveLength(COMPRESSIONS_PER_MINUTE);
    const minute = beatsBetween('continuous', HOUR_S, HOUR_S + 60);
    expect(minute).toHaveLength(COMPRESSIONS_PER_MINUTE);
    expect(minute[0]).toEqual({ atS: HOUR_S, kind: 'compression', number: 60 * 110 + 1 });
    const gaps = minute.slice(1).map(({ atS }, index) => atS - (minute[index]?.atS ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(60 / 110, 9);
  });

  it('is thirty compressions and two breaths, with hands off for under ten seconds', () => {
    const [first, second] = [beatsBetween('30:2', 0, 21.3), beatsBetween('30:2', 21.3, 42.7)];
    expect(first.map(({ kind }) => kind)).toEqual([
      ...Array<string>(30).fill('compression'),
      ...['breath', 'breath'],
    ]);
    expect(first.map(({ number }) => number).slice(28)).toEqual([29, 30, 1, 2]);
    expect(second.map(({ number }) => number)).toEqual(first.map(({ number }) => number));
    const hands = first.filter(({ kind }) => kind === 'compression').at(-1)?.atS ?? 0;
    const handsOffS = (second[0]?.atS ?? 0) - hands;
    expect(handsOffS).toBeGreaterThan(BREATHS_PAUSE_S);
    expect(handsOffS).toBeLessThan(10);
  });

  it.each(CPR_MODES)('asked in pieces of any size, %s gives each beat once', (mode) => {
    const whole = beatsBetween(mode, 0, 200);
    for (const pieceS of [0.1, 0.137, 60 / 110, 1, 7.3]) {
      const pieces = [];
      for (let fromS = 0; fromS < 200; fromS += pieceS) {
        pieces.push(...beatsBetween(mode, fromS, Math.min(200, fromS + pieceS)));
      }
      expect([pieceS, pieces]).toEqual([pieceS, whole]);
    }
  });

  it.each(CPR_MODES)('what is shown is what sounds, in %s', (mode) => {
    for (const beat of beatsBetween(mode, 0, 120)) {
      expect(beatNow(mode, beat.atS)).toEqual(beat);
      expect(beatNow(mode, beat.atS + 0.2)).toEqual(beat);
    }
    expect(beatNow(mode, -0.1)).toBeNull();
    expect(beatNow(mode, Number.NaN)).toBeNull();
  });

  it('says how long it has gone on', () => {
    expect([0, 999, 65_000, 3_600_000, -5].map(elapsedText)).toEqual([
      ...['0:00', '0:00', '1:05', '60:00', '0:00'],
    ]);
  });
});
