import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OncePer } from './once-per';

describe('what comes in bursts', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is looked at once a burst, and while it never stops as well', () => {
    const run = jest.fn();
    const burst = new OncePer(100, run);
    for (let ms = 0; ms < 1_000; ms += 10) {
      burst.ask();
      jest.advanceTimersByTime(10);
    }
    expect(run).toHaveBeenCalledTimes(10);
    burst.ask();
    burst.cancel();
    jest.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(10);
  });
});
