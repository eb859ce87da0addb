import type { FeedMessage, FeedView } from '#contracts/responder-api';
import type { Reply } from '#web/http';

const RETRY_MS = 3_000;

export interface FeedListener {
  /** Asks the server for what came after a number; null while signed out. */
  readonly ask: (after: number) => Promise<Reply<FeedView>> | null;
  /** Takes the next message, in the order of their numbers and none twice. */
  readonly apply: (message: FeedMessage) => void;
  /** Several have been taken in a row. */
  readonly onSettled: () => void;
}

/** The numbered messages to this phone: none is taken twice, and a gap is filled by asking. */
export class Feed {
  lastSeq = 0;
  private catchingUp = false;

  constructor(private readonly listener: FeedListener) {}

  /** Takes a message that came live; false where it has to wait for those before it. */
  receive(message: FeedMessage): boolean {
    if (message.seq <= this.lastSeq) return false;
    if (message.seq > this.lastSeq + 1) {
      void this.catchUp();
      return false;
    }
    this.take(message);
    this.listener.onSettled();
    return true;
  }

  /** Asks for everything after the last number that was taken. */
  async catchUp(): Promise<void> {
    if (this.catchingUp) return;
    const asked = this.listener.ask(this.lastSeq);
    if (asked === null) return;
    this.catchingUp = true;
    const reply = await asked;
    this.catchingUp = false;
    if (!reply.ok) {
      setTimeout(() => void this.catchUp(), RETRY_MS);
      return;
    }
    for (const message of reply.value.messages) {
      if (message.seq > this.lastSeq) this.take(message);
    }
    this.listener.onSettled();
    const more = reply.value.messages.length > 0 && reply.value.lastSeq > this.lastSeq;
    if (more) await this.catchUp();
  }

  private take(message: FeedMessage): void {
    this.lastSeq = message.seq;
    this.listener.apply(message);
  }
}
