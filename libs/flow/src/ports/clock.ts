import type { Instant } from '#core/units';

export interface Clock {
  /** The moment everything is decided and stored by; PostgreSQL's time in production. */
  now(): Instant;
  /**
   * How long a stretch of real time is on this clock: for what waits on machines and networks and
   * not on people. The same number unless the clock runs faster than time.
   */
  stretch(realMs: number): number;
}

export interface Ids {
  /** A new identifier (UUID). */
  id(): string;
  /** An unguessable secret of at least 128 bits, URL-safe. */
  secret(): string;
  /** Two numbers in [0, 1) that shift an incident's coarse grid. */
  salt(): readonly [number, number];
}
