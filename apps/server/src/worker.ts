import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_CHANNELS, type DeliveryChannel } from '#core/delivery';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { HeadsFile } from '#adapters/audit-heads/signed-heads';
import { APP_LEASE_MS } from '#flow/lane';
import { accidentOf } from './accident';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { POLL_EVERY_MS, WorkLoop } from './work-loop';

/** How often the newest entries of the audit are signed, outside the database. */
const HEADS_EVERY_MS = MINUTE_MS;
/** How soon an index that was emptied is noticed. */
const INDEX_LOOK_EVERY_MS = SECOND_MS;
/** How soon a feed that is due is read; each says itself how often. */
const FEEDS_LOOK_EVERY_MS = 5 * SECOND_MS;
/** Who is overdue is counted in minutes; people on their way are told at once. */
const MUSTER_EVERY_MS = 2 * SECOND_MS;
/** Who walks comes some ten metres nearer meanwhile. */
const DANGER_LOOK_EVERY_MS = 5 * SECOND_MS;
/** Readings are due within minutes at the soonest. */
const WATCH_LOOK_EVERY_MS = 10 * SECOND_MS;
/** Claims, answers of groups and what partners are told. */
const BOARD_EVERY_MS = SECOND_MS;
/** Control rooms read within a second what they would not hear otherwise. */
const TELL_CONTROL_EVERY_MS = 500;
/** A receiver that is on its way when a worker stops is tried again by another. */
const HOOKS_END_WITHIN_MS = 2 * SECOND_MS;
/** A file that is ready waits no longer than a poll for due work. */
const DROP_LOOK_EVERY_MS = POLL_EVERY_MS;
/** The figures of a week, some minutes after it has ended. */
const CARDS_LOOK_EVERY_MS = 10 * MINUTE_MS;
/** Reminders are counted in days. */
const REMIND_EVERY_MS = MINUTE_MS;

/** So long a crowd's turn of ringing lasts at most where its provider is slow. */
const RINGING_TURN_MS = 50;

type WorkersFlow = Pick<
  Flow,
  | 'holdBack'
  | 'sendNotes'
  | 'musterDesks'
  | 'overduePeople'
  | 'musterTalk'
  | 'droppedFiles'
  | 'dueWork'
  | 'carry'
  | 'fillLiveIndex'
  | 'aedRegistry'
  | 'retention'
  | 'renewals'
  | 'afterCare'
  | 'coverageWatch'
  | 'warningFeeds'
  | 'aedFeeds'
  | 'boardUpkeep'
  | 'groupAsks'
  | 'followShares'
  | 'watchRounds'
  | 'sendWebhooks'
  | 'sendReportCards'
>;

/**
 * The loops of the worker: due waves and time-outs; deliveries, each channel in a loop of its own,
 * so that a slow provider holds up nobody else's; crowds that call-outs ask, apart from all that;
 * the live index; AED hours.
 */
