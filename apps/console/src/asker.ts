import type { Permission } from '#core/caller-roles';
import type { Reply } from '#web/http';

/** One request to the server as whoever is signed in at this desk. */
export type Ask = <T>(
  path: string,
  options?: {
    readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    readonly body?: unknown;
    readonly timeoutMs?: number;
  },
) => Promise<Reply<T>>;

/** As `Ask`, for an answer that is a file. */
export type AskFile = (
  path: string,
  options?: { readonly method?: 'GET' | 'POST'; readonly body?: unknown },
) => Promise<Reply<Blob>>;

/** What a page of the console is given by the desk. */
export interface PageListener {
  readonly ask: Ask;
  readonly askFile: AskFile;
  /** What whoever is signed in may do; the server decides all the same. */
  readonly may: (permission: Permission) => boolean;
  /** For what the browser fetches by itself: tiles of a map. */
  readonly secret: () => string | null;
  readonly onChange: () => void;
}
