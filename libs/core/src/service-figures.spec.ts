import { describe, expect, it } from '@jest/globals';
import { hoursOfWeek, HOURS_OF_WEEK } from '#core/hours-of-week';
import { nearestRank, serviceFigures, type IncidentFigures } from '#core/service-figures';

const CALL = Date.UTC(2026, 2, 2, 12);
const S = 1_000;

function incident(fields: Partial<IncidentFigures> = {}): IncidentFigures {
  return {
    receivedAt: CALL,
    calledAt: CALL,
    ambulanceEtaAt: null,
    alerts: 2,
    accepted: 1,
    onScene: 1,
    aedBrought: false,
    firstAlertAt: CALL + 10 * S,
    firstAcceptedAt: CALL + 40 * S,
    firstOnSceneAt: CALL + 240 * S,
    nearestM: 300,
    reachedBy: { live: 1 },
    ...fields,
  };
}

describe('the figures of a service', () => {
  it('count by hand what this list holds: three incidents, one without anybody', () => {
    const nobody = incident({
      ...{ alerts: 0, accepted: 0, onScene: 0, firstAlertAt: null, firstAcceptedAt: null },
      ...{ firstOnSceneAt: null, nearestM: null, reachedBy: {} },
    });
    const slow = incident({
      ...{ alerts: 3, firstOnSceneAt: CALL + 600 * S, aedBrought: true },
      ...{ ambulanceEtaAt: CALL + 500 * S, reachedBy: { live: 1, sms: 2 } },
    });
    const quick = incident({ ambulanceEtaAt: CALL + 500 * S });
    expect(serviceFigures([nobody, slow, quick])).toMatchObject({
      ...{ incidents: 3, alertedIncidents: 2, acceptedIncidents: 2, onSceneIncidents: 2 },
      ...{ aedIncidents: 1, ambulanceKnown: 2, beforeAmbulance: 1, alerts: 5, accepted: 2 },
      callToAlert: { count: 2, p50S: 10, p90S: 10 },
      alertToAccept: { count: 2, p50S: 30, p90S: 30 },
      callToOnScene: { count: 2, p50S: 240, p90S: 600 },
      alertToOnScene: { count: 2, p50S: 230, p90S: 590 },
      reachedBy: { live: 2, sms: 2, push: 0 },
      notReached: 1,
    });
  });

  it('give no time where there is none, and none that runs backwards', () => {
    const none = { count: 0, p50S: null, p90S: null };
    expect(serviceFigures([])).toMatchObject({ incidents: 0, callToOnScene: none });
    const early = incident({ firstAlertAt: CALL - S });
    expect(serviceFigures([early]).callToAlert).toEqual(none);
  });

  it('take the nearest rank, never a value that nobody had', () => {
    expect(nearestRank([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(nearestRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
    expect(nearestRank([], 0.5)).toBeNull();
  });
});

describe('the week by the hour', () => {
  const MONDAY_8 = 8;
  const office = [{ fromMinute: 8 * 60, toMinute: 17 * 60 }];

  it('expects people in their schedule, and those without one at any hour apart', () => {
    const hours = hoursOfWeek(
      [
        { schedule: office, quietHours: null, people: 3 },
        { schedule: null, quietHours: null, people: 2 },
        {
          schedule: null,
          quietHours: { fromMinute: 22 * 60, toMinute: 6 * 60, letThrough: 'nothing' },
          people: 4,
        },
      ],
      [],
      CALL,
    );
    expect(hours).toHaveLength(HOURS_OF_WEEK);
    expect(hours[MONDAY_8]).toMatchObject({ scheduled: 3, anyHour: 6, incidents: 0 });
    expect(hours[2]).toMatchObject({ scheduled: 0, anyHour: 2, nearestM: null, accepted: null });
    expect(hours[17]).toMatchObject({ scheduled: 0, anyHour: 6 });
  });

  it('puts past incidents into their own hour, with the median of the nearest', () => {
    const at = (minuteOfWeek: number, fields: Partial<IncidentFigures>) => ({
      ...{ minuteOfWeek, figures: incident(fields) },
    });
    const hours = hoursOfWeek(
      [],
      [
        at(8 * 60, { nearestM: 100.4, accepted: 2 }),
        at(8 * 60 + 59, { nearestM: 700, accepted: 1 }),
        at(8 * 60 + 30, { nearestM: null, accepted: 0, alerts: 0 }),
        at(9 * 60, { nearestM: 900 }),
      ],
      CALL,
    );
    expect(hours[MONDAY_8]).toMatchObject({ incidents: 3, nobody: 1, nearestM: 100, accepted: 1 });
    expect(hours[9]).toMatchObject({ incidents: 1, nearestM: 900 });
  });
});
