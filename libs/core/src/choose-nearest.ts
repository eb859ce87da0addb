import type { AlertPolicy, NearestChoice } from '#core/alert-policy';
import type { Candidate } from '#core/eligibility';
import type { Scene } from '#core/scene';
import { teamRoleInOrder, wayOfTeamRole } from '#core/tasks-by-rule';
import type { TeamTask } from '#core/team-role';
import type { Option } from '#core/ways-there';
import type { Whereabouts } from '#core/whereabouts';

/** Someone who may be alerted, how far away, and their ways there where the rule needs them. */
export interface Near {
  readonly candidate: Candidate;
  readonly distanceM: number;
  readonly whereabouts: Whereabouts;
  readonly options: readonly Option[];
}

/** Nearest first, to the metre, or earliest first; ties by id, so that a plan can be repeated. */
export function inOrder(people: readonly Near[], choice: NearestChoice): readonly Near[] {
  const measure = (near: Near): number =>
    choice.by === 'distance' ? near.distanceM : (near.options[0]?.etaMs ?? Infinity);
  return [...people].sort(
    (a, b) =>
      measure(a) - measure(b) || (a.candidate.responder.id < b.candidate.responder.id ? -1 : 1),
  );
}

/** Whether a policy needs to know the ways of people and their times, and not just distances. */
export function needsWays({ choice, roles }: AlertPolicy): boolean {
  if (choice.kind === 'expected-gain' || roles.kind !== 'all-direct') return true;
  return choice.by === 'arrival' || choice.mustBeatAmbulance;
}

/**
 * What each of those chosen is asked to do, in their order. A share goes straight, nearest first;
 * the others by an AED, as does everyone who loses almost nothing by it.
 *
 * @param alreadyCount how many were asked before them
 */
export function tasksFor(
  chosen: readonly Near[],
  scene: Scene,
  alreadyCount: number,
): readonly { readonly task: TeamTask; readonly option: Option | undefined }[] {
  const { roles } = scene.input.policy;
  const nobody = new Set<string>();
  const directCount =
    roles.kind === 'share' ? Math.ceil(roles.directShare * (alreadyCount + chosen.length)) : 0;
  return chosen.map(({ options }, index) => {
    const place = alreadyCount + index;
    const option =
      roles.kind === 'share'
        ? wayByShare(options, place < directCount, roles.detourShareMax)
        : wayOfTeamRole(
            roles.kind === 'in-order' ? teamRoleInOrder(roles.order, place) : 'direct',
            options,
            nobody,
          );
    return { task: option?.task ?? { role: 'direct', aedId: null }, option };
  });
}

function wayByShare(
  options: readonly Option[],
  isDirect: boolean,
  detourShareMax: number,
): Option | undefined {
  const [straight, byAed] = options;
  if (straight === undefined || byAed === undefined) return straight;
  const detour = byAed.wayM / Math.max(1, straight.wayM) - 1;
  return isDirect && detour >= detourShareMax ? straight : byAed;
}
