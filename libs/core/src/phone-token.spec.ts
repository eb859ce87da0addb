import { judgePhoneToken, PHONE_TOKEN_OVERLAP_MS } from './phone-token';

const NOW = 1_000_000_000;

test('the token in use is one, and a new one begins with its first use', () => {
  expect(judgePhoneToken(undefined, NOW, PHONE_TOKEN_OVERLAP_MS)).toBe('in-use');
  expect(judgePhoneToken(null, NOW, PHONE_TOKEN_OVERLAP_MS)).toBe('first-use');
});

test('a traded token is taken while the phone may have sent it, and betrays a copy later', () => {
  const judged = (agoMs: number) => judgePhoneToken(NOW - agoMs, NOW, PHONE_TOKEN_OVERLAP_MS);
  expect(judged(0)).toBe('overlap');
  expect(judged(PHONE_TOKEN_OVERLAP_MS)).toBe('overlap');
  expect(judged(PHONE_TOKEN_OVERLAP_MS + 1)).toBe('reused');
});
