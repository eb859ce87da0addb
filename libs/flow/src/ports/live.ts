import type { CalloutView } from '#contracts/callout-api';
import type { FactView, IncidentView } from '#contracts/incident-api';
import type { FeedMessage } from '#contracts/responder-api';
import type { DeliverySubject } from '#flow/ports/incident-store';

export interface Live {
  /** Doorbell to phones; nothing is lost by it, since each phone can ask for what it missed. */
  tellResponders(
    messages: readonly { readonly responderId: string; readonly message: FeedMessage }[],
  ): void;
  tellControl(organisationId: string, message: ControlLive): void;
  /** Who of these has a phone on a live socket now; empty when nobody can say. */
  connected(responderIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export type ControlLive =
  | { readonly event: 'incident'; readonly view: IncidentView }
  | { readonly event: 'fact'; readonly incidentId: string; readonly fact: FactView }
  | { readonly event: 'callout'; readonly view: CalloutView };

export interface PushMessage {
  readonly deliveryId: string;
  readonly pushToken: string;
  readonly subject: DeliverySubject;
  readonly about: 'incident' | 'callout';
  readonly alertId: string;
  /** A newer message with the same key replaces an older one on the phone. */
  readonly collapseKey: string;
  readonly ttlMs: number;
}

export type PushOutcome =
  | { readonly outcome: 'handed-over'; readonly providerRef: string }
  | { readonly outcome: 'token-gone' }
  | { readonly outcome: 'failed'; readonly error: string; readonly retryAfterMs: number | null };

export interface Push {
  /** Hands messages to the provider; one outcome each, in the same order, never throws. */
  send(messages: readonly PushMessage[]): Promise<readonly PushOutcome[]>;
}
