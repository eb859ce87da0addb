import { afterStep, crewTrouble, isTaskOpen, type FieldTask } from '#core/field-task';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { OwnTaskView, TaskProgressMessage } from '#contracts/field-task-api';
import { renderOwnTask } from '#flow/field-task-view';
import { byBooking, type FieldTasks } from '#flow/field-tasks';
import type { Clock, FieldTaskStore, ResponderCaller } from '#flow/ports';

/** Two of a team who speak at once: the second is asked to look again after so many tries. */
const TRIES_MAX = 3;

/** A person's own tasks on their phone. */
export class OwnTasks {
  constructor(
    private readonly ports: {
      readonly fieldTasks: FieldTaskStore;
      readonly tasks: Pick<FieldTasks, 'told'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Tasks this person is in that are still to be done, with their exact places; none of a booking
   * that is over.
   */
  async list(caller: ResponderCaller): Promise<{ readonly items: OwnTaskView[] }> {
    const { organisationId, responderId } = caller;
    const open = await this.ports.fieldTasks.tasksOf(organisationId, responderId, null);
    const views = await Promise.all(open.map(({ task, bookingId }) => this.view(task, bookingId)));
    return { items: views.filter((view) => view !== null) };
  }

  /**
   * Keeps what the person says of their task. Said again, it is no error.
   *
   * @returns refusals `not-found` also for somebody else's task, `illegal-step` for one that is
   *   over, `changed-meanwhile`
   */
  async progress(
    caller: ResponderCaller,
    taskId: string,
    message: TaskProgressMessage,
  ): Promise<Result<OwnTaskView>> {
    for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
      const said = await this.say(caller, taskId, message);
      if (said !== null) return said;
    }
    return refuse('changed-meanwhile', 'This task is changing; try again.');
  }

  /** Null where somebody else changed the task meanwhile. */
  private async say(
    caller: ResponderCaller,
    taskId: string,
    { step, note }: TaskProgressMessage,
  ): Promise<Result<OwnTaskView> | null> {
    const { organisationId, responderId } = caller;
    const [found] = await this.ports.fieldTasks.tasksOf(organisationId, responderId, taskId);
    const view = found === undefined ? null : await this.view(found.task, found.bookingId);
    if (found === undefined || view === null) {
      return refuse('not-found', 'There is no such task of yours.');
    }
    const { task, bookingId } = found;
    const mine = task.members.find((member) => member.bookingId === bookingId);
    if (mine?.step === step && mine.note === note) return ok(view);
    if (!isTaskOpen(task)) return refuse('illegal-step', 'This task is over.');
    const now = this.ports.clock.now();
    const changed = afterStep(task, { bookingId, step, note, now });
    const over: Fact = {
      ...{ kind: 'task-ended', at: now, actor: 'responder', responderId },
      detail: { taskId, outcome: 'done' },
    };
    const facts = isTaskOpen(changed) ? [] : [over];
    const input = { task: changed, expectedRevision: task.revision, facts, now };
    if ((await this.ports.fieldTasks.saveTask(input)) !== 'saved') return null;
    await this.ports.tasks.told(changed);
    const after = await this.view(changed, bookingId);
    return after === null ? refuse('not-found', 'There is no such task of yours.') : ok(after);
  }

  /** Null for somebody who has gone home: where others work is nothing to them any more. */
  private async view(task: FieldTask, bookingId: string): Promise<OwnTaskView | null> {
    const { organisationId, calloutId } = task;
    const bookingIds = task.members.map((member) => member.bookingId);
    const now = this.ports.clock.now();
    const of = { bookingIds, now };
    const crew = byBooking(await this.ports.fieldTasks.crew(organisationId, calloutId, of));
    if (crewTrouble(crew.get(bookingId), now) === 'left') return null;
    return renderOwnTask(task, bookingId, crew);
  }
}
