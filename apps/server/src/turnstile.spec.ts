import { Turnstile } from './turnstile';

let lateMs: number;
let turnstile: Turnstile;
let through: number;

beforeEach(() => {
  jest.useFakeTimers();
  lateMs = 0;
  through = 0;
  turnstile = new Turnstile({
    get lateMs() {
      return lateMs;
    },
  });
});
afterEach(() => {
  jest.useRealTimers();
});

function come(count: number): (() => void)[] {
  return Array.from({ length: count }, () =>
    turnstile.pass(() => {
      through += 1;
    }),
  );
}

describe('the turnstile', () => {
  it('lets a few through at once', () => {
    come(5);
    expect(through).toBe(5);
  });

  it('lets a herd through little by little, and all of it', () => {
    come(2_000);
    expect(through).toBeLessThan(50);
    jest.advanceTimersByTime(1_000);
    expect(through).toBe(2_000);
    expect(turnstile.size).toBe(0);
  });

  it('lets fewer through while the process is late, yet never none', () => {
    come(2_000);
    lateMs = 500;
    jest.advanceTimersByTime(1_000);
    expect(through).toBeGreaterThan(300);
    expect(through).toBeLessThan(800);
  });

  it('forgets who went away meanwhile', () => {
    const waiting = come(200);
    for (const giveUp of waiting) giveUp();
    jest.advanceTimersByTime(1_000);
    expect(through).toBeLessThan(50);
  });
});
