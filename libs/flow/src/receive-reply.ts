import { type DeclinableChannel } from '#core/delivery';
import { isYesNow, needsHuman, type ReplyRecord } from '#core/reply-outcome';
import { MINUTE_MS, type Instant } from '#core/units';
import { understandReply, type ReplyMeaning } from '#core/understand-reply';
import type { AnswerMessage } from '#contracts/responder-api';
import type { AnswerAlert } from '#flow/answer-alert';
import type { Decide } from '#flow/decide';
import { placeReply, type PlacedSender } from '#flow/place-reply';
import type {
  AnswerableAlert,
  Channels,
  Clock,
  Ids,
  IncidentStore,
  ListedReply,
  Live,
  ReachStore,
  ReplyEvent,
  ReplyInbox,
  StoredReply,
} from '#flow/ports';
import type { RecordReceipt } from '#flow/record-receipt';
import { replyConditions } from '#flow/reply-conditions';
import { renderReply } from '#flow/reply-view';
import type { Words } from '#flow/words';

/** Longer than any text that providers join from its parts; the rest is not kept. */
export const REPLY_CHARACTERS_MAX = 4_000;
/** A machine that answers our question must not be asked again at once. */
export const ASKED_BACK_EVERY_MS = 5 * MINUTE_MS;
const ASKED_BACK_KEPT_MAX = 10_000;
/** Which alert somebody meant is worth knowing for so long; real milliseconds. */
const WHICH_ONE_TTL_MS = 5 * MINUTE_MS;

type Done = Pick<ReplyRecord, 'outcome' | 'refusal'>;

/** What people write back by SMS, or press in a call, counts as if they had said it in the app. */
export class ReceiveReply {
  private readonly askedBackAt = new Map<string, Instant>();

