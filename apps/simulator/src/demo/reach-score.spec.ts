import type { LedgerView, ReachedView } from '#contracts/delivery-api';
import { policyMessage } from '#contracts/policy-api';
import { NEAREST_10 } from '#core/policy-presets';
import { replyCode } from '#core/reply-code';
import { MINUTE_MS } from '#core/units';
import { AlertLog } from './alert-log';
import { ladderShare } from './fast-ladders';
import { wrongIn } from './ledger-check';
import { Rings, scoreReach } from './reach-score';
import type { CaseAlert, CaseRecord } from './score';

const NOW = Date.UTC(2026, 2, 1, 12);
const SPEED = 1;

const alert = (alertId: string, changes: Partial<CaseAlert> = {}): CaseAlert => ({
  ...{ alertId, responderId: `of-${alertId}`, wave: 1, bySocket: false, isReachable: true },
  ...{ sentAt: NOW, status: 'withdrawn', endedReason: 'incident-closed' },
  ...changes,
});

/** An incident that stood for so long, on the machine's own clock. */
const record = (alerts: readonly CaseAlert[], stoodMs = 60_000): CaseRecord => ({
  ...{ incidentId: 'a', postedAt: NOW, postedMs: performance.now(), within: [] },
  ...{ alertedAtOnce: new Set<string>(), endedMs: performance.now() + stoodMs },
  ...{ alerts, acceptedCount: 0, onSceneBeforeAmbulance: false },
});

const sms = (log: AlertLog, alertId: string): void => {
  const code = replyCode(alertId);
  log.hearOutside({ responderId: `of-${alertId}`, by: 'sms', subject: 'alert', code });
};

const score = (cases: readonly CaseRecord[], log: AlertLog) => {
  const rings = new Rings(cases, log, SPEED);
  return scoreReach({ cases, rings, speed: SPEED, alertTtlMs: 5 * MINUTE_MS });
};

/** Two names that happen to share a code, as two of some nine hundred do. */
function twoOfOneCode(): readonly [string, string] {
  const first = 'alert-0';
  for (let number = 1; ; number += 1) {
    if (replyCode(`alert-${number}`) === replyCode(first)) return [first, `alert-${number}`];
  }
}

