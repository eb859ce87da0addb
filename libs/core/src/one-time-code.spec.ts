import { CODE_TRIES_MAX, CODE_VALID_MS, codeDigits, freshCode, tryCode } from './one-time-code';

const NOW = Date.UTC(2026, 2, 1, 12);

describe('a one-time code', () => {
  it('lets in once, and not again', () => {
    const first = tryCode(freshCode(NOW), true, NOW + 1);
    expect(first.letsIn).toBe(true);
    expect(tryCode(first.code, true, NOW + 2).letsIn).toBe(false);
  });

  it('forgives four wrong tries, and lets nobody in after the fifth', () => {
    let code = freshCode(NOW);
    for (let i = 1; i < CODE_TRIES_MAX; i += 1) ({ code } = tryCode(code, false, NOW));
    expect(tryCode(code, true, NOW).letsIn).toBe(true);
    ({ code } = tryCode(code, false, NOW));
    expect(tryCode(code, true, NOW).letsIn).toBe(false);
    expect(tryCode(code, false, NOW).code.triesLeft).toBe(0);
  });

  it('lets in until the end of its ten minutes, and not at the end', () => {
    const code = freshCode(NOW);
    expect(tryCode(code, true, NOW + CODE_VALID_MS - 1).letsIn).toBe(true);
    expect(tryCode(code, true, NOW + CODE_VALID_MS).letsIn).toBe(false);
  });

  it('has six digits, noughts in front as well', () => {
    expect(codeDigits(new Uint8Array([0, 0, 0, 0, 0, 7]))).toBe('000007');
    expect(codeDigits(new Uint8Array(32).fill(255))).toBe(String((2 ** 48 - 1) % 1_000_000));
  });
});
