import { newCallout, planCallout, type Callout, type CalloutPlan } from '#core/callout';
import type { Alert } from '#core/alert';
import { DEFAULT_LADDERS } from '#core/delivery-ladder';
import type { Candidate } from '#core/eligibility';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { CalloutView, OpenCalloutMessage } from '#contracts/callout-api';
import type { AnswerMessage } from '#contracts/responder-api';
import { toMusterPoint, toNeed, toShift } from '#contracts/callout-parts';
import { toArea, toInstant, toIso } from '#contracts/shapes';
import { renderCalloutAlert } from '#flow/alert-view';
import { renderCallout } from '#flow/callout-view';
import { channelsOf } from '#flow/climb';
import type { Decide } from '#flow/decide';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { effectsOf, fact } from '#flow/incident-change';
import type {
  Areas,
  CalloutChange,
  CalloutState,
  CalloutStore,
  Clock,
  Ids,
  Live,
  Meter,
  PageRequest,
  PeopleStore,
  ResponderCaller,
  Saved,
} from '#flow/ports';

/** People of one area read for a batch, at most. */
export const CALLOUT_CANDIDATES_MAX = 100_000;

/** One plain call-out: people in an area are asked in batches until enough have said yes. */
export class Callouts {
  constructor(
    private readonly ports: {
      readonly callouts: CalloutStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly areas: Areas;
      readonly meter: Meter;
      readonly decide: Pick<Decide, 'localTimeAt'>;
    },
  ) {}

  /**
   * Opens a call-out and leaves the asking to the queue, so that nothing waits for a crowd. The
   * same reference opens one call-out however often it is sent.
   *
   * @param approved who asked for it and who approved it, for the timeline
   * @returns the call-out and whether this message opened it; or `area-invalid`,
   *   `reference-conflict`
   */
  async open(
    organisationId: string,
    message: OpenCalloutMessage,
    approved: Fact['detail'] = {},
  ): Promise<Result<{ readonly created: boolean; readonly view: CalloutView }>> {
    const area = toArea(message.area);
    const fault = this.ports.areas.fault(area);
    if (fault !== null) return refuse('area-invalid', fault, 'area');
    return decideAgain(async () => {
      const known = await this.ports.callouts.loadCalloutByRef(organisationId, message.controlRef);
      if (known !== null) return this.again(known, message);
      const callout = this.newCallout(organisationId, message);
      const now = callout.openedAt;
      const outcome = await this.ports.callouts.saveCallout({
        ...this.noChange(callout, now),
        expectedRevision: null,
        opened: callout,
        facts: [{ ...fact('callout-opened', null, now), actor: 'coordinator', detail: approved }],
        reviewAt: now,
      });
      if (outcome.outcome !== 'saved') return OVERTAKEN;
      const view = await this.tell({ callout, alerts: [], lateYesCount: 0 }, outcome.saved);
      return ok({ created: true, view });
    });
  }

  /** Ends a call-out: everyone still asked is let go. Ending it again the same way is no error. */
  async end(
    organisationId: string,
    calloutId: string,
    outcome: 'closed' | 'cancelled',
  ): Promise<Result<CalloutView>> {
    const ended = await decideAgain(async () => {
      const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
      if (state === null) return noCallout();
      const { status } = state.callout;
      if (status === outcome) return ok(state);
      if (status === 'closed' || status === 'cancelled') {
        return refuse('callout-over', `The call-out was ${status} before.`);
      }
      const saved = await this.carryOut(state, { ...state.callout, status: outcome });
      return saved === OVERTAKEN ? OVERTAKEN : ok(saved);
    });
    return ended.ok ? ok(await this.view(ended.value)) : ended;
  }

