import type { LimitName } from '#core/limits';
import type { Result } from '#core/problem';

/** Counts uses against the table of limits, for all copies of the server together. */
export interface Limits {
  /**
   * Counts one use of a limit by somebody; `of` is their id or address and is not stored in plain.
   *
   * @returns refusal `too-many-requests` with `retryAfterMs`
   */
  use(limit: LimitName, of: string): Promise<Result<null>>;
  /** As `use` without counting. */
  look(limit: LimitName, of: string): Promise<Result<null>>;
  /** Forgets what was counted, as after a right password. */
  forgive(limit: LimitName, of: string): Promise<void>;
}
