import { DELIVERY_CHANNELS, type DeliveryChannel } from '#core/delivery';
import { NEWS_TTL_MS, nextTryAt, TRY_AGAIN_MS } from '#core/delivery-retry';
import { whySpared } from '#core/may-send';
import { SECOND_MS } from '#core/units';
import { isPoison, whySetAside } from '#core/work-attempts';
import { DeliveryNotes } from '#flow/delivery-notes';
import { Doorbell } from '#flow/doorbell';
import { Lane, NOTHING_STARTED, type Started } from '#flow/lane';
import { localTime } from '#flow/local-time';
import type {
  Accidents,
  Channel,
  ChannelMessage,
  Channels,
  Clock,
  DeliveryAddress,
  DeliveryAttempt,
  DeliveryOutcome,
  DueDelivery,
  FinishedDelivery,
  HandOver,
  Ids,
  IncidentStore,
  Live,
  Meter,
  Queue,
  ReachStore,
} from '#flow/ports';
import { ProviderGates } from '#flow/provider-gates';
import type { ReadFeed } from '#flow/read-feed';
import type { Words } from '#flow/words';

/**
 * How many of one channel are under way at once, in one process. Push over one HTTP/2 connection
 * has about a hundred streams; gateways of telephones are billed and limited.
 */
export const IN_FLIGHT_MAX: Readonly<Record<DeliveryChannel, number>> = {
  live: 200,
  push: 256,
  'web-push': 128,
  sms: 64,
  voice: 32,
  email: 16,
};
/** Of the live channel, which asks nobody outside. */
export const LIVE_DEADLINE_MS = SECOND_MS;

export const NOT_SET_UP = 'this channel is not set up';
export const NO_ADDRESS = 'no address for this channel';

/** What came of one address; no attempt where its provider is left alone for now. */
interface Answered {
  readonly answer: HandOver;
  readonly attempt: DeliveryAttempt | null;
}

/**
 * Carries what waits in the queue to people, each channel in its own lane: asks once more whether
 * the person should get it, hands it to each of their addresses on its own, and writes down what
 * came of it. A provider that is slow, broken or over quota holds up nobody else's.
 */
export class CarryDeliveries {
  private readonly lanes: ReadonlyMap<DeliveryChannel, Lane>;
  private readonly gates: ProviderGates;
  private readonly doorbell: Doorbell;
  private readonly notes: DeliveryNotes;

