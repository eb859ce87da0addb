import type { StreetGraph } from '#adapters/streets/street-graph';
import type { AlertPolicy } from '#core/alert-policy';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { CityIncident, CityResponder } from '../city/world-types';

/** Nobody is awaited longer than this after the call. */
export const HORIZON_MS = 45 * MINUTE_MS;
/** From hanging up to the phones: the same for every policy. */
export const CALL_TO_ALERT_MS = 60 * SECOND_MS;

export interface Case {
  readonly incident: CityIncident;
  readonly near: readonly CityResponder[];
  readonly policy: AlertPolicy;
  readonly seed: string;
  readonly streets: StreetGraph;
}
