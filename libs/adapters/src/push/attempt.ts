import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent } from 'node:https';
import { retryAfterMs } from '#adapters/shared/retry-after';

/** How an attempt was cut short. */
export interface Cut {
  readonly why: 'deadline' | 'unavailable';
}

const current = new AsyncLocalStorage<Attempt>();
const HTTP_UNAVAILABLE = 503;

/**
 * One try at handing over one message. firebase-admin tries up to five times over a minute and
 * takes no deadline: a message could ring after its alert has ended. An attempt is over at its
 * deadline, or as soon as the provider says "unavailable"; its request is then torn down, and what
 * the SDK begins later is never sent. Trying again is up to the queue.
 */
export class Attempt {
  /** What the answer said about when to try again, in milliseconds. */
  retryAfterMs: number | null = null;
  private request: ClientRequest | null = null;
  private over = false;
  private cutShort: (cut: Cut) => void = () => undefined;

  constructor(private readonly deadlineMs: number) {}

  /** Runs the work; resolves what it resolves, or how it was cut short. Rejects when it rejects. */
  async run<T>(work: () => Promise<T>): Promise<{ value: T } | { cut: Cut }> {
    const cut = new Promise<{ cut: Cut }>((resolve) => {
      this.cutShort = (how) => resolve({ cut: how });
    });
    const timer = setTimeout(() => this.end('deadline'), this.deadlineMs);
    const done = current.run(this, work).then((value) => ({ value }));
    try {
      return await Promise.race([done, cut]);
    } finally {
      clearTimeout(timer);
      this.over = true;
      done.catch(() => undefined); // may still fail, or never end: nobody waits for it any more
    }
  }

  /** Told of every request within the attempt, before anything of it is sent. */
  begins(request: ClientRequest): void {
    if (this.over) {
      request.destroy(new Error('the attempt is over'));
      return;
    }
    this.request = request;
    request.once('response', (response) => this.answered(response));
  }

  private answered(response: IncomingMessage): void {
    this.retryAfterMs = retryAfterMs(response.headers['retry-after'], Date.now());
    if (response.statusCode === HTTP_UNAVAILABLE) this.end('unavailable');
  }

  private end(why: Cut['why']): void {
    this.over = true;
    this.cutShort({ why });
    this.request?.destroy(new Error('the attempt is over'));
  }
}

type AddRequest = (this: Agent, request: ClientRequest, options: object) => void;
/** Where Node hands each request to its agent; not in its types. */
const { addRequest } = Agent.prototype as unknown as { readonly addRequest: AddRequest };

/** An agent that tells the attempt it is asked within of each request. */
export class AttemptAgent extends Agent {
  addRequest(request: ClientRequest, options: object): void {
    current.getStore()?.begins(request);
    addRequest.call(this, request, options);
  }
}
