import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  errorCodes,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { ROUTES } from '#contracts/routes';
import type { Clock } from '#flow/ports';
import { nestedTooDeep } from './nesting';
import { problemDetails, send } from './problem.filter';

export const BODY_MAX_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 75_000;
/** A request must have come whole within this: slow senders hold nothing open. */
const REQUEST_MAX_MS = 15_000;
const HEADER_MAX_BYTES = 16 * 1024;
/** A reference of 120 characters, each URL-encoded. */
const PARAM_LENGTH_MAX = 400;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * The HTTP side of Nest: JSON only, small bodies, request ids, one log line per request without
 * anything personal in it.
 */
export function createHttp(logger: Logger, clock: Clock): FastifyAdapter {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    trustProxy: false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MAX_MS,
    http: { maxHeaderSize: HEADER_MAX_BYTES },
    genReqId: requestIdOf,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      send(reply, problemDetails(unreadable(error.code), request.id));
    },
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('receivedAt', 0);
  fastify.addHook('onRequest', (request, reply, next) => {
    request.receivedAt = clock.now();
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store');
    next();
  });
  fastify.addHook('onResponse', (request, reply, next) => {
    logger.info(lineOf(request, reply), 'request');
    next();
  });
  readJson(fastify);
  return adapter;
}

/** The caller's own request id where it is a sane one. */
function requestIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** The route's pattern and not its address, which may hold positions and references. */
function lineOf(request: FastifyRequest, reply: FastifyReply): Record<string, unknown> {
  const params = request.params as Record<string, unknown> | null;
  const incidentId = reply.getHeader('x-incident-id') ?? params?.['incidentId'];
  return {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(request.caller === null ? {} : { caller: request.caller.role }),
    ...(typeof incidentId === 'string' && incidentId.length < 40 ? { incidentId } : {}),
  };
}

/** Whose bodies are signed as they came, in whatever language. */
function comesRaw(request: FastifyRequest): boolean {
  return request.routeOptions.url === ROUTES.takeProviderCallback.path;
}

/**
 * JSON bodies only: not nested deeply, and never with keys that reach an object's prototype. Of
 * providers' call-backs the text as it came, which may be a form.
 */
function readJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      if (comesRaw(request)) {
        done(null, body);
      } else if (body === '') {
        done(null, undefined);
      } else if (nestedTooDeep(body)) {
        done(new SyntaxError('nested too deep'), undefined);
      } else {
        void parse(request, body, done);
      }
    },
  );
  fastify.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, body, done) => {
      if (comesRaw(request)) done(null, body);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(), undefined);
    },
  );
}

function unreadable(code: string): Parameters<typeof problemDetails>[0] {
  return code === 'FST_ERR_BAD_URL'
    ? { code: 'invalid-field', detail: 'The address is not valid.' }
    : { code: 'not-found', detail: 'There is nothing at this address.' };
}
