import type { DeliveryChannel } from '#core/delivery';
import type { ActorKind } from '#core/timeline';
import type { DeliveryOutcome } from '#flow/ports/queue';

export interface Meter {
  incidentRaised(): void;
  alertsSent(count: number): void;
  receiptAfter(ms: number): void;
  decisionTook(ms: number): void;
  degraded(what: 'live-index' | 'decision'): void;
  /** What came of one delivery, written down. */
  deliveryEnded(channel: DeliveryChannel, status: DeliveryOutcome['status']): void;
  /** Whether a provider of that channel is left alone now. */
  providerRests(channel: DeliveryChannel, rests: boolean): void;
  /** Something failed so often that it waits for a human. */
  setAside(what: 'review' | 'delivery'): void;
}

/** Who did it, for the timeline. */
export interface Actor {
  readonly kind: ActorKind;
  readonly id: string;
}
