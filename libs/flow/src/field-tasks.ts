import type { Callout } from '#core/callout';
import {
  crewTrouble,
  FIELD_TASK_TABLE,
  isTaskOpen,
  statusWithTeam,
  teamOf,
  type CrewMember,
  type FieldTask,
  type FieldTaskStatus,
} from '#core/field-task';
import { ok, refuse, type Result } from '#core/problem';
import { suggestTeam } from '#core/team-suggestion';
import type { Fact } from '#core/timeline';
import { canMove } from '#core/transition';
import { toPieces } from '#contracts/callout-parts';
import type {
  AddTaskMessage,
  AssignTaskMessage,
  ChangeTaskMessage,
  EndTaskMessage,
  FieldTaskView,
  TeamSuggestionView,
} from '#contracts/field-task-api';
import { toInstant } from '#contracts/shapes';
import { renderTask, toWhere, type KnownCrew } from '#flow/field-task-view';
import type { Notes } from '#flow/notes';
import type {
  CalloutStore,
  Clock,
  FieldTaskStore,
  Ids,
  Live,
  Page,
  PageRequest,
} from '#flow/ports';

/** Bookings looked at for a suggestion, and shown of it. */
const CREW_LOOKED_AT = 500;
const CREW_SHOWN = 30;

/** Of which call-out, and which task of it. */
export interface TaskKey {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly taskId: string;
}

