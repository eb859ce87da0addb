import type { Area } from '#core/geometry';
import type { Alert } from '#core/alert';
import type { Callout, CalloutStatus } from '#core/callout';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type {
  AlertMove,
  FeedEntry,
  NewDelivery,
  Page,
  PageRequest,
  SaveOutcome,
  Saved,
} from '#flow/ports/incident-store';

/** Questions of a call-out by what became of them. */
export interface QuestionCounts {
  readonly askedCount: number;
  /** Neither answered nor ended. */
  readonly openCount: number;
  readonly declinedCount: number;
  /** Yes that came when there was no place left. */
  readonly lateYesCount: number;
}

/** A call-out with counts; never with lists of people, of whom there may be fifty thousand. */
export interface CalloutState {
  readonly callout: Callout;
  readonly counts: QuestionCounts;
}

export interface CalloutChange {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly now: Instant;
  readonly expectedRevision: number | null;
  readonly opened: Callout | null;
  readonly status: CalloutStatus | null;
  /** What is asked for from now on; left as it is where absent. */
  readonly changed?: Partial<Pick<Callout, 'needs' | 'policy' | 'wantedCount'>>;
  readonly newAlerts: readonly Alert[];
  readonly alertMoves: readonly AlertMove[];
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  readonly facts: readonly Fact[];
  readonly reviewAt: Instant | null | undefined;
}

export interface CalloutStore {
  /** A no holds up nobody, and is no fact; null where the question is not open any more. */
  declineQuestion(input: {
    readonly organisationId: string;
    readonly alertId: string;
    readonly responderId: string;
    readonly now: Instant;
  }): Promise<Saved | null>;
  loadCallout(organisationId: string, calloutId: string): Promise<CalloutState | null>;
  loadCalloutByRef(organisationId: string, controlRef: string): Promise<CalloutState | null>;
  listCallouts(organisationId: string, page: PageRequest): Promise<Page<CalloutState>>;
  /** How many people of the organisation have their last position in the area. */
  countIn(organisationId: string, area: Area): Promise<number>;
  saveCallout(change: CalloutChange): Promise<SaveOutcome>;
  loadCalloutAlert(
    organisationId: string,
    alertId: string,
    responderId: string,
  ): Promise<{
    readonly alert: Alert;
    readonly callout: Callout;
    readonly lateYes: boolean;
  } | null>;
}

/** Checks shapes that people draw. */
export interface Areas {
  /** What is wrong with the area in one plain sentence, or null when nothing is. */
  fault(area: Area): string | null;
}
