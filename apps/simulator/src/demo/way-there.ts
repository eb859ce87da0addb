import type { StreetGraph } from '#adapters/streets/street-graph';
import type { AedView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import { toPlace } from '#contracts/shapes';
import type { Place } from '#core/geometry';

/** Nobody runs farther than this for an AED, by streets. */
const AED_REACH_M = 5_000;

/**
 * The open AED that a responder fetches on the way, or null when they go directly. The first to
 * accept goes directly; later ones fetch one that is nearer than the patient by streets, by the
 * shortest way over it.
 */
export function aedToFetch(
  streets: StreetGraph,
  from: Place,
  exact: NonNullable<AlertView['exact']>,
): AedView | null {
  const open = exact.aeds.filter((aed) => aed.open === 'open');
  if (exact.othersAccepted === 0 || open.length === 0) return null;
  const nodeOf = (place: Place): number => streets.nearestNode(place).node;
  const aedNodes = open.map((aed) => nodeOf(toPlace(aed.place)));
  const patient = nodeOf(toPlace(exact.place));
  const limitM = AED_REACH_M;
  const fromHere = streets.sweep(nodeOf(from), { to: [patient, ...aedNodes], limitM });
  const toPatient = streets.sweep(patient, { to: aedNodes, limitM });
  const [directM = Infinity, ...toAedM] = fromHere;
  let best: AedView | null = null;
  let bestM = Infinity;
  open.forEach((aed, index) => {
    const firstM = toAedM[index] ?? Infinity;
    const wholeM = firstM + (toPatient[index] ?? Infinity);
    if (firstM < directM && wholeM < bestM) [best, bestM] = [aed, wholeM];
  });
  return best;
}
