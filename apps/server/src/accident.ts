/** What the log says of something that broke; texts of the database may hold what was stored. */
export interface Accident {
  readonly name: string;
  /** SQLSTATE, or the system's error code. */
  readonly code: string | null;
  /** Null where it could repeat a caller's data; our own store's failures say nothing of rows. */
  readonly message: string | null;
  /** Places in the code, without the message. */
  readonly at: readonly string[];
}

const STACK_LINES_MAX = 12;
const SQLSTATE = /^[0-9A-Z]{5}$/;
/**
 * Connection lost, refused or shut down; no connections, disk or memory left; files that cannot be
 * written; a standby that takes no writes; a lock, a statement or a quiet transaction that took too
 * long; conflicts time and again (PostgreSQL's appendix A).
 */
const OUTAGE_SQLSTATE = /^(08...|53...|57...|58...|25006|25P03|40001|40P01|55P03)$/;
const OUTAGE_SYSTEM = new Set([
  'connection',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
]);
const OUTAGE_TEXT =
  /^(Connection terminated|timeout exceeded when trying|Query read timeout|Client has encountered)/;

/** The part of an error that may be written down. */
export function accidentOf(thrown: unknown): Accident {
  if (!(thrown instanceof Error)) return { name: typeof thrown, code: null, message: null, at: [] };
  const code = codeOf(thrown);
  const ofDatabase = (code !== null && SQLSTATE.test(code)) || 'query' in thrown;
  return {
    name: thrown.name,
    code,
    message: ofDatabase && thrown.name !== 'DatabaseFailed' ? null : thrown.message,
    at: (thrown.stack ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('at '))
      .slice(0, STACK_LINES_MAX),
  };
}

/** What broke, in words that carry nothing of rows or callers. */
export function reasonOf(thrown: unknown): string {
  const { name, code } = accidentOf(thrown);
  return code === null ? name : `${name} ${code}`;
}

/** Whether the database could not be reached, as against a query that was wrong. */
export function isOutage(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = codeOf(thrown);
  if (code !== null && (OUTAGE_SQLSTATE.test(code) || OUTAGE_SYSTEM.has(code))) return true;
  return OUTAGE_TEXT.test(thrown.message);
}

function codeOf(error: Error): string | null {
  if ('code' in error && typeof error.code === 'string') return error.code;
  const { cause } = error;
  return cause instanceof Error ? codeOf(cause) : null;
}
