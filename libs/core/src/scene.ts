import { acceptChance, acceptChanceWhileSilent } from '#core/acceptance';
import type { Alert } from '#core/alert';
import { ambulanceMoments } from '#core/ambulance-arrival';
import type { Assignment } from '#core/assignment';
import { withOrders } from '#core/dispatch-orders';
import { eachOnce, type Candidate } from '#core/eligibility';
import { metresFrom, type Place } from '#core/geometry';
import { wayUncertaintyM } from '#core/place-uncertainty';
import type { PlanInput } from '#core/plan';
import { safetyFindings, type SafetyFinding } from '#core/safety';
import { isNight, replyDelay, type ArrivalState } from '#core/time-to-arrive';
import { straightLineTravel, type TravelTable } from '#core/travel';
import { MINUTE_MS } from '#core/units';
import { fetchableAeds, type Goer, type Ground } from '#core/ways-there';
import { whereaboutsOf, type Whereabouts } from '#core/whereabouts';

/** What one decision sees, put in order: each person once, with the ways around. */
export interface Scene {
  readonly input: PlanInput;
  /** Each person once, by id. */
  readonly candidates: readonly Candidate[];
  readonly byId: ReadonlyMap<string, Candidate>;
  readonly findings: readonly SafetyFinding[];
  readonly ground: Ground;
  readonly isNight: boolean;
}

/** Someone who should have set out by now, and has covered less than this share of the way. */
export const STALLED_AFTER_MS = 4 * MINUTE_MS;
export const STALLED_SHARE = 0.1;
/** How far off the last position of someone may be that is too old to be trusted; metres. */
const OLD_FIX_UNCERTAINTY_M = 500;

/** Puts the input in order. */
export function sceneOf(asked: PlanInput): Scene {
  const input = withOrders(asked);
  const { incident, policy, now, localHour } = input;
  const candidates = eachOnce(input.candidates);
  const travel = input.travel ?? straightLines(input, candidates);
  const aeds = fetchableAeds(input.aeds, incident.id).filter(({ id }) => id in travel.toAedM);
  return {
    input,
    candidates,
    byId: new Map(candidates.map((entry) => [entry.responder.id, entry])),
    findings: safetyFindings(incident, input.safety, now),
    ground: { policy, travel, aeds, now, localHour, usefulMs: usefulMs(input) },
    isNight: isNight(localHour, policy.arrival.night),
  };
}

/** Where each person's way starts, for whoever works out the travel table of a decision. */
export function startOf(
  candidate: Candidate,
  input: Pick<PlanInput, 'policy' | 'now'>,
): Place | null {
  return placeOf(candidate, input)?.place ?? null;
}

/** Somebody who may be alerted now. */
export function toBeAlerted(candidate: Candidate, where: Whereabouts, scene: Scene): Goer {
  const { policy } = scene.input;
  const chance = firstChance(candidate, scene);
  return {
    ...basics(candidate, where, scene),
    state: { step: 'to-be-alerted' },
    chance: chance * policy.acceptance.comesChance,
    hasAed: false,
  };
}

/** Somebody who is being asked and has not answered. */
export function alreadyAlerted(candidate: Candidate, alert: Alert, scene: Scene): Goer {
  const { policy, now } = scene.input;
  const sinceMs = Math.max(0, now - alert.sentAt);
  const chance = acceptChanceWhileSilent(
    firstChance(candidate, scene),
    { sinceMs, reply: replyDelay(candidate.history, policy.arrival) },
    policy.acceptance,
  );
  return {
    ...basics(candidate, placeOf(candidate, scene.input), scene),
    state: { step: 'alerted', sinceMs },
    chance: chance * policy.acceptance.comesChance,
    hasAed: false,
  };
}

/** Somebody who has said yes and is not there yet. */
export function onTheirWay(candidate: Candidate, assignment: Assignment, scene: Scene): Goer {
  const { policy, now } = scene.input;
  const { comesChance, stalledComesChance } = policy.acceptance;
  const state: ArrivalState =
    assignment.status === 'accepted'
      ? { step: 'accepted', sinceMs: Math.max(0, now - assignment.acceptedAt) }
      : { step: 'en-route' };
  return {
    ...basics(candidate, placeOf(candidate, scene.input), scene),
    state,
    chance: isStalled(candidate, assignment, scene) ? stalledComesChance : comesChance,
    hasAed: assignment.aedCollectedAt !== null,
  };
}

/** Chance of a yes from this person now, as their record and the way to them make it. */
export function firstChance(candidate: Candidate, scene: Scene): number {
  const wayM = scene.ground.travel.toPatientM[candidate.responder.id] ?? 0;
  const circumstances = { wayM, isNight: scene.isNight };
  return acceptChance(candidate.history, circumstances, scene.input.policy.acceptance);
}

/**
 * True when they said yes long ago and are about where they were then: no nearer to the patient,
 * or, as an AED may lie the other way, neither nearer nor further.
 */
function isStalled(candidate: Candidate, assignment: Assignment, scene: Scene): boolean {
  const { alerts, incident, now } = scene.input;
  const { acceptedAt, aedCollectedAt, task } = assignment;
  if (now - acceptedAt < STALLED_AFTER_MS || aedCollectedAt !== null) return false;
  const atFirstM = alerts.find((alert) => alert.id === assignment.alertId)?.distanceM ?? null;
  const nowM = metresFrom(incident.place, candidate.fix);
  if (atFirstM === null || nowM === null || nowM <= (1 - STALLED_SHARE) * atFirstM) return false;
  return task.role !== 'via-aed' || nowM < (1 + STALLED_SHARE) * atFirstM;
}

function basics(
  candidate: Candidate,
  where: Whereabouts | null,
  scene: Scene,
): Pick<Goer, 'responderId' | 'mode' | 'history' | 'uncertaintyM'> {
  return {
    responderId: candidate.responder.id,
    mode: candidate.responder.travelMode,
    history: candidate.history,
    uncertaintyM: wayUncertaintyM(
      where?.uncertaintyM ?? OLD_FIX_UNCERTAINTY_M,
      scene.input.incident,
    ),
  };
}

/** Where they are, or were last: whoever is on the way does not vanish with an old position. */
function placeOf(
  candidate: Candidate,
  { policy, now }: Pick<PlanInput, 'policy' | 'now'>,
): Whereabouts | null {
  const where = whereaboutsOf(candidate, policy, now);
  if (typeof where !== 'string') return where;
  return candidate.fix === null
    ? null
    : { place: candidate.fix.place, uncertaintyM: OLD_FIX_UNCERTAINTY_M, source: 'live' };
}

function straightLines(input: PlanInput, candidates: readonly Candidate[]): TravelTable {
  const people = candidates.flatMap((candidate) => {
    const place = startOf(candidate, input);
    return place === null ? [] : [{ id: candidate.responder.id, place }];
  });
  return straightLineTravel({ patient: input.incident.place, people, aeds: input.aeds });
}

/** After the latest moment at which the ambulance is reckoned with, its own shock comes first. */
function usefulMs(input: PlanInput): number {
  const { choice, aedModel } = input.policy;
  if (choice.kind !== 'expected-gain') return Infinity;
  return Math.max(...ambulanceMoments(input, choice.ambulance)) + aedModel.attachMs;
}
