import type { FeedMessage } from '#contracts/responder-api';

/** A phone's numbered messages, in order and each once, whatever order they come in. */
export class SeenFeed {
  private seen = 0;
  private readonly early = new Map<number, FeedMessage>();
  private fetching: Promise<boolean> | null = null;

  constructor(
    private readonly options: {
      /** What comes after a number; null where it cannot be asked. */
      readonly fetch: (after: number) => Promise<readonly FeedMessage[] | null>;
      readonly onMessage: (message: FeedMessage, via: 'live' | 'catch-up') => void;
      readonly onAgain: (seq: number) => void;
      /** The number that should have come. */
      readonly onGap: (seq: number) => void;
    },
  ) {}

  get lastSeq(): number {
    return this.seen;
  }

  /** One that was sent; whatever is missing before it is fetched. */
  hear(message: FeedMessage): void {
    if (message.seq <= this.seen) {
      this.options.onAgain(message.seq);
      return;
    }
    this.early.set(message.seq, message);
    this.pass('live');
    if (this.early.size === 0) return;
    this.options.onGap(this.seen + 1);
    void this.catchUp();
  }

  /** Fetches until nothing new comes; false where it could not be asked. */
  catchUp(): Promise<boolean> {
    this.fetching ??= this.fetchAll().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async fetchAll(): Promise<boolean> {
    for (;;) {
      const messages = await this.options.fetch(this.seen);
      if (messages === null) return false;
      if (messages.length === 0) return true;
      for (const message of messages) {
        if (message.seq > this.seen) this.early.set(message.seq, message);
      }
      const before = this.seen;
      this.pass('catch-up');
      if (this.seen === before) return true;
    }
  }

  private pass(via: 'live' | 'catch-up'): void {
    for (
      let next = this.early.get(this.seen + 1);
      next !== undefined;
      next = this.early.get(this.seen + 1)
    ) {
      this.seen += 1;
      this.early.delete(this.seen);
      this.options.onMessage(next, via);
    }
  }
}
