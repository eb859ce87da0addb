import type { NoteView } from '#contracts/note-api';
import type { FeedMessage } from '#contracts/responder-api';
import type { Channel, ChannelMessage, ControlLive, HandOver, Live, Meter } from '#flow/ports';
import { settle } from './tables';

/** Keeps what would have been told, for replay and tests. */
export class RecordingLive implements Live {
  readonly toResponders: { readonly responderId: string; readonly message: FeedMessage }[] = [];
  readonly toControl: { readonly organisationId: string; readonly message: ControlLive }[] = [];
  readonly notes: { readonly responderId: string; readonly note: NoteView }[] = [];
  /** Who has a phone on a live socket. */
  readonly onSocket = new Set<string>();

  /** Phones that were shown out. */
  readonly shownOut: string[] = [];

  tellResponders: Live['tellResponders'] = (messages) => {
    this.toResponders.push(...messages);
  };

  tellNote: Live['tellNote'] = (responderId, note) => {
    this.notes.push({ responderId, note });
  };

  showOut: Live['showOut'] = (deviceId) => {
    this.shownOut.push(deviceId);
  };

  tellControl: Live['tellControl'] = (organisationId, message) => {
    this.toControl.push({ organisationId, message });
  };

  connected: Live['connected'] = (responderIds) =>
    settle(() => new Set(responderIds.filter((id) => this.onSocket.has(id))));
}

/** Keeps what would have been handed over; every message is taken unless told otherwise. */
export class RecordingChannel implements Channel {
  readonly deadlineMs = 1_000;
  readonly sent: ChannelMessage[] = [];

  constructor(
    private readonly answer: (message: ChannelMessage) => HandOver | Promise<HandOver> = taken,
  ) {}

  handOver: Channel['handOver'] = async (message) => {
    this.sent.push(message);
    return this.answer(message);
  };
}

/** Counts nothing. */
export class NullMeter implements Meter {
  incidentRaised(): void {
    return;
  }

  alertsSent(): void {
    return;
  }

  setAside(): void {
    return;
  }

  receiptAfter(): void {
    return;
  }

  decisionTook(): void {
    return;
  }

  degraded(): void {
    return;
  }

  deliveryEnded(): void {
    return;
  }

  providerRests(): void {
    return;
  }
}

function taken(message: ChannelMessage): HandOver {
  return { outcome: 'taken', providerRef: `memory/${message.deliveryId}` };
}
