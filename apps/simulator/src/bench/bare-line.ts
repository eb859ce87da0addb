import { Agent, request } from 'node:http';

/** What came back, and the monotonic milliseconds it took. */
export interface BareAnswer {
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

/** Kept connections to a server, by nothing but Node's own HTTP: a bench measures no client. */
export class BareLine {
  private readonly agent = new Agent({ keepAlive: true, scheduling: 'lifo' });

  constructor(
    private readonly url: string,
    private readonly key: string | null,
  ) {}

  /** Rejects where there is no answer at all. */
  post(path: string, body: object): Promise<BareAnswer> {
    const json = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
      ...(this.key === null ? {} : { authorization: `Bearer ${this.key}` }),
    };
    const from = performance.now();
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', agent: this.agent, headers };
      const sent = request(this.url + path, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, text, tookMs: performance.now() - from });
        });
      });
      sent.on('error', reject);
      sent.end(json);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
