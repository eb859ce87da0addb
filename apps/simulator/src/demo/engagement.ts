import type { StreetGraph } from '#adapters/streets/street-graph';
import type { Instant } from '#core/units';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { Place } from '#core/geometry';
import type {
  AlertView,
  ProgressMessage,
  ReceiptMessage,
  ReportAedMessage,
} from '#contracts/responder-api';
import { toInstant } from '#contracts/shapes';
import type { Movement } from '../city/movement';
import { Random } from '../city/random';
import type { Reply as SimulatedReply } from '../city/replies';
import type { CityResponder } from '../city/world-types';
import type { AlertLog } from './alert-log';
import type { Pace } from './fix-reporter';
import { goalOf, isSameGoal, type Goal } from './goal';
import type { PhoneLink } from './phone-link';
import type { VirtualClock } from './virtual-clock';
import type { Timer, VirtualTimers } from './virtual-timers';

/**
 * From yes to leaving: medians of 1:42 by day and 2:22 by night, about a third of the whole
 * response of volunteer responders; the spread is an assumption.
 */
const TURNOUT_DAY_MS = 102 * SECOND_MS;
const TURNOUT_NIGHT_MS = 142 * SECOND_MS;
const TURNOUT_SIGMA = 0.35;
/** Assumptions of ours: a glance at the phone, the last steps, the time beside the patient. */
const SEEN_MEDIAN_MS = 6 * SECOND_MS;
const SEEN_BEFORE_ANSWER_SHARE = 0.8;
const TO_PATIENT_MS = [20 * SECOND_MS, 60 * SECOND_MS] as const;
const WITH_PATIENT_MS = [8 * MINUTE_MS, 14 * MINUTE_MS] as const;
/** So many of those on the way give up half-way. */
const WITHDRAW_SHARE = 0.04;
/** An answer or step that got no acknowledgement is sent again, so often. */
const SEND_TRIES = 3;

/** What an engagement may use of the phone and the world around it. */
export interface EngagementSide {
  readonly link: PhoneLink;
  readonly movement: Movement;
  readonly responder: CityResponder;
  readonly streets: StreetGraph;
  readonly clock: VirtualClock;
  readonly timers: VirtualTimers;
  readonly log: AlertLog;
  readonly isNight: (at: Instant) => boolean;
  /** What somebody finds who comes to a place for the AED there. */
  readonly findAed: (place: Place) => ReportAedMessage['report'];
  readonly setPace: (pace: Pace) => void;
  /** By which way the app heard of it; undefined where it was found there after an SMS. */
  readonly channel: ReceiptMessage['channel'];
}

/**
 * One alert in one person's hands, from the ring to the end of it: seen, answered, on the way as
 * ordered, there, cleared; or stood down, withdrawn, too late. One step waits at a time, and
 * nothing waits any more once it is over.
 */
export class Engagement {
  readonly alertId: string;
  /** While true the person is asked or bound, and free for no other incident. */
  readonly busyFrom: Instant;
  busyTo: Instant = Infinity;
  private readonly random: Random;
  private assignmentId: string | null = null;
  private goal: Goal | null = null;
  private stage: 'asked' | 'getting-ready' | 'travelling' | 'at-aed' | 'there' | 'over' = 'asked';
  private readonly reportedAeds = new Set<string>();
  private hasLeft = false;
  private hasAed = false;
  private waiting: Timer | null = null;

  constructor(
    private readonly side: EngagementSide,
    private alert: AlertView,
    private readonly reply: SimulatedReply & { readonly key: string },
  ) {
    this.alertId = alert.alertId;
    this.busyFrom = toInstant(alert.sentAt);
    this.random = new Random(reply.key);
  }

