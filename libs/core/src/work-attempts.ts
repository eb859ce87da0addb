/*
 * What becomes of work that goes wrong again and again. An attempt has failed where it broke, or
 * where nobody heard how it ended: whoever was at it died. What fails again is kept apart for a
 * human, so that nothing else waits for it.
 */

/** So many failed attempts in a row, and it is not begun again by itself. */
export const FAILURES_MAX = 5;
/**
 * From so many on it is suspected of being what ends its workers, and is taken one at a time: what
 * only happened to be in the same hands would be suspected with it otherwise.
 */
export const SUSPECT_FROM = 2;

/** Whether work that has failed so often in a row is not to be begun again. */
export function isPoison(failures: number): boolean {
  return failures >= FAILURES_MAX;
}

/** Whether work that has failed so often in a row is only begun with no other such beside it. */
export function isSuspect(failures: number): boolean {
  return failures >= SUSPECT_FROM;
}

/** Why something was set aside, in words of ours: never with what it carried. */
export function whySetAside(reason: string | null): string {
  return reason === null ? 'the worker ended each time while it was at this' : reason;
}
