import { openAt } from '#core/hours';
import { survivalOf, type SurvivalCurve } from '#core/survival';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import { AED_UNKNOWN_OPEN_SHARE, AED_WORKS_SHARE, AMBULANCE_ATTACH_MS } from './assumptions';
import { keyOf, numberOf, uniform } from './draws';
import type { Outcome } from './outcome';
import { goingOf, replyTo } from './replies';
import type { Around, Scene } from './scene';

/** The oracle asks at most so many, and nobody who adds less than this. */
const TEAM_MAX = 6;
const ADDS_AT_LEAST = 1e-6;

/** Nobody but the ambulance. */
export function nobody(scene: Scene): Outcome {
  const ambulanceMs = scene.ambulanceAt - scene.collapsedAt;
  return {
    cprMs: ambulanceMs,
    shockMs: ambulanceMs + AMBULANCE_ATTACH_MS,
    ambulanceMs,
    cprFirst: false,
    aedFirst: false,
    alerted: [],
    accepted: 0,
    arrived: 0,
    redundant: 0,
    stoodDown: 0,
    aedsFailed: 0,
  };
}

/**
 * An upper bound: knows who will say yes and come, how fast they are, and which AEDs can be had;
 * asks those who add most, one after the other, and nobody in vain.
 */
export function oracle(scene: Scene, curve: SurvivalCurve): Outcome {
  const options = scene.around.flatMap((around) => optionsOf(around, scene));
  let best = nobody(scene);
  for (let size = 0; size < TEAM_MAX; size += 1) {
    const before = survival(best, curve);
    let next: Outcome | null = null;
    for (const option of options) {
      if (best.alerted.includes(option.person)) continue;
      const outcome = withOption(best, option, scene);
      if (next === null || survival(outcome, curve) > survival(next, curve)) next = outcome;
    }
    if (next === null || survival(next, curve) - before < ADDS_AT_LEAST) break;
    best = next;
  }
  return best;
}

interface Option {
  readonly person: number;
  readonly arrivesAt: Instant;
  readonly shocksAt: Instant;
}

function optionsOf(around: Around, scene: Scene): readonly Option[] {
  const reply = replyTo(around);
  const going = goingOf(around, scene.isNight);
  if (reply.kind !== 'accept' || !going.comes) return [];
  const leavesAt = scene.alertedAt + reply.afterMs + going.leavesAfterMs;
  const travelMs = (metres: number): number => (metres / going.speedMps) * SECOND_MS;
  const person = around.person.index;
  const options: Option[] = [];
  const straightM = scene.truth.toPatientM(around);
  if (straightM !== null) {
    const arrivesAt = leavesAt + travelMs(straightM) + going.lastMetresMs;
    if (arrivesAt < scene.ambulanceAt) options.push({ person, arrivesAt, shocksAt: Infinity });
  }
  for (const aedId of Object.keys(scene.table.toAedM)) {
    const aed = scene.aedOf(aedId);
    if (aed === undefined) continue;
    const toM = scene.truth.toAedM(around, aed);
    const onM = scene.truth.aedToPatientM(aed);
    if (toM === null || onM === null) continue;
    const atAed = leavesAt + travelMs(toM);
    const arrivesAt = atAed + going.grabMs + travelMs(onM) + going.lastMetresMs;
    if (arrivesAt >= scene.ambulanceAt || !canBeHad(scene, aedId, atAed)) continue;
    options.push({ person, arrivesAt, shocksAt: arrivesAt + going.attachMs });
  }
  return options;
}

function canBeHad(scene: Scene, aedId: string, at: Instant): boolean {
  const aed = scene.aedOf(aedId);
  if (aed === undefined) return false;
  const key = keyOf(scene.key, numberOf(aedId));
  if (uniform(key, 1) >= AED_WORKS_SHARE) return false;
  const open = openAt(aed.hours, at);
  return open === 'open' || (open === 'unknown' && uniform(key, 2) < AED_UNKNOWN_OPEN_SHARE);
}

function withOption(outcome: Outcome, option: Option, scene: Scene): Outcome {
  const cprMs = Math.min(outcome.cprMs, option.arrivesAt - scene.collapsedAt);
  const shockMs = Math.min(outcome.shockMs, option.shocksAt - scene.collapsedAt);
  return {
    ...outcome,
    cprMs,
    shockMs,
    cprFirst: cprMs < outcome.ambulanceMs,
    aedFirst: shockMs < outcome.ambulanceMs + AMBULANCE_ATTACH_MS,
    alerted: [...outcome.alerted, option.person],
    accepted: outcome.accepted + 1,
    arrived: outcome.arrived + 1,
  };
}

function survival({ cprMs, shockMs, ambulanceMs }: Outcome, curve: SurvivalCurve): number {
  return survivalOf(curve, {
    cprMin: cprMs / MINUTE_MS,
    shockMin: shockMs / MINUTE_MS,
    ambulanceMin: ambulanceMs / MINUTE_MS,
  });
}
