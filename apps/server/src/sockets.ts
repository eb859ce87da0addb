import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Namespace, Server } from 'socket.io';
import { CONTROL_NAMESPACE, RESPONDER_NAMESPACE } from '#contracts/live-events';
import type { SocketServer } from '#adapters/live/socket-server';
import { countedAs, type ClientAddresses } from './client-address';
import { HeldPositions, type DataSource } from './held-positions';
import { isOwnOrigin } from './origins';
import { Pressure } from './pressure';
import { boundUnread, type PacketSource } from './slow-readers';
import { TokenBucket } from './token-bucket';
import { Turnstile } from './turnstile';

/** Handshakes that have not named a caller yet: of one address, and in all. */
export const HANDSHAKES_OF_ADDRESS_MAX = 2_500;
export const HANDSHAKES_MAX = 10_000;
/** Packets before a caller is named; a handshake takes two. */
export const PACKETS_BEFORE_JOIN_MAX = 20;

/** A connection that was closed is gone by then, whatever its other end does. */
const CLOSED_WITHIN_MS = 1_000;
/** Packets of any kind on one connection: more than any gateway takes before it closes one. */
const PACKETS = { perSecond: 200, burst: 500 };

/** What of Socket.IO's engine is needed here. */
interface Connection extends DataSource, PacketSource {
  readonly request: IncomingMessage;
  on(event: 'close' | 'packet' | 'packetCreate' | 'flush', listener: () => void): unknown;
  on(event: 'data', listener: (data: unknown) => void): unknown;
}

/** Gives Nest's gateways the one Socket.IO server that was made before Nest. */
export class Sockets extends IoAdapter {
  private attached = false;

  constructor(
    app: INestApplicationContext,
    private readonly sockets: SocketServer,
    private readonly handshakes: Handshakes,
  ) {
    super(app);
  }

  override createIOServer(): Server {
    const { server } = this.sockets;
    if (!this.attached) {
      server.attach(this.httpServer as Parameters<Server['attach']>[0]);
      this.handshakes.watch(server);
      this.attached = true;
    }
    return server;
  }

  /** The process closes the server itself when it drains. */
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * Bounds connections that have not said who they are. Socket.IO closes each after some seconds;
 * here their number is bounded meanwhile, how many come at once, and what they may send.
 */
export class Handshakes {
  private readonly waiting = new Map<Connection, string>();
  private readonly counts = new Map<string, number>();
  private readonly pressure = new Pressure();
  private readonly turnstile = new Turnstile(this.pressure);
  private readonly held: HeldPositions;
  private closed = false;

  /** @param told counts what is let go under load */
  constructor(
    private readonly addresses: ClientAddresses,
    private readonly told: { positionLetGo(): void; slowReaderClosed(): void },
  ) {
    this.held = new HeldPositions(this.pressure, () => told.positionLetGo());
  }

  /** Whether another one from there may begin. */
  admits(request: IncomingMessage): boolean {
    const of = this.addressOf(request);
    const isBelow = (this.counts.get(of) ?? 0) < HANDSHAKES_OF_ADDRESS_MAX;
    return isBelow && this.waiting.size + this.turnstile.size < HANDSHAKES_MAX;
  }

  /** Calls back when the handshake may go on: at once, or in turn when many come together. */
  inTurn(request: IncomingMessage, goOn: () => void): void {
    const giveUp = this.turnstile.pass(goOn);
    request.socket.once('close', giveUp);
  }

  /** Whether the server goes down: a socket opened now would hold it for as long as it is open. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** Lets nobody in any more, whoever waits included, and ends what is looked at regularly. */
  stop(): void {
    this.closed = true;
    this.pressure.stop();
  }

  /** Counts the connections of a server until each has joined a namespace. */
  watch(server: Server): void {
    this.pressure.start();
    server.engine.on('connection', (connection: Connection) => {
      this.begin(connection);
      this.held.watch(connection);
      boundUnread(connection, () => {
        this.told.slowReaderClosed();
        connection.request.socket.destroy();
      });
      const bucket = new TokenBucket(PACKETS);
      let packets = 0;
      connection.on('packet', () => {
        packets += 1;
        const isEarly = packets > PACKETS_BEFORE_JOIN_MAX && this.waiting.has(connection);
        if (isEarly || !bucket.take()) connection.request.socket.destroy();
      });
      connection.on('close', () => {
        this.end(connection);
        // Whoever does not answer the close would hold the connection for half a minute.
        setTimeout(() => connection.request.socket.destroy(), CLOSED_WITHIN_MS).unref();
      });
    });
    for (const name of [RESPONDER_NAMESPACE, CONTROL_NAMESPACE]) {
      const namespace: Namespace = server.of(name);
      namespace.on('connection', (socket) => this.end(socket.conn as unknown as Connection));
    }
  }

  private begin(connection: Connection): void {
    const of = this.addressOf(connection.request);
    this.waiting.set(connection, of);
    this.counts.set(of, (this.counts.get(of) ?? 0) + 1);
  }

  private end(connection: Connection): void {
    const of = this.waiting.get(connection);
    if (of === undefined) return;
    this.waiting.delete(connection);
    const left = (this.counts.get(of) ?? 1) - 1;
    if (left > 0) this.counts.set(of, left);
    else this.counts.delete(of);
  }

  private addressOf(request: IncomingMessage): string {
    return countedAs(this.addresses.of(request));
  }
}

/**
 * Lets in sockets of pages of this very host, of the origins listed, and of programs that send no
 * origin; any other page could act with whatever its visitor holds. Not more at once than may wait
 * at the door.
 */
export function originGuard(
  allowedOrigins: readonly string[],
  handshakes: Pick<Handshakes, 'admits' | 'inTurn' | 'isClosed'> = OPEN,
): (
  request: IncomingMessage,
  answer: (error: string | null | undefined, allowed: boolean) => void,
) => void {
  return (request, answer) => {
    const isOwn = isOwnOrigin(request.headers, allowedOrigins);
    const fault = isOwn ? null : 'this origin may not open sockets';
    const error = fault ?? (handshakes.admits(request) ? null : 'too many wait at the door');
    if (error !== null) {
      answer(error, false);
      return;
    }
    handshakes.inTurn(request, () => {
      if (handshakes.isClosed) answer('this server is going down', false);
      else answer(null, true);
    });
  };
}

const OPEN = { admits: () => true, inTurn: atOnce, isClosed: false };

function atOnce(_request: IncomingMessage, goOn: () => void): void {
  goOn();
}
