import type { Instant } from '#core/units';

/** A mean of so many measured delays. */
export interface Delays {
  readonly count: number;
  /** Milliseconds; 0 where count is 0. */
  readonly meanMs: number;
}

/** What one person did with earlier alerts of cardiac arrests and the like; not with call-outs. */
export interface ResponseHistory {
  /** Alerts that ended in a yes, a no or silence; not those taken back unanswered. */
  readonly alerts: number;
  readonly accepts: number;
  readonly declines: number;
  /** From the alert to the answer, whichever it was. */
  readonly replies: Delays;
  /** From the yes to being on the way. */
  readonly turnouts: Delays;
  /** Of every kind, answered or not, in the seven days before the decision. */
  readonly alertsLast7Days: number;
  /** When they were last with a patient; null for never. */
  readonly lastWithPatientAt: Instant | null;
}

/** Someone who has never been alerted. */
export const NO_HISTORY: ResponseHistory = {
  alerts: 0,
  accepts: 0,
  declines: 0,
  replies: { count: 0, meanMs: 0 },
  turnouts: { count: 0, meanMs: 0 },
  alertsLast7Days: 0,
  lastWithPatientAt: null,
};
