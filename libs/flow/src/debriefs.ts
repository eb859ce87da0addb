import type { BookingStatus } from '#core/callout-booking';
import { ok, refuse, type Result } from '#core/problem';
import type { DebriefAnswerMessage, DebriefView, OwnDebriefView } from '#contracts/message-api';
import { toIso } from '#contracts/shapes';
import type {
  BookingStore,
  CalloutStore,
  Clock,
  Debrief,
  DebriefAnswer,
  DebriefOf,
  DebriefStore,
  Ids,
  MessageTo,
  NoteStore,
} from '#flow/ports';
import type { Speaker } from '#flow/muster-talk';

/** Whoever was there. */
const WERE_THERE: readonly BookingStatus[] = ['checked-in', 'checked-out'];
/** What was asked longer ago is asked no more. */
const ASKED_FOR_MS = 30 * 86_400_000;
/** Answers read for one summary, the newest; more are counted only. */
const ANSWERS_MAX = 2_000;

/** Thanks and three questions afterwards, and what people answer. */
export class Debriefs {
  constructor(
    private readonly ports: {
      readonly debriefs: DebriefStore;
      readonly notes: NoteStore;
      readonly bookings: Pick<BookingStore, 'booking' | 'ownBooking'>;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Thanks whoever was there and asks them; once, whatever is asked again. */
  async send(
    of: { readonly organisationId: string; readonly calloutId: string },
    said: { readonly thanks: string; readonly questions: readonly string[]; readonly by: Speaker },
  ): Promise<Result<{ readonly view: DebriefView; readonly created: boolean }>> {
    const { organisationId, calloutId } = of;
    const found = await this.ports.callouts.loadCallout(organisationId, calloutId);
    if (found === null) return noCallout();
    const sentAt = this.ports.clock.now();
    const { thanks, questions, by } = said;
    const debrief: Debrief = { ...of, thanks, questions, sentAt, askedCount: 0 };
    const created = await this.ports.debriefs.addDebrief(debrief);
    if (created) {
      const to: MessageTo = { statuses: WERE_THERE, musterKey: null, needKey: null, groupId: null };
      const message = { id: this.ports.ids.id(), ...of, kind: 'thanks', text: thanks, to } as const;
      const isExercise = found.callout.mode !== 'actual';
      const asked = await this.ports.notes.addMessage({ ...message, by, at: sentAt }, isExercise);
      await this.ports.debriefs.setAsked(organisationId, { calloutId, askedCount: asked ?? 0 });
    }
    const view = await this.read(organisationId, calloutId);
    return view.ok ? ok({ view: view.value, created }) : view;
  }

  /** What people have said so far: without names, but for those who want to be rung. */
  async read(organisationId: string, calloutId: string): Promise<Result<DebriefView>> {
    const { callouts, debriefs } = this.ports;
    if ((await callouts.loadCallout(organisationId, calloutId)) === null) return noCallout();
    const debrief = await debriefs.debrief(organisationId, calloutId);
    const { answers, count } = await debriefs.answers(organisationId, calloutId, ANSWERS_MAX);
    const rings = answers.filter(({ callBack }) => callBack);
    const callBacks = await Promise.all(rings.map((answer) => this.named(answer)));
    const questions = debrief?.questions ?? [];
    return ok({
      ...{ sentAt: toIso(debrief?.sentAt ?? null), thanks: debrief?.thanks ?? null },
      ...{ questions: [...questions], askedCount: debrief?.askedCount ?? 0, answeredCount: count },
      wellbeing: wellbeingOf(answers),
      callBacks: callBacks.flatMap((one) => one ?? []),
      answers: questions.map((question, index) => ({
        question,
        texts: answers.flatMap((answer) => answer.answers[index] ?? []),
      })),
    });
  }

  /** What somebody who was there has been asked in the last month; the newest first. */
  async askedOf(organisationId: string, who: DebriefOf): Promise<readonly OwnDebriefView[]> {
    const { debriefs, bookings, clock } = this.ports;
    const asked = await debriefs.askedOf(organisationId, who, clock.now() - ASKED_FOR_MS);
    const views = asked.map(async ({ bookingId, thanks, questions, sentAt, answeredAt }) => {
      const own = await bookings.ownBooking(organisationId, bookingId);
      if (own === null) return [];
      const { title, mode } = own.callout;
      const times = { sentAt: toIso(sentAt), answeredAt: toIso(answeredAt) };
      return [{ bookingId, title, mode, thanks, questions: [...questions], ...times }];
    });
    return (await Promise.all(views)).flat();
  }

  /**
   * What one's own booking is asked.
   *
   * @returns refusal `not-found`, also for a booking of somebody else and while nobody has asked
   */
  async askedAbout(
    of: { readonly organisationId: string; readonly responderId: string },
    bookingId: string,
  ): Promise<Result<OwnDebriefView>> {
    const asked = await this.askedOf(of.organisationId, { responderId: of.responderId });
    const one = asked.find((each) => each.bookingId === bookingId);
    return one === undefined ? noBooking() : ok(one);
  }

  /**
   * Keeps what somebody who was there says; the last answer counts.
   *
   * @returns refusals `not-found`, `illegal-step` where nobody has asked
   */
  async answer(
    of: {
      readonly organisationId: string;
      readonly bookingId: string;
      /** Null for somebody without an account, who holds the badge of it. */
      readonly responderId: string | null;
    },
    said: DebriefAnswerMessage,
  ): Promise<Result<null>> {
    const { organisationId, bookingId, responderId } = of;
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    if (entry?.booking.responderId !== responderId) return noBooking();
    const { calloutId } = entry.booking;
    if ((await this.ports.debriefs.debrief(organisationId, calloutId)) === null) {
      return refuse('illegal-step', 'Nobody has asked about this call-out yet.');
    }
    const { answers, wellbeing, callBack } = said;
    await this.ports.debriefs.putAnswer({
      ...{ organisationId, calloutId, bookingId, answers, wellbeing, callBack },
      at: this.ports.clock.now(),
    });
    return ok(null);
  }

  private async named(answer: DebriefAnswer) {
    const { organisationId, bookingId, at } = answer;
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    if (entry === null) return null;
    return { bookingId, displayName: entry.displayName, answeredAt: toIso(at) };
  }
}

function wellbeingOf(answers: readonly DebriefAnswer[]): DebriefView['wellbeing'] {
  const count = (which: DebriefAnswer['wellbeing']): number =>
    answers.filter(({ wellbeing }) => wellbeing === which).length;
  const said = { well: count('well'), mixed: count('mixed'), 'not-well': count('not-well') };
  return { ...said, unsaid: count(null) };
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}

function noBooking(): Result<never> {
  return refuse('not-found', 'There is no such booking.');
}
