import type { AlertedReason, WithdrawnReason } from '#core/alert';
import type { NotAlertedReason } from '#core/eligibility';

/** What the sentence may name beside the reason. */
export interface ReasonFacts {
  /** Straight-line metres from the incident; null where unknown. */
  readonly distanceM: number | null;
}

type Sentence = (facts: ReasonFacts) => string;

/** `, 340 m away` where the distance is known. */
function away({ distanceM }: ReasonFacts): string {
  return distanceM === null ? '' : `, ${metres(distanceM)} away`;
}

/** Whole metres below a kilometre, tenths of kilometres above. */
function metres(distanceM: number): string {
  const whole = Math.round(distanceM);
  return whole < 1_000 ? `${whole} m` : `${(whole / 1_000).toFixed(1)} km`;
}

const ALERTED: Readonly<Record<AlertedReason, Sentence>> = {
  nearest: (facts) => `Alerted: among the nearest${away(facts)}.`,
  'replaces-declined': (facts) => `Alerted: replaces someone who declined${away(facts)}.`,
  'replaces-silent': (facts) => `Alerted: replaces someone who did not answer${away(facts)}.`,
  'replaces-withdrawn': (facts) =>
    `Alerted: replaces someone who is no longer available${away(facts)}.`,
  'next-wave': (facts) => `Alerted: among the next nearest${away(facts)}.`,
  'in-area': () => 'Asked: is in the area of the call-out.',
};

const NOT_ALERTED: Readonly<Record<NotAlertedReason, Sentence>> = {
  disabled: () => 'Not alerted: has been disabled by the organisation.',
  'off-duty': () => 'Not alerted: is off duty.',
  'real-person-in-exercise': () => 'Not alerted: exercises and tests reach test phones only.',
  'test-phone': () => 'Not alerted: is a test phone, and this is not an exercise.',
  'excluded-by-control': () => 'Not alerted: control asked not to alert this person.',
  'no-credential': () => 'Not alerted: holds no verified credential of a kind that is needed.',
  'credential-expired': () => 'Not alerted: the credential has expired.',
  'no-fix': () => 'Not alerted: position is not known.',
  'fix-stale': () => 'Not alerted: last position is too old.',
  'fix-inaccurate': () => 'Not alerted: position is not accurate enough.',
  'outside-radius': (facts) => `Not alerted: is outside the radius${away(facts)}.`,
  'outside-area': () => 'Not asked: is outside the area of the call-out.',
  'bound-elsewhere': () => 'Not alerted: has accepted another incident.',
  'alerted-elsewhere': () => 'Not alerted: is being asked about another incident or call-out.',
  'already-alerted': () => 'Not alerted again: has an alert and has not answered yet.',
  'already-accepted': () => 'Not alerted again: has accepted.',
  'declined-before': () => 'Not alerted again: has declined.',
  'silent-before': () => 'Not alerted again: did not answer.',
  'withdrew-before': () => 'Not alerted again: accepted, then withdrew or was stood down.',
  'too-late': () => 'Not alerted: too long after the incident came in.',
  enough: (facts) => `Not alerted: enough others were alerted or have accepted${away(facts)}.`,
};

const WITHDRAWN: Readonly<Record<WithdrawnReason, string>> = {
  'enough-accepted': 'Alert withdrawn: enough others have accepted.',
  'incident-closed': 'Alert withdrawn: the incident was closed.',
  'incident-cancelled': 'Alert withdrawn: the incident was cancelled.',
  'incident-moved': 'Alert withdrawn: the incident moved too far away.',
  'off-duty': 'Alert withdrawn: went off duty.',
  'no-longer-eligible': 'Alert withdrawn: may no longer be alerted.',
  'callout-filled': 'Question withdrawn: enough others have said yes.',
  'callout-closed': 'Question withdrawn: the call-out is over.',
};

const CONSIDERED: Readonly<Record<AlertedReason | NotAlertedReason, Sentence>> = {
  ...ALERTED,
  ...NOT_ALERTED,
};

/** Why a person was or was not alerted, in one sentence for a dispatcher. */
export function reasonSentence(
  reason: AlertedReason | NotAlertedReason,
  facts: ReasonFacts,
): string {
  return CONSIDERED[reason](facts);
}

/** Why an alert was taken back, in one sentence for a dispatcher. */
export function withdrawnSentence(reason: WithdrawnReason): string {
  return WITHDRAWN[reason];
}
