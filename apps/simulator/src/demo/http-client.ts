/** What the server answered; a machine that cannot be reached is a problem with status 0. */
export type Answer<T> =
  | { readonly ok: true; readonly status: number; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly detail: string };

export type Method = 'GET' | 'POST' | 'PUT';

const TRIES = 4;
const RETRY_AFTER_MS = 250;
const DEADLINE_MS = 15_000;
/** Worth asking again: no answer at all, too many requests, not available just now. */
const PASSING = [0, 429, 503];

/**
 * HTTP as one caller with one bearer key. Everything the demo sends may be repeated without harm,
 * so what fails in passing is tried again a few times.
 */
export class HttpClient {
  private readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly url: string,
    key: string | null,
  ) {
    this.headers = key === null ? {} : { authorization: `Bearer ${key}` };
  }

  /** Sends JSON and reads JSON; never throws for what the server or the network does. */
  async ask<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.askOnce<T>(method, path, body);
      if (answer.ok || tries === TRIES || !PASSING.includes(answer.status)) return answer;
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS * 2 ** (tries - 1)));
    }
  }

  private async askOnce<T>(method: Method, path: string, body: unknown): Promise<Answer<T>> {
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        headers: body === undefined ? this.headers : { ...this.headers, ...JSON_HEADERS },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      const text = await response.text();
      const read: unknown = text === '' ? null : JSON.parse(text);
      if (response.ok) return { ok: true, status: response.status, value: read as T };
      return { ok: false, status: response.status, ...problemIn(read) };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { ok: false, status: 0, code: 'no-answer', detail };
    }
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' };

function problemIn(read: unknown): { readonly code: string; readonly detail: string } {
  const { code, detail, field } = (read ?? {}) as Record<string, unknown>;
  const where = typeof field === 'string' ? ` (${field})` : '';
  return {
    code: typeof code === 'string' ? code : 'unknown',
    detail: typeof detail === 'string' ? `${detail}${where}` : JSON.stringify(read),
  };
}
