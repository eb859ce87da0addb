import { mayAsk } from '#core/callout';
import type { Instant } from '#core/units';
import { AskCrowd } from '#flow/ask-crowd';
import { renderCallout } from '#flow/callout-view';
import { ofCallout, type Budget } from '#flow/crowd-page';
import { EndQuestions } from '#flow/end-questions';
import { LookAtCrowd } from '#flow/look-at-crowd';
import type { Decide } from '#flow/decide';
import type {
  CalloutFilling,
  CalloutStore,
  Clock,
  FillState,
  GroupStore,
  Ids,
  Live,
  Meter,
} from '#flow/ports';

/** Pages of one review, less than a lease lasts; where more is left the next goes on at once. */
export const PAGES_PER_REVIEW = 4;

/**
 * Fills call-outs: looks at everyone in the area, asks whose turn it is in batches, lets go whom a
 * filled or ended call-out no longer needs. All of it in small pages, each a transaction of its
 * own; whatever is left over, by a killed worker too, the next review finds and does.
 */
export class FillCallout {
  constructor(
    private readonly ports: {
      readonly filling: CalloutFilling;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
      readonly look: LookAtCrowd;
      readonly ask: AskCrowd;
      readonly end: EndQuestions;
    },
  ) {}

  /**
   * Does the next part of what a call-out needs now.
   *
   * @returns when it has to be looked at again; null for not by itself
   */
  async review(organisationId: string, calloutId: string): Promise<Instant | null> {
    const { filling, clock, end } = this.ports;
    const state = await filling.loadFill(organisationId, calloutId);
    if (state === null) return null;
    const { callout } = state;
    const budget = { pages: PAGES_PER_REVIEW };
    const isEnded = await end.endDue(state, budget);
    const isDone = isEnded && (await this.fill(state, budget));
    await this.tell(organisationId, calloutId);
    const now = clock.now();
    if (!isDone) return now;
    return callout.status === 'open' ? now + callout.policy.intervalMs : null;
  }

  /** Looks at people and asks; false where something is left to be done at once. */
  private async fill(state: FillState, budget: Budget): Promise<boolean> {
    const { filling, clock, look: crowd, ask } = this.ports;
    const { callout } = state;
    if (!mayAsk(callout, clock.now())) return true;
    const of = ofCallout(callout);
    await filling.putBack(of);
    const asksWhileLooking = callout.policy.order === 'all-at-once';
    let look = await crowd.current(state);
    while (look.endedAt === null) {
      if (budget.pages <= 0) return false;
      look = await crowd.goOn(callout, look, budget);
      if (asksWhileLooking && !(await ask.ask(of, budget))) return false;
    }
    return ask.ask(of, budget);
  }

  private async tell(organisationId: string, calloutId: string): Promise<void> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    if (state === null) return;
    this.ports.live.tellControl(organisationId, { event: 'callout', view: renderCallout(state) });
  }
}

/** Puts the parts of filling together. */
export function makeFillCallout(ports: {
  readonly filling: CalloutFilling;
  readonly callouts: Pick<CalloutStore, 'loadCallout'>;
  readonly groups: Pick<GroupStore, 'heldFor'>;
  readonly live: Live;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly decide: Pick<Decide, 'localTimeAt'>;
}): FillCallout {
  const look = new LookAtCrowd(ports);
  const parts = { look, ask: new AskCrowd({ ...ports, look }) };
  return new FillCallout({ ...ports, ...parts, end: new EndQuestions({ ...ports, look }) });
}
