import type { DeliveryChannel } from '#core/delivery';
import { DELIVERY_CHANNELS } from '#core/delivery';
import type { Instant } from '#core/units';

/** What became of one incident, in moments and counts. */
export interface IncidentFigures {
  readonly receivedAt: Instant;
  readonly calledAt: Instant;
  /** When control expected the ambulance; null where it did not say. */
  readonly ambulanceEtaAt: Instant | null;
  readonly alerts: number;
  readonly accepted: number;
  readonly onScene: number;
  /** Somebody came to the scene with an AED in hand. */
  readonly aedBrought: boolean;
  readonly firstAlertAt: Instant | null;
  readonly firstAcceptedAt: Instant | null;
  readonly firstOnSceneAt: Instant | null;
  /** Distance of the nearest who was alerted, where one is known. */
  readonly nearestM: number | null;
  /** Alerts by the channel that a receipt came by first. */
  readonly reachedBy: Readonly<Partial<Record<DeliveryChannel, number>>>;
}

/** Half, and nine in ten, of the incidents took no longer; null where there is none. */
export interface ServiceTime {
  readonly count: number;
  readonly p50S: number | null;
  readonly p90S: number | null;
}

export interface ServiceFigures {
  readonly incidents: number;
  readonly alertedIncidents: number;
  readonly acceptedIncidents: number;
  readonly onSceneIncidents: number;
  readonly aedIncidents: number;
  readonly beforeAmbulance: number;
  readonly ambulanceKnown: number;
  readonly alerts: number;
  readonly accepted: number;
  readonly onScene: number;
  readonly callToAlert: ServiceTime;
  readonly alertToAccept: ServiceTime;
  readonly callToOnScene: ServiceTime;
  readonly alertToOnScene: ServiceTime;
  readonly reachedBy: Readonly<Record<DeliveryChannel, number>>;
  readonly notReached: number;
}

const MS_PER_S = 1_000;

/**
 * Figures of a service over some incidents. Times run from the call or the first alert to the
 * first acceptance and the first arrival, each over the incidents in which both moments are known,
 * as the Utstein templates ask: medians and the ninth decile, by nearest rank. A moment before the
 * one it is reckoned from (a clock was wrong) counts as none.
 */
export function serviceFigures(incidents: readonly IncidentFigures[]): ServiceFigures {
  const having = (test: (one: IncidentFigures) => boolean): number => incidents.filter(test).length;
  const total = (of: (one: IncidentFigures) => number): number =>
    incidents.reduce((sum, one) => sum + of(one), 0);
  const reachedBy = (channel: DeliveryChannel): number =>
    total((one) => one.reachedBy[channel] ?? 0);
  const alerts = total((one) => one.alerts);
  const reached = DELIVERY_CHANNELS.reduce((sum, channel) => sum + reachedBy(channel), 0);
  return {
    incidents: incidents.length,
    alertedIncidents: having((one) => one.alerts > 0),
    acceptedIncidents: having((one) => one.accepted > 0),
    onSceneIncidents: having((one) => one.onScene > 0),
    aedIncidents: having((one) => one.aedBrought),
    beforeAmbulance: having(isBeforeAmbulance),
    ambulanceKnown: having((one) => one.firstOnSceneAt !== null && one.ambulanceEtaAt !== null),
    alerts,
    accepted: total((one) => one.accepted),
    onScene: total((one) => one.onScene),
    callToAlert: timeOf(incidents, (one) => [one.calledAt, one.firstAlertAt]),
    alertToAccept: timeOf(incidents, (one) => [one.firstAlertAt, one.firstAcceptedAt]),
    callToOnScene: timeOf(incidents, (one) => [one.calledAt, one.firstOnSceneAt]),
    alertToOnScene: timeOf(incidents, (one) => [one.firstAlertAt, one.firstOnSceneAt]),
    reachedBy: {
      live: reachedBy('live'),
      push: reachedBy('push'),
      'web-push': reachedBy('web-push'),
      sms: reachedBy('sms'),
      voice: reachedBy('voice'),
      email: reachedBy('email'),
    },
    notReached: Math.max(0, alerts - reached),
  };
}

/** The value that a share of the values do not exceed, by nearest rank; null for none. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

function isBeforeAmbulance({ firstOnSceneAt, ambulanceEtaAt }: IncidentFigures): boolean {
  return firstOnSceneAt !== null && ambulanceEtaAt !== null && firstOnSceneAt < ambulanceEtaAt;
}

function timeOf(
  incidents: readonly IncidentFigures[],
  ends: (one: IncidentFigures) => readonly [Instant | null, Instant | null],
): ServiceTime {
  const seconds = incidents.flatMap((one) => {
    const [from, to] = ends(one);
    return from === null || to === null || to < from ? [] : [Math.round((to - from) / MS_PER_S)];
  });
  const [p50S, p90S] = [nearestRank(seconds, 0.5), nearestRank(seconds, 0.9)];
  return { count: seconds.length, p50S, p90S };
}
