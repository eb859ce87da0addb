import type { Alert } from '#core/alert';
import type { DeliveryChannel } from '#core/delivery';
import type { Drill, DrillTally } from '#core/drill';
import type { Instant } from '#core/units';
import type {
  FeedEntry,
  NewDelivery,
  Page,
  PageRequest,
  SaveOutcome,
  Saved,
} from '#flow/ports/incident-store';

/** One person's part in a drill. */
export interface DrillCall {
  readonly alert: Alert;
  readonly displayName: string;
  /** Channels on which it was delivered. */
  readonly heardBy: readonly DeliveryChannel[];
}

export interface DrillState {
  readonly drill: Drill;
  readonly calls: readonly DrillCall[];
}

/** A drill with its counts and without its people. */
export interface DrillSummary {
  readonly drill: Drill;
  readonly tally: DrillTally;
}

/** What one step of a drill changes, in one transaction or not at all. */
export interface DrillChange {
  readonly drill: Drill;
  /** Null for a new drill; otherwise refused when the revision is no longer this. */
  readonly expectedRevision: number | null;
  readonly newAlerts: readonly Alert[];
  /**
   * Alerts that end with the drill: `expired`, or `withdrawn` when it is cancelled. Whoever has
   * answered meanwhile keeps their answer, and their feed says nothing of an end.
   */
  readonly endedAlertIds: readonly string[];
  /** The same again at its next time, planned in the same transaction; null for none. */
  readonly next: Drill | null;
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  /** When a worker looks at it again; null for never. */
  readonly reviewAt: Instant | null;
  readonly now: Instant;
}

export interface DrillStore {
  save(change: DrillChange): Promise<SaveOutcome>;
  load(organisationId: string, drillId: string): Promise<DrillState | null>;
  /** How far a drill has come: with the highest id of those called so far, and nobody's part. */
  progress(
    organisationId: string,
    drillId: string,
  ): Promise<{ readonly drill: Drill; readonly lastCalledId: string | null } | null>;
  /** Newest first. */
  list(organisationId: string, page: PageRequest): Promise<Page<DrillSummary>>;
  /** The alert of a drill, for its own responder only. */
  loadDrillAlert(
    organisationId: string,
    alertId: string,
    responderId: string,
  ): Promise<{ readonly alert: Alert; readonly drill: Drill } | null>;
  /** Somebody says that they heard it: the first answer counts; a repeat changes nothing. */
  answer(input: {
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly now: Instant;
  }): Promise<
    | { readonly outcome: 'answered'; readonly saved: Saved }
    | { readonly outcome: 'again' | 'over' | 'not-found' }
  >;
  /** Everybody a drill of all would call: on duty and not disabled. */
  onDutyIds(organisationId: string): Promise<readonly string[]>;
}
