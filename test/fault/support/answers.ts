/** Requests to one address, and those that got no answer or were refused by the server's state. */
export interface Answers {
  readonly count: number;
  readonly failed: number;
  /** Why they failed and how many of each, such as `429*3,ECONNRESET*1`; `none` where none did. */
  readonly why: string;
  /** Counts no more. */
  stop(): void;
}

/** Counts every request of this process to the address, also those that are tried again. */
export function countAnswers(url: string): Answers {
  const real = globalThis.fetch;
  const reasons = new Map<string, number>();
  const fail = (why: string): void => void reasons.set(why, (reasons.get(why) ?? 0) + 1);
  let count = 0;
  globalThis.fetch = async (input, init) => {
    if (typeof input !== 'string' || !input.startsWith(url)) return real(input, init);
    count += 1;
    try {
      const response = await real(input, init);
      if (response.status >= 500 || response.status === 429) fail(String(response.status));
      return response;
    } catch (error) {
      fail(nameOf(error));
      throw error;
    }
  };
  return {
    get count() {
      return count;
    },
    get failed() {
      return [...reasons.values()].reduce((sum, each) => sum + each, 0);
    },
    get why() {
      return [...reasons].map(([why, times]) => `${why}*${times}`).join(',') || 'none';
    },
    stop: () => void (globalThis.fetch = real),
  };
}

/** The system's own code where there is one. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error as { readonly cause?: { readonly code?: string } };
  return cause?.code ?? error.name;
}
