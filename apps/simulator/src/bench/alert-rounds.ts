import type { IncidentView } from '#contracts/incident-api';
import { fromPlace, toIso } from '#contracts/shapes';
import { SECOND_MS } from '#core/units';
import { untilHeard } from './delivery-rounds';
import type { ReadyService } from './ready-service';

const RING_WITHIN_MS = 5 * SECOND_MS;
const POLICY = 'nearest-10';

/** A server with its phones, all of them on sockets. */
export interface AlertService extends ReadyService {
  readonly name: string;
}

/** What rounds at one server took, in real milliseconds. */
export interface AlertTimes {
  /** From control's POST to its 201. */
  readonly answerMs: number[];
  /** From control's POST to the ring, for each alert; Infinity for one that never rang. */
  readonly ringMs: number[];
}

/**
 * One round: an incident at each scene, one after the other, each closed when all whom it alerted
 * have rung, so that what is measured is the way of an incident and not a queue.
 */
export async function runAlertRound(
  service: AlertService,
  round: number,
  times: AlertTimes,
): Promise<void> {
  const { world, control, log } = service;
  for (const [scene, place] of world.scenes.entries()) {
    const controlRef = `${world.seed}-alert-${round}-${scene}`;
    const postedMs = performance.now();
    const answer = await control.ask<IncidentView>('POST', '/v1/incidents', {
      ...{ controlRef, version: 1, kind: 'cardiac-arrest', priority: 'life-threatening' },
      ...{ mode: 'actual', place: fromPlace(place), calledAt: toIso(service.clock.now()) },
      ...{ policyName: POLICY, acceptOutsideArea: true },
    });
    if (!answer.ok) throw new Error(`${service.name} refused an incident: ${answer.detail}`);
    times.answerMs.push(performance.now() - postedMs);
    const alertIds = answer.value.responders.map(({ alertId }) => alertId);
    if (alertIds.length === 0) throw new Error(`${service.name} alerted nobody`);
    const allHeard = (): boolean => alertIds.every((alertId) => log.heard.has(alertId));
    await untilHeard(log, allHeard, RING_WITHIN_MS);
    for (const alertId of alertIds) {
      times.ringMs.push((log.heard.get(alertId)?.heardMs ?? Infinity) - postedMs);
    }
    const path = `/v1/incidents/by-ref/${encodeURIComponent(controlRef)}/close`;
    const closed = await control.ask('POST', path, { version: 2 });
    if (!closed.ok) throw new Error(`${service.name} refused a close: ${closed.detail}`);
  }
}
