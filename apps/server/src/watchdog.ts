import { Inject, Injectable } from '@nestjs/common';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import { CARRIED_WITHIN_MS, type WatchFigures } from '#core/watch-alarms';
import type { InAndOut, Meter } from '#flow/ports';
import { RaiseIncident } from '#flow/raise-incident';
import { Watchdog } from '#flow/watchdog';
import { accidentOf } from './accident';
import { DiskReserve, type DiskFigures } from './disk-reserve';
import type { Flow } from './flow';
import type { Metrics } from './metrics';
import { FLOW, PARTS, type ServerParts } from './parts';
import { SocketPhone } from './watch-phone';
import { WorkLoop } from './work-loop';

/** What lies around the server is looked at this often. */
const LOOK_EVERY_MS = 10 * SECOND_MS;
/** After a round that failed the next follows soon: two in a row raise the alarm. */
const AGAIN_AFTER_MS = 5 * SECOND_MS;
/** Incidents are compared with what left the house for them over this long. */
const RECENT_MS = 10 * MINUTE_MS;

/**
 * The server's watch over itself: a synthetic alert each half minute where it has a face, and in
 * every role the queue, the clock, the disk, the back-up, and incidents in against alerts out. It
 * only tells, as figures; whoever collects them wakes somebody up.
 */
@Injectable()
export class WatchdogLoops {
  private loops: readonly WorkLoop[] = [];
  private watchdog: Watchdog | null = null;
  private begunMs = 0;
  private throughMs: number | null = null;
  private failedRounds = 0;
  private disk: DiskFigures | null = null;
  private queueOldestMs: number | null = null;
  private inAndOut: InAndOut | null = null;
  private backupBehindBytes: number | null = null;

  constructor(
    @Inject(PARTS) private readonly parts: ServerParts,
    @Inject(FLOW) private readonly flow: Flow,
  ) {}

  /** @param url of this server, once it listens */
  start(url: () => Promise<string>): void {
    const { config, metrics } = this.parts;
    const { everyMs, reserve } = config.watchdog;
    this.begunMs = performance.now();
    const loops: WorkLoop[] = [];
    const disk = reserve === null ? null : new DiskReserve(reserve);
    if (disk !== null) disk.keep().catch((error: unknown) => this.failed('disk-reserve', error));
    if (everyMs !== null) {
      loops.push(this.loop('watch-around', LOOK_EVERY_MS, () => this.lookAround()));
      if (config.role !== 'worker') {
        this.watchdog = this.watchdogAt(url);
        loops.push(this.loop('watchdog', AGAIN_AFTER_MS, () => this.round(everyMs)));
      }
    }
    if (disk !== null) {
      const look = async (): Promise<void> => {
        this.disk = null;
        this.disk = await disk.look();
      };
      loops.push(this.loop('watch-disk', LOOK_EVERY_MS, look));
    }
    this.loops = loops;
    if (loops.length > 0) metrics.watch.tells(() => this.figures());
    for (const loop of loops) loop.start();
  }

  async stop(): Promise<void> {
    const stopped = Promise.all(this.loops.map((loop) => loop.stop()));
    this.watchdog?.close();
    await stopped;
  }

  private figures(): WatchFigures {
    const { throughMs, begunMs, failedRounds, disk, queueOldestMs } = this;
    const since = performance.now() - (throughMs ?? begunMs);
    return {
      sinceSyntheticMs: this.watchdog === null ? null : since,
      failedRounds,
      silentIncidents: this.inAndOut?.silentIncidents ?? null,
      queueOldestMs,
      clockSkewMs: this.parts.world.clockSkewMs(),
      diskFreeBytes: disk?.freeBytes ?? null,
      reserveKept: disk?.reserveKept ?? null,
      backupBehindBytes: this.backupBehindBytes,
    };
  }

  /** The loop comes round every few seconds; a round that came through is worth `everyMs`. */
  private async round(everyMs: number): Promise<void> {
    const { watchdog, throughMs } = this;
    if (watchdog === null) return;
    if (throughMs !== null && this.failedRounds === 0) {
      const dueMs = throughMs + everyMs - performance.now();
      if (dueMs > 0) return;
    }
    const round = await watchdog.round();
    this.parts.metrics.watch.roundEnded(round);
    if (round.failed === null) {
      this.throughMs = performance.now();
      this.failedRounds = 0;
      return;
    }
    this.failedRounds += 1;
    this.parts.logger.error({ step: round.failed }, 'a synthetic alert did not come through');
  }

  private async lookAround(): Promise<void> {
    const { clock, queue, watch } = this.parts.world;
    const now = clock.now();
    this.queueOldestMs = (await queue.depth(now)).oldestWaitMs;
    const until = now - clock.stretch(CARRIED_WITHIN_MS);
    this.inAndOut = await watch.recent({ since: now - clock.stretch(RECENT_MS), until });
    this.parts.metrics.watch.inAndOut(this.inAndOut);
    this.backupBehindBytes = await watch.backupBehindBytes();
  }

  private watchdogAt(url: () => Promise<string>): Watchdog {
    const { world, metrics } = this.parts;
    const raise = new RaiseIncident({ ...world, ...this.flow, meter: uncounted(metrics) });
    return new Watchdog({
      ...world,
      raise,
      change: this.flow.changeIncident,
      phone: new SocketPhone(url),
      onError: (error) => this.failed('watchdog', error),
    });
  }

  private loop(name: string, everyMs: number, work: () => Promise<void>): WorkLoop {
    const once = async (): Promise<boolean> => {
      await work();
      return false;
    };
    return new WorkLoop({ work: once, everyMs, onError: (error) => this.failed(name, error) });
  }

  private failed(loop: string, error: unknown): void {
    this.parts.metrics.workErrors.inc({ loop });
    this.parts.logger.error({ loop, accident: accidentOf(error) }, 'watching failed');
  }
}

/** What nobody has reported is not among the incidents that are counted. */
function uncounted(metrics: Metrics): Meter {
  const nothing = (): void => undefined;
  return Object.assign(Object.create(metrics) as Meter, {
    incidentRaised: nothing,
    alertsSent: nothing,
  });
}
