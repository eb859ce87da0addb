import { LIMITS, type LimitName } from '#core/limits';
import { ok, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { Clock, Limits } from '#flow/ports';

interface Counted {
  uses: number;
  readonly endsAt: Instant;
}

/** Counts in memory by a clock that is driven by hand; each window begins with its first use. */
export class MemoryLimits implements Limits {
  private readonly counted = new Map<string, Counted>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  use = (limit: LimitName, of: string): Promise<Result<null>> => {
    const counted = this.current(limit, of);
    counted.uses += 1;
    const { uses } = LIMITS[limit];
    return Promise.resolve(counted.uses > uses ? this.tooMany(counted) : ok(null));
  };

  look = (limit: LimitName, of: string): Promise<Result<null>> => {
    const counted = this.current(limit, of);
    const { uses } = LIMITS[limit];
    return Promise.resolve(counted.uses >= uses ? this.tooMany(counted) : ok(null));
  };

  forgive = (limit: LimitName, of: string): Promise<void> => {
    this.counted.delete(keyOf(limit, of));
    return Promise.resolve();
  };

  private current(limit: LimitName, of: string): Counted {
    const key = keyOf(limit, of);
    const now = this.clock.now();
    const known = this.counted.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    const fresh = { uses: 0, endsAt: now + LIMITS[limit].perMs };
    this.counted.set(key, fresh);
    return fresh;
  }

  private tooMany(counted: Counted): Result<never> {
    const retryAfterMs = counted.endsAt - this.clock.now();
    const detail = 'Too often; try again later.';
    return { ok: false, problem: { code: 'too-many-requests', detail, retryAfterMs } };
  }
}

function keyOf(limit: LimitName, of: string): string {
  return `${limit} ${of}`;
}
