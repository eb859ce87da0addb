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

/** An alert as an SMS may mean it. */
interface Asked {
  readonly alertId: string;
  readonly code: string;
  readonly fromMs: number;
}

/** What a person with a working phone is promised to be reached within. */
export const REACHED_WITHIN_MS = 8 * SECOND_MS;
/** The demo's idea of when an alert was sent may be off by so much. */
const CLOCKS_DIFFER_MS = 250;
/** Control's own ending of an incident, until which its alerts stood. */
const ENDED_BY_CONTROL = ['incident-closed', 'incident-cancelled'];

/** Every ring of every alert of the cases, earliest first. */
export class Rings {
  private readonly of = new Map<string, Ring[]>();

  constructor(cases: readonly CaseRecord[], log: AlertLog, speed: number) {
    const asked = new Map<string, Asked[]>();
    for (const record of cases) {
      for (const alert of record.alerts) {
        const { alertId, responderId } = alert;
        const theirs = asked.get(responderId) ?? [];
        asked.set(responderId, theirs);
        theirs.push({ alertId, code: replyCode(alertId), fromMs: sentMs(alert, record, speed) });
        const heard = log.heard.get(alertId);
        if (heard?.rang !== true) continue;
        const by = heard.via === 'socket' ? 'socket' : 'push';
        this.add(alertId, { by, atMs: heard.heardMs });
      }
    }
    for (const message of log.outside) {
      const meant = meantBy(message, asked.get(message.responderId) ?? []);
      if (meant !== null) this.add(meant.alertId, { by: message.by, atMs: message.heardMs });
    }
    for (const rings of this.of.values()) rings.sort((one, other) => one.atMs - other.atMs);
  }

  ofAlert(alertId: string): readonly Ring[] {
    return this.of.get(alertId) ?? [];
  }

  private add(alertId: string, ring: Ring): void {
    const rings = this.of.get(alertId) ?? [];
    this.of.set(alertId, rings);
    rings.push(ring);
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

/**
 * The newest alert that had been sent by then and has the code of the SMS; a call says no code. A
 * person's alerts may share a code, so that the time has to decide as well.
 */
function meantBy(
  { subject, code, heardMs }: OutsideMessage,
  asked: readonly Asked[],
): Asked | null {
  if (subject !== 'alert') return null;
  return asked
    .filter((one) => one.fromMs <= heardMs + CLOCKS_DIFFER_MS)
    .filter((one) => code === null || one.code === code)
    .reduce<Asked | null>(
      (last, one) => (one.fromMs > (last?.fromMs ?? -Infinity) ? one : last),
      null,
    );
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
