import type { Alert } from '#core/alert';
import { DEFAULT_LADDERS } from '#core/delivery-ladder';
import { nextDrillAt, whyNotDrilled, type Drill } from '#core/drill';
import type { Candidate } from '#core/eligibility';
import { ok, refuse, type Result } from '#core/problem';
import { SECOND_MS, type Instant } from '#core/units';
import type { DrillSummaryView, DrillView, PlanDrillMessage } from '#contracts/drill-api';
import { toInstant, toIso } from '#contracts/shapes';
import { renderDrillAlert } from '#flow/alert-view';
import { channelsOf, climb } from '#flow/climb';
import type { Decide } from '#flow/decide';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { renderDrill, renderDrillSummary } from '#flow/drill-view';
import { localTime } from '#flow/local-time';
import type {
  Clock,
  DrillCall,
  DrillChange,
  DrillState,
  DrillStore,
  Ids,
  Live,
  Page,
  PageRequest,
  PeopleStore,
  ResponderCaller,
  Saved,
} from '#flow/ports';

/** People called in one transaction. */
export const DRILL_BATCH = 1_000;

/** Communication tests: phones ring as for an alert, and people say that they heard it. */
export class RunDrills {
  constructor(
    private readonly ports: {
      readonly drillStore: DrillStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly decide: Pick<Decide, 'localTimeAt'>;
    },
  ) {}

  /**
   * Plans a drill; a start that has passed, or none, is at once. The queue starts it. The same id
   * plans one drill however often it is sent.
   *
   * @returns the drill and whether this message planned it; refusals `not-found` for a person who
   *   is not the organisation's, `reference-conflict` for an id that names another drill
   */
  async plan(
    organisationId: string,
    message: PlanDrillMessage,
  ): Promise<Result<{ readonly created: boolean; readonly view: DrillView }>> {
    const responderIds =
      message.responderIds === null ? null : [...new Set(message.responderIds)].sort();
    if (responderIds !== null) {
      const known = await this.ports.people.candidates(organisationId, responderIds);
      if (known.length < responderIds.length) {
        return refuse('not-found', 'Not all of these are responders of yours.', 'responderIds');
      }
    }
    const now = this.ports.clock.now();
    const asked = message.startsAt === undefined ? now : toInstant(message.startsAt);
    const drill: Drill = {
      id: message.drillId ?? this.ports.ids.id(),
      organisationId,
      title: message.title,
      responderIds,
      startsAt: Math.max(now, asked),
      windowMs: message.windowS * SECOND_MS,
      everyDays: message.everyDays,
      status: 'planned',
      startedAt: null,
      endedAt: null,
      revision: 0,
    };
    const outcome = await this.ports.drillStore.save({
      ...noChange(drill, now),
      expectedRevision: null,
      reviewAt: drill.startsAt,
    });
    if (outcome.outcome !== 'saved') return this.plannedBefore(drill);
    return ok({ created: true, view: renderDrill({ drill, calls: [] }) });
  }

  private async plannedBefore(
    drill: Drill,
  ): Promise<Result<{ readonly created: boolean; readonly view: DrillView }>> {
    const state = await this.ports.drillStore.load(drill.organisationId, drill.id);
    const isSame =
      state?.drill.title === drill.title &&
      state.drill.windowMs === drill.windowMs &&
      state.drill.everyDays === drill.everyDays;
    return isSame
      ? ok({ created: false, view: renderDrill(state) })
      : refuse('reference-conflict', 'This id names another drill.', 'drillId');
  }

  /** Calls a drill off; whoever still rings is told. Doing it again is no error. */
  async cancel(organisationId: string, drillId: string): Promise<Result<DrillView>> {
    return decideAgain(async () => {
      const state = await this.ports.drillStore.load(organisationId, drillId);
      if (state === null) return noDrill();
      const { drill } = state;
      if (drill.status === 'cancelled') return ok(renderDrill(state));
      if (drill.status === 'ended') return refuse('drill-over', 'The drill has ended.');
      const now = this.ports.clock.now();
      const change = this.ending(state, { ...drill, status: 'cancelled', endedAt: now }, now);
      if ((await this.save(change, state.calls)) === OVERTAKEN) return OVERTAKEN;
      return this.read(organisationId, drillId);
    });
  }

