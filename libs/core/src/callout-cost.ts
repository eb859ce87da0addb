import { DELIVERY_CHANNELS, type DeliveryChannel } from '#core/delivery';
import { CALLOUT_LADDER, DEFAULT_LADDERS, type Ladder } from '#core/delivery-ladder';

/**
 * Share of people asked whose phone has given no receipt when the step after the app falls due. An
 * assumption, rather too high than too low, so that a preview does not promise less than it costs;
 * it comes from no measurement.
 */
export const UNHEARD_SHARE = 0.3;

/** What a message takes and costs. */
export interface MessagePrice {
  /** Parts it is cut into and paid as; 1 for everything but SMS. */
  readonly segments: number;
  /** Of one part; 0 where nobody has said. */
  readonly price: number;
}

export interface ChannelCost {
  readonly channel: DeliveryChannel;
  readonly messagesExpected: number;
  readonly messagesMax: number;
  readonly segmentsPerMessage: number;
  readonly costExpected: number;
  readonly costMax: number;
}

/** What decides how many messages a call-out takes. */
export interface AskedPeople {
  /** People who could be asked. */
  readonly reachableCount: number;
  /** People who have each channel. */
  readonly peopleByChannel: Partial<Readonly<Record<DeliveryChannel, number>>>;
  /** People who have no app that could say it has arrived. */
  readonly withoutAppCount: number;
  readonly wantedCount: number;
  /** Share of those asked who are expected to say yes. */
  readonly acceptShare: number;
}

/** How many people are likely to be asked until as many as wanted have said yes. */
export function askedExpected(people: AskedPeople): number {
  const asked = Math.ceil(people.wantedCount / people.acceptShare);
  return Math.min(people.reachableCount, asked);
}

/**
 * Messages and cost of a call-out by channel. At most: everyone who could be asked gets every step
 * of the question's ladder and of the ladder by which those are let go who are needed no more.
 * Expected: as many are asked as its share of yes asks for, a message goes on to the next channel
 * for those without an app and for the share that gives no receipt, and whoever has not said yes is
 * let go. Prices are of one part of a message.
 */
export function calloutCosts(
  people: AskedPeople,
  prices: Partial<Readonly<Record<DeliveryChannel, MessagePrice>>>,
): readonly ChannelCost[] {
  const { reachableCount } = people;
  const expected = askedExpected(people);
  const asked = reachableCount === 0 ? 0 : expected / reachableCount;
  const letGo = expected === 0 ? 0 : Math.max(0, expected - people.wantedCount) / expected;
  const withoutApp = reachableCount === 0 ? 0 : people.withoutAppCount / reachableCount;
  const unheard = withoutApp + (1 - withoutApp) * UNHEARD_SHARE;
  return DELIVERY_CHANNELS.flatMap((channel) => {
    const count = people.peopleByChannel[channel] ?? 0;
    if (count === 0) return [];
    const question = stepsBy(channel, CALLOUT_LADDER);
    const end = stepsBy(channel, DEFAULT_LADDERS['stood-down']);
    const share = (steps: Steps) => steps.atOnce + steps.later * unheard;
    const messagesExpected = Math.round(count * asked * (share(question) + letGo * share(end)));
    const messagesMax = count * (question.atOnce + question.later + end.atOnce + end.later);
    const { segments, price } = prices[channel] ?? { segments: 1, price: 0 };
    return [
      {
        ...{ channel, messagesExpected, messagesMax, segmentsPerMessage: segments },
        costExpected: rounded(messagesExpected * segments * price),
        costMax: rounded(messagesMax * segments * price),
      },
    ];
  });
}

interface Steps {
  readonly atOnce: number;
  readonly later: number;
}

/** Channels beside the app are steps for those of whom no receipt has come. */
function stepsBy(channel: DeliveryChannel, ladder: Ladder): Steps {
  const steps = ladder.filter((rung) => rung.channel === channel).length;
  const isOfApp = channel === 'live' || channel === 'push' || channel === 'web-push';
  return isOfApp ? { atOnce: steps, later: 0 } : { atOnce: 0, later: steps };
}

const CENT_PARTS = 10_000;

function rounded(cost: number): number {
  return Math.round(cost * CENT_PARTS) / CENT_PARTS;
}
