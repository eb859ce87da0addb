import { describe, expect, it } from '@jest/globals';
import { AccessTokens, RENEW_AHEAD_MS, type AccessToken } from './access-tokens';

const HOUR_MS = 3_600_000;

function desk(): {
  readonly tokens: AccessTokens;
  readonly given: () => number;
  now: number;
  broken: boolean;
} {
  let given = 0;
  const state = { now: 1_000_000, broken: false };
  const fetch = (): Promise<AccessToken> => {
    if (state.broken) return Promise.reject(new Error('down'));
    given += 1;
    return Promise.resolve({ value: `token-${given}`, expiresAt: state.now + HOUR_MS });
  };
  const tokens = new AccessTokens(fetch, () => state.now);
  return Object.assign(state, { tokens, given: () => given });
}

describe('access tokens', () => {
  it('are fetched once for all who ask, and kept', async () => {
    const { tokens, given } = desk();
    const all = await Promise.all([tokens.token(), tokens.token(), tokens.token()]);
    expect(all).toEqual(['token-1', 'token-1', 'token-1']);
    expect(await tokens.token()).toBe('token-1');
    expect(given()).toBe(1);
  });

  it('are renewed ahead of their end while the old one serves, and nobody waits', async () => {
    const at = desk();
    await at.tokens.token();
    at.now += HOUR_MS - RENEW_AHEAD_MS + 1;
    expect(await at.tokens.token()).toBe('token-1');
    expect(await at.tokens.token()).toBe('token-2');
  });

  it('serve to their end when Google is down, and not a moment longer', async () => {
    const at = desk();
    await at.tokens.token();
    at.broken = true;
    at.now += HOUR_MS - RENEW_AHEAD_MS + 1;
    expect(await at.tokens.token()).toBe('token-1');
    at.now += RENEW_AHEAD_MS;
    await expect(at.tokens.token()).rejects.toThrow('down');
    at.broken = false;
    expect(await at.tokens.token()).toBe('token-2');
  });

  it('are forgotten when they were refused, unless a newer one is there', async () => {
    const { tokens } = desk();
    const old = await tokens.token();
    tokens.forget(old);
    expect(await tokens.token()).toBe('token-2');
    tokens.forget(old);
    expect(await tokens.token()).toBe('token-2');
  });
});
