import { HOUR_MS, MINUTE_MS } from '#core/units';
import {
  ACCESS_TOKEN_VALID_MS,
  accessTokenEnd,
  judgeRefresh,
  SAME_MOMENT_MS,
  SESSION_IDLE_MS,
  SESSION_VALID_MS,
  sessionTimes,
} from './session';

const NOW = Date.UTC(2026, 4, 1, 12);
const TIMES = sessionTimes((ms) => ms);
const SESSION = { lastUsedAt: NOW, expiresAt: NOW + SESSION_VALID_MS, endedAt: null };

describe('a refresh token', () => {
  const judge = (at: number, fields: object = {}) =>
    judgeRefresh({ usedAt: null, session: SESSION, accountDisabled: false, ...fields }, at, TIMES);

  it('is traded while its session lives: an hour without use, and a shift at most', () => {
    expect(judge(NOW + SESSION_IDLE_MS - 1)).toBe('renew');
    expect(judge(NOW + SESSION_IDLE_MS)).toBe('over');
    const end = NOW + SESSION_VALID_MS;
    const busy = { session: { ...SESSION, lastUsedAt: end - MINUTE_MS } };
    expect(judge(end - 1, busy)).toBe('renew');
    expect(judge(end, busy)).toBe('over');
  });

  it('that was traded before ends the session, but for the same moment, which gets nothing', () => {
    const usedAt = NOW + MINUTE_MS;
    expect(judge(usedAt + SAME_MOMENT_MS, { usedAt })).toBe('again');
    expect(judge(usedAt + SAME_MOMENT_MS + 1, { usedAt })).toBe('reused');
  });

  it('of an ended session or a disabled account is over, however it was used', () => {
    const session = { ...SESSION, endedAt: NOW };
    expect(judge(NOW + 1, { session })).toBe('over');
    expect(judge(NOW + 1, { session, usedAt: NOW - HOUR_MS })).toBe('over');
    expect(judge(NOW + 1, { accountDisabled: true })).toBe('over');
  });
});

describe('an access token', () => {
  it('lasts ten minutes, and never longer than its session', () => {
    expect(accessTokenEnd(SESSION, NOW, TIMES)).toBe(NOW + ACCESS_TOKEN_VALID_MS);
    const late = NOW + SESSION_VALID_MS - MINUTE_MS;
    expect(accessTokenEnd(SESSION, late, TIMES)).toBe(NOW + SESSION_VALID_MS);
  });

  it('lasts as long in real time where the clock runs fast', () => {
    const fast = sessionTimes((ms) => ms * 60);
    expect(accessTokenEnd({ expiresAt: Infinity }, NOW, fast)).toBe(
      NOW + 60 * ACCESS_TOKEN_VALID_MS,
    );
  });
});
