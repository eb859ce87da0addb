import { Random } from '../city/random';
import { VirtualClock } from './virtual-clock';
import { VirtualTimers } from './virtual-timers';

const SPEED = 60;
const START = Date.UTC(2026, 2, 1);

describe('virtual time', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const begin = (): { clock: VirtualClock; timers: VirtualTimers } => {
    const sample = { virtual: START, realMs: performance.now(), roundTripMs: 1 };
    const clock = new VirtualClock(SPEED, sample);
    return { clock, timers: new VirtualTimers(clock) };
  };

  it('runs at the speed of the server and never goes back', () => {
    const { clock } = begin();
    jest.advanceTimersByTime(1_000);
    expect(clock.now()).toBe(START + 60_000);
    clock.set({ virtual: START, realMs: performance.now(), roundTripMs: 1 });
    expect(clock.now()).toBe(START + 60_000);
    jest.advanceTimersByTime(2_000);
    expect(clock.now()).toBe(START + 120_000);
  });

  it('does not follow a reading whose request took long', () => {
    const { clock } = begin();
    clock.set({ virtual: START + 999_999, realMs: performance.now(), roundTripMs: 500 });
    expect(clock.now()).toBe(START);
  });

  it('runs everything in the order of its moments, whatever the order of setting', () => {
    const { clock, timers } = begin();
    const random = new Random('timers');
    const ran: number[] = [];
    const moments = Array.from({ length: 500 }, () => START + random.below(600_000));
    for (const moment of moments) {
      timers.at(moment, () => {
        expect(clock.now()).toBeGreaterThanOrEqual(moment);
        ran.push(moment);
      });
    }
    jest.advanceTimersByTime(11_000);
    expect(ran).toEqual(moments.sort((a, b) => a - b));
  });

  it('runs what a step sets for now, and nothing that was cancelled', () => {
    const { timers } = begin();
    const ran: string[] = [];
    const cancelled = timers.after(1_000, () => ran.push('cancelled'));
    timers.after(500, () => {
      cancelled.cancel();
      timers.after(0, () => ran.push('next'));
    });
    jest.advanceTimersByTime(100);
    expect(ran).toEqual(['next']);
  });

  it('lets those who wait go on when it is stopped, and runs nothing more', async () => {
    const { timers } = begin();
    const ran: string[] = [];
    timers.after(1_000, () => ran.push('step'));
    const waiting = timers.until(START + 86_400_000);
    timers.stop();
    await waiting;
    await timers.until(START + 86_400_000);
    jest.advanceTimersByTime(1_000);
    expect(ran).toEqual([]);
  });
});
