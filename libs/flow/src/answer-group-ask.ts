import type { Callout } from '#core/callout';
import type { Pieces } from '#core/equipment';
import type { GroupAsk } from '#core/group';
import { putInWords } from '#core/group-words';
import { ok, refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import { toPieces } from '#contracts/callout-parts';
import type { AnswerGroupAskMessage, GroupAnswerView } from '#contracts/group-api';
import type { GroupAsks } from '#flow/group-asks';
import { renderAskOf } from '#flow/group-view';
import type { Notes } from '#flow/notes';
import type { OwnGroups } from '#flow/own-groups';
import type { TellRoster } from '#flow/tell-roster';
import type {
  Booked,
  BookingStore,
  CalloutStore,
  Clock,
  CountedGroup,
  GroupStore,
  NewBooking,
  PeopleStore,
  ReachStore,
  ResponderCaller,
  Vault,
} from '#flow/ports';

/** Somebody who is put in, with whoever comes with them. */
interface PutIn {
  readonly field: string;
  readonly responderId: string | null;
  readonly displayName: string | null;
  readonly phone: string | null;
  readonly peopleCount: number;
  readonly pieces: Pieces;
}

type Outcome = GroupAnswerView['people'][number];

/** A group's coordinator fills what a call-out asks of the group with its own people. */
export class AnswerGroupAsk {
  constructor(
    private readonly ports: {
      readonly groups: GroupStore;
      readonly ownGroups: Pick<OwnGroups, 'coordinated'>;
      readonly asks: Pick<GroupAsks, 'ended'>;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly bookings: Pick<BookingStore, 'book'>;
      readonly people: Pick<PeopleStore, 'candidates'>;
      readonly reach: Pick<ReachStore, 'reachOf'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly tellRoster: Pick<TellRoster, 'changed' | 'line'>;
      readonly vault: Vault;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Books each who is put in, by the rule of places; whoever does not fit waits in the reserve.
   * The same people again are not booked twice. The ask is over once it is filled, or with the
   * coordinator's last word; with nobody at all that is a refusal.
   *
   * @returns refusals `not-found`, `illegal-step`, `callout-over`, `invalid-field`
   */
  async answer(
    caller: ResponderCaller,
    askId: string,
    message: AnswerGroupAskMessage,
  ): Promise<Result<GroupAnswerView>> {
    const { groups, callouts, clock } = this.ports;
    const { organisationId } = caller;
    const ask = await groups.groupAsk(organisationId, askId);
    const group = ask === null ? null : await this.ports.ownGroups.coordinated(caller, ask.groupId);
    if (ask === null || group === null) return refuse('not-found', 'There is no such ask.');
    const now = clock.now();
    const open = isOpen(ask, now);
    if (!open.ok) return open;
    const state = await callouts.loadCallout(organisationId, ask.calloutId);
    if (state === null) return refuse('not-found', 'There is no such call-out.');
    const { callout } = state;
    if (callout.status === 'closed' || callout.status === 'cancelled') {
      return refuse('callout-over', `The call-out is ${callout.status}.`);
    }
    const people = putInOf(message);
    const checked = await this.check(callout, { ask, group, people });
    if (!checked.ok) return checked;
    const outcomes = await this.bookAll(callout, { ask, people, now });
    return ok(await this.finish(ask, { group, isLast: message.isLast, outcomes, now }));
  }

  /** Own members alone, of the right kind of phone, and no more than were asked for. */
  private async check(
    { mode, organisationId }: Callout,
    of: { readonly ask: GroupAsk; readonly group: CountedGroup; readonly people: readonly PutIn[] },
  ): Promise<Result<null>> {
    const { ask, group, people } = of;
    const count = people.reduce((sum, one) => sum + one.peopleCount, 0);
    const left = ask.peopleCount - ask.filledCount;
    if (count > left) {
      return refuse('invalid-field', `${left} people are asked of your group now`, 'members');
    }
    const named = people.filter((one) => one.responderId !== null);
    if (named.length === 0) return ok(null);
    const { groups } = this.ports;
    const members = await groups.members(organisationId, group.id);
    const ids = named.flatMap(({ responderId }) => responderId ?? []);
    const candidates = await this.ports.people.candidates(organisationId, ids);
    for (const { responderId, field } of named) {
      const person = candidates.find(({ responder }) => responder.id === responderId)?.responder;
      if (person === undefined || !members.some((one) => one.responderId === responderId)) {
        return refuse('invalid-field', 'is no member of your group', `${field}.responderId`);
      }
      if (person.disabledAt !== null || person.testPhone === (mode === 'actual')) {
        return refuse('invalid-field', 'may not be put in for this', `${field}.responderId`);
      }
    }
    return ok(null);
  }

  private async bookAll(
    callout: Callout,
    of: { readonly ask: GroupAsk; readonly people: readonly PutIn[]; readonly now: Instant },
  ): Promise<readonly { readonly outcome: Outcome; readonly counted: PutIn | null }[]> {
    const { ask, people, now } = of;
    const done: { outcome: Outcome; counted: PutIn | null }[] = [];
    for (const [index, one] of people.entries()) {
      const same = people.slice(0, index).filter((each) => nameOf(each) === nameOf(one)).length;
      const id = this.bookingId(`${ask.id} ${nameOf(one)} ${String(same)}`);
      const booked = await this.ports.bookings.book({ booking: bookingOf(one, ask, id), now });
      const { responderId, displayName } = one;
      if (!booked.ok) {
        const problem = booked.problem.detail;
        const outcome = { responderId, displayName, bookingId: null, problem };
        done.push({ outcome: { ...outcome, status: 'refused' }, counted: null });
        continue;
      }
      const { booking } = booked.value;
      const status = booking.status === 'reserve' ? 'reserve' : 'expected';
      const outcome = { responderId, displayName, bookingId: booking.id, status, problem: null };
      // Who was booked by an earlier answer was counted by it.
      const isNew = booking.bookedAt === now;
      done.push({
        outcome: { ...outcome, status },
        counted: isNew && status === 'expected' ? one : null,
      });
      if (!isNew) continue;
      await this.tellStaff(callout, booked.value);
      if (responderId !== null) await this.tell(callout, responderId);
    }
    return done;
  }

  private async finish(
    ask: GroupAsk,
    of: {
      readonly group: CountedGroup;
      readonly isLast: boolean;
      readonly outcomes: Awaited<ReturnType<AnswerGroupAsk['bookAll']>>;
      readonly now: Instant;
    },
  ): Promise<GroupAnswerView> {
    const { groups } = this.ports;
    const { organisationId, id: askId } = ask;
    const { group, isLast, outcomes, now } = of;
    let after = ask;
    for (const { counted } of outcomes) {
      if (counted === null) continue;
      after = (await groups.addFilled({ organisationId, askId }, counted)) ?? after;
    }
    if (isLast || after.filledCount >= after.peopleCount) {
      const to = after.filledCount === 0 && outcomes.length === 0 ? 'refused' : 'answered';
      after = (await groups.endAsk({ organisationId, askId, to, now })) ?? after;
      if (after.status !== 'asked') await this.ports.asks.ended(after);
    }
    const people = outcomes.map(({ outcome }) => outcome);
    return { ask: renderAskOf(after, group, now), people };
  }

  private async tellStaff({ organisationId, id, mode }: Callout, booked: Booked): Promise<void> {
    const { tellRoster } = this.ports;
    await tellRoster.changed(organisationId, booked, { calloutId: id, mode });
    await tellRoster.line(organisationId, booked.booking.id);
  }

  private async tell(callout: Callout, responderId: string): Promise<void> {
    const { organisationId, id: calloutId, mode } = callout;
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    const text = putInWords(person?.language ?? 'en');
    await this.ports.notes.tell([
      {
        ...{ organisationId, responderId, bookingId: null, calloutId },
        ...{ kind: 'callout-message', text, isExercise: mode !== 'actual' },
      },
    ]);
  }

  /** The same person of the same ask is the same booking, however often they are put in. */
  private bookingId(name: string): string {
    const digest = this.ports.vault.digest(`group booking ${name}`);
    const hex = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0'));
    // Version 8 and variant of RFC 9562: an id of our own making.
    const text = hex.join('').replace(/^(.{12}).(.{3}).(.{15}).*$/u, '$18$2a$3');
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
  }
}

function isOpen(ask: GroupAsk, now: Instant): Result<null> {
  if (ask.status !== 'asked') return refuse('illegal-step', `It is ${ask.status}.`);
  return ask.answerBy > now ? ok(null) : refuse('illegal-step', 'The time to answer is over.');
}

function putInOf({ members, others }: AnswerGroupAskMessage): readonly PutIn[] {
  return [
    ...members.map(({ responderId, peopleCount, pieces }, index) => ({
      ...{ field: `members.${String(index)}`, responderId, displayName: null, phone: null },
      ...{ peopleCount, pieces: toPieces(pieces) },
    })),
    ...others.map(({ displayName, phone = null, peopleCount, pieces }, index) => ({
      ...{ field: `others.${String(index)}`, responderId: null, displayName, phone },
      ...{ peopleCount, pieces: toPieces(pieces) },
    })),
  ];
}

function nameOf({ responderId, displayName, phone }: PutIn): string {
  return responderId ?? `${displayName ?? ''} ${phone ?? ''}`;
}

function bookingOf(one: PutIn, ask: GroupAsk, id: string): NewBooking {
  const { organisationId, calloutId, groupId, needKey } = ask;
  const { responderId, displayName, phone, peopleCount, pieces } = one;
  return {
    ...{ id, organisationId, calloutId, groupId, alertId: null, passId: null },
    ...{ responderId, displayName, phone },
    conditions: { fromAt: null, untilAt: null, peopleCount, pieces, note: null },
    wishes: { needKey, musterKey: null },
  };
}
