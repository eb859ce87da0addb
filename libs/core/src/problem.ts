/**
 * Every refusal Closeby can give. A refusal is an expected answer (too late, not allowed, not
 * possible); a bug or a broken machine is an exception instead. The HTTP status of each code
 * stands in one table of the server.
 */
export const PROBLEM_CODES = [
  'malformed-body',
  'body-too-large',
  'invalid-field',
  'unknown-kind',
  'place-invalid',
  'place-outside-area',
  'area-invalid',
  'unauthenticated',
  'token-expired',
  'forbidden',
  'not-found',
  'reference-conflict',
  'changed-meanwhile',
  'alert-expired',
  'alert-withdrawn',
  'already-answered',
  'places-taken',
  'bound-elsewhere',
  'not-eligible',
  'illegal-step',
  'not-your-task',
  'stood-down',
  'incident-over',
  'callout-over',
  'off-duty',
  'fix-in-future',
  'fix-stale',
  'fix-out-of-order',
  'fix-inaccurate',
  'fix-implausible-speed',
  'fix-place-invalid',
  'enrolment-code-invalid',
  'drill-over',
  'signature-invalid',
  'template-invalid',
  'too-many-requests',
  'sign-in-refused',
  'code-invalid',
  'session-over',
  'origin-refused',
  'reason-needed',
  'approval-pending',
  'second-person-needed',
  'registration-closed',
  'proof-invalid',
  'proof-of-phone-needed',
  'last-of-its-kind',
  'aid-not-agreed',
  'warning-invalid',
  'pass-invalid',
  'double-booked',
  'claim-taken',
  'unavailable',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A refusal: a stable code, one plain sentence, and the field at fault where there is one. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  /** Dotted path of the offending field in the caller's message, e.g. `place.coordinates.1`. */
  readonly field?: string;
  /** When it is worth trying again. */
  readonly retryAfterMs?: number;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Wraps a success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Builds a refusal with its code, one plain sentence, and optionally the field at fault. */
export function refuse(code: ProblemCode, detail: string, field?: string): Result<never> {
  return {
    ok: false,
    problem: field === undefined ? { code, detail } : { code, detail, field },
  };
}
