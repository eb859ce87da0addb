import type { Callout } from '#core/callout';
import { checkGroupAsk, type GroupAsk } from '#core/group';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact, FactKind } from '#core/timeline';
import { toPieces } from '#contracts/callout-parts';
import type { AskGroupMessage, GroupAskView } from '#contracts/group-api';
import { toInstant } from '#contracts/shapes';
import type { Callouts } from '#flow/callouts';
import { renderAskOf } from '#flow/group-view';
import type { Notes } from '#flow/notes';
import type { CalloutStore, Clock, GroupStore, Ids, IncidentStore } from '#flow/ports';

const EXPIRED_PER_ROUND = 50;

/** What call-outs ask of groups, until the group has answered or is out of time. */
export class GroupAsks {
  constructor(
    private readonly ports: {
      readonly groups: GroupStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly filling: Pick<Callouts, 'review'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Asks a group for people of one need, and tells its coordinators. Nobody else is asked for them
   * until the group has answered or is out of time.
   *
   * @returns refusals `not-found`, `callout-over`, `illegal-step`, `invalid-field`
   */
  async ask(
    of: { readonly organisationId: string; readonly calloutId: string },
    message: AskGroupMessage,
  ): Promise<Result<GroupAskView>> {
    const { groups, clock, ids } = this.ports;
    const { organisationId, calloutId } = of;
    const callout = await this.calloutOf(of);
    if (callout === null) return noCallout();
    if (callout.status === 'closed' || callout.status === 'cancelled') {
      return refuse('callout-over', `The call-out is ${callout.status}.`);
    }
    const group = await groups.groupByRef(organisationId, message.groupRef);
    if (group === null) return refuse('not-found', 'There is no such group.', 'groupRef');
    if (group.status !== 'active') {
      return refuse('illegal-step', `This group is ${group.status}.`, 'groupRef');
    }
    const now = clock.now();
    const { needKey, peopleCount } = message;
    const ask: GroupAsk = {
      ...{ id: ids.id(), organisationId, calloutId, groupId: group.id, needKey, peopleCount },
      ...{ pieces: toPieces(message.pieces), answerBy: toInstant(message.answerBy) },
      ...{ status: 'asked', filledCount: 0, filledPieces: {}, askedAt: now, endedAt: null },
    };
    const kept = await groups.ask(ask, (held) => checkAsk(callout, ask, held));
    if (!kept.ok) return kept;
    await this.note(ask, 'group-asked', { group: group.groupRef, needKey, peopleCount });
    await this.tellCoordinators(callout, group.id);
    return ok(renderAskOf(ask, group, now));
  }

  /** Which groups were asked for whom, oldest first; refusal `not-found`. */
  async list(of: {
    readonly organisationId: string;
    readonly calloutId: string;
  }): Promise<Result<{ readonly items: GroupAskView[] }>> {
    if ((await this.calloutOf(of)) === null) return noCallout();
    const { groups, clock } = this.ports;
    const now = clock.now();
    const names = new Map(
      (await groups.groups(of.organisationId)).map((group) => [group.id, group]),
    );
    const asks = await groups.asksOf(of.organisationId, of.calloutId);
    const items = asks.flatMap((ask) => {
      const group = names.get(ask.groupId);
      return group === undefined ? [] : [renderAskOf(ask, group, now)];
    });
    return ok({ items });
  }

  /** Asks a group no longer; whom it has put in stays. Refusals `not-found`, `illegal-step`. */
  async withdraw(
    { organisationId, calloutId }: { readonly organisationId: string; readonly calloutId: string },
    askId: string,
  ): Promise<Result<GroupAskView>> {
    const { groups, clock } = this.ports;
    const ask = await groups.groupAsk(organisationId, askId);
    const group = ask === null ? null : await groups.group(organisationId, ask.groupId);
    if (ask?.calloutId !== calloutId || group === null) {
      return refuse('not-found', 'There is no such ask.');
    }
    const now = clock.now();
    const ended = await groups.endAsk({ organisationId, askId, to: 'withdrawn', now });
    if (ended === null) return refuse('illegal-step', `It is ${ask.status}.`);
    await this.ended(ended);
    return ok(renderAskOf(ended, group, now));
  }

  /** Of a group that is closed. */
  async withdrawAll(organisationId: string, groupId: string): Promise<void> {
    const { groups, clock } = this.ports;
    for (const { id: askId } of await groups.openAsks(organisationId, groupId)) {
      const of = { organisationId, askId, to: 'withdrawn', now: clock.now() } as const;
      const ended = await groups.endAsk(of);
      if (ended !== null) await this.ended(ended);
    }
  }

  /** What nobody answered in time goes back to the call-outs; how many. */
  async round(): Promise<number> {
    const expired = await this.ports.groups.expireAsks(this.ports.clock.now(), EXPIRED_PER_ROUND);
    for (const ask of expired) {
      try {
        await this.ended(ask);
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return expired.length;
  }

  /** An ask is over: it stands on the timeline, and the call-out goes on asking others. */
  async ended(ask: GroupAsk): Promise<void> {
    const { organisationId, calloutId, status, filledCount, peopleCount, needKey } = ask;
    await this.note(ask, 'group-answered', { outcome: status, needKey, filledCount, peopleCount });
    await this.ports.filling.review(organisationId, calloutId);
  }

  private async tellCoordinators(callout: Callout, groupId: string): Promise<void> {
    const { organisationId, id: calloutId, mode } = callout;
    const found = await this.ports.groups.coordinators(organisationId, groupId);
    const isExercise = mode !== 'actual';
    await this.ports.notes.tell(
      found.map((responderId) => ({
        ...{ organisationId, responderId, bookingId: null, calloutId },
        ...{ kind: 'group-asked', text: '', isExercise },
      })),
    );
  }

  private async note(ask: GroupAsk, kind: FactKind, detail: Fact['detail']): Promise<void> {
    const { organisationId, calloutId } = ask;
    const at = this.ports.clock.now();
    const actor = kind === 'group-asked' ? ('coordinator' as const) : ('closeby' as const);
    await this.ports.incidents.addFacts({
      ...{ organisationId, incidentId: null, calloutId, notAlerted: [], now: at },
      facts: [{ kind, at, actor, responderId: null, detail }],
    });
  }

  private async calloutOf(of: {
    readonly organisationId: string;
    readonly calloutId: string;
  }): Promise<Callout | null> {
    const state = await this.ports.callouts.loadCallout(of.organisationId, of.calloutId);
    return state?.callout ?? null;
  }
}

function checkAsk(
  callout: Callout,
  ask: GroupAsk,
  held: Readonly<Record<string, number>>,
): Result<null> {
  const { needKey } = ask;
  return checkGroupAsk({
    need: callout.needs.find((need) => need.needKey === needKey),
    acceptedCount: callout.fill.peopleByNeed[needKey] ?? 0,
    heldCount: held[needKey] ?? 0,
    asked: ask,
    until: callout.window.until,
    now: ask.askedAt,
  });
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
