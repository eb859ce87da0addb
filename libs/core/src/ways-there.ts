import { isUsable, type Aed } from '#core/aed';
import type { AlertPolicy } from '#core/alert-policy';
import { openAt } from '#core/hours';
import type { LogNormal } from '#core/log-normal';
import { stepsOf, withinOf, type Part } from '#core/rescue-odds';
import type { ResponseHistory } from '#core/response-history';
import type { TravelMode } from '#core/responder';
import type { TeamTask } from '#core/team-role';
import { timeToArrive, type ArrivalState } from '#core/time-to-arrive';
import type { TravelTable } from '#core/travel';
import type { Instant } from '#core/units';

/** Ways by an AED that are weighed for one person, at most. */
export const AEDS_WEIGHED_MAX = 3;

/** What is around the incident now. */
export interface Ground {
  readonly policy: AlertPolicy;
  readonly travel: TravelTable;
  /** AEDs that may be fetched, and are near enough that ways by them were worked out. */
  readonly aeds: readonly Aed[];
  readonly now: Instant;
  readonly localHour: number;
  /** Whoever takes longer comes after the latest moment of the ambulance, and its first shock. */
  readonly usefulMs: number;
}

/** Somebody who may go, and where they stand. */
export interface Goer {
  readonly responderId: string;
  readonly mode: TravelMode;
  readonly history: ResponseHistory;
  readonly uncertaintyM: number;
  readonly state: ArrivalState;
  /** Chance that they come: of a yes, and of coming after it. */
  readonly chance: number;
  /** They hold an AED already. */
  readonly hasAed: boolean;
}

/** One way in which somebody may go, with what it may bring. */
export interface Option {
  readonly task: TeamTask;
  readonly wayM: number;
  /** Median time from now until they are with the patient. */
  readonly etaMs: number;
  readonly part: Part;
}

/**
 * All ways worth weighing for one person, the straight one first: straight, and by each of the
 * quickest AEDs that may be open when they get there. Empty for someone who cannot get there.
 *
 * @param sureMax AEDs that are surely open beyond which a longer way is not weighed
 */
export function waysThere(goer: Goer, ground: Ground, sureMax = 1): readonly Option[] {
  const straight = straightWayOf(goer, ground);
  if (straight === null) return [];
  if (goer.hasAed || straight.etaMs > ground.usefulMs) return [straight];
  return [straight, ...aedWays(goer, ground, sureMax)];
}

/** The straight way alone; null for someone who cannot get there. */
export function straightWayOf(goer: Goer, ground: Ground): Option | null {
  const straightM = ground.travel.toPatientM[goer.responderId];
  return straightM === undefined ? null : straightWay(goer, straightM, ground);
}

/** The way straight to the patient, with the AED they hold if they hold one. */
function straightWay(goer: Goer, wayM: number, ground: Ground): Option {
  const time = timeFor(goer, { metres: wayM, stopMs: 0 }, ground);
  return optionOf({ role: 'direct', aedId: null }, goer, {
    time,
    wayM,
    shockChance: goer.hasAed ? 1 : 0,
    ground,
  });
}

/**
 * Ways by the AEDs that make the way shortest and may be open by then, up to so many that are
 * surely open; ties by id.
 */
function aedWays(goer: Goer, ground: Ground, sureMax: number): readonly Option[] {
  const { toAedM, aedToPatientM } = ground.travel;
  const byLength: { aed: Aed; metres: number }[] = [];
  for (const aed of ground.aeds) {
    const toM = toAedM[aed.id]?.[goer.responderId];
    const onwardM = aedToPatientM[aed.id];
    if (toM !== undefined && onwardM !== undefined) byLength.push({ aed, metres: toM + onwardM });
  }
  byLength.sort((a, b) => a.metres - b.metres || (a.aed.id < b.aed.id ? -1 : 1));
  const ways: Option[] = [];
  let sureCount = 0;
  for (const { aed } of byLength) {
    const way = wayBy(aed, goer, ground);
    if (way === null) continue;
    ways.push(way);
    // A longer way is worth weighing only by a surer AED, or where others take the near ones.
    if (way.part.shockChance >= ground.policy.aedModel.worksChance) sureCount += 1;
    if (sureCount >= sureMax || ways.length === AEDS_WEIGHED_MAX) break;
  }
  return ways;
}

/** The way by one AED; null when it cannot be reached or is shut by then. */
export function wayBy(aed: Aed, goer: Goer, ground: Ground): Option | null {
  const { aedModel } = ground.policy;
  const toAedM = ground.travel.toAedM[aed.id]?.[goer.responderId];
  const onwardM = ground.travel.aedToPatientM[aed.id];
  if (toAedM === undefined || onwardM === undefined) return null;
  const atAed = timeFor(goer, { metres: toAedM, stopMs: 0 }, ground);
  const shockChance = aedChance(aed, ground.now + atAed.medianMs, ground);
  if (shockChance === 0) return null;
  const wayM = toAedM + onwardM;
  const time = timeFor(goer, { metres: wayM, stopMs: aedModel.grabMs }, ground);
  return optionOf({ role: 'via-aed', aedId: aed.id }, goer, { time, wayM, shockChance, ground });
}

/** AEDs that somebody of this incident may fetch. */
export function fetchableAeds(aeds: readonly Aed[], incidentId: string): readonly Aed[] {
  return aeds.filter(
    (aed) => isUsable(aed) && (aed.reservedForId === null || aed.reservedForId === incidentId),
  );
}

/** Chance that an AED can be had at that moment and works. */
function aedChance(aed: Aed, at: Instant, ground: Ground): number {
  const { worksChance, unknownOpenChance } = ground.policy.aedModel;
  switch (openAt(aed.hours, at)) {
    case 'open':
      return worksChance;
    case 'unknown':
      return worksChance * unknownOpenChance;
    case 'closed':
      return 0;
  }
}

function timeFor(
  goer: Goer,
  way: { readonly metres: number; readonly stopMs: number },
  { policy, localHour }: Ground,
): LogNormal {
  const { mode, history, state, uncertaintyM } = goer;
  return timeToArrive({ mode, history, state, uncertaintyM, ...way }, policy.arrival, localHour);
}

function optionOf(
  task: TeamTask,
  goer: Goer,
  way: {
    readonly time: LogNormal;
    readonly wayM: number;
    readonly shockChance: number;
    readonly ground: Ground;
  },
): Option {
  return {
    task,
    wayM: Math.round(way.wayM),
    etaMs: Math.round(way.time.medianMs),
    part: {
      chance: goer.chance,
      within: withinOf(way.time),
      shockChance: way.shockChance,
      attachSteps: stepsOf(way.ground.policy.aedModel.attachMs),
    },
  };
}
