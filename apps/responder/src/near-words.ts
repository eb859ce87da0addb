import type { OwnCalloutView } from '#contracts/callout-asked-api';
import type { CalloutReason } from '#core/callout-considered';
import { t, toReader } from '#web/language';

const REASON_WORDS: Readonly<Record<CalloutReason, string>> = {
  asked: t('You were asked.'),
  'not-yet': t('Others are asked before you.'),
  'outside-area': t('You were outside the area.'),
  'in-exclusion': t('You were where nobody may go.'),
  'in-area-before': t('Only whoever came into the area was asked.'),
  'fix-stale': t('Your last position was too old.'),
  'no-equipment': t('Equipment was needed that you do not have.'),
  'no-credential': t('It needed a verified credential that you do not have.'),
  'credential-expired': t('Your credential had expired.'),
  'in-no-wave': t('You are in none of the groups that were asked.'),
  disabled: t('Your organisation had switched you off.'),
  'off-duty': t('You were off duty.'),
  muted: t('You had muted your phone.'),
  'off-schedule': t('It was outside the hours you had chosen.'),
  'own-quiet-hours': t('It was within your quiet hours.'),
  unreachable: t('Your phone could not be reached.'),
  'real-person-in-exercise': t('It was an exercise for test phones.'),
  'test-phone': t('This is a test phone, and it was real.'),
  'bound-elsewhere': t('You were helping elsewhere.'),
  'booked-elsewhere': t('You had said yes to another call-out.'),
  'alerted-elsewhere': t('You were being asked about something else.'),
};

/** Why this person was asked or not, in their language. */
export function nearWords({ reason, sentence }: OwnCalloutView): string {
  return toReader(sentence, REASON_WORDS[reason]);
}
