import { changeNeeds, newCallout, type Callout } from '#core/callout';
import { checkCallout, checkNeeds } from '#core/check-callout';
import { ok, refuse, type Result } from '#core/problem';
import { isSameValue } from '#core/same-value';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { PutCalloutNeedsMessage } from '#contracts/callout-asked-api';
import type { CalloutView, OpenCalloutMessage } from '#contracts/callout-api';
import { toMusterPoint, toNeed, toShift } from '#contracts/callout-parts';
import { toArea, toInstant } from '#contracts/shapes';
import { renderCallout } from '#flow/callout-view';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { fact } from '#flow/incident-change';
import type {
  Areas,
  CalloutChange,
  CalloutFilling,
  CalloutState,
  CalloutStore,
  Clock,
  Ids,
  Live,
  PageRequest,
} from '#flow/ports';

const NOBODY_ASKED = { askedCount: 0, openCount: 0, declinedCount: 0, lateYesCount: 0 };

/** Call-outs as a coordinator opens, changes and ends them; asking people is the worker's. */
export class Callouts {
  constructor(
    private readonly ports: {
      readonly callouts: CalloutStore;
      readonly filling: Pick<CalloutFilling, 'reviewSoon'>;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly areas: Areas;
    },
  ) {}

  /**
   * Opens a call-out and leaves the asking to the queue, so that nothing waits for a crowd. The
   * same reference opens one call-out however often it is sent.
   *
   * @param approved who asked for it and who approved it, for the timeline
   * @returns the call-out and whether this message opened it; or `area-invalid`, `invalid-field`,
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
    const checked = checkMessage(message);
    if (!checked.ok) return checked;
    return decideAgain(async () => {
      const known = await this.ports.callouts.loadCalloutByRef(organisationId, message.controlRef);
      if (known !== null) return again(known, message);
      const callout = this.newCallout(organisationId, message);
      const now = callout.openedAt;
      const outcome = await this.ports.callouts.saveCallout({
        ...noChange(callout, now),
        expectedRevision: null,
        opened: callout,
        facts: [{ ...fact('callout-opened', null, now), actor: 'coordinator', detail: approved }],
        reviewAt: now,
      });
      if (outcome.outcome !== 'saved') return OVERTAKEN;
      const view = this.tell({ callout, counts: NOBODY_ASKED });
      return ok({ created: true, view });
    });
  }

  /** Ends a call-out: everyone still asked is let go. Ending it again the same way is no error. */
  async end(
    organisationId: string,
    calloutId: string,
    outcome: 'closed' | 'cancelled',
  ): Promise<Result<CalloutView>> {
    return decideAgain(async () => {
      const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
      if (state === null) return noCallout();
      const { status } = state.callout;
      if (status === outcome) return ok(renderCallout(state));
      if (status === 'closed' || status === 'cancelled') {
        return refuse('callout-over', `The call-out was ${status} before.`);
      }
      const now = this.ports.clock.now();
      const kind = outcome === 'closed' ? 'callout-closed' : 'callout-cancelled';
      return this.save(state, {
        ...noChange(state.callout, now),
        status: outcome,
        facts: [{ ...fact(kind, null, now), actor: 'coordinator' }],
        reviewAt: now,
      });
    });
  }

