import type { LedgerLineView } from '#contracts/delivery-api';
import type { ReadinessView } from '#contracts/reach-api';
import type { DeliveryChannel, DeliverySubject } from '#core/delivery';
import type { Standing } from './standing';

export const CHANNEL_WORDS: Readonly<Record<DeliveryChannel, string>> = {
  live: 'Open app',
  push: 'Push',
  'web-push': 'Browser push',
  sms: 'SMS',
  voice: 'Call',
  email: 'E-mail',
};

/** The same after "by". */
export const CHANNEL_BY: Readonly<Record<DeliveryChannel, string>> = {
  live: 'the open app',
  push: 'push',
  'web-push': 'browser push',
  sms: 'SMS',
  voice: 'a call',
  email: 'e-mail',
};

export const SUBJECT_WORDS: Readonly<Record<DeliverySubject, string>> = {
  alert: 'Alert',
  'stood-down': 'Stand-down',
  changed: 'Change',
};

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  unconfirmed: 'Not confirmed',
  unseen: 'Rang, not looked at',
  'not-reached': 'Not reached',
  waiting: 'Waiting',
  rang: 'Rang',
  seen: 'Seen',
  answered: 'Answered',
  spared: 'Not needed',
};

/** Each standing has a sign of its own, so that colour is never the only difference. */
export const STANDING_SIGNS: Readonly<Record<Standing, string>> = {
  unconfirmed: '!',
  unseen: '♪',
  'not-reached': '✕',
  waiting: '…',
  rang: '♪',
  seen: '✓',
  answered: '✓',
  spared: '–',
};

export const STATUS_WORDS: Readonly<Record<LedgerLineView['status'], string>> = {
  queued: 'Waiting for its turn',
  'handed-over': 'Handed over',
  delivered: 'Arrived',
  'not-needed': 'Not needed',
  failed: 'Failed',
};

export const OUTCOME_WORDS: Readonly<
  Record<LedgerLineView['attempts'][number]['outcome'], string>
> = {
  taken: 'taken',
  'address-gone': 'address is gone',
  refused: 'refused',
  'try-again': 'try again later',
  'no-answer': 'no answer',
};

export const LIGHT_WORDS: Readonly<Record<ReadinessView['light'], string>> = {
  green: 'Would be reached',
  amber: 'Perhaps',
  red: 'Would not be reached',
};
