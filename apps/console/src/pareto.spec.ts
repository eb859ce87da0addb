import { describe, expect, it } from '@jest/globals';
import type { ShadowCaseView, ShadowRunView } from '#contracts/response-plan-api';
import { frontier, placed, pointsOfRun, ticksOf, type PlacedPoint } from './pareto';

const one: ShadowCaseView = {
  ...{ incidentId: 'i', controlRef: 'C', decidedAt: '2026-01-01T00:00:00Z' },
  ...{ alertsThen: 4, alertsNow: 2, onlyThen: [], onlyNow: [] },
  ...{ survivalThen: 0.1, survivalNow: 0.12, whyNobody: null },
};
const run: ShadowRunView = {
  ...{ incidents: 2, otherIncidents: 0, unreadable: 0, alertsThen: 8, alertsNow: 3 },
  ...{ peopleOnlyThen: 0, peopleOnlyNow: 0, survivalChange: 0.02, survivalCompared: 1 },
  ...{ nobodyNow: 0, remarks: [] },
  cases: [one, { ...one, survivalNow: null }],
};
const at = (alertsPerIncident: number, survival: number): PlacedPoint => ({
  ...{ name: 'x', role: 'preset', alertsPerIncident, survival },
});

describe('the chart of a shadow run', () => {
  it('shows the numbers of its table: survival over what can be compared alone', () => {
    const [then, now] = pointsOfRun(run, { then: 'a', now: 'b', role: 'draft' });
    expect(then).toEqual({ name: 'a', role: 'current', alertsPerIncident: 4, survival: 0.1 });
    expect(now).toEqual({ name: 'b', role: 'draft', alertsPerIncident: 1.5, survival: 0.12 });
    const none = pointsOfRun({ ...run, cases: [] }, { then: 'a', now: 'b', role: 'draft' });
    expect(placed(none)).toEqual([]);
  });

  it('joins those that no other beats, and leaves out whoever asks more for no more', () => {
    const points = [at(8, 0.11), at(2, 0.1), at(4, 0.12), at(4, 0.11), at(9, 0.13)];
    expect(frontier(points)).toEqual([at(2, 0.1), at(4, 0.12), at(9, 0.13)]);
  });

  it('has round marks on its axes that hold every value', () => {
    expect(ticksOf([1.5, 4])).toEqual([1, 2, 3, 4]);
    expect(ticksOf([0.1, 0.12])).toEqual([0.1, 0.105, 0.11, 0.115, 0.12]);
    const [first = NaN, ...rest] = ticksOf([5, 5]);
    expect(first).toBeLessThanOrEqual(5);
    expect(rest.at(-1)).toBeGreaterThanOrEqual(5);
  });
});
