import { SECOND_MS, type Instant } from '#core/units';
import type { CredentialKind, Responder } from '#core/responder';

/** A phone shows a new code each time this has passed. */
export const BADGE_STEP_MS = 30 * SECOND_MS;
/** A code is good for its own step and this many more: somebody has to scan and look at it. */
const STEPS_MORE = 1;

/** In which step a moment lies, counted from the epoch as RFC 6238 counts. */
export function badgeStep(now: Instant, stepMs: number): number {
  return Math.floor(now / stepMs);
}

/** Whether a code of that step is good: neither from the future nor of a step too long ago. */
export function isBadgeGood(step: number, now: Instant, stepMs: number): boolean {
  const age = badgeStep(now, stepMs) - step;
  return age >= 0 && age <= STEPS_MORE;
}

/** What a badge says. */
export interface Badge {
  /** Null of somebody of whom it says no more than that they are a member. */
  readonly displayName: string | null;
  readonly kinds: readonly CredentialKind[];
  readonly isAssigned: boolean;
}

/**
 * What whoever scans a badge may know. A crew meets a stranger at a patient's door and must learn
 * three things: that this is no impostor, by what name to call them, and what they may be asked to
 * do. So a person on duty or assigned shows their name, the kinds of their valid credentials, and
 * whether they are sent to an incident right now: neither which one, nor where. Whoever is off duty
 * and not assigned has no business at a scene and shows only that they are a member; a code seen
 * over somebody's shoulder in a café tells no name. There is no photograph, no number, no
 * reference: nothing by which two scans could be told to be of the same person but the name.
 *
 * @returns null of somebody disabled, and of who has nothing valid: to them there is no badge
 */
export function badgeOf(
  responder: Pick<Responder, 'displayName' | 'onDuty' | 'disabledAt'>,
  state: { readonly kinds: readonly CredentialKind[]; readonly isAssigned: boolean },
): Badge | null {
  const { kinds, isAssigned } = state;
  if (responder.disabledAt !== null || kinds.length === 0) return null;
  if (!responder.onDuty && !isAssigned) {
    return { displayName: null, kinds: [], isAssigned: false };
  }
  const { displayName } = responder;
  return { displayName, kinds: [...new Set(kinds)].sort(), isAssigned };
}
