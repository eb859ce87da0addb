import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  askCrowd,
  type CrowdOrder,
  type CrowdReport,
} from '../../../apps/simulator/src/bench/crowd-orders';
import { TOKEN_OF } from './population';

const PROGRAM = join(process.cwd(), 'dist/apps/simulator/src/bench/bench-crowd.js');
/** Of Socket.IO, version 4 of its engine. */
const SOCKET_PATH = '/socket.io/?EIO=4&transport=websocket';

/** Thousands of phones that are nothing but sockets, a process of them for each server. */
export class Herd {
  private constructor(
    private readonly children: readonly ChildProcess[],
    private readonly urls: readonly string[],
    private readonly phones: { readonly from: number; readonly count: number },
  ) {}

  /** None of them is connected yet. They have the numbers of the population from `from` on. */
  static start(
    urls: readonly string[],
    phones: { readonly from: number; readonly count: number },
  ): Herd {
    const children = urls.map(() => {
      return fork(PROGRAM, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    });
    return new Herd(children, urls, phones);
  }

  /** So many of each server's phones are on their way at once; all where left out. */
  connect(together = this.phones.count): Promise<CrowdReport> {
    return this.all((nth) => ({
      do: 'connect',
      url: (this.urls[nth] ?? '').replace(/^http/, 'ws'),
      path: SOCKET_PATH,
      phones: this.phonesOf(nth),
      lastSeq: 0,
      together,
    }));
  }

  /** Every connection breaks. */
  drop(): Promise<CrowdReport> {
    return this.all(() => ({ do: 'leave' }));
  }

  /** They say where they are so often, all together; resolves when they have. */
  sendFixes(load: { readonly perSecond: number; readonly seconds: number }): Promise<CrowdReport> {
    const perSecond = load.perSecond / this.children.length;
    return this.all(() => ({ do: 'send-fixes', ...load, perSecond, ackEvery: 100 }));
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        const ended = once(child, 'exit');
        child.disconnect();
        await ended;
      }),
    );
  }

  private phonesOf(nth: number): { readonly index: number; readonly token: string }[] {
    const { from, count } = this.phones;
    return Array.from({ length: count }, (_, offset) => from + offset)
      .filter((index) => index % this.children.length === nth)
      .map((index) => ({ index, token: TOKEN_OF(index) }));
  }

  private all(order: (nth: number) => CrowdOrder): Promise<CrowdReport> {
    return askCrowd(this.children, (_, nth) => order(nth));
  }
}
