import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Pipe } from './pipe';

/** Where a link leads at this moment; null: nowhere, and who knocks is hung up on. */
export type Target = () => number | null;

/** Which of the two ways of a connection. */
export type Way = 'to-server' | 'to-client';

/** What a link does to bytes now. */
export interface Conditions {
  /** Bytes wait as they do behind a cut wire: nothing is lost once it is mended. */
  readonly held: Readonly<Record<Way, boolean>>;
  readonly delayMs: number;
  readonly jitterMs: number;
  /** Of each connection and way; null: as fast as it goes. */
  readonly bytesPerS: number | null;
}

const CLEAR: Conditions = {
  held: { 'to-server': false, 'to-client': false },
  delayMs: 0,
  jitterMs: 0,
  bytesPerS: null,
};
const TRIES_MAX = 4;

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly pipes: readonly Pipe[];
}

/**
 * A TCP link that a test can damage: every connection to `port` on 127.0.0.1 goes on to whatever
 * port `target` names at that moment.
 */
export class Link {
  private conditions = CLEAR;
  private readonly pairs = new Set<Pair>();
  /** Knocked while the way to the server is cut: they wait for an answer that does not come. */
  private readonly waiting = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: Target,
    /** Uniform in [0, 1), for jitter. */
    private readonly random: () => number,
  ) {
    server.on('connection', (client) => this.take(client));
  }

  /** Listens on a free port; resolves when it does. */
  static async open(target: Target, random: () => number = Math.random): Promise<Link> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const link = new Link(server, target, random);
    server.listen({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return link;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** As an HTTP address. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Open connections, those that wait for an answer included. */
  get connections(): number {
    return this.pairs.size + this.waiting.size;
  }

  /** Every byte comes so much later, each way, give or take half the jitter. */
  delay(delayMs: number, jitterMs = 0): void {
    this.become({ ...this.conditions, delayMs, jitterMs });
  }

  bandwidth(bytesPerS: number | null): void {
    this.become({ ...this.conditions, bytesPerS });
  }

  /** Nothing arrives any more, either way, and nobody is told. */
  blackHole(): void {
    this.become({ ...this.conditions, held: { 'to-server': true, 'to-client': true } });
  }

  /** Nothing arrives one way, and nobody is told. */
  halfOpen(way: Way): void {
    this.become({ ...this.conditions, held: { ...CLEAR.held, [way]: true } });
  }

  /** Breaks every connection there is by a reset. */
  reset(): void {
    for (const { client, server } of this.pairs) for (const end of [client, server]) drop(end);
    for (const client of this.waiting) drop(client);
  }

  /** Breaks a share of the connections, each drawn by itself. */
  resetSome(share: number): void {
    for (const { client, server } of this.pairs) {
      if (this.random() < share) for (const end of [client, server]) drop(end);
    }
  }

  /** Everything passes again; what was held comes now. */
  heal(): void {
    this.become(CLEAR);
  }

  /** Breaks everything and stops listening. */
  async close(): Promise<void> {
    this.reset();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private become(conditions: Conditions): void {
    this.conditions = conditions;
    for (const { pipes } of this.pairs) for (const pipe of pipes) pipe.look();
    if (conditions.held['to-server']) return;
    for (const client of this.waiting) {
      this.waiting.delete(client);
      this.lead(client, TRIES_MAX);
    }
  }

  private take(client: Socket): void {
    client.on('error', () => undefined);
    if (!this.conditions.held['to-server']) {
      this.lead(client, TRIES_MAX);
      return;
    }
    this.waiting.add(client.pause());
    client.once('close', () => this.waiting.delete(client));
  }

  /** On to the server; where one of several does not answer, to the next. */
  private lead(client: Socket, tries: number): void {
    const port = this.target();
    if (port === null || tries === 0) {
      drop(client);
      return;
    }
    client.pause();
    const server = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    const refused = (): void => this.lead(client, tries - 1);
    server.once('error', refused);
    server.once('connect', () => {
      server.off('error', refused);
      server.on('error', () => undefined);
      if (client.destroyed) drop(server);
      else this.join(client, server);
    });
  }

  private join(client: Socket, server: Socket): void {
    const rules = { conditions: () => this.conditions, random: this.random };
    const pipes = [
      new Pipe({ from: client, to: server, way: 'to-server' }, rules),
      new Pipe({ from: server, to: client, way: 'to-client' }, rules),
    ];
    const pair = { client, server, pipes };
    this.pairs.add(pair);
    const gone = (): void => {
      if (client.destroyed && server.destroyed) this.pairs.delete(pair);
    };
    client.once('close', gone);
    server.once('close', gone);
    for (const pipe of pipes) pipe.look();
  }
}

function drop(socket: Socket): void {
  if (!socket.destroyed) socket.resetAndDestroy();
}
