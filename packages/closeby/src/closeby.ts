import {
  addressOf,
  isFolded,
  isRepeatable,
  type AnswerOf,
  type FileToSend,
  type ItemOf,
  type OperationId,
  type OptionsOf,
  type PagedId,
  type Patience,
} from './operations';
import { NotReached, readProblem, Refusal, retryAfterMs } from './problem';

/** How a server is reached. */
export interface Reach {
  /** Such as `https://closeby.example`. */
  readonly url: string;
  /** A key, an access token or a phone's token; null for what anyone may call. */
  readonly secret: string | null;
  /** How long one attempt may take. */
  readonly attemptMs?: number;
  /** How long a repeatable call is tried again, from its first attempt on. */
  readonly patienceMs?: number;
}

/** What a call goes through; other ones are for tests. */
export interface World {
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** A success with its status: 201 where something is new, 200 where it was there before. */
export interface Answer<T> {
  readonly status: number;
  readonly value: T;
}

interface Call extends Patience {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly file?: FileToSend;
}

/** No parts, no query and no body: nothing needs to be said. */
type Said<Id extends OperationId> =
  Patience extends OptionsOf<Id> ? [options?: OptionsOf<Id>] : [options: OptionsOf<Id>];

const ATTEMPT_MS = 15_000;
const PATIENCE_MS = 60_000;
const FIRST_WAIT_MS = 500;
const WAIT_MAX_MS = 8_000;
const TOO_MANY = 429;
const OUTAGES = [502, 503, 504];

/**
 * Calls one Closeby server by the names of its operations.
 *
 * A refusal throws {@link Refusal}; no answer throws {@link NotReached}. Whatever was turned away
 * for its number (429) is tried again when the server says so; whatever had no answer, or came
 * upon an outage, is tried again only where a second copy changes nothing.
 */
export class Closeby {
  readonly #url: string;
  readonly #reach: Reach;
  readonly #world: World;

  constructor(reach: Reach, world: World = REAL) {
    const url = new URL(reach.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new TypeError(`${reach.url} is no address of a server: http or https is wanted`);
    }
    this.#url = url.href.replace(/\/$/, '');
    this.#reach = reach;
    this.#world = world;
  }

  /** What the operation answers. */
  async call<Id extends OperationId>(id: Id, ...said: Said<Id>): Promise<AnswerOf<Id>> {
    return (await this.answer(id, ...said)).value;
  }

  /** The same with the status, which tells what is new from what was there. */
  async answer<Id extends OperationId>(id: Id, ...said: Said<Id>): Promise<Answer<AnswerOf<Id>>> {
    const options = (said[0] ?? {}) as Call;
    return (await this.#patiently(id, options)) as Answer<AnswerOf<Id>>;
  }

  /** Every line of a list, page after page, as they are asked for. */
  async *pages<Id extends PagedId>(id: Id, ...said: Said<Id>): AsyncGenerator<ItemOf<Id>> {
    const options = (said[0] ?? {}) as Call;
    let cursor = options.query?.['cursor'];
    for (;;) {
      const query = { ...options.query, ...(cursor === undefined ? {} : { cursor }) };
      const { value } = await this.#patiently(id, { ...options, query });
      const page = value as { items: ItemOf<Id>[]; nextCursor: string | null };
      yield* page.items;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }

  async #patiently(id: OperationId, options: Call): Promise<Answer<unknown>> {
    const { nowMs, wait } = this.#world;
    const end = nowMs() + (this.#reach.patienceMs ?? PATIENCE_MS);
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await this.#once(id, options, attempts);
      } catch (error) {
        options.signal?.throwIfAborted();
        const askedMs = error instanceof Refusal ? (error.retryAfterMs ?? 0) : 0;
        const waitMs = Math.max(askedMs, backOffMs(attempts));
        if (!isWorthRepeating(id, options, error) || nowMs() + waitMs > end) throw error;
        await wait(waitMs, options.signal);
      }
    }
  }

  async #once(id: OperationId, options: Call, attempts: number): Promise<Answer<unknown>> {
    const { method, path } = addressOf(id, options);
    const timeout = AbortSignal.timeout(this.#reach.attemptMs ?? ATTEMPT_MS);
    const signal =
      options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
    const { headers, body } = this.#message(options);
    const address = `${this.#url}${path}`;
    const unreached = (cause: unknown): NotReached =>
      new NotReached(`${this.#url} does not answer: ${reasonOf(cause)}`, attempts, { cause });
    let response: Response;
    let bytes: Uint8Array;
    try {
      response = await this.#world.fetch(address, {
        ...{ method, headers, signal },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
      });
      bytes = new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      throw unreached(cause);
    }
    return read(response, bytes, attempts);
  }

  #message({ body, file }: Call): {
    readonly headers: Record<string, string>;
    readonly body?: string | Uint8Array<ArrayBuffer>;
  } {
    const { secret } = this.#reach;
    const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' };
    if (secret !== null) headers['authorization'] = `Bearer ${secret}`;
    if (file !== undefined) {
      headers['content-type'] = file.mediaType;
      const { bytes } = file;
      return { headers, body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes) };
    }
    if (body === undefined) return { headers };
    headers['content-type'] = 'application/json';
    return { headers, body: JSON.stringify(body) };
  }
}

/** The value of an answer, by what it says it is; throws its refusal. */
function read(response: Response, bytes: Uint8Array, attempts: number): Answer<unknown> {
  const { status, headers } = response;
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const isJson = /[/+]json$/.test(mediaType);
  const text = isJson || mediaType.startsWith('text/') ? new TextDecoder().decode(bytes) : null;
  const value: unknown = isJson && text !== '' ? parsed(text ?? '') : (text ?? bytes);
  if (status >= 200 && status < 300) {
    if (value === UNREADABLE) {
      throw new NotReached('the answer of the server was cut off', attempts);
    }
    return { status, value: bytes.length === 0 ? undefined : value };
  }
  const problem = readProblem(value);
  if (problem !== null) {
    throw new Refusal(problem, retryAfterMs(headers.get('retry-after'), Date.now()));
  }
  throw new NotReached(`status ${status} that is not Closeby’s: is the address right?`, attempts, {
    cause: new Outage(status),
  });
}

/** An answer of something that stands before the server. */
class Outage extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

const UNREADABLE = Symbol('unreadable');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return UNREADABLE;
  }
}

/** What is turned away for its number was not begun; what had no answer may have been. */
function isWorthRepeating(id: OperationId, options: Call, error: unknown): boolean {
  if (error instanceof Refusal) {
    if (error.status === TOO_MANY) return true;
    if (error.code === 'changed-meanwhile') return isFolded(id);
    return OUTAGES.includes(error.status) && isRepeatable(id, options);
  }
  if (!(error instanceof NotReached)) return false;
  if (error.cause instanceof Outage && !OUTAGES.includes(error.cause.status)) return false;
  return isRepeatable(id, options);
}

/** Doubles from half a second; spread, so that those cut off together do not come back together. */
function backOffMs(attempts: number): number {
  const full = Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  return full / 2 + (Math.random() * full) / 2;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'TimeoutError') return 'it took too long';
  return cause.cause instanceof Error ? cause.cause.message || cause.message : cause.message;
}

const REAL: World = {
  fetch: (...request) => globalThis.fetch(...request),
  nowMs: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        if (signal?.aborted === true) reject(signal.reason as Error);
        else resolve();
      }
      signal?.addEventListener('abort', done);
      if (signal?.aborted === true) done();
    }),
};
