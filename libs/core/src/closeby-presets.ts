import type { AlertPolicy, FatiguePrice } from '#core/alert-policy';
import { LEFT_OPEN } from '#core/policy-defaults';
import { AMBULANCE } from '#core/policy-models';
import { SURVIVAL_CURVES, type SurvivalCurve } from '#core/survival';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/units';

const FATIGUE: FatiguePrice = {
  perAlertLast7Days: 0.25,
  night: 0.5,
  afterPatient: 2,
  restMs: 2 * DAY_MS,
  perKm: 0,
};

const SOURCES = {
  pricePerAlert: 'one life in 500 alerts; proposed, a service sets its own',
  fatigue: 'proposed; 7,317 registrations were cancelled over 10,819 alarms in Denmark 2017-22',
  floorCount: 'proposed',
  ambulance: 'log-normal fit to 19,177 arrests of a teaching set',
  wantedCount: 'as many as add something; Gregers, JACC 2023 found more up to three',
  keepAtLeast: 'Gregers, JACC 2023: defibrillation rises up to three arriving responders',
  perPerson7DaysMax: 'proposed',
};

/** Our own rule, once for each survival curve that a service may choose to go by. */
export const CLOSEBY_PRESETS: readonly AlertPolicy[] = SURVIVAL_CURVES.map(closebyFor);

/** Alerts whoever adds most, while that is worth the price of waking them. */
function closebyFor(objective: SurvivalCurve): AlertPolicy {
  return {
    ...LEFT_OPEN,
    name: `closeby-${objective}`,
    radiusM: 2_500,
    alertedAtOnceMax: 30,
    wantedCount: 6,
    replaces: true,
    lookAgainAfterMs: 30 * SECOND_MS,
    aedRadiusM: 2_500,
    aedMax: 5,
    candidateMax: 200,
    choice: {
      kind: 'expected-gain',
      objective,
      pricePerAlert: 0.002,
      fatigue: FATIGUE,
      floorCount: 3,
      collapseToCallMs: MINUTE_MS,
      ambulance: AMBULANCE,
    },
    roles: { kind: 'best-split' },
    team: {
      keepBest: null,
      standDownBelow: 0.002,
      keepAtLeast: 3,
      wantsGuide: true,
      changeOrderAbove: 0.005,
    },
    limits: { perPerson7DaysMax: 10, quietHours: null },
    sources: SOURCES,
  };
}