  /** One call-out; `not-found` also for another organisation's. */
  async byId(organisationId: string, calloutId: string): Promise<Result<CalloutView>> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    return state === null ? noCallout() : ok(await this.view(state));
  }

  /** A page of call-outs, newest first. */
  async list(
    organisationId: string,
    page: PageRequest,
  ): Promise<{ items: CalloutView[]; nextCursor: string | null }> {
    const found = await this.ports.callouts.listCallouts(organisationId, page);
    const items: CalloutView[] = [];
    for (const state of found.items) items.push(await this.view(state));
    return { items, nextCursor: found.nextCursor };
  }

  /** Asks the next batch, or lets go whom the filled or ended call-out no longer needs. */
  async review(organisationId: string, calloutId: string): Promise<void> {
    await decideAgain(async () => {
      const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
      if (state === null) return null;
      return this.carryOut(state, state.callout);
    });
  }

  /**
   * Takes a yes or no. A yes after enough others is kept and refused with thanks (`places-taken`).
   *
   * @returns `not-found`, `alert-expired`, `alert-withdrawn`, `already-answered`, `places-taken`,
   *   `callout-over` as refusals
   */
  async answer(caller: ResponderCaller, message: AnswerMessage): Promise<Result<null>> {
    const { organisationId, responderId } = caller;
    const { alertId } = message;
    const found = await this.ports.callouts.loadCalloutAlert(organisationId, alertId, responderId);
    if (found === null) return refuse('not-found', 'There is no such alert.');
    const said = { accept: 'accepted', decline: 'declined' } as const;
    if (found.alert.status === said[message.answer]) return ok(null);
    if (message.answer === 'decline') return this.decline(caller, found);
    const now = this.ports.clock.now();
    const taken = await this.ports.callouts.takeCalloutPlace({
      organisationId,
      alertId,
      responderId,
      now,
    });
    if (!taken.ok) return taken;
    const state = await this.ports.callouts.loadCallout(organisationId, taken.value.calloutId);
    if (state !== null) await this.tell(state, taken.value.saved);
    if (taken.value.filled) await this.review(organisationId, taken.value.calloutId);
    return ok(null);
  }

  private decline(
    caller: ResponderCaller,
    found: { readonly alert: Alert; readonly callout: Callout },
  ): Promise<Result<null>> {
    const { organisationId, responderId } = caller;
    const { alert } = found;
    return decideAgain(async () => {
      const problem = whyClosed(alert);
      if (problem !== null) return { ok: false as const, problem };
      const state = await this.ports.callouts.loadCallout(organisationId, found.callout.id);
      if (state === null) return noCallout();
      const now = this.ports.clock.now();
      const outcome = await this.ports.callouts.saveCallout({
        ...this.noChange(state.callout, now),
        alertMoves: [{ alertId: alert.id, to: 'declined', at: now, endedReason: null }],
        feed: [{ responderId, kind: 'alert-answered', alertId: alert.id }],
        facts: [{ kind: 'alert-declined', at: now, actor: 'responder', responderId, detail: {} }],
      });
      if (outcome.outcome !== 'saved') return OVERTAKEN;
      const after = await this.ports.callouts.loadCallout(organisationId, found.callout.id);
      if (after !== null) await this.tell(after, outcome.saved);
      return ok(null);
    });
  }

  /** Plans on the call-out as it is to be, saves, tells. */
  private async carryOut(
    state: CalloutState,
    callout: Callout,
  ): Promise<CalloutState | typeof OVERTAKEN> {
    const now = this.ports.clock.now();
    const { plan, candidates } = await this.plan(state, callout, now);
    const told = [...plan.alerts, ...plan.withdrawals].map((entry) => entry.responderId);
    const [connected, channels] = await Promise.all([
      this.ports.live.connected(told),
      this.channels(callout.organisationId, told, candidates),
    ]);
    const effects = effectsOf(plan, {
      organisationId: callout.organisationId,
      incidentId: null,
      calloutId: callout.id,
      alerts: state.alerts,
      about: 'callout',
      priority: null,
      ladders: DEFAULT_LADDERS,
      channels,
      connected,
      now,
      clock: this.ports.clock,
      ids: this.ports.ids,
    });
    const ends = callout.status !== state.callout.status;
    const outcome = await this.ports.callouts.saveCallout({
      ...this.noChange(state.callout, now),
      ...effects,
      status: ends ? callout.status : null,
      facts: [...(ends ? endFacts(callout, now) : []), ...effects.facts],
      reviewAt: plan.nextReviewAt,
    });
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    this.ports.meter.alertsSent(effects.newAlerts.length);
    const after = await this.ports.callouts.loadCallout(callout.organisationId, callout.id);
    if (after === null) return OVERTAKEN;
    await this.tell(after, outcome.saved);
    return after;
  }

  /** By which channels these people can be reached; those let go need not be in the area now. */
  private async channels(
    organisationId: string,
    responderIds: readonly string[],
    candidates: readonly Candidate[],
  ): Promise<ReturnType<typeof channelsOf>> {
    const known = channelsOf(candidates);
    const missing = responderIds.filter((id) => !known.has(id));
    if (missing.length === 0) return known;
    const others = await this.ports.people.candidates(organisationId, missing);
    return channelsOf([...candidates, ...others]);
  }

  private async plan(
    state: CalloutState,
    callout: Callout,
    now: Instant,
  ): Promise<{ readonly plan: CalloutPlan; readonly candidates: readonly Candidate[] }> {
    const asking = callout.status === 'open' && callout.acceptedCount < callout.wantedCount;
    const candidates = asking
      ? await this.ports.people.candidatesIn(
          callout.organisationId,
          callout.area,
          CALLOUT_CANDIDATES_MAX,
        )
      : [];
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(callout.organisationId, now);
    const input = { callout, candidates, alerts: state.alerts, now, minuteOfWeek };
    return { plan: planCallout(input), candidates };
  }

  private async again(
    known: CalloutState,
    message: OpenCalloutMessage,
  ): Promise<Result<{ readonly created: boolean; readonly view: CalloutView }>> {
    const { callout } = known;
    const same =
      callout.title === message.title &&
      callout.briefing.task === message.briefing.task &&
      JSON.stringify(callout.needs) === JSON.stringify(message.needs.map(toNeed));
    return same
      ? ok({ created: false, view: await this.view(known) })
      : refuse('reference-conflict', 'This reference was used for another call-out.', 'controlRef');
  }

  private newCallout(organisationId: string, message: OpenCalloutMessage): Callout {
    const { mode, title, briefing, presence, exclusions, policy } = message;
    const { from, until } = message.window;
    return newCallout({
      id: this.ports.ids.id(),
      organisationId,
      controlRef: message.controlRef,
      ...{ mode, title, briefing, presence, policy },
      area: toArea(message.area),
      exclusions: exclusions === null ? null : toArea(exclusions),
      window: { from: toInstant(from), until: toInstant(until) },
      shifts: message.shifts.map(toShift),
      needs: message.needs.map(toNeed),
      musterPoints: message.musterPoints.map(toMusterPoint),
      openedAt: this.ports.clock.now(),
    });
  }

  private noChange(callout: Callout, now: Instant): CalloutChange {
    return {
      organisationId: callout.organisationId,
      calloutId: callout.id,
      now,
      expectedRevision: callout.revision,
      opened: null,
      status: null,
      newAlerts: [],
      alertMoves: [],
      deliveries: [],
      feed: [],
      facts: [],
      reviewAt: undefined,
    };
  }

  private async tell(state: CalloutState, saved: Saved): Promise<CalloutView> {
    const alerts = new Map(state.alerts.map((alert) => [alert.id, alert]));
    const messages = saved.feed.flatMap(({ responderId, alertId, kind, seq, at }) => {
      const alert = alerts.get(alertId);
      if (alert === undefined) return [];
      const view = renderCalloutAlert({ alert, callout: state.callout, lateYes: false });
      return [{ responderId, message: { seq, at: toIso(at), kind, alert: view } }];
    });
    if (messages.length > 0) this.ports.live.tellResponders(messages);
    const view = await this.view(state);
    this.ports.live.tellControl(state.callout.organisationId, { event: 'callout', view });
    return view;
  }

  private async view(state: CalloutState): Promise<CalloutView> {
    const accepted = state.alerts.filter((alert) => alert.status === 'accepted');
    const people = await this.ports.people.candidates(
      state.callout.organisationId,
      accepted.map((alert) => alert.responderId),
    );
    return renderCallout(
      state,
      people.map((person) => person.responder),
    );
  }
}

function endFacts(callout: Callout, now: Instant): CalloutChange['facts'] {
  const kind = callout.status === 'closed' ? 'callout-closed' : 'callout-cancelled';
  return [{ ...fact(kind, null, now), actor: 'coordinator' }];
}

function whyClosed(alert: Alert): Problem | null {
  switch (alert.status) {
    case 'sent':
      return null;
    case 'accepted':
    case 'declined':
      return { code: 'already-answered', detail: `You have ${alert.status}.` };
    case 'expired':
      return { code: 'alert-expired', detail: 'The question has expired.' };
    case 'withdrawn':
      return { code: 'alert-withdrawn', detail: 'You are no longer needed. Thank you.' };
  }
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
