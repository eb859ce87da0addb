import { fromPlace, toIso } from '#contracts/shapes';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { Movement, SimulatedFix } from '../city/movement';
import type { AlertLog } from './alert-log';
import type { PhoneLink } from './phone-link';
import type { VirtualClock } from './virtual-clock';
import type { Timer, VirtualTimers } from './virtual-timers';

/** What a person is up to, as far as their phone's position reports go. */
export type Pace = 'idle' | 'travelling' | 'going-home' | 'home-again';

/** Virtual time between two reports; a position counts as stale after 15 minutes. */
export const REPORT_EVERY_MS = {
  idle: 8 * MINUTE_MS,
  travelling: 15 * SECOND_MS,
  'going-home': 2 * MINUTE_MS,
} as const;
/** However fast the clock, no phone reports more often than this in real time. */
const REPORT_EVERY_REAL_MS = 500;

/**
 * Sends one phone's positions at the pace of what its person is doing. One report is under way at
 * a time: what falls due meanwhile is one newer report afterwards, never a queue of old ones.
 */
export class FixReporter {
  /** The newest position the server has acknowledged as taken. */
  taken: SimulatedFix | null = null;
  underWay: SimulatedFix | null = null;
  private pace: Exclude<Pace, 'home-again'> = 'idle';
  private timer: Timer | null = null;
  private isDue = false;

  constructor(
    private readonly side: {
      readonly link: PhoneLink;
      readonly movement: Movement;
      readonly clock: VirtualClock;
      readonly timers: VirtualTimers;
      readonly log: AlertLog;
    },
  ) {}

  /** Sends the first position, and the next one after a part of the usual time. */
  async begin(firstGapShare: number): Promise<void> {
    await this.report();
    this.arm(REPORT_EVERY_MS.idle * firstGapShare);
  }

  setPace(pace: Pace): void {
    if (pace === 'home-again' && this.pace !== 'going-home') return;
    this.pace = pace === 'home-again' ? 'idle' : pace;
    void this.report();
    this.arm(this.everyMs());
  }

  stop(): void {
    this.timer?.cancel();
  }

  private arm(afterMs: number): void {
    this.timer?.cancel();
    this.timer = this.side.timers.after(afterMs, () => {
      void this.report();
      this.arm(this.everyMs());
    });
  }

  private everyMs(): number {
    return Math.max(REPORT_EVERY_MS[this.pace], REPORT_EVERY_REAL_MS * this.side.clock.speed);
  }

  private async report(): Promise<void> {
    if (this.underWay !== null) {
      this.isDue = true;
      return;
    }
    const { movement, clock, link, log } = this.side;
    const fix = movement.fixAt(clock.now());
    if (this.taken !== null && fix.at <= this.taken.at) return;
    this.underWay = fix;
    const { at, place, accuracyM } = fix;
    const reply = await link.send('fixes', {
      fixes: [{ place: fromPlace(place), at: toIso(at), accuracyM }],
    });
    this.underWay = null;
    if (reply.ok && reply.value.taken === 1) this.taken = fix;
    else log.refuse(reply.ok ? (reply.value.refused[0]?.code ?? 'fix-refused') : reply.code);
    if (!this.isDue) return;
    this.isDue = false;
    void this.report();
  }
}
