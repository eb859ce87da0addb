import type { Reply } from '#web/http';

/** One request to the server under the key of this desk. */
export type Ask = <T>(
  path: string,
  options?: {
    readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    readonly body?: unknown;
  },
) => Promise<Reply<T>>;

/** What a page of the console is given by the desk. */
export interface PageListener {
  readonly ask: Ask;
  readonly onChange: () => void;
}
