import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FixesMessage, FixesTaken } from '#contracts/responder-api';
import type { Problem } from '#core/problem';
import { Positions } from './positions';

const START_MS = Date.UTC(2026, 2, 1, 12);

type Reply =
  | { readonly ok: true; readonly value: FixesTaken }
  | { readonly ok: false; readonly problem: Problem };

/** A phone's geolocation that measures when the test says so. */
class FakeGeolocation {
  measured: PositionCallback = () => undefined;
  failed: PositionErrorCallback = () => undefined;

  watchPosition(measured: PositionCallback, failed: PositionErrorCallback): number {
    this.measured = measured;
    this.failed = failed;
    return 1;
  }

  clearWatch(): void {
    this.measured = () => undefined;
  }

  measure(seconds: number): void {
    const coords = { latitude: 36.85, longitude: -75.97, accuracy: 8 };
    const position = { coords, timestamp: START_MS + seconds * 1_000 };
    this.measured(position as GeolocationPosition);
  }
}

describe('positions of a phone on duty', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  let geolocation: FakeGeolocation;
  let sent: FixesMessage[];
  let reply: (message: FixesMessage) => Reply;
  let positions: Positions;

  beforeEach(() => {
    geolocation = new FakeGeolocation();
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { geolocation } });
    sent = [];
    reply = ({ fixes }) => ({ ok: true, value: { taken: fixes.length, refused: [] } });
    positions = new Positions({
      send: (message) => {
        sent.push(message);
        return Promise.resolve(reply(message));
      },
      onChange: () => undefined,
      serverTime: (localMs) => localMs,
    });
    positions.start();
  });

  afterEach(() => {
    positions.stop();
    if (before !== undefined) Object.defineProperty(globalThis, 'navigator', before);
  });

  async function settled(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  it('each measurement is sent with its own time and accuracy', async () => {
    geolocation.measure(0);
    await settled();
    expect(sent).toEqual([
      {
        fixes: [
          {
            place: { type: 'Point', coordinates: [-75.97, 36.85] },
            at: '2026-03-01T12:00:00.000Z',
            accuracyM: 8,
          },
        ],
      },
    ]);
    expect(positions.trouble).toBeNull();
  });

  it('measurements that come faster than they tell anything are left out', async () => {
    for (const seconds of [0, 1, 2, 3]) geolocation.measure(seconds);
    await settled();
    expect(sent.flatMap(({ fixes }) => fixes)).toHaveLength(2);
  });

  it('what could not be sent goes as one batch, in order, when the line is back', async () => {
    reply = () => ({ ok: false, problem: { code: 'unavailable', detail: 'cut off' } });
    for (const seconds of [0, 10, 20]) {
      geolocation.measure(seconds);
      await settled();
    }
    reply = ({ fixes }) => ({ ok: true, value: { taken: fixes.length, refused: [] } });
    sent = [];
    await positions.flush();
    expect(sent.map(({ fixes }) => fixes.map(({ at }) => at.slice(17, 19)))).toEqual([
      ['00', '10', '20'],
    ]);
  });

  it('a refused position is said in a sentence', async () => {
    reply = () => ({
      ok: true,
      value: {
        taken: 0,
        refused: [{ index: 0, code: 'fix-stale', detail: 'the position is too old' }],
      },
    });
    geolocation.measure(0);
    await settled();
    expect(positions.trouble).toBe('Your position was not used: the position is too old');
  });

  it('a phone that may not be located is told what follows from it', () => {
    geolocation.failed({ code: 1 } as GeolocationPositionError);
    expect(positions.trouble).toContain('you cannot be alerted');
  });

  it('nothing of where the phone was is kept off duty', async () => {
    reply = () => ({ ok: false, problem: { code: 'unavailable', detail: 'cut off' } });
    geolocation.measure(0);
    await settled();
    positions.stop();
    sent = [];
    await positions.flush();
    expect(sent).toEqual([]);
  });
});
