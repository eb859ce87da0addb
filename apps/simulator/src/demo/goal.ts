import type { AlertView } from '#contracts/responder-api';
import { toPlace } from '#contracts/shapes';
import type { Place } from '#core/geometry';

/** Where an order sends somebody next. */
export type Goal =
  | { readonly kind: 'aed'; readonly aedId: string; readonly place: Place }
  /** To the patient, or to the door there to wait for the crew. */
  | { readonly kind: 'patient' | 'crew'; readonly place: Place };

/**
 * The next goal by the order of an alert: the AED it names until that was reported of, then the
 * patient; a guide waits at the place. Null while the alert shows no place.
 *
 * @param reported AEDs of which this person has reported what they found
 */
export function goalOf(alert: AlertView, reported: ReadonlySet<string>): Goal | null {
  const { order, exact } = alert;
  if (exact === null) return null;
  const aed = order?.role === 'via-aed' ? order.aed : null;
  if (aed !== null && aed.collectedAt === null && !reported.has(aed.aedId)) {
    return { kind: 'aed', aedId: aed.aedId, place: toPlace(aed.place) };
  }
  return { kind: order?.role === 'guide' ? 'crew' : 'patient', place: toPlace(exact.place) };
}

/** Whether two goals are the same thing to do at the same place. */
export function isSameGoal(a: Goal, b: Goal): boolean {
  const isSameAed = a.kind !== 'aed' || (b.kind === 'aed' && a.aedId === b.aedId);
  const isSamePlace = a.place.lat === b.place.lat && a.place.lon === b.place.lon;
  return a.kind === b.kind && isSameAed && isSamePlace;
}
