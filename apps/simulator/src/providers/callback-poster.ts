/** A request back to whoever asked. */
export interface Callback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a call-back ended: with the status of the answer, or with nobody there. */
export interface PostedCallback {
  readonly callback: Callback;
  readonly status: number | null;
  readonly attempts: number;
}

/** Pauses before each further try at a call-back that was not taken. */
const PAUSES_MS = [200, 400, 800, 1_600, 3_200];
const DEADLINE_MS = 5_000;

/** Posts call-backs, again where they were not taken, as gateways do. */
export class CallbackPoster {
  private target: URL | null = null;
  private readonly stopping = new AbortController();
  private readonly open = new Set<Promise<unknown>>();

  /**
   * Where the public address of the server leads: call-backs name, and are signed for, the public
   * one, and are carried here, as through a proxy. Null: nowhere but where they say.
   */
  leadTo(target: string | null): void {
    this.target = target === null ? null : new URL(target);
  }

  /** Resolves when it was taken (2xx), refused for good (4xx), or given up. */
  post(callback: Callback): Promise<PostedCallback> {
    const posted = this.tryAll(callback);
    this.open.add(posted);
    void posted.finally(() => this.open.delete(posted));
    return posted;
  }

  /** Gives up what is open. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.open);
  }

  private async tryAll(callback: Callback): Promise<PostedCallback> {
    let status: number | null = null;
    let attempts = 0;
    for (const pauseMs of [0, ...PAUSES_MS]) {
      if (!(await this.pause(pauseMs))) break;
      attempts += 1;
      status = await this.tryOnce(callback);
      if (status !== null && status < 500 && status !== 429) break;
    }
    return { callback, status, attempts };
  }

  private async tryOnce(callback: Callback): Promise<number | null> {
    try {
      const response = await fetch(this.addressOf(callback.url), {
        method: 'POST',
        headers: callback.headers,
        body: callback.body,
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(DEADLINE_MS)]),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  private addressOf(url: string): string {
    if (this.target === null) return url;
    const { pathname, search } = new URL(url);
    return new URL(pathname + search, this.target).href;
  }

  private pause(ms: number): Promise<boolean> {
    const { signal } = this.stopping;
    if (ms === 0 || signal.aborted) return Promise.resolve(!signal.aborted);
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(true), ms);
      const stop = (): void => end(false);
      const end = (goOn: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        resolve(goOn);
      };
      signal.addEventListener('abort', stop);
    });
  }
}
