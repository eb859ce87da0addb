import type { CrewMember, FieldTask, FieldTaskStatus } from '#core/field-task';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** Tasks of call-outs, and what is known of those who may do them. */
export interface FieldTaskStore {
  /** @returns false where there is one of that id already */
  addTask(task: FieldTask): Promise<boolean>;
  task(organisationId: string, taskId: string): Promise<FieldTask | null>;
  /** Newest first. */
  tasks(
    of: { readonly organisationId: string; readonly calloutId: string },
    statuses: readonly FieldTaskStatus[] | null,
    page: PageRequest,
  ): Promise<Page<FieldTask>>;
  /**
   * Keeps a task with its whole team and its facts, if nobody changed it since it was read. Whoever
   * is in a task that is still to be done can be in no other one.
   */
  saveTask(input: {
    readonly task: FieldTask;
    readonly expectedRevision: number;
    readonly facts: readonly Fact[];
    readonly now: Instant;
  }): Promise<'saved' | 'changed-meanwhile' | 'double-booked'>;
  /**
   * Tasks still to be done of which one of this person's bookings is in the team; with a task's
   * id, that one of theirs, however it stands.
   */
  tasksOf(
    organisationId: string,
    responderId: string,
    taskId: string | null,
  ): Promise<readonly { readonly task: FieldTask; readonly bookingId: string }[]>;
  /** What is known of these bookings of a call-out; those of another one are left out. */
  crew(
    organisationId: string,
    calloutId: string,
    of: { readonly bookingIds: readonly string[]; readonly now: Instant },
  ): Promise<readonly CrewMember[]>;
  /**
   * Bookings of a call-out whose people are there or expected, and in no task: those who are there
   * first, then those of that need, then those with the fewest tasks.
   */
  freeCrew(
    organisationId: string,
    calloutId: string,
    of: { readonly needKey: string | null; readonly max: number; readonly now: Instant },
  ): Promise<readonly CrewMember[]>;
  /** What people of these bookings are called. */
  crewNames(
    organisationId: string,
    bookingIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
}
