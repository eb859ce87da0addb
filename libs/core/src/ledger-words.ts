import type { DeliveryChannel, DeliverySubject } from '#core/delivery';
import type { CarriedLine, Reached } from '#core/delivery-truth';
import { listInWords } from '#core/in-words';
import { SPARED_REASONS, type SparedReason } from '#core/may-send';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

const CHANNEL_WORDS: Readonly<Record<DeliveryChannel, string>> = {
  live: 'open app',
  push: 'push',
  'web-push': 'browser push',
  sms: 'SMS',
  voice: 'call',
  email: 'e-mail',
};

const SUBJECT_WORDS: Readonly<Record<DeliverySubject, string>> = {
  alert: 'alert',
  'stood-down': 'stand-down',
  changed: 'change',
};

const SPARED_WORDS: Readonly<Record<SparedReason, string>> = {
  confirmed: 'the phone had confirmed it',
  superseded: 'something newer was sent',
  over: 'it was over',
  answered: 'they had answered',
  'alert-expired': 'the alert had expired',
  'alert-withdrawn': 'the alert was withdrawn',
  disabled: 'the organisation had disabled them',
  'off-duty': 'they were off duty',
  muted: 'they had muted alerts',
  'off-schedule': 'it was outside their hours',
  'own-quiet-hours': 'it was within their quiet hours',
  'real-person-in-exercise': 'an exercise rings test phones only',
  'test-phone': 'a test phone rings for exercises only',
  'declined-channel': 'they declined this channel',
  'credential-ended': 'no credential of theirs was valid any more',
  'never-rang-there': 'they were never rung that way',
  'not-under-way': 'they were no longer under way',
};

/** How a channel is called in a sentence, such as `browser push`. */
export function channelInWords(channel: DeliveryChannel): string {
  return CHANNEL_WORDS[channel];
}

/** Why something was not handed over, as the end of a sentence. */
export function sparedInWords(reason: string): string {
  const known = SPARED_REASONS.find((one) => one === reason);
  return known === undefined ? reason : SPARED_WORDS[known];
}

/** One line of the ledger in one plain sentence; durations count from when it was queued. */
export function lineSentence(line: CarriedLine): string {
  const parts = whatCameOf(line);
  if (line.deliveredAt !== null) parts.push(`rang ${after(line, line.deliveredAt)}`);
  if (line.seenAt !== null) parts.push(`seen ${after(line, line.seenAt)}`);
  const what = `${capital(channelInWords(line.channel))} of the ${SUBJECT_WORDS[line.subject]}`;
  return `${what}: ${parts.join('; ')}.`;
}

/** Nothing where the phone's own word says it all. */
function whatCameOf(line: CarriedLine): string[] {
  const last = line.attempts.at(-1);
  const tries = countOf(line.attempts.length, 'attempt');
  switch (line.status) {
    case 'queued':
      return [
        last === undefined
          ? `due ${after(line, line.dueAt)} unless a receipt comes`
          : `tried again ${after(line, line.dueAt)}, after ${tries} (${line.error ?? 'no answer'})`,
      ];
    case 'not-needed':
      return [`spared, since ${sparedInWords(line.spared ?? 'over')}`];
    case 'failed':
      return [
        `${last === undefined ? 'not possible' : `given up after ${tries}`} (${whyFailed(line)})`,
      ];
    case 'handed-over':
      return [last === undefined ? 'rung once more' : handedOver(line, last)];
    case 'delivered':
      return last === undefined ? [] : [handedOver(line, last)];
  }
}

function whyFailed(line: CarriedLine): string {
  return line.error ?? 'no reason given';
}

function handedOver(line: CarriedLine, last: CarriedLine['attempts'][number]): string {
  const said = `handed over ${after(line, last.handedOverAt)}`;
  if (last.answeredAt === null) return said;
  return `${said}, taken within ${seconds(last.answeredAt - last.handedOverAt)}`;
}

/** How one person stands, in one plain sentence. */
export function reachedSentence(reached: Reached, lines: readonly CarriedLine[]): string {
  const { displayName: name, subject } = reached;
  const what = SUBJECT_WORDS[subject];
  const first = lines[0];
  if (first === undefined) return `Nothing was sent to ${name}.`;
  const by = reached.by === null ? '' : ` by ${channelInWords(reached.by)}`;
  switch (reached.state) {
    case 'answered':
      return `${name} ${first.alertStatus} ${after(first, first.answeredAt ?? first.queuedAt)}.`;
    case 'seen':
      return `${name} has seen the ${what}${by} ${after(first, reached.confirmedAt ?? 0)}.`;
    case 'rang':
      return `The ${what} rang at ${name}'s${by} ${after(first, reached.confirmedAt ?? 0)}.`;
    case 'waiting':
      return `${name} has not confirmed the ${what} yet; ${whatNext(lines)}.`;
    case 'not-reached':
      return `The ${what} has not reached ${name}: ${whyNot(lines)}.`;
    case 'spared':
      return `The ${what} did not go to ${name}: ${sparedInWords(first.spared ?? 'over')}.`;
  }
}

function whatNext(lines: readonly CarriedLine[]): string {
  const waiting = lines.filter((line) => line.status === 'queued');
  const next = waiting.reduce<CarriedLine | null>(
    (soonest, line) => (soonest === null || line.dueAt < soonest.dueAt ? line : soonest),
    null,
  );
  if (next === null) return 'every channel has been tried';
  return `${channelInWords(next.channel)} follows ${after(next, next.dueAt)}`;
}

function whyNot(lines: readonly CarriedLine[]): string {
  const reasons = lines.map((line) => {
    const name = channelInWords(line.channel);
    if (line.status === 'failed') return `${name} failed (${whyFailed(line)})`;
    if (line.status === 'not-needed') return `no ${name}, ${sparedInWords(line.spared ?? 'over')}`;
    return `${name} was taken and never confirmed`;
  });
  return listInWords(reasons);
}

/** Who rang, by what, and who was not reached, such as `9 rang, 2 by SMS, 1 not reached`. */
export function summaryInWords(
  alerts: readonly Reached[],
  unconfirmed: readonly Reached[],
): string {
  const of = (...states: Reached['state'][]) =>
    alerts.filter(({ state }) => states.includes(state));
  const rang = of('rang', 'seen', 'answered');
  const by = (channel: DeliveryChannel): number => rang.filter((one) => one.by === channel).length;
  const parts = [
    `${rang.length} rang`,
    by('sms') > 0 ? `${by('sms')} by SMS` : '',
    by('voice') > 0 ? `${by('voice')} by call` : '',
    of('waiting').length > 0 ? `${of('waiting').length} waiting` : '',
    of('not-reached').length > 0 ? `${of('not-reached').length} not reached` : '',
    of('spared').length > 0 ? `${of('spared').length} spared` : '',
    unconfirmed.length > 0 ? `${unconfirmed.length} to confirm a stand-down or change` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function after(line: CarriedLine, at: Instant): string {
  const ms = Math.max(0, at - line.queuedAt);
  return ms === 0 ? 'at once' : `after ${seconds(ms)}`;
}

function seconds(ms: number): string {
  if (ms >= 2 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  return `${(ms / SECOND_MS).toFixed(ms < 10 * SECOND_MS ? 1 : 0)} s`;
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
