import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './attempt';
import { outcomeOf } from './fcm-push';
import { NoPush } from './no-push';

function sdkError(code: string, message = 'no'): Error {
  return Object.assign(new Error(message), { code: `messaging/${code}` });
}

describe('what an error of the provider means', () => {
  it('gives a token up when it is not registered, or is called the wrong argument', () => {
    expect(outcomeOf(sdkError('registration-token-not-registered'), null)).toEqual({
      outcome: 'token-gone',
    });
    const said = 'The registration token is not a valid FCM registration token';
    expect(outcomeOf(sdkError('invalid-argument', said), null)).toEqual({ outcome: 'token-gone' });
  });

  it('never gives a token up for a message that is wrong, and does not try that again', () => {
    const outcome = outcomeOf(sdkError('invalid-argument', 'Invalid JSON payload'), 5_000);
    expect(outcome).toMatchObject({ outcome: 'failed', retryAfterMs: null });
  });

  it('tries again after what the provider asks for, and a minute on quota without a word', () => {
    expect(outcomeOf(sdkError('message-rate-exceeded'), 37_000)).toMatchObject({
      retryAfterMs: 37_000,
    });
    expect(outcomeOf(sdkError('message-rate-exceeded'), null)).toMatchObject({
      retryAfterMs: 60_000,
    });
    expect(outcomeOf(sdkError('internal-error'), null)).toMatchObject({ retryAfterMs: 1_000 });
    expect(outcomeOf('odd', null)).toEqual({
      outcome: 'failed',
      error: 'odd',
      retryAfterMs: 1_000,
    });
  });

  it('reads Retry-After as seconds and as a date', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(retryAfterMs('30', now)).toBe(30_000);
    expect(retryAfterMs(new Date(now + 9_000).toUTCString(), now)).toBe(9_000);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});

describe('no push', () => {
  it('fails each message with the reason, once and for all', async () => {
    const message = {
      deliveryId: 'd',
      pushToken: 't',
      subject: 'alert',
      about: 'incident',
      alertId: 'a',
      collapseKey: 'c',
      ttlMs: 1,
    } as const;
    expect(await new NoPush().send([message, message])).toEqual(
      Array.from({ length: 2 }, () => ({
        outcome: 'failed',
        error: 'No push provider is configured.',
        retryAfterMs: null,
      })),
    );
  });
});
