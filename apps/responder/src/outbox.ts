import type { Problem } from '#core/problem';
import type { Reply } from '#web/http';
import type { OutboxStore, Waiting } from './outbox-store';

const AGAIN_MS = 15_000;
/** Refusals that say nothing of what was sent: it is sent again. */
const LATER: readonly Problem['code'][] = ['unavailable', 'too-many-requests', 'token-expired'];

export interface OutboxListener {
  readonly send: (request: Waiting['requests'][number]) => Promise<Reply<unknown>>;
  readonly onChange: () => void;
  /** The server has taken one, or refused it for good. */
  readonly onReply?: (item: Waiting, reply: Reply<unknown>) => void;
}

/**
 * What this phone has to tell and could not yet: it is kept through a restart and sent in its
 * order, until the server has taken it or has said why not.
 */
export class Outbox {
  waiting: readonly Waiting[] = [];
  /** The last one that was refused for good, and why. */
  refused: { readonly what: string; readonly problem: Problem } | null = null;
  /** What the server had to say on one that it took. */
  says: string | null = null;
  private sending = false;
  private again = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly listener: OutboxListener,
    private readonly store: OutboxStore,
  ) {}

  /** Takes up what an earlier visit left. */
  async begin(): Promise<void> {
    const stored = await this.store.all();
    // What was added meanwhile, or is being sent, stays the object it is.
    const here = new Map(this.waiting.map((item) => [item.id, item]));
    const kept = stored.map((item) => here.get(item.id) ?? item);
    this.waiting = [...kept, ...this.waiting.filter((item) => !kept.includes(item))];
    this.timer ??= setInterval(() => void this.flush(), AGAIN_MS);
    await this.flush();
  }

  async add(item: Waiting): Promise<void> {
    this.refused = null;
    this.says = null;
    this.waiting = [...this.waiting, item];
    this.listener.onChange();
    await this.store.put(item);
    await this.flush();
  }

  /**
   * Sends what waits, oldest first; stops at the first that does not get through. Called while it
   * sends, as when the line is back, it tries once more afterwards.
   */
  async flush(): Promise<void> {
    this.again = true;
    if (this.sending) return;
    this.sending = true;
    while (this.again) {
      this.again = false;
      for (let [item] = this.waiting; item !== undefined; [item] = this.waiting) {
        if (!(await this.sendOne(item))) break;
      }
    }
    this.sending = false;
  }

  /** Forgets everything, at sign-out. */
  async forget(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.waiting = [];
    this.refused = null;
    this.says = null;
    await this.store.clear();
  }

  /** False where it has to be tried again. */
  private async sendOne(item: Waiting): Promise<boolean> {
    const [request, ...rest] = item.requests;
    if (request === undefined) {
      await this.drop(item);
      return true;
    }
    const reply = await this.listener.send(request);
    if (!this.waiting.includes(item)) return false;
    if (!reply.ok && LATER.includes(reply.problem.code)) return false;
    if (reply.ok) {
      this.says = saysOf(reply.value) ?? this.says;
      await this.replace(item, { ...item, requests: rest });
    } else {
      this.refused = { what: item.what, problem: reply.problem };
      await this.drop(item);
    }
    this.listener.onReply?.(item, reply);
    return true;
  }

  private async replace(item: Waiting, next: Waiting): Promise<void> {
    if (next.requests.length === 0) {
      await this.drop(item);
      return;
    }
    this.waiting = this.waiting.map((one) => (one === item ? next : one));
    await this.store.put(next);
    this.listener.onChange();
  }

  private async drop(item: Waiting): Promise<void> {
    this.waiting = this.waiting.filter((one) => one.id !== item.id);
    await this.store.remove(item.id);
    this.listener.onChange();
  }
}

function saysOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('says' in value)) return null;
  return typeof value.says === 'string' ? value.says : null;
}
