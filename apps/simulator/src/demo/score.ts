import type { IncidentView } from '#contracts/incident-api';
import { distanceM, type Place } from '#core/geometry';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';
import type { SimulatedFix } from '../city/movement';
import type { CityCredential, Tier } from '../city/world-types';
import type { HeardAlert } from './alert-log';
import type { ReachScore } from './reach-score';
import type { Rule } from './rule';

/** One acknowledged incident as the demo remembers it. */
export interface CaseRecord {
  readonly incidentId: string;
  /** Virtual moment and real milliseconds just before control's POST. */
  readonly postedAt: Instant;
  readonly postedMs: number;
  /** Phones that had to be alerted if free, by the rule of `mustBeAlerted`. */
  readonly within: readonly number[];
  /** Alerts that the answer to the POST names. */
  readonly alertedAtOnce: ReadonlySet<string>;
  /** Real milliseconds just before control's close or cancel; null when it never came to that. */
  endedMs: number | null;
  alerts: readonly CaseAlert[];
  acceptedCount: number;
  onSceneBeforeAmbulance: boolean;
}

export interface CaseAlert {
  readonly alertId: string;
  readonly responderId: string;
  readonly wave: number;
  readonly sentAt: Instant;
  readonly status: IncidentView['responders'][number]['alertStatus'];
  readonly endedReason: string | null;
  /** Whether the phone is one with a live socket. */
  readonly bySocket: boolean;
  /** Whether some way to its person works whatever becomes of pushes. */
  readonly isReachable: boolean;
}

export interface Score {
  readonly incidents: number;
  readonly lost: number;
  readonly alerted: number;
  readonly accepted: number;
  readonly onSceneBeforeAmbulance: number;
  readonly alertMs: readonly number[];
  readonly standDownMs: readonly number[];
  /** Alerts of the server that a phone with a socket never heard. */
  readonly unheard: number;
  /** Incidents in which a responder stood beside the patient with an AED. */
  readonly aedOnScene: number;
  /** Orders that were changed after the yes and followed. */
  readonly rerouted: number;
}

/** What a phone's owner looks like from outside. */
export interface SeenFromOutside {
  readonly onDuty: boolean;
  readonly credentials: readonly CityCredential[];
  readonly tier: Tier;
  /** When this phone heard of alerts, newest last. */
  readonly alertedAt: readonly Instant[];
  readonly taken: SimulatedFix | null;
  readonly underWay: SimulatedFix | null;
}

/** Edge cases are not counted: so many metres inside the circle, so much fresher than stale. */
const MARGIN_M = 50;
const MARGIN_MS = MINUTE_MS;
/** Beyond this people need not be alerted, however wide a rule looks: there may be no way. */
const SURE_RADIUS_MAX_M = 1_000;
const WEEK_MS = 7 * DAY_MS;

/** An incident as far as it matters to whom it may be given. */
export interface OutsideCase {
  readonly place: Place;
  readonly setting: 'home' | 'public-place' | 'unknown';
}

/**
 * Whether somebody would have to be alerted to an incident if they were free and nobody else there,
 * by the rule and what the demo itself knows: on duty, a credential of the rule valid now, a tier
 * that goes to such places, not asked too often already; and the last acknowledged position a
 * minute fresher than stale, accurate enough and at least 50 m within the rule's radius, at most
 * 1 km, in a straight line. So is the position just being sent, if there is one.
 */
export function mustBeAlerted(
  person: SeenFromOutside,
  incident: OutsideCase,
  rule: Rule & { readonly now: Instant },
): boolean {
  const { taken, underWay } = person;
  const { now } = rule;
  if (!rule.asksSomebody || !person.onDuty || taken === null) return false;
  if (person.tier === 'public-place' && incident.setting !== 'public-place') return false;
  const asked = person.alertedAt.filter((at) => at > now - WEEK_MS).length;
  if (rule.perPerson7DaysMax !== null && asked >= rule.perPerson7DaysMax) return false;
  const withinM = Math.min(rule.radiusM, SURE_RADIUS_MAX_M) - MARGIN_M;
  const isNear = (fix: SimulatedFix): boolean => distanceM(fix.place, incident.place) <= withinM;
  const isFresh = now - taken.at < rule.fixStaleAfterMs - MARGIN_MS;
  if (!isFresh || taken.accuracyM > rule.fixAccuracyMaxM) return false;
  if (!isNear(taken) || (underWay !== null && !isNear(underWay))) return false;
  return person.credentials.some(
    ({ kind, validFrom, validTo }) =>
      rule.credentialKinds.includes(kind) && validFrom <= now && now < validTo,
  );
}

