import type { DeliveryChannel, DeliveryRank, DeliverySubject } from '#core/delivery';
import type { IncidentPriority } from '#core/incident';
import { MINUTE_MS, SECOND_MS } from '#core/units';

/** One step of a ladder: this channel, so long after the first, unless a receipt has come. */
export interface Rung {
  readonly channel: DeliveryChannel;
  readonly afterMs: number;
}
export type Ladder = readonly Rung[];

/** The ladders of a response plan: one per urgency, and those of stand-downs and changes. */
export const LADDER_NAMES = [
  'life-threatening',
  'urgent',
  'routine',
  'stood-down',
  'changed',
] as const;
export type LadderName = (typeof LADDER_NAMES)[number];
export type Ladders = Readonly<Record<LadderName, Ladder>>;

const AT_ONCE: Ladder = [
  { channel: 'live', afterMs: 0 },
  { channel: 'push', afterMs: 0 },
  { channel: 'web-push', afterMs: 0 },
];
const APP_FIRST: Ladder = [
  { channel: 'live', afterMs: 0 },
  { channel: 'push', afterMs: 3 * SECOND_MS },
  { channel: 'web-push', afterMs: 3 * SECOND_MS },
];

/**
 * No channel is trusted alone. A push that rings at all does so within about two seconds (p95 of
 * developers' reports for APNs and FCM), so whoever has given no receipt after five is asked by
 * SMS, which reaches people whose data connection is dead, and is called after fifteen.
 */
export const DEFAULT_LADDERS: Ladders = {
  'life-threatening': [
    ...AT_ONCE,
    { channel: 'sms', afterMs: 5 * SECOND_MS },
    { channel: 'voice', afterMs: 15 * SECOND_MS },
  ],
  urgent: [...AT_ONCE, { channel: 'sms', afterMs: 20 * SECOND_MS }],
  routine: [...APP_FIRST, { channel: 'sms', afterMs: MINUTE_MS }],
  'stood-down': [
    ...AT_ONCE,
    { channel: 'sms', afterMs: 5 * SECOND_MS },
    { channel: 'voice', afterMs: 15 * SECOND_MS },
  ],
  changed: [...AT_ONCE, { channel: 'sms', afterMs: 10 * SECOND_MS }],
};

/** Call-outs have hours, not seconds. */
export const CALLOUT_LADDER: Ladder = [
  ...APP_FIRST,
  { channel: 'sms', afterMs: 2 * MINUTE_MS },
  { channel: 'email', afterMs: 10 * MINUTE_MS },
];
/** A drill proves that the app rings; whom it did not reach hears of it by a letter, not an SMS. */
export const DRILL_LADDER: Ladder = [...AT_ONCE, { channel: 'email', afterMs: 5 * MINUTE_MS }];

/** What decides which ladder something climbs. */
export interface Carried {
  readonly about: 'incident' | 'callout' | 'drill';
  readonly subject: DeliverySubject;
  /** Of the incident; null for what is not about one. */
  readonly priority: IncidentPriority | null;
}

/** The ladder of something, by what it is about and how urgent that is. */
export function ladderFor(carried: Carried, ladders: Ladders): Ladder {
  if (carried.subject !== 'alert') return ladders[carried.subject];
  if (carried.about === 'callout') return CALLOUT_LADDER;
  if (carried.about === 'drill') return DRILL_LADDER;
  return ladders[carried.priority ?? 'routine'];
}

/** How soon something is taken when there is more than can be sent at once. */
export function rankFor({ about, subject, priority }: Carried): DeliveryRank {
  if (subject !== 'alert') return about === 'incident' ? subject : 'crowd-news';
  return about === 'incident' ? (priority ?? 'routine') : about;
}

/** The rungs of a ladder that lead to this person, by the channels they can be reached by. */
export function rungsFor(ladder: Ladder, channels: readonly DeliveryChannel[]): Ladder {
  return ladder.filter((rung) => channels.includes(rung.channel));
}
