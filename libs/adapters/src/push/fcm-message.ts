import type { PushPayload } from '#contracts/live-events';
import { SECOND_MS } from '#core/units';
import type { ChannelMessage } from '#flow/ports';
import { pushPayload } from '#adapters/shared/push-payload';

/** What FCM takes at most, over everything but the token. */
export const FCM_MESSAGE_MAX_BYTES = 4_096;
/** Channel of the alarm in the Android app: loud, through "do not disturb" where allowed. */
export const ALARM_CHANNEL = 'closeby-alarm';
/** The channel of what is worth knowing and no alarm. */
export const NEWS_CHANNEL = 'closeby-news';
/** Apple's limit for `apns-collapse-id`. */
const COLLAPSE_ID_MAX_CHARS = 64;

/** A message as FCM's HTTP v1 API takes it (`projects.messages:send`). */
export interface FcmMessage {
  readonly token: string;
  readonly notification: { readonly title: string; readonly body: string };
  readonly data: PushPayload['data'];
  readonly android: {
    readonly priority: 'high';
    /** Seconds with their unit. */
    readonly ttl: string;
    readonly collapse_key: string;
    readonly notification: { readonly channel_id: string; readonly tag: string };
  };
  readonly apns: {
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: {
      readonly aps: {
        readonly sound: ApnsSound;
        readonly 'interruption-level': 'critical' | 'time-sensitive';
      };
    };
  };
}

type ApnsSound = string | { readonly critical: 1; readonly name: string; readonly volume: number };

/**
 * The message in FCM's terms. Always shown to its reader, since FCM takes high priority away from
 * apps whose messages show nothing; it ends with the alert, so that nothing rings too late; a newer
 * one with the same key takes the place of an older one.
 *
 * @param now milliseconds since 1970, real time: Apple takes the end as a date
 */
export function fcmMessage(message: ChannelMessage, now: number): FcmMessage {
  const { title, body, data } = pushPayload(message);
  const isAlarm = message.subject === 'alert';
  const ttlS = Math.max(0, Math.round(message.ttlMs / SECOND_MS));
  return {
    token: message.address,
    notification: { title, body },
    data,
    android: {
      priority: 'high',
      ttl: `${ttlS}s`,
      collapse_key: message.collapseKey,
      notification: {
        channel_id: isAlarm ? ALARM_CHANNEL : NEWS_CHANNEL,
        tag: message.collapseKey,
      },
    },
    apns: {
      headers: {
        'apns-push-type': 'alert',
        'apns-priority': '10',
        'apns-expiration': String(Math.floor(now / SECOND_MS) + ttlS),
        'apns-collapse-id': message.collapseKey.slice(0, COLLAPSE_ID_MAX_CHARS),
      },
      payload: {
        aps: {
          sound: isAlarm ? { critical: 1, name: 'default', volume: 1 } : 'default',
          'interruption-level': isAlarm ? 'critical' : 'time-sensitive',
        },
      },
    },
  };
}
