import type { Assignment } from '#core/assignment';
import { sendTierNow } from '#core/credential-tier';
import type { Candidate } from '#core/eligibility';
import type { StandDown, StandDownReason, TeamOrder } from '#core/plan';
import { isThere, stepsOf, type Part } from '#core/rescue-odds';
import { isKeptAway } from '#core/safety';
import { onTheirWay, type Scene } from '#core/scene';
import type { TeamTask } from '#core/team-role';
import { AEDS_WEIGHED_MAX, wayBy, waysThere, type Option } from '#core/ways-there';

/** Someone who has accepted and is not done: on the way with options, or there. */
export interface Member {
  readonly assignment: Assignment;
  /** The ways left to them; empty for someone who is there. */
  readonly options: readonly Option[];
  /** What they bring where there is nothing to choose: they are there. */
  readonly there: Part | null;
}

/** One member with the way that was chosen for them. */
export interface Placed {
  readonly member: Member;
  readonly option: Option;
}

/** Who has accepted and is coming or there, earliest acceptance first. */
export function membersOf(scene: Scene): readonly Member[] {
  return scene.input.assignments
    .filter(isComingOrThere)
    .map((assignment) => memberOf(assignment, scene))
    .sort(
      (a, b) =>
        a.assignment.acceptedAt - b.assignment.acceptedAt ||
        (a.assignment.id < b.assignment.id ? -1 : 1),
    );
}

/** The way that a member's present task makes; their straight way where that task is impossible. */
export function presentOption(member: Member): Option | undefined {
  const { task } = member.assignment;
  if (task.role === 'guide') {
    const straight = member.options[0];
    return straight === undefined ? undefined : { ...straight, task };
  }
  return member.options.find((option) => isSameTask(option.task, task)) ?? member.options[0];
}

/** Orders for everyone placed; whoever has the order already is told nothing. */
export function ordersFor(placed: readonly Placed[], scene: Scene): readonly TeamOrder[] {
  return placed.map(({ member, option }) => ({
    assignmentId: member.assignment.id,
    responderId: member.assignment.responderId,
    task: option.task,
    etaAt: scene.input.now + option.etaMs,
    isNew: !isSameTask(option.task, member.assignment.task),
  }));
}

/** Someone on the way let go, and why. */
export function standDown(member: Member, reason: StandDownReason): StandDown {
  const { id, alertId, responderId } = member.assignment;
  return { assignmentId: id, alertId, responderId, reason };
}

/** Members on the way whom a safety rule keeps away now. */
export function endangered(members: readonly Member[], scene: Scene): readonly Member[] {
  return members.filter((member) => {
    const candidate = scene.byId.get(member.assignment.responderId);
    return (
      member.there === null &&
      candidate !== undefined &&
      isKeptAway(sendTierNow(candidate.responder, scene.input.now), scene.findings)
    );
  });
}

/** Whether two orders ask the same: the same part, by the same AED. */
export function isSameTask(a: TeamTask, b: TeamTask): boolean {
  return a.role === b.role && a.aedId === b.aedId;
}

function isComingOrThere({ status }: Assignment): boolean {
  return (
    status === 'accepted' ||
    status === 'en-route' ||
    status === 'on-scene' ||
    status === 'with-patient'
  );
}

function memberOf(assignment: Assignment, scene: Scene): Member {
  if (assignment.status === 'on-scene' || assignment.status === 'with-patient') {
    return { assignment, options: [], there: partOnScene(assignment, scene) };
  }
  const candidate = scene.byId.get(assignment.responderId);
  return {
    assignment,
    options: candidate === undefined ? [] : optionsOf(candidate, assignment, scene),
    there: null,
  };
}

/** The best ways, also by AEDs that others may take, and always that of the present task. */
function optionsOf(candidate: Candidate, assignment: Assignment, scene: Scene): readonly Option[] {
  const goer = onTheirWay(candidate, assignment, scene);
  const options = waysThere(goer, scene.ground, AEDS_WEIGHED_MAX);
  const { aedId } = assignment.task;
  if (goer.hasAed || aedId === null) return options;
  if (options.some((option) => option.task.aedId === aedId)) return options;
  const aed = scene.ground.aeds.find((entry) => entry.id === aedId);
  const present = aed === undefined ? null : wayBy(aed, goer, scene.ground);
  return present === null ? options : [...options, present];
}

function partOnScene(assignment: Assignment, { input }: Scene): Part {
  return {
    chance: 1,
    within: isThere(),
    shockChance: assignment.aedCollectedAt === null ? 0 : 1,
    attachSteps: stepsOf(input.policy.aedModel.attachMs),
  };
}
