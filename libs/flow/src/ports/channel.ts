import type { PushNotice } from '#contracts/live-events';
import type { DeliveryChannel, DeliveryRank, DeliverySubject, Language } from '#core/delivery';

/** One thing for one address. It says nothing about the patient and nothing about the place. */
export interface ChannelMessage {
  readonly deliveryId: string;
  readonly alertId: string;
  /** A push token, a push subscription as JSON, a telephone number or an e-mail address. */
  readonly address: string;
  readonly about: 'incident' | 'callout' | 'drill';
  readonly subject: DeliverySubject;
  readonly rank: DeliveryRank;
  /** A newer message with the same key replaces an older one on the phone. */
  readonly collapseKey: string;
  /** The provider drops what it could not deliver within this time; real milliseconds. */
  readonly ttlMs: number;
  readonly language: Language;
  readonly text: MessageText;
  /** What a push about the phone itself carries in the place of an alert. */
  readonly notice?: PushNotice;
}

/** What is shown or spoken; null where a channel has no such part. */
export interface MessageText {
  readonly title: string;
  readonly body: string;
  /** The same for whoever reads e-mail in a browser; absent where plain text is all. */
  readonly html?: string;
}

/** What a provider said to one attempt. */
export type HandOver =
  | { readonly outcome: 'taken'; readonly providerRef: string | null }
  /** The address is dead for good: forget it. Never said of a message that was malformed. */
  | { readonly outcome: 'address-gone'; readonly error: string }
  /** The message or our account is refused; the same again would be refused again. */
  | { readonly outcome: 'refused'; readonly error: string }
  /** Busy, over quota or broken; not before `retryAfterMs` (real time), where it said so. */
  | {
      readonly outcome: 'try-again';
      readonly error: string;
      readonly retryAfterMs: number | null;
    }
  /** Not reached, or no answer within the deadline; it may have taken the message all the same. */
  | { readonly outcome: 'no-answer'; readonly error: string };

/** One way out of the house, through one provider. */
export interface Channel {
  /** How long an attempt may take at most; real milliseconds. */
  readonly deadlineMs: number;
  /** Hands one message over; ends by the deadline and never throws. Repeats carry the same id. */
  handOver(message: ChannelMessage): Promise<HandOver>;
}

/** The channels that are configured; `live` is not among them, it is this server's own. */
export type Channels = Readonly<Partial<Record<Exclude<DeliveryChannel, 'live'>, Channel>>>;
