import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from '#adapters/shared/retry-after';
import { fcmOutcome } from './fcm-errors';
import { sdkOutcome } from './fcm-sdk';

const TYPES = {
  fcm: 'type.googleapis.com/google.firebase.fcm.v1.FcmError',
  request: 'type.googleapis.com/google.rpc.BadRequest',
};

function answer(
  status: number,
  error: {
    readonly code?: string;
    readonly status?: string;
    readonly message?: string;
    readonly fields?: readonly string[];
  },
) {
  const details = [
    ...(error.code === undefined ? [] : [{ '@type': TYPES.fcm, errorCode: error.code }]),
    ...(error.fields === undefined
      ? []
      : [{ '@type': TYPES.request, fieldViolations: error.fields.map((field) => ({ field })) }]),
  ];
  const body = { status: error.status ?? 'X', message: error.message ?? 'no', details };
  return { status, body: JSON.stringify({ error: body }), retryAfterMs: null };
}

describe('what an error of FCM means', () => {
  it('gives an address up only where FCM says so of the token itself', () => {
    const notAToken = 'The registration token is not a valid FCM registration token';
    const invalid = { status: 'INVALID_ARGUMENT', message: notAToken };
    const gone = [
      answer(404, { code: 'UNREGISTERED', status: 'NOT_FOUND' }),
      answer(400, { code: 'INVALID_ARGUMENT', ...invalid }),
      answer(400, { ...invalid, fields: ['message.token'] }),
    ];
    expect(gone.map((each) => fcmOutcome(each).outcome)).toEqual(gone.map(() => 'address-gone'));
  });

  it.each([
    ['a malformed message', 400, { status: 'INVALID_ARGUMENT', fields: ['message.data[0].value'] }],
    [
      'a malformed message that speaks of tokens',
      400,
      {
        code: 'INVALID_ARGUMENT',
        status: 'INVALID_ARGUMENT',
        message: 'The registration token is not a valid FCM registration token',
        fields: ['message.token', 'message.android.ttl'],
      },
    ],
    ['a message that is too big', 400, { code: 'INVALID_ARGUMENT', status: 'INVALID_ARGUMENT' }],
    ['another sender’s token', 403, { code: 'SENDER_ID_MISMATCH', status: 'PERMISSION_DENIED' }],
    ['Apple’s key', 401, { code: 'THIRD_PARTY_AUTH_ERROR', status: 'UNAUTHENTICATED' }],
    ['our credential', 401, { status: 'UNAUTHENTICATED' }],
    ['an unknown project', 404, { status: 'NOT_FOUND' }],
  ])('refuses %s and keeps the address', (_what, status, error) => {
    expect(fcmOutcome(answer(status, error)).outcome).toBe('refused');
  });

  it('comes again when FCM says so: in a minute on quota, else as the queue likes', () => {
    const quota = answer(429, { code: 'QUOTA_EXCEEDED', status: 'RESOURCE_EXHAUSTED' });
    expect(fcmOutcome({ ...quota, retryAfterMs: 37_000 })).toMatchObject({
      outcome: 'try-again',
      retryAfterMs: 37_000,
    });
    expect(fcmOutcome(quota)).toMatchObject({ retryAfterMs: 60_000 });
    for (const [status, code] of [
      [503, 'UNAVAILABLE'],
      [500, 'INTERNAL'],
    ] as const) {
      const busy = answer(status, { code });
      expect(fcmOutcome(busy)).toMatchObject({ outcome: 'try-again', retryAfterMs: null });
      expect(fcmOutcome({ ...busy, retryAfterMs: 5_000 })).toMatchObject({ retryAfterMs: 5_000 });
    }
    const page = { status: 502, body: '<html>Bad gateway</html>', retryAfterMs: null };
    expect(fcmOutcome(page)).toMatchObject({ outcome: 'try-again' });
  });
});

describe('what an error of firebase-admin means', () => {
  const sdkError = (code: string, message = 'no') =>
    Object.assign(new Error(message), { code: `messaging/${code}` });

  it('is the same: the token itself, the message, or later', () => {
    expect(sdkOutcome(sdkError('registration-token-not-registered'), null)).toMatchObject({
      outcome: 'address-gone',
    });
    const said = 'The registration token is not a valid FCM registration token';
    expect(sdkOutcome(sdkError('invalid-argument', said), null).outcome).toBe('address-gone');
    const payload = sdkError('invalid-argument', 'Invalid JSON payload received.');
    expect(sdkOutcome(payload, 5_000).outcome).toBe('refused');
    expect(sdkOutcome(sdkError('mismatched-credential'), null).outcome).toBe('refused');
    const quota = sdkError('message-rate-exceeded');
    expect(sdkOutcome(quota, 37_000)).toMatchObject({ retryAfterMs: 37_000 });
    expect(sdkOutcome(quota, null)).toMatchObject({ retryAfterMs: 60_000 });
    expect(sdkOutcome(sdkError('internal-error'), null)).toMatchObject({
      outcome: 'try-again',
      retryAfterMs: null,
    });
    expect(sdkOutcome('odd', null)).toEqual({
      outcome: 'try-again',
      error: 'odd',
      retryAfterMs: null,
    });
  });
});

describe('Retry-After', () => {
  it('is read as seconds and as a date', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(retryAfterMs('30', now)).toBe(30_000);
    expect(retryAfterMs(new Date(now + 9_000).toUTCString(), now)).toBe(9_000);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});
