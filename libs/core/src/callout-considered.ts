/*
 * What became of everyone a call-out has considered: one word for each person, kept with the
 * call-out, and one sentence for each word.
 */

/** Why somebody is asked, is not, or is not yet. */
export const CALLOUT_REASONS = [
  'asked',
  'not-yet',
  'outside-area',
  'in-exclusion',
  'in-area-before',
  'fix-stale',
  'no-equipment',
  'no-credential',
  'credential-expired',
  'in-no-wave',
  'disabled',
  'off-duty',
  'muted',
  'off-schedule',
  'own-quiet-hours',
  'unreachable',
  'real-person-in-exercise',
  'test-phone',
  'bound-elsewhere',
  'booked-elsewhere',
  'alerted-elsewhere',
] as const;
export type CalloutReason = (typeof CALLOUT_REASONS)[number];

const SENTENCES: Readonly<Record<CalloutReason, string>> = {
  asked: 'Asked.',
  'not-yet': 'Not asked yet: others are asked first, and no more than are needed.',
  'outside-area': 'Not asked: is outside the area of the call-out.',
  'in-exclusion': 'Not asked: is in a place where nobody may go.',
  'in-area-before': 'Not asked: was in the area before; whoever enters it is asked.',
  'fix-stale': 'Not asked: the last position is too old.',
  'no-equipment': 'Not asked: has none of the equipment that is still needed.',
  'no-credential': 'Not asked: holds no verified credential of a kind that is needed.',
  'credential-expired': 'Not asked: the credential has expired.',
  'in-no-wave': 'Not asked: belongs to none of the groups of people that are asked.',
  disabled: 'Not asked: has been disabled by the organisation.',
  'off-duty': 'Not asked: is off duty.',
  muted: 'Not asked: has muted all alerts for now.',
  'off-schedule': 'Not asked: is not on duty at this hour by their own schedule.',
  'own-quiet-hours': 'Not asked: it is within their own quiet hours.',
  unreachable: 'Not asked: no channel reaches this person.',
  'real-person-in-exercise': 'Not asked: exercises and tests reach test phones only.',
  'test-phone': 'Not asked: is a test phone, and this is not an exercise.',
  'bound-elsewhere': 'Not asked: has accepted an incident.',
  'booked-elsewhere': 'Not asked: has said yes to another call-out for the same time.',
  'alerted-elsewhere': 'Not asked: is being asked about an incident or another call-out.',
};

/** The reason as one plain sentence; of a call-out that is filled or over, nobody's turn comes. */
export function calloutReasonSentence(reason: CalloutReason, isOpen: boolean): string {
  if (reason === 'not-yet' && !isOpen) return 'Not asked: enough others have said yes.';
  return SENTENCES[reason];
}
