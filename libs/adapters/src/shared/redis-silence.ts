import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from '#adapters/shared/redis-connection';

/** How often a Redis that owes an answer is asked whether it is back. */
export const LOOK_AGAIN_EVERY_MS = 100;
/** What ioredis says of a command without an answer in time. */
const TIMED_OUT = 'Command timed out';
/** Asks whether it is back, and goes through while everything else fails. */
const PROBE = 'ping';
const SILENT = new WeakSet<Redis>();

/**
 * Spares callers of a Redis that takes commands and says nothing, frozen or behind a cut line: once
 * a command has had no answer in time, others fail at once until a probe is answered. Without it
 * each of several looks on the way to a phone would wait for its own deadline.
 *
 * @param client with a deadline for commands and no queue while it is not connected; of a cluster
 *   each node is looked at by itself
 */
export function failFastWhileSilent(client: RedisClient): void {
  if (client instanceof Cluster) client.on('+node', watch);
  else watch(client);
}

/** Whether it can be asked now: connected, and owing no answer for too long. */
export function speaks(client: RedisClient): boolean {
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  return client.status === 'ready' && !nodes.some((node) => SILENT.has(node));
}

function watch(client: Redis): void {
  const send = client.sendCommand.bind(client);
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    client.ping().then(isBack, isDown);
  };
  const isBack = (): void => {
    SILENT.delete(client);
  };
  const isDown = (): void => {
    // What is connected anew has spoken already, and what was closed for good is not asked.
    if (SILENT.has(client) && client.status !== 'end')
      timer = setTimeout(look, LOOK_AGAIN_EVERY_MS).unref();
  };
  client.on('ready', isBack);
  client.on('end', () => clearTimeout(timer));
  client.sendCommand = (command, stream) => {
    if (SILENT.has(client) && client.status === 'ready' && command.name !== PROBE) {
      command.reject(new Error('Redis is silent'));
      return command.promise;
    }
    const sent = send(command, stream);
    command.promise.catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== TIMED_OUT || SILENT.has(client)) return;
      SILENT.add(client);
      look();
    });
    return sent;
  };
}