describe('how the alerted people of a run were reached', () => {
  it('counts each by the way that rang first, and a quiet app not at all', () => {
    const log = new AlertLog();
    const cases = [record([alert('a'), alert('b'), alert('c'), alert('d')])];
    log.hear('a', 'socket');
    log.hear('b', 'web-push');
    sms(log, 'c');
    log.hear('c', 'push', false);
    log.hearOutside({ responderId: 'of-d', by: 'voice', subject: 'alert', code: null });
    expect(score(cases, log)).toEqual({
      ...{ bySocket: 1, byPush: 1, bySms: 1, byVoice: 1 },
      ...{ notReached: 0, lost: 0, rangTwice: 0 },
    });
  });

  it('counts a second ring, by whatever way, but not the end of an incident', () => {
    const log = new AlertLog();
    const cases = [record([alert('a'), alert('b')])];
    log.hear('a', 'push');
    sms(log, 'a');
    log.hear('b', 'push');
    const end = { responderId: 'of-b', by: 'sms', subject: 'stood-down' } as const;
    log.hearOutside({ ...end, code: replyCode('b') });
    expect(score(cases, log)).toMatchObject({ rangTwice: 1, byPush: 2 });
  });

  it('tells alerts of one person apart: by code, and a call by its time', () => {
    const log = new AlertLog();
    const longAgo = performance.now() - 30_000;
    const earlier = { ...record([alert('a', { responderId: 'p' })]), postedMs: longAgo };
    const later = record([alert('b', { responderId: 'p' })]);
    log.hearOutside({ responderId: 'p', by: 'sms', subject: 'alert', code: replyCode('a') });
    log.hearOutside({ responderId: 'p', by: 'voice', subject: 'alert', code: null });
    const rings = new Rings([earlier, later], log, SPEED);
    expect(rings.ofAlert('a').map(({ by }) => by)).toEqual(['sms']);
    expect(rings.ofAlert('b').map(({ by }) => by)).toEqual(['voice']);
  });

  it('gives an SMS to the newer of two alerts of one person that share a code', () => {
    const [first, second] = twoOfOneCode();
    const log = new AlertLog();
    const longAgo = performance.now() - 30_000;
    const earlier = { ...record([alert(first, { responderId: 'p' })]), postedMs: longAgo };
    const later = record([alert(second, { responderId: 'p' })]);
    log.hearOutside({ responderId: 'p', by: 'sms', subject: 'alert', code: replyCode(first) });
    const rings = new Rings([earlier, later], log, SPEED);
    expect(rings.ofAlert(first)).toHaveLength(0);
    expect(rings.ofAlert(second)).toHaveLength(1);
  });

  it('calls lost who could be reached, was to be for eight seconds, and never was', () => {
    const log = new AlertLog();
    const enough = alert('a', { endedReason: 'enough-accepted' });
    expect(score([record([alert('a')])], log)).toMatchObject({ notReached: 1, lost: 1 });
    expect(score([record([alert('a')], 7_000)], log)).toMatchObject({ notReached: 1, lost: 0 });
    expect(score([record([enough])], log)).toMatchObject({ notReached: 1, lost: 0 });
    const unreachable = alert('a', { isReachable: false });
    expect(score([record([unreachable])], log)).toMatchObject({ notReached: 1, lost: 0 });
    const expired = alert('a', { status: 'expired', endedReason: null });
    expect(score([record([expired])], log)).toMatchObject({ lost: 1 });
  });
});

describe('the list of those who have not confirmed', () => {
  const one = (alertId: string, subject: ReachedView['subject'], state: ReachedView['state']) => ({
    ...{ responderId: `of-${alertId}`, displayName: 'Ada', alertId, subject, state },
    ...{ by: null, confirmedAt: null, sentence: '' },
  });
  const ledger = (people: ReachedView[], unconfirmed: ReachedView[]): LedgerView => ({
    ...{ summary: '', lines: [], people, unconfirmed },
  });

  it('is right about who has confirmed and who has not', () => {
    const log = new AlertLog();
    const [told, untold] = [one('a', 'stood-down', 'rang'), one('b', 'stood-down', 'waiting')];
    log.confirm('a', 'stood-down');
    expect(wrongIn(ledger([told, untold], [untold]), log)).toBe(0);
    expect(wrongIn(ledger([told, untold], []), log)).toBe(1);
    expect(wrongIn(ledger([told, untold], [told, untold]), log)).toBe(1);
  });

  it('names nobody whom nothing was told, and takes an SMS for a confirmation', () => {
    const log = new AlertLog();
    const asked = one('a', 'alert', 'rang');
    expect(wrongIn(ledger([asked], []), log)).toBe(0);
    expect(wrongIn(ledger([asked], [asked]), log)).toBe(1);
    const bySms = one('b', 'stood-down', 'rang');
    const code = replyCode('b');
    log.hearOutside({ responderId: 'of-b', by: 'sms', subject: 'stood-down', code });
    expect(wrongIn(ledger([bySms], []), log)).toBe(0);
  });
});

describe('the ladder on a fast clock', () => {
  const { ladders } = policyMessage(NEAREST_10);
  const rule = { ladders, alertTtlMs: 5 * MINUTE_MS } as Parameters<typeof ladderShare>[0];

  it('is drawn together until its last rung comes before the alert expires', () => {
    expect(ladderShare(rule, 1)).toBe(1);
    expect(ladderShare(rule, 10)).toBe(1);
    const share = ladderShare(rule, 60);
    expect(15_000 * share).toBeCloseTo(4_000);
  });
});
