import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { addressesOf } from '#adapters/shared/addresses';
import { failFastWhileSilent } from '#adapters/shared/redis-silence';

/** Times that a command is sent again in a cluster whose parts have just moved. */
const REDIRECTIONS_MAX = 3;
/** Whoever has a deadline wants to know soon; whoever waits for good need not ask all the time. */
const REDIRECT_AFTER_MS = { withDeadline: 5, waiting: 200 } as const;
/** How soon a node that was replaced is noticed by those who did not ask it anything. */
const LOOK_FOR_NODES_EVERY_MS = 2_000;
const NODES_ANSWER_WITHIN_MS = 1_000;

/** One Redis, or several that are a Redis Cluster. */
export type RedisClient = Redis | Cluster;

/**
 * Connects to one Redis, or, where the URL names several hosts, to the Redis Cluster that they
 * belong to. Options mean the same for both: how long a command may take, and whether it waits
 * while there is no connection. With a deadline for commands, they fail at once while a Redis that
 * let one pass is silent.
 */
export function connectRedis(url: string, options: RedisOptions): RedisClient {
  const [first, ...others] = addressesOf(url);
  const hasDeadline = options.commandTimeout !== undefined;
  if (others.length > 0) {
    const cluster = new Nodes([first, ...others], options);
    if (hasDeadline) cluster.on('+node', (node: Redis) => failFastWhileSilent(node));
    return cluster;
  }
  const client = new Redis(url, options);
  if (hasDeadline) failFastWhileSilent(client);
  return client;
}

class Nodes extends Cluster {
  constructor(
    urls: readonly [string, ...string[]],
    private readonly given: RedisOptions,
  ) {
    const { enableOfflineQueue = true, retryStrategy = retrySoon, ...ofEach } = given;
    const { protocol, username, password } = new URL(urls[0]);
    const isWaiting = given.commandTimeout === undefined;
    const againAfterMs = REDIRECT_AFTER_MS[isWaiting ? 'waiting' : 'withDeadline'];
    super([...urls], {
      enableOfflineQueue,
      clusterRetryStrategy: retryStrategy,
      maxRedirections: REDIRECTIONS_MAX,
      retryDelayOnFailover: againAfterMs,
      retryDelayOnClusterDown: againAfterMs,
      slotsRefreshInterval: LOOK_FOR_NODES_EVERY_MS,
      slotsRefreshTimeout: NODES_ANSWER_WITHIN_MS,
      redisOptions: {
        ...ofEach,
        ...(username === '' ? {} : { username: decodeURIComponent(username) }),
        ...(password === '' ? {} : { password: decodeURIComponent(password) }),
        ...(protocol === 'rediss:' ? { tls: ofEach.tls ?? {} } : {}),
      },
    });
  }

  /** A deadline of the whole command, however many nodes it is sent to. */
  override sendCommand(...sent: Parameters<Cluster['sendCommand']>): unknown {
    const { commandTimeout } = this.given;
    if (commandTimeout !== undefined) sent[0].setTimeout(commandTimeout);
    return super.sendCommand(...sent);
  }
}

function retrySoon(attempt: number): number {
  return Math.min(attempt * 50, 1_000);
}
