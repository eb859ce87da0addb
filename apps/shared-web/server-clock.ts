import type { Instant } from '#core/units';

/** A message that is this much older than expected was late; beyond it the clocks differ. */
const LATE_MAX_MS = 10_000;
/** Shorter spans say too little about how fast the server's clock runs. */
const RATE_SPAN_MIN_MS = 3_000;
/** A rate this near to one is one. */
const RATE_TOLERANCE = 0.05;

interface Moment {
  readonly localMs: number;
  readonly serverMs: Instant;
}

/**
 * The server's time as this page can know it: learned from the instants in live messages, since a
 * phone's clock may be wrong and a demonstration's clock runs faster. Until a message has come it
 * is the device's own time.
 */
export class ServerClock {
  private first: Moment | null = null;
  private newest: Moment | null = null;
  private rate = 1;

  constructor(private readonly localNow: () => number) {}

  /** Milliseconds since the epoch, now, by the server's clock. */
  now(): Instant {
    return this.at(this.localNow());
  }

  /** Server time of a moment of this device's clock. */
  at(localMs: number): Instant {
    if (this.newest === null) return localMs;
    return this.newest.serverMs + (localMs - this.newest.localMs) * this.rate;
  }

  /** A live message has just said this instant. */
  heard(serverMs: Instant): void {
    const localMs = this.localNow();
    const behindMs = this.at(localMs) - serverMs;
    if (behindMs >= 0 && behindMs < LATE_MAX_MS * this.rate) {
      this.first ??= { localMs, serverMs };
      return;
    }
    this.settle({ localMs, serverMs });
  }

  /** The server's time is at least this: something in its data carries the instant. */
  atLeast(serverMs: Instant): void {
    if (serverMs > this.now()) this.newest = { localMs: this.localNow(), serverMs };
  }

  /** Forgets what it has learned: the server may be another one. */
  reset(): void {
    this.first = null;
    this.newest = null;
    this.rate = 1;
  }

  private settle(moment: Moment): void {
    const first = (this.first ??= moment);
    const spanMs = moment.localMs - first.localMs;
    if (spanMs >= RATE_SPAN_MIN_MS) {
      const rate = (moment.serverMs - first.serverMs) / spanMs;
      this.rate = rate <= 0 || Math.abs(rate - 1) < RATE_TOLERANCE ? 1 : rate;
    }
    this.newest = moment;
  }
}
