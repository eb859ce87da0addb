import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { failFastWhileSilent } from './redis-silence';

const DEADLINE_MS = 150;
/** Far less than the deadline, far more than failing takes. */
const AT_ONCE_MS = 75;
const BACK_WITHIN_MS = 5_000;

/** Speaks as much of Redis as is needed, and can be frozen: what comes meanwhile is read later. */
class Frozen {
  readonly commands: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => this.answer(socket, bytes.toString('latin1')));
    });
  }

  static async listen(): Promise<Frozen> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Frozen(server);
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  freeze(): void {
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    for (const socket of this.sockets) socket.resume();
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private answer(socket: Socket, text: string): void {
    for (const [, name = ''] of text.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
      this.commands.push(name.toLowerCase());
      socket.write(name.toLowerCase() === 'info' ? '$9\r\nloading:0\r\n' : '+OK\r\n');
    }
  }
}

describe('a Redis that is silent', () => {
  let server: Frozen;
  let client: Redis;

  beforeEach(async () => {
    server = await Frozen.listen();
    client = new Redis(server.url, { commandTimeout: DEADLINE_MS, enableOfflineQueue: false });
    client.on('error', () => undefined);
    failFastWhileSilent(client);
    await once(client, 'ready');
  });
  afterEach(() => {
    client.disconnect();
    server.close();
  });

  const failedAfterMs = async (): Promise<number> => {
    const from = performance.now();
    await expect(client.get('a')).rejects.toThrow();
    return performance.now() - from;
  };

  it('is waited for once, and not by those who come after', async () => {
    server.freeze();
    expect(await failedAfterMs()).toBeGreaterThan(DEADLINE_MS - 10);
    for (let n = 0; n < 3; n += 1) expect(await failedAfterMs()).toBeLessThan(AT_ONCE_MS);
  });

  it('is asked again as soon as it speaks, and was sent nothing meanwhile', async () => {
    server.freeze();
    await failedAfterMs();
    const sent = server.commands.length;
    for (let n = 0; n < 20; n += 1) await failedAfterMs();
    server.thaw();
    const until = performance.now() + BACK_WITHIN_MS;
    let answer: string | null = null;
    while (answer === null && performance.now() < until) {
      answer = await client.get('b').catch(() => null);
      if (answer === null) await pause(5);
    }
    expect(answer).toBe('OK');
    const gets = server.commands.slice(sent).filter((name) => name === 'get');
    expect(gets.length).toBeLessThanOrEqual(2);
  });
});
