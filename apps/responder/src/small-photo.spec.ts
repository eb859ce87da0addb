import { describe, expect, it } from '@jest/globals';
import { SIDE_MAX_PX, smallerSize } from './small-photo';

describe('the size in which a photo is sent', () => {
  it.each([
    [
      { width: 4_000, height: 3_000 },
      { width: 1_920, height: 1_440 },
    ],
    [
      { width: 3_000, height: 4_000 },
      { width: 1_440, height: 1_920 },
    ],
    [
      { width: 100_000, height: 10 },
      { width: 1_920, height: 1 },
    ],
  ])('%j is sent as %j: the same shape, never wider or higher', (taken, sent) => {
    expect(smallerSize(taken, SIDE_MAX_PX)).toEqual(sent);
  });

  it('is never made larger', () => {
    expect(smallerSize({ width: 640, height: 480 }, SIDE_MAX_PX)).toEqual({
      width: 640,
      height: 480,
    });
  });
});
