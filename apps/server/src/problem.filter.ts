import {
  Catch,
  HttpException,
  Inject,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem, ProblemCode, Result } from '#core/problem';
import { SECOND_MS } from '#core/units';
import type { ProblemDetails } from '#contracts/problem-details';
import { accidentOf, isOutage } from './accident';
import { RequestLimits } from './limits';
import { PARTS, type ServerParts } from './parts';

/** The only table of refusals and their HTTP statuses. */
export const STATUS_OF: Readonly<Record<ProblemCode, number>> = {
  'malformed-body': 400,
  'body-too-large': 413,
  'invalid-field': 422,
  'unknown-kind': 422,
  'place-invalid': 422,
  'place-outside-area': 422,
  'area-invalid': 422,
  unauthenticated: 401,
  'token-expired': 401,
  forbidden: 403,
  'not-found': 404,
  'reference-conflict': 409,
  'changed-meanwhile': 409,
  'alert-expired': 409,
  'alert-withdrawn': 409,
  'already-answered': 409,
  'places-taken': 409,
  'bound-elsewhere': 409,
  'not-eligible': 409,
  'illegal-step': 409,
  'not-your-task': 409,
  'stood-down': 409,
  'incident-over': 409,
  'callout-over': 409,
  'off-duty': 409,
  'fix-in-future': 422,
  'fix-stale': 422,
  'fix-out-of-order': 422,
  'fix-inaccurate': 422,
  'fix-implausible-speed': 422,
  'fix-place-invalid': 422,
  'enrolment-code-invalid': 401,
  'drill-over': 409,
  'signature-invalid': 401,
  'template-invalid': 422,
  'too-many-requests': 429,
  'sign-in-refused': 401,
  'code-invalid': 401,
  'session-over': 401,
  'origin-refused': 403,
  'reason-needed': 422,
  'approval-pending': 403,
  'second-person-needed': 403,
  'registration-closed': 403,
  'proof-invalid': 422,
  'proof-of-phone-needed': 409,
  'last-of-its-kind': 409,
  'aid-not-agreed': 409,
  'warning-invalid': 422,
  'pass-invalid': 403,
  'double-booked': 409,
  'claim-taken': 409,
  unavailable: 503,
};

const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';
const RETRY_AFTER_S = 1;
const UNKNOWN = 500;
const UNAUTHENTICATED = 401;

/** A refusal on its way to the caller; the filter below writes it out. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'Refused';
  }
}

/** The value of a result; a refusal goes to the caller instead. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.problem);
  return result.value;
}

/** A refusal as problem details (RFC 9457). */
export function problemDetails(problem: Problem, requestId?: string): ProblemDetails {
  const title = problem.code.replaceAll('-', ' ');
  return {
    type: `urn:closeby:problem:${problem.code}`,
    code: problem.code,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    status: STATUS_OF[problem.code],
    detail: problem.detail,
    ...(problem.field === undefined ? {} : { field: problem.field }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Something broke: says nothing but where to look in the log. */
export function accidentDetails(requestId: string): ProblemDetails {
  return {
    type: 'about:blank',
    code: 'unavailable',
    title: 'Something went wrong',
    status: 500,
    detail: 'Something went wrong on our side; give the request id when you report it.',
    requestId,
  };
}

/**
 * What a caller is told of anything thrown: refusals as they are, the framework's own as
 * refusals, an outage of the database as `unavailable`, everything else as an accident.
 */
export function detailsOf(thrown: unknown, requestId: string): ProblemDetails {
  if (thrown instanceof Refused) return problemDetails(thrown.problem, requestId);
  const refused = refusalOfFramework(thrown);
  if (refused !== null) return problemDetails(refused, requestId);
  if (isOutage(thrown)) {
    const detail = 'The database does not answer; try again.';
    return problemDetails({ code: 'unavailable', detail }, requestId);
  }
  return accidentDetails(requestId);
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(PARTS) private readonly parts: Pick<ServerParts, 'logger'>,
    @Inject(RequestLimits) private readonly limits: Pick<RequestLimits, 'refuse'>,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const told = this.counted(thrown, request);
    const details = detailsOf(told, request.id);
    if (details.status >= 500) {
      this.parts.logger.error(
        { requestId: request.id, accident: accidentOf(thrown) },
        'request failed',
      );
    }
    send(reply, details, told instanceof Refused ? told.problem.retryAfterMs : undefined);
  }

  /** What is told of it; to an address with too many wrong secrets, only that. */
  private counted(thrown: unknown, request: FastifyRequest): unknown {
    const isGuess = thrown instanceof Refused && STATUS_OF[thrown.problem.code] === UNAUTHENTICATED;
    return isGuess && !this.limits.refuse(request.ip) ? new Refused(TOO_MANY_GUESSES) : thrown;
  }
}

const TOO_MANY_GUESSES: Problem = {
  code: 'too-many-requests',
  detail: 'Too many requests without a valid secret.',
  retryAfterMs: SECOND_MS,
};

/** Writes problem details as the answer. */
export function send(reply: FastifyReply, details: ProblemDetails, retryAfterMs?: number): void {
  if (retryAfterMs !== undefined) {
    void reply.header('retry-after', String(Math.ceil(retryAfterMs / SECOND_MS)));
  }
  if (details.status === UNAUTHENTICATED) void reply.header('www-authenticate', 'Bearer');
  if (details.status === 503) void reply.header('retry-after', String(RETRY_AFTER_S));
  void reply.status(details.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(details));
}

/** Refusals of Fastify and Nest: unreadable bodies, unknown paths. */
function refusalOfFramework(thrown: unknown): Problem | null {
  switch (statusOf(thrown)) {
    case 400:
      return { code: 'malformed-body', detail: 'The request could not be read as JSON.' };
    case 404:
    case 405:
      return { code: 'not-found', detail: 'There is nothing at this address.' };
    case 413:
      return { code: 'body-too-large', detail: 'The body is larger than 64 KiB.' };
    case 414:
      return { code: 'invalid-field', detail: 'The address is too long.' };
    case 415:
      return { code: 'malformed-body', detail: 'Send JSON: Content-Type: application/json.' };
    default:
      return null;
  }
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof SyntaxError) return 400;
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return UNKNOWN;
  const fastify = typeof thrown.code === 'string' && thrown.code.startsWith('FST_ERR_');
  return fastify && 'statusCode' in thrown && typeof thrown.statusCode === 'number'
    ? thrown.statusCode
    : UNKNOWN;
}
