import type { Problem } from '#core/problem';

export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** How long a request may take before the page says that Closeby does not answer. */
const REQUEST_TIMEOUT_MS = 10_000;
/** As above for a file, which may be large and the line slow. */
const FILE_TIMEOUT_MS = 60_000;
const NO_CONTENT = 204;

export const NOT_REACHED: Problem = {
  code: 'unavailable',
  detail: 'Closeby cannot be reached. Nothing was changed; try again in a moment.',
};

/**
 * One request to the server this page came from. Promises a value or a problem with one plain
 * sentence, never an exception; a body that is no problem details counts as not reached.
 */
export async function request<T>(
  path: string,
  options: {
    readonly bearer?: string;
    readonly method?: Method;
    /** Sent as JSON; a file is sent as it is. */
    readonly body?: unknown;
    readonly timeoutMs?: number;
  } = {},
): Promise<Reply<T>> {
  try {
    const response = await fetch(path, initOf(options));
    const body: unknown = response.status === NO_CONTENT ? undefined : await response.json();
    return response.ok ? { ok: true, value: body as T } : { ok: false, problem: toProblem(body) };
  } catch {
    return { ok: false, problem: NOT_REACHED };
  }
}

/** As `request`, for an answer that is a file: promises its bytes and kind. */
export async function requestFile(
  path: string,
  options: { readonly bearer?: string; readonly method?: Method; readonly body?: unknown } = {},
): Promise<Reply<Blob>> {
  try {
    const response = await fetch(path, initOf({ ...options, timeoutMs: FILE_TIMEOUT_MS }));
    if (response.ok) return { ok: true, value: await response.blob() };
    return { ok: false, problem: toProblem(await response.json()) };
  } catch {
    return { ok: false, problem: NOT_REACHED };
  }
}

function initOf(options: NonNullable<Parameters<typeof request>[1]>): RequestInit {
  const { bearer, method = 'GET', body, timeoutMs } = options;
  const headers = new Headers({ accept: 'application/json, */*;q=0.5' });
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
  const isFile = body instanceof Blob;
  const signal = AbortSignal.timeout(timeoutMs ?? (isFile ? FILE_TIMEOUT_MS : REQUEST_TIMEOUT_MS));
  const init: RequestInit = { method, headers, signal };
  if (body !== undefined) {
    headers.set('content-type', isFile ? body.type : 'application/json');
    init.body = isFile ? body : JSON.stringify(body);
  }
  return init;
}

/** The problem in a refusal of the server, over HTTP or a socket. */
export function toProblem(body: unknown): Problem {
  if (typeof body !== 'object' || body === null) return NOT_REACHED;
  const { code, detail, field } = body as Partial<Problem>;
  if (code === undefined || detail === undefined) return NOT_REACHED;
  return field === undefined ? { code, detail } : { code, detail, field };
}

/** Whether the server does not let this caller in: signing in again is the only way on. */
export function turnsAway(problem: Problem): boolean {
  return ['unauthenticated', 'token-expired', 'session-over', 'forbidden', 'erased'].includes(
    problem.code,
  );
}
