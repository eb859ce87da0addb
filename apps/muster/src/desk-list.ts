import { presenceBy, type CheckEvent } from '#core/check-event';
import { overdueLevel } from '#core/overdue';
import type { DeskPerson } from '#contracts/muster-api';
import type { Made } from './desk-book';

/** Somebody as this desk sees them, its own checks counted. */
export interface Listed {
  readonly bookingId: string;
  readonly displayName: string;
  readonly person: DeskPerson | null;
  readonly peopleCount: number;
  readonly musterKey: string | null;
  readonly state: 'in' | 'out' | 'expected' | 'other';
  readonly inAt: number | null;
  readonly outAt: number | null;
  readonly isOverdue: boolean;
}

export interface DeskCounts {
  readonly in: number;
  readonly expected: number;
  readonly out: number;
  readonly overdue: number;
}

/**
 * The list of a desk: what the server has said, and on top of it what was checked here and has not
 * been handed over yet. Whoever walked in here is on it at once.
 */
export function listOf(
  people: readonly DeskPerson[],
  checks: readonly Made[],
  now: number,
): readonly Listed[] {
  const waiting = new Map<string, CheckEvent[]>();
  const known = new Set(people.map(({ bookingId }) => bookingId));
  const walkedIn: Listed[] = [];
  for (const made of checks) {
    const id = bookingOf(made);
    if (id === null || made.result !== null) continue;
    const { eventId, kind, at, walkIn } = made.event;
    waiting.set(id, [...(waiting.get(id) ?? []), { eventId, kind, at: Date.parse(at) }]);
    if (walkIn === undefined || known.has(id)) continue;
    const { displayName, peopleCount } = walkIn;
    walkedIn.push(stranger(id, displayName, peopleCount));
  }
  const listed = [...people.map((person) => personOf(person)), ...walkedIn];
  return listed.map((one) => withChecks(one, waiting.get(one.bookingId) ?? [], now)).sort(byName);
}

/** People by where they are; of one muster point, or of all. */
export function countsOf(list: readonly Listed[], musterKey: string | null): DeskCounts {
  const here = list.filter((one) => musterKey === null || isOf(one, musterKey));
  const sum = (which: (one: Listed) => boolean): number =>
    here.filter(which).reduce((total, { peopleCount }) => total + peopleCount, 0);
  return {
    in: sum(({ state }) => state === 'in'),
    expected: sum(({ state }) => state === 'expected'),
    out: sum(({ state }) => state === 'out'),
    overdue: sum(({ isOverdue }) => isOverdue),
  };
}

/** Those whose name holds every word of what is sought, however it is written. */
export function found(list: readonly Listed[], sought: string): readonly Listed[] {
  const words = plain(sought).split(/\s+/u).filter(Boolean);
  return list.filter(({ displayName }) => {
    const name = plain(displayName);
    return words.every((word) => name.includes(word));
  });
}

/** Whether somebody belongs to a muster point; who walked in belongs to where they did. */
export function isOf(one: Listed, musterKey: string): boolean {
  return one.musterKey === musterKey || one.person === null;
}

/** Of whom a check is; null of a badge that the desk could not read. */
export function bookingOf({ event, result }: Made): string | null {
  if (event.bookingId !== undefined) return event.bookingId;
  if (event.walkIn !== undefined) return event.eventId;
  return result?.person?.bookingId ?? null;
}

function personOf(person: DeskPerson): Listed {
  const { bookingId, displayName, peopleCount, musterKey, checkedInAt, checkedOutAt } = person;
  return {
    ...{ bookingId, displayName, peopleCount, musterKey, person, isOverdue: false },
    state: stateOf(person),
    inAt: checkedInAt === null ? null : Date.parse(checkedInAt),
    outAt: checkedOutAt === null ? null : Date.parse(checkedOutAt),
  };
}

function stranger(bookingId: string, displayName: string, peopleCount: number): Listed {
  return {
    ...{ bookingId, displayName, peopleCount, musterKey: null, person: null },
    ...{ state: 'other', inAt: null, outAt: null, isOverdue: false },
  };
}

function stateOf({ status }: DeskPerson): Listed['state'] {
  if (status === 'checked-in') return 'in';
  if (status === 'checked-out') return 'out';
  return ['expected', 'en-route', 'held'].includes(status) ? 'expected' : 'other';
}

function withChecks(one: Listed, waiting: readonly CheckEvent[], now: number): Listed {
  const before: CheckEvent[] = [
    ...(one.inAt === null ? [] : [{ eventId: '', kind: 'in' as const, at: one.inAt }]),
    ...(one.outAt === null ? [] : [{ eventId: '~', kind: 'out' as const, at: one.outAt }]),
  ];
  const { isIn, inAt, outAt } = presenceBy([...before, ...waiting]);
  const state = waiting.length === 0 || inAt === null ? one.state : isIn ? 'in' : 'out';
  const dueOutAt = one.person?.dueOutAt ?? null;
  const isDue = dueOutAt !== null && overdueLevel(Date.parse(dueOutAt), now) > 0;
  return { ...one, state, inAt, outAt, isOverdue: state === 'in' && isDue };
}

function byName(a: Listed, b: Listed): number {
  return a.displayName.localeCompare(b.displayName) || (a.bookingId < b.bookingId ? -1 : 1);
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
