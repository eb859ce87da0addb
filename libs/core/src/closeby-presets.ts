import type { AlertPolicy } from '#core/alert-policy';
import { ACCEPTANCE_MODEL, AED_MODEL, ARRIVAL_MODEL } from '#core/policy-models';
import { SURVIVAL_CURVES, type SurvivalCurve } from '#core/survival';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/units';

/** Our own rule, once for each survival curve that a service may choose to go by. */
export const CLOSEBY_PRESETS: readonly AlertPolicy[] = SURVIVAL_CURVES.map(closebyFor);

/** Alerts whoever adds most, while that is worth the price of waking them. */
function closebyFor(objective: SurvivalCurve): AlertPolicy {
  return {
    name: `closeby-${objective}`,
    version: 1,
    radiusM: 2_500,
    alertedAtOnceMax: 30,
    wantedCount: 6,
    replaces: true,
    silentAfterMs: 60 * SECOND_MS,
    alertTtlMs: 5 * MINUTE_MS,
    lookAgainAfterMs: 30 * SECOND_MS,
    alertingEndsAfterMs: 20 * MINUTE_MS,
    fixStaleAfterMs: 15 * MINUTE_MS,
    fixAccuracyMaxM: 200,
    usesRegisteredPlaces: true,
    credentialKinds: ['cpr', 'community-first-responder', 'nurse', 'paramedic', 'doctor'],
    aedRadiusM: 2_500,
    aedMax: 5,
    candidateMax: 200,
    consideredRadiusM: 5_000,
    choice: {
      kind: 'expected-gain',
      objective,
      pricePerAlert: 0.002,
      fatigue: {
        perAlertLast7Days: 0.25,
        night: 0.5,
        afterPatient: 2,
        restMs: 2 * DAY_MS,
        perKm: 0,
      },
      floorCount: 3,
      looksAheadMs: 0,
      collapseToCallMs: MINUTE_MS,
      ambulance: { medianMs: 6.5 * MINUTE_MS, sigma: 0.433 },
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
    arrival: ARRIVAL_MODEL,
    acceptance: ACCEPTANCE_MODEL,
    aedModel: AED_MODEL,
    sources: {
      pricePerAlert: 'one life in 500 alerts; proposed, a service sets its own',
      ambulance: 'log-normal fit to 19,177 arrests of a teaching set',
      wantedCount: 'as many as add something; Gregers, JACC 2023 found more up to three',
    },
  };
}
