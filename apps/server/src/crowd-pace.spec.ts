import { CrowdPace } from './crowd-pace';

/** An event loop whose time at work and at rest is set by hand. */
function loop() {
  const spent = { active: 0, idle: 0 };
  const eventLoopUtilization: typeof performance.eventLoopUtilization = (before) => {
    const active = spent.active - (before?.active ?? 0);
    const idle = spent.idle - (before?.idle ?? 0);
    return { active, idle, utilization: active / (active + idle) };
  };
  return { spent, clock: { eventLoopUtilization } };
}

describe('the pace of crowds', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('rests after crowds until no more than its share was work, and then says so', () => {
    const { spent, clock } = loop();
    const pace = new CrowdPace(clock, 0.5);
    const rested = jest.fn();
    pace.onRested(rested);
    expect(pace.mayServe()).toBe(true);
    pace.served();
    spent.active = 30;
    expect(pace.mayServe()).toBe(false);
    jest.advanceTimersByTime(29);
    expect(rested).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(rested).toHaveBeenCalledTimes(1);
    spent.idle = 29;
    expect(pace.mayServe()).toBe(false);
    spent.idle = 30;
    expect(pace.mayServe()).toBe(true);
    expect(pace.mayServe()).toBe(true);
    pace.stop();
  });

  it('never rests where no crowd was served, however busy the worker is', () => {
    const { spent, clock } = loop();
    const pace = new CrowdPace(clock, 0.5);
    spent.active = 1_000;
    expect(pace.mayServe()).toBe(true);
  });

  it('waits for nothing any more once its worker stops', () => {
    const { spent, clock } = loop();
    const pace = new CrowdPace(clock, 0.5);
    const rested = jest.fn();
    pace.onRested(rested);
    pace.served();
    spent.active = 10;
    expect(pace.mayServe()).toBe(false);
    pace.stop();
    jest.runAllTimers();
    expect(rested).not.toHaveBeenCalled();
  });
});
