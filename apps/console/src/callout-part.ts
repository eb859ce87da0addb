import type { Reply } from '#web/http';
import { PageState } from './page-state';

interface DeedOf<T> {
  readonly method?: 'POST' | 'PUT';
  readonly body?: unknown;
  readonly news: string;
  readonly after?: (value: T) => void;
}

/** One part of what is known of the opened call-out; it is forgotten with it. */
export abstract class CalloutPartState extends PageState {
  protected calloutId: string | null = null;
  /** Something of it did not come when it was asked for. */
  lacks = false;

  /** Another call-out is opened, or none. */
  open(calloutId: string | null): void {
    if (this.calloutId === calloutId) return;
    this.calloutId = calloutId;
    this.quieten();
    this.clear();
  }

  /** Fetches what the page shows now; asked again whenever something of it may have changed. */
  abstract load(): Promise<void>;

  protected abstract clear(): void;

  forget(): void {
    this.calloutId = null;
    this.quieten();
    this.clear();
  }

  protected path(rest = ''): string {
    return `/v1/callouts/${encodeURIComponent(this.calloutId ?? '')}${rest}`;
  }

  /** Asks for something of this call-out. */
  protected get<T>(rest: string): Promise<Reply<T>> {
    return this.listener.ask<T>(this.path(rest));
  }

  /** Takes an answer unless another call-out has been opened meanwhile. */
  protected async taking<T>(asked: Promise<Reply<T>>, take: (value: T) => void): Promise<void> {
    const of = this.calloutId;
    const reply = await asked;
    if (this.calloutId !== of) return;
    if (!reply.ok) this.lacks = true;
    await this.fetching(Promise.resolve(reply), take);
  }

  /** One deed on this call-out; everything of this part is fetched again after it. */
  protected deed<T>(rest: string, options: DeedOf<T>): Promise<boolean> {
    const { body = {}, news, method = 'POST', after } = options;
    const asked = (): Promise<Reply<T>> => this.listener.ask<T>(this.path(rest), { method, body });
    return this.doing<T>(asked, news, async (value) => {
      after?.(value);
      await this.load();
    });
  }
}
