import type { Incident } from '#core/incident';
import type { LogNormal } from '#core/log-normal';
import type { AmbulanceMoments } from '#core/rescue-odds';
import { SECOND_MS, type Instant } from '#core/units';

/** The ambulance is taken to come at one of these points of its distribution: 10, 30 … 90 %. */
const AMBULANCE_Z = [-1.2816, -0.5244, 0, 0.5244, 1.2816] as const;
/** Spread of an arrival that control has announced, of what is left of it. Proposed. */
const ANNOUNCED_SIGMA = 0.2;
/** An ambulance that should be there is expected any moment, and no sooner than this. */
export const AMBULANCE_SOONEST_MS = 30 * SECOND_MS;

/** What is known of an ambulance: that of which incident, and when it is now. */
export interface AmbulanceOf {
  readonly incident: Pick<Incident, 'ambulanceEtaAt' | 'calledAt'>;
  readonly now: Instant;
}

/**
 * When the ambulance may come, in milliseconds from now, each moment as likely as the others:
 * around what control announced, else as is usual after the call.
 */
export function ambulanceMoments(of: AmbulanceOf, usual: LogNormal): AmbulanceMoments {
  return AMBULANCE_Z.map((z) => comesMs(of, usual, z));
}

/** The moment by which the ambulance comes as likely as not, in milliseconds from now. */
export function ambulanceMedianMs(of: AmbulanceOf, usual: LogNormal): number {
  return comesMs(of, usual, 0);
}

function comesMs({ incident, now }: AmbulanceOf, usual: LogNormal, z: number): number {
  const { ambulanceEtaAt, calledAt } = incident;
  const ms =
    ambulanceEtaAt === null
      ? calledAt + usual.medianMs * Math.exp(usual.sigma * z) - now
      : (ambulanceEtaAt - now) * Math.exp(ANNOUNCED_SIGMA * z);
  return Math.max(AMBULANCE_SOONEST_MS, ms);
}
