import { describe, expect, it } from '@jest/globals';
import { muteEnds } from './mute';

const at = (time: string): number => Date.parse(`2026-03-04T${time}:00Z`);

describe('when a mute ends', () => {
  it('after its hours', () => {
    expect(muteEnds('1h', at('20:15'))).toBe(at('21:15'));
    expect(muteEnds('4h', at('20:15')) - at('20:15')).toBe(4 * 3_600_000);
  });

  it.each([
    ['20:15', '2026-03-05T07:00:00.000Z'],
    ['01:00', '2026-03-04T07:00:00.000Z'],
    ['05:00', '2026-03-05T07:00:00.000Z'],
  ])('until tomorrow, said at %s, is the next morning that is some hours away', (now, end) => {
    expect(new Date(muteEnds('tomorrow', at(now))).toISOString()).toBe(end);
  });
});
