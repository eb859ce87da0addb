import type { CalloutReason } from '#core/callout-considered';

/** Why people are not asked, or not yet, after a number of them. */
export const CALLOUT_REASON_WORDS: Readonly<Record<CalloutReason, string>> = {
  asked: 'asked',
  'not-yet': 'not asked yet: others are asked first',
  'outside-area': 'outside the area',
  'in-exclusion': 'where nobody may go',
  'in-area-before': 'in the area before: only whoever enters it is asked',
  'fix-stale': 'with a position that is too old',
  'no-equipment': 'without the equipment that is needed',
  'no-credential': 'without a verified credential of a kind that is needed',
  'credential-expired': 'whose credential has expired',
  'in-no-wave': 'in none of the waves',
  disabled: 'switched off by the registry',
  'off-duty': 'off duty',
  muted: 'who have muted alerts for now',
  'off-schedule': 'outside the hours they chose',
  'own-quiet-hours': 'within their own quiet hours',
  unreachable: 'whom no channel reaches',
  'real-person-in-exercise': 'real people: exercises and tests reach test phones alone',
  'test-phone': 'test phones: this is real',
  'bound-elsewhere': 'on the way to an incident',
  'booked-elsewhere': 'booked by another call-out for the same time',
  'alerted-elsewhere': 'being asked for something else',
};