  /** The phone rings. */
  begin(): void {
    const { reply } = this;
    this.acknowledge('delivered');
    const glanceMs = this.random.stream('seen').lognormal(SEEN_MEDIAN_MS, 0.5);
    const seenMs =
      reply.kind === 'none'
        ? glanceMs
        : Math.min(glanceMs, reply.afterMs * SEEN_BEFORE_ANSWER_SHARE);
    this.next(seenMs, () => {
      this.acknowledge('seen');
      if (reply.kind === 'none') return;
      const { kind } = reply;
      this.next(reply.afterMs - seenMs, () => void this.answer(kind));
    });
  }

  /** The server has said something new about this alert. */
  update(alert: AlertView): void {
    if (this.stage === 'over') return;
    this.alert = alert;
    const assigned = alert.assignment?.status;
    const isOver = assigned === 'stood-down' || assigned === 'withdrawn' || assigned === 'cleared';
    if (isOver) this.release(alert);
    else if (assigned !== undefined) this.carryOn(alert);
    else if (alert.status !== 'sent' && alert.status !== 'accepted') this.release(alert);
  }

  /** Whether its person is bound by it, so that the app is open in their hand. */
  get isBound(): boolean {
    return this.assignmentId !== null && !this.isOver();
  }

  private acknowledge(kind: ReceiptMessage['kind']): void {
    const { channel } = this.side;
    const by = channel === undefined ? {} : { channel };
    const { alertId } = this;
    void this.insist(() =>
      this.side.link.send('receipt', { alertId, kind, subject: 'alert', ...by }),
    );
  }

  private carryOn(alert: AlertView): void {
    if (this.stage === 'asked') this.start(alert);
    else if (alert.exact !== null) this.follow();
    else if (this.stage === 'there') this.next(0, () => void this.clear());
  }

  /** Turns to the newest order where it is another one. */
  private follow(): void {
    const { goal: before, stage } = this;
    const goal = goalOf(this.alert, this.reportedAeds);
    if (goal === null || before === null || isSameGoal(goal, before)) return;
    // Who looks for an AED goes on when it is in hand or not; who is there does not leave again.
    if (stage === 'at-aed' || (stage === 'there' && before.kind !== 'crew')) return;
    if (stage === 'there' && goal.kind !== 'patient') return;
    this.goal = goal;
    if (goal.kind !== before.kind || goal.kind === 'aed') this.side.log.reroute(this.alertId);
    if (stage === 'travelling') this.headForGoal();
    else if (stage === 'there') this.joinPatient();
  }

  private async answer(kind: 'accept' | 'decline'): Promise<void> {
    const { alertId } = this;
    const reply = await this.insist(() => this.side.link.send('answer', { alertId, answer: kind }));
    if (this.isOver()) return;
    if (!reply.ok || kind === 'decline') this.end();
    else this.update(reply.value);
  }

  private start(alert: AlertView): void {
    this.goal = goalOf(alert, this.reportedAeds);
    if (alert.assignment === null || this.goal === null) return;
    this.stage = 'getting-ready';
    this.assignmentId = alert.assignment.assignmentId;
    const { side } = this;
    const median = side.isNight(side.clock.now()) ? TURNOUT_NIGHT_MS : TURNOUT_DAY_MS;
    const turnoutMs = this.random.stream('turnout').lognormal(median, TURNOUT_SIGMA);
    // The first seconds of a trip are for getting ready already, so they are part of the turnout.
    this.next(turnoutMs - side.responder.leaveAfterMs, () => {
      this.headForGoal();
      side.setPace('travelling');
    });
  }

  private headForGoal(): void {
    const { goal, side } = this;
    if (goal === null) return;
    this.stage = 'travelling';
    const trip = side.movement.headFor(goal.place, side.clock.now());
    this.nextAt(trip.leavesAt, () => {
      if (!this.hasLeft) this.report('en-route');
      this.hasLeft = true;
      this.travel(trip.arrivesAt, () => {
        if (goal.kind === 'aed') void this.tryAed(goal);
        else this.arrive(goal);
      });
    });
  }

