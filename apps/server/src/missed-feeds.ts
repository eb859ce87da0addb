import { SECOND_MS } from '#core/units';
import type { ResponderCaller } from '#flow/ports';

/** How soon a phone is told what another copy of the server could not tell it. */
export const LOOK_EVERY_MS = SECOND_MS / 2;
/** What was said shortly before and after a break may be lost in it too. */
export const AFTER_A_BREAK_MS = 5 * SECOND_MS;

/** What of a socket is needed here. */
interface Line {
  on(event: 'disconnect', listener: () => void): unknown;
  onAnyOutgoing(listener: (event: string, message: unknown) => void): unknown;
}

interface Followed<L> {
  readonly line: L;
  readonly caller: ResponderCaller;
  /** The highest number that went out on this line. */
  lastSeq: number;
}

/**
 * Phones on this copy of the server hear of other copies' decisions by Redis. While that way is cut
 * they would hear nothing until they connect anew; so their feeds are looked at instead, which are
 * in the record, and what is newer than the last that went out to them is sent.
 */
export class MissedFeeds<L extends Line> {
  private readonly followed = new Map<L, Followed<L>>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private lookUntil = 0;

  constructor(
    private readonly ports: {
      /** Whether copies may not hear each other now. */
      readonly isCutOff: () => boolean;
      /** The newest number of a feed; cheap for many at once. */
      readonly newest: (caller: ResponderCaller) => Promise<number>;
      /** Sends what is newer than a number. */
      readonly send: (line: L, caller: ResponderCaller, lastSeq: number) => Promise<unknown>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.round(performance.now()), LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Follows what goes out on a line, which has been told everything up to `lastSeq`. */
  follow(line: L, caller: ResponderCaller, lastSeq: number): void {
    const followed = { line, caller, lastSeq };
    this.followed.set(line, followed);
    line.on('disconnect', () => this.followed.delete(line));
    line.onAnyOutgoing((event, message) => {
      if (event === 'feed') followed.lastSeq = Math.max(followed.lastSeq, seqOf(message));
    });
  }

  /** Looks once, where there is reason to; never throws, and never twice at once. */
  async round(nowMs: number): Promise<void> {
    if (this.ports.isCutOff()) this.lookUntil = nowMs + AFTER_A_BREAK_MS;
    if (this.looking || nowMs >= this.lookUntil) return;
    this.looking = true;
    try {
      await Promise.all([...this.followed.values()].map((one) => this.look(one)));
    } catch (error) {
      this.ports.onError(error);
    } finally {
      this.looking = false;
    }
  }

  private async look({ line, caller, lastSeq }: Followed<L>): Promise<void> {
    if ((await this.ports.newest(caller)) <= lastSeq) return;
    await this.ports.send(line, caller, lastSeq);
  }
}

function seqOf(message: unknown): number {
  if (typeof message !== 'object' || message === null || !('seq' in message)) return 0;
  return typeof message.seq === 'number' ? message.seq : 0;
}
