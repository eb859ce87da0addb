import type { ReceiptMessage } from '#contracts/responder-api';

/** What a push says: enough to show something, nothing about the patient or the place. */
export interface PushWord {
  readonly alertId: string;
  readonly subject: ReceiptMessage['subject'];
  readonly title: string;
  readonly body: string;
}

/** What is shown for a push, in the words of the notification API. */
export interface PushNotice {
  readonly title: string;
  readonly options: NotificationOptions & {
    readonly renotify: boolean;
    readonly vibrate?: readonly number[];
  };
}

const ALARM_VIBRATION_MS = [500, 200, 500, 200, 500];
const TITLE = 'Closeby';
const BODY = 'Open the app.';

/** Reads what a push carries; null when it names no alert and so cannot be ours. */
export function readPush(payload: unknown): PushWord | null {
  if (!isRecord(payload)) return null;
  const { title, body, data } = payload;
  if (!isRecord(data) || typeof data['alertId'] !== 'string') return null;
  return {
    alertId: data['alertId'],
    subject: subjectOf(data['subject'] ?? data['kind']),
    title: typeof title === 'string' ? title : TITLE,
    body: typeof body === 'string' ? body : BODY,
  };
}

/**
 * One notice per alert: the end of an alert takes the place of the alarm without a sound, and an
 * alert that has rung on this phone before is shown without ringing again.
 */
export function noticeOfPush(word: PushWord, hasRung: boolean): PushNotice {
  const alarms = word.subject === 'alert' && !hasRung;
  const silent = !alarms && word.subject !== 'changed';
  return {
    title: word.title,
    options: {
      body: word.body,
      tag: word.alertId,
      renotify: alarms,
      silent,
      requireInteraction: word.subject === 'alert',
      icon: './icon.svg',
      data: { alertId: word.alertId, subject: word.subject },
      ...(alarms ? { vibrate: ALARM_VIBRATION_MS } : {}),
    },
  };
}

function subjectOf(kind: unknown): PushWord['subject'] {
  return kind === 'stood-down' || kind === 'changed' ? kind : 'alert';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
