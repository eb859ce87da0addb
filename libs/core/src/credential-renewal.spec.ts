import { renewalDue } from '#core/credential-renewal';
import { NOON } from '#core/examples';
import { DAY_MS, HOUR_MS } from '#core/units';

describe('reminders of an end', () => {
  it('begin 30, 7 and 1 days before it, each at its moment', () => {
    const due = (before: number) => renewalDue(NOON, NOON - before);
    expect(due(30 * DAY_MS + 1)).toBeNull();
    expect([due(30 * DAY_MS), due(7 * DAY_MS + 1)]).toEqual([30, 30]);
    expect([due(7 * DAY_MS), due(DAY_MS + 1)]).toEqual([7, 7]);
    expect([due(DAY_MS), due(1)]).toEqual([1, 1]);
    expect([due(0), due(-HOUR_MS)]).toEqual([null, null]);
  });

  it('come to at most three over any time of looking, in order, and none is repeated', () => {
    const seen: (number | null)[] = [];
    for (let at = NOON - 60 * DAY_MS; at < NOON + DAY_MS; at += HOUR_MS) {
      const due = renewalDue(NOON, at);
      if (due !== null && seen.at(-1) !== due) seen.push(due);
    }
    expect(seen).toEqual([30, 7, 1]);
  });
});
