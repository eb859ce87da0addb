import type { StreetGraph } from '#adapters/streets/street-graph';
import type { AlertView, FeedMessage, ReceiptMessage } from '#contracts/responder-api';
import type { ReportAedMessage } from '#contracts/responder-api';
import { toInstant } from '#contracts/shapes';
import type { DeliverySubject } from '#core/delivery';
import type { Place } from '#core/geometry';
import { replyCode } from '#core/reply-code';
import type { Instant } from '#core/units';
import { Movement } from '../city/movement';
import { replyTo, type Reply } from '../city/replies';
import type { CityResponder } from '../city/world-types';
import type { AlertLog, HeardVia } from './alert-log';
import { Engagement } from './engagement';
import { FixReporter } from './fix-reporter';
import { OutsideApp } from './outside-app';
import type { PhoneLink } from './phone-link';
import type { SeenFromOutside } from './score';
import type { VirtualClock } from './virtual-clock';
import type { VirtualTimers } from './virtual-timers';

/** What all phones of a run share. */
export interface PhoneWorld {
  readonly seed: string;
  readonly streets: StreetGraph;
  readonly clock: VirtualClock;
  readonly timers: VirtualTimers;
  readonly log: AlertLog;
  /** Messages older than this are of an earlier run. */
  readonly startsAt: Instant;
  readonly isNight: (at: Instant) => boolean;
  readonly findAed: (place: Place) => ReportAedMessage['report'];
  /** Sends an SMS to Closeby; resolves when the gateway has passed it on. */
  readonly sendSms: (from: string, text: string) => Promise<void>;
}

/** Whose phone it is, and how it is reached. */
export interface PhoneOwner {
  readonly responder: CityResponder;
  readonly responderId: string;
  /** Their number; null for none. */
  readonly number: string | null;
}

/** Engagements kept to say when the person was free; older ones no longer matter. */
const PAST_ENGAGEMENTS_MAX = 20;
/** No policy may allow a person more alerts in seven days than this. */
const ALERT_TIMES_MAX = 200;
const RECEIPT_TRIES = 3;

/** What a phone confirms besides alerts. */
const CONFIRMED: Readonly<Partial<Record<FeedMessage['kind'], DeliverySubject>>> = {
  'stood-down': 'stood-down',
  'alert-withdrawn': 'stood-down',
  'incident-changed': 'changed',
  'assignment-changed': 'changed',
  'control-message': 'changed',
};

/** One person with a phone: reads the feed in its order and acts on it as that person would. */
export class Phone {
  lastSeq = 0;
  readonly responder: CityResponder;
  readonly outside: OutsideApp;
  private readonly movement: Movement;
  private readonly reporter: FixReporter;
  private readonly engagements: Engagement[] = [];
  private readonly leftOver = new Set<string>();
  private readonly alertedAt: Instant[] = [];
  private isOnDuty = false;
  /** Messages that wait for what came before them; null when nothing is missing. */
  private backlog: FeedMessage[] | null = null;
  private alertCount = 0;

  constructor(
    readonly owner: PhoneOwner,
    readonly link: PhoneLink,
    private readonly world: PhoneWorld,
  ) {
    const { streets, seed, startsAt } = world;
    const { responder, responderId, number } = owner;
    this.responder = responder;
    this.movement = new Movement({ streets, responder, seed, startsAt });
    this.reporter = new FixReporter({ link, movement: this.movement, ...world });
    this.outside = new OutsideApp({
      ...{ responderId, log: world.log, timers: world.timers },
      nextReply: () => this.nextReply(),
      isInApp: (code) => this.engagements.some(({ alertId }) => replyCode(alertId) === code),
      sendSms: (text) => world.sendSms(number ?? '', text),
      openApp: () => this.look('opened'),
    });
  }

  /** Goes on duty and begins to report positions. False when the server would not have it. */
  async goOnDuty(firstGapShare: number): Promise<boolean> {
    const reply = await this.link.send('duty', { onDuty: true });
    this.isOnDuty = reply.ok && reply.value.onDuty;
    if (this.isOnDuty) await this.reporter.begin(firstGapShare);
    else this.world.log.refuse(reply.ok ? 'duty-not-taken' : reply.code);
    return this.isOnDuty;
  }

  /**
   * Takes a message of the feed. One with a gap before it waits, with all that come after it,
   * until what was missed has been fetched; one that was read before is passed over.
   */
  async hear(message: FeedMessage): Promise<void> {
    if (this.backlog !== null) this.backlog.push(message);
    else if (message.seq <= this.lastSeq + 1) this.read(message, 'socket');
    else {
      this.backlog = [message];
      await this.catchUp(message.seq);
      const waited = this.backlog;
      this.backlog = null;
      for (const late of waited) await this.hear(late);
    }
  }

  /**
   * A push has arrived, perhaps long after it was sent: the app asks how things stand before it
   * rings, unless it knows already.
   */
  async wake(by: 'push' | 'web-push', alertId: string, subject: DeliverySubject): Promise<void> {
    const { log } = this.world;
    const isKnown = subject === 'alert' ? log.heard.has(alertId) : log.standDownMs.has(alertId);
    if (!isKnown) await this.look(by);
  }

