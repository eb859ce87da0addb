import type { AlertPolicy } from '#core/alert-policy';
import type { StandDown } from '#core/plan';
import type { Scene } from '#core/scene';
import { presentOption, standDown, type Member, type Placed } from '#core/team';
import type { TeamRole } from '#core/team-role';
import type { Option } from '#core/ways-there';

/**
 * Who does what by a published rule: parts in the order of expected arrival, or the share that
 * goes straight; and the latest are thanked where the rule keeps only the best.
 */
export function tasksByRule(
  members: readonly Member[],
  scene: Scene,
): { readonly placed: readonly Placed[]; readonly standDowns: readonly StandDown[] } {
  const { policy } = scene.input;
  const byArrival = members
    .filter((member) => member.options.length > 0)
    .sort(
      (a, b) => straightEta(a) - straightEta(b) || (a.assignment.id < b.assignment.id ? -1 : 1),
    );
  const thereCount = members.filter((member) => member.there !== null).length;
  const keepMax = policy.team.keepBest === null ? Infinity : policy.team.keepBest - thereCount;
  const kept = byArrival.filter((_, index) => index < keepMax);
  const taken = new Set<string>();
  const placed = kept.map((member, index) => {
    const option = optionFor(member, thereCount + index, { policy, taken });
    if (option.task.aedId !== null) taken.add(option.task.aedId);
    return { member, option };
  });
  return {
    placed,
    standDowns: byArrival
      .filter((_, index) => index >= keepMax)
      .map((member) => standDown(member, 'better-ones-accepted')),
  };
}

/** The part of the n-th to arrive, by a rule that gives parts in order. */
export function teamRoleInOrder(order: readonly TeamRole[], index: number): TeamRole {
  return order[index] ?? order.at(-1) ?? 'direct';
}

/**
 * A way of that part whose AED nobody else fetches; straight where there is none, and for whoever
 * holds an AED already.
 */
export function wayOfTeamRole(
  role: TeamRole,
  options: readonly Option[],
  taken: ReadonlySet<string>,
): Option | undefined {
  const straight = options[0];
  if (role === 'direct' || straight === undefined) return straight;
  if (straight.part.shockChance > 0) return straight;
  if (role === 'guide') return { ...straight, task: { role, aedId: null } };
  return options.find(({ task }) => task.aedId !== null && !taken.has(task.aedId)) ?? straight;
}

function optionFor(
  member: Member,
  index: number,
  { policy, taken }: { readonly policy: AlertPolicy; readonly taken: ReadonlySet<string> },
): Option {
  const role =
    policy.roles.kind === 'in-order'
      ? teamRoleInOrder(policy.roles.order, index)
      : member.assignment.task.role;
  const present = presentOption(member);
  const keepsAed =
    role === 'via-aed' &&
    present?.task.role === 'via-aed' &&
    present.task.aedId !== null &&
    !taken.has(present.task.aedId);
  const option = keepsAed ? present : wayOfTeamRole(role, member.options, taken);
  if (option === undefined) throw new Error('a member on the way has at least the straight way');
  return option;
}

function straightEta(member: Member): number {
  return member.options[0]?.etaMs ?? Infinity;
}
