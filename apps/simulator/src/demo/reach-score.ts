import { replyCode } from '#core/reply-code';
import { SECOND_MS } from '#core/units';
import type { AlertLog, OutsideMessage } from './alert-log';
import type { CaseAlert, CaseRecord } from './score';

/** By which way each alerted person was reached first, and what should not have happened. */
export interface ReachScore {
  readonly bySocket: number;
  readonly byPush: number;
  readonly bySms: number;
  readonly byVoice: number;
  /** Alerts that never rang, by any way. */
  readonly notReached: number;
  /** Of those: alerts that stood for 8 s and more, of people with a way that works. */
  readonly lost: number;
  /** Alerts that rang more than once. */
  readonly rangTwice: number;
}

/** One ring of one alert; real milliseconds of `performance.now()`. */
export interface Ring {
  readonly by: 'socket' | 'push' | 'sms' | 'voice';
  readonly atMs: number;
}

/** What a person with a working phone is promised to be reached within. */
export const REACHED_WITHIN_MS = 8 * SECOND_MS;
/** Control's own ending of an incident, until which its alerts stood. */
const ENDED_BY_CONTROL = ['incident-closed', 'incident-cancelled'];

/** Every ring of every alert of the cases, earliest first. */
export class Rings {
  private readonly of = new Map<string, readonly Ring[]>();

  constructor(cases: readonly CaseRecord[], log: AlertLog, speed: number) {
    const alerts = cases.flatMap((record) =>
      record.alerts.map((alert) => ({ alert, sentMs: sentMs(alert, record, speed) })),
    );
    const outside = byResponder(log.outside);
    const sent = byResponder(
      alerts.map(({ alert, sentMs: ms }) => ({ responderId: alert.responderId, ms })),
    );
    for (const { alert, sentMs: fromMs } of alerts) {
      const times = (sent.get(alert.responderId) ?? []).map(({ ms }) => ms);
      const untilMs = Math.min(...times.filter((ms) => ms > fromMs));
      const messages = outside.get(alert.responderId) ?? [];
      const theirs = messages.filter((one) => isAbout(one, alert, { fromMs, untilMs }));
      const rings = theirs.map(({ by, heardMs }): Ring => ({ by, atMs: heardMs }));
      const heard = log.heard.get(alert.alertId);
      if (heard?.rang === true) {
        const by = heard.via === 'socket' ? 'socket' : 'push';
        rings.push({ by, atMs: heard.heardMs });
      }
      this.of.set(
        alert.alertId,
        rings.sort((a, b) => a.atMs - b.atMs),
      );
    }
  }

  ofAlert(alertId: string): readonly Ring[] {
    return this.of.get(alertId) ?? [];
  }
}

/**
 * Counts how the alerted people of a run were reached.
 *
 * @param speed of the clock, so that virtual times can be told in real ones
 * @param alertTtlMs virtual milliseconds that an alert stands unanswered
 */
export function scoreReach(run: {
  readonly cases: readonly CaseRecord[];
  readonly rings: Rings;
  readonly speed: number;
  readonly alertTtlMs: number;
}): ReachScore {
  const { cases, rings } = run;
  const counts = { socket: 0, push: 0, sms: 0, voice: 0 };
  let [notReached, lost, rangTwice] = [0, 0, 0];
  for (const record of cases) {
    for (const alert of record.alerts) {
      const [first, second] = rings.ofAlert(alert.alertId);
      if (first !== undefined) counts[first.by] += 1;
      else notReached += 1;
      if (second !== undefined) rangTwice += 1;
      const stoodMs = stoodFor(alert, record, run);
      if (first === undefined && alert.isReachable && stoodMs >= REACHED_WITHIN_MS) lost += 1;
    }
  }
  const { socket: bySocket, push: byPush, sms: bySms, voice: byVoice } = counts;
  return { bySocket, byPush, bySms, byVoice, notReached, lost, rangTwice };
}

function byResponder<T extends { readonly responderId: string }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.responderId) ?? [];
    groups.set(item.responderId, group);
    group.push(item);
  }
  return groups;
}

/** An SMS names its alert by code; a call is about the newest one of its person. */
function isAbout(
  { by, subject, code, heardMs }: OutsideMessage,
  { alertId }: CaseAlert,
  stood: { readonly fromMs: number; readonly untilMs: number },
): boolean {
  if (subject !== 'alert') return false;
  if (by === 'sms') return code === replyCode(alertId);
  return heardMs >= stood.fromMs && heardMs < stood.untilMs;
}

/** Real milliseconds that an alert waited for an answer; 0 where something else ended it. */
function stoodFor(
  alert: CaseAlert,
  record: CaseRecord,
  { speed, alertTtlMs }: { readonly speed: number; readonly alertTtlMs: number },
): number {
  if (alert.status === 'expired') return alertTtlMs / speed;
  const isByControl = ENDED_BY_CONTROL.includes(alert.endedReason ?? '');
  if (!isByControl || record.endedMs === null) return 0;
  return record.endedMs - sentMs(alert, record, speed);
}

function sentMs({ sentAt }: CaseAlert, record: CaseRecord, speed: number): number {
  return record.postedMs + (sentAt - record.postedAt) / speed;
}
