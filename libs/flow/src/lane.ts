import { isCrowd, type DeliveryChannel } from '#core/delivery';
import { leadsOutsideApp } from '#core/may-send';
import { SECOND_MS, type Instant } from '#core/units';
import { isSuspect } from '#core/work-attempts';
import { Batcher } from '#flow/batcher';
import type { Clock, DueDelivery, FinishedDelivery, Ids, Queue } from '#flow/ports';

/** A lease outlives the longest attempt by this, for what is done before and after it. */
export const LEASE_MARGIN_MS = 3 * SECOND_MS;
/**
 * Where a second hand-over replaces the first on the phone, another worker may be quick: a lease is
 * short, and kept for as long as its worker lives. What a dead one had in hand goes out again well
 * within two seconds.
 */
export const APP_LEASE_MS = SECOND_MS;
/** Nothing keeps a lease for longer past the longest attempt. */
const APP_LEASE_MARGIN_MS = SECOND_MS / 2;
/** No statement of the queue is longer than that: what is urgent comes between two of them. */
export const TAKEN_AT_ONCE = 128;
/** Of what may be in hand at once, crowds leave the rest to what is urgent. */
export const CROWDS_SHARE = 0.5;

/** What a lane carries by, and how much of it at once. */
export interface LaneRule {
  readonly channel: DeliveryChannel;
  readonly inFlightMax: number;
  /** How long one attempt may take; real milliseconds. */
  readonly deadlineMs: number;
}

interface InHand {
  readonly delivery: DueDelivery;
  readonly begunAt: Instant;
}

/** What a round has started. */
export interface Started {
  readonly count: number;
  /** Resolves when each of them was carried. */
  readonly carried: Promise<unknown>;
}
export const NOTHING_STARTED: Started = { count: 0, carried: Promise.resolve() };

/**
 * One channel's way out of the queue. It takes only as many as it can start now, starts each on
 * its own, and keeps its place taken until what came of it is written: a slow attempt holds up
 * nothing but its own place, and what is in hand here is never begun twice.
 */
export class Lane {
  private readonly leaseId: string;
  private readonly inHand = new Map<string, InHand>();
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

  /** Calls back when there is room again for what may be waiting. */
  listen(onRoom: () => void): void {
    this.onRoom = onRoom;
  }

  /**
   * Takes and starts what is due, with crowds or without; resolves when it is started, with how
   * many that were.
   */
  async round({ crowds = true }: { readonly crowds?: boolean } = {}): Promise<Started> {
    this.results.begin();
    const room = this.rule.inFlightMax * (crowds ? CROWDS_SHARE : 1) - this.inHand.size;
    const max = Math.min(room, TAKEN_AT_ONCE);
    if (max <= 0) return NOTHING_STARTED;
    const { queue, clock } = this.ports;
    const due = await queue.takeDeliveries({
      leaseId: this.leaseId,
      now: clock.now(),
      leaseMs: clock.stretch(leaseMsOf(this.rule)),
      max,
      suspects: ![...this.inHand.values()].some(({ delivery }) => isSuspect(delivery.failures)),
      channel: this.rule.channel,
      crowds,
    });
    const fresh = due.filter((delivery) => !this.inHand.has(delivery.id));
    const carried = Promise.all(fresh.map((each) => this.start(each)));
    return { count: fresh.length, carried: carried.then(() => this.results.begin()) };
  }

  /** Keeps what takes its time; to be called several times within a lease. */
  async renew(): Promise<void> {
    if (leadsOutsideApp(this.rule.channel)) return;
    const { clock, queue } = this.ports;
    const now = clock.now();
    const [leaseMs, mostMs] = [
      clock.stretch(APP_LEASE_MS),
      clock.stretch(this.rule.deadlineMs + APP_LEASE_MARGIN_MS),
    ];
    const slow = [...this.inHand.values()].filter(({ begunAt }) => {
      return now - begunAt > leaseMs / 4 && now - begunAt < mostMs;
    });
    if (slow.length === 0) return;
    const ids = slow.map(({ delivery }) => delivery.id);
    await queue.renewDeliveries(this.leaseId, ids, now + leaseMs);
  }

  /** Resolves when nothing is in hand and everything is written. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    await this.results.idle();
  }

  private start(delivery: DueDelivery): Promise<void> {
    this.inHand.set(delivery.id, { delivery, begunAt: this.ports.clock.now() });
    const run = this.ports
      .carry(delivery)
      // What came of a crowd is written when all of its turn is carried, or with the next turn.
      .then((done) => (isCrowd(delivery.rank) ? this.results.lay(done) : this.results.add(done)))
      .finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  private finished(batch: readonly FinishedDelivery[]): void {
    // Crowds had no room before everything else has none.
    let hasRoom = this.inHand.size >= this.rule.inFlightMax * CROWDS_SHARE;
    for (const finished of batch) {
      const delivery = this.inHand.get(finished.deliveryId)?.delivery;
      this.inHand.delete(finished.deliveryId);
      if (delivery === undefined) continue;
      this.ports.onFinished(delivery, finished);
      hasRoom ||= isSuspect(delivery.failures);
    }
    if (hasRoom) this.onRoom();
  }
}

function leaseMsOf({ channel, deadlineMs }: LaneRule): number {
  return leadsOutsideApp(channel) ? deadlineMs + LEASE_MARGIN_MS : APP_LEASE_MS;
}
