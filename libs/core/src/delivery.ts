import type { StatusTable } from '#core/transition';

/** Ways to a person. `live` is the open socket of a phone, the others go through providers. */
export const DELIVERY_CHANNELS = ['live', 'push', 'web-push', 'sms', 'voice', 'email'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** Channels a person may decline; the app itself is what they are signed in with. */
export const DECLINABLE_CHANNELS = ['sms', 'voice', 'email'] as const;
export type DeclinableChannel = (typeof DECLINABLE_CHANNELS)[number];

/** What is carried: the question, that it is over, or that the order or the facts changed. */
export const DELIVERY_SUBJECTS = ['alert', 'stood-down', 'changed'] as const;
export type DeliverySubject = (typeof DELIVERY_SUBJECTS)[number];

/**
 * `handed-over` means that the channel took it, and nothing more; `delivered` that the phone, or
 * the provider about the phone, has said so.
 */
export type DeliveryStatus = 'queued' | 'handed-over' | 'delivered' | 'not-needed' | 'failed';

/** A phone's receipt may overtake the provider's answer, and a provider may take its yes back. */
export const DELIVERY_TABLE: StatusTable<DeliveryStatus> = {
  queued: ['handed-over', 'delivered', 'not-needed', 'failed'],
  'handed-over': ['delivered', 'failed'],
  delivered: [],
  'not-needed': [],
  failed: ['delivered'],
};

/** In which order deliveries are taken when there is more than can be sent at once. */
export const DELIVERY_RANKS = {
  /** Stand-downs and changes: nobody runs for nothing. */
  'stood-down': 0,
  changed: 0,
  'life-threatening': 1,
  urgent: 2,
  routine: 3,
  /** Stand-downs and changes of call-outs and drills: thousands, which no alarm waits behind. */
  'crowd-news': 4,
  callout: 5,
  drill: 6,
} as const;
export type DeliveryRank = keyof typeof DELIVERY_RANKS;

/** Whether it is one of many that go out together and may wait for a single one. */
export function isCrowd(rank: DeliveryRank): boolean {
  return DELIVERY_RANKS[rank] >= DELIVERY_RANKS['crowd-news'];
}

/** Languages that Closeby speaks to responders. */
export const LANGUAGES = ['en', 'fr', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
