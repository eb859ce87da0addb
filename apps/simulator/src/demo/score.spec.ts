import { DAY_MS, MINUTE_MS } from '#core/units';
import { policyMessage } from '#contracts/policy-api';
import { NEAREST_10 } from '#core/policy-presets';
import type { HeardAlert } from './alert-log';
import { mustBeAlerted, percentile, scoreRun, summaryLine } from './score';
import type { Rule } from './rule';
import type { CaseAlert, CaseRecord, OutsideCase, SeenFromOutside } from './score';

const NOW = Date.UTC(2026, 2, 1, 12);
const PLACE = { lat: 36.8, lon: -76.1 };
const METRE_NORTH = 1 / 111_195;

function person(changes: {
  readonly awayM?: number;
  readonly ageMs?: number;
  readonly accuracyM?: number;
  readonly onDuty?: boolean;
  readonly kind?: 'cpr' | 'first-aid';
  readonly validTo?: number;
  readonly underWayM?: number;
  readonly tier?: SeenFromOutside['tier'];
  readonly alertedAt?: readonly number[];
}): SeenFromOutside {
  const { awayM = 500, ageMs = 0, accuracyM = 20, onDuty = true, kind = 'cpr' } = changes;
  const fixAt = (metres: number): SeenFromOutside['taken'] => ({
    at: NOW - ageMs,
    place: { lat: PLACE.lat + metres * METRE_NORTH, lon: PLACE.lon },
    accuracyM,
  });
  const { validTo = NOW + 1, underWayM, tier = 'home', alertedAt = [] } = changes;
  return {
    onDuty,
    tier,
    alertedAt,
    credentials: [{ kind, issuer: 'School', validFrom: NOW - 1, validTo }],
    taken: fixAt(awayM),
    underWay: underWayM === undefined ? null : fixAt(underWayM),
  };
}

describe('who had to be alerted, as seen from outside', () => {
  const rule: Rule & { now: number } = {
    name: 'a-rule',
    radiusM: 2_500,
    fixStaleAfterMs: 15 * MINUTE_MS,
    fixAccuracyMaxM: 200,
    credentialKinds: ['cpr'],
    alertTtlMs: 5 * MINUTE_MS,
    ladders: policyMessage(NEAREST_10).ladders,
    perPerson7DaysMax: 2,
    asksSomebody: true,
    now: NOW,
  };
  const must = (
    changes: Parameters<typeof person>[0],
    others: Partial<OutsideCase & Rule> = {},
  ): boolean => {
    const incident = { place: PLACE, setting: others.setting ?? ('home' as const) };
    return mustBeAlerted(person(changes), incident, { ...rule, ...others });
  };

  it('is somebody on duty, trained, near, with a fresh and accurate position', () => {
    expect(must({})).toBe(true);
    expect(must({ onDuty: false })).toBe(false);
    expect(must({ kind: 'first-aid' })).toBe(false);
    expect(must({ validTo: NOW })).toBe(false);
    expect(must({ accuracyM: 201 })).toBe(false);
    const unseen = { ...person({}), taken: null };
    expect(mustBeAlerted(unseen, { place: PLACE, setting: 'home' }, rule)).toBe(false);
  });

  it('is nobody whom the rule keeps from it: too often asked, or for open streets only', () => {
    expect(must({ alertedAt: [NOW - 1] })).toBe(true);
    expect(must({ alertedAt: [NOW - 1, NOW - 2] })).toBe(false);
    expect(must({ alertedAt: [NOW - 7 * DAY_MS, NOW - 2] })).toBe(true);
    expect(must({ alertedAt: [NOW - 1, NOW - 2] }, { perPerson7DaysMax: null })).toBe(true);
    expect(must({ tier: 'public-place' })).toBe(false);
    expect(must({ tier: 'public-place' }, { setting: 'public-place' })).toBe(true);
    expect(must({}, { asksSomebody: false })).toBe(false);
  });

  it('leaves out edge cases: 50 m inside the kilometre, a minute fresher than stale', () => {
    expect(must({ awayM: 949 })).toBe(true);
    expect(must({ awayM: 951 })).toBe(false);
    expect(must({ awayM: 751 }, { radiusM: 800 })).toBe(false);
    expect(must({ ageMs: 14 * MINUTE_MS - 1 })).toBe(true);
    expect(must({ ageMs: 14 * MINUTE_MS })).toBe(false);
  });

  it('leaves out somebody whose newer position, on its way to the server, is outside', () => {
    expect(must({ awayM: 900, underWayM: 980 })).toBe(false);
    expect(must({ awayM: 900, underWayM: 940 })).toBe(true);
  });
});

