import type { Problem } from '#core/problem';
import { type Reply } from './http';
import { sentenceOf } from './problem-words';

/** What every part of a page that changes something knows: what it waits for, and what came. */
export abstract class Deeds<Listener extends { readonly onChange: () => void }> {
  busy = false;
  /** Why the last deed was refused, one sentence. */
  problem: string | null = null;
  /** What has just been done, one sentence. */
  news: string | null = null;

  constructor(protected readonly listener: Listener) {}

  /** It is opened anew: the word on the last deed is old. */
  quieten(): void {
    this.problem = null;
    this.news = null;
  }

  /** Takes what is shown, or says why it did not come. */
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
      this.refused(reply.problem);
    }
    this.listener.onChange();
    return reply.ok;
  }

  protected refused(problem: Problem): void {
    this.problem = sentenceOf(problem);
  }
}
