import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock';

const START_MS = Date.UTC(2026, 2, 1, 12);

function clockAt(): { clock: ServerClock; pass: (ms: number) => void } {
  let localMs = START_MS;
  return {
    clock: new ServerClock(() => localMs),
    pass: (ms) => {
      localMs += ms;
    },
  };
}

describe('the time of the server as a page knows it', () => {
  it('is the device’s own until the server has said something', () => {
    const { clock } = clockAt();
    expect(clock.now()).toBe(START_MS);
  });

  it('follows the server when the device’s clock is wrong', () => {
    const { clock, pass } = clockAt();
    clock.heard(START_MS - 600_000);
    pass(5_000);
    expect(clock.now()).toBe(START_MS - 595_000);
  });

  it('does not go back for a fact that came late', () => {
    const { clock, pass } = clockAt();
    pass(5_000);
    clock.heard(START_MS + 1_000);
    expect(clock.now()).toBe(START_MS + 5_000);
  });

  it('keeps pace with the fast clock of a demonstration', () => {
    const { clock, pass } = clockAt();
    clock.heard(START_MS);
    pass(10_000);
    clock.heard(START_MS + 600_000);
    pass(1_000);
    expect(clock.now()).toBe(START_MS + 660_000);
  });

  it('never lies before an instant the server’s data carries', () => {
    const { clock } = clockAt();
    clock.atLeast(START_MS + 90_000);
    expect(clock.now()).toBe(START_MS + 90_000);
    clock.atLeast(START_MS);
    expect(clock.now()).toBe(START_MS + 90_000);
  });
});
