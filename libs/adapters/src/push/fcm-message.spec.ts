import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ChannelMessage } from '#flow/ports';
import { messageTo } from '#adapters/conformance/channel';
import { pushPayload } from '#adapters/shared/push-payload';
import { FCM_MESSAGE_MAX_BYTES, fcmMessage } from './fcm-message';
import { sdkMessage } from './fcm-sdk';

const MESSAGE = messageTo('token-of-a-phone');
const NOW = Date.UTC(2026, 4, 1, 12);

function bytesOf(message: ChannelMessage): number {
  return Buffer.byteLength(JSON.stringify({ ...fcmMessage(message, NOW), token: undefined }));
}

describe('what a push carries', () => {
  it('is this and nothing else: no place, no patient, no name', () => {
    expect(fcmMessage(MESSAGE, NOW)).toEqual({
      token: MESSAGE.address,
      notification: MESSAGE.text,
      data: { kind: 'alert', alertId: MESSAGE.alertId },
      android: {
        priority: 'high',
        ttl: '120s',
        collapse_key: MESSAGE.collapseKey,
        notification: { channel_id: 'closeby-alarm', tag: MESSAGE.collapseKey },
      },
      apns: {
        headers: {
          'apns-push-type': 'alert',
          'apns-priority': '10',
          'apns-expiration': String(NOW / 1_000 + 120),
          'apns-collapse-id': MESSAGE.collapseKey,
        },
        payload: {
          aps: {
            sound: { critical: 1, name: 'default', volume: 1 },
            'interruption-level': 'critical',
          },
        },
      },
    });
  });

  it('fits the limit of FCM whatever the words are, and shows their beginning', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 3_000 }),
        fc.constantFrom('', '\u0001', '🚑'),
        (words, filler) => {
          const body = words + filler.repeat(3_000);
          const message = { ...MESSAGE, text: { title: body, body } };
          expect(bytesOf(message)).toBeLessThanOrEqual(FCM_MESSAGE_MAX_BYTES);
          const shown = fcmMessage(message, NOW).notification.body;
          expect(body.startsWith(shown.replace(/…$/, ''))).toBe(true);
        },
      ),
    );
  });

  it('says an end and a change without the sound of an alarm, and what it is about', () => {
    const stoodDown = fcmMessage({ ...MESSAGE, subject: 'stood-down', about: 'callout' }, NOW);
    expect(stoodDown.data).toEqual({ kind: 'stood-down', alertId: MESSAGE.alertId });
    expect(stoodDown.android.notification.channel_id).toBe('closeby-news');
    expect(stoodDown.apns.payload.aps).toEqual({
      sound: 'default',
      'interruption-level': 'time-sensitive',
    });
    const kindOf = (part: Partial<ChannelMessage>) =>
      pushPayload({ ...MESSAGE, ...part }).data.kind;
    expect(kindOf({ about: 'callout' })).toBe('callout');
    expect(kindOf({ about: 'drill' })).toBe('drill');
    expect(kindOf({ subject: 'changed' })).toBe('changed');
  });

  it('never asks to be kept once the alert has ended', () => {
    const late = fcmMessage({ ...MESSAGE, ttlMs: -5 }, NOW);
    expect(late.android.ttl).toBe('0s');
    expect(late.apns.headers['apns-expiration']).toBe(String(NOW / 1_000));
  });

  it('is the same through firebase-admin, in its own words', () => {
    expect(sdkMessage(fcmMessage(MESSAGE, NOW))).toEqual({
      token: MESSAGE.address,
      notification: MESSAGE.text,
      data: { kind: 'alert', alertId: MESSAGE.alertId },
      android: {
        priority: 'high',
        ttl: 120_000,
        collapseKey: MESSAGE.collapseKey,
        notification: { channelId: 'closeby-alarm', tag: MESSAGE.collapseKey },
      },
      apns: {
        headers: fcmMessage(MESSAGE, NOW).apns.headers,
        payload: {
          aps: {
            sound: { critical: true, name: 'default', volume: 1 },
            'interruption-level': 'critical',
          },
        },
      },
    });
  });
});
