import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

export type DrillStatus = 'planned' | 'running' | 'ended' | 'cancelled';

export const DRILL_TABLE: StatusTable<DrillStatus> = {
  planned: ['running', 'cancelled'],
  running: ['ended', 'cancelled'],
  ended: [],
  cancelled: [],
};

/** A communication test: phones ring as for an alert and people say that they heard it. */
export interface Drill {
  readonly id: string;
  readonly organisationId: string;
  readonly title: string;
  /** Null for everybody who is on duty then. */
  readonly responderIds: readonly string[] | null;
  readonly startsAt: Instant;
  /** An answer counts within this long of the start. */
  readonly windowMs: number;
  /** Planned anew so many days later when it ends; null for once. */
  readonly everyDays: number | null;
  readonly status: DrillStatus;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly revision: number;
}
