import {
  gainOf,
  noOne,
  survivalIn,
  valuesOf,
  withPart,
  type Odds,
  type Worth,
} from '#core/rescue-odds';
import type { StandDown } from '#core/plan';
import type { Scene } from '#core/scene';
import { presentOption, standDown, type Member, type Placed } from '#core/team';
import type { Option } from '#core/ways-there';

/** Rounds in which each member in turn takes the best way, given those of the others. */
const ROUNDS_MAX = 4;

export interface Split {
  readonly placed: readonly Placed[];
  readonly standDowns: readonly StandDown[];
  /** With the team alone. */
  readonly odds: Odds;
}

/**
 * The best split of those on the way: who goes straight and who fetches which AED. Begins with the
 * present orders and lets each member in turn take the way that adds most, until nobody changes;
 * an order is changed only when that adds enough. Whoever adds too little after that becomes the
 * guide or is stood down, the least useful first. No AED is fetched by two.
 *
 * @param asked odds of those who are asked and have not answered
 */
export function bestSplit(
  members: readonly Member[],
  context: { readonly scene: Scene; readonly worth: Worth; readonly asked: Odds },
): Split {
  const { scene, worth, asked } = context;
  const coming = members.filter((member) => member.options.length > 0);
  let base = noOne();
  for (const { there } of members) if (there !== null) base = withPart(base, there);
  const around = multiplied(base, asked);
  const chosen = improved(startOf(coming), { around, worth, scene });
  const kept = dismissed(chosen, members, { around, worth, scene });
  let odds = base;
  for (const { option } of kept.placed) odds = withMember(odds, option);
  return { ...kept, odds };
}

/** The present orders, without an AED that is asked for twice. */
function startOf(coming: readonly Member[]): Placed[] {
  const taken = new Set<string>();
  return coming.flatMap((member) => {
    const present = presentOption(member);
    const isTaken = present?.task.aedId != null && taken.has(present.task.aedId);
    const option = isTaken ? member.options[0] : present;
    if (option === undefined) return [];
    if (option.task.aedId !== null) taken.add(option.task.aedId);
    return [{ member, option }];
  });
}

interface SplitContext {
  readonly around: Odds;
  readonly worth: Worth;
  readonly scene: Scene;
}

function improved(start: readonly Placed[], context: SplitContext): readonly Placed[] {
  const { changeOrderAbove } = context.scene.input.policy.team;
  let placed = start;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    let hasChanged = false;
    placed = placed.reduce<readonly Placed[]>((now, each) => {
      const option = bestFor(each, now, context, changeOrderAbove);
      if (option === each.option) return now;
      hasChanged = true;
      return now.map((other) => (other.member === each.member ? { ...other, option } : other));
    }, placed);
    if (!hasChanged) break;
  }
  return placed;
}

/** The way of one member that adds most to the others, if it adds enough over their present one. */
function bestFor(
  each: Placed,
  placed: readonly Placed[],
  { around, worth }: SplitContext,
  changeAbove: number,
): Option {
  const others = placed.filter((other) => other.member !== each.member);
  const taken = new Set(others.map((other) => other.option.task.aedId));
  const values = valuesOf(oddsOf(others, around), worth);
  const current = placed.find((other) => other.member === each.member)?.option ?? each.option;
  let best = current;
  let bestGain = gainOf(current.part, values) + (isPresent(each.member, current) ? changeAbove : 0);
  for (const option of each.member.options) {
    if (option.task.aedId !== null && taken.has(option.task.aedId)) continue;
    const gain = gainOf(option.part, values) + (isPresent(each.member, option) ? changeAbove : 0);
    if (gain > bestGain) [best, bestGain] = [option, gain];
  }
  return best;
}

/** An order that has just been given by accepting may still be changed freely. */
function isPresent(member: Member, option: Option): boolean {
  const { task, etaAt } = member.assignment;
  return etaAt !== null && option.task.role === task.role && option.task.aedId === task.aedId;
}

/** Lets go, one after the other, whoever adds least, as long as that is too little. */
function dismissed(
  chosen: readonly Placed[],
  members: readonly Member[],
  { around, worth, scene }: SplitContext,
): { readonly placed: readonly Placed[]; readonly standDowns: readonly StandDown[] } {
  const { standDownBelow, keepAtLeast, wantsGuide } = scene.input.policy.team;
  const standDowns: StandDown[] = [];
  let placed = chosen;
  if (standDownBelow === null) return { placed, standDowns };
  const thereCount = members.filter((member) => member.there !== null).length;
  for (;;) {
    const working = placed.filter(({ option }) => option.task.role !== 'guide');
    if (thereCount + working.length <= keepAtLeast) break;
    const least = leastUseful(working, around, worth);
    if (least === null || least.adds >= standDownBelow) break;
    const { member, option } = least.placed;
    const hasGuide = placed.some((each) => each.option.task.role === 'guide');
    if (wantsGuide && !hasGuide) {
      const guide: Option = { ...option, task: { role: 'guide', aedId: null } };
      placed = placed.map((each) => (each.member === member ? { member, option: guide } : each));
    } else {
      standDowns.push(standDown(member, 'no-longer-useful'));
      placed = placed.filter((each) => each.member !== member);
    }
  }
  return { placed, standDowns };
}

function leastUseful(
  working: readonly Placed[],
  around: Odds,
  worth: Worth,
): { readonly placed: Placed; readonly adds: number } | null {
  let least: { placed: Placed; adds: number } | null = null;
  for (const placed of working) {
    const others = working.filter((other) => other !== placed);
    const adds = gainOf(placed.option.part, valuesOf(oddsOf(others, around), worth));
    if (least === null || adds < least.adds) least = { placed, adds };
  }
  return least;
}

/** Survival with these people on these ways; for tests that try every split. */
export function survivalWith(placed: readonly Placed[], around: Odds, worth: Worth): number {
  return survivalIn(valuesOf(oddsOf(placed, around), worth));
}

function oddsOf(placed: readonly Placed[], around: Odds): Odds {
  return placed.reduce((odds, { option }) => withMember(odds, option), around);
}

/** A guide waits for the crew and brings nothing to the patient. */
function withMember(odds: Odds, option: Option): Odds {
  return option.task.role === 'guide' ? odds : withPart(odds, option.part);
}

function multiplied(a: Odds, b: Odds): Odds {
  return a.map((value, index) => value * (b[index] ?? 1));
}
