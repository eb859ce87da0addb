import { MINUTE_MS, SECOND_MS } from '#core/units';
import { minutes, Report, type CaseStory } from './report';

const STORY: CaseStory = {
  number: 12,
  calledAt: Date.UTC(2026, 0, 15, 15, 42),
  address: '1000 LINDSLEY DR',
  alerted: 10,
  firstYesMs: 41 * SECOND_MS,
  firstOnSceneMs: 3 * MINUTE_MS + 52 * SECOND_MS,
  ambulanceMs: 5 * MINUTE_MS + 40 * SECOND_MS,
  aedMs: 4 * MINUTE_MS + 10 * SECOND_MS,
  cancelledAfterMs: null,
};

describe('a line of the terminal', () => {
  const told = (changes: Partial<CaseStory>, hasColour = false): string => {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    new Report('America/New_York', hasColour, print).story({ ...STORY, ...changes });
    return lines.join('\n');
  };

  it('tells an incident from call to AED, in the time of the city', () => {
    expect(told({})).toBe(
      '#12   10:42 1000 LINDSLEY DR              alerted 10  first yes 0:41  ' +
        'first on scene 3:52  ambulance 5:40  AED 4:10 (before ambulance)',
    );
  });

  it('does not claim to be before an ambulance that was earlier or not recorded', () => {
    expect(told({ ambulanceMs: 2 * MINUTE_MS })).toMatch(/ambulance 2:00 {2}AED 4:10$/);
    expect(told({ ambulanceMs: null })).toMatch(/ambulance not recorded {2}AED 4:10$/);
  });

  it('says when there was nobody, nobody who came, or nothing after all', () => {
    const silent = { firstYesMs: null, firstOnSceneMs: null, aedMs: null };
    expect(told({ ...silent, alerted: 0 })).toMatch(/nobody to alert {2}ambulance 5:40$/);
    expect(told(silent)).toMatch(/alerted 10 {2}nobody said yes {2}ambulance 5:40$/);
    expect(told({ cancelledAfterMs: MINUTE_MS })).toMatch(/cancelled by control after 1:00$/);
  });

  it('has colour on a terminal only', () => {
    expect(told({})).not.toContain('\x1b');
    expect(told({}, true)).toContain('\x1b[32mfirst on scene 3:52\x1b[0m');
  });

  it('rounds to whole seconds', () => {
    expect([0, 59_600, 61_400].map(minutes)).toEqual(['0:00', '1:00', '1:01']);
  });
});
