import { aCandidateAt, anAed, anIncident, idOf, placeFrom, SCENE } from '#core/examples';
import { alertedIds, aPlanInput, closeby, reasonFor } from '#core/plan-examples';
import { PLACE_SLACK_MAX_M, placeSlackM, tooVague, wayUncertaintyM } from '#core/place-uncertainty';
import type { Candidate } from '#core/eligibility';
import type { PlanInput } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';

const known = (placeAccuracyM: number | null) => anIncident({ placeAccuracyM });

function planned(placeAccuracyM: number | null, asked: Partial<PlanInput>) {
  return planAlerts(aPlanInput({ ...asked, incident: known(placeAccuracyM) }));
}

describe('a place that is known badly', () => {
  const beside = aCandidateAt(1_400, { id: idOf(1) });

  test('whoever may stand beside the patient is asked, though far from the middle', () => {
    expect(reasonFor(planned(null, { candidates: [beside] }), beside)).toBe('outside-radius');
    expect(reasonFor(planned(399, { candidates: [beside] }), beside)).toBe('outside-radius');
    expect(alertedIds(planned(400, { candidates: [beside] }))).toEqual([beside.responder.id]);
  });

  test('the nearest to its middle are still asked first', () => {
    const candidates = [beside, ...[100, 200, 300].map((metres) => aCandidateAt(metres))];
    const plan = planned(400, { candidates });
    expect(plan.alerts.map((alert) => alert.distanceM)).toEqual([100, 200, 300, 1_400]);
  });

  test('what it is off by counts in the time that people take, and never makes it shorter', () => {
    const candidates: Candidate[] = [150, 400, 700].map((metres) => aCandidateAt(metres));
    const policy = closeby('larsen');
    const aeds = [anAed({ place: placeFrom(SCENE, 200) })];
    const etas = [0, 100, 300, 900].map((accuracyM) => {
      const { alerts } = planned(accuracyM, { candidates, aeds, policy });
      return Math.min(...alerts.map((alert) => alert.estimate?.etaMs ?? Number.NaN));
    });
    expect(etas).toEqual([...etas].sort((a, b) => a - b));
    expect(new Set(etas).size).toBe(etas.length);
  });

  test('somebody 30 m off, going to a place 400 m off, is as uncertain as both together', () => {
    expect(wayUncertaintyM(30, { placeAccuracyM: null })).toBe(30);
    expect(wayUncertaintyM(30, { placeAccuracyM: 400 })).toBeCloseTo(248.5, 1);
  });

  test('beyond two kilometres the circle grows no more, and control is told', () => {
    expect(placeSlackM({ placeAccuracyM: 50_000 })).toBe(PLACE_SLACK_MAX_M);
    expect(tooVague({ placeAccuracyM: PLACE_SLACK_MAX_M })).toBeNull();
    expect(tooVague({ placeAccuracyM: 5_000 })).toContain('known to 5000 m only');
  });
});
