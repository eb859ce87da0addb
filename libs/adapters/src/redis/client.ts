import { connectRedis, type RedisClient } from '#adapters/shared/redis-connection';

/** Without an answer within this, a command fails and its caller goes on without Redis. */
export const REDIS_COMMAND_DEADLINE_MS = 300;
const CONNECT_DEADLINE_MS = 1_000;
/** A connection on which answers are owed and nothing came for this long is given up. */
const SILENT_CONNECTION_MS = 2_000;
const RECONNECT_FIRST_MS = 50;
const RECONNECT_MAX_MS = 1_000;

export interface RedisClientOptions {
  readonly commandDeadlineMs?: number;
  /** Told of every failed connection; Redis may be away without anything else failing. */
  readonly onTrouble?: (error: Error) => void;
}

/**
 * Opens a connection that is kept up for good, and returns at once. Nothing is queued: while Redis
 * is away every command fails at once, so that dispatch goes on from PostgreSQL instead of waiting.
 *
 * @param url `redis://` or `rediss://`, with the number of a database as its path where wanted; a
 *   Redis Cluster where there are several hosts
 */
export function openRedis(url: string, options: RedisClientOptions = {}): RedisClient {
  const client = connectRedis(url, {
    commandTimeout: options.commandDeadlineMs ?? REDIS_COMMAND_DEADLINE_MS,
    connectTimeout: CONNECT_DEADLINE_MS,
    socketTimeout: SILENT_CONNECTION_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(RECONNECT_FIRST_MS * 2 ** (attempt - 1), RECONNECT_MAX_MS),
  });
  client.on('error', (error: Error) => options.onTrouble?.(error));
  return client;
}

/** Waits until the connection can be used; false when it cannot within `deadlineMs`. */
export async function untilUsable(client: RedisClient, deadlineMs: number): Promise<boolean> {
  if (client.status === 'ready') return true;
  return new Promise((resolve) => {
    const settle = (usable: boolean): void => {
      clearTimeout(timer);
      client.off('ready', onReady);
      resolve(usable);
    };
    const onReady = (): void => settle(true);
    const timer = setTimeout(() => settle(false), deadlineMs);
    client.on('ready', onReady);
  });
}