  constructor(
    private readonly ports: {
      readonly queue: Queue;
      readonly incidents: IncidentStore;
      readonly reach: Pick<ReachStore, 'dropPushAddress'>;
      readonly live: Live;
      readonly channels: Channels;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly accidents: Accidents;
      readonly feed: Pick<ReadFeed, 'alert'>;
      readonly words: Pick<Words, 'textOf'>;
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.gates = new ProviderGates(ports);
    this.doorbell = new Doorbell(ports);
    this.notes = new DeliveryNotes(ports);
    this.lanes = new Map(DELIVERY_CHANNELS.map((channel) => [channel, this.lane(channel)]));
  }

  /** Takes and starts what is due on one channel; resolves with how many were started. */
  async round(channel: DeliveryChannel, what?: Parameters<Lane['round']>[0]): Promise<Started> {
    return (await this.lanes.get(channel)?.round(what)) ?? NOTHING_STARTED;
  }

  /** Keeps the leases of deliveries that take their time. */
  async renew(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.renew()));
  }

  /** Calls back when the lane of a channel that was full has room again. */
  onRoom(channel: DeliveryChannel, listener: () => void): void {
    this.lanes.get(channel)?.listen(listener);
  }

  /** Resolves when nothing is in hand, of that channel or of all, and everything is written. */
  async idle(channel?: DeliveryChannel): Promise<void> {
    const lanes = [...this.lanes].filter(([name]) => channel === undefined || name === channel);
    await Promise.all(lanes.map(([, lane]) => lane.idle()));
    await this.notes.idle();
  }

  private lane(channel: DeliveryChannel): Lane {
    const deadlineMs =
      channel === 'live' ? LIVE_DEADLINE_MS : (this.ports.channels[channel]?.deadlineMs ?? 0);
    const carry = (delivery: DueDelivery): Promise<FinishedDelivery> => this.carry(delivery);
    const onFinished = (delivery: DueDelivery, { outcome }: FinishedDelivery): void => {
      this.ports.meter.deliveryEnded(channel, outcome.status);
      if (outcome.status === 'quarantined') this.ports.meter.setAside('delivery');
      this.notes.add(delivery, outcome);
    };
    const rule = { channel, inFlightMax: IN_FLIGHT_MAX[channel], deadlineMs };
    return new Lane({ ...this.ports, carry, onFinished }, rule);
  }

  /** Carries one thing; an accident on the way is told, and it is tried again soon. */
  private async carry(delivery: DueDelivery): Promise<FinishedDelivery> {
    if (isPoison(delivery.failures)) return quarantined(delivery, delivery.failures, null);
    try {
      if (delivery.unreadable) throw new Unreadable();
      const spared = this.whySpared(delivery);
      if (spared !== null) return finished(delivery, { status: 'not-needed', spared });
      if (delivery.channel === 'live') return await this.doorbell.ring(delivery);
      const channel = this.ports.channels[delivery.channel];
      if (channel === undefined) return failed(delivery, NOT_SET_UP);
      if (delivery.addresses.length === 0) return failed(delivery, NO_ADDRESS);
      return await this.handOver(delivery, channel);
    } catch (error) {
      this.ports.onError(error);
      return this.failedByUs(delivery, error);
    }
  }

  /** Tried again soon; set aside where it itself seems to be what is wrong. */
  private failedByUs(delivery: DueDelivery, error: unknown): FinishedDelivery {
    const { accidents, clock } = this.ports;
    const isFailure = !accidents.isOutage(error);
    const failures = delivery.failures + (isFailure ? 1 : 0);
    if (isPoison(failures)) return quarantined(delivery, failures, accidents.reasonOf(error));
    const dueAt = clock.now() + clock.stretch(TRY_AGAIN_MS);
    const text = 'an accident of ours';
    return finished(delivery, { status: 'retry', error: text, dueAt, isFailure });
  }

  private whySpared(delivery: DueDelivery): string | null {
    const now = this.ports.clock.now();
    const { minuteOfWeek } = localTime(delivery.timeZone, now);
    const { subject, channel } = delivery;
    return whySpared(delivery.facts, { now, minuteOfWeek, subject, channel });
  }

  /** To each address on its own; one phone of several that took it is enough. */
  private async handOver(delivery: DueDelivery, channel: Channel): Promise<FinishedDelivery> {
    const text = await this.ports.words.textOf(delivery);
    const base = { ...this.messageOf(delivery), text };
    const answered = await Promise.all(
      delivery.addresses.map((to) => this.tryAddress(delivery, channel, { to, base })),
    );
    const outcome = this.outcomeOf(delivery, answered);
    return {
      ...finished(delivery, outcome),
      attempts: answered.flatMap((one) => one.attempt ?? []),
    };
  }

  private messageOf(delivery: DueDelivery): Omit<ChannelMessage, 'address' | 'text'> {
    const { id: deliveryId, alertId, subject, rank, language, facts, aboutId } = delivery;
    const { clock } = this.ports;
    const untilExpiryMs = (facts.expiresAt - clock.now()) / clock.stretch(1);
    return {
      ...{ deliveryId, alertId, subject, rank, language },
      about: facts.about,
      collapseKey: aboutId,
      ttlMs: subject === 'alert' ? Math.max(1, Math.round(untilExpiryMs)) : NEWS_TTL_MS,
    };
  }

  private async tryAddress(
    delivery: DueDelivery,
    channel: Channel,
    { to, base }: { to: DeliveryAddress; base: Omit<ChannelMessage, 'address'> },
  ): Promise<Answered> {
    const { clock } = this.ports;
    const name = delivery.channel;
    const restsUntil = this.gates.restsUntil(name, to.address);
    if (restsUntil !== null) {
      const retryAfterMs = (restsUntil - clock.now()) / clock.stretch(1);
      const error = 'its provider is left alone for now';
      return { answer: { outcome: 'try-again', error, retryAfterMs }, attempt: null };
    }
    const handedOverAt = clock.now();
    const answer = await this.ask(channel, { ...base, address: to.address });
    const isRepeat = delivery.attempt > 1;
    this.gates.note(name, to.address, { answer, begunAt: handedOverAt, isRepeat });
    if (answer.outcome === 'address-gone') await this.forget(delivery, to.address);
    const attempt = {
      deviceId: to.deviceId,
      handedOverAt,
      answeredAt: answer.outcome === 'no-answer' ? null : clock.now(),
      outcome: answer.outcome,
      providerRef: answer.outcome === 'taken' ? answer.providerRef : null,
      error: answer.outcome === 'taken' ? null : answer.error,
    };
    return { answer, attempt };
  }

  /** A channel never throws; one that does all the same has not answered. */
  private async ask(channel: Channel, message: ChannelMessage): Promise<HandOver> {
    try {
      return await channel.handOver(message);
    } catch (error) {
      this.ports.onError(error);
      return { outcome: 'no-answer', error: 'an accident of ours' };
    }
  }

  /** Only an address of the app is forgotten; a telephone number is the organisation's to mend. */
  private async forget({ channel }: DueDelivery, address: string): Promise<void> {
    if (channel !== 'push' && channel !== 'web-push') return;
    try {
      await this.ports.reach.dropPushAddress(address, this.ports.clock.now());
    } catch (error) {
      this.ports.onError(error);
    }
  }

  /** Taken by one, else tried again where that makes sense, else given up with the first reason. */
  private outcomeOf(delivery: DueDelivery, answered: readonly Answered[]): DeliveryOutcome {
    const { clock } = this.ports;
    let error = NO_ADDRESS;
    let waitMs: number | null = null;
    for (const { answer } of answered) {
      if (answer.outcome === 'taken') {
        return { status: 'handed-over', providerRef: answer.providerRef };
      }
      error = answer.error;
      if (answer.outcome !== 'try-again' && answer.outcome !== 'no-answer') continue;
      const asked = answer.outcome === 'try-again' ? (answer.retryAfterMs ?? 0) : 0;
      waitMs = Math.min(asked, waitMs ?? asked);
    }
    if (waitMs === null) return { status: 'failed', error };
    const { channel, attempt, nextRungAt, subject, facts } = delivery;
    const dueAt = nextTryAt({
      ...{ channel, attempt, nextRungAt },
      now: clock.now(),
      retryAfterMs: clock.stretch(waitMs),
      secondMs: clock.stretch(SECOND_MS),
      wasAsked: answered.some(({ attempt: made }) => made !== null),
      expiresAt: subject === 'alert' ? facts.expiresAt : null,
    });
    return dueAt === null ? { status: 'failed', error } : { status: 'retry', error, dueAt };
  }
}

function finished(delivery: DueDelivery, outcome: DeliveryOutcome): FinishedDelivery {
  return { deliveryId: delivery.id, outcome, attempts: [] };
}

/** A row that cannot be made out, such as one sealed under a key that is not ours. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

function quarantined(
  delivery: DueDelivery,
  failures: number,
  reason: string | null,
): FinishedDelivery {
  const error = whySetAside(reason);
  return finished(delivery, { status: 'quarantined', error, failures });
}

function failed(delivery: DueDelivery, error: string): FinishedDelivery {
  return finished(delivery, { status: 'failed', error });
}
