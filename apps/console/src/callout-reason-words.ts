import type { CalloutReason } from '#core/callout-considered';
import { t } from '#web/language';

/** Why people are not asked, or not yet, after a number of them. */
export const CALLOUT_REASON_WORDS: Readonly<Record<CalloutReason, string>> = {
  asked: t('asked'),
  'not-yet': t('not asked yet: others are asked first'),
  'outside-area': t('outside the area'),
  'in-exclusion': t('where nobody may go'),
  'in-area-before': t('in the area before: only whoever enters it is asked'),
  'fix-stale': t('with a position that is too old'),
  'no-equipment': t('without the equipment that is needed'),
  'no-credential': t('without a verified credential of a kind that is needed'),
  'credential-expired': t('whose credential has expired'),
  'in-no-wave': t('in none of the waves'),
  disabled: t('switched off by the registry'),
  'off-duty': t('off duty'),
  muted: t('who have muted alerts for now'),
  'off-schedule': t('outside the hours they chose'),
  'own-quiet-hours': t('within their own quiet hours'),
  unreachable: t('whom no channel reaches'),
  'real-person-in-exercise': t('real people: exercises and tests reach test phones alone'),
  'test-phone': t('test phones: this is real'),
  'bound-elsewhere': t('on the way to an incident'),
  'booked-elsewhere': t('booked by another call-out for the same time'),
  'alerted-elsewhere': t('being asked for something else'),
};
