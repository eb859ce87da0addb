import type { OwnHistoryItemView } from '#contracts/own-history-api';
import type { AssignmentStatus } from '#core/assignment';
import type { ToldReason } from '#core/own-history';
import { t } from '#web/language';

/** Why somebody was not chosen, said to them. */
const NOT_CHOSEN_WORDS: Readonly<Record<ToldReason, string>> = {
  disabled: t('Your organisation had switched you off.'),
  'off-duty': t('You were off duty.'),
  muted: t('You had muted your phone.'),
  'off-schedule': t('It was outside the hours you had chosen.'),
  'own-quiet-hours': t('It was within your quiet hours.'),
  unreachable: t('Your phone could not be reached.'),
  'excluded-by-control': t('Control chose without you.'),
  'no-credential': t('It needed a verified credential that you do not have.'),
  'credential-expired': t('Your credential had expired.'),
  'no-fix': t('Nobody knew where you were.'),
  'fix-stale': t('Your last position was too old.'),
  'fix-inaccurate': t('Your position was not exact enough.'),
  'kept-away': t('It was not safe for you there.'),
  tier: t('You go to public places, and this may have been a home.'),
  'quiet-hours': t('It was night, and you were not near enough to be woken.'),
  'asked-too-often': t('You had been asked often enough that week.'),
  'no-way-there': t('No way from you to there was known.'),
  'after-ambulance': t('The ambulance was there before you could have been.'),
  'gain-below-price': t('You would have come too late to help much.'),
  'bound-elsewhere': t('You were helping elsewhere.'),
  'alerted-elsewhere': t('You were being asked about something else.'),
  'too-late': t('You came near when it was too late to ask.'),
  enough: t('Enough others were nearer.'),
};

const PART_WORDS: Readonly<Record<AssignmentStatus, string>> = {
  accepted: t('You accepted.'),
  'en-route': t('You accepted and set out.'),
  'on-scene': t('You were there.'),
  'with-patient': t('You were with the patient.'),
  cleared: t('You were there until the end.'),
  'stood-down': t('You were stood down.'),
  withdrawn: t('You accepted and had to give it up.'),
};

const ANSWER_WORDS: Readonly<Record<NonNullable<OwnHistoryItemView['alert']>['status'], string>> = {
  accepted: t('You said yes.'),
  declined: t('You said no.'),
  expired: t('You did not answer in time.'),
  withdrawn: t('It was taken back before you answered.'),
};

/** What this person did about it, or why they were not chosen. */
export function whatBecame(item: OwnHistoryItemView): string {
  if (item.notChosenBecause !== null) return NOT_CHOSEN_WORDS[item.notChosenBecause];
  if (item.assignment !== null) return PART_WORDS[item.assignment.status];
  return item.alert === null ? '' : ANSWER_WORDS[item.alert.status];
}