  /**
   * Raises or lowers what is needed. A filled call-out that needs more is open again.
   *
   * @param approved who asked for it and who approved it, for the timeline; null: nobody has
   * @returns refusals `not-found`, `callout-over`, `invalid-field`, `second-person-needed`
   */
  async putNeeds(
    { organisationId, calloutId }: { readonly organisationId: string; readonly calloutId: string },
    message: PutCalloutNeedsMessage,
    approved: Fact['detail'] | null = null,
  ): Promise<Result<CalloutView>> {
    return decideAgain(async () => {
      const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
      if (state === null) return noCallout();
      const { callout } = state;
      const needs = message.needs.map(toNeed);
      const checked = checkNeeds({ needs, shifts: callout.shifts });
      if (!checked.ok) return checked;
      const how = { policy: message.policy, isApproved: approved !== null };
      const changes = changeNeeds(callout, needs, how);
      if (!changes.ok) return changes;
      const { status, ...changed } = changes.value;
      const now = this.ports.clock.now();
      const { reason } = message;
      const numbers = { wantedCount: changed.wantedCount, before: callout.wantedCount };
      const detail = { reason, ...numbers, ...approved };
      const facts = [
        { ...fact('callout-changed', null, now), actor: 'coordinator' as const, detail },
      ];
      if (status !== callout.status) {
        const turned = status === 'open' ? 'callout-reopened' : 'callout-filled';
        facts.push({ ...fact(turned, null, now), actor: 'coordinator', detail });
      }
      const isTurned = status === callout.status ? null : status;
      const changing = { ...noChange(callout, now), changed, facts, reviewAt: now };
      return this.save(state, { ...changing, status: isTurned });
    });
  }

  /** One call-out; `not-found` also for another organisation's. */
  async byId(organisationId: string, calloutId: string): Promise<Result<CalloutView>> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    return state === null ? noCallout() : ok(renderCallout(state));
  }

  /** A page of call-outs, newest first. */
  async list(
    organisationId: string,
    page: PageRequest,
  ): Promise<{ items: CalloutView[]; nextCursor: string | null }> {
    const found = await this.ports.callouts.listCallouts(organisationId, page);
    return { items: found.items.map(renderCallout), nextCursor: found.nextCursor };
  }

  /** A worker looks at the call-out soon: something of it, or of somebody it asks, has changed. */
  async review(organisationId: string, calloutId: string): Promise<void> {
    await this.ports.filling.reviewSoon({ organisationId, calloutId }, this.ports.clock.now());
  }

  private async save(
    state: CalloutState,
    change: CalloutChange,
  ): Promise<Result<CalloutView> | typeof OVERTAKEN> {
    const outcome = await this.ports.callouts.saveCallout(change);
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    const status = change.status ?? state.callout.status;
    const revision = state.callout.revision + 1;
    const callout = { ...state.callout, ...change.changed, status, revision };
    return ok(this.tell({ ...state, callout }));
  }

  private newCallout(organisationId: string, message: OpenCalloutMessage): Callout {
    const { mode, title, exclusions, presence } = message;
    return newCallout({
      id: this.ports.ids.id(),
      organisationId,
      controlRef: message.controlRef,
      ...{ mode, title, presence, ...askedFor(message) },
      area: toArea(message.area),
      exclusions: exclusions === null ? null : toArea(exclusions),
      openedAt: this.ports.clock.now(),
    });
  }

  private tell(state: CalloutState): CalloutView {
    const view = renderCallout(state);
    this.ports.live.tellControl(state.callout.organisationId, { event: 'callout', view });
    return view;
  }
}

/** What is asked for when a call-out is opened, in the words of the domain. */
export function askedFor(message: OpenCalloutMessage) {
  const { from, until } = message.window;
  return {
    ...{ briefing: message.briefing, policy: message.policy },
    window: { from: toInstant(from), until: toInstant(until) },
    shifts: message.shifts.map(toShift),
    needs: message.needs.map(toNeed),
    musterPoints: message.musterPoints.map(toMusterPoint),
  };
}

/** Whether what is asked for makes sense as a whole; see `checkCallout`. */
export function checkMessage(message: OpenCalloutMessage): Result<null> {
  return checkCallout(askedFor(message));
}

function again(
  known: CalloutState,
  message: OpenCalloutMessage,
): Result<{ readonly created: boolean; readonly view: CalloutView }> {
  const { callout } = known;
  const same =
    callout.title === message.title &&
    callout.briefing.task === message.briefing.task &&
    isSameValue(callout.needs, message.needs.map(toNeed));
  return same
    ? ok({ created: false, view: renderCallout(known) })
    : refuse('reference-conflict', 'This reference was used for another call-out.', 'controlRef');
}

function noChange(callout: Callout, now: Instant): CalloutChange {
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

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