  /** One drill with everybody who was called; `not-found` also for another organisation's. */
  async read(organisationId: string, drillId: string): Promise<Result<DrillView>> {
    const state = await this.ports.drillStore.load(organisationId, drillId);
    return state === null ? noDrill() : ok(renderDrill(state));
  }

  /** A page of drills, newest first, without their people. */
  async list(organisationId: string, page: PageRequest): Promise<Page<DrillSummaryView>> {
    const found = await this.ports.drillStore.list(organisationId, page);
    return { items: found.items.map(renderDrillSummary), nextCursor: found.nextCursor };
  }

  /** What the queue does when a drill falls due: starts it, calls the next people, or ends it. */
  async review(organisationId: string, drillId: string): Promise<void> {
    await decideAgain(async () => {
      const progress = await this.ports.drillStore.progress(organisationId, drillId);
      if (progress === null) return null;
      const now = this.ports.clock.now();
      const { drill, lastCalledId } = progress;
      if (drill.status === 'planned') {
        if (drill.startsAt > now) {
          return this.save({ ...noChange(drill, now), reviewAt: drill.startsAt });
        }
        const running: Drill = { ...drill, status: 'running', startedAt: now };
        return this.save(await this.calling(running, lastCalledId, now));
      }
      if (drill.status !== 'running') return this.save({ ...noChange(drill, now), reviewAt: null });
      if (now < endOf(drill)) return this.save(await this.calling(drill, lastCalledId, now));
      return this.end(drill, now);
    });
  }

  /**
   * Somebody says that they heard it.
   *
   * @returns refusals `not-found`, `drill-over`
   */
  async answer(caller: ResponderCaller, alertId: string): Promise<Result<null>> {
    const { organisationId, responderId } = caller;
    const now = this.ports.clock.now();
    const { drillStore } = this.ports;
    const answered = await drillStore.answer({ organisationId, alertId, responderId, now });
    switch (answered.outcome) {
      case 'not-found':
        return refuse('not-found', 'There is no such alert.');
      case 'over':
        return refuse('drill-over', 'The drill is over. Thank you.');
      case 'again':
        return ok(null);
      case 'answered': {
        const after = await drillStore.loadDrillAlert(organisationId, alertId, responderId);
        if (after !== null) this.tell(after.drill, [after.alert], answered.saved);
        return ok(null);
      }
    }
  }

  private async end(drill: Drill, now: Instant): Promise<null | typeof OVERTAKEN> {
    const state = await this.ports.drillStore.load(drill.organisationId, drill.id);
    if (state === null) return null;
    const change = this.ending(state, { ...drill, status: 'ended', endedAt: now }, now);
    return this.save({ ...change, next: await this.nextOf(drill, now) }, state.calls);
  }

  /** The change that calls the next people; when nobody is left, it waits for the end. */
  private async calling(
    drill: Drill,
    lastCalledId: string | null,
    now: Instant,
  ): Promise<DrillChange> {
    const called = await this.nextPeople(drill, lastCalledId ?? '', now);
    const alerts = called.map((person) => this.alertOf(person, drill, now));
    const connected = await this.ports.live.connected(alerts.map((alert) => alert.responderId));
    const { clock, ids } = this.ports;
    const context = {
      ...({ about: 'drill', priority: null, ladders: DEFAULT_LADDERS } as const),
      ...{ channels: channelsOf(called), connected, now, clock, ids },
    };
    return {
      ...noChange(drill, now),
      newAlerts: alerts,
      deliveries: alerts.flatMap(({ id: alertId, responderId }) =>
        climb({ alertId, responderId, subject: 'alert' }, context),
      ),
      feed: alerts.map(({ id: alertId, responderId }) => ({
        ...{ responderId, kind: 'alert-sent', alertId },
      })),
      reviewAt: alerts.length > 0 ? now : endOf(drill),
    };
  }

