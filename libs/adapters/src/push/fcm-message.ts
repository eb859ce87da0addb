import type { TokenMessage } from 'firebase-admin/messaging';
import type { PushPayload } from '#contracts/live-events';
import { SECOND_MS } from '#core/units';
import type { PushMessage } from '#flow/ports';

/** What FCM takes at most, over everything but the token. */
export const FCM_MESSAGE_MAX_BYTES = 4_096;
/** Channel of the alarm in the Android app: loud, through "do not disturb" where allowed. */
export const ALARM_CHANNEL = 'closeby-alarm';
/** The channel of what is worth knowing and no alarm. */
export const NEWS_CHANNEL = 'closeby-news';
/** Apple's limit for `apns-collapse-id`. */
const COLLAPSE_ID_MAX_CHARS = 64;

const BODIES: Readonly<Record<PushPayload['data']['kind'], string>> = {
  alert: 'Someone near you may need help. Open the app.',
  callout: 'Trained people are wanted near you. Open the app.',
  'stood-down': 'You are no longer needed. Thank you.',
};

/** What the phone is told: neutral words, and the id under which the app asks for the rest. */
export function pushPayload(message: PushMessage): PushPayload {
  const about = message.about === 'callout' ? 'callout' : 'alert';
  const kind = message.subject === 'stood-down' ? 'stood-down' : about;
  return { title: 'Closeby', body: BODIES[kind], data: { kind, alertId: message.alertId } };
}

/**
 * The message in FCM's terms. Always shown to its reader, since FCM takes high priority away from
 * apps whose messages show nothing; it ends with the alert, so that nothing rings too late.
 *
 * @param now milliseconds since 1970, real time: Apple takes the end as a date
 */
export function fcmMessage(message: PushMessage, now: number): TokenMessage {
  const { title, body, data } = pushPayload(message);
  const isAlarm = data.kind !== 'stood-down';
  const ttlS = Math.max(0, Math.round(message.ttlMs / SECOND_MS));
  return {
    token: message.pushToken,
    notification: { title, body },
    data,
    android: {
      priority: 'high',
      ttl: ttlS * SECOND_MS,
      collapseKey: message.collapseKey,
      notification: {
        channelId: isAlarm ? ALARM_CHANNEL : NEWS_CHANNEL,
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
        aps: { sound: isAlarm ? { critical: true, name: 'default', volume: 1 } : 'default' },
      },
    },
    webpush: { headers: { TTL: String(ttlS), Urgency: 'high' } },
  };
}
