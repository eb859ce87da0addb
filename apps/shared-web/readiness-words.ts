import type { ReadinessView } from '#contracts/reach-api';
import type { ReadinessFaultCode } from '#core/readiness';
import { t, toReader } from './language';
import { wordsOf } from './words';

const LIGHT_WORDS: Readonly<Record<ReadinessView['light'], string>> = {
  green: t('Your phone would ring.'),
  amber: t('Your phone would probably ring.'),
  red: t('Your phone would not ring.'),
};

const FAULT_WORDS: Readonly<Record<ReadinessFaultCode, string>> = {
  'no-phone': t('No phone is signed in.'),
  'sign-in-expired': t('The sign-in of this phone has expired.'),
  'sign-in-expires-soon': t('The sign-in of this phone expires soon.'),
  'no-push-address': t('This phone rings only while the app is open.'),
  'push-address-gone': t('The notifications of this phone are cut off.'),
  'permission-denied': t('Notifications are switched off on this phone.'),
  'permission-unknown': t('It is not known whether this phone may show alerts.'),
  'not-heard-of-lately': t('This phone has not been heard of lately.'),
  'not-heard-of-for-long': t('This phone has not been heard of for long.'),
  'push-address-dead': t('This phone has not been heard of for too long.'),
  'never-confirmed': t('This phone has never confirmed that it rang; take part in a drill.'),
  'confirmed-long-ago': t('This phone last confirmed long ago that it rang.'),
  'only-outside-app': t('Only an SMS or a call would get through.'),
  unreachable: t('Nothing would get through.'),
};

/** Whether this phone would ring, in the reader's language. */
export function lightWords({ light, sentence }: ReadinessView): string {
  return toReader(sentence, LIGHT_WORDS[light]);
}

/** What is wrong with it, in the reader's language. */
export function faultWords({ code, sentence }: ReadinessView['faults'][number]): string {
  return toReader(sentence, wordsOf(FAULT_WORDS, code, sentence));
}