  /** Reads what the feed has; the next of such looks sees what comes after. */
  async look(via: HeardVia): Promise<void> {
    for (const message of await this.link.feed(this.lastSeq)) this.read(message, via);
  }

  /** Whether its person has it in their hand, so that it looks for news by itself. */
  get isInHand(): boolean {
    return this.engagements.some(({ isBound }) => isBound);
  }

  /** Whether, as far as this phone knows, its person was neither asked nor bound around then. */
  wasFreeAt(at: Instant, marginMs: number): boolean {
    return this.engagements.every(
      ({ busyFrom, busyTo }) => at < busyFrom - marginMs || at > busyTo + marginMs,
    );
  }

  seenFromOutside(): SeenFromOutside {
    const { taken, underWay } = this.reporter;
    const { credentials, tier } = this.responder;
    const { isOnDuty: onDuty, alertedAt } = this;
    return { onDuty, credentials, tier, taken, underWay, alertedAt };
  }

  stop(): void {
    this.reporter.stop();
    this.link.close();
  }

  /** Reads page after page up to a number; goes on from there when the server gives no more. */
  private async catchUp(seq: number): Promise<void> {
    while (this.lastSeq < seq) {
      const before = this.lastSeq;
      const reply = await this.link.send('catch-up', { after: before });
      for (const missed of reply.ok ? reply.value.messages : []) this.read(missed, 'socket');
      if (this.lastSeq === before) this.lastSeq = seq - 1;
      if (this.lastSeq === seq - 1) return;
    }
  }

  private read(message: FeedMessage, via: HeardVia): void {
    if (message.seq <= this.lastSeq) return;
    this.lastSeq = message.seq;
    const { alert } = message;
    if (message.kind === 'alert-sent') this.alertedAt.push(toInstant(alert.sentAt));
    if (this.alertedAt.length > ALERT_TIMES_MAX) this.alertedAt.shift();
    if (toInstant(message.at) < this.world.startsAt) {
      this.leaveBehind(message);
      return;
    }
    if (message.kind === 'alert-sent') this.ring(alert, via);
    const subject = CONFIRMED[message.kind];
    if (subject !== undefined) void this.confirm(alert.alertId, subject, via);
    this.engagements.find(({ alertId }) => alertId === alert.alertId)?.update(alert);
  }

  /** Rings once per alert; not for what an SMS or a call has told its person of before. */
  private ring(alert: AlertView, via: HeardVia): void {
    const { log } = this.world;
    const isOpen = alert.status === 'sent';
    log.hear(alert.alertId, via, isOpen && alert.deliveredAt === null);
    const isTheirs = alert.status === 'accepted' && this.outside.hasAnswered;
    if (!isOpen && !isTheirs) return;
    this.outside.forget(replyCode(alert.alertId));
    const engagement = this.engage(alert, via);
    if (isOpen) engagement.begin();
  }

  private engage(alert: AlertView, via: HeardVia): Engagement {
    const reply = this.nextReply();
    const key = `${this.world.seed}/engagement/${this.responder.ref}/${this.alertCount}`;
    const side = {
      ...this.world,
      link: this.link,
      movement: this.movement,
      responder: this.responder,
      setPace: this.reporter.setPace.bind(this.reporter),
      channel: channelOf(via),
    };
    const engagement = new Engagement(side, alert, { ...reply, key });
    this.engagements.push(engagement);
    if (this.engagements.length > PAST_ENGAGEMENTS_MAX) this.engagements.shift();
    return engagement;
  }

  /** A phone is not told which incident it is about, so a person's answers go by their number. */
  private nextReply(): Reply {
    this.alertCount += 1;
    return replyTo(this.world.seed, this.responder, `alert-${this.alertCount}`);
  }

  /** Says that the end, or a change, of an alert has arrived. */
  private async confirm(alertId: string, subject: DeliverySubject, via: HeardVia): Promise<void> {
    const { log } = this.world;
    if (subject === 'stood-down') log.hearStandDown(alertId);
    const channel = channelOf(via);
    const by = channel === undefined ? {} : { channel };
    for (let tries = 1; tries <= RECEIPT_TRIES; tries += 1) {
      const receipt = { alertId, kind: 'delivered', subject, ...by } as const;
      const reply = await this.link.send('receipt', receipt);
      if (reply.ok) log.confirm(alertId, subject);
      if (reply.ok || reply.code !== 'no-answer') return;
    }
  }

  /** Somebody bound since an earlier run is not free in this one: end it as far as one can. */
  private leaveBehind({ alert }: FeedMessage): void {
    const { assignment } = alert;
    if (assignment === null || this.leftOver.has(assignment.assignmentId)) return;
    const { assignmentId, status } = assignment;
    const isThere = status === 'on-scene' || status === 'with-patient';
    if (!isThere && status !== 'accepted' && status !== 'en-route') return;
    this.leftOver.add(assignmentId);
    const step = isThere ? 'cleared' : 'withdrawn';
    void this.link.send('progress', { assignmentId, step });
  }
}

function channelOf(via: HeardVia): ReceiptMessage['channel'] {
  if (via === 'socket') return 'live';
  return via === 'opened' ? undefined : via;
}