@Injectable()
export class Worker {
  private readonly loops: readonly WorkLoop[];
  private readonly crowds: WorkLoop;
  /** Those that are woken when something falls due. */
  private readonly woken: readonly WorkLoop[];
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    @Inject(PARTS) private readonly parts: ServerParts,
    @Inject(FLOW) private readonly flow: WorkersFlow,
  ) {
    this.crowds = this.crowdLoop();
    this.woken = [
      this.reviews(),
      ...DELIVERY_CHANNELS.map((channel) => this.lane(channel)),
      this.loop('notes', POLL_EVERY_MS, async () => (await flow.sendNotes.round()) > 0),
    ];
    this.loops = [
      ...this.woken,
      this.crowds,
      this.loop('leases', APP_LEASE_MS / 4, async () => {
        await flow.dueWork.renew();
        return false;
      }),
      this.loop('live-index', INDEX_LOOK_EVERY_MS, async () => {
        if (!(await parts.world.locations.ready())) await flow.fillLiveIndex.fillIfEmpty();
        return false;
      }),
      this.loop('danger', DANGER_LOOK_EVERY_MS, async () => {
        await flow.holdBack.round(parts.world.clock.now());
        return false;
      }),
      ...this.webhooks(),
      ...this.heads(),
      ...this.drops(),
      this.loop('overdue', MUSTER_EVERY_MS, async () => (await flow.overduePeople.review()) > 0),
      this.loop('ended-callouts', MUSTER_EVERY_MS, async () => {
        const placed = await flow.musterDesks.settlePlaced();
        return placed + (await flow.musterTalk.standDownEnded()) > 0;
      }),
      ...this.upkeep(),
    ];
  }

  async start(): Promise<void> {
    for (const loop of this.loops) loop.start();
    try {
      this.stopListening = await this.parts.world.queue.onWake(() => {
        for (const loop of this.woken) loop.wake();
      });
    } catch (error) {
      // Looking every 250 ms is enough; being woken is only sooner.
      this.failed('wake', error);
    }
  }

  /** No new work; resolves when the work at hand is done. */
  async stop(): Promise<void> {
    await this.stopListening?.().catch((error: unknown) => this.failed('wake', error));
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await this.flow.dueWork.idle();
    await this.flow.carry.idle();
    const waited = pause(HOOKS_END_WITHIN_MS, undefined, { ref: false });
    await Promise.race([this.flow.sendWebhooks.idle(), waited]);
  }

  /** What is done as time goes by, whether or not anything happens. */
  private upkeep(): readonly WorkLoop[] {
    const { flow } = this;
    return [
      this.loop('reminders', REMIND_EVERY_MS, async () => (await flow.renewals.remind()) > 0),
      this.loop('after-care', REMIND_EVERY_MS, async () => {
        await flow.afterCare.thank();
        await flow.afterCare.remind();
        return false;
      }),
      this.loop('coverage', REMIND_EVERY_MS, async () => {
        await flow.coverageWatch.round();
        return false;
      }),
      this.loop('board', BOARD_EVERY_MS, async () => (await flow.boardUpkeep.round()) > 0),
      this.loop('group-asks', BOARD_EVERY_MS, async () => (await flow.groupAsks.round()) > 0),
      this.loop('shared-callouts', BOARD_EVERY_MS, async () => {
        return (await flow.followShares.round()) > 0;
      }),
      this.loop('warning-feeds', FEEDS_LOOK_EVERY_MS, async () => {
        return (await flow.warningFeeds.poll()) > 0;
      }),
      this.loop('aed-feeds', FEEDS_LOOK_EVERY_MS, async () => {
        return (await flow.aedFeeds.poll()) > 0;
      }),
      this.loop('watch-points', WATCH_LOOK_EVERY_MS, async () => {
        return (await flow.watchRounds.round()) > 0;
      }),
      this.loop('report-cards', CARDS_LOOK_EVERY_MS, async () => {
        return (await flow.sendReportCards.round()) > 0;
      }),
      this.loop('retention', HOUR_MS, async () => {
        await this.forget();
        return false;
      }),
      this.loop('aed-hours', HOUR_MS, async () => (await flow.aedRegistry.compileDue()) > 0),
    ];
  }

  /** What happens is told to control rooms; a receiver that is slow holds up nobody. */
  private webhooks(): readonly WorkLoop[] {
    const { sendWebhooks } = this.flow;
    const sending = this.loop('webhooks', TELL_CONTROL_EVERY_MS, async () => {
      return (await sendWebhooks.round()) > 0;
    });
    sendWebhooks.onSettled(() => sending.wake());
    const telling = this.loop('control-events', TELL_CONTROL_EVERY_MS, async () => {
      const looked = await sendWebhooks.relay();
      if (looked > 0) sending.wake();
      return looked > 0;
    });
    return [telling, sending];
  }

  /** What has been looked at and done is signed each minute, and no more than once for each. */
  private heads(): readonly WorkLoop[] {
    const { config, world } = this.parts;
    const { audit } = config;
    if (audit === null) return [];
    let file: Promise<HeadsFile> | undefined;
    const sign = async (): Promise<boolean> => {
      file ??= HeadsFile.open(audit.headsFile, audit.key);
      file.catch(() => (file = undefined));
      await (await file).write(await world.auditLog.heads(), world.clock.now());
      return false;
    };
    return [this.loop('audit-heads', HEADS_EVERY_MS, sign)];
  }

  /** Files of control rooms that have nothing else. */
  private drops(): readonly WorkLoop[] {
    const { droppedFiles } = this.flow;
    if (droppedFiles === null) return [];
    const round = async (): Promise<boolean> => (await droppedFiles.round()) > 0;
    return [this.loop('drop-folder', DROP_LOOK_EVERY_MS, round)];
  }

  /** Once a day, whichever worker comes first. */
  private async forget(): Promise<void> {
    for (const { what, deleted } of await this.flow.retention.run()) {
      if (deleted > 0) this.parts.logger.info({ what, deleted }, 'let go by age');
    }
  }

  private reviews(): WorkLoop {
    const { reviews } = this.flow.dueWork;
    const loop = this.loop('reviews', POLL_EVERY_MS, async () => (await reviews.round()) > 0);
    reviews.listen(() => loop.wake());
    return loop;
  }

  /**
   * Crowds are asked and rung by turns, side by side for the length of one turn of ringing at most:
   * fifty thousand people of a call-out would keep every core of a small machine busy, and each
   * alarm meanwhile would wait for one.
   */
  private crowdLoop(): WorkLoop {
    const { carry, dueWork } = this.flow;
    const loop = this.loop('crowds', POLL_EVERY_MS, async () => {
      let count = await dueWork.callouts.round();
      for (const channel of DELIVERY_CHANNELS) {
        const started = await carry.round(channel, { crowds: true });
        await Promise.race([started.carried, pause(RINGING_TURN_MS)]);
        count += started.count;
      }
      await dueWork.callouts.idle();
      return count > 0;
    });
    dueWork.callouts.listen(() => loop.wake());
    return loop;
  }

  private lane(channel: DeliveryChannel): WorkLoop {
    const { carry } = this.flow;
    const loop = this.loop(channel, POLL_EVERY_MS, async () => {
      return (await carry.round(channel, { crowds: false })).count > 0;
    });
    carry.onRoom(channel, () => {
      loop.wake();
      this.crowds.wake();
    });
    return loop;
  }

  private loop(name: string, everyMs: number, work: () => Promise<boolean>): WorkLoop {
    return new WorkLoop({ work, everyMs, onError: (error) => this.failed(name, error) });
  }

  private failed(loop: string, error: unknown): void {
    this.parts.metrics.workErrors.inc({ loop });
    this.parts.logger.error({ loop, accident: accidentOf(error) }, 'work failed');
  }
}
