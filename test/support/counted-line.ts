import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What went over a line since it was last asked. */
export interface Spent {
  /** What the server was asked to do, in order: a statement of SQL or a command of Redis each. */
  readonly asked: readonly string[];
  /** How often somebody asked while nothing was under way on that connection. */
  readonly trips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** Reads one connection of a protocol from outside. */
export interface LineReader {
  /**
   * What these bytes from the client ask for; `waits` counts the answers that will end it, and
   * `onceBytes` what is said once on each connection, such as the text of a prepared statement.
   */
  asked(chunk: Buffer): {
    readonly texts: readonly string[];
    readonly waits: number;
    readonly onceBytes: number;
  };
  /** How many of those answers these bytes from the server end. */
  answered(chunk: Buffer): number;
}

/**
 * A TCP line to a server on this machine that counts what goes over it. It changes nothing, so what
 * is counted is what the server would have got, and does not depend on how fast the machine is.
 */
export class CountedLine {
  private asked: string[] = [];
  private trips = 0;
  private bytesSent = 0;
  private bytesReceived = 0;
  private countedAtMs = performance.now();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly to: URL,
    private readonly options: {
      readonly reader: () => LineReader;
      /** What goes on whether anybody asks or not; what is sent with it is not counted either. */
      readonly background: RegExp;
    },
  ) {
    server.on('connection', (client) => this.take(client));
  }

  /** Listens on a free port; `to` is the address of the server as its clients are told it. */
  static async open(
    to: string,
    options: { readonly reader: () => LineReader; readonly background: RegExp },
  ): Promise<CountedLine> {
    const server = createServer({ noDelay: true });
    const line = new CountedLine(server, new URL(to), options);
    server.listen({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return line;
  }

  /** The server's address by this line. */
  get url(): string {
    const url = new URL(this.to);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** For how long nothing that counts has gone either way. */
  get quietMs(): number {
    return performance.now() - this.countedAtMs;
  }

  /** What was spent since the last time; counting begins anew. */
  spent(): Spent {
    const { asked, trips, bytesSent, bytesReceived } = this;
    [this.asked, this.trips, this.bytesSent, this.bytesReceived] = [[], 0, 0, 0];
    return { asked, trips, bytesSent, bytesReceived };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(client: Socket): void {
    const server = connect({ port: Number(this.to.port), host: this.to.hostname, noDelay: true });
    const reader = this.options.reader();
    let underWay = 0;
    let counts = true;
    client.on('data', (chunk) => {
      server.write(chunk);
      const { texts, waits, onceBytes } = reader.asked(chunk);
      if (underWay === 0) {
        counts = !texts.some((text) => this.options.background.test(text));
        if (counts && waits > 0) this.trips += 1;
      }
      underWay += waits;
      if (!counts) return;
      this.asked.push(...texts);
      this.bytesSent += chunk.length - onceBytes;
      this.countedAtMs = performance.now();
    });
    server.on('data', (chunk) => {
      client.write(chunk);
      underWay = Math.max(0, underWay - reader.answered(chunk));
      if (!counts) return;
      this.bytesReceived += chunk.length;
      this.countedAtMs = performance.now();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
