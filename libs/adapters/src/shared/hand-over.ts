import type { HandOver } from '#flow/ports';

const ERROR_MAX_CHARS = 300;

/** The message or our account is refused. */
export function refused(error: unknown): HandOver {
  return { outcome: 'refused', error: errorText(error) };
}

/** The address is dead for good. */
export function addressGone(error: unknown): HandOver {
  return { outcome: 'address-gone', error: errorText(error) };
}

/** Not now; `retryAfterMs` where the provider said when. */
export function tryAgain(error: unknown, retryAfterMs: number | null): HandOver {
  return { outcome: 'try-again', error: errorText(error), retryAfterMs };
}

/** Not reached, or no answer in time. */
export function noAnswer(error: unknown): HandOver {
  return { outcome: 'no-answer', error: errorText(error) };
}

/** One line about what went wrong, short enough for the ledger. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replace(/\s+/g, ' ').trim().slice(0, ERROR_MAX_CHARS);
}
