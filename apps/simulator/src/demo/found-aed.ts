import type { ReportAedMessage } from '#contracts/responder-api';
import type { Place } from '#core/geometry';
import { Random } from '../city/random';

/** Assumptions of ours; audits of registers found more, and fewer. */
const FOUND = [
  ['collected', 0.93],
  ['missing', 0.03],
  ['locked', 0.04],
] as const satisfies readonly (readonly [ReportAedMessage['report'], number])[];

/** What everybody finds in a run who comes for the AED at a place. */
export function foundAed(seed: string, place: Place): ReportAedMessage['report'] {
  return new Random(`${seed}/found-aed/${place.lat},${place.lon}`).weighted(FOUND);
}
