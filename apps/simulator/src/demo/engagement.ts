import type { StreetGraph } from '#adapters/streets/street-graph';
import type { Instant } from '#core/units';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { Place } from '#core/geometry';
import type { AlertView, ProgressMessage } from '#contracts/responder-api';
import { toInstant, toPlace } from '#contracts/shapes';
import type { Movement } from '../city/movement';
import { Random } from '../city/random';
import type { Reply as SimulatedReply } from '../city/replies';
import type { CityResponder } from '../city/world-types';
import type { AlertLog } from './alert-log';
import type { Pace } from './fix-reporter';
import type { PhoneLink } from './phone-link';
import type { VirtualClock } from './virtual-clock';
import type { Timer, VirtualTimers } from './virtual-timers';
import { aedToFetch } from './way-there';

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
  readonly setPace: (pace: Pace) => void;
}

/**
 * One alert in one person's hands, from the ring to the end of it: seen, answered, on the way,
 * with the patient, cleared; or stood down, withdrawn, too late. One step waits at a time, and
 * nothing waits any more once it is over.
 */
export class Engagement {
  readonly alertId: string;
  /** While true the person is asked or bound, and free for no other incident. */
  readonly busyFrom: Instant;
  busyTo: Instant = Infinity;
  private readonly random: Random;
  private assignmentId: string | null = null;
  private target: Place | null = null;
  private stage: 'asked' | 'getting-ready' | 'to-aed' | 'to-patient' | 'there' | 'over' = 'asked';
  private hasAed = false;
  private waiting: Timer | null = null;

  constructor(
    private readonly side: EngagementSide,
    alert: AlertView,
    private readonly reply: SimulatedReply & { readonly key: string },
  ) {
    this.alertId = alert.alertId;
    this.busyFrom = toInstant(alert.sentAt);
    this.random = new Random(reply.key);
  }

  /** The phone rings. */
  begin(): void {
    const { reply } = this;
    void this.side.link.send('receipt', { alertId: this.alertId, kind: 'delivered' });
    const glanceMs = this.random.stream('seen').lognormal(SEEN_MEDIAN_MS, 0.5);
    const seenMs =
      reply.kind === 'none'
        ? glanceMs
        : Math.min(glanceMs, reply.afterMs * SEEN_BEFORE_ANSWER_SHARE);
    this.next(seenMs, () => {
      void this.side.link.send('receipt', { alertId: this.alertId, kind: 'seen' });
      if (reply.kind === 'none') return;
      const { kind } = reply;
      this.next(reply.afterMs - seenMs, () => void this.answer(kind));
    });
  }

  /** The server has said something new about this alert. */
  update(alert: AlertView): void {
    if (this.stage === 'over') return;
    const assigned = alert.assignment?.status;
    const isOver = assigned === 'stood-down' || assigned === 'withdrawn' || assigned === 'cleared';
    if (isOver) this.release(alert);
    else if (assigned !== undefined) this.carryOn(alert);
    else if (alert.status !== 'sent' && alert.status !== 'accepted') this.release(alert);
  }

  private carryOn(alert: AlertView): void {
    if (this.stage === 'asked') this.start(alert);
    else if (alert.exact === null) {
      if (this.stage === 'there') this.next(0, () => void this.clear());
    } else this.moveTarget(toPlace(alert.exact.place));
  }

  private moveTarget(target: Place): void {
    const isSame = this.target?.lat === target.lat && this.target.lon === target.lon;
    this.target = target;
    if (!isSame && this.stage === 'to-patient') this.headForPatient();
  }

  private async answer(kind: 'accept' | 'decline'): Promise<void> {
    const { alertId } = this;
    const reply = await this.insist(() => this.side.link.send('answer', { alertId, answer: kind }));
    if (this.isOver()) return;
    if (!reply.ok || kind === 'decline') this.end();
    else this.update(reply.value);
  }

  private start(alert: AlertView): void {
    if (alert.assignment === null || alert.exact === null) return;
    this.stage = 'getting-ready';
    this.assignmentId = alert.assignment.assignmentId;
    this.target = toPlace(alert.exact.place);
    const { side } = this;
    const median = side.isNight(side.clock.now()) ? TURNOUT_NIGHT_MS : TURNOUT_DAY_MS;
    const turnoutMs = this.random.stream('turnout').lognormal(median, TURNOUT_SIGMA);
    const { exact } = alert;
    // The first seconds of a trip are for getting ready already, so they are part of the turnout.
    this.next(turnoutMs - side.responder.leaveAfterMs, () => {
      this.leave(exact);
    });
  }

  private leave(exact: NonNullable<AlertView['exact']>): void {
    const { side } = this;
    const now = side.clock.now();
    const aed = aedToFetch(side.streets, side.movement.placeAt(now), exact);
    if (aed === null) this.headForPatient('en-route');
    else {
      this.stage = 'to-aed';
      const trip = side.movement.headFor(toPlace(aed.place), now);
      this.nextAt(trip.leavesAt, () => {
        this.report('en-route');
        this.travel(trip.arrivesAt, () => {
          this.hasAed = true;
          this.headForPatient();
        });
      });
    }
    side.setPace('travelling');
  }

  private headForPatient(step?: 'en-route'): void {
    if (this.target === null) return;
    this.stage = 'to-patient';
    const trip = this.side.movement.headFor(this.target, this.side.clock.now());
    this.nextAt(trip.leavesAt, () => {
      if (step !== undefined) this.report(step);
      this.travel(trip.arrivesAt, () => {
        this.arrive();
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

  private arrive(): void {
    this.stage = 'there';
    this.report('on-scene');
    const { side, random } = this;
    side.setPace('idle');
    if (this.hasAed) side.log.bringAed(this.alertId, side.clock.now());
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
