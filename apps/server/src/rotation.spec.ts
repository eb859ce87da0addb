import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CLOCK_OFF_MAX_MS, HANG_UP_AFTER_MS, REFUSE_AFTER_MS, Rotation } from './rotation';

const db = { silentMs: 0, skewMs: 0, hungUp: 0 };
const state = { draining: false };
const rotation = new Rotation(
  {
    pulse: {
      beats: () => db.silentMs < 1_500,
      silentMs: () => db.silentMs,
      skewMs: () => db.skewMs,
    },
    sockets: { hangUp: () => void (db.hungUp += 1) } as ConstructorParameters<
      typeof Rotation
    >[0]['sockets'],
  },
  state,
);

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(db, { silentMs: 0, skewMs: 0, hungUp: 0 });
  state.draining = false;
});
afterEach(() => {
  rotation.stop();
  jest.useRealTimers();
});

describe('a copy of the server', () => {
  it('is in rotation while its database answers and its date is right', () => {
    expect(rotation.standing()).toEqual({ status: 'ok', database: true, clock: true });
    db.skewMs = -CLOCK_OFF_MAX_MS;
    expect(rotation.standing().status).toBe('ok');
  });

  it('leaves it when its date is off, either way, or its database is silent, or it ends', () => {
    for (const skewMs of [CLOCK_OFF_MAX_MS + 1, -CLOCK_OFF_MAX_MS - 1]) {
      db.skewMs = skewMs;
      const off = { status: 'unavailable', database: true, clock: false };
      expect(rotation.standing()).toEqual(off);
    }
    Object.assign(db, { skewMs: 0, silentMs: 2_000 });
    expect(rotation.standing()).toMatchObject({ status: 'unavailable', database: false });
    state.draining = true;
    expect(rotation.standing().status).toBe('draining');
  });

  it('tells whoever asks at once that its database is silent, but not of a short silence', () => {
    db.silentMs = REFUSE_AFTER_MS - 1;
    expect(rotation.isCutOff()).toBe(false);
    db.silentMs = REFUSE_AFTER_MS;
    expect(rotation.isCutOff()).toBe(true);
  });

  it('hangs up on its phones when its database stays away, once, and not before', () => {
    rotation.start();
    db.silentMs = HANG_UP_AFTER_MS - 1;
    jest.advanceTimersByTime(30_000);
    expect(db.hungUp).toBe(0);
    db.silentMs = HANG_UP_AFTER_MS;
    jest.advanceTimersByTime(30_000);
    expect(db.hungUp).toBe(1);
  });
});
