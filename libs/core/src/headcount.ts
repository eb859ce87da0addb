import type { BookingStatus } from '#core/callout-booking';

/** People of one state at one muster point, counted where they are kept. */
export interface HeadcountGroup {
  /** Null for those who are in reserve. */
  readonly musterKey: string | null;
  /** Null for those who are in reserve. */
  readonly needKey: string | null;
  readonly status: BookingStatus;
  readonly isOverdue: boolean;
  /** A desk has seen them come, though their booking holds no place. */
  readonly isHere: boolean;
  readonly peopleCount: number;
}

/** People, however many came together. */
export interface Headcount {
  readonly expected: number;
  readonly enRoute: number;
  readonly held: number;
  readonly in: number;
  readonly out: number;
  readonly overdue: number;
  /** There, but in reserve or with a booking that is over. */
  readonly withoutPlace: number;
}

/** Who is there and who is not: of one muster point, of one need, or of all. */
export function headcountOf(
  groups: readonly HeadcountGroup[],
  of: { readonly musterKey?: string; readonly needKey?: string } = {},
): Headcount {
  const here = groups
    .filter(({ musterKey }) => of.musterKey === undefined || musterKey === of.musterKey)
    .filter(({ needKey }) => of.needKey === undefined || needKey === of.needKey);
  const sum = (which: (group: HeadcountGroup) => boolean): number =>
    here.filter(which).reduce((total, { peopleCount }) => total + peopleCount, 0);
  return {
    expected: sum(({ status }) => status === 'expected'),
    enRoute: sum(({ status }) => status === 'en-route'),
    held: sum(({ status }) => status === 'held'),
    in: sum(({ status }) => status === 'checked-in'),
    out: sum(({ status }) => status === 'checked-out'),
    overdue: sum(({ isOverdue }) => isOverdue),
    withoutPlace: sum(({ isHere }) => isHere),
  };
}
