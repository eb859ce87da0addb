import { APPROVAL_EXPIRES_AFTER_MS } from '#core/approval';
import { MINUTE_MS } from '#core/units';
import type { Reply } from '#web/http';
import { sentenceOf } from '#web/http';
import type { PageListener } from './asker';

const WAITING =
  'Whoever may approve it has been asked. Approved, it appears among the call-outs; what became ' +
  'of it stands under Approvals. Undecided, it lapses after ' +
  `${APPROVAL_EXPIRES_AFTER_MS / MINUTE_MS} minutes.`;

/** What every page that changes something knows: what it waits for, what was refused or done. */
export abstract class PageState {
  busy = false;
  /** Why the last deed was refused, one sentence. */
  problem: string | null = null;
  /** What has just been done, one sentence. */
  news: string | null = null;
  /** The last deed waits for a second person, one sentence. */
  waiting: string | null = null;

  constructor(protected readonly listener: PageListener) {}

  /** The page is opened anew: the word on the last deed is old. */
  quieten(): void {
    this.problem = null;
    this.news = null;
    this.waiting = null;
  }

  /** Takes what the page shows, or says why it did not come. */
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
    } else if (reply.problem.code === 'approval-pending') {
      this.waiting = WAITING;
    } else {
      this.problem = sentenceOf(reply.problem);
    }
    this.listener.onChange();
    return reply.ok;
  }
}
