import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { askCrowd, type CrowdOrder, type CrowdReport } from './crowd-orders';

const FILE = 'bench-crowd.js';
/** Of Socket.IO, version 4 of its engine. */
const SOCKET_PATH = '/socket.io/?EIO=4&transport=websocket';
/** A process may have twenty thousand files open, and so many connections. */
const PHONES_OF_PROCESS = 10_000;

/** Made-up phones in processes of their own. */
export class Crowd {
  private constructor(private readonly children: readonly ChildProcess[]) {}

  /** For so many phones; none of them is connected yet. */
  static start(phones: number): Crowd {
    const count = Math.max(1, Math.ceil(phones / PHONES_OF_PROCESS));
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    return new Crowd(
      Array.from({ length: count }, () => fork(join(__dirname, FILE), [], { stdio: [...stdio] })),
    );
  }

  /**
   * Connects phones; resolves when each is in or refused.
   *
   * @param door.tokens of the phones, in order
   */
  async connect(door: {
    readonly url: string;
    readonly tokens: readonly string[];
    readonly lastSeq?: number;
    readonly together?: number;
  }): Promise<CrowdReport> {
    const { lastSeq = 0, together = 100 } = door;
    const url = door.url.replace(/^http/, 'ws');
    const phones = door.tokens.map((token, index) => ({ index, token }));
    const share = Math.ceil(together / this.children.length);
    return this.all((_child, n) => ({
      ...({ do: 'connect', url, path: SOCKET_PATH, lastSeq, together: share } as const),
      phones: phones.filter(({ index }) => index % this.children.length === n),
    }));
  }

  /** Has them send positions at a rate, all together. */
  sendFixes(load: {
    readonly perSecond: number;
    readonly seconds: number;
    readonly ackEvery: number;
  }): Promise<CrowdReport> {
    const perSecond = load.perSecond / this.children.length;
    return this.all(() => ({ do: 'send-fixes', ...load, perSecond }));
  }

  /** Counts what they hear from now on, where it holds this text. */
  async listen(to = ''): Promise<void> {
    await this.all(() => ({ do: 'listen', to }));
  }

  heard(): Promise<CrowdReport> {
    return this.all(() => ({ do: 'say-heard' }));
  }

  async leave(): Promise<void> {
    await this.all(() => ({ do: 'leave' }));
  }

  async stop(): Promise<void> {
    const ended = this.children.map((child) => once(child, 'exit'));
    for (const child of this.children) child.disconnect();
    await Promise.all(ended);
  }

  private all(order: (child: ChildProcess, n: number) => CrowdOrder): Promise<CrowdReport> {
    return askCrowd(this.children, order);
  }
}
