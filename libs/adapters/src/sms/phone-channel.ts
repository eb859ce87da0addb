import type { Channel, ChannelMessage, HandOver } from '#flow/ports';
import { noAnswer } from '#adapters/shared/hand-over';
import { HttpsPost, type Post, type PostAnswer } from '#adapters/shared/https-post';
import { PHONE_DEADLINE_MS, type PhoneOptions } from './phone-options';

/** SMS or calls through a provider that is asked by one HTTPS request for each message. */
export abstract class PhoneChannel implements Channel {
  readonly deadlineMs: number;
  private readonly https: HttpsPost;

  constructor(protected readonly options: PhoneOptions) {
    this.deadlineMs = options.deadlineMs ?? PHONE_DEADLINE_MS;
    this.https = new HttpsPost(options.ca === undefined ? {} : { ca: options.ca });
  }

  async handOver(message: ChannelMessage): Promise<HandOver> {
    const end = await this.https.post(this.request(message), this.deadlineMs);
    return end.end === 'answer' ? this.outcomeOf(end.answer) : noAnswer(end.error);
  }

  /** Lets go of the connections. */
  close(): Promise<void> {
    return this.https.close();
  }

  protected abstract request(message: ChannelMessage): Post;
  protected abstract outcomeOf(answer: PostAnswer): HandOver;
}
