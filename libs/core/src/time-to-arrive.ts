import {
  logNormalOf,
  momentsLeft,
  momentsOf,
  sumOf,
  type LogNormal,
  type Moments,
} from '#core/log-normal';
import type { Delays, ResponseHistory } from '#core/response-history';
import type { TravelMode } from '#core/responder';
import { SECOND_MS } from '#core/units';

/** How long each part of the way from the alert to the patient takes. */
export interface ArrivalModel {
  /** From the alert to the answer. */
  readonly reply: LogNormal;
  /** From the answer to leaving, by day and by night. */
  readonly turnoutDay: LogNormal;
  readonly turnoutNight: LogNormal;
  /** Local hours `[from, to)` that count as night; may run over midnight. */
  readonly night: { readonly fromHour: number; readonly toHour: number };
  readonly travel: Readonly<Record<TravelMode, ModeSpeed>>;
  /** From the door of the building to the patient. */
  readonly lastMetres: LogNormal;
  /** Own delays weigh as many of them as there are against so many of the group. */
  readonly ownDelayWeight: number;
}

export interface ModeSpeed {
  readonly medianMps: number;
  /** Standard deviation of the natural logarithm of the speed. */
  readonly sigma: number;
  /** To unlock the bicycle, to start and park the car. */
  readonly startMs: number;
}

/** Where somebody stands between the alert and the patient. */
export type ArrivalState =
  | { readonly step: 'to-be-alerted' }
  | { readonly step: 'alerted'; readonly sinceMs: number }
  | { readonly step: 'accepted'; readonly sinceMs: number }
  | { readonly step: 'en-route' };

/** One person's way as far as its time depends on them. */
export interface Way {
  readonly mode: TravelMode;
  readonly history: ResponseHistory;
  readonly state: ArrivalState;
  /** Metres along the way that are still to go. */
  readonly metres: number;
  /** Radius of 68 % confidence of where they are, in metres. */
  readonly uncertaintyM: number;
  /** What they do on the way that takes time, such as opening a cabinet. */
  readonly stopMs: number;
}

/**
 * The time from now until this person is with the patient, if they come: what is left of reply
 * and turnout, the way at the speed of their mode, and the last metres. Each part is log-normal,
 * independent of the others; their sum is taken as log-normal with the same mean and variance.
 */
export function timeToArrive(way: Way, model: ArrivalModel, localHour: number): LogNormal {
  const { history, state } = way;
  const reply = replyDelay(history, model);
  const groupTurnout = isNight(localHour, model.night) ? model.turnoutNight : model.turnoutDay;
  const turnout = ownDelay(groupTurnout, history.turnouts, model.ownDelayWeight);
  const parts: Moments[] = [travelMoments(way, model), momentsOf(model.lastMetres)];
  if (state.step === 'to-be-alerted') parts.push(momentsOf(reply), momentsOf(turnout));
  else if (state.step === 'alerted') {
    parts.push(momentsLeft(reply, state.sinceMs), momentsOf(turnout));
  } else if (state.step === 'accepted') {
    parts.push(momentsLeft(turnout, state.sinceMs));
  }
  return logNormalOf(sumOf(parts));
}

/** From the alert to this person's answer: the group's delay, moved towards their own mean. */
export function replyDelay(
  history: ResponseHistory,
  model: Pick<ArrivalModel, 'reply' | 'ownDelayWeight'>,
): LogNormal {
  return ownDelay(model.reply, history.replies, model.ownDelayWeight);
}

/** True in `[fromHour, toHour)` of the local day, which may run over midnight. */
export function isNight(
  localHour: number,
  night: { readonly fromHour: number; readonly toHour: number },
): boolean {
  const { fromHour, toHour } = night;
  return fromHour <= toHour
    ? localHour >= fromHour && localHour < toHour
    : localHour >= fromHour || localHour < toHour;
}

/** The group's delay, moved towards the person's own mean by as much as is known of it. */
function ownDelay(group: LogNormal, own: Delays, weight: number): LogNormal {
  if (own.count === 0 || group.medianMs <= 0) return group;
  const groupMeanMs = momentsOf(group).meanMs;
  const meanMs = (weight * groupMeanMs + own.count * own.meanMs) / (weight + own.count);
  return { medianMs: (group.medianMs * meanMs) / groupMeanMs, sigma: group.sigma };
}

/**
 * The way at a log-normal speed. Somebody who may be off by r in any direction is on average
 * about √(d² + r²) away, and the way varies by about r: 68 % of a round normal cloud lie within
 * 1.5 of its standard deviations, and ways are that much longer than straight lines.
 */
function travelMoments(way: Way, model: ArrivalModel): Moments {
  const { medianMps, sigma, startMs } = model.travel[way.mode];
  const msPerM = momentsOf({ medianMs: SECOND_MS / medianMps, sigma });
  const isUnderWay = way.state.step === 'en-route';
  const metres = Math.hypot(way.metres, way.uncertaintyM);
  const metresVariance = way.uncertaintyM * way.uncertaintyM;
  return {
    meanMs: metres * msPerM.meanMs + (isUnderWay ? 0 : startMs) + way.stopMs,
    varianceMs2:
      metres * metres * msPerM.varianceMs2 +
      metresVariance * (msPerM.meanMs * msPerM.meanMs + msPerM.varianceMs2),
  };
}
