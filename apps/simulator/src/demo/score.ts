import { distanceM, type Place } from '#core/geometry';
import { MINUTE_MS, type Instant } from '#core/units';
import type { SimulatedFix } from '../city/movement';
import type { CityCredential } from '../city/world-types';
import type { HeardAlert } from './alert-log';

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
  readonly wave: number;
  /** Whether the phone is one with a live socket. */
  readonly bySocket: boolean;
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
}

/** What a phone's owner looks like from outside. */
export interface SeenFromOutside {
  readonly onDuty: boolean;
  readonly credentials: readonly CityCredential[];
  readonly taken: SimulatedFix | null;
  readonly underWay: SimulatedFix | null;
}

const RADIUS_M = 1_000;
const STALE_AFTER_MS = 15 * MINUTE_MS;
const ACCURACY_MAX_M = 200;
/** Edge cases are not counted: so many metres inside the circle, so much fresher than stale. */
const MARGIN_M = 50;
const MARGIN_MS = MINUTE_MS;
/** Kinds of credential that make nobody eligible for a cardiac arrest. */
const NOT_ENOUGH: readonly CityCredential['kind'][] = ['first-aid'];

/**
 * Whether the server has to alert somebody to a place if they are free, by what the demo itself
 * knows: on duty, a credential beyond first aid valid now, and the last acknowledged position less
 * than 14 minutes old, accurate to 200 m and within 950 m in a straight line; so is the position
 * just being sent, if there is one.
 */
export function mustBeAlerted(person: SeenFromOutside, place: Place, now: Instant): boolean {
  const { taken, underWay } = person;
  if (!person.onDuty || taken === null) return false;
  const isNear = (fix: SimulatedFix): boolean => distanceM(fix.place, place) <= RADIUS_M - MARGIN_M;
  const isSure = now - taken.at < STALE_AFTER_MS - MARGIN_MS && taken.accuracyM <= ACCURACY_MAX_M;
  if (!isSure || !isNear(taken) || (underWay !== null && !isNear(underWay))) return false;
  return person.credentials.some(
    ({ kind, validFrom, validTo }) =>
      !NOT_ENOUGH.includes(kind) && validFrom <= now && now < validTo,
  );
}

/**
 * Counts what became of the acknowledged incidents.
 *
 * Lost is an incident that is missing from the server's list, or one for which somebody had to be
 * alerted (`mustBeAlerted`), was free around that moment (`freeAt`: neither asked nor bound as far
 * as their own phone knows), and no phone heard an alert. `alertMs` are the real milliseconds from
 * just before control's POST to a socket phone hearing an alert that the answer to the POST names,
 * or one of a first wave that came later although somebody had to be alerted at once. `standDownMs`
 * are those from just before control's close or cancel to a socket phone hearing of it.
 *
 * @param listed ids in the server's list; null when it could not be read, then none are missing
 */
export function scoreRun(run: {
  readonly cases: readonly CaseRecord[];
  readonly heard: ReadonlyMap<string, HeardAlert>;
  readonly freeAt: (phone: number, at: Instant) => boolean;
  readonly listed: ReadonlySet<string> | null;
}): Score {
  const { cases, heard, listed } = run;
  const alertMs: number[] = [];
  const standDownMs: number[] = [];
  let [lost, unheard] = [0, 0];
  for (const record of cases) {
    const hasEligible = record.within.some((phone) => run.freeAt(phone, record.postedAt));
    const hasAlert = record.alerts.some(({ alertId }) => heard.has(alertId));
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
    `lost=${score.lost}`,
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
  ];
  return `DEMO ${fields.join(' ')}`;
}
