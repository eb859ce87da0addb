import type { Alert } from '#core/alert';
import { NO_CONDITIONS, type Conditions } from '#core/callout-booking';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import { toConditions, type ConditionsMessage } from '#contracts/booking-api';
import type { AlertView, AnswerMessage } from '#contracts/responder-api';
import type {
  BookedCallout,
  BookingStore,
  CalloutStore,
  Clock,
  Ids,
  NewBooking,
  ResponderCaller,
} from '#flow/ports';
import type { TellRoster } from '#flow/tell-roster';

/** A responder says yes or no to a call-out, and on which conditions. */
export class AnswerCallout {
  constructor(
    private readonly ports: {
      readonly calloutStore: Pick<CalloutStore, 'loadCalloutAlert' | 'declineQuestion'>;
      readonly bookings: Pick<BookingStore, 'book'>;
      readonly tellRoster: TellRoster;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /**
   * Takes the answer. A yes takes places, or is thanked and kept in reserve where none fit; either
   * is a booking. Saying the same twice changes nothing.
   *
   * @returns the question as they may see it now; or `not-found`, `alert-expired`,
   *   `alert-withdrawn`, `already-answered`, `callout-over`, `double-booked`, `invalid-field`
   */
  async answer(caller: ResponderCaller, message: AnswerMessage): Promise<Result<AlertView>> {
    const { organisationId, responderId } = caller;
    const { alertId } = message;
    const { calloutStore } = this.ports;
    const found = await calloutStore.loadCalloutAlert(organisationId, alertId, responderId);
    if (found === null) return noQuestion();
    const said = { accept: 'accepted', decline: 'declined' } as const;
    if (found.alert.status !== said[message.answer]) {
      const done =
        message.answer === 'accept'
          ? await this.accept(caller, found, message.conditions)
          : await this.decline(caller, found);
      if (!done.ok) return done;
    }
    const view = await this.ports.tellRoster.alert({ organisationId, alertId, responderId });
    return view === null ? noQuestion() : ok(view);
  }

  private async accept(
    { organisationId, responderId }: ResponderCaller,
    { alert, callout }: Asked,
    message: ConditionsMessage | undefined,
  ): Promise<Result<null>> {
    const now = this.ports.clock.now();
    const wanted = wantedOf(callout, message, now);
    if (!wanted.ok) return wanted;
    const of = { organisationId, calloutId: callout.id, alertId: alert.id, responderId };
    const booked = await this.ports.bookings.book({
      booking: {
        ...{ id: this.ports.ids.id(), ...of, passId: null, groupId: null },
        ...{ displayName: null, phone: null, ...wanted.value },
      },
      now,
    });
    if (!booked.ok) return booked;
    const told = { calloutId: callout.id, mode: callout.mode };
    await this.ports.tellRoster.changed(organisationId, booked.value, told);
    return ok(null);
  }

  private async decline(
    { organisationId, responderId }: ResponderCaller,
    { alert, callout }: Asked,
  ): Promise<Result<null>> {
    const problem = whyClosed(alert);
    if (problem !== null) return { ok: false, problem };
    const key = { organisationId, alertId: alert.id, responderId, now: this.ports.clock.now() };
    const saved = await this.ports.calloutStore.declineQuestion(key);
    if (saved === null) return refuse('changed-meanwhile', 'Please look at it again.');
    const told = { calloutId: callout.id, mode: callout.mode };
    await this.ports.tellRoster.changed(organisationId, { promoted: [], saved }, told);
    return ok(null);
  }
}

interface Asked {
  readonly alert: Alert;
  readonly callout: BookedCallout;
}

/**
 * Conditions and wishes of a yes as core reads them; `invalid-field` for a need or a muster point
 * that is none of this call-out's, and for a time that has nothing in common with it.
 */
export function wantedOf(
  callout: BookedCallout,
  message: ConditionsMessage | undefined,
  now: number,
): Result<Pick<NewBooking, 'conditions' | 'wishes'>> {
  const wishes = { needKey: message?.needKey ?? null, musterKey: message?.musterKey ?? null };
  const conditions = message === undefined ? NO_CONDITIONS : toConditions(message);
  const { needKey, musterKey } = wishes;
  if (needKey !== null && !callout.needs.some((need) => need.needKey === needKey)) {
    return refuse('invalid-field', 'There is no such need.', 'conditions.needKey');
  }
  const isPoint = callout.musterPoints.some((point) => point.musterKey === musterKey);
  if (musterKey !== null && !isPoint) {
    return refuse('invalid-field', 'There is no such muster point.', 'conditions.musterKey');
  }
  const field = whyNoTime(callout, conditions, now);
  if (field === null) return ok({ conditions, wishes });
  return refuse('invalid-field', 'The call-out is not at that time.', `conditions.${field}`);
}

function whyNoTime(
  { window }: BookedCallout,
  { fromAt, untilAt }: Conditions,
  now: number,
): 'fromAt' | 'untilAt' | null {
  if (fromAt !== null && fromAt >= window.until) return 'fromAt';
  if (untilAt === null) return null;
  const begins = Math.max(window.from, fromAt ?? window.from, now);
  return untilAt <= begins ? 'untilAt' : null;
}

function whyClosed(alert: Alert): Problem | null {
  switch (alert.status) {
    case 'sent':
      return null;
    case 'accepted':
      return { code: 'already-answered', detail: 'You have accepted; withdraw instead.' };
    case 'declined':
      return { code: 'already-answered', detail: 'You have declined.' };
    case 'expired':
      return { code: 'alert-expired', detail: 'The question has expired.' };
    case 'withdrawn':
      return { code: 'alert-withdrawn', detail: 'You are no longer needed. Thank you.' };
  }
}

function noQuestion(): Result<never> {
  return refuse('not-found', 'There is no such alert.');
}
