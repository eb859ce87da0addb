import type { LedgerLineView, LedgerView, ReachedView } from '#contracts/delivery-api';
import type { ReadinessView } from '#contracts/reach-api';
import type { DeliveryChannel, DeliverySubject } from '#core/delivery';
import type { SparedReason } from '#core/may-send';
import { t, toReader } from '#web/language';
import { wordsOf } from '#web/words';
import type { Standing } from './standing';

export const CHANNEL_WORDS: Readonly<Record<DeliveryChannel, string>> = {
  live: t('Open app'),
  push: t('Push'),
  'web-push': t('Browser push'),
  sms: 'SMS',
  voice: t('Call'),
  email: t('E-mail'),
};

/** The same after "by". */
export const CHANNEL_BY: Readonly<Record<DeliveryChannel, string>> = {
  live: t('the open app'),
  push: t('push'),
  'web-push': t('browser push'),
  sms: 'SMS',
  voice: t('a call'),
  email: t('e-mail'),
};

export const SUBJECT_WORDS: Readonly<Record<DeliverySubject, string>> = {
  alert: t('Alert'),
  'stood-down': t('Stand-down'),
  changed: t('Change'),
};

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  unconfirmed: t('Not confirmed'),
  unseen: t('Rang, not looked at'),
  'not-reached': t('Not reached'),
  waiting: t('Waiting'),
  rang: t('Rang'),
  seen: t('Seen'),
  answered: t('Answered'),
  spared: t('Not needed'),
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
  queued: t('Waiting for its turn'),
  'handed-over': t('Handed over'),
  delivered: t('Arrived'),
  'not-needed': t('Not needed'),
  failed: t('Failed'),
};

export const OUTCOME_WORDS: Readonly<
  Record<LedgerLineView['attempts'][number]['outcome'], string>
> = {
  taken: t('taken'),
  'address-gone': t('address is gone'),
  refused: t('refused'),
  'try-again': t('try again later'),
  'no-answer': t('no answer'),
};

const SPARED_WORDS: Readonly<Record<SparedReason, string>> = {
  confirmed: t('the phone had confirmed it'),
  superseded: t('something newer was sent'),
  over: t('it was over'),
  answered: t('they had answered'),
  'alert-expired': t('the alert had expired'),
  'alert-withdrawn': t('the alert was withdrawn'),
  disabled: t('the organisation had disabled them'),
  'off-duty': t('they were off duty'),
  muted: t('they had muted alerts'),
  'off-schedule': t('it was outside their hours'),
  'own-quiet-hours': t('it was within their quiet hours'),
  'real-person-in-exercise': t('an exercise rings test phones only'),
  'test-phone': t('a test phone rings for exercises only'),
  'declined-channel': t('they declined this channel'),
  'credential-ended': t('no credential of theirs was valid any more'),
  'never-rang-there': t('they were never rung that way'),
  'not-under-way': t('they were no longer under way'),
};

/** What became of one line, for readers of other languages than the server's own sentence. */
export function lineWords({ channel, status, spared }: LedgerLineView): string {
  const words = `${CHANNEL_WORDS[channel]}: ${STATUS_WORDS[status]}`;
  return spared === null ? words : `${words}, ${wordsOf(SPARED_WORDS, spared, spared)}`;
}

/** Who rang, by what, and who was not reached: `9 rang, 2 by SMS, 1 not reached`. */
export function summaryWords({ summary, people, unconfirmed, lines }: LedgerView): string {
  const of = (wanted: ReachedView['state']) =>
    people.filter(({ subject, state }) => subject === 'alert' && state === wanted);
  const rang = firstToRing(lines);
  const by = (channel: DeliveryChannel): number => rang.filter((one) => one === channel).length;
  const parts: readonly (readonly [number, string])[] = [
    [by('sms'), t('{{number}} by SMS', { number: by('sms') })],
    [by('voice'), t('{{number}} by call', { number: by('voice') })],
    [of('waiting').length, t('{{number}} waiting', { number: of('waiting').length })],
    [of('not-reached').length, t('{{number}} not reached', { number: of('not-reached').length })],
    [of('spared').length, t('{{number}} spared', { number: of('spared').length })],
    [unconfirmed.length, t('{{number}} to confirm a change', { number: unconfirmed.length })],
  ];
  const told = parts.filter(([number]) => number > 0).map(([, words]) => words);
  return toReader(summary, [t('{{number}} rang', { number: rang.length }), ...told].join(', '));
}

/** The channel that rang first, for each alert that rang at all. */
function firstToRing(lines: readonly LedgerLineView[]): readonly DeliveryChannel[] {
  const first = new Map<string, LedgerLineView>();
  for (const line of lines) {
    if (line.subject !== 'alert' || line.deliveredAt === null) continue;
    const before = first.get(line.alertId)?.deliveredAt ?? null;
    if (before === null || line.deliveredAt < before) first.set(line.alertId, line);
  }
  return [...first.values()].map(({ channel }) => channel);
}

export const LIGHT_WORDS: Readonly<Record<ReadinessView['light'], string>> = {
  green: t('Would be reached'),
  amber: t('Perhaps'),
  red: t('Would not be reached'),
};
