/** A message that came in whole and well formed. */
export interface FcmMessage {
  readonly token: string;
  readonly notification?: { readonly title?: string; readonly body?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly android?: { readonly ttl?: string; readonly collapse_key?: string };
  readonly [part: string]: unknown;
}

/** What FCM takes at most, over everything but the token. */
const MESSAGE_MAX_BYTES = 4_096;

const MESSAGE_PARTS = [
  'token',
  'notification',
  'data',
  'android',
  'apns',
  'webpush',
  'fcm_options',
];
const ANDROID_PARTS = [
  'collapse_key',
  'priority',
  'ttl',
  'restricted_package_name',
  'data',
  'notification',
  'fcm_options',
  'direct_boot_ok',
];

/**
 * Reads a request of FCM's HTTP v1 API (`projects.messages:send`) as strictly as FCM does.
 *
 * @returns the message, or the sentence that FCM would refuse it with
 */
export function readFcmRequest(text: string): FcmMessage | string {
  const body = parsed(text);
  if (!isObject(body)) return 'Invalid JSON payload received.';
  const message = body['message'];
  if (!isObject(message)) return 'Invalid JSON payload received. No message.';
  return (
    unknownPart(message, MESSAGE_PARTS, 'message') ??
    wrongData(message['data']) ??
    wrongAndroid(message['android']) ??
    wrongHeaders(message) ??
    tooLarge(message) ??
    tokenIn(message)
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownPart(
  value: Record<string, unknown>,
  known: readonly string[],
  at: string,
): string | null {
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  return unknown === undefined
    ? null
    : `Invalid JSON payload received. Unknown name "${unknown}" at '${at}': Cannot find field.`;
}

function wrongData(data: unknown): string | null {
  if (data === undefined) return null;
  const wrong = !isObject(data) || Object.values(data).some((value) => typeof value !== 'string');
  return wrong ? "Invalid value at 'message.data' (TYPE_STRING)" : null;
}

function wrongAndroid(android: unknown): string | null {
  if (android === undefined) return null;
  if (!isObject(android)) return "Invalid value at 'message.android'";
  const { priority, ttl } = android;
  if (!isOneOf(/^(high|normal)$/i, priority)) {
    return "Invalid value at 'message.android.priority'";
  }
  if (!isOneOf(/^\d+(\.\d{1,9})?s$/, ttl)) {
    return "Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf.Duration)";
  }
  return unknownPart(android, ANDROID_PARTS, 'message.android');
}

/** True of what is absent, and of text that looks as it must. */
function isOneOf(form: RegExp, value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && form.test(value));
}

function wrongHeaders(message: Record<string, unknown>): string | null {
  for (const part of ['apns', 'webpush']) {
    const value = message[part];
    if (value === undefined) continue;
    const headers = isObject(value) ? (value['headers'] ?? {}) : null;
    if (!isObject(headers) || Object.values(headers).some((each) => typeof each !== 'string')) {
      return `Invalid value at 'message.${part}.headers' (TYPE_STRING)`;
    }
  }
  return null;
}

function tooLarge(message: Record<string, unknown>): string | null {
  const bytes = Buffer.byteLength(JSON.stringify({ ...message, token: undefined }));
  return bytes > MESSAGE_MAX_BYTES ? 'Android message is too big' : null;
}

function tokenIn(message: Record<string, unknown>): FcmMessage | string {
  const { token } = message;
  return typeof token === 'string' && token !== ''
    ? { ...message, token }
    : 'Recipient of the message is not set.';
}
