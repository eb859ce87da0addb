import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';

/** Nobody is looked for at the minute: work runs late, and people say goodbye. */
export const OVERDUE_GRACE_MS = 30 * MINUTE_MS;
/** Whoever was asked has so long to answer, before somebody else is told. */
export const OVERDUE_ANSWER_MS = 15 * MINUTE_MS;
/** And as long as nobody has found them, it is said again. */
export const OVERDUE_REPEAT_MS = 30 * MINUTE_MS;
/** After this many steps it is not said again; it stays in the list. */
export const OVERDUE_LEVEL_MAX = 10;
/** Whoever comes after the end of their time stays for a while all the same. */
export const STAY_LEAST_MS = HOUR_MS;

/** 0: in time. 1: they are asked. 2: alarm. 3 and more: said again. */
export type OverdueLevel = number;

/** By when somebody who checks in should have checked out. */
export function dueOutAt(until: Instant, inAt: Instant): Instant {
  return Math.max(until, inAt + STAY_LEAST_MS);
}

/** The moment from which on a level holds; levels from 1. */
export function levelBegins(dueAt: Instant, level: OverdueLevel): Instant {
  const askedAt = dueAt + OVERDUE_GRACE_MS;
  if (level <= 1) return askedAt;
  return askedAt + OVERDUE_ANSWER_MS + (level - 2) * OVERDUE_REPEAT_MS;
}

/**
 * How far it has come with somebody who should have checked out at `dueAt`. They themselves are
 * asked first; who does not answer is an alarm, which is said again until they are found.
 */
export function overdueLevel(dueAt: Instant, now: Instant): OverdueLevel {
  const alarmAt = levelBegins(dueAt, 2);
  if (now < levelBegins(dueAt, 1)) return 0;
  if (now < alarmAt) return 1;
  return Math.min(OVERDUE_LEVEL_MAX, 2 + Math.floor((now - alarmAt) / OVERDUE_REPEAT_MS));
}
