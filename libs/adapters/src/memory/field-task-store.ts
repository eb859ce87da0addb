import { isTaskOpen, MAY_WORK, type CrewMember, type FieldTask } from '#core/field-task';
import type { Instant } from '#core/units';
import type { FieldTaskStore } from '#flow/ports';
import { newestFirst } from './incident-reads';
import { refKey, settle, type BookingRow, type MemoryTables } from './tables';

type Outcome = Awaited<ReturnType<FieldTaskStore['saveTask']>>;

/** Tasks of call-outs in memory. */
export class MemoryFieldTaskStore implements FieldTaskStore {
  private readonly rows = new Map<string, FieldTask>();

  constructor(private readonly tables: MemoryTables) {}

  addTask: FieldTaskStore['addTask'] = (task) =>
    settle(() => {
      const key = refKey(task.organisationId, task.id);
      if (this.rows.has(key)) return false;
      this.rows.set(key, { ...task, revision: 0 });
      return true;
    });

  task: FieldTaskStore['task'] = (organisationId, taskId) =>
    settle(() => this.rows.get(refKey(organisationId, taskId)) ?? null);

  tasks: FieldTaskStore['tasks'] = ({ organisationId, calloutId }, statuses, page) =>
    settle(() => {
      const all = this.ofCallout(organisationId, calloutId).filter(
        ({ status }) => statuses === null || statuses.includes(status),
      );
      return newestFirst(all, (task) => task.createdAt, page);
    });

  saveTask: FieldTaskStore['saveTask'] = ({ task, expectedRevision, facts }) =>
    settle((): Outcome => {
      const key = refKey(task.organisationId, task.id);
      if (this.rows.get(key)?.revision !== expectedRevision) return 'changed-meanwhile';
      const busy = task.members.some(({ bookingId }) => {
        const other = this.openTaskOf(task.organisationId, bookingId);
        return other !== null && other.id !== task.id;
      });
      if (isTaskOpen(task) && busy) return 'double-booked';
      this.rows.set(key, { ...task, revision: expectedRevision + 1 });
      this.tables.recordFacts(task.calloutId, facts);
      return 'saved';
    });

  tasksOf: FieldTaskStore['tasksOf'] = (organisationId, responderId, taskId) =>
    settle(() =>
      [...this.rows.values()]
        .filter((task) => task.organisationId === organisationId)
        .filter((task) => (taskId === null ? isTaskOpen(task) : task.id === taskId))
        .flatMap((task) =>
          task.members.map(({ bookingId, assignedAt }) => ({ task, bookingId, assignedAt })),
        )
        .filter(({ bookingId }) => this.bookingOf(bookingId)?.responderId === responderId)
        .sort((a, b) => a.assignedAt - b.assignedAt || (a.task.id < b.task.id ? -1 : 1))
        .map(({ task, bookingId }) => ({ task, bookingId })),
    );

  crew: FieldTaskStore['crew'] = (organisationId, calloutId, { bookingIds, now }) =>
    settle(() =>
      this.bookings(organisationId, calloutId)
        .filter(({ booking }) => bookingIds.includes(booking.id))
        .map((row) => this.memberOf(row, now))
        .sort(byId),
    );

  freeCrew: FieldTaskStore['freeCrew'] = (organisationId, calloutId, { needKey, max, now }) =>
    settle(() => {
      const rank = (one: CrewMember): number =>
        (one.status === 'checked-in' ? 0 : 2) +
        (needKey !== null && one.needKey === needKey ? 0 : 1);
      return this.bookings(organisationId, calloutId)
        .map((row) => this.memberOf(row, now))
        .filter(({ status, openTaskId }) => MAY_WORK.includes(status) && openTaskId === null)
        .sort((a, b) => rank(a) - rank(b) || a.taskCount - b.taskCount || byId(a, b))
        .slice(0, max);
    });

  crewNames: FieldTaskStore['crewNames'] = (organisationId, bookingIds) =>
    settle(() => {
      const found = bookingIds.flatMap((id) => this.bookingOf(id) ?? []);
      const own = found.filter((booking) => booking.organisationId === organisationId);
      return new Map(
        own.map(({ id, responderId, displayName }): [string, string] => {
          const person = this.tables.responders.get(responderId ?? '');
          return [id, person?.displayName ?? displayName ?? '(erased)'];
        }),
      );
    });

  private ofCallout(organisationId: string, calloutId: string): readonly FieldTask[] {
    return [...this.rows.values()].filter(
      (task) => task.organisationId === organisationId && task.calloutId === calloutId,
    );
  }

  private bookingOf(bookingId: string) {
    return this.tables.bookings.get(bookingId)?.booking;
  }

  private bookings(organisationId: string, calloutId: string): readonly BookingRow[] {
    return [...this.tables.bookings.values()].filter(
      ({ booking }) => booking.organisationId === organisationId && booking.calloutId === calloutId,
    );
  }

  private openTaskOf(organisationId: string, bookingId: string): FieldTask | null {
    const open = [...this.rows.values()].filter(
      (task) => task.organisationId === organisationId && isTaskOpen(task),
    );
    return open.find((task) => isIn(task, bookingId)) ?? null;
  }

  private memberOf({ booking }: BookingRow, now: Instant): CrewMember {
    const { id, organisationId, calloutId, responderId, conditions } = booking;
    const held = (this.tables.responders.get(responderId ?? '')?.credentials ?? [])
      .filter(({ status, validFrom }) => status === 'verified' && validFrom <= now)
      .filter(({ validTo }) => validTo === null || validTo > now);
    const tasks = this.ofCallout(organisationId, calloutId).filter((task) => isIn(task, id));
    return {
      ...{ bookingId: id, responderId, status: booking.status, needKey: booking.needKey },
      ...{ musterKey: booking.musterKey, dueOutAt: booking.dueOutAt },
      ...{ peopleCount: conditions.peopleCount, pieces: conditions.pieces },
      credentialKinds: [...new Set(held.map(({ kind }) => kind))].sort(),
      calledAway: this.tables.openAssignmentByResponder.has(responderId ?? ''),
      openTaskId: this.openTaskOf(organisationId, id)?.id ?? null,
      taskCount: tasks.length,
    };
  }
}

function isIn({ members }: FieldTask, bookingId: string): boolean {
  return members.some((member) => member.bookingId === bookingId);
}

function byId(a: CrewMember, b: CrewMember): number {
  return a.bookingId < b.bookingId ? -1 : 1;
}
