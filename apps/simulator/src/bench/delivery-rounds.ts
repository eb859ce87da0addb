import type { IncidentView } from '#contracts/incident-api';
import { fromPlace, toInstant, toIso } from '#contracts/shapes';
import { replyCode } from '#core/reply-code';
import { SECOND_MS } from '#core/units';
import type { AlertLog } from '../demo/alert-log';
import type { DemoProviders } from '../demo/demo-providers';
import type { HttpClient } from '../demo/http-client';
import type { PhoneFleet } from '../demo/phone-fleet';
import type { CaseAlert, CaseRecord } from '../demo/score';
import type { VirtualClock } from '../demo/virtual-clock';
import { fateOf, type DeliveryWorld, type PushFate } from './delivery-world';

/** One in five pushes is lost without a word; one in twenty is taken after ten seconds. */
const DISTURBED = { dropped: 0.2, slow: 0.05 } as const;
const SLOW_MS = 10 * SECOND_MS;
/** Between two calls, so that what is measured is the way out and not a jam at the door. */
const CALL_EVERY_MS = 120;
/** A little more than anybody may take, so that what takes longer is seen. */
const RING_WITHIN_MS = 12 * SECOND_MS;
const STAND_DOWN_WITHIN_MS = 5 * SECOND_MS;
const POLICY = 'nearest-10';

/** Whom an alert went to, and what became of it. */
export interface RoundAlert {
  readonly alertId: string;
  readonly fate: PushFate;
  /** Whether some way to its person works: a socket, a number, or pushes that nothing befell. */
  readonly isReachable: boolean;
  /** Before its incident was posted. */
  readonly postedMs: number;
}

/** What all rounds of a bench saw. */
export interface RoundResult {
  readonly disturbed: boolean;
  readonly alerts: readonly RoundAlert[];
  readonly cases: readonly CaseRecord[];
  /** From control's close to the phone, for each connected phone that had to hear of it. */
  readonly standDownMs: readonly number[];
}

export interface RoundsTask {
  readonly world: DeliveryWorld;
  readonly control: HttpClient;
  readonly fleet: PhoneFleet;
  readonly providers: DemoProviders;
  readonly log: AlertLog;
  readonly clock: VirtualClock;
}

/**
 * One round: an incident at each scene, all of them open until everybody has been reached or twelve
 * seconds have passed, and then closed one after the other. Whose pushes go wrong is drawn for the
 * alerts, and anew for the stand-downs.
 */
export async function runRound(
  task: RoundsTask,
  round: { readonly number: number; readonly disturbed: boolean },
): Promise<RoundResult> {
  const { world, log } = task;
  const name = `${world.seed}/round/${round.number}`;
  const fates = disturb(task, `${name}/alert`, round.disturbed);
  const outsideCount = log.outside.length;
  const cases: CaseRecord[] = [];
  const controlRef = (index: number): string => `${name}/${index}`.replaceAll('/', '-');
  for (const index of world.scenes.keys()) {
    cases.push(await raise(task, controlRef(index), index));
    await new Promise((resolve) => setTimeout(resolve, CALL_EVERY_MS));
  }
  const reachable = cases
    .flatMap(({ alerts }) => alerts)
    .filter(({ responderId, isReachable }) => isReachable || fates.get(responderId) === 'fine');
  await untilHeard(log, allReached(reachable, log, outsideCount), RING_WITHIN_MS);
  disturb(task, `${name}/stood-down`, round.disturbed);
  for (const [index, record] of cases.entries()) await close(task, record, controlRef(index));
  const connected = cases.flatMap((record) =>
    record.alerts.filter(({ bySocket }) => bySocket).map(({ alertId }) => ({ alertId, record })),
  );
  const hasHeard = (): boolean => connected.every(({ alertId }) => log.standDownMs.has(alertId));
  await untilHeard(log, hasHeard, STAND_DOWN_WITHIN_MS);
  const standDownMs = connected.map(({ alertId, record }) => {
    return (log.standDownMs.get(alertId) ?? Infinity) - (record.endedMs ?? 0);
  });
  const alerts = cases.flatMap(({ alerts: sent, postedMs }) =>
    sent.map(({ alertId, responderId, isReachable }): RoundAlert => {
      const fate = fates.get(responderId) ?? 'fine';
      return { alertId, fate, isReachable: isReachable || fate === 'fine', postedMs };
    }),
  );
  return { disturbed: round.disturbed, alerts, cases, standDownMs };
}

