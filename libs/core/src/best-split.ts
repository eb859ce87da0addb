import { ambulanceMedianMs } from '#core/ambulance-arrival';
import type { StandDown } from '#core/plan';
import {
  gainOf,
  noOne,
  survivalIn,
  valuesOf,
  withPart,
  type Odds,
  type Values,
  type Worth,
} from '#core/rescue-odds';
import type { Scene } from '#core/scene';
import { presentOption, standDown, type Member, type Placed } from '#core/team';
import type { Option } from '#core/ways-there';

/** Rounds in which members take better ways, given those of the others. */
const ROUNDS_MAX = 4;
/** In teams up to this size two may change places at once; in larger ones one at a time. */
const PAIRS_UP_TO = 8;
/** Rounding is no reason to change an order. */
const WORTH_CHANGING = 1e-12;

export interface Split {
  readonly placed: readonly Placed[];
  readonly standDowns: readonly StandDown[];
  /** With the team alone. */
  readonly odds: Odds;
}

interface SplitContext {
  /** Everyone beside those placed: who is there, and who is asked and may come. */
  readonly around: Odds;
  readonly worth: Worth;
  readonly scene: Scene;
}

/**
 * A good split of those on the way: who goes straight and who fetches which AED. Begins with the
 * present orders and lets each member, and each two of them together, take the ways that add most,
 * until nobody changes; how near to the best of all splits that comes is measured in
 * best-split.spec.ts. An order is changed only when that adds enough. Whoever adds too little
 * after that becomes the guide or is stood down, the least useful first. No AED is fetched by two.
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
  const around = { around: multiplied(base, asked), worth, scene };
  const chosen = improved(startOf(coming, scene), around);
  const kept = dismissed(chosen, members, around);
  return { ...kept, odds: oddsOf(kept.placed, base) };
}

/** The present orders, without an AED that is asked for twice or a guide who comes too late. */
function startOf(coming: readonly Member[], scene: Scene): readonly Placed[] {
  const taken = new Set<string>();
  return coming.flatMap((member) => {
    const present = presentOption(member);
    const isTaken = taken.has(present?.task.aedId ?? '');
    const isLate = present?.task.role === 'guide' && !meetsCrew(member, scene);
    const option = isTaken || isLate ? member.options[0] : present;
    if (option === undefined) return [];
    if (option.task.aedId !== null) taken.add(option.task.aedId);
    return [{ member, option }];
  });
}

function improved(start: readonly Placed[], context: SplitContext): readonly Placed[] {
  const groups = groupsOf(start.map(({ member }) => member));
  let placed = start;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = placed;
    for (const group of groups) placed = better(group, placed, context);
    if (placed === before) break;
  }
  return placed;
}

/** Each member alone, then each two. */
function groupsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  const single = members.map((member) => [member]);
  if (members.length > PAIRS_UP_TO) return single;
  const pairs = members.flatMap((one, index) =>
    members.slice(index + 1).map((other) => [one, other]),
  );
  return [...single, ...pairs];
}

/** The same, with the ways of this group that add most to the others; the very same if none do. */
function better(
  group: readonly Member[],
  placed: readonly Placed[],
  context: SplitContext,
): readonly Placed[] {
  const ours = placed.filter(({ member }) => group.includes(member));
  const others = placed.filter(({ member }) => !group.includes(member));
  const taken = new Set<string>();
  for (const { option } of others) if (option.task.aedId !== null) taken.add(option.task.aedId);
  const best = bestWays(ours, { odds: oddsOf(others, context.around), taken }, context);
  const byMember = new Map(ours.map(({ member }, index) => [member, best.options[index]]));
  const next = placed.map((each) => {
    const option = byMember.get(each.member) ?? each.option;
    return option === each.option ? each : { ...each, option };
  });
  return next.every((each, index) => each === placed[index]) ? placed : next;
}

interface Ways {
  readonly total: number;
  readonly options: readonly Option[];
}

/** The best ways of these members, everything tried; of equal ones those they have now. */
function bestWays(
  [first, ...rest]: readonly Placed[],
  others: { readonly odds: Odds; readonly taken: ReadonlySet<string> },
  context: SplitContext,
): Ways {
  if (first === undefined) return { total: 0, options: [] };
  const values = rest.length === 0 ? valuesOf(others.odds, context.worth) : null;
  let best: Ways | null = null;
  for (const option of [first.option, ...first.member.options]) {
    const { aedId } = option.task;
    if (aedId !== null && others.taken.has(aedId)) continue;
    const after: Ways =
      values !== null
        ? { total: survivalIn(values) + addedBy(option, values), options: [] }
        : bestWays(
            rest,
            {
              odds: withMember(others.odds, option),
              taken: aedId === null ? others.taken : new Set([...others.taken, aedId]),
            },
            context,
          );
    const total = after.total + keepingIsWorth(first.member, option, context);
    if (best === null || total > best.total + WORTH_CHANGING) {
      best = { total, options: [option, ...after.options] };
    }
  }
  return best ?? { total: 0, options: [first.option] };
}

/** What an order is worth for being known; one just given by accepting may be changed freely. */
function keepingIsWorth({ assignment }: Member, { task }: Option, { scene }: SplitContext): number {
  const { etaAt, task: present } = assignment;
  const isPresent = task.role === present.role && task.aedId === present.aedId;
  return etaAt !== null && isPresent ? scene.input.policy.team.changeOrderAbove : 0;
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
    const hasGuide = working.length < placed.length;
    if (wantsGuide && !hasGuide && meetsCrew(member, scene)) {
      const straight = member.options[0] ?? option;
      const guide: Option = { ...straight, task: { role: 'guide', aedId: null } };
      placed = placed.map((each) => (each.member === member ? { member, option: guide } : each));
    } else {
      standDowns.push(standDown(member, 'no-longer-useful'));
      placed = placed.filter((each) => each.member !== member);
    }
  }
  return { placed, standDowns };
}

/** Whether this member is there before the crew, which a guide has to be. */
function meetsCrew({ options }: Member, { input }: Scene): boolean {
  const { choice } = input.policy;
  const etaMs = options[0]?.etaMs;
  if (etaMs === undefined || choice.kind !== 'expected-gain') return false;
  return etaMs < ambulanceMedianMs(input, choice.ambulance);
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

function addedBy(option: Option, values: Values): number {
  return option.task.role === 'guide' ? 0 : gainOf(option.part, values);
}

function multiplied(a: Odds, b: Odds): Odds {
  return a.map((value, index) => value * (b[index] ?? 1));
}
