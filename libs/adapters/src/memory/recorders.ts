import type { FeedMessage } from '#contracts/responder-api';
import type { ControlLive, Live, Meter, Push, PushMessage, PushOutcome } from '#flow/ports';
import { settle } from './tables';

/** Keeps what would have been told, for replay and tests. */
export class RecordingLive implements Live {
  readonly toResponders: { readonly responderId: string; readonly message: FeedMessage }[] = [];
  readonly toControl: { readonly organisationId: string; readonly message: ControlLive }[] = [];
  /** Who has a phone on a live socket. */
  readonly onSocket = new Set<string>();

  tellResponders: Live['tellResponders'] = (messages) => {
    this.toResponders.push(...messages);
  };

  tellControl: Live['tellControl'] = (organisationId, message) => {
    this.toControl.push({ organisationId, message });
  };

  connected: Live['connected'] = (responderIds) =>
    settle(() => new Set(responderIds.filter((id) => this.onSocket.has(id))));
}

/** Keeps what would have been pushed; every message is handed over unless told otherwise. */
export class RecordingPush implements Push {
  readonly sent: PushMessage[] = [];

  constructor(private readonly answer: (message: PushMessage) => PushOutcome = handedOver) {}

  send: Push['send'] = (messages) =>
    settle(() => {
      this.sent.push(...messages);
      return messages.map((message) => this.answer(message));
    });
}

/** Counts nothing. */
export class NullMeter implements Meter {
  incidentRaised(): void {
    return;
  }

  alertsSent(): void {
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
}

function handedOver(message: PushMessage): PushOutcome {
  return { outcome: 'handed-over', providerRef: `memory/${message.deliveryId}` };
}
