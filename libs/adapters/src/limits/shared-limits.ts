import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { LIMITS, type Limit, type LimitName } from '#core/limits';
import { ok, type Result } from '#core/problem';
import { SECOND_MS } from '#core/units';
import type { Limits, Vault } from '#flow/ports';
import type { RedisClient } from '#adapters/shared/redis-connection';

type Counter = RateLimiterMemory | RateLimiterRedis;

/**
 * Counts in Redis for all copies of the server together, in real time. While Redis is away each
 * copy counts for itself: guessing is then slowed by each copy alone, and nobody is locked out.
 */
export class SharedLimits implements Limits {
  private readonly counters: Readonly<Record<LimitName, Counter>>;

  /**
   * @param redis null where there is none: this copy counts for itself
   * @param vault whose keyed digests stand for people and addresses
   */
  constructor(
    redis: RedisClient | null,
    private readonly vault: Pick<Vault, 'digest'>,
  ) {
    const named = Object.entries(LIMITS) as [LimitName, Limit][];
    this.counters = Object.fromEntries(
      named.map(([name, limit]) => [name, counterOf(redis, name, limit)]),
    ) as Record<LimitName, Counter>;
  }

  use = async (limit: LimitName, of: string): Promise<Result<null>> => {
    try {
      await this.counters[limit].consume(this.keyOf(limit, of));
      return ok(null);
    } catch (thrown) {
      if (thrown instanceof RateLimiterRes) return tooMany(thrown);
      throw thrown;
    }
  };

  look = async (limit: LimitName, of: string): Promise<Result<null>> => {
    const counted = await this.counters[limit].get(this.keyOf(limit, of));
    return counted === null || counted.consumedPoints < LIMITS[limit].uses
      ? ok(null)
      : tooMany(counted);
  };

  forgive = async (limit: LimitName, of: string): Promise<void> => {
    await this.counters[limit].delete(this.keyOf(limit, of));
  };

  private keyOf(limit: LimitName, of: string): string {
    return Buffer.from(this.vault.digest(`limit ${limit} ${of}`)).toString('base64url');
  }
}

function counterOf(redis: RedisClient | null, name: LimitName, limit: Limit): Counter {
  const rule = {
    keyPrefix: `closeby:limit:${name}`,
    points: limit.uses,
    duration: limit.perMs / SECOND_MS,
  };
  const alone = new RateLimiterMemory(rule);
  if (redis === null) return alone;
  return new RateLimiterRedis({
    ...rule,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: alone,
  });
}

function tooMany(counted: RateLimiterRes): Result<never> {
  const retryAfterMs = Math.max(SECOND_MS, Math.ceil(counted.msBeforeNext));
  const detail = 'Too often; try again later.';
  return { ok: false, problem: { code: 'too-many-requests', detail, retryAfterMs } };
}
