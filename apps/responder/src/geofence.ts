import type { AssignmentStatus, ResponderStep } from '#core/assignment';
import { distanceM, type Place } from '#core/geometry';

/** Entering this circle around the AED or the patient counts as being there. */
export const FENCE_M = 50;
/** A position less exact than this sets nothing by itself: it asks. */
export const SETS_WITHIN_M = 30;
/** A position less exact than this says nothing. */
export const ASKS_WITHIN_M = 100;

/** Where the phone was measured to be. */
export interface Here {
  readonly place: Place;
  readonly accuracyM: number;
}

/** What of an assignment decides where somebody should be. */
export interface FenceView {
  readonly status: AssignmentStatus;
  readonly patient: Place;
  /** The AED that is still to be fetched; null where none is. */
  readonly aed: Place | null;
  /** Where they were when they accepted; null while it is not known. */
  readonly start: Here | null;
}

/** A step that follows from the position: set with a moment to undo it, or only asked about. */
export interface FenceWord {
  readonly step: Extract<ResponderStep, 'en-route' | 'on-scene'> | 'aed';
  readonly how: 'set' | 'ask';
}

/**
 * What a position says of the next step; null where it says nothing.
 *
 * Arriving goes before leaving. That an AED is in hand is never set by a position, which cannot
 * know it: being at its place asks. A position counts as inside where the circle of its accuracy
 * touches the fence, and sets a step only where its middle is inside and it is exact to
 * `SETS_WITHIN_M`; leaving is set once the two circles, there and here, are apart by the fence.
 */
export function fenceWord(here: Here, view: FenceView): FenceWord | null {
  if (here.accuracyM > ASKS_WITHIN_M) return null;
  const isComing = view.status === 'accepted' || view.status === 'en-route';
  if (!isComing) return null;
  const atPatient = howNear(here, view.patient);
  if (atPatient !== null) return { step: 'on-scene', how: atPatient };
  if (view.aed !== null && howNear(here, view.aed) !== null) return { step: 'aed', how: 'ask' };
  if (view.status === 'accepted' && hasLeft(here, view.start)) {
    return { step: 'en-route', how: 'set' };
  }
  return null;
}

function howNear(here: Here, place: Place): FenceWord['how'] | null {
  const metres = distanceM(here.place, place);
  if (metres <= FENCE_M && here.accuracyM <= SETS_WITHIN_M) return 'set';
  return metres - here.accuracyM <= FENCE_M ? 'ask' : null;
}

function hasLeft(here: Here, start: Here | null): boolean {
  if (start === null) return false;
  return distanceM(here.place, start.place) > FENCE_M + start.accuracyM + here.accuracyM;
}
