import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type {
  AnswerRule,
  CrowdOrder,
  CrowdPhone,
  CrowdReport,
} from '../../../apps/simulator/src/crowd/messages';
import type { Ledger } from './ledger';
import { PEOPLE_PER_SCENE, placeOf, TOKEN_OF } from './population';

const PROGRAM = join(process.cwd(), 'dist/apps/simulator/src/crowd/main.js');
const PER_PROCESS = 1_000;

export interface PhonesOptions {
  readonly count: number;
  readonly url: string;
  readonly rule: AnswerRule;
  readonly reconnectMs: readonly [number, number];
  readonly fixEveryMs: number | null;
}

/** Made-up phones in processes of their own; what they notice goes to the ledger. */
export class Phones {
  private readonly children: ChildProcess[] = [];
  private readonly calls = new Map<number, (failed: number) => void>();
  private callCount = 0;

  constructor(
    private readonly options: PhonesOptions,
    private readonly ledger: Ledger,
  ) {}

  get count(): number {
    return this.options.count;
  }

  /** Starts the processes; nobody is connected yet. */
  async start(): Promise<void> {
    const { count, ...rest } = this.options;
    for (let from = 0; from < count; from += PER_PROCESS) {
      const child = fork(PROGRAM, [], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const ready = once(child, 'message');
      this.children.push(child);
      await ready;
      child.on('message', (report: CrowdReport) => this.take(report));
      const phones = Array.from({ length: Math.min(PER_PROCESS, count - from) }, (_, nth) =>
        phoneOf(from + nth),
      );
      send(child, { do: 'start', ...rest, phones });
    }
  }

  /** Resolves when all, or these, are connected and known to be where they are. */
  connect(indexes?: readonly number[]): Promise<number> {
    return this.call('connect', indexes);
  }

  /** Each asks for what it missed; resolves when all have. */
  catchUp(indexes?: readonly number[]): Promise<number> {
    return this.call('catch-up', indexes);
  }

  /** They hang up and stay away. */
  leave(indexes?: readonly number[]): void {
    this.each(indexes, (part) => ({ do: 'leave', ...part }));
  }

  /** How they answer from now on. */
  answerBy(rule: AnswerRule, indexes?: readonly number[]): void {
    this.each(indexes, (part) => ({ do: 'rule', rule, ...part }));
  }

  /** A push reached this phone. */
  push(index: number, alertId: string, kind: string): void {
    const child = this.children[Math.floor(index / PER_PROCESS)];
    if (child !== undefined) send(child, { do: 'push', index, alertId, kind });
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        const ended = once(child, 'exit');
        send(child, { do: 'stop' });
        await ended;
      }),
    );
  }

  /** Resolves how many phones could not. */
  private async call(what: 'connect' | 'catch-up', indexes?: readonly number[]): Promise<number> {
    const answers: Promise<number>[] = [];
    this.each(indexes, (part) => {
      this.callCount += 1;
      const call = this.callCount;
      answers.push(new Promise((resolve) => this.calls.set(call, resolve)));
      return { do: what, call, ...part };
    });
    return (await Promise.all(answers)).reduce((sum, failed) => sum + failed, 0);
  }

  private each(
    indexes: readonly number[] | undefined,
    orderOf: (part: { readonly indexes?: readonly number[] }) => CrowdOrder,
  ): void {
    this.children.forEach((child, nth) => {
      const own = indexes?.filter((index) => Math.floor(index / PER_PROCESS) === nth);
      if (own?.length === 0) return;
      send(child, orderOf(own === undefined ? {} : { indexes: own }));
    });
  }

  private take(report: CrowdReport): void {
    if ('facts' in report) this.ledger.take(report.facts);
    if ('called' in report) {
      this.calls.get(report.called)?.(report.failed);
      this.calls.delete(report.called);
    }
  }
}

function phoneOf(index: number): CrowdPhone {
  const isFirst = index % PEOPLE_PER_SCENE === 0;
  return { index, token: TOKEN_OF(index), place: placeOf(index), isFirst };
}

function send(child: ChildProcess, order: CrowdOrder): void {
  if (child.connected) child.send(order);
}
