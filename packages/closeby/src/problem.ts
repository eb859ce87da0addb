import type { components } from './generated/api';

/** A refusal as the server words it (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** The server understood, and said no: `code` is stable, `detail` is one plain sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: Problem['code'];
  readonly status: number;
  /** Dotted path of what is at fault in the message, such as `place.coordinates.1`. */
  readonly field: string | undefined;
  /** Finds the call again in the log of the server. */
  readonly requestId: string | undefined;

  constructor(
    readonly problem: Problem,
    /** When it is worth trying again, in milliseconds; null where the server did not say. */
    readonly retryAfterMs: number | null,
  ) {
    super(problem.field === undefined ? problem.detail : `${problem.field}: ${problem.detail}`);
    this.code = problem.code;
    this.status = problem.status;
    this.field = problem.field;
    this.requestId = problem.requestId;
  }
}

/**
 * No answer of a Closeby server came. Whether the call was carried out is unknown: send it again
 * with the same reference, which does nothing twice.
 */
export class NotReached extends Error {
  override readonly name = 'NotReached';

  constructor(
    message: string,
    readonly attempts: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The problem that an answer carries, or null where it is none of Closeby's. */
export function readProblem(value: unknown): Problem | null {
  if (typeof value !== 'object' || value === null) return null;
  const { code, detail, status } = value as Partial<Record<keyof Problem, unknown>>;
  const isOne =
    typeof code === 'string' && typeof detail === 'string' && typeof status === 'number';
  return isOne ? (value as Problem) : null;
}

/**
 * Milliseconds of a Retry-After header, in seconds or as a date (RFC 9110 §10.2.3); null without a
 * readable one.
 *
 * @param nowMs milliseconds since 1970
 */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