  /** The next batch by id, of those who may be rung now; empty when everybody had their turn. */
  private async nextPeople(
    { organisationId, responderIds }: Drill,
    last: string,
    now: Instant,
  ): Promise<readonly Candidate[]> {
    const all = responderIds ?? (await this.ports.drillStore.onDutyIds(organisationId));
    const left = [...all].filter((id) => id > last).sort();
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(organisationId, now);
    for (let from = 0; from < left.length; from += DRILL_BATCH) {
      const ids = left.slice(from, from + DRILL_BATCH);
      const people = await this.ports.people.candidates(organisationId, ids);
      const rung = people.filter((one) => whyNotDrilled(one, { now, minuteOfWeek }) === null);
      if (rung.length > 0) return rung;
    }
    return [];
  }

  private alertOf({ responder }: Candidate, drill: Drill, now: Instant): Alert {
    return {
      id: this.ports.ids.id(),
      organisationId: drill.organisationId,
      incidentId: null,
      calloutId: null,
      drillId: drill.id,
      responderId: responder.id,
      wave: 1,
      status: 'sent',
      reason: 'drill',
      distanceM: null,
      sentAt: now,
      expiresAt: endOf(drill),
      deliveredAt: null,
      seenAt: null,
      answeredAt: null,
      endedReason: null,
      task: { role: 'direct', aedId: null },
    };
  }

  private ending(state: DrillState, drill: Drill, now: Instant): DrillChange {
    const open = state.calls.map(({ alert }) => alert).filter(({ status }) => status === 'sent');
    const kind = drill.status === 'cancelled' ? 'alert-withdrawn' : 'alert-expired';
    return {
      ...noChange(drill, now),
      endedAlertIds: open.map((alert) => alert.id),
      feed: open.map(({ id: alertId, responderId }) => ({ responderId, kind, alertId })),
      reviewAt: null,
    };
  }

  private async nextOf(drill: Drill, now: Instant): Promise<Drill | null> {
    const organisation = await this.ports.people.organisation(drill.organisationId);
    if (organisation === null) return null;
    const hourAt = (at: Instant): number => localTime(organisation.timeZone, at).localHour;
    const startsAt = nextDrillAt(drill, now, hourAt);
    if (startsAt === null) return null;
    const fresh = { status: 'planned', startedAt: null, endedAt: null, revision: 0 } as const;
    return { ...drill, ...fresh, id: this.ports.ids.id(), startsAt };
  }

  /** Saves and tells; `calls` are those whose alerts the change may end. */
  private async save(
    change: DrillChange,
    calls: readonly DrillCall[] = [],
  ): Promise<null | typeof OVERTAKEN> {
    const outcome = await this.ports.drillStore.save(change);
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    const isCancelled = change.drill.status === 'cancelled';
    const ended = calls.map(({ alert }): Alert => ({
      ...alert,
      status: isCancelled ? 'withdrawn' : 'expired',
      endedReason: isCancelled ? 'drill-cancelled' : null,
    }));
    this.tell(change.drill, [...change.newAlerts, ...ended], outcome.saved);
    return null;
  }

  private tell(drill: Drill, alerts: readonly Alert[], saved: Saved): void {
    const byId = new Map(alerts.map((alert) => [alert.id, alert]));
    const messages = saved.feed.flatMap(({ responderId, alertId, kind, seq, at }) => {
      const alert = byId.get(alertId);
      if (alert === undefined) return [];
      const view = renderDrillAlert({ alert, drill });
      return [{ responderId, message: { seq, at: toIso(at), kind, alert: view } }];
    });
    if (messages.length > 0) this.ports.live.tellResponders(messages);
  }
}

function endOf(drill: Drill): Instant {
  return (drill.startedAt ?? drill.startsAt) + drill.windowMs;
}

function noChange(drill: Drill, now: Instant): DrillChange {
  return {
    drill,
    expectedRevision: drill.revision,
    newAlerts: [],
    endedAlertIds: [],
    next: null,
    deliveries: [],
    feed: [],
    reviewAt: null,
    now,
  };
}

function noDrill(): Result<never> {
  return refuse('not-found', 'There is no such drill.');
}