/** Decides how pushes to each phone are treated from now on. */
function disturb(
  { fleet, providers }: RoundsTask,
  key: string,
  disturbed: boolean,
): ReadonlyMap<string, PushFate> {
  const fates = new Map<string, PushFate>();
  for (const { owner } of fleet.phones) {
    const { responderId, responder } = owner;
    const fate = disturbed ? fateOf(`${key}/${responder.ref}`, DISTURBED) : 'fine';
    fates.set(responderId, fate);
    if (fate === 'slow') providers.treat(responderId, { how: 'slow', ms: SLOW_MS });
    else providers.treat(responderId, { how: fate === 'dropped' ? 'silent-drop' : 'ok' });
  }
  return fates;
}

async function raise(task: RoundsTask, controlRef: string, scene: number): Promise<CaseRecord> {
  const { world, control, fleet, clock } = task;
  const place = world.scenes[scene];
  if (place === undefined) throw new RangeError(`there is no scene ${scene}`);
  const postedAt = clock.now();
  const postedMs = performance.now();
  const answer = await control.ask<IncidentView>('POST', '/v1/incidents', {
    ...{ controlRef, version: 1, kind: 'cardiac-arrest', priority: 'life-threatening' },
    ...{ mode: 'actual', place: fromPlace(place), calledAt: toIso(postedAt), policyName: POLICY },
    acceptOutsideArea: true,
  });
  if (!answer.ok) throw new Error(`an incident was refused: ${answer.detail}`);
  const alerts = answer.value.responders.map(({ alertId, responderId, wave, ...rest }) => ({
    ...{ alertId, responderId, wave, sentAt: toInstant(rest.sentAt) },
    ...{ status: rest.alertStatus, endedReason: rest.endedReason },
    bySocket: fleet.hasSocket(responderId),
    isReachable: fleet.isReachable(responderId),
  }));
  return {
    ...{ incidentId: answer.value.id, postedAt, postedMs, within: [], endedMs: null, alerts },
    alertedAtOnce: new Set(alerts.map(({ alertId }) => alertId)),
    ...{ acceptedCount: 0, onSceneBeforeAmbulance: false },
  };
}

async function close(
  { control }: RoundsTask,
  record: CaseRecord,
  controlRef: string,
): Promise<void> {
  record.endedMs = performance.now();
  const path = `/v1/incidents/by-ref/${encodeURIComponent(controlRef)}/close`;
  const answer = await control.ask('POST', path, { version: 2 });
  if (!answer.ok) throw new Error(`a close was refused: ${answer.detail}`);
}

/**
 * Whether every alert has reached its person, by whatever way; cheap to ask again and again.
 *
 * @param from so many SMS and calls had come before the round
 */
function allReached(alerts: readonly CaseAlert[], log: AlertLog, from: number): () => boolean {
  const waiting = new Map<string, string>();
  for (const { alertId, responderId } of alerts) {
    waiting.set(`${responderId}/${replyCode(alertId)}`, alertId);
  }
  let read = from;
  return () => {
    for (const [key, alertId] of waiting) if (log.heard.has(alertId)) waiting.delete(key);
    for (const { responderId, code } of log.outside.slice(read)) {
      for (const key of waiting.keys()) {
        if (key === `${responderId}/${code}` || (code === null && key.startsWith(responderId))) {
          waiting.delete(key);
        }
      }
    }
    read = log.outside.length;
    return waiting.size === 0;
  };
}

/** Resolves when something holds, looked at whenever a phone heard something, or at a deadline. */
export async function untilHeard(
  log: AlertLog,
  holds: () => boolean,
  withinMs: number,
): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => end(), withinMs);
    const stop = log.onChange(() => (holds() ? end() : undefined));
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
  });
}