/**
 * Counts what became of the acknowledged incidents.
 *
 * Lost is an incident that is missing from the server's list, or one for which somebody had to be
 * alerted (`mustBeAlerted`), was free around that moment (`freeAt`: neither asked nor bound as far
 * as their own phone knows), and no phone heard an alert (`hasRung` knows of SMS and calls).
 * `alertMs` are the real milliseconds from just before control's POST to a socket phone hearing an
 * alert that the answer to the POST names, or one of a first wave that came later although somebody
 * had to be alerted at once. `standDownMs` are those from just before control's close or cancel to
 * a socket phone hearing of it.
 *
 * @param listed ids in the server's list; null when it could not be read, then none are missing
 */
export function scoreRun(run: {
  readonly cases: readonly CaseRecord[];
  readonly heard: ReadonlyMap<string, HeardAlert>;
  readonly freeAt: (phone: number, at: Instant) => boolean;
  readonly hasRung: (alertId: string) => boolean;
  readonly listed: ReadonlySet<string> | null;
}): Score {
  const { cases, heard, listed } = run;
  const alertMs: number[] = [];
  const standDownMs: number[] = [];
  let [lost, unheard] = [0, 0];
  for (const record of cases) {
    const hasEligible = record.within.some((phone) => run.freeAt(phone, record.postedAt));
    const hasAlert = record.alerts.some(
      ({ alertId }) => heard.has(alertId) || run.hasRung(alertId),
    );
    const isMissing = listed !== null && !listed.has(record.incidentId);
    if (isMissing || (hasEligible && !hasAlert)) lost += 1;
    for (const { alertId, wave, bySocket } of record.alerts) {
      const phone = heard.get(alertId);
      if (phone === undefined && bySocket) unheard += 1;
      if (phone?.via !== 'socket') continue;
      const isFirst = record.alertedAtOnce.has(alertId) || (wave === 1 && hasEligible);
      if (isFirst) alertMs.push(phone.heardMs - record.postedMs);
      if (phone.releasedMs === null || record.endedMs === null) continue;
      if (phone.releasedMs >= record.endedMs) standDownMs.push(phone.releasedMs - record.endedMs);
    }
  }
  const sum = (of: (record: CaseRecord) => number): number =>
    cases.reduce((total, record) => total + of(record), 0);
  return {
    incidents: cases.length,
    lost,
    alerted: sum((record) => record.alerts.length),
    accepted: sum((record) => record.acceptedCount),
    onSceneBeforeAmbulance: sum((record) => Number(record.onSceneBeforeAmbulance)),
    alertMs,
    standDownMs,
    unheard,
    aedOnScene: sum((record) =>
      Number(record.alerts.some(({ alertId }) => (heard.get(alertId)?.aedAt ?? null) !== null)),
    ),
    rerouted: sum((record) =>
      record.alerts.reduce((all, { alertId }) => all + (heard.get(alertId)?.rerouteCount ?? 0), 0),
    ),
  };
}

/** The smallest value that at least this share of the values does not exceed; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** The last line of the demo, which scripts read. A figure of nothing is `none`. */
export function summaryLine(
  score: Score,
  run: {
    readonly reach: ReachScore;
    /** Wrong entries of the lists of those who have not confirmed. */
    readonly unconfirmedWrong: number;
    readonly seed: string;
    readonly speed: number;
    readonly socketCount: number;
    /** Messages of control that were refused. */
    readonly refused: number;
    /** Repeats of a message that did not give the same incident. */
    readonly doubled: number;
    /** Incidents that control was never shown live. */
    readonly unwatched: number;
  },
): string {
  const ms = (values: readonly number[], share: number): string =>
    percentile(values, share)?.toFixed(1) ?? 'none';
  const fields = [
    `incidents=${score.incidents}`,
    `lost=${score.lost + run.reach.lost}`,
    `alerted=${score.alerted}`,
    `accepted=${score.accepted}`,
    `on_scene_before_ambulance=${score.onSceneBeforeAmbulance}`,
    `alert_ms_p50=${ms(score.alertMs, 0.5)}`,
    `alert_ms_p99=${ms(score.alertMs, 0.99)}`,
    `stand_down_ms_p99=${ms(score.standDownMs, 0.99)}`,
    `seed=${run.seed.replace(/\s+/g, '_')}`,
    `speed=${run.speed}`,
    `sockets=${run.socketCount}`,
    `unheard=${score.unheard}`,
    `refused=${run.refused}`,
    `doubled=${run.doubled}`,
    `unwatched=${run.unwatched}`,
    `aed_on_scene=${score.aedOnScene}`,
    `rerouted=${score.rerouted}`,
    `by_push=${run.reach.byPush}`,
    `by_sms=${run.reach.bySms}`,
    `by_voice=${run.reach.byVoice}`,
    `not_reached=${run.reach.notReached}`,
    `rang_twice=${run.reach.rangTwice}`,
    `stand_down_ms_p95=${ms(score.standDownMs, 0.95)}`,
    `unconfirmed_wrong=${run.unconfirmedWrong}`,
  ];
  return `DEMO ${fields.join(' ')}`;
}
