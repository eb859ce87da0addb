import { randomInt } from 'node:crypto';
import { SECOND_MS } from '#core/units';

/**
 * What is asked, the most urgent first: a heart that stops; what people who were asked say; all
 * other messages about incidents; everything else.
 */
export const LANES = ['life-threatening', 'answer', 'incident', 'rest'] as const;
export type LaneName = (typeof LANES)[number];

/** Work begun at once for each connection to the database that the hot path has. */
const PLACES_PER_CONNECTION = 3;
/** How much of all places may be taken for a lane to begin something more. */
const SHARE: Readonly<Record<LaneName, number>> = {
  'life-threatening': 1,
  answer: 0.9,
  incident: 0.8,
  rest: 0.7,
};
/**
 * How much of all places the answers of people hold at most, many as they are when many are asked:
 * what control says comes seldom, and finds room beside them.
 */
const ANSWERS_SHARE = 0.6;
/** Connections that what may wait leaves to the rest of the work, however slow it is. */
const CONNECTIONS_LEFT = 2;
/** How many wait in each lane; one more is turned away, lest memory fill with the waiting. */
export const WAITING_MAX: Readonly<Record<LaneName, number>> = {
  'life-threatening': 2_000,
  answer: 2_000,
  incident: 1_000,
  rest: 500,
};
/** Whoever has waited so long is told to come again: sooner than they would do so by themselves. */
export const WAIT_MAX_MS: Readonly<Record<LaneName, number>> = {
  'life-threatening': 5 * SECOND_MS,
  answer: 5 * SECOND_MS,
  incident: 4 * SECOND_MS,
  rest: 5 * SECOND_MS,
};
/** When whoever was turned away may come again: not all at once. */
const AGAIN_AFTER_S = { from: 1, to: 4 };

/** Gives the place back; once, however often it is called. */
export type Leave = () => void;

interface Waiting {
  readonly start: (leave: Leave | null) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Who is served when more is asked than can be done. So much is under way at once and no more;
 * the others wait, each in the lane of what they ask, and the most urgent lane goes first. What
 * may wait never takes the last places, so that a heart that stops finds one at once, and answers
 * never all that control's messages need.
 */
export class Admission {
  private readonly places: number;
  /** How many places one lane may hold by itself. */
  private readonly most: Readonly<Record<LaneName, number>>;
  private readonly waiting: Readonly<Record<LaneName, Set<Waiting>>> = {
    'life-threatening': new Set(),
    answer: new Set(),
    incident: new Set(),
    rest: new Set(),
  };
  private taken = 0;
  private readonly takenBy: Record<LaneName, number> = {
    'life-threatening': 0,
    answer: 0,
    incident: 0,
    rest: 0,
  };

  /**
   * @param connections of the hot path to the database
   * @param onTurnedAway told of each that was turned away
   */
  constructor(
    connections: number,
    private readonly onTurnedAway: (lane: LaneName) => void = () => undefined,
  ) {
    this.places = connections * PLACES_PER_CONNECTION;
    this.most = {
      'life-threatening': this.places,
      answer: this.places * ANSWERS_SHARE,
      incident: this.places,
      rest: Math.max(1, connections - CONNECTIONS_LEFT),
    };
  }

  /**
   * Starts now, or when it is this one's turn: `start` is called with how to give the place back,
   * or with null for who is turned away. Where there is a place it is called before this returns.
   *
   * @returns ends the waiting of somebody who is gone
   */
  enter(lane: LaneName, start: Waiting['start']): () => void {
    if (this.hasRoom(lane) && this.waiting[lane].size === 0) {
      start(this.take(lane));
      return () => undefined;
    }
    if (this.waiting[lane].size >= WAITING_MAX[lane]) {
      this.turnAway(lane, start);
      return () => undefined;
    }
    const timer = setTimeout(() => {
      this.waiting[lane].delete(one);
      this.turnAway(lane, start);
    }, WAIT_MAX_MS[lane]);
    const one: Waiting = { start, timer };
    this.waiting[lane].add(one);
    return () => {
      clearTimeout(timer);
      this.waiting[lane].delete(one);
    };
  }

  /** How many wait, of one lane. */
  waitingIn(lane: LaneName): number {
    return this.waiting[lane].size;
  }

  private hasRoom(lane: LaneName): boolean {
    return this.takenBy[lane] < this.most[lane] && this.taken < this.places * SHARE[lane];
  }

  private take(lane: LaneName): Leave {
    this.taken += 1;
    this.takenBy[lane] += 1;
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.taken -= 1;
      this.takenBy[lane] -= 1;
      this.callNext();
    };
  }

  private callNext(): void {
    for (const lane of LANES) {
      for (const one of this.waiting[lane]) {
        if (!this.hasRoom(lane)) break;
        clearTimeout(one.timer);
        this.waiting[lane].delete(one);
        one.start(this.take(lane));
      }
    }
  }

  private turnAway(lane: LaneName, start: Waiting['start']): void {
    this.onTurnedAway(lane);
    start(null);
  }
}

/** When whoever was turned away is to come again; not the same for everybody. */
export function againAfterMs(): number {
  return randomInt(AGAIN_AFTER_S.from, AGAIN_AFTER_S.to + 1) * SECOND_MS;
}
