import type { Place } from '#core/geometry';
import type { Instant } from '#core/units';

/** What the watchdog needs of the record beside what everybody uses. */
export interface WatchStore {
  /**
   * The lowest number that nobody holds, or the one this holder has already; held until then. Two
   * servers never hold the same.
   */
  hold(input: {
    readonly holder: string;
    readonly now: Instant;
    readonly until: Instant;
  }): Promise<number>;
  /** Gives the phone of a synthetic person this secret; earlier ones open nothing any more. */
  signIn(input: {
    readonly responderId: string;
    readonly deviceId: string;
    readonly token: string;
    readonly expiresAt: Instant;
    readonly now: Instant;
  }): Promise<void>;
  /** Lets go of what this number raised before then; resolves with how many incidents. */
  forget(slot: number, before: Instant): Promise<number>;
  /** Whether a worker has been at the alert: nothing of it waits any more. */
  isCarried(alertId: string): Promise<boolean>;
  /** Incidents in against alerts out, of all organisations but the synthetic one. */
  recent(window: { readonly since: Instant; readonly until: Instant }): Promise<InAndOut>;
  /** How much of the log waits for whoever copies it; null where nobody does. */
  backupBehindBytes(): Promise<number | null>;
}

/** Newest incidents of each organisation within a window, and what left the house for them. */
export interface InAndOut {
  readonly incidents: number;
  readonly alerts: number;
  /** Alerts that a channel has taken, or that came to an end before one had to. */
  readonly carriedAlerts: number;
  /** Incidents with alerts, none of them carried. */
  readonly silentIncidents: number;
}

/** The phone of a synthetic person: a real one in all but being in somebody's pocket. */
export interface WatchPhone {
  /** Connects with this secret unless it has; false where that took too long. */
  open(token: string, withinMs: number): Promise<boolean>;
  /** Goes on duty at this place; false where that was refused. */
  standBy(place: Place, at: Instant): Promise<boolean>;
  /** Whether an alert rings, or has rung, so many times by then. */
  rings(
    of: { readonly alertId: string; readonly times: number },
    withinMs: number,
  ): Promise<boolean>;
  /** Whether the phone hears that it is over. */
  hearsEnd(alertId: string, withinMs: number): Promise<boolean>;
  /** Sends the receipt; false where it was not taken. */
  confirm(alertId: string): Promise<boolean>;
  close(): void;
}
