import type { StreetGraph } from '#adapters/streets/street-graph';
import type { FeedMessage, ReportAedMessage } from '#contracts/responder-api';
import { toInstant } from '#contracts/shapes';
import type { Place } from '#core/geometry';
import type { Instant } from '#core/units';
import { Movement } from '../city/movement';
import { replyTo } from '../city/replies';
import type { CityResponder } from '../city/world-types';
import type { AlertLog } from './alert-log';
import { Engagement } from './engagement';
import { FixReporter } from './fix-reporter';
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
}

/** Engagements kept to say when the person was free; older ones no longer matter. */
const PAST_ENGAGEMENTS_MAX = 20;
/** No policy may allow a person more alerts in seven days than this. */
const ALERT_TIMES_MAX = 200;

/** One person with a phone: reads the feed in its order and acts on it as that person would. */
export class Phone {
  lastSeq = 0;
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
    readonly responder: CityResponder,
    readonly link: PhoneLink,
    private readonly world: PhoneWorld,
  ) {
    const { streets, seed, startsAt } = world;
    this.movement = new Movement({ streets, responder, seed, startsAt });
    this.reporter = new FixReporter({ link, movement: this.movement, ...world });
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
    else if (message.seq <= this.lastSeq + 1 || this.link.via === 'poll') this.read(message);
    else {
      this.backlog = [message];
      await this.catchUp(message.seq);
      const waited = this.backlog;
      this.backlog = null;
      for (const late of waited) await this.hear(late);
    }
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
      for (const missed of reply.ok ? reply.value.messages : []) this.read(missed);
      if (this.lastSeq === before) this.lastSeq = seq - 1;
      if (this.lastSeq === seq - 1) return;
    }
  }

  private read(message: FeedMessage): void {
    if (message.seq <= this.lastSeq) return;
    this.lastSeq = message.seq;
    const { alert } = message;
    if (message.kind === 'alert-sent') this.alertedAt.push(toInstant(alert.sentAt));
    if (this.alertedAt.length > ALERT_TIMES_MAX) this.alertedAt.shift();
    if (toInstant(message.at) < this.world.startsAt) {
      this.leaveBehind(message);
      return;
    }
    if (message.kind === 'alert-sent') this.ring(message);
    this.engagements.find(({ alertId }) => alertId === alert.alertId)?.update(alert);
  }

  private ring({ alert }: FeedMessage): void {
    const { log, seed } = this.world;
    log.hear(alert.alertId, this.link.via);
    if (alert.status !== 'sent') return;
    this.alertCount += 1;
    // A phone is not told which incident it is about, so a person's answers go by their number.
    const reply = replyTo(seed, this.responder, `alert-${this.alertCount}`);
    const key = `${seed}/engagement/${this.responder.ref}/${this.alertCount}`;
    const side = {
      ...this.world,
      link: this.link,
      movement: this.movement,
      responder: this.responder,
      setPace: this.reporter.setPace.bind(this.reporter),
    };
    const engagement = new Engagement(side, alert, { ...reply, key });
    this.engagements.push(engagement);
    if (this.engagements.length > PAST_ENGAGEMENTS_MAX) this.engagements.shift();
    engagement.begin();
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
