import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request, type AgentOptions } from 'node:https';
import { errorText } from '#adapters/shared/hand-over';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a post ended; without an answer it may have been taken all the same. */
export type PostEnd =
  | { readonly end: 'answer'; readonly answer: PostAnswer }
  | { readonly end: 'no-answer'; readonly error: string };

const CONNECTIONS_MAX = 128;
const BODY_MAX_CHARS = 64 * 1_024;
/** What a server says by closing a kept connection just as it is used again. */
const CLOSED_MEANWHILE = new Set(['ECONNRESET', 'EPIPE']);

/** Posts over kept HTTPS connections, each with a deadline for all of it; never rejects. */
export class HttpsPost {
  private readonly agent: Agent;

  /** @param options of the connections: a certificate to trust, how names are looked up */
  constructor(options: Pick<AgentOptions, 'ca' | 'lookup'> = {}) {
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: CONNECTIONS_MAX,
      scheduling: 'lifo',
      ...options,
    });
  }

  async post(post: Post, deadlineMs: number): Promise<PostEnd> {
    const endsAt = performance.now() + deadlineMs;
    try {
      const first = await this.once(post, deadlineMs);
      if (first !== 'closed-meanwhile') return first;
      const second = await this.once(post, Math.max(1, endsAt - performance.now()));
      if (second !== 'closed-meanwhile') return second;
      return { end: 'no-answer', error: 'the connection was closed' };
    } catch (error) {
      return { end: 'no-answer', error: errorText(error) };
    }
  }

  /** Lets go of the connections. */
  close(): Promise<void> {
    this.agent.destroy();
    return Promise.resolve();
  }

  private once(post: Post, deadlineMs: number): Promise<PostEnd | 'closed-meanwhile'> {
    return new Promise((resolve) => {
      const { headers, body, url } = post;
      const length = String(Buffer.byteLength(body));
      const sent = request(url, {
        method: 'POST',
        agent: this.agent,
        headers: { ...headers, 'content-length': length },
      });
      const timer = setTimeout(() => sent.destroy(new Error('no answer in time')), deadlineMs);
      const settle = (end: PostEnd | 'closed-meanwhile'): void => {
        clearTimeout(timer);
        resolve(end);
      };
      sent.on('error', (error: NodeJS.ErrnoException) => {
        const stale = sent.reusedSocket && CLOSED_MEANWHILE.has(error.code ?? '');
        settle(stale ? 'closed-meanwhile' : { end: 'no-answer', error: errorText(error) });
      });
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          if (text.length < BODY_MAX_CHARS) text += part;
        });
        response.on('error', (error) => settle({ end: 'no-answer', error: errorText(error) }));
        response.on('end', () => {
          const answer = {
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: text,
          };
          settle({ end: 'answer', answer });
        });
      });
      sent.end(body);
    });
  }
}
