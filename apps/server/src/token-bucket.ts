const MS_PER_S = 1_000;

/** Lets through `perSecond` on average and `burst` at once; real time. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly limit: { readonly perSecond: number; readonly burst: number },
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.tokens = limit.burst;
    this.filledAt = nowMs();
  }

  /** Takes one token; false when there is none. */
  take(): boolean {
    if (this.isEmpty()) return false;
    this.tokens -= 1;
    return true;
  }

  /** Whether there is no whole token now. */
  isEmpty(): boolean {
    const now = this.nowMs();
    const gained = ((now - this.filledAt) * this.limit.perSecond) / MS_PER_S;
    this.tokens = Math.min(this.limit.burst, this.tokens + gained);
    this.filledAt = now;
    return this.tokens < 1;
  }
}
