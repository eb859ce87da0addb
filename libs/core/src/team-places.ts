import type { AssignmentStatus } from '#core/assignment';
import type { TeamRole } from '#core/team-role';

/** One part of the team of an incident: how many do it, how many should, how many may yet. */
export interface TeamPlaces {
  readonly role: TeamRole;
  readonly filledCount: number;
  readonly wantedCount: number;
  /** Being asked to do it, without an answer yet. */
  readonly askedCount: number;
}

const OVER: readonly AssignmentStatus[] = ['cleared', 'stood-down', 'withdrawn'];

/**
 * The parts of the team, filled and open. One of the places is for fetching an AED while one can be
 * had, or is being fetched; the others are for going straight to the patient. A guide is listed
 * only where there is one, on top of the places.
 */
export function teamPlaces(incident: {
  readonly wantedCount: number;
  readonly hasAed: boolean;
  readonly people: readonly {
    readonly role: TeamRole;
    readonly isAsked: boolean;
    readonly status: AssignmentStatus | null;
  }[];
}): readonly TeamPlaces[] {
  const { people, wantedCount, hasAed } = incident;
  const filled = (role: TeamRole): number =>
    people.filter(({ role: own, status }) => own === role && status !== null && !isOver(status))
      .length;
  const asked = (role: TeamRole): number =>
    people.filter(({ role: own, isAsked }) => own === role && isAsked).length;
  const fetching = filled('via-aed') + asked('via-aed');
  const fetchWanted = hasAed || fetching > 0 ? Math.max(1, filled('via-aed')) : 0;
  const straightWanted = Math.max(1, filled('direct'), wantedCount - fetchWanted);
  const places = (role: TeamRole, wanted: number): TeamPlaces[] =>
    wanted === 0
      ? []
      : [
          {
            ...{ role, filledCount: filled(role), wantedCount: wanted },
            askedCount: asked(role),
          },
        ];
  return [
    ...places('direct', straightWanted),
    ...places('via-aed', fetchWanted),
    ...places('guide', filled('guide')),
  ];
}

function isOver(status: AssignmentStatus): boolean {
  return OVER.includes(status);
}
