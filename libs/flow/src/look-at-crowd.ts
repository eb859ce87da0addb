import { looksFor, type Callout } from '#core/callout';
import { considerForCallout, type CalloutPerson } from '#core/consider-for-callout';
import type { Instant } from '#core/units';
import { CROWD_PAGE, ofCallout, type Budget } from '#flow/crowd-page';
import type { Decide } from '#flow/decide';
import type { CalloutFilling, CalloutLook, Clock, FillState } from '#flow/ports';

/** Where nobody is left everyone is looked at again, once in so many intervals. */
const FULL_LOOK_INTERVALS = 5;

/** Finds out who is in the area of a call-out, and who of them may be asked. */
export class LookAtCrowd {
  constructor(
    private readonly ports: {
      readonly filling: CalloutFilling;
      readonly clock: Clock;
      readonly decide: Pick<Decide, 'localTimeAt'>;
    },
  ) {}

  /**
   * The look under way, or one to begin now: at everybody where something else is looked for than
   * before, and once in a while where people may come in; otherwise at those who have come since.
   */
  async current({ callout, look }: FillState): Promise<CalloutLook> {
    const { clock, filling } = this.ports;
    const now = clock.now();
    const wanted = looksFor(callout);
    const known = look?.looksFor === wanted ? look : null;
    if (known !== null && known.endedAt === null) return known;
    const fullMs = FULL_LOOK_INTERVALS * callout.policy.intervalMs;
    const comesAnybody = known === null || (callout.presence.entering && now > known.beganAt);
    if (!comesAnybody) return known;
    const isFull = known === null || now - known.fullAt >= fullMs;
    const next: CalloutLook = {
      looksFor: wanted,
      since: isFull ? null : known.beganAt,
      cursor: null,
      beganAt: now,
      endedAt: null,
      fullAt: isFull ? now : known.fullAt,
      looksCount: look?.looksCount ?? 0,
    };
    await filling.saveLook(ofCallout(callout), next);
    return next;
  }

  /** Looks at the next page of people. */
  async goOn(callout: Callout, look: CalloutLook, budget: Budget): Promise<CalloutLook> {
    const { filling, clock } = this.ports;
    budget.pages -= 1;
    const now = clock.now();
    const page = await filling.lookAt(callout, look, { max: CROWD_PAGE, now });
    await this.consider(callout, page.people, look.looksCount === 0);
    const isEnd = page.cursor === null;
    const next = {
      ...{ ...look, cursor: page.cursor, endedAt: isEnd ? now : null },
      looksCount: look.looksCount + (isEnd ? 1 : 0),
    };
    await filling.saveLook(ofCallout(callout), next);
    return next;
  }

  /** Looks at these people once more; who is no longer in the register is not asked either. */
  async again(callout: Callout, responderIds: readonly string[]): Promise<void> {
    const { filling, clock } = this.ports;
    const now = clock.now();
    const people = await filling.lookAtPeople(callout, responderIds, now);
    await this.consider(callout, people, false);
    const found = new Set(people.map(({ responder }) => responder.id));
    const gone = responderIds.filter((id) => !found.has(id));
    if (gone.length > 0) await filling.keepConsidered(ofCallout(callout), gone.map(erased), now);
  }

  private async consider(
    callout: Callout,
    people: readonly CalloutPerson[],
    isFirstLook: boolean,
  ): Promise<void> {
    if (people.length === 0) return;
    const now: Instant = this.ports.clock.now();
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(callout.organisationId, now);
    const rule = { callout, now, minuteOfWeek, isFirstLook };
    const considered = people.map((person) => ({
      ...considerForCallout(person, rule),
      channels: person.responder.channels,
    }));
    await this.ports.filling.keepConsidered(ofCallout(callout), considered, now);
  }
}

function erased(responderId: string) {
  return {
    ...{ responderId, reason: 'disabled' as const, waves: 0, needKeys: [], equipment: [] },
    ...{ turn: 0, distanceM: null, channels: [] },
  };
}
