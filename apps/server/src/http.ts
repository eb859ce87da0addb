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
import { allRoutes, ROUTES } from '#contracts/routes';
import type { Clock } from '#flow/ports';
import type { Problem } from '#core/problem';
import { SECOND_MS } from '#core/units';
import type { Admission } from './admission';
import { admitRequests } from './admit-requests';
import { bearerOf } from './auth';
import { ClientAddresses } from './client-address';
import type { Config } from './config';
import { boundConnections } from './connections';
import type { RequestLimits } from './limits';
import { nestedTooDeep } from './nesting';
import { isOwnOrigin } from './origins';
import { problemDetails, send } from './problem.filter';
import { secureAnswers } from './secure-answers';
import { admitUploads } from './upload';

export const BODY_MAX_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 75_000;
/** A request must have come whole within this: slow senders hold nothing open. */
const REQUEST_MAX_MS = 15_000;
const HEADER_MAX_BYTES = 16 * 1024;
/** Its headers within this. */
const HEADERS_MAX_MS = 10_000;
/** How often slow senders are looked for. */
const LOOK_FOR_SLOW_EVERY_MS = 2_000;
/** A reference of 120 characters, each URL-encoded. */
const PARAM_LENGTH_MAX = 400;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether somebody was refused before anything of the request was read. */
    isTurnedAway: boolean;
  }
}

export interface HttpParts {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly limits: RequestLimits;
  readonly admission: Admission;
  readonly config: Pick<Config, 'edge' | 'production' | 'allowedOrigins'>;
}

/**
 * The HTTP side of Nest: JSON only, small bodies, request ids, one log line per request without
 * anything personal in it; and what is turned away before anything is read.
 */
export function createHttp(parts: HttpParts): FastifyAdapter {
  const { logger, clock, config } = parts;
  const addresses = new ClientAddresses(config.edge.trustedProxies);
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    trustProxy: (address: string) => addresses.isProxy(address),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MAX_MS,
    http: {
      maxHeaderSize: HEADER_MAX_BYTES,
      headersTimeout: HEADERS_MAX_MS,
      connectionsCheckingInterval: LOOK_FOR_SLOW_EVERY_MS,
    },
    genReqId: requestIdOf,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      send(reply, problemDetails(unreadable(error.code), request.id));
    },
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('receivedAt', 0);
  fastify.decorateRequest('signedText', '');
  fastify.decorateRequest('isTurnedAway', false);
  boundConnections(fastify.server);
  allowLargerBodies(fastify);
  fastify.addHook('onRequest', (request, reply, next) => {
    request.receivedAt = clock.now();
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store');
    next();
  });
  secureAnswers(fastify, config);
  turnAway(fastify, parts);
  admitRequests(fastify, parts.admission);
  fastify.addHook('onResponse', (request, reply, next) => {
    // Of a flood the metrics tell how much; a line for each request would be another one.
    if (!request.isTurnedAway) logger.info(lineOf(request, reply), 'request');
    next();
  });
  readJson(fastify);
  admitUploads(fastify, keepSigned);
  return adapter;
}

/** An outline of thousands of points is larger than any other body; nothing else may be. */
function allowLargerBodies(fastify: FastifyInstance): void {
  const sizes = new Map<string, number>(
    allRoutes().flatMap(([, { method, path, bodyBytesMax }]) =>
      bodyBytesMax === undefined ? [] : [[`${method} ${path}`, bodyBytesMax] as const],
    ),
  );
  fastify.addHook('onRoute', (route) => {
    const size = sizes.get(`${String(route.method)} ${route.url}`);
    if (size !== undefined) route.bodyLimit = size;
  });
}

/** The caller's own request id where it is a sane one. */
function requestIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
    ...(typeof incidentId === 'string' && UUID.test(incidentId) ? { incidentId } : {}),
  };
}

/** Refuses what need not be read to be refused. */
function turnAway(fastify: FastifyInstance, parts: HttpParts): void {
  const { limits, config } = parts;
  const guarded = new Set(
    allRoutes()
      .filter(([, route]) => route.permission !== 'anyone')
      .map(([, route]) => `${route.method} ${route.path}`),
  );
  fastify.addHook('onRequest', (request, reply, next) => {
    const isGuarded = guarded.has(`${request.method} ${request.routeOptions.url ?? ''}`);
    const secret = isGuarded ? bearerOf(request.headers.authorization) : null;
    const isAdmitted = limits.admit({ secret, address: request.ip });
    const problem = isAdmitted ? faultOf(request, config.allowedOrigins) : TOO_MANY;
    if (problem === null) {
      next();
      return;
    }
    request.isTurnedAway = !isAdmitted;
    send(reply, problemDetails(problem, request.id), problem.retryAfterMs);
  });
}

const TOO_MANY: Problem = {
  code: 'too-many-requests',
  detail: 'Too many requests; send fewer.',
  retryAfterMs: SECOND_MS,
};
const READS = ['GET', 'HEAD', 'OPTIONS'];

/** What is wrong with a request by its head alone. */
function faultOf(request: FastifyRequest, allowedOrigins: readonly string[]): Problem | null {
  const { headers, method } = request;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    return { code: 'malformed-body', detail: 'Send bodies as they are, not compressed.' };
  }
  // A browser sends its cookies along whichever page asks; only the server's own may.
  const isByCookie = headers.cookie !== undefined && !READS.includes(method);
  return isByCookie && !isOwnOrigin(headers, allowedOrigins)
    ? { code: 'origin-refused', detail: 'This page may not ask that.' }
    : null;
}

/** Whose bodies are read by what serves them, as they came. */
const RAW: readonly (string | undefined)[] = [
  ROUTES.takeProviderCallback.path,
  ROUTES.issueToken.path,
  ROUTES.takeDocument.path,
];

function comesRaw(request: FastifyRequest): boolean {
  return RAW.includes(request.routeOptions.url);
}

/** Keeps the body of a signed message, since what is signed are its very bytes, in UTF-8. */
function keepSigned(request: FastifyRequest, body: string): void {
  if (request.headers['webhook-signature'] !== undefined) request.signedText = body;
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
      keepSigned(request, body);
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