/** Work of a call-out given out to teams of those who are there. */
export class FieldTasks {
  constructor(
    private readonly ports: {
      readonly fieldTasks: FieldTaskStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Tasks of a call-out, newest first; refuses `not-found`. */
  async list(
    of: Pick<TaskKey, 'organisationId' | 'calloutId'>,
    status: FieldTaskStatus | null,
    page: PageRequest,
  ): Promise<Result<Page<FieldTaskView>>> {
    const { organisationId, calloutId } = of;
    const callout = await this.callout(of);
    if (!callout.ok) return callout;
    const store = this.ports.fieldTasks;
    const statuses = status === null ? null : [status];
    const found = await store.tasks({ organisationId, calloutId }, statuses, page);
    const crew = await this.crewOf(found.items, of);
    const now = this.ports.clock.now();
    const items = found.items.map((task) => renderTask(task, crew, now));
    return ok({ items, nextCursor: found.nextCursor });
  }

  /**
   * Adds a task; by the same id of the caller it is added once.
   *
   * @returns refusals `not-found`, `callout-over`, `invalid-field`, `reference-conflict`
   */
  async add(
    of: Pick<TaskKey, 'organisationId' | 'calloutId'>,
    message: AddTaskMessage,
  ): Promise<Result<{ readonly created: boolean; readonly view: FieldTaskView }>> {
    const { organisationId, calloutId } = of;
    const callout = await this.openCallout(of);
    if (!callout.ok) return callout;
    const written = this.written(message, callout.value);
    if (!written.ok) return written;
    const task: FieldTask = {
      ...{ id: message.taskId ?? this.ports.ids.id(), organisationId, calloutId },
      ...written.value,
      ...{ status: 'open', members: [], createdAt: this.ports.clock.now() },
      ...{ endedAt: null, endedNote: null, revision: 0 },
    };
    if (await this.ports.fieldTasks.addTask(task)) {
      return ok({ created: true, view: await this.told(task) });
    }
    const before = await this.ports.fieldTasks.task(organisationId, task.id);
    return before?.calloutId === calloutId && before.title === task.title
      ? ok({ created: false, view: await this.view(before) })
      : refuse('reference-conflict', 'This id names another task.', 'taskId');
  }

  /**
   * Says a task anew; whoever is in its team is told.
   *
   * @returns refusals `not-found`, `illegal-step`, `invalid-field`, `changed-meanwhile`
   */
  async change(key: TaskKey, message: ChangeTaskMessage): Promise<Result<FieldTaskView>> {
    const found = await this.find(key);
    if (!found.ok) return found;
    const { task, callout } = found.value;
    if (!isTaskOpen(task)) return refuse('illegal-step', 'This task is over; open it again first.');
    const written = this.written(message, callout);
    if (!written.ok) return written;
    const changed = { ...task, ...written.value };
    const saved = await this.save(changed, task, []);
    if (!saved.ok) return saved;
    const ids = task.members.map(({ bookingId }) => bookingId);
    await this.tell(changed, callout, { ids, says: 'Your task has changed' });
    return ok(await this.told(changed));
  }

  /** Who would do, and why, in sentences; refuses `not-found`. */
  async suggest(key: TaskKey): Promise<Result<TeamSuggestionView>> {
    const found = await this.find(key);
    if (!found.ok) return found;
    const { task, callout } = found.value;
    const { organisationId, calloutId } = key;
    const now = this.ports.clock.now();
    const store = this.ports.fieldTasks;
    const bookingIds = task.members.map(({ bookingId }) => bookingId);
    const [crew, team] = await Promise.all([
      store.freeCrew(organisationId, calloutId, {
        ...{ needKey: task.needKey, max: CREW_LOOKED_AT, now },
      }),
      store.crew(organisationId, calloutId, { bookingIds, now }),
    ]);
    const need = callout.needs.find(({ needKey }) => needKey === task.needKey) ?? null;
    const { musterPoints } = callout;
    const suggestion = suggestTeam({ task, need, crew, team, musterPoints, now });
    const shown = suggestion.items.slice(0, CREW_SHOWN);
    const names = await store.crewNames(
      organisationId,
      shown.map(({ member }) => member.bookingId),
    );
    const items = shown.map(({ member, distanceM, isSuggested, because }) => ({
      ...{ bookingId: member.bookingId, status: member.status, peopleCount: member.peopleCount },
      ...{ distanceM, isSuggested, because: [...because] },
      displayName: names.get(member.bookingId) ?? '(erased)',
    }));
    return ok({ items, says: suggestion.says });
  }

  /**
   * Makes these bookings the whole team of a task: whoever is new is told where and what, whoever
   * is not named any more that they are not needed there.
   *
   * @returns refusals `not-found`, `illegal-step`, `not-eligible` with who, `double-booked`,
   *   `changed-meanwhile`
   */
  async assign(key: TaskKey, message: AssignTaskMessage): Promise<Result<FieldTaskView>> {
    const found = await this.find(key);
    if (!found.ok) return found;
    const { task, callout } = found.value;
    if (!isTaskOpen(task)) return refuse('illegal-step', 'This task is over; open it again first.');
    const now = this.ports.clock.now();
    const members = teamOf(task, { ...message, now });
    const before = task.members.map(({ bookingId }) => bookingId);
    const after = members.map(({ bookingId }) => bookingId);
    const joining = after.filter((id) => !before.includes(id));
    const fit = await this.mayJoin(key, joining);
    if (!fit.ok) return fit;
    const changed = { ...task, members, status: statusWithTeam(task, members.length) };
    const fact: Fact = {
      ...{ kind: 'task-given', at: now, actor: 'coordinator', responderId: null },
      detail: { taskId: task.id, bookingIds: after },
    };
    const saved = await this.save(changed, task, [fact]);
    if (!saved.ok) return saved;
    const leaving = before.filter((id) => !after.includes(id));
    await this.tell(changed, callout, { ids: joining, says: 'You have a task' });
    await this.tell(changed, callout, { ids: leaving, says: 'You are not needed for' });
    return ok(await this.told(changed));
  }

  /**
   * Ends a task, or opens it again without a team; its team is told.
   *
   * @returns refusals `not-found`, `illegal-step`, `callout-over`, `changed-meanwhile`
   */
  async end(key: TaskKey, message: EndTaskMessage): Promise<Result<FieldTaskView>> {
    const found = await this.find(key);
    if (!found.ok) return found;
    const { task, callout } = found.value;
    const reopens = message.outcome === 'reopened';
    const to = message.outcome === 'reopened' ? 'open' : message.outcome;
    if (reopens && isOver(callout)) return calloutOver();
    if ((reopens && isTaskOpen(task)) || !canMove(FIELD_TASK_TABLE, task.status, to)) {
      return refuse('illegal-step', `A task that is ${task.status} cannot become ${to}.`);
    }
    const now = this.ports.clock.now();
    const ended = reopens
      ? { members: [], endedAt: null, endedNote: null }
      : { endedAt: now, endedNote: message.note };
    const changed: FieldTask = { ...task, status: to, ...ended };
    const fact: Fact = {
      ...{ kind: 'task-ended', at: now, actor: 'coordinator', responderId: null },
      detail: { taskId: task.id, outcome: message.outcome },
    };
    const saved = await this.save(changed, task, [fact]);
    if (!saved.ok) return saved;
    const ids = task.members.map(({ bookingId }) => bookingId);
    if (to !== 'open') await this.tell(changed, callout, { ids, says: ENDED[to] });
    return ok(await this.told(changed));
  }

  /** Tells the console how a task now stands, and returns its view. */
  async told(task: FieldTask): Promise<FieldTaskView> {
    const view = await this.view(task);
    this.ports.live.tellControl(task.organisationId, { event: 'field-task', view });
    return view;
  }

  private async view(task: FieldTask): Promise<FieldTaskView> {
    return renderTask(task, await this.crewOf([task], task), this.ports.clock.now());
  }

  private async save(
    task: FieldTask,
    { revision: expectedRevision }: FieldTask,
    facts: readonly Fact[],
  ): Promise<Result<null>> {
    const now = this.ports.clock.now();
    const input = { task, expectedRevision, facts, now };
    const outcome = await this.ports.fieldTasks.saveTask(input);
    if (outcome === 'saved') return ok(null);
    return outcome === 'double-booked'
      ? refuse('double-booked', 'Somebody of these is in another task.', 'bookingIds')
      : refuse('changed-meanwhile', 'Somebody else has changed this task; look again.');
  }

  private async mayJoin(key: TaskKey, joining: readonly string[]): Promise<Result<null>> {
    const { organisationId, calloutId } = key;
    const now = this.ports.clock.now();
    const of = { bookingIds: joining, now };
    const crew = byBooking(await this.ports.fieldTasks.crew(organisationId, calloutId, of));
    for (const bookingId of joining) {
      const member = crew.get(bookingId);
      if (member === undefined) {
        return refuse('not-found', `There is no booking ${bookingId} here.`, 'bookingIds');
      }
      const trouble = crewTrouble(member, now);
      if (trouble !== null) {
        return refuse('not-eligible', `Booking ${bookingId} ${TROUBLE[trouble]}.`, 'bookingIds');
      }
    }
    return ok(null);
  }

  private async tell(
    task: FieldTask,
    callout: Callout,
    told: { readonly ids: readonly string[]; readonly says: string },
  ): Promise<void> {
    const { organisationId, calloutId } = task;
    if (told.ids.length === 0) return;
    const now = this.ports.clock.now();
    const of = { bookingIds: told.ids, now };
    const crew = await this.ports.fieldTasks.crew(organisationId, calloutId, of);
    // Where it is stands in the app alone: a text may be read over somebody's shoulder.
    const text = `${told.says}: ${task.title}`;
    await this.ports.notes.tell(
      crew.map(({ bookingId, responderId }) => ({
        ...{ organisationId, calloutId, kind: 'task', text },
        ...{ responderId, bookingId: responderId === null ? bookingId : null },
        isExercise: callout.mode !== 'actual',
      })),
    );
  }

  private async crewOf(
    tasks: readonly FieldTask[],
    of: Pick<TaskKey, 'organisationId' | 'calloutId'>,
  ): Promise<KnownCrew> {
    const { organisationId, calloutId } = of;
    const bookingIds = tasks.flatMap(({ members }) => members.map((member) => member.bookingId));
    if (bookingIds.length === 0) return { members: new Map(), names: new Map() };
    const store = this.ports.fieldTasks;
    const now = this.ports.clock.now();
    const [crew, names] = await Promise.all([
      store.crew(organisationId, calloutId, { bookingIds, now }),
      store.crewNames(organisationId, bookingIds),
    ]);
    return { members: byBooking(crew), names };
  }

  private written(
    message: ChangeTaskMessage,
    callout: Callout,
  ): Result<
    Omit<
      FieldTask,
      | keyof Pick<TaskKey, 'organisationId' | 'calloutId'>
      | ('id' | 'status' | 'members' | 'createdAt' | 'endedAt' | 'endedNote' | 'revision')
    >
  > {
    const { needKey } = message;
    if (needKey !== null && !callout.needs.some((need) => need.needKey === needKey)) {
      return refuse('invalid-field', 'needKey: is no need of this call-out', 'needKey');
    }
    return ok({
      ...{ title: message.title, whereNote: message.whereNote, needKey },
      ...{ wantedCount: message.wantedCount, riskNote: message.riskNote },
      ...{ where: toWhere(message.where), equipment: toPieces(message.equipment) },
      priority: message.priority,
      until: message.until === null ? null : toInstant(message.until),
    });
  }

  private async find(
    key: TaskKey,
  ): Promise<Result<{ readonly task: FieldTask; readonly callout: Callout }>> {
    const task = await this.ports.fieldTasks.task(key.organisationId, key.taskId);
    if (task?.calloutId !== key.calloutId) return refuse('not-found', 'There is no such task.');
    const callout = await this.callout(key);
    return callout.ok ? ok({ task, callout: callout.value }) : callout;
  }

  private async openCallout(
    of: Pick<TaskKey, 'organisationId' | 'calloutId'>,
  ): Promise<Result<Callout>> {
    const callout = await this.callout(of);
    return callout.ok && isOver(callout.value) ? calloutOver() : callout;
  }

  private async callout({
    organisationId,
    calloutId,
  }: Pick<TaskKey, 'organisationId' | 'calloutId'>): Promise<Result<Callout>> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    return state === null ? refuse('not-found', 'There is no such call-out.') : ok(state.callout);
  }
}

const ENDED = {
  done: 'Done, thank you',
  abandoned: 'Given up',
  'done-by-others': 'Done by others already',
} as const;

const TROUBLE = {
  left: 'is not there any more',
  'called-away': 'is at an incident',
  overdue: 'should have checked out; find them first',
} as const;

function isOver({ status }: Callout): boolean {
  return status === 'closed' || status === 'cancelled';
}

function calloutOver(): Result<never> {
  return refuse('callout-over', 'This call-out is over.');
}

/** Members of a crew by their bookings. */
export function byBooking(crew: readonly CrewMember[]): ReadonlyMap<string, CrewMember> {
  return new Map(crew.map((member) => [member.bookingId, member]));
}
