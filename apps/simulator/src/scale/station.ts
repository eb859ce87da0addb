import type { EventLine } from './event-line';

/** Whose work is done first where several wait: an arrest, phones, a crowd. */
export const LANES = ['arrest', 'phones', 'crowd'] as const;
export type LaneName = (typeof LANES)[number];

interface Piece {
  readonly serviceMs: number;
  readonly done: () => void;
}

/**
 * A place where work is done by so many at once, one piece after the other: the most urgent lane
 * first, in its order of arrival. What has begun is not interrupted.
 */
export class Station {
  private readonly waiting: Readonly<Record<LaneName, Piece[]>> = {
    arrest: [],
    phones: [],
    crowd: [],
  };
  private busy = 0;
  private open = true;
  /** Milliseconds of work done by all together. */
  workedMs = 0;

  constructor(
    private readonly line: EventLine,
    readonly servers: number,
  ) {}

  /** Pieces of a lane that have not begun. */
  waitingIn(lane: LaneName): number {
    return this.waiting[lane].length;
  }

  /** Has a piece of work done; calls back when it is. */
  take(lane: LaneName, serviceMs: number, done: () => void): void {
    this.waiting[lane].push({ serviceMs, done });
    this.begin();
  }

  /** Begins nothing more; what has begun ends. */
  shut(): void {
    this.open = false;
  }

  reopen(): void {
    this.open = true;
    this.begin();
  }

  private begin(): void {
    while (this.open && this.busy < this.servers) {
      const piece = this.next();
      if (piece === undefined) return;
      this.busy += 1;
      this.workedMs += piece.serviceMs;
      this.line.after(piece.serviceMs, () => {
        this.busy -= 1;
        piece.done();
        this.begin();
      });
    }
  }

  private next(): Piece | undefined {
    for (const lane of LANES) {
      const piece = this.waiting[lane].shift();
      if (piece !== undefined) return piece;
    }
    return undefined;
  }
}
