import type { CommonBehaviour } from './treatments';

/** How the server treats a token: as FCM treats a good one, or one of its ways to fail. */
export type FcmBehaviour =
  | CommonBehaviour
  | { readonly how: 'unregistered' | 'invalid-token' | 'invalid-payload' }
  /** The connection takes nothing more: this message and later ones are to be sent on another. */
  | { readonly how: 'go-away' };

/** An error of FCM's, as it is written. */
export interface FcmRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** FCM's own code, besides the general one. */
  readonly fcmCode?: string;
  readonly retryAfterS?: number;
  /** Parts of the request that are at fault. */
  readonly fields?: readonly { readonly field: string; readonly description: string }[];
}

const TYPE = 'type.googleapis.com/';
const BAD_TOKEN = 'The registration token is not a valid FCM registration token';

/** What FCM says to a message it does not take; null for one that it takes. */
export function fcmRefusal(behaviour: FcmBehaviour): FcmRefusal | null {
  switch (behaviour.how) {
    case 'unregistered':
      return {
        status: 404,
        code: 'NOT_FOUND',
        message: 'Requested entity was not found.',
        fcmCode: 'UNREGISTERED',
      };
    case 'invalid-token':
      return fcmInvalid(BAD_TOKEN, 'message.token');
    case 'invalid-payload':
      return fcmInvalid("Invalid value at 'message.android.ttl'", 'message.android.ttl');
    case 'quota':
      return {
        status: 429,
        code: 'RESOURCE_EXHAUSTED',
        message: 'Quota exceeded.',
        fcmCode: 'QUOTA_EXCEEDED',
        ...wait(behaviour.retryAfterS),
      };
    case 'unavailable':
      return {
        status: 503,
        code: 'UNAVAILABLE',
        message: 'The service is currently unavailable.',
        fcmCode: 'UNAVAILABLE',
        ...wait(behaviour.retryAfterS),
      };
    case 'internal':
      return { status: 500, code: 'INTERNAL', message: 'Internal error.', fcmCode: 'INTERNAL' };
    case 'ok':
    case 'silent-drop':
    case 'slow':
    case 'slow-answer':
    case 'late':
    case 'go-away':
      return null;
  }
}

/** The refusal of a request whose content is wrong. */
export function fcmInvalid(message: string, field?: string): FcmRefusal {
  return {
    status: 400,
    code: 'INVALID_ARGUMENT',
    message,
    fcmCode: 'INVALID_ARGUMENT',
    ...(field === undefined ? {} : { fields: [{ field, description: message }] }),
  };
}

/** Status, headers and body in which a refusal is written. */
export function fcmRefused(refusal: FcmRefusal): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: object;
} {
  const { status, code, message, fcmCode, retryAfterS, fields } = refusal;
  const details = [
    ...(fcmCode === undefined
      ? []
      : [{ '@type': `${TYPE}google.firebase.fcm.v1.FcmError`, errorCode: fcmCode }]),
    ...(fields === undefined
      ? []
      : [{ '@type': `${TYPE}google.rpc.BadRequest`, fieldViolations: fields }]),
  ];
  const headers: Record<string, string> =
    retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  return { status, headers, json: { error: { code: status, message, status: code, details } } };
}

function wait(retryAfterS: number | undefined): { retryAfterS?: number } {
  return retryAfterS === undefined ? {} : { retryAfterS };
}
