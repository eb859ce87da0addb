import { Deeds } from '#web/deeds';
import type { Reply } from '#web/http';

/** One request to the server as this phone. */
export type OwnAsk = <T>(
  path: string,
  options?: { readonly method?: 'GET' | 'POST' | 'PUT'; readonly body?: unknown },
) => Promise<Reply<T>>;

export interface OwnListener {
  readonly ask: OwnAsk;
  readonly onChange: () => void;
}

/** What each part of one's own record knows: what it waits for, what was refused or done. */
export abstract class OwnPart extends Deeds<OwnListener> {}
