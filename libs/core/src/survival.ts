/** Published curves of survival after cardiac arrest; see `survivalOf`. */
export const SURVIVAL_CURVES = ['larsen', 'waalewijn', 'de-maio', 'valenzuela'] as const;
export type SurvivalCurve = (typeof SURVIVAL_CURVES)[number];

/** Minutes from collapse; Infinity where it never happens. */
export interface RescueTimes {
  /** First chest compressions by anyone. */
  readonly cprMin: number;
  /** First shock or analysis by anyone. */
  readonly shockMin: number;
  /** The ambulance crew, with all they can do. */
  readonly ambulanceMin: number;
}

/** De Maio counts from the call; the collapse came about this much earlier. */
const DE_MAIO_CALL_MIN = 1;

/**
 * Share of patients expected to survive at these times, in [0, 1].
 *
 * - `larsen`: Larsen et al. 1993, ventricular fibrillation: 0.67 − 0.023·CPR − 0.011·shock −
 *   0.021·ACLS, here with ACLS at the ambulance, and not below 0.
 * - `waalewijn`: Waalewijn et al. 2001 model I, all rhythms, witnessed:
 *   1 / (1 + exp(0.04 + 0.3·CPR + 0.14·(ambulance − CPR))); 0 without an ambulance.
 * - `de-maio`: De Maio et al. 2003: 1 / (1 + exp(0.679 + 0.262·t)), t from the call to the first
 *   defibrillator, the ambulance's included. Theirs ends when it is on scene, ours when it is
 *   attached, so the share is a little too low for everybody alike.
 * - `valenzuela`: Valenzuela et al. 1997, ventricular fibrillation, as quoted by Erkut 2008:
 *   1 / (1 + exp(−0.260 + 0.106·CPR + 0.139·shock)).
 *
 * The first and last hold for shockable rhythms only, about a quarter to a third of all arrests.
 */
export function survivalOf(curve: SurvivalCurve, times: RescueTimes): number {
  const { ambulanceMin } = times;
  const cprMin = Math.min(times.cprMin, ambulanceMin);
  const shockMin = times.shockMin;
  switch (curve) {
    case 'larsen':
      return Math.max(0, 0.67 - 0.023 * cprMin - 0.011 * shockMin - 0.021 * ambulanceMin);
    case 'waalewijn':
      if (ambulanceMin === Infinity) return 0;
      return logistic(0.04 + 0.3 * cprMin + 0.14 * (ambulanceMin - cprMin));
    case 'de-maio':
      return logistic(0.679 + 0.262 * Math.max(0, shockMin - DE_MAIO_CALL_MIN));
    case 'valenzuela':
      return logistic(-0.26 + 0.106 * cprMin + 0.139 * shockMin);
  }
}

/** 1 / (1 + e^x); 0 where x is Infinity. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(x));
}
