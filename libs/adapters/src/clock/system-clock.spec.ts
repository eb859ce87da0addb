import { afterEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS, type Instant } from '#core/units';
import { ANSWER_RECENT_MS, SystemClock, type SystemClockOptions } from './system-clock';

const NOON = Date.UTC(2026, 4, 1, 12);

/** A PostgreSQL and a machine whose clocks are driven by hand. */
class World {
  monotonicMs = 5_000;
  serverAheadMs = NOON - 5_000;
  machineAheadMs = NOON - 5_000;
  answerTakesMs = 0;
  broken = false;

  readServerTime = (): Promise<Instant> => {
    if (this.broken) return Promise.reject(new Error('no database'));
    this.monotonicMs += this.answerTakesMs / 2;
    const time = this.monotonicMs + this.serverAheadMs;
    this.monotonicMs += this.answerTakesMs / 2;
    return Promise.resolve(time);
  };

  clock(options: Partial<SystemClockOptions> = {}): Promise<SystemClock> {
    return SystemClock.start({
      readServerTime: this.readServerTime,
      monotonicMs: () => this.monotonicMs,
      machineTime: () => this.monotonicMs + this.machineAheadMs,
      ...options,
    });
  }
}

describe("the server's clock", () => {
  let clock: SystemClock | null = null;
  afterEach(() => clock?.stop());

  it('tells the time of PostgreSQL, whatever the date of the machine is', async () => {
    const world = new World();
    world.machineAheadMs += 3 * HOUR_MS;
    clock = await world.clock();
    expect(clock.now()).toBe(NOON);
    world.monotonicMs += 1_234.5;
    expect(clock.now()).toBe(NOON + 1_234);
    expect(clock.skewMs()).toBe(3 * HOUR_MS);
  });

  it('allows for the time an answer takes', async () => {
    const world = new World();
    world.answerTakesMs = 80;
    clock = await world.clock();
    expect(clock.now()).toBe(NOON + 80);
    expect(clock.skewMs()).toBe(0);
  });

  it('is not put wrong by a PostgreSQL that stood still while it was asked', async () => {
    const world = new World();
    clock = await world.clock();
    world.answerTakesMs = 5_000;
    world.serverAheadMs += 2_000;
    await clock.measure();
    expect(clock.now()).toBe(NOON + 5_000);
    world.answerTakesMs = 20;
    await clock.measure();
    expect(clock.now()).toBe(NOON + 5_020 + 2_000);
  });

  it('takes a slow answer where no better one is at hand', async () => {
    const world = new World();
    world.answerTakesMs = 2_000;
    clock = await world.clock();
    expect(clock.now()).toBe(NOON + 6_000);
    world.monotonicMs += ANSWER_RECENT_MS;
    world.serverAheadMs += 3_000;
    await clock.measure();
    expect(clock.now()).toBe(NOON + 6_000 + ANSWER_RECENT_MS + 2_000 + 3_000);
  });

  it('jumps ahead when PostgreSQL turns out to be ahead', async () => {
    const world = new World();
    clock = await world.clock();
    world.serverAheadMs += 700;
    await clock.measure();
    expect(clock.now()).toBe(NOON + 700);
  });

  it('never goes back when PostgreSQL turns out to be behind, and never stands still', async () => {
    const world = new World();
    clock = await world.clock();
    world.serverAheadMs -= 10_000;
    await clock.measure();
    const seen = [clock.now()];
    for (let step = 0; step < 40; step += 1) {
      world.monotonicMs += 1_000;
      if (step % 7 === 0) await clock.measure();
      seen.push(clock.now());
    }
    const steps = seen.slice(1).map((at, i) => at - (seen[i] ?? 0));
    expect(seen[0]).toBe(NOON);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(499);
    expect(seen.at(-1)).toBe(NOON + 40_000 - 10_000);
  });

  it('goes on by the last answer while PostgreSQL is away, and says how old it is', async () => {
    const world = new World();
    const troubles: unknown[] = [];
    clock = await world.clock({ onTrouble: (error) => troubles.push(error) });
    world.broken = true;
    world.monotonicMs += 90_000;
    await clock.measure();
    expect(clock.now()).toBe(NOON + 90_000);
    expect(clock.measuredAgoMs()).toBe(90_000);
    expect(troubles).toHaveLength(1);
  });

  it('does not start without an answer', async () => {
    const world = new World();
    world.broken = true;
    await expect(world.clock()).rejects.toThrow('no database');
  });

  it('runs sixty times as fast from its anchor for the demo, and stretches waits', async () => {
    const world = new World();
    clock = await world.clock({ fast: { speed: 60, anchor: NOON } });
    expect(clock.now()).toBe(NOON);
    world.monotonicMs += 1_000;
    expect(clock.now()).toBe(NOON + 60_000);
    expect(clock.stretch(250)).toBe(15_000);
  });

  it('measures again by itself', async () => {
    const world = new World();
    let asked = 0;
    const again = new Promise<void>((resolve) => {
      void world
        .clock({
          measureEveryMs: 1,
          readServerTime: () => {
            asked += 1;
            if (asked === 3) resolve();
            return world.readServerTime();
          },
        })
        .then((started) => (clock = started));
    });
    await again;
    expect(asked).toBeGreaterThanOrEqual(3);
  });
});
