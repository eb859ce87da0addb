import { replyCode } from '#core/reply-code';
import type { Instant } from '#core/units';
import type { AnswerableAlert, Sender } from '#flow/ports';

/** Which alert a reply of one sender means. */
export type Placed =
  | { readonly kind: 'alert'; readonly alert: AnswerableAlert }
  /** Could be any of these. */
  | { readonly kind: 'which-one'; readonly alerts: readonly AnswerableAlert[] }
  | { readonly kind: 'unknown-code' }
  | { readonly kind: 'none' };

/** A sender with what their reply is about. */
export interface PlacedSender {
  readonly sender: Sender;
  readonly placed: Placed;
}

/** What a reply has to be told by. */
export interface ReplyHints {
  readonly code: string | null;
  readonly providerRef: string;
  readonly now: Instant;
}

/**
 * Who of those with that number wrote, and about which alert: the one whose call it was; else the
 * one with the code; else the only open one that was asked outside the app; else the only open one;
 * else the newest. Where two people on one number could have meant theirs, it is not clear for
 * either.
 *
 * @returns at least one, unless there are no senders
 */
export function placeReply(senders: readonly Sender[], hints: ReplyHints): readonly PlacedSender[] {
  const called = senders.flatMap((sender) => byCall(sender, hints.providerRef));
  if (called.length > 0) return called;
  if (hints.code !== null) return byCode(senders, hints.code, hints.now);
  const open = senders.map((sender) => ({ sender, open: openOf(sender.alerts, hints.now) }));
  const asked = open.filter(({ open: alerts }) => alerts.length > 0);
  if (asked.length === 0) return senders.map((sender) => newestOf(sender));
  const [only, ...others] = asked;
  if (only !== undefined && others.length === 0) {
    return [{ sender: only.sender, placed: oneOf(narrowed(only.open)) }];
  }
  const outside = asked.filter(({ open: alerts }) => alerts.some(wasAskedOutsideApp));
  const [clear, ...unclear] = outside;
  if (clear !== undefined && unclear.length === 0) {
    return [{ sender: clear.sender, placed: oneOf(narrowed(clear.open)) }];
  }
  return asked.map(({ sender, open: alerts }) => ({
    sender,
    placed: { kind: 'which-one', alerts: narrowed(alerts) },
  }));
}

function byCall(sender: Sender, providerRef: string): readonly PlacedSender[] {
  const alert = sender.alerts.find(({ providerRefs }) => providerRefs.includes(providerRef));
  return alert === undefined ? [] : [{ sender, placed: { kind: 'alert', alert } }];
}

function byCode(senders: readonly Sender[], code: string, now: Instant): readonly PlacedSender[] {
  const named = senders.flatMap((sender) => {
    const alerts = sender.alerts.filter(({ alertId }) => replyCode(alertId) === code);
    const open = openOf(alerts, now);
    if (alerts.length === 0) return [];
    return [{ sender, placed: oneOf(open.length > 0 ? open : alerts) }];
  });
  if (named.length === 0) {
    return senders.map((sender) => ({ sender, placed: { kind: 'unknown-code' } }));
  }
  const [first, ...others] = named;
  if (first !== undefined && others.length === 0) return named;
  return named.map(({ sender, placed }) => ({
    sender,
    placed: placed.kind === 'alert' ? { kind: 'which-one', alerts: [placed.alert] } : placed,
  }));
}

/** What has no answer yet and can still take one. */
function openOf(alerts: readonly AnswerableAlert[], now: Instant): readonly AnswerableAlert[] {
  return alerts.filter(({ status, expiresAt }) => status === 'sent' && expiresAt > now);
}

/** Of open ones those that were asked outside the app, where there are any. */
function narrowed(open: readonly AnswerableAlert[]): readonly AnswerableAlert[] {
  const outside = open.filter(wasAskedOutsideApp);
  return outside.length > 0 ? outside : open;
}

function wasAskedOutsideApp(alert: AnswerableAlert): boolean {
  return alert.wasAskedOutsideApp;
}

function oneOf(alerts: readonly AnswerableAlert[]): Placed {
  const [alert, ...others] = alerts;
  if (alert === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'alert', alert } : { kind: 'which-one', alerts };
}

/** With nothing open: where they are bound already, else the newest that has ended. */
function newestOf(sender: Sender): PlacedSender {
  const accepted = sender.alerts.filter(({ status }) => status === 'accepted');
  const [alert] = accepted.length > 0 ? accepted : sender.alerts;
  return { sender, placed: alert === undefined ? { kind: 'none' } : { kind: 'alert', alert } };
}
