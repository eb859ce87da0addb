import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Server, type ServerOptions } from 'socket.io';
import {
  CONTROL_NAMESPACE,
  RESPONDER_NAMESPACE,
  SOCKET_PACKET_MAX_BYTES,
} from '#contracts/live-events';
import type { Vault } from '#flow/ports';
import { connectRedis, type RedisClient } from '#adapters/shared/redis-connection';
import { speaks } from '#adapters/shared/redis-silence';
import { sealedAdapter } from './sealed-adapter';

/** A phone that is gone is noticed within ten seconds. */
export const PING_EVERY_MS = 5_000;
export const PONG_WITHIN_MS = 5_000;
/** A connection that has not joined a namespace by then is closed. */
const JOIN_WITHIN_MS = 5_000;

const STREAM = 'closeby:sockets';
/** Messages a copy of the server may lag behind before it misses some; phones catch up anyway. */
const STREAM_LENGTH_MAX = 20_000;
const PUBLISH_WITHIN_MS = 300;
/** How long a reader waits for something new before it asks again. */
const READ_WAITS_MS = 500;
/** A reader that has heard nothing for so long has a dead line, and takes another. */
const SILENT_READER_MS = 1_200;
const CONNECT_WITHIN_MS = 1_000;
const RECONNECT_FIRST_MS = 50;
const RECONNECT_MAX_MS = 1_000;
/** When blanks are written after each connection; see `openPublisher`. */
const BLANKS_AFTER_MS = [100, 1_000, 3_000];
/** And how often besides: by them it is noticed that Redis takes no message, full or silent. */
const BLANKS_EVERY_MS = 1_000;

export interface SocketServer {
  readonly server: Server;
  /**
   * Whether this copy and the others may not hear each other now, as far as can be told: what they
   * tell its sockets has then to be read from the record. One copy alone is never cut off.
   */
  isCutOff(): boolean;
  /** Closes every connection; whoever was on it comes back, here or to another copy. */
  hangUp(): void;
  /** Closes every connection and what carries messages between copies of the server. */
  close(): Promise<void>;
}

/**
 * A Socket.IO server that is not attached to anything yet: it can already emit, and does so to
 * the sockets of every copy of the server where `redisUrl` is given.
 *
 * @param options.allowRequest says whether a handshake may go on; see Socket.IO
 * @param options.onTrouble is told of failed connections to Redis
 */
export function openSocketServer(options: {
  readonly redisUrl: string | null;
  /** Seals what copies of the server say to each other. */
  readonly vault: Vault;
  readonly allowRequest: NonNullable<ServerOptions['allowRequest']>;
  readonly onTrouble: (error: Error) => void;
}): SocketServer {
  const publisher =
    options.redisUrl === null ? null : openPublisher(options.redisUrl, options.onTrouble);
  const server = new Server({
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: SOCKET_PACKET_MAX_BYTES,
    perMessageDeflate: false,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PONG_WITHIN_MS,
    connectTimeout: JOIN_WITHIN_MS,
    allowRequest: options.allowRequest,
    ...(publisher === null ? {} : { adapter: adapterOver(publisher, options) }),
  });
  const namespaces = ['/', RESPONDER_NAMESPACE, CONTROL_NAMESPACE].map((name) => server.of(name));
  server.of('/').use((_socket, next) => {
    next(new Error(`connect to ${RESPONDER_NAMESPACE} or ${CONTROL_NAMESPACE}`));
  });
  const close = async (): Promise<void> => {
    // The engine is there only once the server was attached to HTTP.
    (server.engine as { close(): void } | undefined)?.close();
    for (const namespace of namespaces) await namespace.adapter.close();
    publisher?.finish();
  };
  const isCutOff = (): boolean => publisher?.isCutOff() ?? false;
  return { server, isCutOff, hangUp: () => hangUp(server), close };
}

function hangUp(server: Server): void {
  for (const name of [RESPONDER_NAMESPACE, CONTROL_NAMESPACE]) {
    // Its line, so that it comes back by itself; one that is shown out stays away.
    for (const socket of server.of(name).sockets.values()) socket.conn.close();
  }
}

function adapterOver(
  publisher: Publisher,
  { vault, onTrouble }: { readonly vault: Vault; readonly onTrouble: (error: Error) => void },
): ReturnType<typeof createAdapter> {
  const make = createAdapter(publisher.client, {
    streamName: STREAM,
    channelPrefix: STREAM,
    maxLen: STREAM_LENGTH_MAX,
    blockTimeInMs: READ_WAITS_MS,
    onlyPlaintext: true,
  });
  return sealedAdapter(make, { vault, onForged: onTrouble });
}

/** What writes to the stream, and the connections it has made to read from it. */
interface Publisher {
  readonly client: RedisClient;
  isCutOff(): boolean;
  finish(): void;
}

/**
 * Writes to the stream, or fails at once while Redis is away, so that the sockets of this copy
 * still hear. Its duplicates, which read the stream, wait for Redis to come back instead.
 *
 * A reader that has not seen anything yet asks for "newer than now" each time, and misses what
 * is written between two questions. Blanks give every reader a number to go on from.
 */
function openPublisher(url: string, onTrouble: (error: Error) => void): Publisher {
  const client = connectRedis(url, {
    commandTimeout: PUBLISH_WITHIN_MS,
    connectTimeout: CONNECT_WITHIN_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // What an incident says to many goes to Redis in one write.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    retryStrategy: retryAfterMs,
  });
  const readers: RedisClient[] = [];
  const duplicate = (): RedisClient => {
    const reader = connectRedis(url, {
      connectTimeout: CONNECT_WITHIN_MS,
      socketTimeout: SILENT_READER_MS,
      maxRetriesPerRequest: null,
      retryStrategy: retryAfterMs,
    });
    reader.on('error', onTrouble);
    readers.push(reader);
    return reader;
  };
  let timers: NodeJS.Timeout[] = [];
  let refuses = false;
  const writeBlank = (): void => {
    client.xadd(STREAM, 'MAXLEN', '~', STREAM_LENGTH_MAX, '*', 'nsp', '').then(
      () => (refuses = false),
      (error: unknown) => {
        if (!refuses && error instanceof Error) onTrouble(error);
        refuses = true;
      },
    );
  };
  const heartbeat = setInterval(writeBlank, BLANKS_EVERY_MS).unref();
  const stopBlanks = (): void => timers.forEach((timer) => clearTimeout(timer));
  client.on('error', onTrouble);
  client.on('ready', () => {
    stopBlanks();
    timers = BLANKS_AFTER_MS.map((afterMs) => setTimeout(writeBlank, afterMs));
  });
  const finish = (): void => {
    clearInterval(heartbeat);
    stopBlanks();
    for (const each of [...readers, client]) each.disconnect();
  };
  const isCutOff = (): boolean =>
    refuses || !speaks(client) || readers.some((reader) => reader.status !== 'ready');
  return { client: Object.assign(client, { duplicate }), isCutOff, finish };
}

function retryAfterMs(attempt: number): number {
  return Math.min(RECONNECT_FIRST_MS * 2 ** Math.min(attempt - 1, 10), RECONNECT_MAX_MS);
}
