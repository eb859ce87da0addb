import type { Instant } from '#core/units';
import type { HttpClient } from './http-client';

/** One reading of the server's clock: what it said, and when that was by ours. */
export interface ClockSample {
  readonly virtual: Instant;
  /** Milliseconds of `performance.now()` in the middle of the request. */
  readonly realMs: number;
  readonly roundTripMs: number;
}

const SAMPLES = 5;
const SPEED_CHECK_MS = 400;
const SPEED_TOLERANCE = 0.1;
/** A reading that may be wrong by more virtual time than this is not used again. */
const ERROR_MAX_MS = 5_000;

/**
 * The server's clock as seen from outside: `speed` times as fast as ours, set by what the server
 * says. It never goes backwards, also when a new reading sets it back.
 */
export class VirtualClock {
  private latest = 0;

  constructor(
    readonly speed: number,
    private anchor: ClockSample,
    private readonly realNow: () => number = () => performance.now(),
  ) {}

  now(): Instant {
    const passedMs = (this.realNow() - this.anchor.realMs) * this.speed;
    this.latest = Math.max(this.latest, Math.floor(this.anchor.virtual + passedMs));
    return this.latest;
  }

  /** Real milliseconds until a virtual moment; negative when it has passed. */
  realMsUntil(moment: Instant): number {
    return (moment - this.now()) / this.speed;
  }

  /** Follows a newer reading, unless its request took so long that it says little. */
  set(sample: ClockSample): void {
    const errorMs = (sample.roundTripMs / 2) * this.speed;
    if (errorMs <= ERROR_MAX_MS) this.anchor = sample;
  }
}

/** The sentence to print when the server's clock cannot be followed. */
export class ClockMismatch extends Error {}

/**
 * Sets a clock by GET /health/ready and makes sure that the server's runs at `speed`. A server
 * that does not tell its time is taken to run in real time. Throws `ClockMismatch` when the speeds
 * differ.
 */
export async function followServerClock(http: HttpClient, speed: number): Promise<VirtualClock> {
  const first = await bestSample(http);
  if (first === null) {
    if (speed !== 1) {
      throw new ClockMismatch('the server does not tell its time, so --speed can only be 1.');
    }
    const realMs = performance.now();
    return new VirtualClock(1, { virtual: Date.now(), realMs, roundTripMs: 0 });
  }
  await new Promise((resolve) => setTimeout(resolve, SPEED_CHECK_MS));
  const second = await bestSample(http);
  if (second === null) throw new ClockMismatch('the server has stopped telling its time.');
  const measured = (second.virtual - first.virtual) / (second.realMs - first.realMs);
  if (Math.abs(measured / speed - 1) > SPEED_TOLERANCE) {
    throw new ClockMismatch(
      `the server's clock runs at ${measured.toFixed(1)} times real time, not at ${speed}: ` +
        `start it with CLOCK_SPEED=${speed}.`,
    );
  }
  return new VirtualClock(speed, second);
}

/** The reading with the shortest round trip of a few; null when the server does not tell. */
export async function bestSample(http: HttpClient): Promise<ClockSample | null> {
  let best: ClockSample | null = null;
  for (let tries = 0; tries < SAMPLES; tries += 1) {
    const sentMs = performance.now();
    const answer = await http.ask<{ readonly now?: string }>('GET', '/health/ready');
    const roundTripMs = performance.now() - sentMs;
    const virtual = answer.ok ? Date.parse(answer.value.now ?? '') : NaN;
    if (Number.isNaN(virtual)) return null;
    if (best === null || roundTripMs < best.roundTripMs) {
      best = { virtual, realMs: sentMs + roundTripMs / 2, roundTripMs };
    }
  }
  return best;
}
