import { MINUTE_MS, type Instant } from '#core/units';
import type { Clock } from '#flow/ports';

export interface SystemClockOptions {
  /** Asks PostgreSQL for its time. */
  readonly readServerTime: () => Promise<Instant>;
  /** For the demo: time runs this many times as fast from `anchor` on. */
  readonly fast?: { readonly speed: number; readonly anchor: Instant };
  /** Told when PostgreSQL could not be asked; the clock goes on by the last answer. */
  readonly onTrouble?: (error: unknown) => void;
  /** A count of milliseconds that never steps, whatever happens to the machine's date. */
  readonly monotonicMs?: () => number;
  /** The machine's own date. */
  readonly machineTime?: () => Instant;
  readonly measureEveryMs?: number;
}

export const MEASURE_EVERY_MS = MINUTE_MS;
/**
 * Half of the time an answer took is how wrong it may be. One that came later than this is not
 * believed while a better one is recent.
 */
export const ANSWER_TRUSTED_WITHIN_MS = 500;
/** So long a machine's count of milliseconds is better than a slow answer. */
export const ANSWER_RECENT_MS = 10 * MINUTE_MS;
const ASK_AGAIN_AFTER_MS = 1_000;
/** At the start, when nothing better is at hand. */
const FIRST_ATTEMPTS_MAX = 3;

interface Answer {
  readonly askedAtMs: number;
  readonly serverTime: Instant;
  readonly answeredAtMs: number;
}

/** While the clock is ahead of PostgreSQL it runs at half speed until it is not. */
const CATCH_UP_RATE = 0.5;

/**
 * PostgreSQL's time without asking it each time: measured at the start and every minute, counted
 * on between by a clock that never steps. All servers so share one time. It never goes back: where
 * PostgreSQL turns out to be behind, it runs slower until it agrees; where ahead, it jumps.
 */
export class SystemClock implements Clock {
  private readonly monotonicMs: () => number;
  private readonly machineTime: () => Instant;
  /** Server time minus monotonic time, as last measured. */
  private offsetMs = 0;
  /** How far this clock was ahead of that when it was measured, and when that was. */
  private aheadMs = 0;
  private measuredAtMs = 0;
  private machineSkewMs = 0;
  private timer: NodeJS.Timeout | null = null;
  private again: NodeJS.Timeout | undefined;

  private constructor(private readonly options: SystemClockOptions) {
    this.monotonicMs = options.monotonicMs ?? ((): number => performance.now());
    this.machineTime = options.machineTime ?? Date.now;
  }

  /** Measures once and starts; throws when PostgreSQL cannot be asked. */
  static async start(options: SystemClockOptions): Promise<SystemClock> {
    const clock = new SystemClock(options);
    clock.adopt(await clock.askUntilQuick(), null);
    clock.timer = setInterval(
      () => void clock.measure(),
      options.measureEveryMs ?? MEASURE_EVERY_MS,
    );
    clock.timer.unref();
    return clock;
  }

  now(): Instant {
    const real = this.realNow(this.monotonicMs());
    const { fast } = this.options;
    return Math.floor(fast === undefined ? real : fast.anchor + (real - fast.anchor) * fast.speed);
  }

  stretch(realMs: number): number {
    return realMs * (this.options.fast?.speed ?? 1);
  }

  /** How far the machine's own date was ahead of PostgreSQL at the last measurement. */
  skewMs(): number {
    return this.machineSkewMs;
  }

  /** How long ago PostgreSQL last said what time it is. */
  measuredAgoMs(): number {
    return this.monotonicMs() - this.measuredAtMs;
  }

  /**
   * Measures now; a PostgreSQL that does not answer changes nothing, and one that takes its time
   * is asked again soon.
   */
  async measure(): Promise<void> {
    try {
      const answer = await this.ask();
      if (tookMs(answer) > ANSWER_TRUSTED_WITHIN_MS && this.measuredAgoMs() < ANSWER_RECENT_MS) {
        clearTimeout(this.again);
        this.again = setTimeout(() => void this.measure(), ASK_AGAIN_AFTER_MS);
        this.again.unref();
        return;
      }
      this.adopt(answer, this.realNow(answer.answeredAtMs));
    } catch (error) {
      this.options.onTrouble?.(error);
    }
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    clearTimeout(this.again);
  }

  /** The first answer that came quickly, or the quickest of those tried. */
  private async askUntilQuick(): Promise<Answer> {
    let best = await this.ask();
    for (let n = 1; n < FIRST_ATTEMPTS_MAX && tookMs(best) > ANSWER_TRUSTED_WITHIN_MS; n += 1) {
      const answer = await this.ask();
      if (tookMs(answer) < tookMs(best)) best = answer;
    }
    return best;
  }

  private async ask(): Promise<Answer> {
    const askedAtMs = this.monotonicMs();
    const serverTime = await this.options.readServerTime();
    return { askedAtMs, serverTime, answeredAtMs: this.monotonicMs() };
  }

  /** The answer is taken to be of the middle between question and answer. */
  private adopt({ askedAtMs, serverTime, answeredAtMs }: Answer, shown: Instant | null): void {
    const nowThere = serverTime + (answeredAtMs - askedAtMs) / 2;
    this.offsetMs = nowThere - answeredAtMs;
    this.aheadMs = Math.max(0, (shown ?? nowThere) - nowThere);
    this.measuredAtMs = answeredAtMs;
    this.machineSkewMs = Math.round(this.machineTime() - nowThere);
  }

  private realNow(monotonicMs: number): Instant {
    const sinceMs = monotonicMs - this.measuredAtMs;
    const stillAheadMs = Math.max(0, this.aheadMs - sinceMs * (1 - CATCH_UP_RATE));
    return monotonicMs + this.offsetMs + stillAheadMs;
  }
}

function tookMs({ askedAtMs, answeredAtMs }: Answer): number {
  return answeredAtMs - askedAtMs;
}
