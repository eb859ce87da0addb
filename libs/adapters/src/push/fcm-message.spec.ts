import { describe, expect, it } from '@jest/globals';
import type { PushMessage } from '#flow/ports';
import { FCM_MESSAGE_MAX_BYTES, fcmMessage, pushPayload } from './fcm-message';

const MESSAGE: PushMessage = {
  deliveryId: 'd0000000-0000-4000-8000-000000000001',
  pushToken: 'token-of-a-phone',
  subject: 'alert',
  about: 'incident',
  alertId: 'a0000000-0000-4000-8000-000000000001',
  collapseKey: 'c0000000-0000-4000-8000-000000000001',
  ttlMs: 120_000,
};
const NOW = Date.UTC(2026, 4, 1, 12);

describe('what a push carries', () => {
  it('is this and nothing else: no place, no patient, no name', () => {
    expect(fcmMessage(MESSAGE, NOW)).toEqual({
      token: MESSAGE.pushToken,
      notification: { title: 'Closeby', body: 'Someone near you may need help. Open the app.' },
      data: { kind: 'alert', alertId: MESSAGE.alertId },
      android: {
        priority: 'high',
        ttl: 120_000,
        collapseKey: MESSAGE.collapseKey,
        notification: { channelId: 'closeby-alarm', tag: MESSAGE.collapseKey },
      },
      apns: {
        headers: {
          'apns-push-type': 'alert',
          'apns-priority': '10',
          'apns-expiration': String(NOW / 1_000 + 120),
          'apns-collapse-id': MESSAGE.collapseKey,
        },
        payload: { aps: { sound: { critical: true, name: 'default', volume: 1 } } },
      },
      webpush: { headers: { TTL: '120', Urgency: 'high' } },
    });
  });

  it('fits the limit of FCM many times over', () => {
    const bytes = Buffer.byteLength(JSON.stringify(fcmMessage(MESSAGE, NOW)));
    expect(bytes).toBeLessThan(FCM_MESSAGE_MAX_BYTES / 4);
  });

  it('says stand-down without the sound of an alarm, and a call-out as such', () => {
    const stoodDown = fcmMessage({ ...MESSAGE, subject: 'stood-down', about: 'callout' }, NOW);
    expect(stoodDown.data).toEqual({ kind: 'stood-down', alertId: MESSAGE.alertId });
    expect(stoodDown.notification?.body).toBe('You are no longer needed. Thank you.');
    expect(stoodDown.android?.notification?.channelId).toBe('closeby-news');
    expect(stoodDown.apns?.payload?.aps.sound).toBe('default');
    expect(pushPayload({ ...MESSAGE, about: 'callout' }).data.kind).toBe('callout');
  });

  it('never asks to be kept once the alert has ended', () => {
    const late = fcmMessage({ ...MESSAGE, ttlMs: -5 }, NOW);
    expect(late.android?.ttl).toBe(0);
    expect(late.webpush?.headers?.['TTL']).toBe('0');
  });
});
