import { idOf } from '#core/examples';
import { replyCode } from '#core/reply-code';

const COUNT = 20_000;
const CODES = Array.from({ length: COUNT }, (_, index) => replyCode(idOf(index)));

describe('the code of an alert', () => {
  it('is three digits that do not begin with nought', () => {
    for (const code of CODES) expect(code).toMatch(/^[1-9]\d\d$/);
  });

  it('is the same whenever it is asked for, in whichever case the id is written', () => {
    const id = '0b0c6b5e-7a44-4f0e-9d6e-30f3e7e60f11';
    expect(replyCode(id)).toBe(replyCode(id));
    expect(replyCode(id.toUpperCase())).toBe(replyCode(id));
  });

  it.each(['112', '911', '999', '144'])('is never %s, which people would dial', (number) => {
    expect(CODES).not.toContain(number);
  });

  it('spreads over the numbers, so that two alerts of a person seldom share one', () => {
    const counts = new Map<string, number>();
    for (const code of CODES) counts.set(code, (counts.get(code) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(880);
    // 20,000 over 887 codes is 22.5 each; what follows 117 to 119 has four times that.
    expect(Math.max(...counts.values())).toBeLessThan(140);
  });
});