  constructor(
    private readonly ports: {
      readonly replies: ReplyInbox;
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly reach: Pick<ReachStore, 'reachOf' | 'setReach'>;
      readonly channels: Pick<Channels, 'sms'>;
      readonly words: Pick<Words, 'say'>;
      readonly answers: Pick<AnswerAlert, 'answer'>;
      readonly decide: Pick<Decide, 'localTimeAt'>;
      readonly receipts: Pick<RecordReceipt, 'keep'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Keeps the reply of everybody it may come from, exactly once, and then does what it says. What
   * is not clear to the last word stays open for a human, and so does what fails half-way.
   */
  async receive(event: ReplyEvent): Promise<void> {
    const { replies, clock } = this.ports;
    const text = storable(event.text);
    const from = international(event.from);
    const now = clock.now();
    const { channel, providerRef } = event;
    const senders = await replies.senders(from, now);
    if (senders.length === 0) {
      await replies.keepUnplaced({ channel, providerRef, from, text, now });
      return;
    }
    const meaning = understandReply(text);
    const isForAll = meaning.answer === 'stop' || meaning.answer === 'start';
    const hints = { code: meaning.code, providerRef, now };
    const placed = isForAll
      ? senders.map((sender): PlacedSender => ({ sender, placed: { kind: 'none' } }))
      : placeReply(senders, hints);
    const kept = await Promise.all(
      placed.map((each) => this.keep({ ...event, text, now }, each, meaning)),
    );
    if (kept.includes(true) && channel === 'sms')
      await this.askBack(placed, { from, meaning, now });
  }

  /** False for what was kept before. */
  private async keep(
    event: ReplyEvent & { readonly now: Instant },
    placed: PlacedSender,
    meaning: ReplyMeaning,
  ): Promise<boolean> {
    const reply = this.replyOf(event, placed);
    if ((await this.ports.replies.keep(reply)) === 'duplicate') return false;
    try {
      const done = await this.act(reply, placed, meaning);
      await this.settle(reply, { ...meaning, ...done });
    } catch (error) {
      this.ports.onError(error);
    }
    return true;
  }

  private replyOf(
    event: ReplyEvent & { readonly now: Instant },
    { sender, placed }: PlacedSender,
  ): StoredReply {
    return {
      id: this.ports.ids.id(),
      organisationId: sender.organisationId,
      responderId: sender.responderId,
      alertId: placed.kind === 'alert' ? placed.alert.alertId : null,
      channel: event.channel,
      providerRef: event.providerRef,
      text: event.text,
      meaning: null,
      status: 'open',
      receivedAt: event.now,
      handledAt: null,
      handledBy: null,
      note: null,
    };
  }

  private async act(
    reply: StoredReply,
    { placed }: PlacedSender,
    meaning: ReplyMeaning,
  ): Promise<Done> {
    const { answer } = meaning;
    if (answer === 'stop' || answer === 'start') return this.setSms(reply, answer);
    if (placed.kind === 'alert') await this.confirm(reply, placed.alert);
    if (answer === null) return { outcome: 'not-understood', refusal: null };
    if (placed.kind === 'alert') return this.answer(reply, placed.alert, meaning);
    const outcome = placed.kind === 'none' ? 'no-alert' : placed.kind;
    return { outcome, refusal: null };
  }

  /** Whoever answers has seen what they were asked. */
  private async confirm(reply: StoredReply, { alertId }: AnswerableAlert): Promise<void> {
    const { organisationId, responderId, channel } = reply;
    await this.ports.receipts.keep({
      ...{ organisationId, alertId, responderId, channel },
      ...{ kind: 'seen', subject: 'alert', deviceId: null },
    });
  }

  private async answer(
    reply: StoredReply,
    { alertId, about }: AnswerableAlert,
    meaning: ReplyMeaning,
  ): Promise<Done> {
    if (about === 'incident' && meaning.answer === 'yes' && !isYesNow(meaning)) {
      return { outcome: 'conditional', refusal: null };
    }
    const { organisationId, responderId, receivedAt } = reply;
    const isYes = meaning.answer === 'yes';
    const conditions = isYes && about === 'callout' ? await this.conditions(reply, meaning) : {};
    if (conditions === null) return { outcome: 'conditional', refusal: null };
    const result = await this.ports.answers.answer(
      {
        ...{ role: 'responder', organisationId, responderId },
        ...{ deviceId: reply.id, expiresAt: receivedAt },
      },
      { alertId, answer: isYes ? 'accept' : 'decline', ...conditions },
    );
    // At a time at which the call-out is not: for a human to ring back.
    if (!result.ok && result.problem.code === 'invalid-field') {
      return { outcome: 'conditional', refusal: null };
    }
    if (!result.ok) return { outcome: 'refused', refusal: result.problem.code };
    if (about === 'drill') return { outcome: 'drill-heard', refusal: null };
    return { outcome: meaning.answer === 'yes' ? 'accepted' : 'declined', refusal: null };
  }

  /** What a yes to a call-out depends on; null where only a human can promise it. */
  private async conditions(
    { organisationId, receivedAt: now }: StoredReply,
    meaning: ReplyMeaning,
  ): Promise<Pick<AnswerMessage, 'conditions'> | null> {
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(organisationId, now);
    const conditions = replyConditions(meaning, { now, minuteOfWeek });
    return conditions === null ? null : { conditions };
  }

  private async setSms(reply: StoredReply, answer: 'stop' | 'start'): Promise<Done> {
    const { organisationId, responderId } = reply;
    const reach = await this.ports.reach.reachOf(organisationId, responderId);
    const others = (reach?.declined ?? []).filter((channel) => channel !== 'sms');
    const declined: DeclinableChannel[] = answer === 'stop' ? [...others, 'sms'] : others;
    const now = this.ports.clock.now();
    await this.ports.reach.setReach({ organisationId, responderId, change: { declined }, now });
    return { outcome: answer === 'stop' ? 'stopped' : 'started', refusal: null };
  }

  private async settle(reply: StoredReply, record: ReplyRecord): Promise<void> {
    const { organisationId, alertId } = reply;
    const settled = await this.ports.replies.settle({
      ...{ organisationId, replyId: reply.id, alertId },
      meaning: { ...record },
      status: needsHuman(record) ? 'open' : 'understood',
    });
    if (settled === null) return;
    this.ports.live.tellControl(organisationId, { event: 'reply', view: renderReply(settled) });
    await this.note(settled, record);
  }

  /** A fact of the incident or call-out, without the text; a drill has no timeline. */
  private async note(reply: ListedReply, record: ReplyRecord): Promise<void> {
    const { organisationId, about, aboutId, responderId, receivedAt, channel } = reply;
    if (about === null || about === 'drill' || aboutId === null) return;
    const incidentId = about === 'incident' ? aboutId : null;
    const { outcome } = record;
    const detail = { replyId: reply.id, channel, outcome, isOpen: reply.status === 'open' };
    const kind = 'reply-received' as const;
    const facts = await this.ports.incidents.addFacts({
      ...{ organisationId, incidentId, calloutId: incidentId === null ? aboutId : null },
      facts: [{ kind, at: receivedAt, actor: 'responder', responderId, detail }],
      ...{ notAlerted: [], now: this.ports.clock.now() },
    });
    if (incidentId === null) return;
    for (const fact of facts) {
      this.ports.live.tellControl(organisationId, { event: 'fact', incidentId, fact });
    }
  }

  /** Asks which alert was meant, where an answer could be to several; now and then only. */
  private async askBack(
    placed: readonly PlacedSender[],
    reply: { readonly from: string; readonly meaning: ReplyMeaning; readonly now: Instant },
  ): Promise<void> {
    const { answer } = reply.meaning;
    const alerts = placed.flatMap((each) =>
      each.placed.kind === 'which-one' ? each.placed.alerts : [],
    );
    const [first] = placed;
    const [newest] = alerts;
    const isAnswer = answer === 'yes' || answer === 'no';
    const { sms } = this.ports.channels;
    if (!isAnswer || first === undefined || newest === undefined || sms === undefined) return;
    if (!this.mayAskBack(reply.from, reply.now)) return;
    const { organisationId, language } = first.sender;
    const channel = 'sms';
    const alertIds = alerts.map(({ alertId }) => alertId);
    const saying = { organisationId, kind: 'which-one', channel, language, alertIds } as const;
    const deliveryId = this.ports.ids.id();
    const asked = await sms.handOver({
      ...{ deliveryId, alertId: newest.alertId, address: reply.from, about: newest.about },
      ...{ subject: 'alert', rank: 'life-threatening', collapseKey: deliveryId },
      ...{ ttlMs: WHICH_ONE_TTL_MS, language },
      text: await this.ports.words.say({ ...saying, isExercise: false }),
    });
    if (asked.outcome !== 'taken') this.ports.onError(new Error(`asking back: ${asked.outcome}`));
  }

  private mayAskBack(from: string, now: Instant): boolean {
    const askedAt = this.askedBackAt.get(from);
    const every = this.ports.clock.stretch(ASKED_BACK_EVERY_MS);
    if (askedAt !== undefined && now - askedAt < every) return false;
    if (this.askedBackAt.size >= ASKED_BACK_KEPT_MAX) this.askedBackAt.clear();
    this.askedBackAt.set(from, now);
    return true;
  }
}

/** What PostgreSQL cannot keep in a text is left out: noughts, and halves of characters. */
function storable(text: string): string {
  return text.slice(0, REPLY_CHARACTERS_MAX).replace(/\0|\p{Surrogate}/gu, '');
}

/** A number as people are registered under it: plus, country, number. */
function international(from: string): string {
  const digits = from.replace(/[^\d+]/gu, '').replace(/^00/u, '+');
  return digits.startsWith('+') ? digits : `+${digits}`;
}
