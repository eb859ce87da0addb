import type { RedisClient } from '#adapters/shared/redis-connection';
import { inCalls, RedisFunctions } from './functions';

/** A phone not heard of for this long has no live socket; real time, whatever the clock's speed. */
export const PRESENCE_TTL_MS = 60_000;
const PRESENCE_KEY = 'closeby:{presence}:live';

/**
 * Which responders have a phone on a live socket, over all servers. It is a hint: someone with two
 * phones on two servers who leaves with one counts as gone until the other is touched again, and
 * gets a push besides.
 */
export class RedisPresence {
  private readonly functions: RedisFunctions;

  constructor(private readonly client: RedisClient) {
    this.functions = new RedisFunctions(client);
  }

  /** Notes that these responders are there, for `ttlMs` from now; throws when Redis is away. */
  async touch(responderIds: readonly string[], ttlMs = PRESENCE_TTL_MS): Promise<void> {
    for (const some of inCalls(responderIds)) {
      await this.functions.call('closeby_touch', [PRESENCE_KEY], [ttlMs, ...some]);
    }
  }

  /** Notes that this responder's socket has closed; throws when Redis is away. */
  async leave(responderId: string): Promise<void> {
    await this.client.zrem(PRESENCE_KEY, responderId);
  }

  /** Who of these is there now; nobody when Redis is away, so that everyone gets a push. */
  async connected(responderIds: readonly string[]): Promise<ReadonlySet<string>> {
    const present = new Set<string>();
    try {
      for (const some of inCalls(responderIds)) {
        const answer = await this.functions.call('closeby_connected', [PRESENCE_KEY], some);
        if (!Array.isArray(answer)) continue;
        for (const id of answer) present.add(String(id));
      }
    } catch {
      return new Set();
    }
    return present;
  }
}
