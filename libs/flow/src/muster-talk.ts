import type { BookingStatus } from '#core/callout-booking';
import type { NoteKind } from '#core/note';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { MessageView, RecipientView } from '#contracts/message-api';
import { toIso } from '#contracts/shapes';
import type {
  BookedCallout,
  BookingStore,
  CalloutFilling,
  CalloutMessage,
  CalloutStore,
  Clock,
  Ids,
  IncidentStore,
  Limits,
  MessageReach,
  MessageTo,
  MusterStore,
  NoteStore,
  Page,
  PageRequest,
} from '#flow/ports';

/** Whoever is not there yet. */
const NOT_THERE: readonly BookingStatus[] = ['expected', 'en-route', 'held'];
const TO_ALL = { musterKey: null, needKey: null, groupId: null };
const ENDED_PER_ROUND = 20;
/** With what bookings end when their call-out does. */
const OVER = 'The call-out is over.';

/** Who says something to the people of a call-out. */
export interface Speaker {
  readonly role: string;
  readonly id: string | null;
}

type Of = { readonly organisationId: string; readonly calloutId: string };

/** Texts to everybody of a call-out who is in some state, and the orders that go with them. */
export class MusterTalk {
  constructor(
    private readonly ports: {
      readonly notes: NoteStore;
      readonly musters: MusterStore;
      readonly bookings: Pick<BookingStore, 'standDownAll'>;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly filling: Pick<CalloutFilling, 'reviewSoon'>;
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly limits: Limits;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what failed; the other call-outs are looked after all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Sends a text to exactly those who are in one of the states at this moment; who they are is
   * kept, with what became of each.
   *
   * @returns refusals `not-found`, `invalid-field`, `too-many-requests`
   */
  async send(
    of: Of,
    said: { readonly to: MessageTo; readonly text: string; readonly by: Speaker },
  ): Promise<Result<MessageView>> {
    const callout = await this.callout(of);
    if (callout === null) return noCallout();
    const wrong = unknownKey(callout, said.to);
    if (wrong !== null) {
      return refuse('invalid-field', 'The call-out has no such key.', `to.${wrong}`);
    }
    const admitted = await this.ports.limits.use('callout-messages', said.by.id ?? of.calloutId);
    if (!admitted.ok) return admitted;
    const message = await this.tell(callout, { ...said, kind: 'callout-message' });
    return ok(renderMessage(message));
  }

  /** What was sent to people of a call-out, newest first, with how many it reached. */
  async messages(of: Of, page: PageRequest): Promise<Result<Page<MessageView>>> {
    if ((await this.callout(of)) === null) return noCallout();
    const found = await this.ports.notes.messages(of.organisationId, of.calloutId, page);
    return ok({ items: found.items.map(renderMessage), nextCursor: found.nextCursor });
  }

  /** Whom one message was for, by what each got it, who has seen it; refuses `not-found`. */
  async recipients(
    of: Of & { readonly messageId: string },
    page: PageRequest,
  ): Promise<Result<Page<RecipientView>>> {
    if (!(await this.ports.notes.hasMessage(of.organisationId, of))) {
      return refuse('not-found', 'There is no such message.');
    }
    const found = await this.ports.notes.recipients(of.organisationId, of, page);
    const items = found.items.map(({ by, seenAt, ...one }) => ({
      ...{ ...one, by: [...by], seenAt: toIso(seenAt) },
    }));
    return ok({ items, nextCursor: found.nextCursor });
  }

  /**
   * Nobody comes any more, or people come again: whoever is not there yet is told, once. The same
   * again changes nothing and tells nobody.
   *
   * @returns refusals `not-found`, `callout-over`
   */
  async setComing(
    of: Of,
    said: { readonly stop: boolean; readonly reason: string; readonly by: Speaker },
  ): Promise<Result<{ readonly stopComingAt: string | null; readonly toldCount: number }>> {
    const { stop, reason, by } = said;
    const now = this.ports.clock.now();
    const kind = stop ? ('stop-coming' as const) : ('coming-again' as const);
    const detail = { reason };
    const facts: Fact[] = [{ kind, at: now, actor: 'coordinator', responderId: null, detail }];
    const stopComingAt = stop ? now : null;
    const set = await this.ports.musters.setStopComing({ ...of, stopComingAt, facts, now });
    if (!set.ok) return set;
    // Whoever was asked and has not answered is let go, or people are asked again.
    if (set.value.changed) await this.ports.filling.reviewSoon(of, now);
    const callout = await this.callout(of);
    if (callout === null) return noCallout();
    const to = { statuses: NOT_THERE, ...TO_ALL };
    const note = { kind: stop ? 'stop-coming' : 'go-on', text: reason, to, by } as const;
    const told = set.value.changed ? await this.tell(callout, note) : null;
    const toldCount = told?.recipientCount ?? 0;
    return ok({ stopComingAt: toIso(callout.stopComingAt), toldCount });
  }

  /**
   * Stands down whoever is not there yet of call-outs that are over, and thanks them; whoever is
   * still there is told to check out. Each call-out once.
   *
   * @returns how many call-outs there were
   */
  async standDownEnded(): Promise<number> {
    const now = this.ports.clock.now();
    const ended = await this.ports.musters.endedUntold({ now, max: ENDED_PER_ROUND });
    for (const { organisationId, calloutId } of ended) {
      try {
        const about = { organisationId, calloutId, reason: OVER, now };
        await this.ports.bookings.standDownAll(about);
        const callout = await this.callout({ organisationId, calloutId });
        if (callout === null) continue;
        const to = { statuses: ['stood-down', 'checked-in'] as const, ...TO_ALL };
        const by = { role: 'closeby', id: null };
        await this.tell(callout, { kind: 'stood-down', text: '', to, by, id: calloutId });
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return ended.length;
  }

  private async tell(
    callout: BookedCallout,
    said: {
      readonly kind: NoteKind;
      readonly text: string;
      readonly to: MessageTo;
      readonly by: Speaker;
      /** Of the message; given where there may be only one such. */
      readonly id?: string;
    },
  ): Promise<MessageReach> {
    const { organisationId, id: calloutId } = callout;
    const { clock, ids, notes, incidents } = this.ports;
    const { kind, text, to, by, id = ids.id() } = said;
    const at = clock.now();
    const message: CalloutMessage = { id, organisationId, calloutId, kind, text, to, by, at };
    const recipientCount = (await notes.addMessage(message, callout.mode !== 'actual')) ?? 0;
    const actor = by.id === null ? ('closeby' as const) : ('coordinator' as const);
    const detail = { messageId: id, kind, recipientCount };
    const fact: Fact = { kind: 'callout-message', at, actor, responderId: null, detail };
    const about = { organisationId, incidentId: null, calloutId };
    await incidents.addFacts({ ...about, facts: [fact], notAlerted: [], now: at });
    return { message, recipientCount, reachedCount: 0, seenCount: 0, sparedCount: 0 };
  }

  private async callout({ organisationId, calloutId }: Of): Promise<BookedCallout | null> {
    const found = await this.ports.callouts.loadCallout(organisationId, calloutId);
    return found?.callout ?? null;
  }
}

function unknownKey(callout: BookedCallout, to: MessageTo): 'musterKey' | 'needKey' | null {
  const { musterKey, needKey } = to;
  const musters = callout.musterPoints.map((point) => point.musterKey);
  if (musterKey !== null && !musters.includes(musterKey)) return 'musterKey';
  const needs = callout.needs.map((need) => need.needKey);
  return needKey !== null && !needs.includes(needKey) ? 'needKey' : null;
}

function renderMessage(reach: MessageReach): MessageView {
  const { message, recipientCount, reachedCount, seenCount, sparedCount } = reach;
  const { id: messageId, kind, text, to, by, at } = message;
  return {
    ...{ messageId, kind, text, to: { ...to, statuses: [...to.statuses] } },
    ...{ byRole: by.role, at: toIso(at), recipientCount, reachedCount, seenCount, sparedCount },
  };
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
