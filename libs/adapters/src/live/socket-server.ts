import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server, type ServerOptions } from 'socket.io';
import {
  CONTROL_NAMESPACE,
  RESPONDER_NAMESPACE,
  SOCKET_PACKET_MAX_BYTES,
} from '#contracts/live-events';
import type { Vault } from '#flow/ports';
import { sealedAdapter } from './sealed-adapter';

/** A phone that is gone is noticed within ten seconds. */
export const PING_EVERY_MS = 5_000;
export const PONG_WITHIN_MS = 5_000;
/** A connection that has not joined a namespace by then is closed. */
const JOIN_WITHIN_MS = 5_000;

const STREAM = 'closeby:sockets';
/** Messages a copy of the server may lag behind before it misses some; phones catch up anyway. */
const STREAM_LENGTH_MAX = 20_000;
const PUBLISH_WITHIN_MS = 500;
const CONNECT_WITHIN_MS = 1_000;
const RECONNECT_FIRST_MS = 50;
const RECONNECT_MAX_MS = 1_000;
/** When blanks are written after each connection; see `Publisher`. */
const BLANKS_AFTER_MS = [100, 1_000, 3_000];

export interface SocketServer {
  readonly server: Server;
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
    options.redisUrl === null ? null : new Publisher(options.redisUrl, options.onTrouble);
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
  return { server, close };
}

function adapterOver(
  publisher: Publisher,
  { vault, onTrouble }: { readonly vault: Vault; readonly onTrouble: (error: Error) => void },
): ReturnType<typeof createAdapter> {
  const make = createAdapter(publisher, {
    streamName: STREAM,
    channelPrefix: STREAM,
    maxLen: STREAM_LENGTH_MAX,
    onlyPlaintext: true,
  });
  return sealedAdapter(make, { vault, onForged: onTrouble });
}

/**
 * Writes to the stream, or fails at once while Redis is away, so that the sockets of this copy
 * still hear. Its duplicates, which read the stream, wait for Redis to come back instead.
 *
 * A reader that has not seen anything yet asks for "newer than now" each time, and misses what
 * is written between two questions. Blanks give every reader a number to go on from.
 */
class Publisher extends Redis {
  private timers: NodeJS.Timeout[] = [];
  private readonly readers: Redis[] = [];

  constructor(
    private readonly url: string,
    private readonly onTrouble: (error: Error) => void,
  ) {
    super(url, {
      commandTimeout: PUBLISH_WITHIN_MS,
      connectTimeout: CONNECT_WITHIN_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: retryAfterMs,
    });
    this.on('error', onTrouble);
    this.on('ready', () => this.writeBlanks());
  }

  override duplicate(): Redis {
    const reader = new Redis(this.url, {
      connectTimeout: CONNECT_WITHIN_MS,
      maxRetriesPerRequest: null,
      retryStrategy: retryAfterMs,
    });
    reader.on('error', this.onTrouble);
    this.readers.push(reader);
    return reader;
  }

  finish(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const reader of this.readers) reader.disconnect();
    this.disconnect();
  }

  private writeBlanks(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = BLANKS_AFTER_MS.map((afterMs) =>
      setTimeout(() => {
        this.xadd(STREAM, 'MAXLEN', '~', STREAM_LENGTH_MAX, '*', 'nsp', '').catch(this.onTrouble);
      }, afterMs),
    );
  }
}

function retryAfterMs(attempt: number): number {
  return Math.min(RECONNECT_FIRST_MS * 2 ** Math.min(attempt - 1, 10), RECONNECT_MAX_MS);
}
