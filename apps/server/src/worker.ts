import { Inject, Injectable } from '@nestjs/common';
import { HOUR_MS, SECOND_MS } from '#core/units';
import { accidentOf } from './accident';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { POLL_EVERY_MS, WorkLoop } from './work-loop';

/** How soon an index that was emptied is noticed. */
const INDEX_LOOK_EVERY_MS = SECOND_MS;

/** The loops of the worker: due waves, time-outs and deliveries; the live index; AED hours. */
@Injectable()
export class Worker {
  private readonly loops: readonly WorkLoop[];
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    @Inject(PARTS) private readonly parts: ServerParts,
    @Inject(FLOW) flow: Pick<Flow, 'dueWork' | 'fillLiveIndex' | 'aedRegistry'>,
  ) {
    this.loops = [
      this.loop('due-work', POLL_EVERY_MS, async () => {
        const done = await flow.dueWork.runOnce();
        return done.reviews + done.deliveries > 0;
      }),
      this.loop('live-index', INDEX_LOOK_EVERY_MS, async () => {
        if (!(await parts.world.locations.ready())) await flow.fillLiveIndex.fillIfEmpty();
        return false;
      }),
      this.loop('aed-hours', HOUR_MS, async () => (await flow.aedRegistry.compileDue()) > 0),
    ];
  }

  async start(): Promise<void> {
    for (const loop of this.loops) loop.start();
    try {
      this.stopListening = await this.parts.world.queue.onWake(() => this.loops[0]?.wake());
    } catch (error) {
      // Looking every 250 ms is enough; being woken is only sooner.
      this.failed('wake', error);
    }
  }

  /** No new work; resolves when the work at hand is done. */
  async stop(): Promise<void> {
    await this.stopListening?.().catch((error: unknown) => this.failed('wake', error));
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private loop(name: string, everyMs: number, work: () => Promise<boolean>): WorkLoop {
    return new WorkLoop({ work, everyMs, onError: (error) => this.failed(name, error) });
  }

  private failed(loop: string, error: unknown): void {
    this.parts.metrics.workErrors.inc({ loop });
    this.parts.logger.error({ loop, accident: accidentOf(error) }, 'work failed');
  }
}
