import type { BookingView } from '#contracts/booking-api';
import type { CalloutView } from '#contracts/callout-api';
import type { FieldReportView } from '#contracts/field-report-api';
import type { FieldTaskView } from '#contracts/field-task-api';
import type { FactView, IncidentView } from '#contracts/incident-api';
import type { OverdueMessage } from '#contracts/muster-api';
import type { NoteView } from '#contracts/note-api';
import type { ReplyView } from '#contracts/reply-api';
import type { FeedMessage } from '#contracts/responder-api';
import type { WatchPointView } from '#contracts/watch-point-api';

export interface Live {
  /** Doorbell to phones; nothing is lost by it, since each phone can ask for what it missed. */
  tellResponders(
    messages: readonly { readonly responderId: string; readonly message: FeedMessage }[],
  ): void;
  /** A text that is no alert, to a person's phones on a socket; it can be asked for as well. */
  tellNote(responderId: string, note: NoteView): void;
  /** Closes the open sockets of a phone that is signed in no more, wherever they are. */
  showOut(deviceId: string): void;
  tellControl(organisationId: string, message: ControlLive): void;
  /** Who of these has a phone on a live socket now; empty when nobody can say. */
  connected(responderIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export type ControlLive =
  | {
      readonly event: 'incident';
      readonly view: IncidentView;
      /** For whoever sees no more than an outline. */
      readonly outline: IncidentView;
    }
  | { readonly event: 'fact'; readonly incidentId: string; readonly fact: FactView }
  | { readonly event: 'callout'; readonly view: CalloutView }
  | { readonly event: 'booking'; readonly view: BookingView }
  | { readonly event: 'overdue'; readonly view: OverdueMessage }
  | { readonly event: 'field-task'; readonly view: FieldTaskView }
  | { readonly event: 'field-report'; readonly view: FieldReportView }
  | { readonly event: 'watch-point'; readonly view: WatchPointView }
  | { readonly event: 'reply'; readonly view: ReplyView };
