import type { DeliveryChannel } from '#core/delivery';
import { leadsOutsideApp } from '#core/may-send';
import { SECOND_MS } from '#core/units';
import { Batcher } from '#flow/batcher';
import type { Clock, DueDelivery, FinishedDelivery, Ids, Queue } from '#flow/ports';

/** A lease outlives the longest attempt by this, for what is done before and after it. */
export const LEASE_MARGIN_MS = 3 * SECOND_MS;
/**
 * Where a second hand-over replaces the first on the phone, another worker may be quick: what a
 * dead one had in hand goes out again within about two seconds.
 */
export const APP_LEASE_MARGIN_MS = SECOND_MS / 2;

/** What a lane carries by, and how much of it at once. */
export interface LaneRule {
  readonly channel: DeliveryChannel;
  readonly inFlightMax: number;
  /** How long one attempt may take; real milliseconds. */
  readonly deadlineMs: number;
}

/**
 * One channel's way out of the queue. It takes only as many as it can start now, starts each on
 * its own, and keeps its place taken until what came of it is written: a slow attempt holds up
 * nothing but its own place, and what is in hand here is never begun twice.
 */
export class Lane {
  private readonly leaseId: string;
  private readonly inHand = new Map<string, DueDelivery>();
  private readonly running = new Set<Promise<void>>();
  private readonly results: Batcher<FinishedDelivery>;
  private onRoom: () => void = () => undefined;

  constructor(
    private readonly ports: {
      readonly queue: Queue;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly onError: (error: unknown) => void;
      /** Carries one thing; never throws. */
      readonly carry: (delivery: DueDelivery) => Promise<FinishedDelivery>;
      /** Told of what was written down. */
      readonly onFinished: (delivery: DueDelivery, finished: FinishedDelivery) => void;
    },
    private readonly rule: LaneRule,
  ) {
    this.leaseId = ports.ids.id();
    this.results = new Batcher({
      write: (batch) => ports.queue.finishDeliveries(this.leaseId, batch, ports.clock.now()),
      onError: ports.onError,
      onDone: (batch) => this.finished(batch),
    });
  }

  /** Calls back when a lane that was full has room again. */
  listen(onRoom: () => void): void {
    this.onRoom = onRoom;
  }

  /** Takes and starts what is due; resolves when it is started, with how many that were. */
  async round(): Promise<number> {
    this.results.begin();
    const max = this.rule.inFlightMax - this.inHand.size;
    if (max <= 0) return 0;
    const { queue, clock } = this.ports;
    const due = await queue.takeDeliveries({
      leaseId: this.leaseId,
      now: clock.now(),
      leaseMs: clock.stretch(leaseMsOf(this.rule)),
      max,
      channel: this.rule.channel,
    });
    const fresh = due.filter((delivery) => !this.inHand.has(delivery.id));
    for (const delivery of fresh) this.start(delivery);
    return fresh.length;
  }

  /** Resolves when nothing is in hand and everything is written. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    await this.results.idle();
  }

  private start(delivery: DueDelivery): void {
    this.inHand.set(delivery.id, delivery);
    const run = this.ports
      .carry(delivery)
      .then((finished) => this.results.add(finished))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private finished(batch: readonly FinishedDelivery[]): void {
    const wasFull = this.inHand.size >= this.rule.inFlightMax;
    for (const finished of batch) {
      const delivery = this.inHand.get(finished.deliveryId);
      this.inHand.delete(finished.deliveryId);
      if (delivery !== undefined) this.ports.onFinished(delivery, finished);
    }
    if (wasFull) this.onRoom();
  }
}

function leaseMsOf({ channel, deadlineMs }: LaneRule): number {
  return deadlineMs + (leadsOutsideApp(channel) ? LEASE_MARGIN_MS : APP_LEASE_MARGIN_MS);
}
