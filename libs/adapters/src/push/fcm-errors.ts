import { MINUTE_MS } from '#core/units';
import type { HandOver } from '#flow/ports';
import { addressGone, refused, tryAgain } from '#adapters/shared/hand-over';

/** What FCM asks for on quota when it names no time itself. */
export const QUOTA_RETRY_MS = MINUTE_MS;

/** An answer of FCM's HTTP v1 API that is no success. */
export interface FcmRefusal {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number | null;
}

/** The parts of a Google API error (AIP-193) that tell what was wrong. */
interface GoogleError {
  readonly status: string;
  readonly message: string;
  /** FCM's own code where the error is FCM's own; else empty. */
  readonly fcmCode: string;
  /** Fields of the request that were malformed; empty where none is named. */
  readonly fields: readonly string[];
}

/**
 * What an answer of FCM means. An address is called gone only where FCM says so of the token
 * itself: "invalid argument" may as well be the message, "sender id mismatch" our own account, and
 * a bare 404 a project that does not exist.
 */
export function fcmOutcome(answer: FcmRefusal): HandOver {
  const error = readError(answer.body);
  const said = `${error.fcmCode || error.status} (${answer.status}): ${error.message}`;
  switch (error.fcmCode) {
    case 'UNREGISTERED':
      return addressGone(said);
    case 'QUOTA_EXCEEDED':
      return tryAgain(said, answer.retryAfterMs ?? QUOTA_RETRY_MS);
    case 'UNAVAILABLE':
    case 'INTERNAL':
      return tryAgain(said, answer.retryAfterMs);
    case 'SENDER_ID_MISMATCH':
    case 'THIRD_PARTY_AUTH_ERROR':
      return refused(said);
    default:
      return isOfToken(error) ? addressGone(said) : outcomeOfStatus(answer, said);
  }
}

/** "Invalid argument" that names the token, and nothing but the token, as what is malformed. */
function isOfToken(error: GoogleError): boolean {
  if (error.status !== 'INVALID_ARGUMENT') return false;
  if (error.fields.length > 0) return error.fields.every((field) => field === 'message.token');
  return error.fcmCode === 'INVALID_ARGUMENT' && /\bregistration token\b/i.test(error.message);
}

function outcomeOfStatus(answer: FcmRefusal, said: string): HandOver {
  if (answer.status === 429) return tryAgain(said, answer.retryAfterMs ?? QUOTA_RETRY_MS);
  return answer.status >= 500 ? tryAgain(said, answer.retryAfterMs) : refused(said);
}

function readError(body: string): GoogleError {
  const error = at(parsed(body), 'error');
  const details = at(error, 'details');
  const all: readonly unknown[] = Array.isArray(details) ? details : [];
  const ofType = (end: string): unknown =>
    all.find((detail) => textAt(detail, '@type').endsWith(end));
  const violations = at(ofType('google.rpc.BadRequest'), 'fieldViolations');
  return {
    status: textAt(error, 'status'),
    message: textAt(error, 'message') || body,
    fcmCode: textAt(ofType('google.firebase.fcm.v1.FcmError'), 'errorCode'),
    fields: Array.isArray(violations)
      ? violations.map((violation: unknown) => textAt(violation, 'field'))
      : [],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textAt(value: unknown, name: string): string {
  const text = at(value, name);
  return typeof text === 'string' ? text : '';
}