describe('the score of a run', () => {
  const record = (changes: Partial<CaseRecord>): CaseRecord => ({
    incidentId: 'a',
    postedAt: NOW,
    postedMs: 1_000,
    within: [],
    alertedAtOnce: new Set(),
    endedMs: null,
    alerts: [],
    acceptedCount: 0,
    onSceneBeforeAmbulance: false,
    ...changes,
  });
  const heardBy = (via: HeardAlert['via'], heardMs: number, releasedMs?: number): HeardAlert => ({
    via,
    heardMs,
    rang: true,
    releasedMs: releasedMs ?? null,
    aedAt: null,
    rerouteCount: 0,
  });
  const alert = (alertId: string, wave = 1, bySocket = true): CaseAlert => ({
    ...{ alertId, responderId: `of-${alertId}`, wave, bySocket },
    ...{ sentAt: NOW, status: 'sent', endedReason: null, isReachable: true },
  });
  const score = (
    cases: readonly CaseRecord[],
    heard: Record<string, HeardAlert> = {},
    options: { free?: boolean; rung?: string; listed?: ReadonlySet<string> | null } = {},
  ) =>
    scoreRun({
      cases,
      heard: new Map(Object.entries(heard)),
      freeAt: () => options.free ?? true,
      hasRung: (alertId) => options.rung === alertId,
      listed:
        options.listed === undefined ? new Set(cases.map((one) => one.incidentId)) : options.listed,
    });

  it('counts an incident as lost that the server no longer lists', () => {
    expect(score([record({})], {}, { listed: new Set() }).lost).toBe(1);
    expect(score([record({})], {}, { listed: null }).lost).toBe(0);
  });

  it('counts an incident as lost when somebody free was near and no phone heard an alert', () => {
    const alone = record({ within: [7] });
    expect(score([alone]).lost).toBe(1);
    expect(score([alone], {}, { free: false }).lost).toBe(0);
    const silent = record({ within: [7], alerts: [alert('x')] });
    expect(score([silent])).toMatchObject({ lost: 1, unheard: 1 });
    expect(score([silent], { x: heardBy('push', 9_000) }).lost).toBe(0);
    expect(score([silent], {}, { rung: 'x' }).lost).toBe(0);
  });

  it('measures alerts of the first wave by socket, from before the POST', () => {
    const waves = record({
      within: [1],
      alerts: [alert('x'), alert('y', 2), alert('z', 1, false)],
    });
    const heard = {
      x: heardBy('socket', 1_040),
      y: heardBy('socket', 9_000),
      z: heardBy('push', 5_000),
    };
    expect(score([waves], heard)).toMatchObject({ alerted: 3, alertMs: [40], unheard: 0 });
  });

  it('measures a first wave that comes late although somebody was near', () => {
    const late = record({ within: [1], alerts: [alert('x')] });
    expect(score([late], { x: heardBy('socket', 31_000) }).alertMs).toEqual([30_000]);
    const named = record({ alertedAtOnce: new Set(['x']), alerts: [alert('x')] });
    expect(score([named], { x: heardBy('socket', 1_040) }, { free: false }).alertMs).toEqual([40]);
    const nobodyYet = record({ alerts: [alert('x')] });
    expect(score([nobodyYet], { x: heardBy('socket', 31_000) }).alertMs).toEqual([]);
  });

  it('counts incidents with an AED there once, and every changed order', () => {
    const two = record({ alerts: [alert('x'), alert('y')] });
    const heard = {
      x: { ...heardBy('socket', 1), aedAt: NOW, rerouteCount: 2 },
      y: { ...heardBy('socket', 1), aedAt: NOW, rerouteCount: 1 },
    };
    expect(score([two, record({})], heard)).toMatchObject({ aedOnScene: 1, rerouted: 3 });
  });

  it('measures stand-downs from before control ended the incident', () => {
    const ended = record({ endedMs: 50_000, alerts: [alert('x'), alert('y')] });
    const heard = { x: heardBy('socket', 1_040, 50_025), y: heardBy('socket', 1_040) };
    expect(score([ended], heard).standDownMs).toEqual([25]);
  });
});

describe('the summary', () => {
  it('gives percentiles by nearest rank, and none of nothing', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 99, 100]);
    expect(percentile([3], 0.5)).toBe(3);
    expect(percentile([], 0.5)).toBeNull();
  });

  it('is one line in an order that scripts rely on', () => {
    const score = {
      incidents: 3,
      lost: 0,
      alerted: 20,
      accepted: 6,
      onSceneBeforeAmbulance: 2,
      alertMs: [12.34],
      standDownMs: [],
      unheard: 0,
      aedOnScene: 1,
      rerouted: 4,
    };
    const reach = {
      ...{ bySocket: 10, byPush: 6, bySms: 2, byVoice: 1, notReached: 1 },
      ...{ lost: 1, rangTwice: 0 },
    };
    const run = {
      reach,
      unconfirmedWrong: 0,
      seed: 'a b',
      speed: 60,
      socketCount: 9,
      refused: 0,
      doubled: 0,
      unwatched: 0,
    };
    expect(summaryLine(score, run)).toBe(
      'DEMO incidents=3 lost=1 alerted=20 accepted=6 on_scene_before_ambulance=2 ' +
        'alert_ms_p50=12.3 alert_ms_p99=12.3 stand_down_ms_p99=none seed=a_b speed=60 ' +
        'sockets=9 unheard=0 refused=0 doubled=0 unwatched=0 aed_on_scene=1 rerouted=4 ' +
        'by_push=6 by_sms=2 by_voice=1 not_reached=1 rang_twice=0 stand_down_ms_p95=none ' +
        'unconfirmed_wrong=0',
    );
  });
});
