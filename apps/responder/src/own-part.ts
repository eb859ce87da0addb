import type { Reply } from '#web/http';
import { sentenceOf } from '#web/http';

/** One request to the server as this phone. */
export type OwnAsk = <T>(
  path: string,
  options?: { readonly method?: 'GET' | 'POST' | 'PUT'; readonly body?: unknown },
) => Promise<Reply<T>>;

export interface OwnListener {
  readonly ask: OwnAsk;
  readonly onChange: () => void;
}

/** What each part of one's own record knows: what it waits for, what was refused or done. */
export abstract class OwnPart {
  busy = false;
  /** Why the last deed was refused, one sentence. */
  problem: string | null = null;
  /** What has just been done, one sentence. */
  news: string | null = null;

  constructor(protected readonly listener: OwnListener) {}

  /** The screen is opened anew: the word on the last deed is old. */
  quieten(): void {
    this.problem = null;
    this.news = null;
  }

  /** Takes what the screen shows, or says why it did not come. */
  protected async fetching<T>(asked: Promise<Reply<T>>, take: (value: T) => void): Promise<void> {
    const reply = await asked;
    if (reply.ok) take(reply.value);
    else this.problem = sentenceOf(reply.problem);
    this.listener.onChange();
  }

  /** One deed at a time; `after` is given its answer before `news` is said. False if refused. */
  protected async doing<T>(
    deed: () => Promise<Reply<T>>,
    news: string | null,
    after?: (value: T) => Promise<void> | void,
  ): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.quieten();
    this.listener.onChange();
    const reply = await deed();
    this.busy = false;
    if (reply.ok) {
      await after?.(reply.value);
      this.news = news;
    } else {
      this.problem = sentenceOf(reply.problem);
    }
    this.listener.onChange();
    return reply.ok;
  }
}
