import { describe, expect, it } from '@jest/globals';
import { beatsBetween } from '#core/cpr';
import { AHEAD_S, BeatAhead } from './beat-ahead';

const START_S = 12.345;

describe('beats handed to the audio clock', () => {
  it('are each handed over once and in time, however unevenly the timer wakes', () => {
    const ahead = new BeatAhead('30:2', START_S);
    const handed = [];
    let nowS = START_S - 0.1;
    // Steps as timers make them: now quick, now a second late as in a hidden page.
    for (let look = 0; look < 200; look += 1) {
      for (const beat of ahead.look(nowS)) {
        expect(beat.atS).toBeGreaterThanOrEqual(nowS);
        handed.push(beat);
      }
      nowS += [0.02, 0.1, 0.37, 1.01, 1.6][look % 5] ?? 0;
    }
    const untilS = (handed.at(-1)?.atS ?? 0) - START_S;
    const expected = beatsBetween('30:2', 0, untilS + 0.001);
    expect(handed).toHaveLength(expected.length);
    for (const [index, beat] of expected.entries()) {
      expect(handed[index]).toMatchObject({ kind: beat.kind, number: beat.number });
      expect(handed[index]?.atS).toBeCloseTo(beat.atS + START_S, 6);
    }
  });

  it('are skipped and not crammed in after a pause of the page', () => {
    const ahead = new BeatAhead('continuous', 0);
    ahead.look(0);
    const late = ahead.look(60);
    expect(late.length).toBeLessThanOrEqual(Math.ceil((AHEAD_S * 110) / 60) + 1);
    expect(late[0]?.atS).toBeGreaterThanOrEqual(60);
    expect(ahead.look(60)).toEqual([]);
  });
});
