import { MINUTE_MS, SECOND_MS } from '#core/units';

/** What a server raises an alarm about by itself; the names stand in figures and rules. */
export const ALARM_NAMES = [
  'synthetic-alert-missing',
  'alerts-not-carried',
  'queue-late',
  'clock-skew',
  'disk-reserve',
  'back-up-behind',
] as const;
export type AlarmName = (typeof ALARM_NAMES)[number];

/** A synthetic alert must have come through within this. */
export const SYNTHETIC_MISSING_MS = 90 * SECOND_MS;
/** So many rounds in a row that fail are no accident. */
export const SYNTHETIC_FAILURES_MAX = 2;
/** Alerts that fell due so long ago have left the house, or nothing carries them. */
export const CARRIED_WITHIN_MS = 30 * SECOND_MS;
/** A queue whose oldest due thing waits longer than this is not being worked off. */
export const QUEUE_LATE_MS = 10 * SECOND_MS;
/** A machine whose date is further off than this writes logs nobody can put together. */
export const CLOCK_SKEW_MAX_MS = 2 * SECOND_MS;
/** As much as a day of a city's record, and enough to stop and think. */
export const DISK_FREE_MIN_BYTES = 512 * 1024 * 1024;
/** How far the copy of the log may lag behind the database. */
export const BACKUP_BEHIND_MAX_BYTES = 64 * 1024 * 1024;

/** What is known at one moment; null where it is not watched or could not be read. */
export interface WatchFigures {
  /** Since a synthetic alert last came through, or since watching began. */
  readonly sinceSyntheticMs: number | null;
  /** Rounds in a row that failed. */
  readonly failedRounds: number;
  /** Recent incidents with alerts of which nothing has left the house. */
  readonly silentIncidents: number | null;
  readonly queueOldestMs: number | null;
  readonly clockSkewMs: number | null;
  readonly diskFreeBytes: number | null;
  /** False where the file that is kept as a reserve is gone; null where none is kept. */
  readonly reserveKept: boolean | null;
  /** How much of the log waits for whoever copies it; null where nobody does. */
  readonly backupBehindBytes: number | null;
}

/** How long a round of the watchdog waits for each of its steps. */
export const ROUND_LIMITS = {
  connectMs: 5 * SECOND_MS,
  ringMs: 5 * SECOND_MS,
  carryMs: 10 * SECOND_MS,
  endMs: 5 * SECOND_MS,
} as const;

/** What a synthetic incident leaves is kept this long, so that a failed one can be looked at. */
export const SYNTHETIC_KEPT_MS = 10 * MINUTE_MS;

/** The alarms that these figures raise, in the order of the list. */
export function alarmsOf(figures: WatchFigures): readonly AlarmName[] {
  return ALARM_NAMES.filter((name) => RULES[name](figures));
}

const RULES: Readonly<Record<AlarmName, (figures: WatchFigures) => boolean>> = {
  'synthetic-alert-missing': ({ sinceSyntheticMs, failedRounds }) =>
    sinceSyntheticMs !== null &&
    (sinceSyntheticMs > SYNTHETIC_MISSING_MS || failedRounds >= SYNTHETIC_FAILURES_MAX),
  'alerts-not-carried': ({ silentIncidents }) => above(silentIncidents, 0),
  'queue-late': ({ queueOldestMs }) => above(queueOldestMs, QUEUE_LATE_MS),
  'clock-skew': ({ clockSkewMs }) =>
    clockSkewMs !== null && Math.abs(clockSkewMs) > CLOCK_SKEW_MAX_MS,
  'disk-reserve': ({ diskFreeBytes, reserveKept }) =>
    reserveKept === false || (diskFreeBytes !== null && diskFreeBytes < DISK_FREE_MIN_BYTES),
  'back-up-behind': ({ backupBehindBytes }) => above(backupBehindBytes, BACKUP_BEHIND_MAX_BYTES),
};

function above(figure: number | null, limit: number): boolean {
  return figure !== null && figure > limit;
}
