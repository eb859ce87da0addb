import type { CalloutNeed, MusterPoint } from '#core/callout-needs';
import { EQUIPMENT, type Pieces } from '#core/equipment';
import { crewTrouble, MAY_WORK, type CrewMember, type FieldTask } from '#core/field-task';
import { distanceM, type Place } from '#core/geometry';
import type { Instant } from '#core/units';

export interface SuggestedMember {
  readonly member: CrewMember;
  /** From their muster point to the task; null where they have none. */
  readonly distanceM: number | null;
  /** One of those who would do together. */
  readonly isSuggested: boolean;
  /** In sentences. */
  readonly because: readonly string[];
}

export interface TeamSuggestion {
  /** Best first. */
  readonly items: readonly SuggestedMember[];
  /** What would still be missing, in a sentence. */
  readonly says: string;
}

/** Of one who might do, what decides. */
interface Rated {
  readonly member: CrewMember;
  readonly distanceM: number | null;
  readonly hasSkill: boolean;
  readonly brings: number;
}

/** Nearer by less than this is as near. */
const AS_NEAR_M = 500;

/**
 * Who would do for a task, best first: those with a skill its need asks for, those who are there,
 * those who bring what is missing, the nearest by their muster point, those who have had the
 * fewest tasks. So many are suggested, in that order, as make up the people wanted and the pieces
 * of equipment; nobody is suggested who lacks the skill, is in a task, has gone, is at an incident
 * or is overdue.
 *
 * @param input.need of the task; null where it names none
 */
export function suggestTeam(input: {
  readonly task: FieldTask;
  readonly need: CalloutNeed | null;
  readonly crew: readonly CrewMember[];
  /** In the team already. */
  readonly team: readonly CrewMember[];
  readonly musterPoints: readonly MusterPoint[];
  readonly now: Instant;
}): TeamSuggestion {
  const { task, need, now } = input;
  const counted = input.team.filter((member) => crewTrouble(member, now) === null);
  const missing = new Missing(task, counted);
  const rated = input.crew
    .filter((member) => MAY_WORK.includes(member.status) && member.openTaskId === null)
    .filter((member) => crewTrouble(member, now) === null)
    .map((member) => rate(member, input, missing.pieces))
    .sort(better);
  const bringing = rated.filter((one) => one.brings > 0);
  const others = rated.filter((one) => one.brings === 0);
  const chosen = new Set<CrewMember>();
  for (const { member, hasSkill } of [...bringing, ...others]) {
    if (hasSkill && missing.isHelpedBy(member)) {
      missing.take(member);
      chosen.add(member);
    }
  }
  const items = rated.map((one) => ({
    member: one.member,
    distanceM: one.distanceM,
    isSuggested: chosen.has(one.member),
    because: sentences(one, need, input.musterPoints),
  }));
  const first = items.filter(({ isSuggested }) => isSuggested);
  const rest = items.filter(({ isSuggested }) => !isSuggested);
  return { items: [...first, ...rest], says: missing.says() };
}

/** What a team still lacks, in people and in pieces. */
class Missing {
  private people: number;
  private readonly lacking = new Map<string, number>();

  constructor(task: FieldTask, team: readonly CrewMember[]) {
    this.people = task.wantedCount;
    for (const kind of EQUIPMENT) {
      const count = task.equipment[kind] ?? 0;
      if (count > 0) this.lacking.set(kind, count);
    }
    for (const member of team) this.take(member);
  }

  get pieces(): ReadonlySet<string> {
    return new Set([...this.lacking].filter(([, count]) => count > 0).map(([kind]) => kind));
  }

  isHelpedBy({ pieces }: CrewMember): boolean {
    return this.people > 0 || Object.keys(pieces).some((kind) => this.pieces.has(kind));
  }

  take({ peopleCount, pieces }: CrewMember): void {
    this.people -= peopleCount;
    for (const [kind, count] of Object.entries(pieces)) {
      const before = this.lacking.get(kind);
      if (before !== undefined) this.lacking.set(kind, before - count);
    }
  }

  says(): string {
    const pieces = [...this.lacking].flatMap(([kind, count]) =>
      count > 0 ? [`${count} ${words(kind)}`] : [],
    );
    const people = this.people > 0 ? [counted(this.people, 'person', 'people')] : [];
    const all = [...people, ...pieces];
    return all.length === 0 ? 'These would do.' : `Still missing: ${all.join(', ')}.`;
  }
}

function rate(
  member: CrewMember,
  { task, need, musterPoints }: Parameters<typeof suggestTeam>[0],
  lacking: ReadonlySet<string>,
): Rated {
  const point = musterPoints.find(({ musterKey }) => musterKey === member.musterKey);
  const kinds = need?.credentialKinds ?? [];
  return {
    member,
    distanceM: point === undefined ? null : Math.round(distanceM(point.place, placeOf(task))),
    hasSkill: kinds.length === 0 || kinds.some((kind) => member.credentialKinds.includes(kind)),
    brings: Object.keys(member.pieces).filter((kind) => lacking.has(kind)).length,
  };
}

/** The middle of where the work is. */
function placeOf({ where }: FieldTask): Place {
  return where.kind === 'place' ? where.place : where.cell.centre;
}

function better(a: Rated, b: Rated): number {
  const far = (one: Rated): number =>
    one.distanceM === null ? Number.MAX_SAFE_INTEGER : Math.floor(one.distanceM / AS_NEAR_M);
  return (
    Number(b.hasSkill) - Number(a.hasSkill) ||
    Number(isThere(b)) - Number(isThere(a)) ||
    b.brings - a.brings ||
    far(a) - far(b) ||
    a.member.taskCount - b.member.taskCount ||
    (a.member.bookingId < b.member.bookingId ? -1 : 1)
  );
}

function isThere({ member }: Rated): boolean {
  return member.status === 'checked-in';
}

function sentences(
  { member, distanceM: metres, hasSkill }: Rated,
  need: CalloutNeed | null,
  points: readonly MusterPoint[],
): readonly string[] {
  const kinds = need?.credentialKinds ?? [];
  const held = kinds.filter((kind) => member.credentialKinds.includes(kind)).map(words);
  const point = points.find(({ musterKey }) => musterKey === member.musterKey);
  const at = point === undefined ? '' : ` at ${point.name}, ${metres ?? 0} m from the task`;
  const told: readonly (string | null)[] = [
    kinds.length === 0 ? null : skillSentence(hasSkill, held),
    member.status === 'checked-in' ? `Is there${at}.` : `Is expected${at}, and not there yet.`,
    broughtSentence(member.pieces),
    member.peopleCount === 1 ? null : `Comes as ${member.peopleCount} people.`,
    member.taskCount === 0
      ? 'Has had no task yet.'
      : `Has had ${counted(member.taskCount, 'task', 'tasks')}.`,
  ];
  return told.filter((sentence) => sentence !== null);
}

function skillSentence(hasSkill: boolean, held: readonly string[]): string {
  return hasSkill ? `Has what is asked for: ${held.join(', ')}.` : 'Lacks the skill asked for.';
}

function broughtSentence(pieces: Pieces): string | null {
  const brought = Object.entries(pieces).map(([kind, count]) => `${count} ${words(kind)}`);
  return brought.length === 0 ? null : `Brings ${brought.join(', ')}.`;
}

function words(name: string): string {
  return name.replaceAll('-', ' ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
