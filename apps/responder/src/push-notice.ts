import { LANGUAGES, type Language } from '#core/delivery';
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

/** A push about the person: a challenge to be sent back, or a word on phones or credentials. */
export type PhoneWord =
  | { readonly kind: 'push-proof'; readonly challenge: string; readonly notice: PushNotice }
  | { readonly kind: 'phones-changed' | 'credential-ending'; readonly notice: PushNotice }
  | { readonly kind: 'note'; readonly notice: PushNotice };

const ALARM_VIBRATION_MS = [500, 200, 500, 200, 500];
const TITLE = 'Closeby';
/* Only where a push carries no text; a worker loads no messages, so that it stays small. */
const BODIES: Readonly<Record<Language, string>> = {
  en: 'Open the app.',
  fr: 'Ouvrez l’application.',
  de: 'Öffnen Sie die App.',
};
const { locale: browserLanguage } = Intl.DateTimeFormat().resolvedOptions();
const bodyText = (): string =>
  BODIES[LANGUAGES.find((one) => browserLanguage.startsWith(one)) ?? 'en'];

/** Reads what a push carries; null when it names no alert and so cannot be ours. */
export function readPush(payload: unknown): PushWord | null {
  if (!isRecord(payload)) return null;
  const { title, body, data } = payload;
  if (!isRecord(data) || typeof data['alertId'] !== 'string') return null;
  return {
    alertId: data['alertId'],
    subject: subjectOf(data['subject'] ?? data['kind']),
    title: typeof title === 'string' ? title : TITLE,
    body: typeof body === 'string' ? body : bodyText(),
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

/** Reads a push about the phone itself; null when it is about something else. */
export function readPhonePush(payload: unknown): PhoneWord | null {
  if (!isRecord(payload) || !isRecord(payload['data'])) return null;
  const { kind, challenge } = payload['data'];
  if (kind === 'note') return { kind, notice: quietNotice(payload, noteTag(payload['data'])) };
  const notice = quietNotice(payload, String(kind));
  if (kind === 'phones-changed' || kind === 'credential-ending') return { kind, notice };
  if (kind !== 'push-proof' || typeof challenge !== 'string') return null;
  return { kind, challenge, notice };
}

/** Each text is shown by itself: a second one does not take the place of the first. */
function noteTag({ noteId }: Readonly<Record<string, unknown>>): string {
  return `note-${typeof noteId === 'string' ? noteId : ''}`;
}

function quietNotice({ title, body }: Readonly<Record<string, unknown>>, tag: string): PushNotice {
  return {
    title: typeof title === 'string' ? title : TITLE,
    options: {
      body: typeof body === 'string' ? body : bodyText(),
      tag,
      renotify: false,
      silent: tag === 'push-proof',
      icon: './icon.svg',
      data: {},
    },
  };
}

function subjectOf(kind: unknown): PushWord['subject'] {
  return kind === 'stood-down' || kind === 'changed' ? kind : 'alert';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
