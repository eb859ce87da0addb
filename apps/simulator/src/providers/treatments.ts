import { Random } from '../city/random';

/** How long a message takes, and whether it arrives. All times in real milliseconds. */
export type Timing =
  /** Said to be taken, and never seen again. */
  | { readonly how: 'ok' | 'silent-drop' }
  /** Taken only after a wait: whoever gives up before has not sent it. */
  | { readonly how: 'slow'; readonly ms: number }
  /** Taken at once, said so late: whoever gives up has sent it all the same. */
  | { readonly how: 'slow-answer'; readonly ms: number }
  /** Answered at once, and at the phone late; never after its time to live. */
  | { readonly how: 'late'; readonly ms: number };

/** How a provider may fail, whatever it carries. */
export type CommonBehaviour =
  | Timing
  | { readonly how: 'internal' }
  | { readonly how: 'quota' | 'unavailable'; readonly retryAfterS?: number };

/** Shares, each of 0 to 1, of messages that are treated so; together at most 1. */
export interface FaultShares {
  readonly dropShare?: number;
  readonly lateShare?: number;
  readonly lateMs?: number;
  readonly slowShare?: number;
  readonly slowMs?: number;
  readonly quotaShare?: number;
  readonly unavailableShare?: number;
  /** Said with quota and unavailable; left out, nothing is said. */
  readonly retryAfterS?: number;
  /** The same seed treats the n-th message to an address the same, in whatever order they come. */
  readonly seed?: string;
}

/** Not given, what is late or slow is so by this. */
const LATE_MS = 5_000;
const SLOW_MS = 10_000;

/** How each address is treated: as told for it, as told for all, or by lot. */
export class Treatments<B extends { readonly how: string } = CommonBehaviour> {
  private readonly byAddress = new Map<string, { behaviour: B; times: number }>();
  private readonly counts = new Map<string, number>();
  private forAll: B | null = null;
  private shares: FaultShares | null = null;

  /** From now on, or for so many messages. */
  treat(address: string, behaviour: B, times = Infinity): void {
    this.byAddress.set(address, { behaviour, times });
  }

  /** Every address that nothing is told of; null ends that. */
  treatAll(behaviour: B | null): void {
    this.forAll = behaviour;
  }

  /** By lot, every address that nothing is told of; null ends that. */
  draw(shares: FaultShares | null): void {
    this.shares = shares;
    this.counts.clear();
  }

  /** How the next message to an address is treated. */
  next(address: string): B | CommonBehaviour {
    const told = this.byAddress.get(address);
    if (told !== undefined && told.times > 0) {
      told.times -= 1;
      return told.behaviour;
    }
    if (this.forAll !== null) return this.forAll;
    return this.shares === null ? { how: 'ok' } : this.drawn(address, this.shares);
  }

  private drawn(address: string, shares: FaultShares): CommonBehaviour {
    const nth = (this.counts.get(address) ?? 0) + 1;
    this.counts.set(address, nth);
    const wait = shares.retryAfterS === undefined ? {} : { retryAfterS: shares.retryAfterS };
    const lots: readonly (readonly [CommonBehaviour, number])[] = [
      [{ how: 'silent-drop' }, shares.dropShare ?? 0],
      [{ how: 'late', ms: shares.lateMs ?? LATE_MS }, shares.lateShare ?? 0],
      [{ how: 'slow', ms: shares.slowMs ?? SLOW_MS }, shares.slowShare ?? 0],
      [{ how: 'quota', ...wait }, shares.quotaShare ?? 0],
      [{ how: 'unavailable', ...wait }, shares.unavailableShare ?? 0],
    ];
    const named = lots.reduce((sum, [, share]) => sum + share, 0);
    const random = new Random(`${shares.seed ?? '1'}/${address}/${nth}`);
    return random.weighted([...lots, [{ how: 'ok' }, Math.max(0, 1 - named)]]);
  }
}

/** True of what is only a matter of time: the message is taken, unless its sender gives up. */
export function isTiming(behaviour: { readonly how: string }): behaviour is Timing {
  return ['ok', 'silent-drop', 'slow', 'slow-answer', 'late'].includes(behaviour.how);
}