  /** On the way, and a few give up half-way. */
  private travel(arrivesAt: Instant, arrive: () => void): void {
    if (!this.random.stream('withdraw').chance(WITHDRAW_SHARE)) this.nextAt(arrivesAt, arrive);
    else {
      const halfMs = (arrivesAt - this.side.clock.now()) / 2;
      this.next(halfMs, () => {
        this.report('withdrawn');
        this.end();
      });
    }
  }

  /** Says what is where the AED should be, and goes on as ordered after that. */
  private async tryAed(goal: Goal & { readonly kind: 'aed' }): Promise<void> {
    const { assignmentId, side } = this;
    if (assignmentId === null) return;
    this.stage = 'at-aed';
    const { aedId } = goal;
    const report = side.findAed(goal.place);
    this.hasAed = this.hasAed || report === 'collected';
    this.reportedAeds.add(aedId);
    const reply = await this.insist(() => side.link.reportAed(assignmentId, { aedId, report }));
    if (reply.ok) this.update(reply.value);
    else if (reply.code === 'stood-down') this.end();
    const next = goalOf(this.alert, this.reportedAeds);
    if (this.isOver() || next === null) return;
    if (report !== 'collected') side.log.reroute(this.alertId);
    this.goal = next;
    this.headForGoal();
  }

  private arrive(goal: Goal): void {
    this.stage = 'there';
    this.report('on-scene');
    const { side } = this;
    side.setPace('idle');
    if (this.hasAed) side.log.bringAed(this.alertId, side.clock.now());
    // Guides wait for the crew until they are let go.
    if (goal.kind === 'patient') this.joinPatient();
  }

  private joinPatient(): void {
    const { random } = this;
    this.next(random.stream('to-patient').between(...TO_PATIENT_MS), () => {
      this.report('with-patient');
      this.next(random.stream('with-patient').between(...WITH_PATIENT_MS), () => void this.clear());
    });
  }

  private async clear(): Promise<void> {
    await this.step('cleared');
    this.end();
  }

  private report(step: ProgressMessage['step']): void {
    void this.step(step);
  }

  private async step(step: ProgressMessage['step']): Promise<void> {
    const { assignmentId, side } = this;
    if (assignmentId === null) return;
    const reply = await this.insist(() => side.link.send('progress', { assignmentId, step }));
    if (!reply.ok && (reply.code === 'stood-down' || reply.code === 'incident-over')) this.end();
  }

  private async insist<T extends { readonly ok: boolean; readonly code?: string }>(
    send: () => Promise<T>,
  ): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const reply = await send();
      if (!reply.ok) this.side.log.refuse(reply.code ?? 'unknown');
      if (reply.ok || reply.code !== 'no-answer' || tries === SEND_TRIES) return reply;
    }
  }

  private release(alert: AlertView): void {
    const reason = alert.assignment?.releasedReason ?? alert.endedReason;
    if (reason === 'incident-closed' || reason === 'incident-cancelled') {
      this.side.log.release(this.alertId);
    }
    this.end();
  }

  private end(): void {
    if (this.isOver()) return;
    const wasOut = this.stage !== 'asked' && this.stage !== 'getting-ready';
    this.stage = 'over';
    this.waiting?.cancel();
    const now = this.side.clock.now();
    this.busyTo = now;
    if (wasOut) {
      const trip = this.side.movement.goHome(now);
      this.side.setPace('going-home');
      this.side.timers.at(trip.arrivesAt, () => {
        this.side.setPace('home-again');
      });
    }
  }

  private isOver(): boolean {
    return this.stage === 'over';
  }

  private next(afterMs: number, step: () => void): void {
    this.nextAt(this.side.clock.now() + Math.max(0, afterMs), step);
  }

  private nextAt(at: Instant, step: () => void): void {
    this.waiting?.cancel();
    this.waiting = this.side.timers.at(at, step);
  }
}
