import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProviderOrder, ProviderState } from './fanout-provider';

const FILE = 'fanout-provider.js';

/** The provider's process as the bench sees it. */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Where it is. */
    readonly at: ProviderState,
  ) {}

  /** Resolves when it listens. */
  static async start(): Promise<ProviderProcess> {
    const child = fork(join(__dirname, FILE), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('the provider ended');
    });
    const [state] = (await Promise.race([once(child, 'message'), ended])) as [ProviderState];
    ended.catch(() => undefined);
    return new ProviderProcess(child, state);
  }

  /** Has each message take so long from now on; resolves what was done before. */
  slowBy(serverMs: number): Promise<ProviderState> {
    return this.order({ serverMs });
  }

  /** Has it treat messages so from now on; resolves what was done before. */
  async order(order: ProviderOrder): Promise<ProviderState> {
    const answered = once(this.child, 'message');
    this.child.send(order);
    const [state] = (await answered) as [ProviderState];
    return state;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
